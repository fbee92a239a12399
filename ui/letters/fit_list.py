"""What is to be said of addresses before they are printed, each leading to its company."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import column, pane, row
from ui.look.text import OneLine, section_title

LISTED = 200
"""Remarks shown at most; the head counts them all."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to be said of one address; `held` where nothing is printed for it."""

    company_id: int
    company: str
    message: str
    held: bool

    def aloud(self) -> str:
        """The remark with its mark in words."""
        return f"{'Not printed' if self.held else 'Look'}: {self.company}. {self.message}"


class RemarkList(QListWidget):
    """Rows of remarks; `opened(company)` at Enter or a double click."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("How the addresses fit")
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda _item: self.open_current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the company."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        else:
            super().keyPressEvent(event)

    def open_current(self) -> None:
        """Ask for the company of the row."""
        item = self.currentItem()
        if item is not None:
            self.opened.emit(item.data(Qt.ItemDataRole.UserRole))


class FitList(QWidget):
    """The fit report: hidden while every address fits as it should."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Remark, ...] = ()
        self.list = RemarkList()
        self.opened = self.list.opened
        self._summary = OneLine("", "small")
        ground = pane()
        column(self).addWidget(ground)
        inside = column(ground, gap=6)
        inside.setContentsMargins(px(16), px(10), px(16), px(12))
        head = row(gap=10)
        head.addWidget(section_title("How the addresses fit"))
        head.addWidget(self._summary)
        head.addStretch(1)
        head.addWidget(button("Open the company", run=self.list.open_current))
        inside.addLayout(head)
        inside.addWidget(self.list)
        self.list.setFixedHeight(px(96))
        self.hide()

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What is said now."""
        return self._shown

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show what is to be said, those not printed first; nothing hides the report."""
        if tuple(remarks) == self._shown:
            return
        self._shown = tuple(remarks)
        self.list.clear()
        for one in remarks[:LISTED]:
            mark = "✕" if one.held else "!"
            item = QListWidgetItem(f"{mark}  {one.company}: {one.message}")
            item.setData(Qt.ItemDataRole.UserRole, one.company_id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, one.aloud())
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        held = sum(one.held for one in remarks)
        said = [f"{held:,} not printed"] * bool(held)
        looked = len(remarks) - held
        said += [f"{looked:,} to look at"] * bool(looked)
        if len(remarks) > LISTED:
            said.append(f"the first {LISTED} are listed")
        self._summary.setText(" · ".join(said))
        self.setVisible(bool(remarks))
