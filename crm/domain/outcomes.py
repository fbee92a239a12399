"""What a call achieved: the twelve outcomes, what each must say, and the call as told.

The table of outcomes is data (`RULES`); what follows from one is in `cadence.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from crm.domain.errors import Refusal
from crm.domain.next_steps import When
from crm.domain.objections import Channel, Scope


class Outcome(StrEnum):
    """How a call ended; the values are the names on the command line and in the book."""

    NO_ANSWER = "no-answer"
    MESSAGE = "message"
    ENGAGED = "engaged"
    CALL_BACK = "call-back"
    GATEKEEPER = "gatekeeper"
    SEND_PACK = "send-pack"
    NOT_NOW = "not-now"
    NOT_INTERESTED = "not-interested"
    BAD_NUMBER = "bad-number"
    WILL_JOIN = "will-join"
    BOOKED = "booked"
    DO_NOT_CALL = "do-not-call"


class Need(StrEnum):
    """One thing an outcome must say; the value is the field a Refusal names."""

    WHEN = "next_step"
    PERSON = "person"
    REASON = "reason"
    NUMBER_FATE = "number_fate"
    CHANNEL = "channel"
    PLAN = "plan"
    SIGNATORY = "signatory"
    WHICH = "which"
    SCOPE = "scope"
    NUMBER = "number"
    WHO_ASKED = "who_asked"
    GATEKEEPER = "gatekeeper_name"
    BEST_TIME = "best_time"
    REFERRAL = "referral"


class Reason(StrEnum):
    """Why a company is not interested: the reasons that ship, of which a book may make others."""

    COST = "cost"
    NO_BUDGET = "no budget this year"
    NO_BENEFIT = "no benefit seen"
    ANOTHER_BODY = "in another body"
    TOO_SMALL = "too small"
    ELSEWHERE = "decided elsewhere"
    BAD_EXPERIENCE = "bad experience"
    TOO_BUSY = "too busy"
    WOULD_NOT_SAY = "would not say"


YES = frozenset({Outcome.SEND_PACK, Outcome.WILL_JOIN, Outcome.BOOKED})
"""The outcomes after which it is asked who else should be rung."""

REASONS: tuple[str, ...] = tuple(reason.value for reason in Reason)
"""The reasons for "not interested" that ship, in the order they are offered."""


class NumberFate(StrEnum):
    """What is wrong with a bad number."""

    DISCONNECTED = "disconnected"
    WRONG_COMPANY = "wrong company"
    PERSON_LEFT = "person left"
    FAX = "fax"


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """One row of the table of outcomes.

    `key` is pressed to log it ("1", "M"); `attempt`, `reached`, `conversation` and `ends` are
    the flags A, R, C and T: a try, a human reached, a talk with the right person, the end of
    the cadence. `needs` is what must be said, in the order it is asked; what is also in
    `offered` has a default (90 days, two working days) and may be left unsaid.
    """

    outcome: Outcome
    key: str
    label: str
    attempt: bool = False
    reached: bool = False
    conversation: bool = False
    ends: bool = False
    needs: tuple[Need, ...] = ()
    offered: frozenset[Need] = frozenset()


@dataclass(frozen=True, slots=True)
class Call:
    """What the caller says about one call, before anything follows from it.

    `at` is when it was made (None: just now), `seconds` how long it took. `person_name` names
    whoever is not on file yet, and is good enough wherever a person must be said. `which`
    says what was booked; `when` is the time said for the next step, of a booking its date.
    `incoming` says that they rang: no try of ours. `referral` is who else to ring, as typed.
    `key` is the call's own, by which one that waited to be filed is known in the book.
    """

    company_id: int
    outcome: Outcome
    person_id: int | None = None
    number_id: int | None = None
    note: str = ""
    seconds: int = 0
    at: datetime | None = None
    when: When | None = None
    channel: Channel | None = None
    reason: str | None = None
    number_fate: NumberFate | None = None
    plan: str | None = None
    signatory: str | None = None
    which: str | None = None
    scope: Scope | None = None
    who_asked: str | None = None
    gatekeeper_name: str | None = None
    best_time: When | None = None
    person_name: str = ""
    incoming: bool = False
    referral: str = ""
    key: str = ""


RULES: Mapping[Outcome, OutcomeRule] = MappingProxyType(
    {
        rule.outcome: rule
        for rule in (
            OutcomeRule(Outcome.NO_ANSWER, "1", "No answer", attempt=True),
            OutcomeRule(Outcome.MESSAGE, "2", "Left a message", attempt=True),
            OutcomeRule(Outcome.ENGAGED, "3", "Engaged"),
            OutcomeRule(
                Outcome.CALL_BACK, "4", "Call back",
                attempt=True, reached=True, conversation=True, needs=(Need.WHEN, Need.PERSON),
            ),
            OutcomeRule(
                Outcome.GATEKEEPER, "5", "Gatekeeper",
                attempt=True, reached=True, needs=(Need.GATEKEEPER, Need.BEST_TIME),
                offered=frozenset({Need.BEST_TIME}),
            ),
            OutcomeRule(
                Outcome.SEND_PACK, "6", "Interested, send pack",
                attempt=True, reached=True, conversation=True, needs=(Need.PERSON, Need.CHANNEL),
            ),
            OutcomeRule(
                Outcome.NOT_NOW, "7", "Not now",
                attempt=True, reached=True, conversation=True,
                needs=(Need.WHEN,), offered=frozenset({Need.WHEN}),
            ),
            OutcomeRule(
                Outcome.NOT_INTERESTED, "8", "Not interested",
                attempt=True, reached=True, conversation=True, ends=True, needs=(Need.REASON,),
            ),
            OutcomeRule(Outcome.BAD_NUMBER, "9", "Bad number", needs=(Need.NUMBER_FATE,)),
            OutcomeRule(
                Outcome.WILL_JOIN, "0", "Will join",
                attempt=True, reached=True, conversation=True, needs=(Need.PLAN, Need.SIGNATORY),
            ),
            OutcomeRule(
                Outcome.BOOKED, "M", "Meeting or event booked",
                attempt=True, reached=True, conversation=True, needs=(Need.WHICH, Need.WHEN),
            ),
            OutcomeRule(
                Outcome.DO_NOT_CALL, "X", "Do not call",
                attempt=True, reached=True, needs=(Need.SCOPE, Need.WHO_ASKED),
            ),
        )
    }
)  # fmt: skip
"""The table of outcomes, in the order of the keys. Do not call ends the cadence (T) only when
the whole company asks: `ends_cadence` tells."""

_ASKS: Mapping[Need, str] = MappingProxyType(
    {
        Need.WHEN: "Say when, for example tue 2pm or +3d.",
        Need.PERSON: "Say whom: pick the person or type a name.",
        Need.NUMBER_FATE: "Say what is wrong with the number: " + ", ".join(NumberFate) + ".",
        Need.CHANNEL: "Say how to send the pack: post or email.",
        Need.PLAN: "Say which fee band they will join in.",
        Need.SIGNATORY: "Say who will sign the form.",
        Need.WHICH: "Say which meeting or event was booked.",
        Need.SCOPE: "Say who is not to be called: the number, the person or the company.",
        Need.NUMBER: "Say which number is not to be called.",
        Need.WHO_ASKED: "Say who asked not to be called.",
        Need.GATEKEEPER: "Say who answered: the gatekeeper's name.",
        Need.BEST_TIME: "Say the best time to call.",
    }
)

_Choice = TypeVar("_Choice", bound=StrEnum)


def check_call(call: Call, reasons: Sequence[str] | None = REASONS) -> None:
    """Refuse a call that does not say what its outcome must say, naming the first field missing.

    A value that is none of the choices (it came from a file or the command line) is refused
    with the choices; `reasons` are those of the book, None where any reason will do.
    """
    read_choice(call.outcome, Outcome, field="outcome")
    for need in needs_of(call):
        if not is_said(call, need) and need not in RULES[call.outcome].offered:
            raise Refusal(_ask(need, reasons), field=need)
    if call.reason is not None and reasons is not None:
        read_reason(call.reason, reasons)
    choices: tuple[tuple[StrEnum | None, type[StrEnum], Need], ...] = (
        (call.channel, Channel, Need.CHANNEL),
        (call.number_fate, NumberFate, Need.NUMBER_FATE),
        (call.scope, Scope, Need.SCOPE),
    )
    for value, kind, need in choices:
        if value is not None:
            read_choice(value, kind, field=need)
    if call.channel == Channel.CALL:
        raise Refusal(_ASKS[Need.CHANNEL], field=Need.CHANNEL)
    if call.incoming and not RULES[call.outcome].reached:
        raise Refusal("They rang us: choose what they said.", field="outcome")
    if call.seconds < 0:
        raise Refusal("A call cannot last less than no time.", field="seconds")


def needs_of(call: Call) -> tuple[Need, ...]:
    """List what this call must say; Do not call asks for the number or person it is about."""
    needs = RULES[call.outcome].needs
    if call.outcome is Outcome.DO_NOT_CALL and call.scope == Scope.NUMBER:
        return (*needs, Need.NUMBER)
    if call.outcome is Outcome.DO_NOT_CALL and call.scope == Scope.PERSON:
        return (*needs, Need.PERSON)
    return needs


def ends_cadence(call: Call) -> bool:
    """Whether nothing more is planned: not interested, or the whole company is not to be called."""
    if call.outcome is Outcome.DO_NOT_CALL:
        return call.scope == Scope.COMPANY
    return RULES[call.outcome].ends


def read_choice(text: str, choices: type[_Choice], *, field: str) -> _Choice:
    """Read one of a closed set by its value, whatever the case; Refusal lists the choices."""
    wanted = " ".join(text.split()).casefold()
    for choice in choices:
        if choice.value.casefold() == wanted:
            return choice
    raise _no_choice(text, tuple(choices), field)


def read_reason(text: str, reasons: Sequence[str], *, field: str = Need.REASON) -> str:
    """Read a reason as it stands in the list, whatever the case; Refusal lists them all."""
    wanted = " ".join(text.split()).casefold()
    for reason in reasons:
        if reason.casefold() == wanted:
            return reason
    raise _no_choice(text, reasons, field)


def _ask(need: Need, reasons: Sequence[str] | None) -> str:
    if need is Need.REASON:
        listed = f": {', '.join(reasons)}" if reasons else ""
        return f"Say why they are not interested{listed}."
    return _ASKS[need]


def _no_choice(text: str, choices: Sequence[str], field: str) -> Refusal:
    shown = text if len(text) <= 40 else text[:39] + "…"
    return Refusal(f"“{shown}” is none of: {', '.join(choices)}.", field=field)


def is_said(call: Call, need: Need) -> bool:
    """Whether the call says it."""
    match need:
        case Need.WHEN:
            return call.when is not None
        case Need.PERSON:
            return call.person_id is not None or bool(call.person_name.strip())
        case Need.NUMBER:
            return call.number_id is not None
        case Need.GATEKEEPER:
            return any((call.gatekeeper_name or "", call.person_name, call.person_id))
        case Need.BEST_TIME:
            return call.best_time is not None or call.when is not None
        case _:
            value: str | None = getattr(call, need)
            return value is not None and bool(value.strip())
