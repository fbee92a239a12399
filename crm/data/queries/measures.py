"""What calling came to in some days.

The calls are grouped by the clock hour they began in within the database: one look at the
activities of the span gives every number of calls and the map of the week.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Text, and_, cast, func, select
from sqlalchemy.orm import aliased

from crm.data.connection import Reading
from crm.data.queries.invariants import companies_without_step
from crm.data.queries.letters import written_packs
from crm.data.records.activities import Activity, NextStep
from crm.data.records.letters import Document
from crm.domain.calendar import PartOfDay
from crm.domain.measures import (
    PACKS,
    Effort,
    HeatMap,
    HourTally,
    Measure,
    Promise,
    Span,
    efforts,
    heat_map,
    judge_promise,
)

_AT_ONCE = 500


TIME_NOTED = "time_noted"
"""In the details of a call that was keyed in without the time it was made at: False."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The numbers of a span: for everybody, by organiser, and the map of the week.

    `without_step` counts the open companies that have no next step now; it must be 0.
    """

    span: Span
    whole: Effort
    by_organiser: tuple[tuple[str, Effort], ...]
    without_step: int
    heat: HeatMap


def measures(reading: Reading, span: Span) -> Measures:
    """Add up what was done in a span."""
    tallies = hour_tallies(reading, span)
    judged = [(one.who, judge_promise(one, reading.now)) for one in promises(reading, span)]
    added = efforts(tallies, judged, _packs(reading, span))
    return Measures(
        span,
        added[""],
        tuple((who, effort) for who, effort in added.items() if who),
        len(companies_without_step(reading)),
        heat_map(tallies),
    )


def hour_tallies(reading: Reading, span: Span) -> tuple[HourTally, ...]:
    """Count the calls of a span by organiser and clock hour."""
    hour, timed = clock_hour(), time_is_noted()
    query = (
        select(
            Activity.who,
            hour.label("hour"),
            timed.label("timed"),
            func.count(Activity.id),
            func.count(Activity.id).filter(Activity.reached),
            func.count(Activity.id).filter(Activity.conversation),
        )
        .where(calls_in(span))
        .group_by(Activity.who, "hour", "timed")
        .order_by("hour", Activity.who, "timed")
    )
    return tuple(
        HourTally(who, _moment(text), dials, reached, talks, timed=bool(noted))
        for who, text, noted, dials, reached, talks in reading.sql.execute(query)
    )


def promises(reading: Reading, span: Span) -> tuple[Promise, ...]:
    """List the promises whose day is in a span, each with the first call after it was made."""
    call, maker = aliased(Activity), aliased(Activity)
    called = (
        select(func.min(call.happened_at))
        .where(
            call.company_id == NextStep.company_id,
            call.happened_at > NextStep.made_at,
            call.kind == "call",
        )
        .correlate(NextStep)
        .scalar_subquery()
    )
    who = (
        select(func.min(maker.who))
        .where(
            maker.company_id == NextStep.company_id,
            maker.happened_at == NextStep.made_at,
            maker.kind == "call",
        )
        .correlate(NextStep)
        .scalar_subquery()
    )
    query = (
        select(
            NextStep.id,
            NextStep.company_id,
            who.label("who"),
            NextStep.due_on,
            NextStep.due_at,
            NextStep.part,
            NextStep.made_at,
            NextStep.done_at,
            called.label("called_at"),
        )
        .where(NextStep.promised, NextStep.due_on.between(span.first, span.last))
        .order_by(NextStep.due_on.desc(), NextStep.id.desc())
    )
    return tuple(
        Promise(
            row.id,
            row.company_id,
            row.who or "",
            row.due_on,
            row.due_at,
            PartOfDay(row.part) if row.part else None,
            row.made_at,
            row.done_at,
            row.called_at,
        )
        for row in reading.sql.execute(query)
    )


def calls_in(span: Span) -> ColumnElement[bool]:
    """Ask for the calls of a span."""
    return and_(
        Activity.kind == "call",
        Activity.happened_at >= span.starts,
        Activity.happened_at < span.ends,
    )


def clock_hour() -> ColumnElement[str]:
    """Name the clock hour in UTC, `2003-03-14 10`; both engines write instants so."""
    return func.substr(cast(Activity.happened_at, Text), 1, 13)


def time_is_noted() -> ColumnElement[bool]:
    """Ask whether a call was logged with the time it was made at, not keyed in without one."""
    noted: ColumnElement[str] = Activity.details[TIME_NOTED].as_string()
    return noted.is_(None)


def _moment(hour: str) -> datetime:
    return datetime.strptime(hour, "%Y-%m-%d %H").replace(tzinfo=UTC)


def _packs(reading: Reading, span: Span) -> Counter[tuple[str, Measure]]:
    counts: Counter[tuple[str, Measure]] = Counter()
    for measure in PACKS:
        each = select(pack_who(measure).label("who")).where(packs_in(span, measure)).subquery()
        query = select(each.c.who, func.count()).group_by(each.c.who)
        for name, count in reading.sql.execute(query):
            counts[name or "", measure] += count
    return counts


def packs_in(span: Span, measure: Measure) -> ColumnElement[bool]:
    """Ask for the packs queued, or sent, in a span; written letters are none."""
    packed = Document.pack_id.not_in(written_packs())
    if measure is Measure.PACKS_POSTED:
        return and_(Document.posted_on.between(span.first, span.last), packed)
    return and_(
        packed,
        Document.state != "removed",
        Document.queued_at >= span.starts,
        Document.queued_at < span.ends,
    )


def pack_who(measure: Measure) -> ColumnElement[str | None]:
    """Who queued a pack; who posted it stands in the timeline."""
    if measure is Measure.PACKS_QUEUED:
        return Document.__table__.c.queued_by
    return (
        select(func.min(Activity.who))
        .where(Activity.document_id == Document.id, Activity.kind == "pack")
        .correlate(Document)
        .scalar_subquery()
    )
