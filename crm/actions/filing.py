"""What every action that happens to a company files: an activity, a next step, a stage."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crm.data.queries.invariants import companies_without_step
from crm.data.queries.steps import open_step_id
from crm.data.records.activities import Activity, NextStep
from crm.data.records.companies import Company
from crm.data.work import Work
from crm.domain.calendar import next_working_day, to_local
from crm.domain.planned_steps import PlannedStep, StepKind
from crm.domain.stages import Stage, needs_step


def file_activity(
    work: Work,
    company: Company,
    kind: str,
    *,
    at: datetime | None = None,
    summary: str = "",
    note: str = "",
    person_id: int | None = None,
    number_id: int | None = None,
    document_id: int | None = None,
    outcome: str | None = None,
    seconds: int | None = None,
    attempt: bool = False,
    reached: bool = False,
    conversation: bool = False,
    details: Mapping[str, Any] | None = None,
    stood: Mapping[str, Any] | None = None,
) -> Activity:
    """Add one activity to the timeline of a company; `at` None means now.

    `stood` is what stood before a call (`domain.call_standing`).
    """
    return work.add(
        Activity(
            company_id=company.id,
            person_id=person_id,
            number_id=number_id,
            document_id=document_id,
            kind=kind,
            happened_at=at or work.now,
            who=work.who,
            outcome=outcome,
            note=note,
            summary=summary,
            seconds=seconds,
            attempt=attempt,
            reached=reached,
            conversation=conversation,
            details=dict(details or {}),
            stood=dict(stood or {}),
        )
    )


def open_step(work: Work, company_id: int) -> NextStep | None:
    """Give the open next step of a company as a record that can be edited."""
    work.session.flush()
    key = work.ask(open_step_id, company_id)
    return None if key is None else work.get(NextStep, key)


def replace_step(
    work: Work,
    company: Company,
    planned: PlannedStep | None,
    *,
    done_how: str,
    person_id: int | None = None,
    at: datetime | None = None,
) -> NextStep | None:
    """Close the open next step of a company, if any, and open the planned one, if any."""
    moment = at or work.now
    present = open_step(work, company.id)
    if present is not None:
        present.done_at = moment
        present.done_how = done_how
        # One open step a company is a rule of the database: the old one closes first.
        work.session.flush()
    if planned is None:
        return None
    return work.add(
        NextStep(
            company_id=company.id,
            person_id=person_id,
            kind=planned.kind.value,
            due_on=planned.day,
            due_at=planned.at,
            part=planned.part.value if planned.part else None,
            text=planned.text,
            promised=planned.promised,
            repeat=planned.repeat,
            made_at=moment,
        )
    )


def give_steps_back(work: Work) -> None:
    """Plan a call with every open company that lost its step to a wish that no longer counts.

    A wish closes also the companies it is recognised by, of the same name at the same postcode.
    """
    for company_id in work.ask(companies_without_step):
        again = PlannedStep(StepKind.CALL, next_working_day(work.today), text="Call")
        replace_step(work, work.get(Company, company_id), again, done_how="")


def move_stage(work: Work, company: Company, stage: Stage, at: datetime | None = None) -> None:
    """Put a company at a stage and note the day; the step that the stage needs is the caller's."""
    if company.stage == stage.value:
        return
    company.stage = stage.value
    company.stage_since = to_local(at or work.now).date()
    if not needs_step(stage):
        company.hot = ""
