"""Letters that somebody writes to one person, in free text on the letterhead."""

from crm.actions.letters import change_queued, next_reference, refuse_objection
from crm.actions.shipped_parts import add_shipped_parts
from crm.data.queries.documents import document_facts
from crm.data.queries.letters import written_letters
from crm.data.records.companies import Company
from crm.data.records.letters import Document, Pack
from crm.data.records.people import Person
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.objections import Channel
from crm.domain.text_safety import clean_line, clean_text


def write_letter(
    work: Work,
    company_id: int,
    person_id: int | None,
    subject: str,
    text: str,
    channel: Channel = Channel.POST,
) -> int:
    """Queue a letter in free text and give its key; stage and next step stay as they are.

    Without a person it goes to whoever decides there. Refusal names `text` (nothing written, more
    than 5,000 characters), `subject`, `company`, `person`, or `channel` for an objection.
    """
    company = work.get(Company, company_id)
    if company.trashed_at is not None:
        raise Refusal(f"{company.name} is in the trash.", field="company")
    if person_id is not None and work.get(Person, person_id).company_id != company_id:
        raise Refusal("This person belongs to another company.", field="person")
    refuse_objection(work, company, channel, person_id)
    document = work.add(
        Document(
            company_id=company.id,
            person_id=person_id,
            pack_id=_paper(work),
            channel=channel.value,
            reference=next_reference(work),
            subject=clean_line(subject, "subject"),
            personal_paragraph=_text(text),
            left_out=[],
            recipient={},
            template_versions=[],
            queued_at=work.now,
            queued_by=work.who,
        )
    )
    work.label(f"Write to {company.name}")
    return document.id


def change_written(
    work: Work,
    document_id: int,
    *,
    subject: str | None = None,
    text: str | None = None,
    person_id: int | None = None,
    channel: Channel | None = None,
) -> None:
    """Change a written letter that still waits: its words, to whom it goes, or how."""
    facts = work.ask(document_facts, document_id)
    if facts is None or facts.pack_id != work.ask(written_letters):
        raise Refusal("This is no written letter.", field="documents")
    if person_id is not None:
        change_queued(work, document_id, person_id=person_id)
    document = work.get(Document, document_id)
    if document.state != "queued":
        raise Refusal(f"{document.reference} is {document.state} already.", field="documents")
    if channel is not None and channel.value != document.channel:
        company = work.get(Company, document.company_id)
        refuse_objection(work, company, channel, document.person_id)
        document.channel = channel.value
    if subject is not None:
        document.subject = clean_line(subject, "subject")
    if text is not None:
        document.personal_paragraph = _text(text)
    work.label(f"Change letter {document.reference}")


def _text(text: str) -> str:
    kept = clean_text(text, "text")
    if not kept.strip():
        raise Refusal("The letter says nothing yet.", field="text")
    return kept


def _paper(work: Work) -> int:
    """Give the pack that written letters are made with; an older book gets it now."""
    found = work.ask(written_letters)
    if found is None:
        add_shipped_parts(work)
        found = work.ask(written_letters)
    if found is None:
        raise Refusal("Restore the shipped parts first: written letters need one.", field="pack")
    return work.get(Pack, found).id
