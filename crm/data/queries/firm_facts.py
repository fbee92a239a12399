"""What letters say of companies: the firm, who is addressed, and what went before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from crm.data.connection import Reading
from crm.data.queries.letters import written_packs
from crm.data.queries.objections import objecting_people
from crm.data.records.activities import Activity, Membership
from crm.data.records.association import Branch, Plan
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.data.records.people import EmailAddress, Person, PhoneNumber
from crm.domain.objections import Channel

_AT_ONCE: Final = 400


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
    referrer: str
    telephone: str
    email: str


@dataclass(frozen=True, slots=True)
class AddresseeFacts:
    """The person a pack is addressed to; `email` is their own address."""

    id: int
    title: str
    forenames: str
    surname: str
    suffix: str
    job_title: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class TermFacts:
    """The latest membership of a company; the fee in pence, None without a plan."""

    number: str
    from_on: date
    to_on: date
    paid: bool
    fee_pence: int | None
    band: str


@dataclass(frozen=True, slots=True)
class BackgroundFacts:
    """What went before a letter: the last talk, the last mailing, an event, a membership."""

    spoke_at: datetime | None = None
    posted_on: date | None = None
    attended: str = ""
    attended_at: datetime | None = None
    term: TermFacts | None = None


@dataclass(slots=True)
class _Gathering:
    spoke: dict[int, datetime] = field(default_factory=dict)
    posted: dict[int, date] = field(default_factory=dict)
    attended: dict[int, tuple[str, datetime]] = field(default_factory=dict)
    terms: dict[int, TermFacts] = field(default_factory=dict)


def firms(reading: Reading, company_ids: Sequence[int]) -> Mapping[int, FirmFacts]:
    """Read companies by key; those that are gone are not among them."""
    found: dict[int, FirmFacts] = {}
    referrer = aliased(Company)
    for some in _parts(company_ids):
        telephones = _telephones(reading, some)
        emails = _emails(reading, some)
        query = (
            select(
                Company.id,
                Company.name,
                Company.legal_name,
                Company.legal_form,
                func.coalesce(Company.registered_number, "").label("registered_number"),
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
                func.coalesce(Branch.name, "").label("branch"),
                func.coalesce(referrer.name, "").label("referrer"),
            )
            .outerjoin(Branch, Branch.id == Company.branch_id)
            .outerjoin(referrer, referrer.id == Company.referred_by_id)
            .where(Company.id.in_(some))
        )
        for row in reading.sql.execute(query):
            found[row.id] = FirmFacts(
                **row._asdict(),
                telephone=telephones.get(row.id, ""),
                email=emails.get((row.id, None), "") or emails.get((row.id, 0), ""),
            )
    return found


def addressees(
    reading: Reading, wanted: Sequence[tuple[int, int | None]], channel: Channel
) -> tuple[AddresseeFacts | None, ...]:
    """Find whom letters are addressed to, each given as (company, person).

    Without a person it is who decides, else the first of the company, but nobody who does not
    want to be reached by the channel. None where there is nobody.
    """
    people: dict[int, list[AddresseeFacts]] = {}
    for some in _parts([company for company, _ in wanted]):
        emails = _emails(reading, some)
        query = (
            select(
                Person.company_id,
                Person.id,
                Person.title,
                Person.forenames,
                Person.surname,
                Person.suffix,
                Person.job_title,
            )
            .where(Person.company_id.in_(some), Person.left_on.is_(None))
            .order_by((Person.role == "decision maker").desc(), Person.position, Person.id)
        )
        for row in reading.sql.execute(query):
            values = row._asdict()
            company = values.pop("company_id")
            one = AddresseeFacts(**values, email=emails.get((company, row.id), ""))
            people.setdefault(company, []).append(one)
    everybody = [one.id for some in people.values() for one in some]
    objecting = objecting_people(reading, channel, everybody)

    def chosen(company: int, person: int | None) -> AddresseeFacts | None:
        there = people.get(company, ())
        if person is not None:
            return next((one for one in there if one.id == person), None)
        return next((one for one in there if one.id not in objecting), None)

    return tuple(chosen(company, person) for company, person in wanted)


def own_emails(reading: Reading, company_ids: Sequence[int]) -> Mapping[int, str]:
    """Give the first address that is the company's own, of those companies that have one."""
    found: dict[int, str] = {}
    for some in _parts(company_ids):
        emails = _emails(reading, some)
        found.update({company: one for (company, who), one in emails.items() if who is None})
    return found


def backgrounds(reading: Reading, company_ids: Sequence[int]) -> Mapping[int, BackgroundFacts]:
    """Read what went before with each of some companies."""
    found = _Gathering()
    for some in _parts(company_ids):
        _gather(reading, some, found)
    return {
        key: BackgroundFacts(
            found.spoke.get(key),
            found.posted.get(key),
            found.attended[key][0] if key in found.attended else "",
            found.attended[key][1] if key in found.attended else None,
            found.terms.get(key),
        )
        for key in company_ids
    }


def _gather(reading: Reading, some: Sequence[int], found: _Gathering) -> None:
    spoke = (
        select(Activity.company_id, func.max(Activity.happened_at))
        .where(Activity.company_id.in_(some), Activity.conversation)
        .group_by(Activity.company_id)
    )
    found.spoke.update((row[0], row[1]) for row in reading.sql.execute(spoke))
    posted = (
        select(Document.company_id, func.max(Document.posted_on))
        .where(
            Document.company_id.in_(some),
            Document.posted_on.is_not(None),
            Document.pack_id.not_in(written_packs()),
        )
        .group_by(Document.company_id)
    )
    found.posted.update((row[0], row[1]) for row in reading.sql.execute(posted) if row[1])
    attended = (
        select(Activity.company_id, Activity.summary, Activity.happened_at)
        .where(Activity.company_id.in_(some), Activity.kind == "event")
        .order_by(Activity.happened_at, Activity.id)
    )
    found.attended.update((row[0], (row[1], row[2])) for row in reading.sql.execute(attended))
    terms = (
        select(
            Membership.company_id,
            Membership.number,
            Membership.from_on,
            Membership.to_on,
            Membership.paid_on,
            Plan.fee_pence,
            func.coalesce(Plan.label, ""),
        )
        .outerjoin(Plan, Plan.id == Membership.plan_id)
        .where(Membership.company_id.in_(some))
        .order_by(Membership.to_on, Membership.id)
    )
    for company, number, first, last, paid, fee, band in reading.sql.execute(terms):
        found.terms[company] = TermFacts(number, first, last, paid is not None, fee, band)


def _telephones(reading: Reading, some: Sequence[int]) -> Mapping[int, str]:
    query = (
        select(PhoneNumber.company_id, PhoneNumber.typed)
        .where(PhoneNumber.company_id.in_(some), PhoneNumber.state == "usable")
        .order_by(PhoneNumber.person_id.is_not(None), PhoneNumber.position, PhoneNumber.id)
    )
    first: dict[int, str] = {}
    for company, typed in reading.sql.execute(query):
        first.setdefault(company, typed)
    return first


def _emails(reading: Reading, some: Sequence[int]) -> Mapping[tuple[int, int | None], str]:
    """Give the first address of each (company, person); person 0 stands for anybody's."""
    query = (
        select(EmailAddress.company_id, EmailAddress.person_id, EmailAddress.address)
        .where(EmailAddress.company_id.in_(some))
        .order_by(EmailAddress.position, EmailAddress.id)
    )
    first: dict[tuple[int, int | None], str] = {}
    for company, person, address in reading.sql.execute(query):
        first.setdefault((company, person), address)
        first.setdefault((company, 0), address)
    return first


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    once = list(dict.fromkeys(keys))
    for start in range(0, len(once), _AT_ONCE):
        yield once[start : start + _AT_ONCE]
