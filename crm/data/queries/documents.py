"""Made documents one by one: what was frozen of them, their pages, and where they went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from crm.data.connection import Reading
from crm.data.records.companies import Company
from crm.data.records.letters import Document, LetterRun, Pack
from crm.data.records.people import Person
from crm.domain.addresses import Address


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A pack or letter for one company, from the queue to the post and back.

    `text` is the personal paragraph, or the whole text of a written letter; `recipient` and
    `version_ids` are what it was made with, empty while it is queued.
    """

    id: int
    company_id: int
    company: str
    person_id: int | None
    pack_id: int
    pack: str
    subject: str
    text: str
    channel: str
    reference: str
    state: str
    queued_at: datetime
    run_id: int | None
    first_page: int | None
    last_page: int | None
    content_hash: str
    recipient: Mapping[str, Any]
    version_ids: tuple[int, ...]
    posted_on: date | None
    emailed_to: str
    emailed_at: datetime | None
    came_back_on: date | None
    came_back_why: str


@dataclass(frozen=True, slots=True)
class DocumentPlace:
    """Where the pages of a document are: the file of its run, first and last page from 1."""

    file_sha256: str
    first_page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class Posted:
    """To whom one document of a run goes, as it was frozen."""

    document_id: int
    company_id: int
    reference: str
    channel: str
    state: str
    organisation: str
    person: str
    job_title: str
    address: Address


def document_facts(reading: Reading, document_id: int) -> DocumentFacts | None:
    """Read one document; None where it is gone."""
    query = (
        select(
            Document.id,
            Document.company_id,
            Company.name.label("company"),
            Document.person_id,
            Document.pack_id,
            Pack.name.label("pack"),
            Document.subject,
            Document.personal_paragraph.label("text"),
            Document.channel,
            Document.reference,
            Document.state,
            Document.queued_at,
            Document.run_id,
            Document.first_page,
            Document.last_page,
            Document.content_hash,
            Document.recipient,
            Document.template_versions.label("version_ids"),
            Document.posted_on,
            Document.emailed_to,
            Document.emailed_at,
            Document.came_back_on,
            Document.came_back_why,
        )
        .join(Company, Company.id == Document.company_id)
        .join(Pack, Pack.id == Document.pack_id)
        .where(Document.id == document_id)
    )
    row = reading.sql.execute(query).one_or_none()
    if row is None:
        return None
    values = row._asdict()
    values["version_ids"] = tuple(row.version_ids)
    return DocumentFacts(**values)


def document_named(reading: Reading, reference: str) -> int | None:
    """Find the document that bears a reference; None where there is none."""
    query = select(Document.id).where(Document.reference == reference).order_by(Document.id)
    return reading.sql.execute(query.limit(1)).scalar()


def document_place(reading: Reading, document_id: int) -> DocumentPlace | None:
    """Find the pages of a document; None while it is not made."""
    query = (
        select(LetterRun.file_sha256, Document.first_page, Document.last_page)
        .join(LetterRun, LetterRun.id == Document.run_id)
        .where(Document.id == document_id, Document.first_page.is_not(None))
    )
    row = reading.sql.execute(query).one_or_none()
    if row is None or row.first_page is None or row.last_page is None:
        return None
    return DocumentPlace(row.file_sha256, row.first_page, row.last_page)


def posted_to(reading: Reading, run_id: int) -> tuple[Posted, ...]:
    """List to whom the documents of a run go, in the order of its pages."""
    query = (
        select(
            Document.id,
            Document.company_id,
            Document.reference,
            Document.channel,
            Document.state,
            Document.recipient,
            Company.name,
            Company.premises,
            Company.street,
            Company.locality,
            Company.town,
            Company.postcode,
            func.coalesce(Person.job_title, "").label("job_title"),
        )
        .join(Company, Company.id == Document.company_id)
        .outerjoin(Person, Person.id == Document.person_id)
        .where(Document.run_id == run_id)
        .order_by(Document.first_page, Document.id)
    )
    return tuple(_posted(row) for row in reading.sql.execute(query))


def _posted(row: Any) -> Posted:
    """Take what was frozen; a run made before addresses were frozen has the present one."""
    frozen: Mapping[str, Any] = row.recipient
    kept = row._asdict() if "town" not in frozen else frozen
    home = Address(
        kept["premises"], kept["street"], kept["locality"], kept["town"], kept["postcode"]
    )
    return Posted(
        row.id,
        row.company_id,
        row.reference,
        row.channel,
        row.state,
        frozen.get("organisation", row.name),
        frozen.get("person", ""),
        frozen.get("job_title", row.job_title),
        home,
    )
