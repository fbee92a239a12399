"""What the keys of the calling screen do: dial, log, write a note, queue a pack."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from crm.actions.calls import LoggedCall, log_call
from crm.domain.errors import Refusal
from crm.domain.outcomes import Need, Outcome
from ui.room import Desk
from ui.today.asking_fields import choices_for
from ui.today.call_pane import CallPane
from ui.today.call_view import clash_asker, show_plan, show_whom
from ui.today.dialler import Dialler
from ui.today.draft_keeping import DraftKeeping
from ui.today.drafts import Draft
from ui.today.filed_calls import Filed, FiledCalls, say_logged
from ui.today.note_saver import NoteSaver, spoken_times
from ui.today.said import (
    Said,
    Whom,
    as_call,
    number_after,
    refuse_unfit,
    still_unsaid,
    whom_to_call,
)
from ui.today.session import CallingSession


class Caller(QObject):
    """Between the call pane and the book; nothing typed is lost on the way."""

    def __init__(self, desk: Desk, session: CallingSession, pane: CallPane) -> None:
        super().__init__(pane)
        self._desk, self._session, self._pane = desk, session, pane
        self.dialler = Dialler(desk, session, pane)
        self.whom = Whom()
        self._person_id: int | None = None
        self._number_id: int | None = None
        self._seconds = 0
        self._hasty: Callable[[], None] | None = None
        self._said: Said | None = None
        self.keeping = DraftKeeping(desk.aside, session, self._keep, self)
        self.drafts = self.keeping.drafts
        self._filed = FiledCalls(desk.bridge, self)
        self._saver = NoteSaver(desk, pane, self._noted, self)
        session.gone.connect(self._saver.say_gone)
        self._clash = pane.next_step.field.clash = clash_asker(desk.bridge, session, self)
        session.left.connect(self._keep)
        session.opening.connect(self._take_up)
        session.opened.connect(self._opened)
        session.day_shown.connect(lambda day: pane.outcomes.show_labels(day.rules))
        pane.chosen.connect(self._choose)
        pane.log_wanted.connect(self.log_chosen)
        pane.typed.connect(self._typed)
        pane.chips.person_changed.connect(self.show_call)
        pane.asking.answered.connect(self._answered)
        self._filed.taken_back.connect(lambda call: self._bring_back(call.company_id, call.draft))
        self._filed.filed_again.connect(self._let_go)
        self.keeping.came.connect(self._drafts_came)

    def under_way(self) -> bool:
        """Whether something of this call would be missed."""
        return not self.draft().blank

    def draft(self) -> Draft:
        """What is typed and chosen now."""
        pane = self._pane
        return Draft(
            pane.note.toPlainText(),
            pane.next_step.text(),
            pane.outcomes.outcome(),
            self._person_id,
            self._number_id,
            pane.timer.since,
            self._seconds,
            pane.made.text(),
            pane.made.incoming,
        )

    def show_call(self) -> None:
        """Show whom the call is with, on which number."""
        card = self._session.card
        if card is None:
            return
        marked = self._pane.chips.marked
        self.whom = whom_to_call(card, self._number_id, self._person_id, marked)
        show_whom(self._pane, card, self.whom)
        self._plan()

    def pick(self, person_id: int | None) -> None:
        """Call this person, or with None the company's own number."""
        card = self._session.card
        if card is None:
            return
        own = next((one.id for one in card.numbers if one.person_id == person_id), None)
        self._person_id = person_id
        self._number_id = own if own is not None else self._number_id
        self.show_call()
        self._pane.to_note()

    def dial(self, *, following: bool = False) -> None:
        """Dial the number shown; with `following` the next one of the company."""
        card, number = self._session.card, self.whom.number
        if card is None:
            return
        if following and number is not None:
            ids = [one.id for one in card.numbers]
            self._number_id = ids[(ids.index(number.id) + 1) % len(ids)]
            self._person_id = None
            self.show_call()
        self.dialler.dial(card, self.whom.number.id if self.whom.number else None)

    def log_chosen(self) -> None:
        """Log with the outcome that is chosen."""
        outcome = self._pane.outcomes.outcome()
        if outcome is not None:
            self.log(outcome)
        else:
            self._pane.show_refusal(Refusal(self._pane.outcomes.say_choose()))

    def log(self, outcome: Outcome, *, stay: bool = False) -> None:
        """Log the call with an outcome, or stop on what it must still say."""
        if self._session.card is None:
            # A key pressed too soon counts when the company has come.
            self._hasty = partial(self.log, outcome, stay=stay)
            return
        if self._said is not None and self._said.outcome is outcome and self._pane.asking.needs():
            self._pane.asking.answer()
            return
        said = self._as_said(outcome, stay=stay)
        if said is not None:
            self._ask_or_file(said)

    def save(self) -> None:
        """Save and stay: with the outcome chosen, else as a note without a call."""
        outcome, company_id = self._pane.outcomes.outcome(), self._session.current
        if outcome is not None:
            self.log(outcome, stay=True)
            return
        if company_id is None:
            return
        self._saver.save(company_id, self.draft())

    def keep_contact(self) -> None:
        """Put the number or email that stands in the note on file."""
        if self._session.current is not None:
            self._saver.keep_contact(self._session.current, self.whom)

    def ring_in(self) -> None:
        """Say that this call is theirs: they rang."""
        self._pane.made.put(self._pane.made.text(), incoming=True)
        self._typed()
        self._pane.to_note()

    def _as_said(self, outcome: Outcome, *, stay: bool) -> Said | None:
        card = self._session.card
        if card is None:
            return None
        self._pane.clear_trouble()
        times = spoken_times(self._pane)
        if times is None:
            return None
        seconds = self._pane.timer.seconds() or self._seconds
        note = self._pane.note.toPlainText()
        return Said(
            card.page.id, outcome, self.whom, note, seconds, times[1], stay=stay,
            rules=card.rules, at=times[0], incoming=self._pane.made.incoming,
        )  # fmt: skip

    def _ask_or_file(self, said: Said) -> None:
        self._said = said
        self._pane.show_outcome(said.outcome)
        unsaid = still_unsaid(said)
        if unsaid:
            self._session.busy()
            self._ask(said, unsaid)
            return
        try:
            refuse_unfit(said)
        except Refusal as refusal:
            self._pane.show_refusal(refusal)
            return
        self._file(said)

    def _ask(self, said: Said, unsaid: tuple[Need, ...]) -> None:
        card, day = self._session.card, self._session.day
        if card is None:
            return
        choices = choices_for(said, card, day.plans if day else (), self._clash)
        self._pane.asking.ask(said.rules.label(said.outcome), unsaid, choices)
        self._pane.reveal(self._pane.asking)

    def _answered(self, answers: dict[Need, object]) -> None:
        said = self._said
        if said is not None and (fresh := self._as_said(said.outcome, stay=said.stay)):
            self._ask_or_file(fresh.answer({**said.answers, **answers}))

    def _file(self, said: Said) -> None:
        card, draft = self._session.card, self.draft()
        following = number_after(said, card) if card is not None else None
        call = self.keeping.hand_over(as_call(said), draft)
        self._blank()
        if following is not None:
            self._number_id = following
            self.show_call()
        elif not said.stay:
            self._session.go_on()
        self._pane.to_note()
        self._desk.bridge.do(
            log_call, call, then=partial(self._logged, said, draft, call.key), owner=self,
            troubled=partial(self._refused, said, draft, call.key),
        )  # fmt: skip

    def _logged(self, said: Said, draft: Draft, key: str, logged: LoggedCall) -> None:
        self.keeping.filed(key)
        label = f"Log call with {logged.company}"
        self._filed.add(Filed(said.company_id, label, replace(draft, dialled_at=None)))
        self._desk.say(say_logged(logged), undo=True)

    def _refused(self, said: Said, draft: Draft, key: str, refusal: Refusal) -> bool:
        """Bring the company and all that was typed back, and say what is wrong."""
        self._bring_back(said.company_id, draft)
        self.keeping.came_back(key)
        return self._pane.show_refusal(refusal)

    def _noted(self, company_id: int, draft: Draft) -> None:
        self.drafts.drop(company_id)
        if self._session.current == company_id and self.draft().note == draft.note:
            self._pane.put(replace(self.draft(), note="", next_step="", made_at=""))
            self._pane.to_note()
        self._desk.say("Note saved.", undo=True)

    def _choose(self, outcome: Outcome | None) -> None:
        self._pane.asking.fold()
        self._pane.show_outcome(outcome)
        self._session.busy()
        self.keeping.typed()
        self._plan()

    def _plan(self) -> None:
        """Show what would follow from the outcome chosen."""
        show_plan(self._pane, self._session.card, self.whom, self._session.now())

    def _opened(self) -> None:
        self.show_call()
        hasty, self._hasty = self._hasty, None
        if hasty is not None:
            hasty()

    def _drafts_came(self, company_ids: frozenset[int]) -> None:
        if self._session.current in company_ids:
            self._take_up(self._session.current)
            self.show_call()
        self._session.look_again()

    def _typed(self) -> None:
        self.keeping.typed()
        if self.under_way():
            self._session.busy()

    def _blank(self) -> None:
        self._said = None
        self._person_id = self._number_id = None
        self._seconds = 0
        self._pane.put(Draft())

    def _keep(self) -> None:
        if self._session.current is not None:
            self.drafts.keep(self._session.current, self.draft())

    def _take_up(self, company_id: int | None) -> None:
        draft = self.drafts.of(company_id)
        self._said = self._hasty = None
        self._person_id, self._number_id = draft.person_id, draft.number_id
        self._seconds = draft.seconds
        self._pane.put(draft)

    def _bring_back(self, company_id: int, draft: Draft) -> None:
        self._keep()
        self.drafts.keep(company_id, draft)
        if self._session.current == company_id:
            self._take_up(company_id)
            self.show_call()
        else:
            self._session.open(company_id)
        self._session.begin()
        self._pane.to_note()

    def _let_go(self, call: Filed) -> None:
        self.drafts.drop(call.company_id)
        if self._session.current == call.company_id:
            self._blank()
            self._session.go_on()
