"""The list of companies: ids and their order first, the rows when they are painted."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Text, and_, case, exists, func, select

from crm.data.connection import Reading
from crm.data.queries.filtering import matching
from crm.data.queries.shown_stage import LAPSED, MEMBER, shown_stage, shown_stage_in
from crm.data.records.activities import NextStep
from crm.data.records.association import Branch
from crm.data.records.companies import Company, SavedView
from crm.data.records.people import PhoneNumber
from crm.domain.errors import Refusal
from crm.domain.filters import Term, read_filter
from crm.domain.stages import LADDER, Stage

_ROWS_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """One row of the list of companies; text is empty and the rest None where nothing is known."""

    id: int
    name: str
    stage: str
    """As shown: Member or Lapsed over the stored stage."""
    town: str
    branch: str
    last_contact_at: datetime | None
    last_contact_kind: str
    next_kind: str
    next_on: date | None
    next_at: datetime | None
    next_text: str
    phone: str
    """The number to ring in E.164 form, or as typed where it has none."""
    staff: int | None
    postcode: str


class Sorting(StrEnum):
    """The columns that the list can be sorted by."""

    NAME = "name"
    STAGE = "stage"
    TOWN = "town"
    BRANCH = "branch"
    LAST_CONTACT = "last"
    NEXT_STEP = "next"
    STAFF = "staff"
    POSTCODE = "postcode"


@dataclass(frozen=True, slots=True)
class Order:
    """How the list is sorted; whatever is equal stands by name, what is unknown stands last."""

    column: Sorting = Sorting.NAME
    descending: bool = False


@dataclass(frozen=True, slots=True)
class SavedViewLine:
    """A named filter and how many companies it shows; `count` None where it cannot be read."""

    id: int
    name: str
    filter_text: str
    count: int | None


BY_NAME: Final = Order()

_STAGES: Final = (
    *LADDER,
    MEMBER,
    LAPSED,
    *(stage for stage in Stage if stage not in LADDER),
)
"""The shown stages in the order they sort: the way to membership, then those beside it."""

_COLUMNS: Final[Mapping[Sorting, Any]] = {
    Sorting.TOWN: Company.town,
    Sorting.POSTCODE: Company.postcode,
    Sorting.LAST_CONTACT: Company.last_contact_at,
    Sorting.STAFF: Company.staff,
}

_OPEN_STEP = and_(NextStep.company_id == Company.id, NextStep.done_at.is_(None))


def first_lines(
    reading: Reading,
    terms: Sequence[Term] = (),
    order: Order = BY_NAME,
    limit: int = 200,
    *,
    trashed: bool = False,
) -> tuple[CompanyLine, ...]:
    """Read the top of the list, ready to paint, before the whole order is known.

    `trashed` asks for the companies in the trash, here as below.
    """
    ids: list[int] = []
    for stretch in _stretches(reading, terms, order, trashed=trashed):
        ids.extend(reading.sql.execute(stretch.limit(limit - len(ids))).scalars())
        if len(ids) >= limit:
            break
    return lines(reading, ids)


def matching_ids(
    reading: Reading,
    terms: Sequence[Term] = (),
    order: Order = BY_NAME,
    *,
    trashed: bool = False,
) -> "array[int]":
    """List the ids of all companies that match, in order, as 64-bit numbers."""
    ids = array("q")
    for stretch in _stretches(reading, terms, order, trashed=trashed):
        ids.extend(reading.sql.execute(stretch).scalars())
    return ids


def lines(reading: Reading, ids: Sequence[int]) -> tuple[CompanyLine, ...]:
    """Read the rows of some companies in the order given; those that are gone are left out."""
    found: dict[int, CompanyLine] = {}
    for first in range(0, len(ids), _ROWS_AT_ONCE):
        some = [int(one) for one in ids[first : first + _ROWS_AT_ONCE]]
        phones = _phones(reading, some)
        for row in reading.sql.execute(_line_query(reading).where(Company.id.in_(some))):
            found[row.id] = CompanyLine(**row._asdict(), phone=phones.get(row.id, ""))
    return tuple(found[one] for one in ids if one in found)


def count_companies(reading: Reading, terms: Sequence[Term] = (), *, trashed: bool = False) -> int:
    """Count the companies that match."""
    condition = matching(reading, terms, trashed=trashed)
    query = select(func.count()).select_from(Company).where(condition)
    return reading.sql.execute(query).scalar_one()


def emptying_term(reading: Reading, terms: Sequence[Term]) -> tuple[Term, int] | None:
    """Name the term of an empty result that removes most, and how many show without it.

    Where no single term is to blame that number is 0, and the term that matches least on its own
    is named. None where something matches or nothing was asked.
    """
    if not terms or count_companies(reading, terms):
        return None
    without = [
        count_companies(reading, [*terms[:place], *terms[place + 1 :]])
        for place in range(len(terms))
    ]
    most = max(without)
    if most:
        return terms[without.index(most)], most
    alone = [count_companies(reading, [term]) for term in terms]
    return terms[alone.index(min(alone))], 0


def saved_views(reading: Reading) -> tuple[SavedViewLine, ...]:
    """List the saved views in their own order, each with how many companies it shows now."""
    query = select(SavedView.id, SavedView.name, SavedView.filter_text)
    rows = reading.sql.execute(query.order_by(SavedView.position, SavedView.id)).all()
    return tuple(
        SavedViewLine(row.id, row.name, row.filter_text, _count_text(reading, row.filter_text))
        for row in rows
    )


def _count_text(reading: Reading, text: str) -> int | None:
    try:
        return count_companies(reading, read_filter(text))
    except Refusal:
        return None


def _stretches(
    reading: Reading, terms: Sequence[Term], order: Order, *, trashed: bool
) -> Iterator[Select[int]]:
    """Give the list as queries to be read one after the other.

    What is unknown stands last in both directions. Asked for on its own, the known part comes
    straight off an index, and the first page needs no sorting of the whole.
    """
    chosen = select(Company.id).where(matching(reading, terms, trashed=trashed))
    by_name = (Company.name_key, Company.id)
    column = _COLUMNS.get(order.column)
    if order.column is Sorting.NAME:
        yield chosen.order_by(*_turned(by_name, order))
    elif order.column is Sorting.STAGE:
        for stage in reversed(_STAGES) if order.descending else _STAGES:
            yield chosen.where(shown_stage_in({stage}, reading.today)).order_by(*by_name)
    elif order.column is Sorting.BRANCH:
        known = chosen.join(Branch, Branch.id == Company.branch_id)
        yield known.order_by(*_turned((Branch.name,), order), *by_name)
        yield chosen.where(Company.branch_id.is_(None)).order_by(*by_name)
    elif order.column is Sorting.NEXT_STEP:
        known = chosen.join(NextStep, _OPEN_STEP)
        untimed = case((NextStep.due_at.is_(None), 1), else_=0)
        due = (NextStep.due_on, untimed, NextStep.due_at)
        yield known.order_by(*_turned(due, order), *by_name)
        yield chosen.where(~exists().where(_OPEN_STEP)).order_by(*by_name)
    elif column is not None:
        unknown = column == "" if isinstance(column.type, Text) else column.is_(None)
        yield chosen.where(~unknown).order_by(*_turned((column,), order), *by_name)
        yield chosen.where(unknown).order_by(*by_name)


def _turned(columns: Iterable[Any], order: Order) -> list[ColumnElement[Any]]:
    return [column.desc() if order.descending else column.asc() for column in columns]


def _line_query(reading: Reading) -> Select[*tuple[Any, ...]]:
    query: Select[*tuple[Any, ...]] = (
        select(
            Company.id,
            Company.name,
            shown_stage(reading.today).label("stage"),
            Company.town,
            func.coalesce(Branch.name, "").label("branch"),
            Company.last_contact_at,
            Company.last_contact_kind,
            func.coalesce(NextStep.kind, "").label("next_kind"),
            NextStep.due_on.label("next_on"),
            NextStep.due_at.label("next_at"),
            func.coalesce(NextStep.text, "").label("next_text"),
            Company.staff,
            Company.postcode,
        )
        .outerjoin(Branch, Branch.id == Company.branch_id)
        .outerjoin(NextStep, _OPEN_STEP)
    )
    return query


def _phones(reading: Reading, company_ids: Sequence[int]) -> dict[int, str]:
    """Find the number to show for each company: its own before those of its people."""
    personal = case((PhoneNumber.person_id.is_(None), 0), else_=1)
    query = (
        select(PhoneNumber.company_id, PhoneNumber.e164, PhoneNumber.typed)
        .where(PhoneNumber.company_id.in_(company_ids), PhoneNumber.state == "usable")
        .order_by(personal, PhoneNumber.position, PhoneNumber.id)
    )
    found: dict[int, str] = {}
    for company, e164, typed in reading.sql.execute(query):
        found.setdefault(company, e164 or typed)
    return found
