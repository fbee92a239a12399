"""The call queue as it stands in the book now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from crm.data.connection import Reading
from crm.data.queries.call_sets import CallSetFacts, call_set, members_of
from crm.data.queries.calling_rules import calling_rules
from crm.data.queries.queue_counts import QueueCounts, count_queue
from crm.data.queries.queue_facts import candidates, facts, has_number, is_lapsed, is_new
from crm.data.queries.queue_marks import counting
from crm.data.records.activities import NextStep
from crm.data.records.calling import QueueMark
from crm.data.records.companies import Company
from crm.domain.call_order import moment_of, promised_now
from crm.domain.call_queue import Candidate, Queue, build_queue
from crm.domain.call_reasons import promised_for
from crm.domain.calling_rules import CALLING_RULES, CallingRules
from crm.domain.queue_marks import MarkKind

NEW_SHOWN = 200
"""How many companies that were never called the queue looks at."""

REST_SHOWN = 300
"""How many companies of a set that are not to be called now are listed with the reason.

Also how many without a number, where nobody else is to be called.
"""

_SOURCES = (("referral",), ("event",), ("lapsed",), ("list", "other"))
"""The kinds of sources in the order they are called; those called together are together."""


@dataclass(frozen=True, slots=True)
class CallQueue:
    """The queue, and how many companies wait beyond what it looks at.

    `to_call` counts everybody who may be called now; `never_called` those of them that nobody
    has rung, whether or not they are among the rows. `later` counts the steps of other days,
    `without_number` the new companies that lack a number, `without_step` the open companies
    that have lost their next step (always 0 unless the book is damaged). `working` is the set
    that is worked through, None for everybody; `companies` counts those outside the trash.
    """

    queue: Queue
    to_call: int
    never_called: int
    later: int
    without_number: int
    without_step: int
    companies: int = 0
    working: CallSetFacts | None = None
    rules: CallingRules = CALLING_RULES
    new_seen: int = 0
    """How many companies that were never called have been looked at."""
    counted: QueueCounts | None = None
    """What the counts above were taken from, to be given to the next question."""


def call_queue(
    reading: Reading, set_id: int | None = None, counts: QueueCounts | None = None
) -> CallQueue:
    """Order the companies to call now, with the reason for each.

    With `set_id` only those of a set are looked at, and the others of it are listed too; a set
    that is gone counts as none. What has been counted a moment ago may be given as `counts`:
    counting looks at the whole book, and takes longer than all the rest.
    """
    working = call_set(reading, set_id) if set_id is not None else None
    within = members_of(reading, working) if working is not None else None
    rules = calling_rules(reading)
    new = list(_never_called(reading, within))
    queries = [_due(reading.today), _wanted(reading), *([_rest(reading)] if working else [])]
    found = candidates(
        reading, [query if within is None else query.where(within) for query in queries], new
    )
    queue = build_queue(found, reading.now, rules=rules, closed_too=working is not None)
    if working is None and not queue.order:
        # Only now: finding those without a number may take a look at everybody.
        found += candidates(reading, [_silent()])
        queue = build_queue(found, reading.now, rules=rules)
    empty = CallQueue(queue, 0, 0, 0, 0, 0, 0, working, rules, len(new))
    return with_counts(empty, counts if counts is not None else count_queue(reading, within))


def queue_counts(reading: Reading, set_id: int | None = None) -> QueueCounts:
    """Count what the queue does not look at, in the whole book or in a set."""
    working = call_set(reading, set_id) if set_id is not None else None
    return count_queue(reading, members_of(reading, working) if working is not None else None)


def with_counts(found: CallQueue, counts: QueueCounts) -> CallQueue:
    """Give the same queue with the counts of what lies beyond it."""
    # Fewer than were asked for are all there are, whenever the rest was counted.
    all_seen = found.new_seen < NEW_SHOWN
    beyond = 0 if all_seen else max(0, counts.never_called - found.new_seen)
    shown = sum(row.group == 4 for row in found.queue.rows)
    return replace(
        found,
        to_call=len(found.queue.rows) + beyond,
        never_called=shown + beyond,
        later=counts.later,
        without_number=counts.without_number,
        without_step=counts.without_step,
        companies=counts.companies,
        counted=counts,
    )


def place_in_queue(reading: Reading, company_id: int) -> Candidate | None:
    """Give the facts of one company as the queue sees it; None where it is not in the book."""
    found = candidates(reading, [facts().where(Company.id == company_id)])
    return found[0] if found else None


def promise_due(reading: Reading, company_id: int) -> str | None:
    """Say for when a company was promised a call that is due ("for 10:30"); None without one."""
    candidate = place_in_queue(reading, company_id)
    moment = moment_of(reading.now, calling_rules(reading))
    if candidate is None or not promised_now(candidate, moment):
        return None
    return f"for {promised_for(candidate, reading.today)}"


def _due(today: date) -> Select[*tuple[Any, ...]]:
    return facts().where(NextStep.due_on <= today).order_by(NextStep.due_on, Company.id)


def _wanted(reading: Reading) -> Select[*tuple[Any, ...]]:
    """Ask for those that are called today because the organiser wants it."""
    marked = select(QueueMark.company_id).where(
        QueueMark.kind.in_((MarkKind.PINNED.value, MarkKind.TODAY.value)),
        counting(reading.now, reading.today),
    )
    return facts().where(Company.id.in_(marked))


def _silent() -> Select[*tuple[Any, ...]]:
    """Ask for those that were never called and cannot be, having no number."""
    silent = facts().where(is_new(), ~has_number())
    return silent.order_by(Company.name_key, Company.id).limit(REST_SHOWN)


def _rest(reading: Reading) -> Select[*tuple[Any, ...]]:
    """Ask for those of a set that are neither due nor new."""
    neither = or_(
        NextStep.due_on > reading.today,
        NextStep.id.is_(None) & ~(is_new() & has_number()),
    )
    return facts().where(neither).order_by(Company.name_key, Company.id).limit(REST_SHOWN)


_NEW = (
    facts()
    .where(is_new(), Company.source_kind == bindparam("kind"), has_number())
    .order_by(Company.name_key, Company.id)
    .limit(bindparam("most"))
)
"""Made once: putting it together takes longer than the book takes to answer."""


def _never_called(reading: Reading, within: ColumnElement[bool] | None) -> Iterator[Any]:
    """Read the first companies that were never called, in the order of their sources."""
    left, read = NEW_SHOWN, set[int]()
    new = _NEW if within is None else _NEW.where(within)
    for kinds in _SOURCES:
        rows = [
            row for kind in kinds for row in reading.sql.execute(new, {"kind": kind, "most": left})
        ]
        if "lapsed" in kinds:
            rows += reading.sql.execute(_lapsed(reading.today, left, within)).all()
        fresh = {row.id: row for row in rows if row.id not in read}
        read.update(fresh)
        yield from fresh.values()
        left -= len(fresh)
        if left <= 0:
            return


def _lapsed(today: date, most: int, within: ColumnElement[bool] | None) -> Select[*tuple[Any, ...]]:
    query = facts().where(is_lapsed(today), has_number())
    if within is not None:
        query = query.where(within)
    return query.order_by(Company.name_key, Company.id).limit(most)
