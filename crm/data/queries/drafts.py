"""What the book knows of drafts and waiting calls that are kept beside it."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.queries.objections import book_salt
from crm.data.records.activities import Activity
from crm.data.records.companies import Company

FILED_AS = "key"
"""Where a call's own key stands among the details of its activity."""

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class DraftsCompany:
    """A company with a draft: its name now, and whether it is in the trash."""

    name: str
    trashed: bool


def book_mark(reading: Reading) -> str:
    """Give what this book is known by: the same for a copy of it, and for no other book."""
    return hashlib.sha256(b"drafts" + book_salt(reading)).hexdigest()


def calls_filed(
    reading: Reading, company_ids: Collection[int], keys: Collection[str]
) -> frozenset[str]:
    """Tell which of some keys are those of calls in the book.

    Looks at the calls of these companies only, by their index. The key stands in the row of
    the call itself, so that both are in the book or neither is.
    """
    wanted, found = frozenset(keys), set[str]()
    ids = sorted(set(company_ids))
    for first in range(0, len(ids), _AT_ONCE):
        query = select(Activity.details).where(
            Activity.company_id.in_(ids[first : first + _AT_ONCE]), Activity.kind == "call"
        )
        for details in reading.sql.execute(query).scalars():
            key = (details or {}).get(FILED_AS)
            if key in wanted:
                found.add(key)
    return frozenset(found)


def companies_of_drafts(reading: Reading, company_ids: Collection[int]) -> dict[int, DraftsCompany]:
    """Name companies by their key; those that are gone are missing."""
    found: dict[int, DraftsCompany] = {}
    ids = sorted(set(company_ids))
    for first in range(0, len(ids), _AT_ONCE):
        query = select(Company.id, Company.name, Company.trashed_at).where(
            Company.id.in_(ids[first : first + _AT_ONCE])
        )
        for row in reading.sql.execute(query):
            found[row.id] = DraftsCompany(row.name, row.trashed_at is not None)
    return found
