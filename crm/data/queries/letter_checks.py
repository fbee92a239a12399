"""What speaks against sending queued packs that only the book can know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.queries.objections import objects_to
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.domain.calendar import say_date, to_local
from crm.domain.objections import Channel

LATELY = 14
"""Days within which a second pack to the same company is worth a question."""


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to look at before a queued pack goes out; `holds` where it must not go."""

    document_id: int
    message: str
    holds: bool


def cautions(reading: Reading, document_ids: Sequence[int]) -> tuple[Caution, ...]:
    """Say of queued packs who objects by now, is in the trash or had a pack a few days ago."""
    found: list[Caution] = []
    query = (
        select(
            Document.id,
            Document.company_id,
            Document.person_id,
            Document.channel,
            Company.name,
            Company.trashed_at,
        )
        .join(Company, Company.id == Document.company_id)
        .where(Document.id.in_(document_ids))
    )
    for row in reading.sql.execute(query).all():
        if row.trashed_at is not None:
            found.append(Caution(row.id, f"{row.name} is in the trash.", holds=True))
        wish = objects_to(reading, Channel(row.channel), row.company_id, row.person_id)
        if wish is not None:
            day = say_date(to_local(wish.taken_at).date(), reading.today)
            words = f"{row.name} asked on {day} not to be reached by {row.channel}."
            found.append(Caution(row.id, words, holds=True))
        found += _other_packs(reading, row.id, row.company_id)
    return tuple(found)


def _other_packs(reading: Reading, document_id: int, company_id: int) -> list[Caution]:
    since = reading.today - timedelta(days=LATELY)
    query = select(Document.state, Document.posted_on, Document.reference).where(
        Document.company_id == company_id,
        Document.id != document_id,
        (Document.posted_on >= since) | Document.state.in_(("queued", "produced", "printed")),
    )
    cautions_found = []
    for other in reading.sql.execute(query.order_by(Document.id)):
        if other.posted_on is not None:
            days = (reading.today - other.posted_on).days
            ago = "today" if days == 0 else f"{days} day{'' if days == 1 else 's'} ago"
            words = f"{other.reference} was posted to them {ago}."
        else:
            words = f"{other.reference} is waiting for them already."
        cautions_found.append(Caution(document_id, words, holds=False))
    return cautions_found
