"""Applications to join, and what a returned form is to be put beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from crm.data.connection import Reading
from crm.data.queries.association import association, plans
from crm.data.records.association import Plan
from crm.data.records.companies import Address as FurtherAddress
from crm.data.records.companies import Company
from crm.data.records.joining import Application
from crm.data.records.letters import Document, Pack
from crm.data.records.people import EmailAddress, Person, PhoneNumber
from crm.domain.addresses import Address, one_line
from crm.domain.application_form import UNDECIDED
from crm.domain.applications import Held, KnownPerson
from crm.domain.errors import Refusal
from crm.domain.person_names import PersonName

TRADING = "trading"
"""The kind of a further address that the company trades from."""


@dataclass(frozen=True, slots=True)
class SentForm:
    """The pack that a reference stands for, and the company it went to."""

    document_id: int
    company_id: int
    person_id: int | None
    reference: str
    pack: str


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """One application as lists show it."""

    id: int
    company_id: int
    company: str
    reference: str
    state: str
    received_on: date
    received_how: str
    signatory: str
    attachment_id: int | None
    plan: str
    answers: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FormBeside:
    """A company as a returned form is put beside it; `version` is that of its row.

    `earlier` are its applications, newest first; `bands` the labels of the fee bands as they
    are now, the smallest first.
    """

    company_id: int
    company: str
    town: str
    stage: str
    version: int
    trashed: bool
    held: Held
    earlier: tuple[ApplicationFacts, ...]
    bands: tuple[str, ...]
    today: date


def sent_form(reading: Reading, prefix: str, reference: str) -> SentForm:
    """Find the pack a reference is of.

    `reference` is its normal form, `prefix` how it begins. Refusal (field
    `reference`) for one of another association and for one that this book does not hold.
    """
    query = (
        select(Document.id, Document.company_id, Document.person_id, Document.reference, Pack.name)
        .join(Pack, Pack.id == Document.pack_id)
        .where(Document.reference == reference)
        .order_by(Document.id.desc())
    )
    row = reading.sql.execute(query.limit(1)).first()
    if row is not None:
        return SentForm(*row)
    profile = association(reading)
    ours = (profile.reference_prefix if profile else "") or "M"
    if prefix != ours.upper():
        raise Refusal(
            f"{reference} is not one of ours: our references begin with {ours}. "
            "Somebody else sent this form out.",
            field="reference",
        )
    raise Refusal(
        f"There is no pack with the reference {reference} in this book: it is from another book, "
        f"or its company was erased.",
        field="reference",
    )


def form_beside(reading: Reading, company_id: int, addressee_id: int | None = None) -> FormBeside:
    """Gather what a company holds in the words of the form; Refusal where it is gone."""
    row = reading.sql.execute(
        select(*Company.__table__.c).where(Company.id == company_id)
    ).one_or_none()
    if row is None:
        raise Refusal("The company is no longer in the book.", field="company")
    people = _people(reading, company_id)
    numbers = reading.sql.execute(
        select(PhoneNumber.typed, PhoneNumber.e164, PhoneNumber.person_id)
        .where(PhoneNumber.company_id == company_id)
        .order_by(PhoneNumber.person_id.is_not(None), PhoneNumber.position, PhoneNumber.id)
    ).all()
    emails = reading.sql.execute(
        select(EmailAddress.address, EmailAddress.person_id)
        .where(EmailAddress.company_id == company_id)
        .order_by(EmailAddress.person_id.is_not(None), EmailAddress.position, EmailAddress.id)
    ).all()
    values = {
        "company.name": row.legal_name or row.name,
        "company.trading_name": row.name if row.legal_name not in {"", row.name} else "",
        "company.legal_form": row.legal_form,
        "company.number": row.registered_number or "",
        "company.vat_number": row.vat_number,
        "company.founded": str(row.founded_year or ""),
        "company.staff": "" if row.staff is None else str(row.staff),
        "company.registered_address": one_line(
            Address(row.premises, row.street, row.locality, row.town, row.postcode)
        ),
        "company.trading_address": _trading_address(reading, company_id),
        "company.telephone": numbers[0].typed if numbers else "",
        "company.email": emails[0].address if emails else "",
        "company.web": row.website,
        "company.activities": row.activities,
    }
    held = Held(
        values,
        frozenset(one.e164 for one in numbers if one.e164),
        frozenset(one.address.casefold() for one in emails),
        people,
        addressee_id,
    )
    return FormBeside(
        company_id,
        row.name,
        row.town,
        row.stage,
        row.version,
        row.trashed_at is not None,
        held,
        applications_of(reading, company_id),
        tuple(plan.label for plan in plans(reading)),
        reading.today,
    )


def applications_of(reading: Reading, company_id: int) -> tuple[ApplicationFacts, ...]:
    """List the applications of a company, newest first."""
    return _facts(reading, _applications().where(Application.company_id == company_id))


def applications(
    reading: Reading, states: Sequence[str] = UNDECIDED, limit: int = 200
) -> tuple[ApplicationFacts, ...]:
    """List applications in some states, newest first; the undecided ones unless told."""
    query = _applications().where(Application.state.in_([str(state) for state in states]))
    return _facts(reading, query.where(Company.trashed_at.is_(None)).limit(limit))


def further_address(reading: Reading, company_id: int, kind: str) -> int | None:
    """Find the key of a company's further address of a kind; None where it has none."""
    query = select(FurtherAddress.id).where(
        FurtherAddress.company_id == company_id, FurtherAddress.kind == kind
    )
    return reading.sql.execute(query.order_by(FurtherAddress.id).limit(1)).scalar()


def _people(reading: Reading, company_id: int) -> tuple[KnownPerson, ...]:
    telephone = (
        select(PhoneNumber.typed)
        .where(PhoneNumber.person_id == Person.id)
        .order_by(PhoneNumber.position, PhoneNumber.id)
        .limit(1)
        .scalar_subquery()
    )
    email = (
        select(EmailAddress.address)
        .where(EmailAddress.person_id == Person.id)
        .order_by(EmailAddress.position, EmailAddress.id)
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(
            Person.id,
            Person.title,
            Person.forenames,
            Person.surname,
            Person.suffix,
            Person.job_title,
            telephone.label("telephone"),
            email.label("email"),
        )
        .where(Person.company_id == company_id)
        .order_by(Person.left_on.is_not(None), Person.position, Person.id)
    )
    return tuple(
        KnownPerson(
            row.id,
            PersonName(row.title, row.forenames, row.surname, row.suffix),
            row.job_title,
            row.telephone or "",
            row.email or "",
        )
        for row in reading.sql.execute(query)
    )


def _trading_address(reading: Reading, company_id: int) -> str:
    key = further_address(reading, company_id, TRADING)
    if key is None:
        return ""
    at = FurtherAddress
    query = select(at.premises, at.street, at.locality, at.town, at.postcode).where(at.id == key)
    return one_line(Address(*reading.sql.execute(query).one()))


def _applications() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Application.id,
            Application.company_id,
            Company.name.label("company"),
            Application.reference,
            Application.state,
            Application.received_on,
            Application.received_how,
            Application.signatory,
            Application.attachment_id,
            Plan.label.label("plan"),
            Application.answers,
        )
        .join(Company, Company.id == Application.company_id)
        .outerjoin(Plan, Plan.id == Application.plan_id)
        .order_by(Application.received_on.desc(), Application.id.desc())
    )


def _facts(reading: Reading, query: Select[*tuple[Any, ...]]) -> tuple[ApplicationFacts, ...]:
    return tuple(
        ApplicationFacts(**{**row._asdict(), "plan": row.plan or ""})
        for row in reading.sql.execute(query)
    )
