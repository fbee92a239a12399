"""The next step of a company, changed in one line: when, what, with whom."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from crm.domain.errors import Refusal
from crm.domain.next_steps import When
from crm.domain.planned_steps import StepKind
from ui.form.editors import Choice, line
from ui.form.when_field import WhenField
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import column, row
from ui.look.text import wrapped

if TYPE_CHECKING:
    from crm.data.queries.company_facts import CompanyPage

NOBODY = 0


class StepForm(QFrame):
    """`answered(When, StepKind, text, person id or None)` comes at Enter, `left` at Esc."""

    answered = Signal(object, object, str, object)
    left = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.when = WhenField("When is the next step", now=now)
        self.what = line("What is to be done", placeholder="what, for example: ask about the form")
        self.kind = Choice("Kind", [(kind.capitalize(), kind.value) for kind in StepKind])
        self.whom = Choice("With whom", [("anybody", NOBODY)])
        self._trouble = wrapped("", "trouble")
        self._trouble.hide()
        beside = row(gap=8)
        top = Qt.AlignmentFlag.AlignTop
        self.when.setMinimumWidth(px(190))
        self.what.setMinimumWidth(px(120))
        for part, share in ((self.when, 2), (self.kind, 0), (self.what, 3), (self.whom, 0)):
            beside.addWidget(part, share, top)
        self.go = button("Set", primary=True, run=self.answer)
        beside.addWidget(self.go, 0, top)
        beside.addWidget(button("Cancel", keys="Esc", run=self.left.emit), 0, top)
        whole = column(self, gap=3)
        whole.addLayout(beside)
        whole.addWidget(self._trouble)
        self.when.accepted.connect(lambda _when: self.answer())
        self.what.returnPressed.connect(self.answer)
        self.hide()

    def ask(self, page: "CompanyPage") -> None:
        """Open it, filled with the step that stands."""
        step = page.next_step
        self._trouble.hide()
        self.when.clear()
        people = [(one.name, one.id) for one in page.people if one.left_on is None]
        self.whom.offer([("anybody", NOBODY), *people])
        self.whom.choose(step.person_id if step and step.person_id else NOBODY)
        self.kind.choose(step.kind if step else StepKind.CALL.value)
        self.what.setText(step.text if step else "")
        self.what.setCursorPosition(0)
        self.show()
        self.when.select()

    def answer(self) -> None:
        """Read what is typed and tell."""
        self._trouble.hide()
        try:
            when: When | None = self.when.when()
        except Refusal as refusal:
            self.when.show_refusal(refusal)
            return
        if when is None:
            self.when.show_refusal(Refusal("Say when: tue 2pm, +3wd, 1 mar am.", field="when"))
            return
        person = self.whom.value() or None
        kind = StepKind(str(self.kind.value()))
        self.answered.emit(when, kind, self.what.text().strip(), person)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside the time, or under the line."""
        if refusal.field == "next_step":
            return self.when.show_refusal(refusal)
        self._trouble.setText(refusal.message)
        self._trouble.show()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
