"""The call queue as it stands in the book now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import aliased

from crm.data.connection import Reading
from crm.data.queries.calling import members_among, numbers_to_dial, tries_of_day
from crm.data.queries.invariants import companies_without_step
from crm.data.queries.objections import objecting_companies
from crm.data.records.activities import Activity, NextStep
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.data.records.people import PhoneNumber
from crm.domain.calendar import PartOfDay
from crm.domain.call_queue import Candidate, Queue, build_queue
from crm.domain.objections import Channel
from crm.domain.outcomes import Outcome
from crm.domain.planned_steps import Heat, StepKind
from crm.domain.stages import Stage

NEW_SHOWN = 200
"""How many companies of each source that were never called the queue looks at."""

_SOURCES = ("referral", "event", "lapsed", "list", "other")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class CallQueue:
    """The queue, and how many companies wait beyond what it looks at.

    `to_call` counts everybody who may be called now; `never_called` those of them that nobody
    has rung, whether or not they are among the rows. `later` counts the steps of other days,
    `without_number` the new companies that lack a number, `without_step` the open companies
    that have lost their next step (always 0 unless the book is damaged).
    """

    queue: Queue
    to_call: int
    never_called: int
    later: int
    without_number: int
    without_step: int


def call_queue(reading: Reading) -> CallQueue:
    """Order the companies to call now, with the reason for each."""
    due = _candidates(reading, _due(reading.today))
    new = [c for source in _SOURCES for c in _candidates(reading, _never_called(source))]
    queue = build_queue([*due, *new], reading.now)
    never, without_number = _count_new(reading)
    shown = sum(row.group == 4 for row in queue.rows)
    beyond = max(0, never - len(new))
    return CallQueue(
        queue,
        to_call=len(queue.rows) + beyond,
        never_called=shown + beyond,
        later=_later(reading),
        without_number=without_number,
        without_step=len(companies_without_step(reading)),
    )


def place_in_queue(reading: Reading, company_id: int) -> Candidate | None:
    """Give the facts of one company as the queue sees it; None where it is not in the book."""
    found = _candidates(reading, _facts().where(Company.id == company_id))
    return found[0] if found else None


def _facts() -> Select[*tuple[Any, ...]]:
    referrer = aliased(Company)
    last = (
        select(Activity.outcome)
        .where(Activity.company_id == Company.id, Activity.kind == "call")
        .order_by(Activity.happened_at.desc(), Activity.id.desc())
        .limit(1)
        .correlate(Company)
        .scalar_subquery()
    )
    return (
        select(
            Company.id,
            Company.name,
            Company.town,
            Company.stage,
            NextStep.kind,
            NextStep.due_on,
            NextStep.due_at,
            NextStep.part,
            NextStep.promised,
            NextStep.repeat,
            NextStep.text,
            Company.tries,
            Company.last_try_at,
            last.label("last_outcome"),
            Company.source_kind,
            Company.source,
            referrer.name.label("referrer"),
            Company.hot,
        )
        .outerjoin(NextStep, and_(NextStep.company_id == Company.id, NextStep.done_at.is_(None)))
        .outerjoin(referrer, referrer.id == Company.referred_by_id)
        .where(Company.trashed_at.is_(None))
    )


def _due(today: date) -> Select[*tuple[Any, ...]]:
    return _facts().where(NextStep.due_on <= today).order_by(NextStep.due_on, Company.id)


def _never_called(source: str) -> Select[*tuple[Any, ...]]:
    return (
        _facts()
        .where(Company.source_kind == source, _is_new(), _has_number())
        .order_by(Company.name_key, Company.id)
        .limit(NEW_SHOWN)
    )


def _is_new() -> ColumnElement[bool]:
    """Ask for companies nobody has called; those with a step of their own are due instead."""
    return and_(Company.stage == Stage.NEW.value, Company.trashed_at.is_(None), ~_has_step())


def _has_step() -> ColumnElement[bool]:
    step = aliased(NextStep)
    return exists().where(step.company_id == Company.id, step.done_at.is_(None)).correlate(Company)


def _has_number() -> ColumnElement[bool]:
    return (
        exists()
        .where(
            PhoneNumber.company_id == Company.id,
            PhoneNumber.state == "usable",
            PhoneNumber.e164.is_not(None),
        )
        .correlate(Company)
    )


def _candidates(reading: Reading, query: Select[*tuple[Any, ...]]) -> list[Candidate]:
    rows = reading.sql.execute(query).all()
    ids = [row.id for row in rows]
    if not ids:
        return []
    dialable = numbers_to_dial(reading, ids)
    objecting = objecting_companies(reading, Channel.CALL, ids)
    tried = tries_of_day(reading, reading.today)
    posted = _packs_posted(reading, ids)
    members = members_among(reading, ids)
    return [
        Candidate(
            company_id=row.id,
            name=row.name,
            town=row.town,
            stage=Stage(row.stage),
            step_kind=StepKind(row.kind) if row.kind else None,
            due_on=row.due_on,
            due_at=row.due_at,
            part=PartOfDay(row.part) if row.part else None,
            promised=bool(row.promised),
            repeat=bool(row.repeat),
            step_text=row.text or "",
            tries=row.tries,
            tries_today=tried.get(row.id, 0),
            last_try_at=row.last_try_at,
            last_outcome=Outcome(row.last_outcome) if row.last_outcome else None,
            source_kind=row.source_kind,
            source_text=_source_words(row.source_kind, row.source, row.referrer),
            hot=Heat(row.hot) if row.hot else None,
            pack_posted_on=posted.get(row.id),
            has_usable_number=row.id in dialable,
            objects=row.id in objecting,
            member=row.id in members,
        )
        for row in rows
    ]


def _source_words(kind: str, source: str, referrer: str | None) -> str:
    if referrer:
        return f"Referred by {referrer}"
    return source if kind in {"referral", "event"} else ""


def _packs_posted(reading: Reading, ids: Sequence[int]) -> Mapping[int, date]:
    found: dict[int, date] = {}
    for some in _chunks(ids):
        query = (
            select(Document.company_id, func.max(Document.posted_on))
            .where(Document.company_id.in_(some), Document.posted_on.is_not(None))
            .group_by(Document.company_id)
        )
        rows = reading.sql.execute(query)
        found.update((company, day) for company, day in rows if day is not None)
    return found


def _count_new(reading: Reading) -> tuple[int, int]:
    """Count the companies nobody has called: those with a number to dial, and those without."""
    usable = select(PhoneNumber.company_id).where(
        PhoneNumber.state == "usable", PhoneNumber.e164.is_not(None)
    )
    with_number = func.count(Company.id).filter(Company.id.in_(usable))
    query = select(func.count(Company.id), with_number).where(
        Company.stage == Stage.NEW.value, *_neither_in_trash_nor_with_step()
    )
    total, dialable = reading.sql.execute(query).one()
    return dialable, total - dialable


def _neither_in_trash_nor_with_step() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Ask by sets of keys, not row by row: a tenth of the time with 100,000 companies."""
    return (
        Company.id.not_in(_in_trash()),
        Company.id.not_in(select(NextStep.company_id).where(NextStep.done_at.is_(None))),
    )


def _in_trash() -> Select[int]:
    trashed = aliased(Company)
    return select(trashed.id).where(trashed.trashed_at.is_not(None))


def _later(reading: Reading) -> int:
    query = select(func.count(NextStep.id)).where(
        NextStep.done_at.is_(None),
        NextStep.due_on > reading.today,
        NextStep.company_id.not_in(_in_trash()),
    )
    return reading.sql.execute(query).scalar_one()


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
