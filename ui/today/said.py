"""What the caller has said about a call: whom, which number, what the outcome still must say."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from crm.domain.calling_rules import CALLING_RULES, CallingRules
from crm.domain.errors import Refusal
from crm.domain.next_steps import When
from crm.domain.note_marks import MarkedPerson
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import (
    RULES,
    YES,
    Call,
    Need,
    NumberFate,
    Outcome,
    Reason,
    check_call,
    ends_cadence,
    is_said,
    needs_of,
)

if TYPE_CHECKING:
    from crm.data.queries.call_card import CallCard
    from crm.data.queries.company_facts import NumberFacts, PersonFacts

Answers = Mapping[Need, object]
T = TypeVar("T", bound=StrEnum)

_FIRST_WHEN = {Outcome.CALL_BACK: "+1wd", Outcome.BOOKED: "+1w"}
"""What is filled in where a time must be said; typing replaces it."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is called on which number; `chosen` says that the person is more than a guess."""

    person_id: int | None = None
    name: str = ""
    number: "NumberFacts | None" = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """All that was said of one call so far; `answers` are those of the strip that asks.

    `rules` are those of the book, by which it is checked. `at` is when it was made, None for
    now; `incoming` says that they rang.
    """

    company_id: int
    outcome: Outcome
    whom: Whom
    note: str = ""
    seconds: int = 0
    when: When | None = None
    answers: Answers = field(default_factory=dict)
    stay: bool = False
    """Whether the company stays on screen afterwards."""
    rules: CallingRules = CALLING_RULES
    at: datetime | None = None
    incoming: bool = False

    def answer(self, more: Answers) -> "Said":
        """The same with further answers."""
        return replace(self, answers={**self.answers, **more})


def whom_to_call(
    card: "CallCard",
    number_id: int | None,
    person_id: int | None,
    marked: MarkedPerson | None = None,
) -> Whom:
    """Choose the number and the person: those picked, else whom note, step or number name.

    Where none names anybody it is the first person who decides, as a guess.
    """
    number = next((one for one in card.numbers if one.id == number_id), None)
    if number is None and person_id is not None:
        number = next((one for one in card.numbers if one.person_id == person_id), None)
    number = number or (card.numbers[0] if card.numbers else None)
    there = {one.id: one for one in card.page.people if one.left_on is None}
    step = card.page.next_step.person_id if card.page.next_step else None
    meant = marked.person_id if marked else None
    if person_id is None and meant is None and marked is not None and marked.name:
        return Whom(None, marked.name, number, chosen=True)
    for wanted in (person_id, meant, number.person_id if number else None, step):
        if wanted in there:
            return Whom(wanted, there[wanted].name, number, chosen=True)
    guess = next((one for one in there.values() if one.role == "decision maker"), None)
    return Whom(guess.id, guess.name, number) if guess else Whom(number=number)


def as_call(said: Said) -> Call:
    """Write what was said as the call that is logged."""
    outcome, answers = said.outcome, said.answers
    rule = RULES[outcome]
    whom = said.whom
    person = whom.person_id if whom.chosen or rule.reached else None
    typed = answers.get(Need.PERSON)
    if outcome is Outcome.GATEKEEPER:
        person = None
    elif typed is None and whom.chosen and whom.person_id is None:
        typed = whom.name or None
    return Call(
        said.company_id,
        outcome,
        person_id=typed if isinstance(typed, int) else None if isinstance(typed, str) else person,
        person_name=typed if isinstance(typed, str) else "",
        number_id=_number(said),
        note=said.note,
        seconds=said.seconds,
        when=_when(answers.get(Need.WHEN)) or said.when,
        channel=_one(answers, Need.CHANNEL, Channel),
        reason=_text(answers, Need.REASON),
        number_fate=_one(answers, Need.NUMBER_FATE, NumberFate),
        plan=_text(answers, Need.PLAN),
        signatory=_text(answers, Need.SIGNATORY),
        which=_text(answers, Need.WHICH),
        scope=_one(answers, Need.SCOPE, Scope),
        who_asked=_text(answers, Need.WHO_ASKED),
        gatekeeper_name=_text(answers, Need.GATEKEEPER),
        best_time=_when(answers.get(Need.BEST_TIME)),
        at=said.at,
        incoming=said.incoming,
        referral=_text(answers, Need.REFERRAL) or "",
    )


def still_unsaid(said: Said) -> tuple[Need, ...]:
    """List what must be asked yet: everything not said and not asked before.

    After a yes that must say something, it is also asked who else should be rung.
    """
    call = as_call(said)
    unsaid = tuple(
        need for need in needs_of(call) if need not in said.answers and not is_said(call, need)
    )
    more = said.outcome in YES and unsaid and Need.REFERRAL not in said.answers
    return (*unsaid, Need.REFERRAL) if more else unsaid


def refuse_unfit(said: Said) -> None:
    """Refuse what cannot be logged: something unsaid, no number to mark, a step with no place."""
    call = as_call(said)
    if said.outcome is Outcome.BAD_NUMBER and call.number_id is None:
        raise Refusal("There is no number here to mark as bad.", field=Need.NUMBER)
    check_call(call, said.rules.reasons)
    if said.when is None:
        return
    if ends_cadence(call):
        label = said.rules.label(said.outcome)
        raise Refusal(f"Nothing follows “{label}”: clear the next step.", field=Need.WHEN)
    if said.outcome is Outcome.SEND_PACK:
        raise Refusal(
            "The pack is posted first and the call comes by itself: clear the next step, "
            "or put the time into the note.",
            field=Need.WHEN,
        )


def number_after(said: Said, card: "CallCard") -> int | None:
    """The number to dial at once where only one is bad or barred; None for the next company."""
    call = as_call(said)
    barred = call.scope in {Scope.PERSON, Scope.NUMBER}
    if not (barred or said.outcome is Outcome.BAD_NUMBER):
        return None
    gone = call.person_id if call.scope is Scope.PERSON else None
    left = (
        one.id
        for one in card.numbers
        if one.id != call.number_id and (gone is None or one.person_id != gone)
    )
    return next(left, None)


def first_value(need: Need, said: Said, card: "CallCard") -> object:
    """What is filled in where something must be said; None or empty for nothing."""
    page = card.page
    keeper = (p.name for p in page.people if p.role == "gatekeeper" and not p.left_on)
    values: dict[Need, object] = {
        Need.WHEN: _first_when(said.outcome, card.rules),
        Need.BEST_TIME: f"+{card.rules.cadence.gatekeeper_wait}wd",
        Need.PERSON: said.whom.name,
        Need.SIGNATORY: said.whom.name,
        Need.WHO_ASKED: said.whom.name,
        Need.GATEKEEPER: next(keeper, ""),
        Need.CHANNEL: Channel.POST if page.postcode or not _emails(card) else Channel.EMAIL,
        Need.PLAN: page.band.label if page.band else "",
        Need.SCOPE: Scope.COMPANY,
        Need.NUMBER_FATE: NumberFate.DISCONNECTED,
        Need.REASON: _usual_reason(card.rules),
        Need.NUMBER: said.whom.number.id if said.whom.number else None,
        Need.WHICH: "Meeting",
    }
    return values.get(need)


def people_here(card: "CallCard") -> tuple["PersonFacts", ...]:
    """The people who may be meant."""
    return tuple(person for person in card.page.people if person.left_on is None)


def _first_when(outcome: Outcome, rules: CallingRules) -> str:
    if outcome is Outcome.NOT_NOW:
        return f"+{rules.cadence.not_now_days}d"
    return _FIRST_WHEN.get(outcome, "+1wd")


def _usual_reason(rules: CallingRules) -> str:
    """The reason that says least, or the last one where the book has it no more."""
    usual = Reason.WOULD_NOT_SAY.value
    return usual if usual in rules.reasons else rules.reasons[-1]


def _emails(card: "CallCard") -> bool:
    return bool(card.page.emails) or any(person.emails for person in card.page.people)


def _number(said: Said) -> int | None:
    told = said.answers.get(Need.NUMBER)
    if isinstance(told, int):
        return told
    return said.whom.number.id if said.whom.number else None


def _when(value: object) -> When | None:
    return value if isinstance(value, When) else None


def _text(answers: Answers, need: Need) -> str | None:
    value = answers.get(need)
    return value if isinstance(value, str) else None


def _one(answers: Answers, need: Need, kind: type[T]) -> T | None:
    value = answers.get(need)
    return kind(value) if isinstance(value, str) else None
