"""What becomes of one pack when its run is posted, and what keeps it back."""

from datetime import date, time

from crm.actions.filing import file_activity, move_stage, open_step, replace_step
from crm.data.queries.calling_rules import calling_rules
from crm.data.queries.letter_checks import emailed_to
from crm.data.queries.letters import pack_parts, run_file, written_letters
from crm.data.queries.objections import objecting_companies, objecting_emails, objects_to
from crm.data.records.companies import Company
from crm.data.records.letters import Document, LetterRun
from crm.data.work import Work
from crm.domain.cadence import StepKind, after_posting
from crm.domain.calendar import say_long_date, to_instant, to_local
from crm.domain.errors import Refusal
from crm.domain.objections import Channel
from crm.domain.stages import Stage, needs_step, stage_when_posted
from crm.domain.text_safety import clean_line

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
    """File one document as sent: timeline, stage and the follow-up call.

    One that goes by email is marked emailed. A written letter is no pack: it changes neither the
    stage nor the next step.
    """
    company = work.get(Company, document.company_id)
    at = work.now if day == work.today else to_instant(day, POSTED_AT)
    by_email = document.channel == Channel.EMAIL.value
    document.posted_on = day
    if by_email:
        document.state, document.emailed_at = "emailed", at
        document.emailed_to = (
            document.emailed_to or work.ask(emailed_to, [document.id])[document.id]
        )
    else:
        document.state = "posted"
    written = work.ask(written_letters) == document.pack_id
    file_activity(
        work,
        company,
        "letter" if written else "pack",
        at=at,
        summary=_summary(work, document, written=written),
        note=document.personal_paragraph if written else "",
        person_id=document.person_id,
        document_id=document.id,
    )
    company.last_contact_at = at
    company.last_contact_kind = "letter" if written else "pack"
    if not written:
        _follow_up(work, document, company, day)


def mark_emailed(work: Work, document_id: int, to_address: str = "") -> None:
    """Mark a made document as emailed, to the address it really went to.

    What follows is as for post: timeline, stage and follow-up. Refusal where it is not made yet,
    is sent already, or where the address or the company objects to email.
    """
    document = work.get(Document, document_id)
    if document.state not in {"produced", "printed"}:
        raise Refusal(f"{document.reference} is {document.state}.", field="documents")
    document.channel = Channel.EMAIL.value
    said = why_held(work, document, work.today)
    if said:
        raise Refusal(said, field="documents")
    address = clean_line(to_address, "to_address", 254)
    if address and work.ask(objecting_emails, [address]):
        raise Refusal(f"{address} asked not to be written to.", field="to_address")
    document.emailed_to = address
    post_pack(work, document, work.today)
    run = None if document.run_id is None else work.ask(run_file, document.run_id)
    if run is not None and all(one.state == "emailed" for one in run.documents):
        record = work.get(LetterRun, run.id)
        record.state, record.posted_on = "emailed", work.today
    work.label(f"Email {document.reference}")


def _summary(work: Work, document: Document, *, written: bool) -> str:
    if written:
        return f"{document.subject} {document.reference}".strip()
    kept = document.recipient.get("parts")
    if kept is None:
        parts = work.ask(pack_parts, document.pack_id)
        kept = [part.name for part in parts if part.position not in document.left_out]
    return f"{', '.join(kept)} {document.reference}"


def _follow_up(work: Work, document: Document, company: Company, day: date) -> None:
    at = work.now if day == work.today else to_instant(day, POSTED_AT)
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
