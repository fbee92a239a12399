"""What each outcome of a call plans: one function for each row of the table of outcomes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from crm.domain.calendar import (
    add_working_days,
    local_day,
    next_working_day,
    other_part,
    part_of_day,
    say_date,
    say_long_date,
)
from crm.domain.errors import Refusal
from crm.domain.objections import Channel
from crm.domain.outcomes import Call, Need, Outcome, ends_cadence
from crm.domain.planned_steps import Cadence, CallHistory, Consequence, PlannedStep, StepKind
from crm.domain.stages import Stage, raised

A_YEAR = timedelta(days=365)
"""How long a round without contact is counted."""


@dataclass(frozen=True, slots=True)
class Case:
    """One call with all that its consequence depends on; `after` is what is remembered of it."""

    call: Call
    history: CallHistory
    after: CallHistory
    stage: Stage
    now: datetime
    at: datetime
    cadence: Cadence

    @property
    def today(self) -> date:
        """Tell the London date now, which no step may lie before."""
        return local_day(self.now)

    def in_working_days(self, count: int) -> date:
        """Count from the day of the call, but never back into the past."""
        day = add_working_days(local_day(self.at), count)
        return max(day, next_working_day(self.today))

    def whom(self, before: str, default: str = "") -> str:
        """Add the name of whoever was talked to, or the default, to a few words."""
        name = " ".join(self.call.person_name.split()) or default
        return f"{before} {name}".strip()


def plan(case: Case, *, as_no_answer: bool = False) -> Consequence:
    """Plan the step and the stage of one outcome; `as_no_answer` after engaged tones in a row."""
    return _tried(case) if as_no_answer else _PLANS[case.call.outcome](case)


def _tried(case: Case) -> Consequence:
    """No answer: the next slot of the round at another part of the day, at its end a rest."""
    place = (case.after.tries - 1) % case.cadence.tries + 1
    stage = raised(case.stage, Stage.ATTEMPTING)
    if place == case.cadence.tries:
        return _rested(case, stage)
    wait = case.cadence.waits[place - 1]
    if case.call.outcome is Outcome.MESSAGE:
        wait = case.cadence.message_wait
    part = other_part(part_of_day(case.at))
    step = PlannedStep(StepKind.CALL, case.in_working_days(wait), part=part, text="Try again")
    return Consequence(step, stage, propose_letter=case.after.tries == case.cadence.letter_after)


def _rested(case: Case, stage: Stage) -> Consequence:
    """End a round: rest, after the last round of a year until that year is over."""
    day = local_day(case.at) + timedelta(days=case.cadence.rest_days)
    since = case.after.cycles_since
    if since is not None and case.after.cycles_this_year >= case.cadence.rounds_a_year:
        day = max(day, since + A_YEAR)
    day = next_working_day(max(day, case.today))
    part = other_part(part_of_day(case.at))
    text = f"Try again after {case.after.tries} tries without contact"
    keeps = stage in {Stage.APPLIED, Stage.INELIGIBLE}
    return Consequence(
        PlannedStep(StepKind.CALL, day, part=part, text=text), stage if keeps else Stage.RESTING
    )


def _engaged(case: Case) -> Consequence:
    """Try again in half an hour, or as calling hours open again."""
    soon = case.at + timedelta(minutes=case.cadence.engaged_minutes)
    at = case.cadence.hours.next_open(max(soon, case.now))
    step = PlannedStep(StepKind.CALL, local_day(at), at, text="Was engaged: try again", repeat=True)
    return Consequence(step, _called(case))


def _called(case: Case) -> Stage | None:
    """Give the stage after a call that leaves it alone: only New and Declined cannot stay."""
    return Stage.ATTEMPTING if case.stage in {Stage.NEW, Stage.DECLINED} else None


def _next_number(case: Case) -> Consequence:
    """Dial the next number at once; after the last one a number must be found."""
    if case.history.usable_numbers_left:
        at_once = local_day(case.cadence.hours.next_open(case.now))
        step = PlannedStep(StepKind.CALL, at_once, text="Call the next number", repeat=True)
    else:
        today = next_working_day(case.today)
        step = PlannedStep(StepKind.FIND_NUMBER, today, text="Find a number")
    return Consequence(step, _called(case))


def _call_back(case: Case) -> Consequence:
    """Keep the time they asked for; a day without a clock time must be one to call on."""
    when, text = case.call.when, case.whom("Call back")
    if when is None:
        raise _unsaid()
    day, warnings = when.day, when.warnings
    if when.at is None:
        moved = max(day, local_day(case.cadence.hours.next_open(case.now)))
        day = next_working_day(moved)
        said = say_date(day, case.today)
        opens = f"{case.cadence.hours.opens:%H:%M}"
        if day != when.day:
            was = say_date(when.day, case.today)
            warnings += (f"Nobody can be called on {was} any more: moved to {said}.",)
        when_due = f"in the {when.part}" if when.part else f"from {opens}"
        warnings += (f"No clock time was said: it comes up on {said} {when_due}.",)
    step = PlannedStep(StepKind.CALL, day, when.at, when.part, promised=True, text=text)
    return Consequence(step, raised(case.stage, Stage.IN_CONVERSATION), warnings=warnings)


def _gatekeeper(case: Case) -> Consequence:
    """Call at the time the gatekeeper named, else in two working days."""
    when = case.call.best_time or case.call.when
    if when is not None:
        step = PlannedStep(StepKind.CALL, when.day, when.at, when.part, text="Best time to call")
    else:
        day = case.in_working_days(case.cadence.gatekeeper_wait)
        part = other_part(part_of_day(case.at))
        step = PlannedStep(StepKind.CALL, day, part=part, text="Try again past the gatekeeper")
    return Consequence(step, raised(case.stage, Stage.ATTEMPTING))


def _send_pack(case: Case) -> Consequence:
    """Queue the pack; posting it replaces the step by a call (`after_posting`)."""
    verb = "Email the pack" if case.call.channel == Channel.EMAIL else "Post the pack"
    text = case.whom(f"{verb} to") if case.call.person_name.strip() else verb
    day = case.in_working_days(case.cadence.post_within)
    step = PlannedStep(StepKind.POST_PACK, day, text=text)
    return Consequence(step, raised(case.stage, Stage.IN_CONVERSATION), queue_pack=True)


def _not_now(case: Case) -> Consequence:
    """Rest until the day they said, or for 90 days."""
    when = case.call.when
    text = case.whom(f"Said not now on {say_long_date(local_day(case.at))}: call", "again")
    if when is not None:
        step = PlannedStep(StepKind.CALL, when.day, when.at, when.part, text=text)
    else:
        day = local_day(case.at) + timedelta(days=case.cadence.not_now_days)
        step = PlannedStep(StepKind.CALL, next_working_day(max(day, case.today)), text=text)
    return Consequence(step, Stage.RESTING)


def _not_interested(_case: Case) -> Consequence:
    return Consequence(None, Stage.DECLINED)


def _will_join(case: Case) -> Consequence:
    """Chase the form; the stage is Applied only when it is in (`stages.stage_when_applied`)."""
    day = case.in_working_days(case.cadence.chase_form_after)
    text = f"Chase the form that {case.call.signatory} is to sign"
    step = PlannedStep(StepKind.CHASE_FORM, day, text=text)
    return Consequence(step, raised(case.stage, Stage.IN_CONVERSATION))


def _booked(case: Case) -> Consequence:
    """Confirm on the working day before; `after_meeting` plans the call when it is over."""
    when = case.call.when
    if when is None:
        raise _unsaid()
    before = add_working_days(when.day, -1)
    day = max(before, min(next_working_day(case.today), when.day))
    text = f"Confirm {case.call.which} on {say_date(when.day, case.today)}"
    step = PlannedStep(StepKind.CONFIRM, day, text=text)
    return Consequence(step, raised(case.stage, Stage.IN_CONVERSATION))


def _do_not_call(case: Case) -> Consequence:
    """Close the company to calls, or go on with the next number where only one is barred."""
    if ends_cadence(case.call):
        return Consequence(None)
    planned = _next_number(case)
    return replace(planned, stage=Stage.ATTEMPTING if case.stage is Stage.NEW else None)


def _unsaid() -> Refusal:
    return Refusal("Say when, for example tue 2pm or +3d.", field=Need.WHEN)


_PLANS: Mapping[Outcome, Callable[[Case], Consequence]] = MappingProxyType(
    {
        Outcome.NO_ANSWER: _tried,
        Outcome.MESSAGE: _tried,
        Outcome.ENGAGED: _engaged,
        Outcome.CALL_BACK: _call_back,
        Outcome.GATEKEEPER: _gatekeeper,
        Outcome.SEND_PACK: _send_pack,
        Outcome.NOT_NOW: _not_now,
        Outcome.NOT_INTERESTED: _not_interested,
        Outcome.BAD_NUMBER: _next_number,
        Outcome.WILL_JOIN: _will_join,
        Outcome.BOOKED: _booked,
        Outcome.DO_NOT_CALL: _do_not_call,
    }
)
