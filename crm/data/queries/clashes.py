"""Which promises stand so close to a time that both cannot be kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.records.activities import NextStep
from crm.data.records.companies import Company
from crm.domain.calendar import local_day, say_clock

WITHIN: Final = timedelta(minutes=10)
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Clash:
    """Another company that was promised a time close by."""

    company_id: int
    company: str
    at: datetime


def clashes(reading: Reading, at: datetime, but: int | None = None) -> tuple[Clash, ...]:
    """Find the promises within ten minutes of an instant, apart from those of one company.

    The index of open steps by day is asked; the nearest three come back, in their order.
    """
    days = {local_day(at - WITHIN), local_day(at), local_day(at + WITHIN)}
    query = (
        select(Company.id, Company.name, NextStep.due_at)
        .join(Company, Company.id == NextStep.company_id)
        .where(
            NextStep.done_at.is_(None),
            NextStep.due_on.in_(sorted(days)),
            NextStep.due_at.between(at - WITHIN, at + WITHIN),
            NextStep.promised,
            Company.trashed_at.is_(None),
        )
        .order_by(NextStep.due_at, Company.id)
        .limit(_NAMED)
    )
    if but is not None:
        query = query.where(Company.id != but)
    return tuple(Clash(row.id, row.name, row.due_at) for row in reading.sql.execute(query))


def say_clashes(found: tuple[Clash, ...]) -> str:
    """Say it in one sentence; empty where nothing clashes."""
    if not found:
        return ""
    named = " and ".join(f"{clash.company} at {say_clock(clash.at)}" for clash in found)
    return f"Clashes with {named}."
