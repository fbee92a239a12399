"""Packs on their way: what is queued, the runs made of it, and what each pack is about."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, case, func, select

from crm.data.connection import Reading
from crm.data.records.companies import Company
from crm.data.records.letters import (
    Document,
    LetterRun,
    Pack,
    PackPart,
    Template,
    TemplateVersion,
)
from crm.data.records.people import Person
from crm.domain.calendar import to_local

WRITTEN: Final = "written"
"""The kind of part that a letter written for one person is."""


@dataclass(frozen=True, slots=True)
class PackChoice:
    """A saved pack that can be sent."""

    id: int
    name: str
    parts: int


@dataclass(frozen=True, slots=True)
class PackPartFacts:
    """One part of a pack with the text that its template has now."""

    position: int
    part: str
    name: str
    condition: str
    template_id: int
    version_id: int
    body: str
    file_sha256: str | None = None
    """The PDF that is inserted, where the part is one; `placing` says how."""
    placing: str = ""


@dataclass(frozen=True, slots=True)
class QueuedDocument:
    """One pack or letter in the queue, as the list of letters shows it.

    `subject` is what a written letter is about, empty for a pack.
    """

    id: int
    company_id: int
    company: str
    person: str
    pack: str
    channel: str
    reference: str
    postcode: str
    queued_at: datetime
    subject: str = ""
    pack_id: int = 0


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run as the list of letters shows it."""

    id: int
    label: str
    state: str
    documents: int
    waiting: int
    """Documents of the run that are neither posted nor put back."""
    pages: int
    made_at: datetime
    posted_on: date | None


@dataclass(frozen=True, slots=True)
class RunDocument:
    """One company's pages in a run; pages count from 1."""

    id: int
    company_id: int
    company: str
    person: str
    pack: str
    reference: str
    state: str
    first_page: int
    last_page: int
    posted_on: date | None


@dataclass(frozen=True, slots=True)
class RunFile:
    """Where the PDF of a run lies and what it should hash to."""

    id: int
    label: str
    state: str
    file_sha256: str
    pages: int
    documents: tuple[RunDocument, ...]


def packs(reading: Reading) -> tuple[PackChoice, ...]:
    """List the saved packs in their own order; the paper of written letters is none of them."""
    query = (
        select(Pack.id, Pack.name, func.count(PackPart.id))
        .outerjoin(PackPart, PackPart.pack_id == Pack.id)
        .where(Pack.position >= 0, Pack.id.not_in(written_packs()))
        .group_by(Pack.id, Pack.name, Pack.position)
        .order_by(Pack.position, Pack.id)
    )
    return tuple(PackChoice(*row) for row in reading.sql.execute(query))


def written_letters(reading: Reading) -> int | None:
    """Find the pack that written letters are made with; None where the book has none yet."""
    return reading.sql.execute(written_packs().order_by(PackPart.pack_id).limit(1)).scalar()


def written_packs() -> Select[*tuple[int]]:
    """Ask for the packs whose documents are letters that somebody wrote, and no packs."""
    return (
        select(PackPart.pack_id)
        .join(Template, Template.id == PackPart.template_id)
        .where(Template.part == WRITTEN, Template.current_version_id.is_not(None))
    )


def pack_parts(reading: Reading, pack_id: int) -> tuple[PackPartFacts, ...]:
    """List the parts of a pack in order, each with its template's present text."""
    query = (
        select(
            PackPart.position,
            Template.part,
            Template.name,
            PackPart.condition,
            Template.id,
            TemplateVersion.id,
            TemplateVersion.body,
            Template.file_sha256,
            Template.placing,
        )
        .join(Template, Template.id == PackPart.template_id)
        .join(TemplateVersion, TemplateVersion.id == Template.current_version_id)
        .where(PackPart.pack_id == pack_id)
        .order_by(PackPart.position)
    )
    return tuple(PackPartFacts(*row) for row in reading.sql.execute(query))


def _person_name() -> ColumnElement[str]:
    full = func.trim(Person.title + " " + func.trim(Person.forenames + " " + Person.surname))
    return case((Person.id.is_(None), ""), else_=full)


def queued(reading: Reading) -> tuple[QueuedDocument, ...]:
    """List what waits to be printed, by postcode as the posting trays want it."""
    query: Select[*tuple[Any, ...]] = (
        select(
            Document.id,
            Document.company_id,
            Company.name,
            _person_name(),
            Pack.name,
            Document.channel,
            Document.reference,
            Company.postcode,
            Document.queued_at,
            Document.subject,
            Document.pack_id,
        )
        .join(Company, Company.id == Document.company_id)
        .join(Pack, Pack.id == Document.pack_id)
        .outerjoin(Person, Person.id == Document.person_id)
        .where(Document.state == "queued")
        .order_by(Company.postcode, Company.name_key, Document.id)
    )
    return tuple(QueuedDocument(*row) for row in reading.sql.execute(query))


def count_queued(reading: Reading) -> int:
    """Count the packs that wait to be printed."""
    query = select(func.count(Document.id)).where(Document.state == "queued")
    return reading.sql.execute(query).scalar_one()


def _run_documents() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Document.id,
            Document.company_id,
            Company.name,
            _person_name(),
            Pack.name,
            Document.reference,
            Document.state,
            func.coalesce(Document.first_page, 0),
            func.coalesce(Document.last_page, 0),
            Document.posted_on,
        )
        .join(Company, Company.id == Document.company_id)
        .join(Pack, Pack.id == Document.pack_id)
        .outerjoin(Person, Person.id == Document.person_id)
    )


def runs(reading: Reading, limit: int = 50) -> tuple[RunLine, ...]:
    """List the latest runs, newest first."""
    waiting = case((Document.state.in_(("produced", "printed")), 1), else_=0)
    query = (
        select(
            LetterRun.id,
            LetterRun.label,
            LetterRun.state,
            func.count(Document.id),
            func.coalesce(func.sum(waiting), 0),
            LetterRun.pages,
            LetterRun.made_at,
            LetterRun.posted_on,
        )
        .outerjoin(Document, Document.run_id == LetterRun.id)
        .group_by(
            LetterRun.id,
            LetterRun.label,
            LetterRun.state,
            LetterRun.pages,
            LetterRun.made_at,
            LetterRun.posted_on,
        )
        .order_by(LetterRun.made_at.desc(), LetterRun.id.desc())
        .limit(limit)
    )
    return tuple(RunLine(*row) for row in reading.sql.execute(query))


def run_file(reading: Reading, run_id: int) -> RunFile | None:
    """Read one run with its documents in page order; None where there is no such run."""
    query = select(
        LetterRun.id, LetterRun.label, LetterRun.state, LetterRun.file_sha256, LetterRun.pages
    ).where(LetterRun.id == run_id)
    row = reading.sql.execute(query).one_or_none()
    if row is None:
        return None
    documents = (
        _run_documents().where(Document.run_id == run_id).order_by(Document.first_page, Document.id)
    )
    pages = tuple(RunDocument(*document) for document in reading.sql.execute(documents))
    return RunFile(row.id, row.label, row.state, row.file_sha256, row.pages, pages)


def packs_waiting(reading: Reading, company_id: int) -> int:
    """Count the packs for a company that are to be posted yet."""
    query = select(func.count(Document.id)).where(
        Document.company_id == company_id,
        Document.state.in_(("queued", "produced", "printed")),
        Document.pack_id.not_in(written_packs()),
    )
    return reading.sql.execute(query).scalar_one()


def made_lately(reading: Reading, company_id: int, since: datetime) -> tuple[date, ...]:
    """List the days since a moment on which packs for a company were queued or posted."""
    query = select(Document.queued_at, Document.posted_on).where(
        Document.company_id == company_id,
        Document.state.not_in(("removed",)),
        Document.pack_id.not_in(written_packs()),
        Document.queued_at >= since,
    )
    rows = reading.sql.execute(query)
    return tuple(sorted(row.posted_on or to_local(row.queued_at).date() for row in rows))
