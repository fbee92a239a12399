"""What the calling screen asks: what is known of a company's calls, and the day's counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select

from crm.data.connection import Reading
from crm.data.queries.letters import written_packs
from crm.data.queries.objections import (
    objecting_companies,
    objecting_numbers,
    objecting_people,
)
from crm.data.records.activities import Activity, Membership
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.data.records.people import Person, PhoneNumber
from crm.domain.calendar import LONDON
from crm.domain.errors import Refusal
from crm.domain.number_health import why_not_dialled
from crm.domain.objections import Channel
from crm.domain.phone_numbers import say_number

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class CallCounts:
    """What has been done in a day: tries, people reached, talks, packs queued."""

    calls: int
    reached: int
    conversations: int
    packs: int


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """A telephone number that may be dialled."""

    id: int
    company_id: int
    person_id: int | None
    typed: str
    e164: str
    extension: str
    kind: str


def counts_of_day(reading: Reading, day: date) -> CallCounts:
    """Count the calls and packs of one London day."""
    starts, ends = _day(day)
    one = func.coalesce
    calls, reached, talks = reading.sql.execute(
        select(
            func.count(Activity.id),
            one(func.count(Activity.id).filter(Activity.reached), 0),
            one(func.count(Activity.id).filter(Activity.conversation), 0),
        ).where(
            Activity.kind == "call", Activity.happened_at >= starts, Activity.happened_at < ends
        )
    ).one()
    packs = select(func.count(Document.id)).where(
        Document.state != "removed",
        Document.queued_at >= starts,
        Document.queued_at < ends,
        Document.pack_id.not_in(written_packs()),
    )
    return CallCounts(calls, reached, talks, reading.sql.execute(packs).scalar_one())


def tries_of_day(reading: Reading, day: date) -> dict[int, int]:
    """Count the tries of one London day by company."""
    starts, ends = _day(day)
    query = (
        select(Activity.company_id, func.count(Activity.id))
        .where(Activity.attempt, Activity.happened_at >= starts, Activity.happened_at < ends)
        .group_by(Activity.company_id)
    )
    return dict(reading.sql.execute(query).all())


def numbers_to_dial(
    reading: Reading, company_ids: Sequence[int]
) -> dict[int, tuple[NumberFacts, ...]]:
    """List by company the numbers that may be dialled, in order: usable and without objection.

    A number nobody may call is left out wherever it stands, also at a second company; so are
    the numbers of people who object for themselves or have left.
    """
    rows: list[NumberFacts] = []
    for start in range(0, len(company_ids), _AT_ONCE):
        query = (
            select(
                PhoneNumber.id,
                PhoneNumber.company_id,
                PhoneNumber.person_id,
                PhoneNumber.typed,
                PhoneNumber.e164,
                PhoneNumber.extension,
                PhoneNumber.kind,
            )
            .outerjoin(Person, Person.id == PhoneNumber.person_id)
            .where(
                PhoneNumber.company_id.in_(company_ids[start : start + _AT_ONCE]),
                PhoneNumber.state == "usable",
                PhoneNumber.e164.is_not(None),
                Person.left_on.is_(None),
            )
            .order_by(PhoneNumber.company_id, PhoneNumber.position, PhoneNumber.id)
        )
        rows += [
            NumberFacts(
                row.id,
                row.company_id,
                row.person_id,
                row.typed,
                row.e164 or "",
                row.extension,
                row.kind,
            )
            for row in reading.sql.execute(query)
        ]
    stopped = objecting_numbers(reading, {row.e164 for row in rows})
    people = objecting_people(
        reading, Channel.CALL, {row.person_id for row in rows if row.person_id is not None}
    )
    found: dict[int, list[NumberFacts]] = {}
    for row in rows:
        if row.e164 not in stopped and row.person_id not in people:
            found.setdefault(row.company_id, []).append(row)
    return {company: tuple(numbers) for company, numbers in found.items()}


def refuse_dialling(reading: Reading, company_id: int, number_id: int) -> NumberFacts:
    """Give the number to dial; raises `Refusal` where nobody may call it or the company."""
    if objecting_companies(reading, Channel.CALL, [company_id]):
        raise Refusal("This company asked not to be called.", field="number")
    thrown = select(Company.trashed_at).where(Company.id == company_id)
    if reading.sql.execute(thrown).scalar() is not None:
        raise Refusal("This company is in the trash.", field="number")
    for number in numbers_to_dial(reading, [company_id]).get(company_id, ()):
        if number.id == number_id:
            return number
    raise Refusal(_why_not(reading, number_id), field="number")


def _why_not(reading: Reading, number_id: int) -> str:
    """Say what keeps one number from being dialled."""
    query = (
        select(
            PhoneNumber.typed, PhoneNumber.e164, PhoneNumber.state, PhoneNumber.person_id,
            Person.left_on,
        )
        .outerjoin(Person, Person.id == PhoneNumber.person_id)
        .where(PhoneNumber.id == number_id)
    )  # fmt: skip
    row = reading.sql.execute(query).one_or_none()
    if row is None:
        return "This number is not in the book any more."
    people = [] if row.person_id is None else [row.person_id]
    why = why_not_dialled(
        row.state,
        row.e164,
        objects=bool(row.e164 and objecting_numbers(reading, [row.e164])),
        left=row.left_on is not None,
        person_objects=bool(objecting_people(reading, Channel.CALL, people)),
    )
    said = say_number(row.e164) if row.e164 else row.typed
    return f"{said} is not dialled: {why or 'it belongs to another company'}."


def members_among(reading: Reading, company_ids: Collection[int]) -> frozenset[int]:
    """Tell which companies are members today."""
    query = select(Membership.company_id).where(
        Membership.from_on <= reading.today,
        Membership.to_on >= reading.today,
        Membership.paid_on.is_not(None),
    )
    if len(company_ids) <= _AT_ONCE:
        query = query.where(Membership.company_id.in_(company_ids))
    return frozenset(reading.sql.execute(query).scalars()).intersection(company_ids)


def called_since(reading: Reading, company_id: int, at: datetime, but: int = 0) -> bool:
    """Whether a company was called after a moment, apart from one activity."""
    query = select(Activity.id).where(
        Activity.company_id == company_id,
        Activity.happened_at > at,
        Activity.kind == "call",
        Activity.id != but,
    )
    return reading.sql.execute(query.limit(1)).scalar() is not None


def people_named(reading: Reading, company_id: int, name_key: str) -> tuple[int, ...]:
    """Find the people of a company by the folded name."""
    query = select(Person.id).where(Person.company_id == company_id, Person.name_key == name_key)
    return tuple(reading.sql.execute(query.order_by(Person.id)).scalars())


def people_here(reading: Reading, company_id: int) -> tuple[tuple[int, str], ...]:
    """List who is still at a company: key and name, in their order."""
    query = (
        select(Person.id, Person.forenames, Person.surname)
        .where(Person.company_id == company_id, Person.left_on.is_(None))
        .order_by(Person.position, Person.id)
    )
    rows = reading.sql.execute(query)
    return tuple((row.id, f"{row.forenames} {row.surname}".strip()) for row in rows)


def _day(day: date) -> tuple[datetime, datetime]:
    starts = datetime.combine(day, time(), LONDON)
    return starts, datetime.combine(day + timedelta(days=1), time(), LONDON)
