"""Packs from the queue to the post: queue, take out, file a made run, mark it posted."""

from collections.abc import Sequence

from crm.actions.filing import move_stage, open_step, replace_step
from crm.actions.letter_runs import (
    MadeDocument,
    MadeRun,
    file_run,
    mark_printed,
    post_run,
    put_back,
)
from crm.actions.posting import may_be_called
from crm.data.queries.association import association
from crm.data.queries.letters import packs, packs_waiting
from crm.data.queries.objections import objects_to
from crm.data.queries.pack_facts import pack_facts
from crm.data.records.companies import Company
from crm.data.records.letters import Document, Pack
from crm.data.records.people import Person
from crm.data.work import Work
from crm.documents.reference import make_reference
from crm.domain.cadence import PlannedStep, StepKind
from crm.domain.calendar import add_working_days, say_long_date, to_local
from crm.domain.errors import Refusal
from crm.domain.objections import Channel
from crm.domain.stages import Stage, needs_step
from crm.domain.text_safety import clean_text

__all__ = [
    "REFERENCES", "MadeDocument", "MadeRun", "change_queued", "file_run", "mark_printed",
    "next_reference", "post_run", "put_back", "queue_pack", "refuse_objection", "take_out",
]  # fmt: skip

REFERENCES = "references"
"""The counter that numbers packs; it never goes back."""


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
        document.left_out = sorted(set(left_out))
        if not work.ask(pack_facts, [document.id]).packs[0].parts:
            raise Refusal("A pack needs at least one part.", field="parts")
    if person_id is not None:
        if work.get(Person, person_id).company_id != document.company_id:
            raise Refusal("This person belongs to another company.", field="person")
        company = work.get(Company, document.company_id)
        refuse_objection(work, company, Channel(document.channel), person_id)
        document.person_id = person_id
    work.label(f"Change pack {document.reference}")


def refuse_objection(work: Work, company: Company, channel: Channel, person_id: int | None) -> None:
    """Refuse to write to someone who has objected to this way of writing."""
    found = work.ask(objects_to, channel, company.id, person_id)
    if found is not None:
        since = say_long_date(to_local(found.taken_at).date())
        raise Refusal(
            f"{company.name} asked on {since} not to be reached by {channel.value}.",
            field="channel",
        )


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
