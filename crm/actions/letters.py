"""Packs from the queue to the post: queue, take out, file a made run, mark it posted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crm.actions.filing import move_stage, open_step, replace_step
from crm.actions.posting import may_be_called, post_pack, why_held
from crm.data.queries.association import association
from crm.data.queries.letters import RunFile, pack_parts, packs, packs_waiting, run_file
from crm.data.queries.objections import objects_to
from crm.data.records.companies import Company
from crm.data.records.letters import Document, LetterRun, Pack
from crm.data.records.people import Person
from crm.data.work import Work
from crm.documents.reference import make_reference
from crm.domain.cadence import PlannedStep, StepKind
from crm.domain.calendar import add_working_days, say_long_date, to_local
from crm.domain.errors import Refusal
from crm.domain.objections import Channel
from crm.domain.stages import Stage, needs_step
from crm.domain.text_safety import clean_text

REFERENCES = "references"
"""The counter that numbers packs; it never goes back."""


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """One company's pages in a made run, with what was frozen for it."""

    document_id: int
    first_page: int
    last_page: int
    content_hash: str
    recipient: Mapping[str, Any]
    """Plain words: the address lines and the salutation that were printed."""
    template_versions: Sequence[int]


@dataclass(frozen=True, slots=True)
class MadeRun:
    """A drawn batch, ready to be filed: the PDF, its pages by document, what it was made of."""

    pdf: bytes
    pages: int
    content_hash: str
    documents: Sequence[MadeDocument]
    label: str = field(default="")


def queue_pack(
    work: Work,
    company_id: int,
    *,
    person_id: int | None = None,
    pack_id: int | None = None,
    channel: Channel = Channel.POST,
    personal_paragraph: str = "",
) -> int:
    """Put a pack for a company into the queue and give its key.

    Without `pack_id` the first saved pack is taken. Refuses an objection to post (or email),
    a company in the trash and a person of another company. The company's next step stays
    unless it has none: then posting the pack is the step.
    """
    company = work.get(Company, company_id)
    if company.trashed_at is not None:
        raise Refusal(f"{company.name} is in the trash.", field="company")
    person = None if person_id is None else work.get(Person, person_id)
    if person is not None and person.company_id != company_id:
        raise Refusal("This person belongs to another company.", field="person")
    refuse_objection(work, company, channel, person_id)
    pack = work.get(Pack, _pack_key(work, pack_id))
    document = work.add(
        Document(
            company_id=company.id,
            person_id=person_id,
            pack_id=pack.id,
            channel=channel.value,
            reference=next_reference(work),
            personal_paragraph=clean_text(personal_paragraph, "personal_paragraph"),
            left_out=[],
            recipient={},
            template_versions=[],
            queued_at=work.now,
            queued_by=work.who,
        )
    )
    if company.stage == Stage.NEW:
        move_stage(work, company, Stage.ATTEMPTING)
    if open_step(work, company.id) is None and needs_step(Stage(company.stage)):
        replace_step(work, company, _post_it(work), done_how="", person_id=person_id)
    work.label(f"Queue {pack.name.lower()} for {company.name}")
    return document.id


def next_reference(work: Work) -> str:
    """Make the reference of the next pack; a number once given is never given again."""
    profile = work.ask(association)
    prefix = profile.reference_prefix if profile else ""
    return make_reference(prefix or "M", work.next_number(REFERENCES))


def take_out(work: Work, document_ids: Sequence[int]) -> int:
    """Take packs out of the queue again; gives how many. Refuses ones that are made already.

    Where no other pack waits for a company, the step to post it becomes a call.
    """
    documents = [work.get(Document, key) for key in document_ids]
    for document in documents:
        if document.state != "queued":
            raise Refusal(f"{document.reference} is {document.state} already.", field="documents")
        document.state = "removed"
        company = work.get(Company, document.company_id)
        step = open_step(work, company.id)
        if step is None or step.kind != StepKind.POST_PACK:
            continue
        if not work.ask(packs_waiting, company.id):
            call = _call_tomorrow(work) if may_be_called(work, company) else None
            replace_step(work, company, call, done_how="pack taken out")
    work.label(f"Take {_count(len(documents), 'pack')} out of the queue")
    return len(documents)


def change_queued(
    work: Work,
    document_id: int,
    *,
    personal_paragraph: str | None = None,
    left_out: Sequence[int] | None = None,
    person_id: int | None = None,
) -> None:
    """Change what one queued pack will say, which parts it leaves out or who it is for."""
    document = work.get(Document, document_id)
    if document.state != "queued":
        raise Refusal(f"{document.reference} is {document.state} already.", field="documents")
    if personal_paragraph is not None:
        document.personal_paragraph = clean_text(personal_paragraph, "personal_paragraph")
    if left_out is not None:
        if len(set(left_out)) >= len(work.ask(pack_parts, document.pack_id)):
            raise Refusal("A pack needs at least one part.", field="parts")
        document.left_out = sorted(set(left_out))
    if person_id is not None:
        if work.get(Person, person_id).company_id != document.company_id:
            raise Refusal("This person belongs to another company.", field="person")
        company = work.get(Company, document.company_id)
        refuse_objection(work, company, Channel(document.channel), person_id)
        document.person_id = person_id
    work.label(f"Change pack {document.reference}")


def file_run(work: Work, made: MadeRun) -> int:
    """Store a drawn batch as one run and freeze its documents; gives the run's key.

    Refuses when one of the documents has left the queue since the batch was drawn.
    """
    documents = [(work.get(Document, each.document_id), each) for each in made.documents]
    stale = [document.reference for document, _ in documents if document.state != "queued"]
    if stale:
        raise Refusal(f"No longer in the queue: {', '.join(stale)}.", field="documents")
    label = made.label or _count(len(documents), "pack")
    run = work.add(
        LetterRun(
            label=label,
            state="produced",
            file_sha256=work.file_in(made.pdf, f"{label}.pdf", "application/pdf"),
            content_hash=made.content_hash,
            pages=made.pages,
            made_at=work.now,
            who=work.who,
        )
    )
    work.session.flush()
    for document, each in documents:
        document.state = "produced"
        document.run_id = run.id
        document.first_page = each.first_page
        document.last_page = each.last_page
        document.content_hash = each.content_hash
        document.recipient = dict(each.recipient)
        document.template_versions = list(each.template_versions)
    work.label(f"Make {label}")
    return run.id


def mark_printed(work: Work, run_id: int) -> None:
    """Note that a run has been printed."""
    run = work.get(LetterRun, run_id)
    if run.state == "posted":
        raise Refusal(f"{run.label} is posted already.", field="run")
    run.state = "printed"
    run.printed_at = work.now
    for line in _run(work, run_id).documents:
        if line.state == "produced":
            work.get(Document, line.id).state = "printed"
    work.label(f"Print {run.label}")


def put_back(work: Work, document_ids: Sequence[int]) -> int:
    """Put made but unposted packs back into the queue: a jam, a spoilt sheet."""
    documents = [work.get(Document, key) for key in document_ids]
    for document in documents:
        if document.state not in {"produced", "printed"}:
            raise Refusal(f"{document.reference} is {document.state}.", field="documents")
        document.state = "queued"
        document.run_id = None
        document.first_page = None
        document.last_page = None
    work.label(f"Put {_count(len(documents), 'pack')} back into the queue")
    return len(documents)


def post_run(work: Work, run_id: int, posted_on: date | None = None) -> int:
    """Mark the waiting packs of a run as posted; gives how many.

    Each gets an entry on its timeline, its company moves to Pack sent, and the follow-up
    call of the cadence replaces the step that stood, unless that was promised. A pack for
    somebody who has objected since it was made is held back, and named.
    """
    day = posted_on or work.today
    if day > work.today:
        raise Refusal("Packs cannot be posted in the future.", field="posted_on")
    run = work.get(LetterRun, run_id)
    waiting = [d for d in _run(work, run_id).documents if d.state in {"produced", "printed"}]
    if not waiting:
        raise Refusal(f"{run.label}: every pack of this run is posted already.", field="run")
    held = {
        line.id: said
        for line in waiting
        if (said := why_held(work, work.get(Document, line.id), day))
    }
    if len(held) == len(waiting):
        raise Refusal(" ".join(held.values()), field="documents")
    for said in held.values():
        work.say(said)
    for line in waiting:
        if line.id not in held:
            post_pack(work, work.get(Document, line.id), day)
    run.state = "posted"
    run.posted_on = day
    work.label(f"Post {run.label}")
    return len(waiting) - len(held)


def refuse_objection(work: Work, company: Company, channel: Channel, person_id: int | None) -> None:
    """Refuse to write to someone who has objected to this way of writing."""
    found = work.ask(objects_to, channel, company.id, person_id)
    if found is not None:
        since = say_long_date(to_local(found.taken_at).date())
        raise Refusal(
            f"{company.name} asked on {since} not to be reached by {channel.value}.",
            field="channel",
        )


def _run(work: Work, run_id: int) -> RunFile:
    found = work.ask(run_file, run_id)
    if found is None:
        raise Refusal("There is no such run.", field="run")
    return found


def _pack_key(work: Work, pack_id: int | None) -> int:
    if pack_id is not None:
        return pack_id
    saved = work.ask(packs)
    if not saved:
        raise Refusal("There is no pack to send yet.", field="pack")
    return saved[0].id


def _post_it(work: Work) -> PlannedStep:
    day = add_working_days(work.today, 1)
    return PlannedStep(StepKind.POST_PACK, day, None, None, False, "Post the pack")


def _call_tomorrow(work: Work) -> PlannedStep:
    day = add_working_days(work.today, 1)
    return PlannedStep(StepKind.CALL, day, None, None, False, "Call")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
