"""The rule that turns what a call achieved into the next step.

What holds after any call: a company has a step exactly when its stage needs one
(`stages.needs_step`). Two are exempt: a company closed to calls, for which nothing that dials
is planned, and a member, whose stored stage no call changes and whose steps are free.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from crm.domain.calendar import (
    add_working_days,
    local_day,
    next_working_day,
    say_long_date,
)
from crm.domain.call_plans import A_YEAR, Case, plan
from crm.domain.errors import Refusal
from crm.domain.outcomes import RULES, Call, Outcome, check_call, ends_cadence
from crm.domain.planned_steps import (
    CADENCE,
    DIALLING,
    Cadence,
    CallHistory,
    Consequence,
    Heat,
    PlannedStep,
    StepKind,
)
from crm.domain.stages import Stage, needs_step

__all__ = [
    "CADENCE",
    "DIALLING",
    "Cadence",
    "CallHistory",
    "Consequence",
    "Heat",
    "PlannedStep",
    "StepKind",
    "after_meeting",
    "after_posting",
    "consequence",
    "may_revisit_from",
]


_HEAT: Mapping[Outcome, Heat | None] = MappingProxyType(
    {
        Outcome.SEND_PACK: Heat.ASKED,
        Outcome.WILL_JOIN: Heat.JOINING,
        Outcome.NOT_NOW: None,
        Outcome.NOT_INTERESTED: None,
    }
)
"""The outcomes that make a company hot, or no longer so."""


_OWN_TIMES = frozenset({Outcome.CALL_BACK, Outcome.GATEKEEPER, Outcome.NOT_NOW, Outcome.BOOKED})
"""The outcomes that say themselves what the time is for."""


def consequence(
    call: Call, history: CallHistory, stage: Stage, now: datetime, cadence: Cadence = CADENCE
) -> Consequence:
    """Work out what follows from a call made at `call.at`, or at `now` when it says nothing.

    Raises Refusal for a call that does not say what its outcome must, or lies in the future.
    Which reasons may be given is for whoever files the call.
    """
    check_call(call, reasons=None)
    at = call.at or now
    if at > now:
        raise Refusal("The call lies in the future.", field="at")
    engaged_again = (
        call.outcome is Outcome.ENGAGED and history.engaged_in_a_row >= cadence.engaged_repeats
    )
    is_try = (RULES[call.outcome].attempt or engaged_again) and not call.incoming
    after = _remembered(call, history, at, cadence, is_try=is_try)
    case = Case(call, history, after, stage, now, at, cadence)
    planned = _settled(_as_typed(plan(case, as_no_answer=engaged_again), case), case)
    return replace(planned, counts_as_try=is_try)


def after_posting(posted_on: date, cadence: Cadence = CADENCE) -> PlannedStep:
    """Plan the call after a pack was posted or emailed; see also `stages.stage_when_posted`."""
    day = add_working_days(posted_on, cadence.call_after_pack)
    text = f"Ask about the pack sent on {say_long_date(posted_on)}"
    return PlannedStep(StepKind.CALL, day, text=text)


def after_meeting(met_on: date, which: str = "") -> PlannedStep:
    """Plan the call on the working day after a meeting or an event that took place."""
    day = add_working_days(met_on, 1)
    return PlannedStep(StepKind.CALL, day, text=f"Ask how {which or 'the meeting'} was")


def may_revisit_from(declined_on: date, cadence: Cadence = CADENCE) -> date:
    """Give the first day on which a company that declined may be asked again."""
    return next_working_day(declined_on + timedelta(days=cadence.revisit_after_days))


def _remembered(
    call: Call, history: CallHistory, at: datetime, cadence: Cadence, *, is_try: bool
) -> CallHistory:
    """Carry the counters on over one call."""
    rule, day = RULES[call.outcome], local_day(at)
    tries, cycles, since = history.tries, history.cycles_this_year, history.cycles_since
    if since is None or day >= since + A_YEAR:
        cycles, since = 0, None
    if rule.conversation:
        tries, cycles, since = 0, 0, None
    elif rule.reached:
        tries = 0
    elif is_try:
        tries, since = tries + 1, since or day
        cycles += tries % cadence.tries == 0
    engaged = call.outcome is Outcome.ENGAGED and not is_try
    return replace(
        history,
        tries=tries,
        engaged_in_a_row=history.engaged_in_a_row + 1 if engaged else 0,
        cycles_this_year=cycles,
        cycles_since=since,
        last_try_at=max(at, history.last_try_at or at) if is_try else history.last_try_at,
        hot=_HEAT.get(call.outcome, history.hot),
        calls_closed=history.calls_closed or _closes_calls(call),
    )


def _as_typed(planned: Consequence, case: Case) -> Consequence:
    """Let a time that was typed for the next call stand over the one the cadence has for it.

    Outcomes that ask for a time themselves have used it already; a pack is posted all the same.
    """
    when, step = case.call.when, planned.step
    if when is None or step is None or step.kind not in DIALLING:
        return planned
    if case.call.outcome in _OWN_TIMES:
        return planned
    step = replace(
        step, day=when.day, at=when.at, part=when.part, promised=when.at is not None, repeat=False
    )
    return replace(planned, step=step, warnings=(*planned.warnings, *when.warnings))


def _closes_calls(call: Call) -> bool:
    return call.outcome is Outcome.DO_NOT_CALL and ends_cadence(call)


def _settled(planned: Consequence, case: Case) -> Consequence:
    """Hold a plan to what is true of any: the step fits the stage, and members keep theirs."""
    if case.history.member:
        planned = replace(planned, stage=None, propose_letter=False)
    elif planned.stage == case.stage:
        planned = replace(planned, stage=None)
    stage = planned.stage or case.stage
    step = planned.step
    if not case.history.member and not needs_step(stage):
        step = None
    if step is not None and case.after.calls_closed and step.kind in DIALLING:
        step = None
    return replace(planned, step=step, closes_calls=_closes_calls(case.call), history=case.after)
