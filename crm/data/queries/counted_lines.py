"""The list behind each number that is measured: its length is the number."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, select

from crm.data.connection import Reading
from crm.data.queries.invariants import companies_without_step
from crm.data.queries.measures import (
    calls_in,
    clock_hour,
    pack_who,
    packs_in,
    promises,
    time_is_noted,
)
from crm.data.records.activities import Activity, NextStep
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.domain.calendar import PartOfDay
from crm.domain.measures import (
    PACKS,
    PROMISES,
    Measure,
    Promise,
    Span,
    hours_of_the_week,
    judge_promise,
)
from crm.domain.outcomes import RULES, Outcome

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Behind:
    """Which number is looked behind: of whom ("" everybody), of which hour of the week."""

    span: Span
    measure: Measure
    who: str = ""
    hour: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One thing that was counted. `id` names it among those of its measure; `at` may be unknown."""

    id: int
    company_id: int
    company: str
    at: datetime | None
    what: str
    who: str
    note: str


def behind_ids(reading: Reading, behind: Behind) -> "array[int]":
    """List the ids behind a number, newest first: of calls, documents, steps or companies."""
    if behind.measure is Measure.NO_STEP:
        return array("q", companies_without_step(reading))
    if behind.measure in PROMISES:
        return array(
            "q",
            (
                one.step_id
                for one in promises(reading, behind.span)
                if judge_promise(one, reading.now) is behind.measure and behind.who in {"", one.who}
            ),
        )
    query = _pack_ids(behind) if behind.measure in PACKS else _call_ids(behind)
    return array("q", reading.sql.execute(query).scalars())


def behind_rows(reading: Reading, behind: Behind, ids: Sequence[int]) -> tuple[CountedLine, ...]:
    """Give what some of the ids behind a number stand for, in their order."""
    make = _call_rows
    if behind.measure is Measure.NO_STEP:
        make = _company_rows
    elif behind.measure in PROMISES:
        make = _promise_rows
    elif behind.measure in PACKS:
        make = _pack_rows
    found: dict[int, CountedLine] = {}
    for start in range(0, len(ids), _AT_ONCE):
        found.update((line.id, line) for line in make(reading, ids[start : start + _AT_ONCE]))
    return tuple(found[key] for key in ids if key in found)


def _call_ids(behind: Behind) -> Select[Any]:
    query = select(Activity.id).where(calls_in(behind.span))
    if behind.measure is Measure.REACHED:
        query = query.where(Activity.reached)
    elif behind.measure is Measure.CONVERSATIONS:
        query = query.where(Activity.conversation)
    if behind.who:
        query = query.where(Activity.who == behind.who)
    if behind.hour is not None:
        hours = [
            f"{hour.astimezone(UTC):%Y-%m-%d %H}"
            for hour in hours_of_the_week(behind.span, *behind.hour)
        ]
        query = query.where(clock_hour().in_(hours), time_is_noted())
    return query.order_by(Activity.happened_at.desc(), Activity.id.desc())


def _pack_ids(behind: Behind) -> Select[Any]:
    query = select(Document.id).where(packs_in(behind.span, behind.measure))
    if behind.who:
        query = query.where(pack_who(behind.measure) == behind.who)
    newest = Document.posted_on if behind.measure is Measure.PACKS_POSTED else Document.queued_at
    return query.order_by(newest.desc(), Document.id.desc())


def _call_rows(reading: Reading, ids: Sequence[int]) -> list[CountedLine]:
    query = (
        select(
            Activity.id,
            Activity.company_id,
            Company.name,
            Activity.happened_at,
            Activity.outcome,
            Activity.who,
            Activity.note,
        )
        .join(Company, Company.id == Activity.company_id)
        .where(Activity.id.in_(ids))
    )
    return [
        CountedLine(
            row.id, row.company_id, row.name, row.happened_at, _ended(row), row.who, row.note
        )
        for row in reading.sql.execute(query)
    ]


def _ended(row: Row[*tuple[Any, ...]]) -> str:
    known = row.outcome in set(Outcome)
    return RULES[Outcome(row.outcome)].label if known else (row.outcome or "Call")


def _pack_rows(reading: Reading, ids: Sequence[int]) -> list[CountedLine]:
    query = (
        select(
            Document.id,
            Document.company_id,
            Company.name,
            Document.queued_at,
            Document.state,
            Document.queued_by,
            Document.reference,
        )
        .join(Company, Company.id == Document.company_id)
        .where(Document.id.in_(ids))
    )
    return [
        CountedLine(
            row.id,
            row.company_id,
            row.name,
            row.queued_at,
            f"Pack {row.state}",
            row.queued_by,
            row.reference,
        )
        for row in reading.sql.execute(query)
    ]


def _promise_rows(reading: Reading, ids: Sequence[int]) -> list[CountedLine]:
    query = (
        select(
            NextStep.id,
            NextStep.company_id,
            Company.name,
            NextStep.due_on,
            NextStep.due_at,
            NextStep.part,
            NextStep.text,
            NextStep.done_how,
        )
        .join(Company, Company.id == NextStep.company_id)
        .where(NextStep.id.in_(ids))
    )
    lines = []
    for row in reading.sql.execute(query):
        part = PartOfDay(row.part) if row.part else None
        day = Promise(row.id, 0, "", row.due_on, row.due_at, part, reading.now, None, None)
        what = row.text or "Call back"
        lines.append(
            CountedLine(row.id, row.company_id, row.name, day.time, what, "", row.done_how)
        )
    return lines


def _company_rows(reading: Reading, ids: Sequence[int]) -> list[CountedLine]:
    query = select(Company.id, Company.name, Company.stage).where(Company.id.in_(ids))
    return [
        CountedLine(row.id, row.id, row.name, None, row.stage, "", "")
        for row in reading.sql.execute(query)
    ]
