"""By what a company or person is recognised, and on whose record a number or address stands."""

from collections.abc import Collection, Iterator
from typing import TypeVar

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.records.companies import Company
from crm.data.records.people import EmailAddress, Person, PhoneNumber
from crm.domain.objections import KeyKind, address_key

_KEYS_AT_ONCE = 400

V = TypeVar("V")


def holders_of(
    reading: Reading, kind: KeyKind, values: Collection[str]
) -> list[tuple[str, int, int | None]]:
    """Tell on whose record numbers or addresses stand: value, company, person."""
    if kind is KeyKind.ADDRESS:
        return []
    held = PhoneNumber if kind is KeyKind.NUMBER else EmailAddress
    value = PhoneNumber.e164 if kind is KeyKind.NUMBER else EmailAddress.address
    found: list[tuple[str, int, int | None]] = []
    for some in _batched(values):
        query = select(value, held.company_id, held.person_id).where(value.in_(some))
        found += [(row[0] or "", row[1], row[2]) for row in reading.sql.execute(query)]
    return found


def company_keys(reading: Reading, company_ids: Collection[int]) -> Iterator[tuple[int, str]]:
    """Give each company with the key of its postal address."""
    for some in _batched(company_ids):
        query = select(Company.id, Company.postcode, Company.name).where(
            Company.id.in_(some), Company.postcode != ""
        )
        for company, postcode, name in reading.sql.execute(query):
            yield company, address_key(postcode, name)


def person_keys(reading: Reading, person_ids: Collection[int]) -> Iterator[tuple[int, str]]:
    """Give each person with the key of their postal address at their company."""
    for some in _batched(person_ids):
        query = (
            select(Person.id, Company.postcode, Person.forenames, Person.surname)
            .join(Company, Company.id == Person.company_id)
            .where(Person.id.in_(some), Company.postcode != "")
        )
        for person, postcode, forenames, surname in reading.sql.execute(query):
            yield person, address_key(postcode, f"{forenames} {surname}")


def _batched(values: Collection[V]) -> Iterator[list[V]]:
    """Part what is asked for into as much as goes into one question."""
    listed = list(values)
    for first in range(0, len(listed), _KEYS_AT_ONCE):
        yield listed[first : first + _KEYS_AT_ONCE]
