"""What speaks against sending queued packs and letters that only the book can know."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.queries.firm_facts import addressees, own_emails
from crm.data.queries.letters import written_packs
from crm.data.queries.objections import objecting_emails, objects_to
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.domain.calendar import MONTHS, say_date, to_local
from crm.domain.objections import Channel

LATELY = 14
"""Days within which a second pack to the same company is worth a question."""

_AT_ONCE: Final = 400
_UNDER_WAY: Final = ("queued", "produced", "printed")


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to look at before a queued pack goes out; `holds` where it must not go.

    It is put right at the company, in `field`: trash, objection, address, email or packs.
    """

    document_id: int
    message: str
    holds: bool
    field: str = ""
    company_id: int = 0
    person_id: int | None = None


def cautions(reading: Reading, document_ids: Sequence[int]) -> tuple[Caution, ...]:
    """Say of queued packs who objects by now, has no address any more or had a pack lately."""
    rows = _rows(reading, document_ids)
    found = [*_holding(reading, rows), *_other_packs(reading, rows)]
    order = {key: place for place, key in enumerate(document_ids)}
    return tuple(sorted(found, key=lambda one: order[one.document_id]))


def holding(reading: Reading, document_ids: Sequence[int]) -> tuple[Caution, ...]:
    """Say which queued packs must not go out, whatever is drawn of them."""
    return tuple(_holding(reading, _rows(reading, document_ids)))


def emailed_to(reading: Reading, document_ids: Sequence[int]) -> Mapping[int, str]:
    """Give the address that each document would be emailed to; empty where there is none.

    It is the addressee's own, else the company's; never one that objects to email.
    """
    return _addresses(reading, _rows(reading, document_ids))


def _rows(reading: Reading, document_ids: Sequence[int]) -> list[Any]:
    columns = (
        Document.id, Document.company_id, Document.person_id, Document.channel,
        Document.pack_id.in_(written_packs()).label("written"), Company.name,
        Company.trashed_at, Company.address_bad_since,
    )  # fmt: skip
    found: list[Any] = []
    for start in range(0, len(document_ids), _AT_ONCE):
        query = (
            select(*columns)
            .join(Company, Company.id == Document.company_id)
            .where(Document.id.in_(document_ids[start : start + _AT_ONCE]))
            .order_by(Document.id)
        )
        found += reading.sql.execute(query).all()
    return found


def _holding(reading: Reading, rows: Sequence[Any]) -> Iterator[Caution]:
    by_email = [row for row in rows if row.channel == Channel.EMAIL]
    emails = _addresses(reading, by_email)
    for row in rows:
        if row.trashed_at is not None:
            yield _caution(row, f"{row.name} is in the trash.", "trash")
        wish = objects_to(reading, Channel(row.channel), row.company_id, row.person_id)
        if wish is not None:
            day = say_date(to_local(wish.taken_at).date(), reading.today)
            words = f"{row.name} asked on {day} not to be reached by {row.channel}."
            yield _caution(row, words, "objection")
        if row.channel == Channel.POST and row.address_bad_since is not None:
            words = f"A letter came back from this address on {_say(row.address_bad_since)}."
            yield _caution(row, words, "address")
        if row.channel == Channel.EMAIL and not emails[row.id]:
            yield _caution(row, f"{row.name} has no email address to write to.", "email")


def _addresses(reading: Reading, rows: Sequence[Any]) -> Mapping[int, str]:
    wanted = [(row.company_id, row.person_id) for row in rows]
    whom = addressees(reading, wanted, Channel.EMAIL)
    own = own_emails(reading, [company for company, _ in wanted])
    likely = {one.email for one in whom if one and one.email} | set(own.values())
    objecting = objecting_emails(reading, likely)
    found: dict[int, str] = {}
    for row, one in zip(rows, whom, strict=True):
        possible = (one.email if one else "", own.get(row.company_id, ""))
        usable = (address for address in possible if address and address not in objecting)
        found[row.id] = next(usable, "")
    return found


def _other_packs(reading: Reading, rows: Sequence[Any]) -> Iterator[Caution]:
    since = reading.today - timedelta(days=LATELY)
    rows = [row for row in rows if not row.written]
    companies = list(dict.fromkeys(row.company_id for row in rows))
    others: dict[int, list[Any]] = {}
    for start in range(0, len(companies), _AT_ONCE):
        query = (
            select(
                Document.id,
                Document.company_id,
                Document.state,
                Document.posted_on,
                Document.reference,
            )
            .where(
                Document.company_id.in_(companies[start : start + _AT_ONCE]),
                (Document.posted_on >= since) | Document.state.in_(_UNDER_WAY),
                Document.pack_id.not_in(written_packs()),
            )
            .order_by(Document.id)
        )
        for other in reading.sql.execute(query):
            others.setdefault(other.company_id, []).append(other)
    for row in rows:
        for other in others.get(row.company_id, ()):
            if other.id == row.id:
                continue
            if other.posted_on is not None:
                how = "emailed" if other.state == "emailed" else "posted"
                ago = _ago(other.posted_on, reading.today)
                words = f"{other.reference} was {how} to them {ago}."
            else:
                words = f"{other.reference} is waiting for them already."
            yield _caution(row, words, "packs", holds=False)


def _caution(row: Any, message: str, field: str, *, holds: bool = True) -> Caution:
    return Caution(row.id, message, holds, field, row.company_id, row.person_id)


def _ago(day: date, today: date) -> str:
    days = (today - day).days
    return "today" if days == 0 else f"{days} day{'' if days == 1 else 's'} ago"


def _say(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"
