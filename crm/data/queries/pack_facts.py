"""All that is needed to draw packs: the firm, the person, the talk before, and who writes.

What comes out is plain; `actions.paper` makes content of it, `documents` draws that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from crm.data.connection import Reading
from crm.data.queries.association import (
    AssociationFacts,
    PlanFacts,
    SignatoryFacts,
    association,
    plans,
    signatories,
)
from crm.data.queries.letters import PackPartFacts, pack_parts
from crm.data.records.activities import Activity
from crm.data.records.association import Branch
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.data.records.people import EmailAddress, Person, PhoneNumber
from crm.domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class FirmFacts:
    """The company a pack is for; empty strings where nothing is known."""

    id: int
    name: str
    legal_name: str
    legal_form: str
    registered_number: str
    vat_number: str
    staff: int | None
    founded_year: int | None
    activities: str
    website: str
    premises: str
    street: str
    locality: str
    town: str
    postcode: str
    branch: str
    telephone: str
    email: str


@dataclass(frozen=True, slots=True)
class AddresseeFacts:
    """The person a pack is addressed to."""

    id: int
    title: str
    forenames: str
    surname: str
    suffix: str
    job_title: str


@dataclass(frozen=True, slots=True)
class PackFacts:
    """One pack for one company; `document_id` is 0 for one that is only looked at."""

    document_id: int
    reference: str
    pack_id: int
    firm: FirmFacts
    addressee: AddresseeFacts | None
    parts: tuple[PackPartFacts, ...]
    channel: str
    personal_paragraph: str
    spoke_at: datetime | None
    """When somebody there was last spoken to."""
    posted_on: date | None
    """When a pack was last posted to them."""


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """Packs to draw and who writes them."""

    association: AssociationFacts
    signatory: SignatoryFacts | None
    plans: tuple[PlanFacts, ...]
    packs: tuple[PackFacts, ...]


def pack_facts(reading: Reading, document_ids: Sequence[int]) -> PaperFacts:
    """Gather what queued documents need, in the order asked. Refuses unknown documents."""
    rows = {
        row.id: row
        for row in reading.sql.execute(
            select(
                Document.id,
                Document.company_id,
                Document.person_id,
                Document.pack_id,
                Document.reference,
                Document.channel,
                Document.personal_paragraph,
                Document.left_out,
            ).where(Document.id.in_(document_ids))
        )
    }
    gone = [document for document in document_ids if document not in rows]
    if gone:
        raise Refusal(f"{len(gone)} of the packs are no longer there.", field="documents")
    parts = {pack: pack_parts(reading, pack) for pack in {row.pack_id for row in rows.values()}}
    gathered = tuple(
        PackFacts(
            row.id,
            row.reference,
            row.pack_id,
            _firm(reading, row.company_id),
            _addressee(reading, row.company_id, row.person_id),
            tuple(part for part in parts[row.pack_id] if part.position not in row.left_out),
            row.channel,
            row.personal_paragraph,
            _spoke_at(reading, row.company_id),
            _posted_on(reading, row.company_id),
        )
        for row in (rows[document] for document in document_ids)
    )
    return _paper(reading, gathered)


def sample_pack_facts(reading: Reading, company_id: int, pack_id: int) -> PaperFacts:
    """Gather a pack that is only looked at, for a company as it stands now."""
    facts = PackFacts(
        0,
        "",
        pack_id,
        _firm(reading, company_id),
        _addressee(reading, company_id, None),
        pack_parts(reading, pack_id),
        "post",
        "",
        _spoke_at(reading, company_id),
        _posted_on(reading, company_id),
    )
    return _paper(reading, (facts,))


def _paper(reading: Reading, packs: tuple[PackFacts, ...]) -> PaperFacts:
    profile = association(reading)
    if profile is None:
        raise Refusal("The association's name is not filled in yet.", field="name")
    signing = signatories(reading)
    return PaperFacts(profile, signing[0] if signing else None, plans(reading), packs)


def _firm(reading: Reading, company_id: int) -> FirmFacts:
    row = reading.sql.execute(
        select(
            Company.id,
            Company.name,
            Company.legal_name,
            Company.legal_form,
            Company.registered_number,
            Company.vat_number,
            Company.staff,
            Company.founded_year,
            Company.activities,
            Company.website,
            Company.premises,
            Company.street,
            Company.locality,
            Company.town,
            Company.postcode,
            Branch.name.label("branch"),
        )
        .outerjoin(Branch, Branch.id == Company.branch_id)
        .where(Company.id == company_id)
    ).one_or_none()
    if row is None:
        raise Refusal("The company is no longer in the book.", field="company")
    telephone = reading.sql.execute(
        select(PhoneNumber.typed)
        .where(PhoneNumber.company_id == company_id, PhoneNumber.state == "usable")
        .order_by(PhoneNumber.person_id.is_not(None), PhoneNumber.position, PhoneNumber.id)
        .limit(1)
    ).scalar()
    email = reading.sql.execute(
        select(EmailAddress.address)
        .where(EmailAddress.company_id == company_id)
        .order_by(EmailAddress.position, EmailAddress.id)
        .limit(1)
    ).scalar()
    values = row._asdict()
    for name in ("registered_number", "branch"):
        values[name] = values[name] or ""
    return FirmFacts(**values, telephone=telephone or "", email=email or "")


def _addressee(reading: Reading, company_id: int, person_id: int | None) -> AddresseeFacts | None:
    query = select(
        Person.id,
        Person.title,
        Person.forenames,
        Person.surname,
        Person.suffix,
        Person.job_title,
    ).where(Person.company_id == company_id, Person.left_on.is_(None))
    if person_id is not None:
        row = reading.sql.execute(query.where(Person.id == person_id)).one_or_none()
    else:
        decides = (Person.role == "decision maker").desc()
        row = reading.sql.execute(query.order_by(decides, Person.position, Person.id)).first()
    return None if row is None else AddresseeFacts(*row)


def _spoke_at(reading: Reading, company_id: int) -> datetime | None:
    return reading.sql.execute(
        select(Activity.happened_at)
        .where(Activity.company_id == company_id, Activity.conversation)
        .order_by(Activity.happened_at.desc())
        .limit(1)
    ).scalar()


def _posted_on(reading: Reading, company_id: int) -> date | None:
    return reading.sql.execute(
        select(func.max(Document.posted_on)).where(Document.company_id == company_id)
    ).scalar()
