"""How firms of the demo book become members: the form comes in, the fee is paid."""

from datetime import timedelta

from crm.actions.demo_calls import Story
from crm.actions.filing import file_activity, move_stage, replace_step
from crm.data.queries.association import plans
from crm.data.records.activities import Membership
from crm.data.records.companies import Company
from crm.data.work import Work
from crm.domain.cadence import PlannedStep, StepKind
from crm.domain.calendar import add_working_days
from crm.domain.stages import Stage, stage_when_applied

MEMBERS = "members"
"""The counter that numbers members; it never goes back."""


def file_form(work: Work, story: Story) -> None:
    """File the application form of a company; approving it is the next step."""
    company = work.get(Company, story.company_id)
    file_activity(
        work,
        company,
        "letter",
        summary=f"Application form received, {story.plan} staff",
        person_id=story.decider,
    )
    move_stage(work, company, stage_when_applied(Stage(company.stage)))
    approve = PlannedStep(
        StepKind.REVIEW, add_working_days(work.today, 2), text="Approve and send the invoice"
    )
    replace_step(work, company, approve, done_how="form received", person_id=story.decider)


def take_fee(work: Work, story: Story) -> None:
    """Make a company a member for a year from the day its first fee is paid."""
    company = work.get(Company, story.company_id)
    plan = next(plan for plan in work.ask(plans) if plan.label == story.plan)
    number = f"{work.next_number(MEMBERS):04}"
    work.add(
        Membership(
            company_id=company.id,
            plan_id=plan.id,
            number=number,
            from_on=work.today,
            to_on=work.today + timedelta(days=364),
            paid_on=work.today,
        )
    )
    file_activity(work, company, "membership", summary=f"First fee paid: member {number}")
    replace_step(work, company, None, done_how="fee paid")
    company.hot = ""
