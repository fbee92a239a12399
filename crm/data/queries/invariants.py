"""What must hold of any book, and what is said where it does not."""

from collections.abc import Iterator

from sqlalchemy import exists, select

from crm.data.connection import Reading
from crm.data.queries.objections import objecting_companies
from crm.data.records.activities import Membership, NextStep
from crm.data.records.companies import Company
from crm.domain.objections import Channel
from crm.domain.stages import OPEN_STAGES

_NAMED = 20


def companies_without_step(reading: Reading) -> dict[int, str]:
    """Find the open companies that have lost their next step, names by key.

    A company that is or was a member, or is closed to calls, needs none.
    """
    query = (
        select(Company.id, Company.name)
        .where(
            Company.stage.in_([stage.value for stage in OPEN_STAGES]),
            Company.trashed_at.is_(None),
            ~exists().where(NextStep.company_id == Company.id, NextStep.done_at.is_(None)),
            ~exists().where(Membership.company_id == Company.id),
        )
        .order_by(Company.id)
    )
    names = {row.id: row.name for row in reading.sql.execute(query)}
    closed = objecting_companies(reading, Channel.CALL, tuple(names))
    return {company: name for company, name in names.items() if company not in closed}


def open_companies_have_a_step(reading: Reading) -> Iterator[str]:
    """Say which open companies have lost their next step, the first twenty by name."""
    lost = companies_without_step(reading)
    for company in list(lost)[:_NAMED]:
        yield f"{lost[company]} (number {company}) is open but has no next step."
    if len(lost) > _NAMED:
        yield f"{len(lost) - _NAMED} more open companies have no next step."
