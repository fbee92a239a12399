"""Correcting a call beside its timeline: what it should have been, and what that would change."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from crm.domain.errors import Refusal
from crm.domain.outcomes import Need, Outcome
from ui.form.editors import Choice
from ui.look.buttons import button
from ui.look.flow import Flow
from ui.look.surfaces import as_part, column
from ui.look.text import section_title, small, wrapped
from ui.today.asking import AskingStrip
from ui.today.asking_fields import Choices

if TYPE_CHECKING:
    from crm.actions.corrections import CorrectionPlan


class CorrectionPanel(QFrame):
    """Picks the right outcome, asks what it must say, shows the change, and waits for Enter.

    `picked(Outcome)` comes when an outcome is accepted, `answered(dict)` when all it must say
    is said, `wanted()` when the change shown is to be made, `left()` when it is not, `grew()`
    when there is more to see.
    """

    picked = Signal(object)
    answered = Signal(object)
    wanted = Signal()
    left = Signal()
    grew = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        as_part(self, "warning card")
        self.setAccessibleName("Correct a call")
        self.asking = AskingStrip(now)
        self._title = section_title("")
        self._title.setWordWrap(True)
        self.outcome = Choice("What it should have been")
        self._changes = wrapped("")
        self._stays = wrapped("", "muted")
        self._trouble = wrapped("", "trouble")
        self._hint = small("Enter accepts · Esc leaves it as it is")
        self.correct = button("Correct it", primary=True, run=self.wanted.emit)
        self._leave = button("Leave it", run=self.left.emit)
        layout = column(self, gap=6, margin=10)
        for part in (self._title, self.outcome, self.asking, self._changes, self._stays,
                     self._trouble, self._hint):  # fmt: skip
            layout.addWidget(part)
        foot = Flow(gap=6)
        foot.addWidget(self.correct)
        foot.addWidget(self._leave)
        layout.addLayout(foot)
        for watched in (self.outcome, self.correct, self._leave):
            watched.installEventFilter(self)
        self.outcome.activated.connect(lambda _row: self._blank())
        self.asking.answered.connect(self.answered)
        self.asking.left.connect(self.left)
        self.hide()

    def show_call(self, title: str, labels: Sequence[tuple[str, Outcome]], now: Outcome) -> None:
        """Show which call it is, with the outcome it has now."""
        self._title.setText(title.upper())
        self._title.setAccessibleName(title)
        self.outcome.offer(labels)
        self.outcome.choose(now)
        self._blank()
        self.show()
        self.outcome.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grew.emit()

    def ask(self, title: str, needs: Sequence[Need], choices: Choices) -> None:
        """Ask for what the outcome must say."""
        self._blank()
        self.asking.ask(title, needs, choices)
        self.grew.emit()

    def show_plan(self, plan: "CorrectionPlan") -> None:
        """Say what would change; Enter on the button makes the change."""
        self.asking.fold()
        self._trouble.hide()
        for words, lines in ((self._changes, plan.changes), (self._stays, plan.stays)):
            words.setText("\n".join(lines))
            words.setVisible(bool(lines))
        self.correct.show()
        self.correct.setAccessibleDescription(" ".join((*plan.changes, *plan.stays)))
        self.correct.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grew.emit()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say it beside its field, else here; what was chosen stays."""
        if not self.asking.show_refusal(refusal):
            self._trouble.setText(refusal.message)
            self._trouble.show()
        return True

    def words(self) -> str:
        """All that is said now, for tests and readers."""
        parts = (self._title, self._changes, self._stays, self._trouble)
        return "\n".join(part.text() for part in parts if not part.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter and Esc of what is shown; letters pick an outcome and log nothing."""
        if not isinstance(event, QKeyEvent):
            return False
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.type() is QEvent.Type.ShortcutOverride and plain and event.text().isprintable():
            event.setAccepted(bool(event.text()))
            return bool(event.text())
        if event.type() is not QEvent.Type.KeyPress or not plain:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(watched)
            return True
        return False

    def _enter(self, watched: QObject) -> None:
        if watched is self.outcome:
            self.picked.emit(self.outcome.value())
        elif watched is self._leave:
            self.left.emit()
        else:
            self.wanted.emit()

    def _blank(self) -> None:
        self.asking.fold()
        for part in (self._changes, self._stays, self._trouble, self.correct):
            part.hide()
