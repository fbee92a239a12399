"""Short questions that a deed asks before it is done: which tag, which stage, whom to send packs.

Each stands on a bar, says what it will do to how many, and is left with Esc.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout

from crm.domain.errors import Refusal
from crm.domain.stages import Stage
from ui.form.editors import Choice, line
from ui.look.buttons import Button, button
from ui.look.measure import px
from ui.look.surfaces import column, row
from ui.look.text import label, wrapped

if TYPE_CHECKING:
    from crm.data.queries.pack_candidates import PackCandidates


class Prompt(QFrame):
    """A question in one line, and under it what was wrong with the answer.

    `left` comes at Esc. It stands on the dark bar (`raised`) or on a page.
    """

    left = Signal()

    def __init__(self, *, raised: bool) -> None:
        super().__init__()
        self.raised = raised
        self.words = label("", "raised" if raised else "")
        self._trouble = wrapped("", "raised" if raised else "trouble")
        self._trouble.hide()
        whole = column(self, gap=4)
        self.parts: QHBoxLayout = row(gap=8)
        self.parts.addWidget(self.words)
        whole.addLayout(self.parts)
        whole.addWidget(self._trouble)
        self.hide()

    def open(self, words: str) -> None:
        """Ask."""
        self.words.setText(words)
        self.clear_trouble()
        self.show()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say what was wrong, and let it be put right."""
        self._trouble.setText(refusal.message)
        self._trouble.show()
        self.setAccessibleDescription(refusal.message)
        return True

    def clear_trouble(self) -> None:
        """Nothing is wrong any more."""
        self._trouble.hide()
        self.setAccessibleDescription("")

    def trouble(self) -> str:
        """What is said to be wrong; empty for nothing."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def add_button(self, words: str, *, primary: bool = False) -> Button:
        """A button at the end of the line."""
        made = button(words, primary=primary, raised=self.raised and not primary)
        self.parts.addWidget(made)
        return made


class TagPrompt(Prompt):
    """Which tag: `put_on(name)` or `taken_off(name)`."""

    put_on = Signal(str)
    taken_off = Signal(str)

    def __init__(self, *, raised: bool = True) -> None:
        super().__init__(raised=raised)
        self.line = line("Tag", placeholder="a tag, new or known")
        self.line.setMinimumWidth(px(150))
        self.line.textEdited.connect(lambda _text: self.clear_trouble())
        self.line.returnPressed.connect(lambda: self._tell(self.put_on))
        self.parts.addWidget(self.line, 1)
        on = self.add_button("Put on", primary=True)
        on.clicked.connect(lambda: self._tell(self.put_on))
        off = self.add_button("Take off")
        off.clicked.connect(lambda: self._tell(self.taken_off))

    def ask(self, words: str, known: tuple[str, ...]) -> None:
        """Ask for a tag, offering those that are known."""
        completer = QCompleter(list(known), self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line.setCompleter(completer)
        self.line.clear()
        self.open(words)
        self.line.setFocus()

    def _tell(self, signal: object) -> None:
        text = self.line.text().strip()
        if not text:
            self.show_refusal(Refusal("A tag needs a name."))
            self.line.setFocus()
        elif signal is self.put_on or signal == self.put_on:
            self.put_on.emit(text)
        else:
            self.taken_off.emit(text)


class StagePrompt(Prompt):
    """Which stage: `chosen(stage)`."""

    chosen = Signal(str)

    def __init__(self, *, raised: bool = True) -> None:
        super().__init__(raised=raised)
        self.choice = Choice("Stage", [(stage.value, stage.value) for stage in Stage])
        self.parts.addWidget(self.choice)
        go = self.add_button("Set stage", primary=True)
        go.clicked.connect(lambda: self.chosen.emit(str(self.choice.value())))

    def ask(self, words: str, stage: str = "") -> None:
        """Ask for a stage."""
        self.choice.choose(stage or Stage.ATTEMPTING.value)
        self.open(words)
        self.choice.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sets it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(str(self.choice.value()))
            return
        super().keyPressEvent(event)


class PackPrompt(Prompt):
    """Whom packs would be queued for and who is left out and why; `agreed()` queues them."""

    agreed = Signal()

    def __init__(self, *, raised: bool = True) -> None:
        super().__init__(raised=raised)
        self.words.setWordWrap(True)
        self.words.setMinimumWidth(px(300))
        self.go = self.add_button("Queue packs", primary=True)
        self.go.clicked.connect(self.agreed)
        self._away = self.add_button("Cancel")
        self._away.clicked.connect(self.left)

    def ask(self, found: "PackCandidates") -> None:
        """Say who gets one and who does not."""
        count = len(found.ready)
        without = [f"{len(ids):,} {reason}" for reason, ids in found.left_out.items()]
        packs = "1 pack" if count == 1 else f"{count:,} packs"
        said = f"{packs} can be queued." if count else "No pack can be queued."
        if without:
            said = f"{said} Left out: {', '.join(without)}."
        self.open(said)
        self.go.rename(f"Queue {packs}")
        self.go.setVisible(bool(count))
        (self.go if count else self._away).setFocus()
