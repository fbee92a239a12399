"""The marks that the organiser has put on companies in the queue."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select

from crm.data.connection import Reading
from crm.data.records.calling import QueueMark
from crm.domain.queue_marks import NO_MARKS, MarkKind, Marks

_AT_ONCE = 500


def all_marks(reading: Reading) -> dict[int, Marks]:
    """Give the marks that count now, by company: they are few, whatever the size of the book."""
    query = _marks().where(counting(reading.now, reading.today))
    return _gathered(reading, query)


def marks_of(reading: Reading, company_id: int) -> Marks:
    """Give the marks of one company that count now."""
    query = _marks().where(QueueMark.company_id == company_id, counting(reading.now, reading.today))
    return _gathered(reading, query).get(company_id, NO_MARKS)


def mark_ids(
    reading: Reading, company_ids: Sequence[int], kinds: Sequence[MarkKind] = tuple(MarkKind)
) -> dict[tuple[int, MarkKind], int]:
    """Find the keys of the marks of some companies, also of those that no longer count."""
    wanted = [kind.value for kind in kinds]
    found: dict[tuple[int, MarkKind], int] = {}
    for start in range(0, len(company_ids), _AT_ONCE):
        query = select(QueueMark.company_id, QueueMark.kind, QueueMark.id).where(
            QueueMark.company_id.in_(company_ids[start : start + _AT_ONCE]),
            QueueMark.kind.in_(wanted),
        )
        for row in reading.sql.execute(query):
            found[row.company_id, MarkKind(row.kind)] = row.id
    return found


def counting(now: datetime, today: date) -> ColumnElement[bool]:
    """Ask for marks that count: a pin always, the others on their day.

    A snooze counts on the London day it ends, so that whoever was snoozed comes up then.
    """
    return or_(
        QueueMark.kind == MarkKind.PINNED.value,
        QueueMark.on_day == today,
        and_(QueueMark.kind == MarkKind.SNOOZED.value, QueueMark.until > now),
    )


def _marks() -> Select[int, str, datetime | None, datetime]:
    return select(QueueMark.company_id, QueueMark.kind, QueueMark.until, QueueMark.made_at)


def _gathered(
    reading: Reading, query: Select[int, str, datetime | None, datetime]
) -> dict[int, Marks]:
    found: dict[int, dict[MarkKind, tuple[datetime | None, datetime]]] = {}
    for company_id, kind, until, made_at in reading.sql.execute(query):
        found.setdefault(company_id, {})[MarkKind(kind)] = (until, made_at)
    return {company_id: _together(kinds) for company_id, kinds in found.items()}


def _together(kinds: dict[MarkKind, tuple[datetime | None, datetime]]) -> Marks:
    def made(kind: MarkKind) -> datetime | None:
        return kinds[kind][1] if kind in kinds else None

    return Marks(
        pinned_at=made(MarkKind.PINNED),
        later_at=made(MarkKind.LATER),
        snoozed_until=kinds[MarkKind.SNOOZED][0] if MarkKind.SNOOZED in kinds else None,
        added_at=made(MarkKind.TODAY),
    )
