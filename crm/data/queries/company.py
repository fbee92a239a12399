"""The page of one company, the numbers it can be rung on, and how it is found by its name."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import aliased

from crm.data.connection import Reading
from crm.data.queries.association import plans
from crm.data.queries.company_facts import (
    AddressFacts,
    CompanyPage,
    CtpsCheck,
    DocumentFacts,
    FourAnswers,
    MembershipFacts,
    NumberFacts,
    StepFacts,
    Wish,
)
from crm.data.queries.company_people import company_emails, company_numbers, company_people
from crm.data.queries.objections import objects_to
from crm.data.queries.shown_stage import shown_stage
from crm.data.records.activities import Activity, Membership, NextStep
from crm.data.records.association import Branch, Plan
from crm.data.records.companies import Address, Company, CompanyTag, Tag
from crm.data.records.letters import Document, Pack
from crm.data.records.people import Person
from crm.domain.errors import Refusal
from crm.domain.fees import FeeBand, band_for
from crm.domain.number_health import kind_order
from crm.domain.objections import Channel
from crm.domain.person_names import PersonName, short_name

CTPS_DAYS: Final = 28
"""For how many days a check against the telephone preference lists counts."""

_PLAIN = (
    "id", "version", "name", "legal_name", "legal_form", "vat_number", "subscriber_kind", "staff",
    "founded_year", "activities", "website", "premises", "street", "locality", "town", "postcode",
    "branch_id", "branch_chosen", "stage_since", "source", "source_kind", "source_on",
    "lawful_basis", "referred_by_id", "pinned", "hot", "added_at", "trashed_at",
    "last_contact_at", "last_contact_kind",
)  # fmt: skip
"""The columns that the page holds as they are."""


def company_page(reading: Reading, company_id: int) -> CompanyPage:
    """Gather everything about one company but its timeline; Refusal when it is gone."""
    row = _company(reading, company_id)
    numbers = company_numbers(reading, company_id)
    emails = company_emails(reading, company_id)
    step = _next_step(reading, company_id)
    documents = _documents(reading, company_id)
    return CompanyPage(
        **{name: row[name] for name in _PLAIN},
        registered_number=row["registered_number"] or "",
        branch=row["branch"] or "",
        stage=row["shown"],
        stored_stage=row["stage"],
        decline_reason=row["decline_reason"] or "",
        referred_by=row["referred_by"] or "",
        next_step=step,
        answers=_answers(reading, row, step, documents),
        membership=_membership(reading, company_id),
        band=_band(reading, row["staff"]),
        ctps=_ctps(reading, numbers),
        wishes=tuple(_wish(reading, channel, company_id) for channel in Channel),
        people=company_people(reading, company_id, numbers, emails),
        numbers=tuple(one for one in numbers if one.person_id is None),
        emails=tuple(one for one in emails if one.person_id is None),
        addresses=_addresses(reading, company_id),
        tags=_tags(reading, company_id),
        documents=documents,
    )


def dialable_numbers(
    reading: Reading, company_id: int, person_id: int | None = None
) -> tuple[NumberFacts, ...]:
    """List the numbers that may be rung, the best first; empty where the company objects.

    First those of `person_id` (or of whom the next step names), then of decision makers, then
    the company's own, then of everybody else who is still there; an objection to a number or of
    a person leaves it out.
    """
    if objects_to(reading, Channel.CALL, company_id) is not None:
        return ()
    numbers = company_numbers(reading, company_id)
    step = _next_step(reading, company_id)
    wanted = person_id or (step.person_id if step else None)
    ranks: dict[int | None, int] = {None: 2}
    people = company_people(reading, company_id, numbers, ())
    for person in people:
        if person.left_on is None and not person.objects:
            ranks[person.id] = 1 if person.role == "decision maker" else 3
    if wanted in ranks:
        ranks[wanted] = 0
    usable = [
        number
        for number in numbers
        if number.state == "usable" and number.e164 and not number.objects
    ]
    allowed = [number for number in usable if number.person_id in ranks]
    places = {person.id: place for place, person in enumerate(people)}
    allowed.sort(key=lambda one: kind_order(one.kind))
    allowed.sort(key=lambda one: (ranks[one.person_id], places.get(one.person_id or 0, 0)))
    return tuple({number.e164: number for number in reversed(allowed)}.values())[::-1]


def _company(reading: Reading, company_id: int) -> dict[str, Any]:
    referrer = aliased(Company)
    query = (
        select(
            *Company.__table__.c,
            shown_stage(reading.today).label("shown"),
            Branch.name.label("branch"),
            referrer.name.label("referred_by"),
        )
        .outerjoin(Branch, Branch.id == Company.branch_id)
        .outerjoin(referrer, referrer.id == Company.referred_by_id)
        .where(Company.id == company_id)
    )
    row = reading.sql.execute(query).one_or_none()
    if row is None:
        raise Refusal("This company is not in the book any more.", field="company")
    return row._asdict()


def _next_step(reading: Reading, company_id: int) -> StepFacts | None:
    query = (
        select(
            NextStep.id,
            NextStep.kind,
            NextStep.due_on,
            NextStep.due_at,
            NextStep.part,
            NextStep.text,
            NextStep.promised,
            NextStep.person_id,
            Person.forenames,
            Person.surname,
        )
        .outerjoin(Person, Person.id == NextStep.person_id)
        .where(NextStep.company_id == company_id, NextStep.done_at.is_(None))
    )
    row = reading.sql.execute(query).one_or_none()
    return None if row is None else StepFacts(*row[:8], _name(row.forenames, row.surname))


def _answers(
    reading: Reading,
    company: dict[str, Any],
    step: StepFacts | None,
    documents: Iterable[DocumentFacts],
) -> FourAnswers:
    query = (
        select(
            Activity.happened_at,
            Activity.person_id,
            Activity.note,
            Person.forenames,
            Person.surname,
        )
        .outerjoin(Person, Person.id == Activity.person_id)
        .where(Activity.company_id == company["id"], Activity.reached)
        .order_by(Activity.happened_at.desc(), Activity.id.desc())
    )
    last = reading.sql.execute(query.limit(1)).one_or_none()
    noted = reading.sql.execute(query.where(Activity.note != "").limit(1)).one_or_none()
    posted = [document.posted_on for document in documents if document.posted_on is not None]
    return FourAnswers(
        reached_at=last.happened_at if last else None,
        reached=_name(last.forenames, last.surname) if last else "",
        reached_id=last.person_id if last else None,
        said=noted.note if noted else "",
        said_at=noted.happened_at if noted else None,
        promised=step if step is not None and step.promised else None,
        tries=company["tries"],
        last_try_at=company["last_try_at"],
        pack_posted_on=max(posted, default=None),
    )


def _membership(reading: Reading, company_id: int) -> MembershipFacts | None:
    query = (
        select(
            Membership.number,
            Plan.label,
            Membership.from_on,
            Membership.to_on,
            Membership.paid_on,
        )
        .outerjoin(Plan, Plan.id == Membership.plan_id)
        .where(Membership.company_id == company_id)
        .order_by(Membership.from_on.desc(), Membership.id.desc())
        .limit(1)
    )
    row = reading.sql.execute(query).one_or_none()
    if row is None:
        return None
    return MembershipFacts(row.number, row.label or "", row.from_on, row.to_on, row.paid_on)


def _band(reading: Reading, staff: int | None) -> FeeBand | None:
    bands = (
        FeeBand(
            plan.id,
            plan.label,
            plan.staff_from,
            plan.staff_to,
            plan.fee_pence,
            plan.joining_pence,
        )
        for plan in plans(reading)
    )
    return band_for(staff, bands)


def _ctps(reading: Reading, numbers: Iterable[NumberFacts]) -> CtpsCheck:
    usable = [number for number in numbers if number.state == "usable" and number.e164]
    days = [number.ctps_checked_on for number in usable]
    checked = [day for day in days if day is not None]
    oldest = min(checked) if checked and len(checked) == len(days) else None
    listed = any(number.ctps_result == "listed" for number in usable)
    stale = bool(usable) and (oldest is None or (reading.today - oldest).days > CTPS_DAYS)
    return CtpsCheck(oldest, listed, stale)


def _wish(reading: Reading, channel: Channel, company_id: int) -> Wish:
    found = objects_to(reading, channel, company_id)
    if found is None:
        return Wish(channel, allowed=True)
    return Wish(channel, False, found.taken_at, found.words, found.asked_by, found.id)


def _addresses(reading: Reading, company_id: int) -> tuple[AddressFacts, ...]:
    query = select(
        Address.id,
        Address.kind,
        Address.premises,
        Address.street,
        Address.locality,
        Address.town,
        Address.postcode,
    ).where(Address.company_id == company_id)
    return tuple(AddressFacts(*row) for row in reading.sql.execute(query.order_by(Address.id)))


def _tags(reading: Reading, company_id: int) -> tuple[str, ...]:
    query = (
        select(Tag.name)
        .join(CompanyTag, CompanyTag.tag_id == Tag.id)
        .where(CompanyTag.company_id == company_id)
    )
    return tuple(sorted(reading.sql.execute(query).scalars(), key=str.casefold))


def _documents(reading: Reading, company_id: int) -> tuple[DocumentFacts, ...]:
    query = (
        select(
            Document.id,
            Document.reference,
            Pack.name.label("pack"),
            Document.state,
            Document.channel,
            Person.forenames,
            Person.surname,
            Document.queued_at,
            Document.posted_on,
            Document.run_id,
            Document.first_page,
            Document.last_page,
        )
        .join(Pack, Pack.id == Document.pack_id)
        .outerjoin(Person, Person.id == Document.person_id)
        .where(Document.company_id == company_id, Document.state != "removed")
        .order_by(Document.queued_at.desc(), Document.id.desc())
    )
    return tuple(
        DocumentFacts(
            row.id,
            row.reference,
            row.pack,
            row.state,
            row.channel,
            _name(row.forenames, row.surname),
            row.queued_at,
            row.posted_on,
            row.run_id,
            row.first_page,
            row.last_page,
        )
        for row in reading.sql.execute(query)
    )


def _name(forenames: str | None, surname: str | None) -> str:
    return short_name(PersonName(forenames=forenames or "", surname=surname or ""))
