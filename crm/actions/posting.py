"""What becomes of one pack when its run is posted, and what keeps it back."""

from datetime import date, time

from crm.actions.filing import file_activity, move_stage, open_step, replace_step
from crm.data.queries.calling_rules import calling_rules
from crm.data.queries.letters import pack_parts
from crm.data.queries.objections import objecting_companies, objects_to
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.data.work import Work
from crm.domain.cadence import StepKind, after_posting
from crm.domain.calendar import say_long_date, to_instant, to_local
from crm.domain.objections import Channel
from crm.domain.stages import Stage, needs_step, stage_when_posted

POSTED_AT = time(17, 0)
"""The clock time that a pack posted on an earlier day is filed under."""


def why_held(work: Work, document: Document, day: date) -> str:
    """Say why a made pack must not be posted on a day; empty where nothing speaks against it."""
    channel = Channel(document.channel)
    wish = work.ask(objects_to, channel, document.company_id, document.person_id)
    if wish is None or to_local(wish.taken_at).date() > day:
        return ""
    company = work.get(Company, document.company_id)
    since = say_long_date(to_local(wish.taken_at).date())
    return (
        f"{company.name} asked on {since} not to be reached by {channel.value}: put"
        f" {document.reference} back into the queue and take it out there."
    )


def may_be_called(work: Work, company: Company) -> bool:
    """Whether a call is to be planned with a company: it is open, and not closed to calls."""
    closed = bool(work.ask(objecting_companies, Channel.CALL, [company.id]))
    return needs_step(Stage(company.stage), calls_closed=closed)


def post_pack(work: Work, document: Document, day: date) -> None:
    """File one pack as posted: timeline, stage and the follow-up call."""
    company = work.get(Company, document.company_id)
    document.state = "posted"
    document.posted_on = day
    at = work.now if day == work.today else to_instant(day, POSTED_AT)
    names = [p.name for p in work.ask(pack_parts, document.pack_id)]
    kept = [name for place, name in enumerate(names) if place not in document.left_out]
    file_activity(
        work,
        company,
        "pack",
        at=at,
        summary=f"{', '.join(kept)} {document.reference}",
        person_id=document.person_id,
        document_id=document.id,
    )
    company.last_contact_at = at
    company.last_contact_kind = "pack"
    before = Stage(company.stage)
    move_stage(work, company, stage_when_posted(before), at)
    step = open_step(work, company.id)
    posted = step is not None and step.kind == StepKind.POST_PACK
    # Whoever has applied already is chased for the form or the fee, not asked about the pack;
    # and no pack takes back a time that somebody was told.
    due = Stage(company.stage) is Stage.PACK_SENT and not (step is not None and step.promised)
    if posted or due:
        cadence = work.ask(calling_rules).cadence
        follow_up = after_posting(day, cadence) if may_be_called(work, company) else None
        replace_step(work, company, follow_up, done_how="posted", person_id=document.person_id)
