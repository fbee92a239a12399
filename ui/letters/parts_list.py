"""The parts of one pack, each with a box to tick."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.form.editors import Check
from ui.letters.questions import PartChoice
from ui.look.measure import px
from ui.look.surfaces import card, column, empty, row
from ui.look.text import dress, muted, wrapped

DETAILS = {"form": "prefilled"}
"""What is good to know of a kind of part."""


class PartCheck(Check):
    """A box in a list of boxes: the arrows go to the next one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down, tick with Space."""
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class PartsList(QWidget):
    """`left_out(positions)` comes when a part was ticked or unticked."""

    left_out = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Parts of this pack")
        whole = column(self, gap=4)
        self._holder = QWidget()
        self._rows = column(self._holder, gap=5)
        self._trouble = wrapped("", "trouble")
        self._trouble.hide()
        whole.addWidget(self._holder)
        whole.addWidget(self._trouble)
        self._parts: tuple[PartChoice, ...] = ()
        self._checks: list[PartCheck] = []

    @property
    def checks(self) -> tuple[PartCheck, ...]:
        """The boxes, in the order of the parts."""
        return tuple(self._checks)

    def show_parts(self, parts: Sequence[PartChoice]) -> None:
        """Show parts; the boxes stay where they are while only the ticks change."""
        before = [replace(part, kept=True) for part in self._parts]
        self._parts = tuple(parts)
        if before != [replace(part, kept=True) for part in parts]:
            self._build()
        for part, check in zip(parts, self._checks, strict=True):
            check.setChecked(part.kept)
            dress(check, left_out=not part.kept)
        self.clear_trouble()

    def show_trouble(self, message: str) -> None:
        """Say why the last tick was not taken, and show the boxes as they stand."""
        for part, check in zip(self._parts, self._checks, strict=True):
            check.setChecked(part.kept)
        self._trouble.setText(message)
        self._trouble.show()

    def clear_trouble(self) -> None:
        """Nothing is wrong any more."""
        self._trouble.hide()

    def trouble(self) -> str:
        """What is said to be wrong; empty for nothing."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def _build(self) -> None:
        empty(self._rows)
        self._checks = []
        for part in self._parts:
            box = card()
            check = PartCheck(part.name, on=part.kept)
            check.clicked.connect(lambda _on=False: self._tell())
            inside = row(box, gap=6)
            inside.setContentsMargins(px(9), px(3), px(9), px(3))
            inside.addWidget(check, 1)
            if part.why:
                check.setEnabled(False)
                check.setAccessibleName(f"{part.name}, left out: {part.why}")
                self._rows.addWidget(box)
                self._rows.addWidget(wrapped(f"Left out: {part.why}.", "small"))
                self._checks.append(check)
                continue
            if part.kind in DETAILS:
                inside.addWidget(muted(DETAILS[part.kind]))
                check.setAccessibleName(f"{part.name}, {DETAILS[part.kind]}")
            self._rows.addWidget(box)
            self._checks.append(check)

    def _tell(self) -> None:
        pairs = zip(self._parts, self._checks, strict=True)
        self.left_out.emit(
            tuple(part.position for part, check in pairs if not (check.isChecked() or part.why))
        )
