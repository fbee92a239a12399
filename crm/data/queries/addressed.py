"""To whom packs go by post: the one source of labels, envelopes and posting lists."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.data.records.people import Person
from crm.domain.addresses import Address, one_line, read_address
from crm.domain.errors import Refusal
from crm.domain.person_names import PersonName, display

_AT_ONCE: Final = 500
_NOT_BY_POST: Final = frozenset({"emailed", "removed"})


@dataclass(frozen=True, slots=True)
class Addressed:
    """One pack and where it goes; `person` and `job_title` are "" where nobody is named.

    What was printed on a made pack stays: its label says the same, whatever changed since.
    """

    document_id: int
    company_id: int
    reference: str
    organisation: str
    person: str
    job_title: str
    address: Address


@dataclass(frozen=True, slots=True)
class _Who:
    id: int
    name: str
    job_title: str


def addressed(reading: Reading, document_ids: Sequence[int]) -> tuple[Addressed, ...]:
    """Read to whom packs go, in the order asked; those that go by email are left out.

    A queued pack goes where the company is now, a made one where its letter says. Packs that are
    no longer there are left out too.
    """
    found: dict[int, Addressed] = {}
    for keys in _pieces(document_ids):
        found |= _read(reading, keys)
    return tuple(found[key] for key in document_ids if key in found)


def _read(reading: Reading, document_ids: Sequence[int]) -> dict[int, Addressed]:
    rows = reading.sql.execute(
        select(
            Document.id,
            Document.company_id,
            Document.person_id,
            Document.reference,
            Document.state,
            Document.recipient,
            Company.name,
            Company.premises,
            Company.street,
            Company.locality,
            Company.town,
            Company.postcode,
        )
        .join(Company, Company.id == Document.company_id)
        .where(
            Document.id.in_(document_ids),
            Document.channel == "post",
            Document.state.not_in(_NOT_BY_POST),
        )
    ).all()
    people = _people(reading, sorted({row.company_id for row in rows}))
    made: dict[int, Addressed] = {}
    for row in rows:
        known = people.get(row.company_id, ())
        if row.person_id is not None:
            known = tuple(one for one in known if one.id == row.person_id)
        who = known[0] if known else _Who(0, "", "")
        address = Address(row.premises, row.street, row.locality, row.town, row.postcode)
        now = Addressed(
            row.id, row.company_id, row.reference, row.name, who.name, who.job_title, address
        )
        frozen = row.state != "queued" and row.recipient
        made[row.id] = _as_printed(now, row.recipient) if frozen else now
    return made


def _as_printed(now: Addressed, frozen: Mapping[str, Any]) -> Addressed:
    """Take what a made letter says where it differs from what the book says now."""
    said = str(frozen.get("address", ""))
    person = str(frozen.get("person", ""))
    address = now.address
    if said and said != one_line(address):
        try:
            address = read_address(said)
        except Refusal:  # kept before addresses were checked
            address = Address(street=said)
    return Addressed(
        now.document_id,
        now.company_id,
        now.reference,
        str(frozen.get("organisation", "")) or now.organisation,
        person,
        now.job_title if person == now.person else "",
        address,
    )


def _people(reading: Reading, company_ids: Sequence[int]) -> dict[int, tuple[_Who, ...]]:
    """Read who is at some companies, those first to whom a letter for nobody else goes."""
    query = (
        select(
            Person.company_id,
            Person.id,
            Person.title,
            Person.forenames,
            Person.surname,
            Person.suffix,
            Person.job_title,
        )
        .where(Person.company_id.in_(company_ids), Person.left_on.is_(None))
        .order_by(
            Person.company_id, (Person.role == "decision maker").desc(), Person.position, Person.id
        )
    )
    found: dict[int, tuple[_Who, ...]] = {}
    for row in reading.sql.execute(query):
        name = display(PersonName(row.title, row.forenames, row.surname, row.suffix))
        who = _Who(row.id, name, row.job_title)
        found[row.company_id] = (*found.get(row.company_id, ()), who)
    return found


def _pieces(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]
