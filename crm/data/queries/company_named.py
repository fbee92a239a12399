"""Which company is meant by a number or a name that somebody typed."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Row, select

from crm.data.connection import Reading
from crm.data.records.companies import Company
from crm.data.records.people import PhoneNumber
from crm.domain.errors import Refusal
from crm.domain.likeness import name_key
from crm.domain.text_safety import clean_line

_NAMED: Final = 5
"""How many candidates a refusal names."""

_LARGEST_KEY: Final = 2**63 - 1


def find_company(reading: Reading, text: str, field: str = "company") -> int:
    """Find the company meant by its id, its name or an unmistakable part of its name.

    The whole name wins over a beginning, a beginning over a part in the middle. Refusal beside
    `field` where none or several match, naming the candidates with their ids. Trashed
    companies are found by id only.
    """
    typed = clean_line(text, field)
    if typed.isdecimal() and int(typed) <= _LARGEST_KEY:
        query = select(Company.id).where(Company.id == int(typed))
        if (found := reading.sql.execute(query).scalar()) is not None:
            return found
    key = name_key(typed)
    if not key:
        raise Refusal("Say which company: its number or its name.", field=field)
    for condition in (
        Company.name_key == key,
        Company.name_key.startswith(key, autoescape=True),
        Company.name_key.contains(key, autoescape=True),
    ):
        candidates = reading.sql.execute(
            select(Company.id, Company.name, Company.town)
            .where(condition, Company.trashed_at.is_(None))
            .order_by(Company.name_key, Company.id)
            .limit(_NAMED + 1)
        ).all()
        if len(candidates) == 1:
            return int(candidates[0].id)
        if candidates:
            raise Refusal(_which(typed, candidates), field=field)
    raise Refusal(f"No company is called “{typed[:80]}”.", field=field)


def company_like(reading: Reading, name_key: str, e164: str, but: int) -> int | None:
    """Find a company of this folded name, or else one with this number, apart from one by key.

    Trashed companies do not count; of several the oldest is meant.
    """
    named = select(Company.id).where(Company.name_key == name_key)
    numbered = (
        select(Company.id)
        .join(PhoneNumber, PhoneNumber.company_id == Company.id)
        .where(PhoneNumber.e164 == e164)
    )
    for query in (named, numbered) if e164 else (named,):
        narrowed = query.where(Company.trashed_at.is_(None), Company.id != but)
        found = reading.sql.execute(narrowed.order_by(Company.id).limit(1)).scalar()
        if found is not None:
            return found
    return None


def _which(typed: str, candidates: Sequence[Row[int, str, str]]) -> str:
    named = "; ".join(
        f"{number} {name}, {town}" if town else f"{number} {name}"
        for number, name, town in candidates[:_NAMED]
    )
    more = " and more" if len(candidates) > _NAMED else ""
    return f"“{typed[:80]}” may be several companies: {named}{more}. Say which by its number."
