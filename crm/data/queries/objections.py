"""Who does not want to be called, posted to or emailed.

A wish is matched by record (the same company, person or number) and by the hashes of what it
covers (numbers, emails, postcode with name), so that a company that comes back by an import, a
merge or a restore is still recognised.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from crm.data.connection import Reading
from crm.data.records.activities import Objection, ObjectionKey
from crm.data.records.companies import Company
from crm.data.records.history import book_facts
from crm.data.records.people import EmailAddress, Person, PhoneNumber
from crm.domain.errors import BookTrouble
from crm.domain.objections import Channel, KeyKind, Scope, address_key, objection_hash

SALT = "salt"
"""The fact of the book that hashes are made with, as hexadecimal digits."""

_KEYS_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class ObjectionFacts:
    """One recorded wish; `in_error_at` is set where it was recorded in error."""

    id: int
    channel: Channel
    scope: Scope
    company_id: int | None
    person_id: int | None
    number_id: int | None
    words: str
    asked_by: str
    taken_by: str
    taken_at: datetime
    in_error_at: datetime | None
    in_error_reason: str

    @property
    def stands(self) -> bool:
        """Whether it counts: it was not recorded in error."""
        return self.in_error_at is None


def book_salt(reading: Reading) -> bytes:
    """Give the secret that hashes of this book are made with."""
    query = select(book_facts.c.value).where(book_facts.c.name == SALT)
    found = reading.sql.execute(query).scalar()
    if not found:
        raise BookTrouble(
            "damaged",
            "The book has lost the key to its list of people who must not be contacted.",
            "Restore the last backup: nobody can be called safely without that list.",
        )
    return bytes.fromhex(found)


def objects_to(
    reading: Reading,
    channel: Channel,
    company_id: int,
    person_id: int | None = None,
    e164: str | None = None,
) -> ObjectionFacts | None:
    """Find the newest standing objection that forbids reaching a company by a channel, or None.

    The company as a whole is always asked for, the person and the number where they are given;
    `e164` counts for calls only; for emails the addresses of the person, or without one the
    company's own, count too.
    """
    if not _any(reading, channel):
        return None
    salt = book_salt(reading)
    names = _names(reading, [company_id], person_id)
    hashes = [objection_hash(KeyKind.ADDRESS, key, salt) for _, key in names]
    if e164 and channel is Channel.CALL:
        hashes.append(objection_hash(KeyKind.NUMBER, e164, salt))
    if channel is Channel.EMAIL:
        own = select(EmailAddress.address).where(
            EmailAddress.company_id == company_id,
            EmailAddress.person_id.is_not_distinct_from(person_id),
        )
        addresses = reading.sql.execute(own).scalars()
        hashes.extend(objection_hash(KeyKind.EMAIL, one, salt) for one in addresses)
    covered = select(ObjectionKey.objection_id).where(ObjectionKey.key_hash.in_(hashes))
    either: list[ColumnElement[bool]] = [
        Objection.id.in_(covered),
        and_(Objection.scope == Scope.COMPANY.value, Objection.company_id == company_id),
    ]
    if person_id is not None:
        person = and_(Objection.scope == Scope.PERSON.value, Objection.person_id == person_id)
        either.append(person)
    query = _wishes().where(
        Objection.channel == channel.value, Objection.in_error_at.is_(None), or_(*either)
    )
    return next(_facts(reading, query.limit(1)), None)


def objecting_numbers(reading: Reading, numbers: Collection[str]) -> frozenset[str]:
    """Tell which of some numbers in E.164 form may not be called, whoever they belong to."""
    return _objecting(reading, Channel.CALL, KeyKind.NUMBER, numbers)


def objecting_emails(reading: Reading, addresses: Collection[str]) -> frozenset[str]:
    """Tell which of some email addresses may not be written to."""
    return _objecting(reading, Channel.EMAIL, KeyKind.EMAIL, addresses)


def objecting_people(
    reading: Reading, channel: Channel, person_ids: Collection[int]
) -> frozenset[int]:
    """Tell which of some people object for themselves, by record."""
    if not person_ids:
        return frozenset()
    query = select(Objection.person_id).where(
        Objection.channel == channel.value,
        Objection.scope == Scope.PERSON.value,
        Objection.in_error_at.is_(None),
    )
    return frozenset(person_ids).intersection(reading.sql.execute(query).scalars())


def objecting_companies(
    reading: Reading, channel: Channel, company_ids: Collection[int]
) -> frozenset[int]:
    """Tell which of many companies object as a whole, by record or by postcode and name.

    Reads nothing but the list of objections while that is empty, so that a queue may ask it for
    every candidate.
    """
    query = (
        select(Objection.scope, Objection.company_id, ObjectionKey.key_hash)
        .select_from(Objection)
        .outerjoin(ObjectionKey)
        .where(Objection.channel == channel.value, Objection.in_error_at.is_(None))
    )
    rows = reading.sql.execute(query).all()
    stopped = {row.key_hash for row in rows if row.key_hash is not None}
    wanted = set(company_ids)
    found = wanted & {row.company_id for row in rows if row.scope == Scope.COMPANY.value}
    if stopped:
        salt = book_salt(reading)
        for company, key in _names(reading, sorted(wanted - found)):
            if objection_hash(KeyKind.ADDRESS, key, salt) in stopped:
                found.add(company)
    return frozenset(found)


def objections_for(
    reading: Reading, company_id: int | None = None, *, in_error: bool = False
) -> tuple[ObjectionFacts, ...]:
    """List the wishes of one company and its people, or of everybody, newest first.

    Those recorded in error are left out unless `in_error`.
    """
    query = _wishes()
    if company_id is not None:
        query = query.where(Objection.company_id == company_id)
    if not in_error:
        query = query.where(Objection.in_error_at.is_(None))
    return tuple(_facts(reading, query))


def keys_to_cover(
    reading: Reading,
    channel: Channel,
    company_id: int,
    person_id: int | None = None,
) -> tuple[tuple[KeyKind, str], ...]:
    """List what a wish of a company, or of one person there, is to be recognised by.

    For calls all numbers of theirs on file, for emails all addresses; and always their postcode
    with their name.
    """
    address = list(_names(reading, [] if person_id else [company_id], person_id))
    keys = [(KeyKind.ADDRESS, key) for _, key in address]
    for kind, table, value in (
        (KeyKind.NUMBER, PhoneNumber, PhoneNumber.e164),
        (KeyKind.EMAIL, EmailAddress, EmailAddress.address),
    ):
        if (kind is KeyKind.NUMBER) is not (channel is Channel.CALL) or channel is Channel.POST:
            continue
        query = select(value).where(table.company_id == company_id, value.is_not(None))
        if person_id is not None:
            query = query.where(table.person_id == person_id)
        keys.extend((kind, one) for one in reading.sql.execute(query).scalars() if one)
    return tuple(dict.fromkeys(keys))


def _objecting(
    reading: Reading, channel: Channel, kind: KeyKind, values: Collection[str]
) -> frozenset[str]:
    if not values or not _any(reading, channel):
        return frozenset()
    salt = book_salt(reading)
    hashes = {objection_hash(kind, value, salt): value for value in set(values)}
    query = (
        select(ObjectionKey.key_hash)
        .join(Objection)
        .where(
            Objection.channel == channel.value,
            Objection.in_error_at.is_(None),
            ObjectionKey.key_hash.in_(hashes),
        )
    )
    stopped = set(reading.sql.execute(query).scalars())
    # Two ways of writing one value share a hash, so the values are asked, not the hashes.
    return frozenset(value for value in values if objection_hash(kind, value, salt) in stopped)


def _any(reading: Reading, channel: Channel) -> bool:
    query = select(Objection.id).where(Objection.channel == channel.value).limit(1)
    return reading.sql.execute(query).scalar() is not None


def _names(
    reading: Reading, company_ids: Sequence[int], person_id: int | None = None
) -> Iterator[tuple[int, str]]:
    """Give each company with the key of its postal address, and that of one person there."""
    for first in range(0, len(company_ids), _KEYS_AT_ONCE):
        some = company_ids[first : first + _KEYS_AT_ONCE]
        query = select(Company.id, Company.postcode, Company.name).where(
            Company.id.in_(some), Company.postcode != ""
        )
        for company, postcode, name in reading.sql.execute(query):
            yield company, address_key(postcode, name)
    if person_id is not None:
        person = (
            select(Company.id, Company.postcode, Person.forenames, Person.surname)
            .join(Company, Company.id == Person.company_id)
            .where(Person.id == person_id, Company.postcode != "")
        )
        for company, postcode, forenames, surname in reading.sql.execute(person):
            yield company, address_key(postcode, f"{forenames} {surname}")


def _wishes() -> Select[Any]:
    return select(*Objection.__table__.c).order_by(Objection.taken_at.desc(), Objection.id.desc())


def _facts(reading: Reading, query: Select[Any]) -> Iterator[ObjectionFacts]:
    for row in reading.sql.execute(query):
        values = row._asdict()
        values["channel"] = Channel(row.channel)
        values["scope"] = Scope(row.scope)
        yield ObjectionFacts(**values)
