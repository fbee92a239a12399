"""Going to a company in the list by typing how its name begins."""

from collections.abc import Sequence

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.queries.filtering import matching
from crm.data.records.companies import Company
from crm.domain.filters import Term
from crm.domain.likeness import fold, name_key


def first_beginning(reading: Reading, terms: Sequence[Term], beginning: str) -> int | None:
    """Find the first match of a filter, by name, whose name begins so; None where none does."""
    key = name_key(beginning) or fold(beginning).strip()
    if not key:
        return None
    query = (
        select(Company.id, Company.name_key)
        .where(matching(reading, terms), Company.name_key >= key)
        .order_by(Company.name_key, Company.id)
        .limit(1)
    )
    row = reading.sql.execute(query).one_or_none()
    return None if row is None or not row.name_key.startswith(key) else int(row.id)
