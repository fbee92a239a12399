"""The next step: typed, or as the outcome chosen plans it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm.domain.cadence import consequence
from crm.domain.calendar import local_day
from crm.domain.errors import Refusal
from crm.domain.next_steps import When, read_when, say_when
from crm.domain.outcomes import Need
from crm.domain.stages import Stage
from ui.form.when_field import WhenField
from ui.look.surfaces import column, row
from ui.look.text import strong, wrapped
from ui.today.said import Said, as_call, first_value, still_unsaid

if TYPE_CHECKING:
    from crm.data.queries.call_card import CallCard


class NextStepField(QWidget):
    """A line to type a time in; under it what is planned while nothing is typed.

    `accepted` comes at Enter: the caret goes back to the note.
    """

    edited = Signal()
    accepted = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.field = WhenField("Next step", now=now)
        self._planned = QWidget()
        self._text = wrapped("", "muted")
        self._date = strong("")
        beside = row(self._planned, gap=8)
        beside.addWidget(self._text, 1)
        beside.addWidget(self._date)
        layout = column(self, gap=4)
        layout.addWidget(self.field)
        layout.addWidget(self._planned)
        self.setFocusProxy(self.field)
        self._planned.hide()
        self._has_plan = False
        self.field.edited.connect(self._edited)
        self.field.accepted.connect(lambda _when: self.accepted.emit())

    def text(self) -> str:
        """What is typed."""
        return self.field.text()

    def put(self, text: str) -> None:
        """Let it hold a text."""
        self.field.put(text)

    def when(self) -> When | None:
        """What was typed, understood; None where nothing is typed; raises `Refusal`."""
        return self.field.when()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say what is wrong here; what was typed stays."""
        return self.field.show_refusal(refusal)

    def show_plan(self, words: tuple[str, str] | None) -> None:
        """Show what follows when nothing is typed: a text and a date; None for nothing."""
        self._has_plan = words is not None
        if words is not None:
            self._text.setText(words[0])
            self._date.setText(words[1])
            self._planned.setAccessibleName(f"Planned: {words[0]}, {words[1]}".rstrip(", "))
        self._edited_plan()

    def planned(self) -> str:
        """What is shown as planned; empty for nothing."""
        if self._planned.isHidden():
            return ""
        return f"{self._text.text()} {self._date.text()}".strip()

    def _edited(self) -> None:
        self._edited_plan()
        self.edited.emit()

    def _edited_plan(self) -> None:
        self._planned.setVisible(self._has_plan and not self.text())


def plan_words(said: Said, card: "CallCard", now: datetime) -> tuple[str, str]:
    """Say what follows from an outcome as it stands: a text and a date (empty for none)."""
    fresh = {need: _first(need, said, card, now) for need in still_unsaid(said)}
    said = said.answer({need: value for need, value in fresh.items() if value})
    number = said.whom.number
    left = sum(1 for one in card.numbers if number is None or one.id != number.id)
    history = replace(card.history, usable_numbers_left=left)
    try:
        stage = Stage(card.page.stored_stage)
        follows = consequence(as_call(said), history, stage, now, card.rules.cadence)
    except Refusal:
        return "The next step comes from what you say.", ""
    step = follows.step
    if step is None:
        return f"Nothing is planned after “{card.rules.label(said.outcome)}”.", ""
    return step.text, say_when(When(step.day, step.at, step.part), local_day(now))


def _first(need: Need, said: Said, card: "CallCard", now: datetime) -> object:
    """What would be filled in, a time already understood."""
    value = first_value(need, said, card)
    return read_when(str(value), now) if need in {Need.WHEN, Need.BEST_TIME} else value
