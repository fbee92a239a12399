"""What of a call is written on the timeline, and what stood before it."""

from collections.abc import Mapping
from typing import Any

from crm.actions.filing import file_activity
from crm.data.queries.call_corrections import THEY_RANG
from crm.data.queries.drafts import FILED_AS
from crm.data.queries.measures import TIME_NOTED
from crm.data.queries.steps import open_step_id
from crm.data.records.activities import Activity
from crm.data.records.companies import Company
from crm.data.records.people import PhoneNumber
from crm.data.work import Work
from crm.domain.cadence import Consequence
from crm.domain.call_standing import PUT_BACK, Standing, standing_as_data
from crm.domain.next_steps import say_when
from crm.domain.outcomes import RULES, Call, Outcome
from crm.domain.text_safety import clean_line


def write_call(
    work: Work,
    company: Company,
    call: Call,
    again: Activity | None,
    note: str,
    outcome: Consequence,
    stood: Standing,
) -> Activity:
    """Put the call on the timeline, or write it over the activity that was wrong."""
    if again is None:
        return file_activity(
            work, company, "call", at=call.at, note=note,
            details=details_of(work, call), stood=standing_as_data(stood), **told_of(call, outcome),
        )  # fmt: skip
    for name, value in told_of(call, outcome).items():
        setattr(again, name, value)
    kept = {name: again.details[name] for name in (FILED_AS, TIME_NOTED) if name in again.details}
    again.note, again.details = note, {**details_of(work, call), **kept}
    again.stood = standing_as_data(stood)
    return again


def told_of(call: Call, outcome: Consequence) -> dict[str, Any]:
    """Give the columns of an activity that follow from what was said of a call."""
    rule = RULES[call.outcome]
    return {
        "outcome": call.outcome.value,
        "person_id": call.person_id,
        "number_id": call.number_id,
        "seconds": call.seconds or None,
        "attempt": outcome.counts_as_try,
        "reached": rule.reached,
        "conversation": rule.conversation,
        "summary": THEY_RANG if call.incoming else "",
    }


def stood_before(work: Work, company: Company, call: Call) -> Standing:
    """Note what stands with a company before a call changes it."""
    state = None
    if call.outcome is Outcome.BAD_NUMBER and call.number_id is not None:
        state = work.get(PhoneNumber, call.number_id).state
    kept = {name: getattr(company, name) for name in PUT_BACK}
    return Standing(**kept, step=work.ask(open_step_id, company.id), number_state=state)


def details_of(work: Work, call: Call) -> Mapping[str, Any]:
    """Say in words what the outcome had to say."""
    said = {
        "when": say_when(call.when, work.today) if call.when else None,
        "channel": call.channel.value if call.channel else None,
        "reason": call.reason or None,
        "number_fate": call.number_fate.value if call.number_fate else None,
        "plan": call.plan,
        "signatory": call.signatory,
        "which": call.which,
        "scope": call.scope.value if call.scope else None,
        "who_asked": call.who_asked,
        "referral": call.referral or None,
        FILED_AS: call.key or None,
    }
    return {name: clean_line(value, name) for name, value in said.items() if value is not None}
