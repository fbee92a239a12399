"""The tags of the book and who carries them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from crm.data.connection import Reading
from crm.data.records.companies import Company, CompanyTag, Tag

_KEYS_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class TagLine:
    """A tag and how many companies outside the trash carry it."""

    id: int
    name: str
    count: int


def tags(reading: Reading) -> tuple[TagLine, ...]:
    """List all tags by name, those that nobody carries included."""
    query = (
        select(Tag.id, Tag.name, func.count(Company.id))
        .outerjoin(CompanyTag, CompanyTag.tag_id == Tag.id)
        .outerjoin(Company, (Company.id == CompanyTag.company_id) & Company.trashed_at.is_(None))
        .group_by(Tag.id, Tag.name)
    )
    found = (TagLine(*row) for row in reading.sql.execute(query))
    return tuple(sorted(found, key=lambda tag: (tag.name.casefold(), tag.id)))


def tag_named(reading: Reading, name: str) -> int | None:
    """Find a tag by its name, whatever its capitals."""
    wanted = name.casefold()
    query = select(Tag.id, Tag.name).order_by(Tag.id)
    rows = reading.sql.execute(query)
    return next((key for key, known in rows if known.casefold() == wanted), None)


def carriers(reading: Reading, tag_id: int, company_ids: Sequence[int]) -> dict[int, int]:
    """Tell which of some companies carry a tag: the key of the carrying row by company."""
    found: dict[int, int] = {}
    for some in _parts(company_ids):
        query = select(CompanyTag.company_id, CompanyTag.id).where(
            CompanyTag.tag_id == tag_id, CompanyTag.company_id.in_(some)
        )
        found.update(reading.sql.execute(query).all())
    return found


def known_companies(reading: Reading, company_ids: Sequence[int]) -> Collection[int]:
    """Tell which of some keys are companies of the book."""
    found: set[int] = set()
    for some in _parts(company_ids):
        found.update(reading.sql.execute(select(Company.id).where(Company.id.in_(some))).scalars())
    return found


def _parts(keys: Sequence[int]) -> Iterator[list[int]]:
    for first in range(0, len(keys), _KEYS_AT_ONCE):
        yield [int(key) for key in keys[first : first + _KEYS_AT_ONCE]]
