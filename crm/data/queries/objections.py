"""Who does not want to be called, posted to or emailed.

A wish is matched by record (the same company, person or number) and by the hashes of what it
covers (numbers, emails, postcode with name), so that a company that comes back by an import, a
merge or a restore is still recognised. A number or address that came on file after the wish is
recognised by whose it is, so that it is reached at nobody else's either.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select

from crm.data.connection import Reading
from crm.data.queries.objection_keys import company_keys, holders_of, person_keys
from crm.data.records.activities import Objection, ObjectionKey
from crm.data.records.history import book_facts
from crm.data.records.people import EmailAddress, PhoneNumber
from crm.domain.errors import BookTrouble
from crm.domain.objections import (
    KEY_OF_CHANNEL,
    Channel,
    KeyKind,
    Scope,
    objection_hash,
)

SALT = "salt"
"""The fact of the book that hashes are made with, as hexadecimal digits."""


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
    kind, values = KEY_OF_CHANNEL[channel], [e164] if e164 and channel is Channel.CALL else []
    if channel is Channel.EMAIL:
        own = select(EmailAddress.address).where(
            EmailAddress.company_id == company_id,
            EmailAddress.person_id.is_not_distinct_from(person_id),
        )
        values = list(reading.sql.execute(own).scalars())
    holders = holders_of(reading, kind, values)
    companies = {company_id} | {company for _, company, _ in holders}
    people = {person for *_, person in holders if person} | ({person_id} if person_id else set())
    keys = [key for _, key in (*company_keys(reading, companies), *person_keys(reading, people))]
    hashes = [objection_hash(KeyKind.ADDRESS, key, salt) for key in keys]
    hashes += [objection_hash(kind, value, salt) for value in values]
    covered = select(ObjectionKey.objection_id).where(ObjectionKey.key_hash.in_(hashes))
    either = (
        Objection.id.in_(covered),
        and_(Objection.scope == Scope.COMPANY.value, Objection.company_id.in_(companies)),
        and_(Objection.scope == Scope.PERSON.value, Objection.person_id.in_(people)),
    )
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
    """Tell which of some people object for themselves, by record or by postcode and name."""
    return _by_record(reading, channel, Scope.PERSON, person_ids, person_keys)


def objecting_companies(
    reading: Reading, channel: Channel, company_ids: Collection[int]
) -> frozenset[int]:
    """Tell which of many companies object as a whole, by record or by postcode and name.

    Reads nothing but the list of objections while that is empty, so that a queue may ask it for
    every candidate.
    """
    return _by_record(reading, channel, Scope.COMPANY, company_ids, company_keys)


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
    address = (
        person_keys(reading, [person_id]) if person_id else company_keys(reading, [company_id])
    )
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
    by_hash = {value for value in values if objection_hash(kind, value, salt) in stopped}
    holders = holders_of(reading, kind, set(values) - by_hash)
    companies = objecting_companies(reading, channel, {company for _, company, _ in holders})
    people = objecting_people(reading, channel, {person for *_, person in holders if person})
    theirs = {known for known, company, who in holders if company in companies or who in people}
    return frozenset(by_hash | {value for value in values if value in theirs})


def _by_record(
    reading: Reading,
    channel: Channel,
    scope: Scope,
    keys: Collection[int],
    names: Callable[[Reading, Collection[int]], Iterator[tuple[int, str]]],
) -> frozenset[int]:
    """Tell which companies or people object, by their key or by what `names` gives for it.

    Reads nothing but the list of objections while that is empty.
    """
    if not keys:
        return frozenset()
    record = Objection.company_id if scope is Scope.COMPANY else Objection.person_id
    query = (
        select(Objection.scope, record, ObjectionKey.key_hash)
        .select_from(Objection)
        .outerjoin(ObjectionKey)
        .where(Objection.channel == channel.value, Objection.in_error_at.is_(None))
    )
    rows = reading.sql.execute(query).all()
    stopped = {row.key_hash for row in rows if row.key_hash is not None}
    wanted = set(keys)
    found = wanted & {row[1] for row in rows if row.scope == scope}
    if stopped:
        salt = book_salt(reading)
        for key, name in names(reading, sorted(wanted - found)):
            if objection_hash(KeyKind.ADDRESS, name, salt) in stopped:
                found.add(key)
    return frozenset(found)


def _any(reading: Reading, channel: Channel) -> bool:
    query = select(Objection.id).where(Objection.channel == channel.value).limit(1)
    return reading.sql.execute(query).scalar() is not None


def _wishes() -> Select[Any]:
    return select(*Objection.__table__.c).order_by(Objection.taken_at.desc(), Objection.id.desc())


def _facts(reading: Reading, query: Select[Any]) -> Iterator[ObjectionFacts]:
    for row in reading.sql.execute(query):
        values = row._asdict()
        values["channel"] = Channel(row.channel)
        values["scope"] = Scope(row.scope)
        yield ObjectionFacts(**values)
