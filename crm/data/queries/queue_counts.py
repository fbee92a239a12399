"""How many companies wait beyond those that the queue looks at."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import aliased

from crm.data.connection import Reading
from crm.data.queries.invariants import companies_without_step
from crm.data.queries.queue_facts import has_number, is_lapsed
from crm.data.records.activities import NextStep
from crm.data.records.companies import Company
from crm.data.records.people import PhoneNumber
from crm.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """What is counted over the whole book, or over a set.

    `never_called` are those with a number; `later` have their step on another day.
    """

    never_called: int
    without_number: int
    later: int
    without_step: int
    companies: int


def count_queue(reading: Reading, within: ColumnElement[bool] | None = None) -> QueueCounts:
    """Count; `within` is a condition on companies."""
    inside = true() if within is None else within
    dialable, silent = _never_called(reading, inside)
    companies = select(func.count(Company.id)).where(Company.trashed_at.is_(None), inside)
    return QueueCounts(
        dialable,
        silent,
        _later(reading, within),
        _without_step(reading, within),
        reading.sql.execute(companies).scalar_one(),
    )


def _never_called(reading: Reading, inside: ColumnElement[bool]) -> tuple[int, int]:
    """Count the companies nobody has called: those with a number to dial, and those without."""
    usable = select(PhoneNumber.company_id).where(
        PhoneNumber.state == "usable", PhoneNumber.e164.is_not(None)
    )
    with_number = func.count(Company.id).filter(Company.id.in_(usable))
    # By sets of keys, not row by row: a tenth of the time with 100,000 companies.
    query = select(func.count(Company.id), with_number).where(
        Company.stage == Stage.NEW.value,
        Company.id.not_in(_in_trash()),
        Company.id.not_in(select(NextStep.company_id).where(NextStep.done_at.is_(None))),
        inside,
    )
    total, dialable = reading.sql.execute(query).one()
    again = select(func.count(Company.id)).where(
        is_lapsed(reading.today), Company.stage != Stage.NEW.value, has_number(), inside
    )
    return dialable + reading.sql.execute(again).scalar_one(), total - dialable


def _later(reading: Reading, within: ColumnElement[bool] | None) -> int:
    query = select(func.count(NextStep.id)).where(
        NextStep.done_at.is_(None),
        NextStep.due_on > reading.today,
        NextStep.company_id.not_in(_in_trash()),
    )
    if within is not None:
        query = query.where(NextStep.company_id.in_(select(Company.id).where(within)))
    return reading.sql.execute(query).scalar_one()


def _without_step(reading: Reading, within: ColumnElement[bool] | None) -> int:
    lost = companies_without_step(reading)
    if within is None or not lost:
        return len(lost)
    inside = reading.sql.execute(select(Company.id).where(within)).scalars()
    return len(lost.keys() & set(inside))


def _in_trash() -> Select[int]:
    trashed = aliased(Company)
    return select(trashed.id).where(trashed.trashed_at.is_not(None))
