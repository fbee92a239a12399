"""Between the panel that corrects a call and the book: nothing changes before it was shown."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from crm.actions.corrections import CorrectionPlan, correct_call, plan_correction
from crm.data.queries.call_corrections import CallToCorrect, call_to_correct, latest_call
from crm.domain.calendar import local_day
from crm.domain.errors import Refusal
from crm.domain.outcomes import Call, Need, Outcome
from crm.domain.past_times import say_past
from crm.domain.timeline import Entry as Happened
from ui.panels.happenings import is_call
from ui.panels.timeline import Entry
from ui.room import Desk
from ui.today.asking_fields import choices_for
from ui.today.correction_panel import CorrectionPanel
from ui.today.said import Said, Whom, as_call, still_unsaid
from ui.today.session import CallingSession

if TYPE_CHECKING:
    from crm.actions.calls import LoggedCall

CORRECT = "correct"
"""The view of a place that asks for the correction of a call: `correct 17`."""


class Corrector(QObject):
    """Opens the panel for a call of the company on screen, and corrects it when that is wanted."""

    def __init__(self, desk: Desk, session: CallingSession, panel: CorrectionPanel) -> None:
        super().__init__(panel)
        self._desk, self._session, self._panel = desk, session, panel
        self._known: CallToCorrect | None = None
        self._said: Said | None = None
        self._call: Call | None = None
        self._waiting: int | None = None
        panel.picked.connect(self._picked)
        panel.answered.connect(self._answered)
        panel.wanted.connect(self._do)
        panel.left.connect(self.leave)
        session.opening.connect(lambda _company: self._fold())
        session.opened.connect(lambda _card: self._opened())

    def open_entry(self, entry: Entry) -> None:
        """Correct the call that an entry of the timeline tells of."""
        if isinstance(entry.source, Happened) and is_call(entry.source):
            self.open(entry.source.activity_id)

    def open_latest(self) -> None:
        """Correct the latest call with the company on screen."""
        if self._session.current is not None:
            self._desk.bridge.ask(latest_call, self._session.current, then=self._latest, owner=self)

    def open(self, activity_id: int) -> None:
        """Correct one call."""
        self._desk.bridge.ask(
            call_to_correct, activity_id, then=self._show, owner=self, troubled=self._cannot
        )

    def open_when_shown(self, activity_id: int) -> None:
        """Correct a call of the company that is about to be shown."""
        self._waiting = activity_id
        if self._session.card is not None:
            self._opened()

    def leave(self) -> None:
        """Leave the call as it is."""
        self._fold()
        self._desk.commands.refresh()

    def _opened(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.open(waiting)

    def _latest(self, activity_id: int | None) -> None:
        if activity_id is None:
            self._desk.say("There is no call with this company to correct.")
        else:
            self.open(activity_id)

    def _show(self, known: CallToCorrect) -> None:
        card = self._session.card
        if card is None or known.company_id != card.page.id:
            return
        self._known, self._said, self._call = known, None, None
        when = say_past(known.at, local_day(self._session.now()))
        was = card.rules.label(known.outcome).lower()
        labels = [(card.rules.label(outcome), outcome) for outcome in Outcome]
        self._panel.show_call(f"Correct the call of {when}: {was}", labels, known.outcome)

    def _picked(self, outcome: Outcome) -> None:
        card, day, known = self._session.card, self._session.day, self._known
        if card is None or known is None:
            return
        everyone = (*card.numbers, *(dead.number for dead in card.dead))
        number = next((one for one in everyone if one.id == known.number_id), None)
        whom = Whom(known.person_id, known.person, number, chosen=known.person_id is not None)
        said = Said(known.company_id, Outcome(outcome), whom, rules=card.rules)
        self._said = said
        unsaid = tuple(need for need in still_unsaid(said) if need is not Need.REFERRAL)
        if unsaid:
            choices = choices_for(said, card, day.plans if day else ())
            self._panel.ask(card.rules.label(said.outcome), unsaid, choices)
        else:
            self._plan(said)

    def _answered(self, answers: Mapping[Need, object]) -> None:
        if self._said is not None:
            self._said = self._said.answer(answers)
            self._plan(self._said)

    def _plan(self, said: Said) -> None:
        if self._known is None:
            return
        self._call = call = as_call(said)
        self._desk.bridge.ask(
            plan_correction, self._known.activity_id, call, then=self._planned, owner=self,
            troubled=self._panel.show_refusal, latest="correction",
        )  # fmt: skip

    def _planned(self, plan: CorrectionPlan) -> None:
        if self._known is not None:
            self._panel.show_plan(plan)

    def _do(self) -> None:
        known, call = self._known, self._call
        if known is None or call is None:
            return
        self._desk.bridge.do(
            correct_call, known.activity_id, call, then=self._done, owner=self,
            troubled=self._panel.show_refusal,
        )  # fmt: skip

    def _done(self, logged: "LoggedCall") -> None:
        self._fold()
        step = ", ".join(part for part in (logged.step, logged.due) if part)
        said = f"Corrected the call with {logged.company}: {logged.outcome.lower()}."
        self._desk.say(f"{said} Next: {step}." if step else said, undo=True)

    def _cannot(self, refusal: Refusal) -> bool:
        self._desk.say(refusal.message)
        return True

    def _fold(self) -> None:
        self._known = self._said = self._call = None
        self._panel.asking.fold()
        self._panel.hide()
