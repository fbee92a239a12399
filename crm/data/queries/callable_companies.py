"""Which companies nobody may or can call, and why."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.queries.calling import numbers_to_dial
from crm.data.queries.objections import objecting_companies
from crm.data.records.companies import Company
from crm.domain.objections import Channel

_AT_ONCE = 500


def not_callable(reading: Reading, company_ids: Sequence[int]) -> dict[int, str]:
    """Tell which of some companies cannot be called, each with the reason as said to people."""
    objecting = objecting_companies(reading, Channel.CALL, company_ids)
    found: dict[int, str] = {}
    for some in _parts(company_ids):
        query = select(Company.id, Company.trashed_at).where(Company.id.in_(some))
        here = {row.id: row.trashed_at for row in reading.sql.execute(query)}
        dialable = numbers_to_dial(reading, some)
        for company_id in some:
            if company_id not in here:
                found[company_id] = "not in the book any more"
            elif here[company_id] is not None:
                found[company_id] = "in the trash"
            elif company_id in objecting:
                found[company_id] = "asked not to be called"
            elif company_id not in dialable:
                found[company_id] = "no usable number"
    return found


def _parts(keys: Sequence[int]) -> Iterator[list[int]]:
    for first in range(0, len(keys), _AT_ONCE):
        yield [int(key) for key in keys[first : first + _AT_ONCE]]
