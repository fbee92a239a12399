"""What an import needs to know of the companies that are there."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from crm.data.connection import Reading
from crm.data.records.activities import ImportBatch
from crm.data.records.companies import Company
from crm.data.records.people import EmailAddress, Person, PhoneNumber
from crm.domain.imported_values import ImportedRow
from crm.domain.imports import ExistingCompany, ImportPlan, index_existing, plan_rows
from crm.domain.likeness import name_key
from crm.domain.progress import Progress, Quiet

T = TypeVar("T")

_AT_ONCE = 400
_REMEMBERED = 500

_FIELDS = (
    "name", "name_key", "registered_number", "legal_form", "staff", "activities", "website",
    "founded_year", "premises", "street", "locality", "town", "postcode",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One file that was brought in, and what became of its rows."""

    id: int
    file_name: str
    created: int
    updated: int
    skipped: int
    refused: int
    brought_in_at: datetime
    who: str


def plan_import(
    reading: Reading, rows: Sequence[ImportedRow], progress: Progress | None = None
) -> ImportPlan:
    """Decide what would become of every row, against the companies of the book."""
    companies = [row.company for row in rows if row.company is not None]
    numbers = {
        number.e164
        for company in companies
        for number in (*company.numbers, *(n for p in company.people for n in p.numbers))
        if number.e164
    }
    found = existing_companies(
        reading,
        registered={one.registered_number for one in companies if one.registered_number},
        names={name_key(one.name) for one in companies},
        numbers=numbers,
    )
    return plan_rows(rows, index_existing(found), progress or Quiet())


def existing_companies(
    reading: Reading,
    *,
    registered: Collection[str] = (),
    names: Collection[str] = (),
    numbers: Collection[str] = (),
) -> tuple[ExistingCompany, ...]:
    """Find the companies that share a registered number, folded name or telephone number."""
    ids: set[int] = set()
    for column, wanted in ((Company.registered_number, registered), (Company.name_key, names)):
        for some in _chunks(sorted(wanted)):
            ids.update(reading.sql.execute(select(Company.id).where(column.in_(some))).scalars())
    for some in _chunks(sorted(numbers)):
        query = select(PhoneNumber.company_id).where(PhoneNumber.e164.in_(some))
        ids.update(reading.sql.execute(query).scalars())
    return tuple(company for some in _chunks(sorted(ids)) for company in _existing(reading, some))


def batches(reading: Reading) -> tuple[BatchLine, ...]:
    """List the files brought in, newest first."""
    query = select(
        ImportBatch.id,
        ImportBatch.file_name,
        ImportBatch.created,
        ImportBatch.updated,
        ImportBatch.skipped,
        ImportBatch.refused,
        ImportBatch.brought_in_at,
        ImportBatch.who,
    ).order_by(ImportBatch.id.desc())
    return tuple(BatchLine(*row) for row in reading.sql.execute(query))


def remembered_mapping(reading: Reading, fingerprint: str) -> Mapping[str, Any] | None:
    """Read what the columns of the latest list with the same headings were taken for.

    `fingerprint` is what the batch was given under that name in its mapping; None where no
    such list was brought in.
    """
    query = select(ImportBatch.mapping).order_by(ImportBatch.id.desc()).limit(_REMEMBERED)
    for (mapping,) in reading.sql.execute(query):
        if mapping.get("fingerprint") == fingerprint:
            return dict(mapping)
    return None


def _existing(reading: Reading, ids: Sequence[int]) -> Iterator[ExistingCompany]:
    numbers = _texts(reading, ids, PhoneNumber.company_id, PhoneNumber.e164)
    emails = _texts(reading, ids, EmailAddress.company_id, EmailAddress.address)
    people = _texts(reading, ids, Person.company_id, Person.name_key)
    columns = [Company.__table__.c[name] for name in _FIELDS]
    query = select(Company.id, Company.version, *columns).where(
        Company.id.in_(ids), Company.trashed_at.is_(None)
    )
    for row in reading.sql.execute(query):
        values: dict[str, object] = {name: getattr(row, name) for name in _FIELDS}
        values["numbers"] = numbers.get(row.id, ())
        values["emails"] = tuple(email.lower() for email in emails.get(row.id, ()))
        values["people"] = people.get(row.id, ())
        yield ExistingCompany(row.id, row.version, values)


def _texts(
    reading: Reading,
    ids: Sequence[int],
    owner: InstrumentedAttribute[int],
    value: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
) -> dict[int, tuple[str, ...]]:
    query = select(owner, value).where(owner.in_(ids))
    found: dict[int, list[str]] = {}
    for company, text in reading.sql.execute(query):
        if text:
            found.setdefault(company, []).append(text)
    return {company: tuple(texts) for company, texts in found.items()}


def _chunks(values: Sequence[T]) -> Iterator[list[T]]:
    for start in range(0, len(values), _AT_ONCE):
        yield list(values[start : start + _AT_ONCE])
