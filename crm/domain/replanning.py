"""What other rules of calling would make of a step that the cadence has planned already."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from crm.domain.cadence import after_posting, consequence
from crm.domain.calendar import local_day, next_working_day
from crm.domain.call_standing import Standing
from crm.domain.errors import Refusal
from crm.domain.outcomes import Call, Outcome
from crm.domain.planned_steps import Cadence, Consequence, PlannedStep
from crm.domain.stages import Stage


class Stays(StrEnum):
    """Why a step is not moved by other rules."""

    SAME = "falls on the same day"
    NOT_OURS = "was not made by the rules that stand"
    MORE = "would change by more than its day"


_ROUND = frozenset({"waits", "rest_days", "rounds_a_year"})
_READ_BY: Mapping[Outcome, frozenset[str]] = MappingProxyType(
    {
        Outcome.NO_ANSWER: _ROUND,
        Outcome.MESSAGE: _ROUND | {"message_wait"},
        Outcome.ENGAGED: _ROUND | {"engaged_minutes", "engaged_repeats", "hours"},
        Outcome.GATEKEEPER: frozenset({"gatekeeper_wait"}),
        Outcome.SEND_PACK: frozenset({"post_within"}),
        Outcome.NOT_NOW: frozenset({"not_now_days"}),
        Outcome.WILL_JOIN: frozenset({"chase_form_after"}),
    }
)
"""The rules that the step after an outcome follows from; after others no rule sets the day."""


def outcomes_touched(was: Cadence, becomes: Cadence) -> frozenset[Outcome]:
    """List the outcomes whose steps may fall on other days under other rules."""
    return frozenset(
        outcome
        for outcome, names in _READ_BY.items()
        if any(getattr(was, name) != getattr(becomes, name) for name in names)
    )


def replanned(
    call: Call, stood: Standing, step: PlannedStep, was: Cadence, becomes: Cadence, now: datetime
) -> PlannedStep | Stays:
    """Give the step that other rules would have made of a call, no earlier than now.

    `call.at` says when it was made, `stood` what stood before it. A step that the rules that
    stand would not make just so was typed, or made by others: it stays. So does one for which
    the new rules would have planned something else altogether, such as a rest.
    """
    if call.at is None or call.when is not None:
        return Stays.NOT_OURS
    made = _follows(call, stood, call.at, was)
    makes = _follows(call, stood, call.at, becomes)
    if made is None or makes is None or makes.step is None or made.step != step:
        return Stays.NOT_OURS
    if (makes.step.kind, makes.step.text, makes.stage) != (step.kind, step.text, made.stage):
        return Stays.MORE
    return _moved(step, makes.step, becomes, now)


def replanned_after_posting(
    posted_on: date, step: PlannedStep, was: Cadence, becomes: Cadence, now: datetime
) -> PlannedStep | Stays:
    """Give the call that other rules would have made after a pack was posted; see `replanned`."""
    if after_posting(posted_on, was) != step:
        return Stays.NOT_OURS
    return _moved(step, after_posting(posted_on, becomes), becomes, now)


def _follows(call: Call, stood: Standing, at: datetime, cadence: Cadence) -> Consequence | None:
    # Whether they are a member, and what is left to dial, bears on no step that may move.
    history = stood.history(numbers_left=0, member=False, closed=False)
    try:
        return consequence(call, history, Stage(stood.stage), at, cadence)
    except Refusal:
        return None


def _moved(
    step: PlannedStep, wanted: PlannedStep, cadence: Cadence, now: datetime
) -> PlannedStep | Stays:
    """Hold a step to the present: what is due either way stays where it is in the order."""
    today = local_day(now)
    if wanted.at is not None and wanted.at < now:
        if step.at is not None and step.at <= now:
            return Stays.SAME
        at = cadence.hours.next_open(now)
        wanted = replace(wanted, at=at, day=local_day(at))
    elif wanted.day < today:
        if step.day <= today:
            return Stays.SAME
        wanted = replace(wanted, day=next_working_day(today))
    return Stays.SAME if wanted == step else wanted
