"""The organiser's own hand in the queue: later today, snooze, pin, call today.

A promise that is due and a wish not to be called are stronger than any mark. Whoever has been
called carries no mark any more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from crm.actions.several import as_ids, count_companies
from crm.data.queries.callable_companies import not_callable
from crm.data.queries.queue import promise_due
from crm.data.queries.queue_marks import mark_ids
from crm.data.records.calling import QueueMark
from crm.data.records.companies import Company
from crm.data.work import Work
from crm.domain.calendar import local_day, say_clock
from crm.domain.errors import Refusal
from crm.domain.queue_marks import MarkKind

_INSTEAD = {
    MarkKind.PINNED: (MarkKind.LATER, MarkKind.SNOOZED),
    MarkKind.LATER: (MarkKind.PINNED, MarkKind.SNOOZED),
    MarkKind.SNOOZED: (MarkKind.LATER,),
    MarkKind.TODAY: (MarkKind.LATER, MarkKind.SNOOZED),
}
"""Which marks a new one takes the place of."""


@dataclass(frozen=True, slots=True)
class AddedToday:
    """How many companies were put onto today's list, and why the others were not, counted."""

    added: int
    left_out: Mapping[str, int]


def put_off(work: Work, company_id: int) -> None:
    """Put a company behind everything else of today; refuses one that is promised for now."""
    company = _to_put_off(work, company_id)
    _put(work, company_id, MarkKind.LATER)
    work.label(f"Put {company.name} off till later today")


def snooze(work: Work, company_id: int, until: datetime) -> None:
    """Leave a company alone until an instant of today; refuses one that is promised for now."""
    company = _to_put_off(work, company_id)
    if until <= work.now or local_day(until) != work.today:
        raise Refusal("A snooze ends later today.", field="until")
    _put(work, company_id, MarkKind.SNOOZED, until)
    work.label(f"Snooze {company.name} until {say_clock(until)}")


def pin_on_top(work: Work, company_id: int) -> None:
    """Put a company on top of the queue until it is called; refuses one nobody may call."""
    company = _to_be_called(work, company_id)
    _put(work, company_id, MarkKind.PINNED)
    work.label(f"Pin {company.name} to the top of the queue")


def call_today(work: Work, company_ids: int | Sequence[int]) -> AddedToday:
    """Put companies onto today's list, also those never called or due another day.

    Refuses where none of them can be called, saying why.
    """
    ids = as_ids(company_ids)
    barred = work.ask(not_callable, ids)
    able = [company_id for company_id in ids if company_id not in barred]
    left_out: dict[str, int] = {}
    for why in barred.values():
        left_out[why] = left_out.get(why, 0) + 1
    if not able:
        raise Refusal(_nobody(left_out, len(ids)), field="company")
    known = work.ask(mark_ids, able)
    stale = (MarkKind.TODAY, *_INSTEAD[MarkKind.TODAY])
    for (_company, kind), key in known.items():
        if kind in stale:
            work.delete(work.get(QueueMark, key))
    rows = [_row(work, company_id, MarkKind.TODAY) for company_id in able]
    work.insert_many(QueueMark, rows, note="Adding to today")
    name = work.get(Company, able[0]).name if len(able) == 1 else count_companies(len(able))
    work.label(f"Add {name} to today")
    for why, count in left_out.items():
        work.say(f"Left out: {count_companies(count)}, {why}.")
    return AddedToday(len(able), left_out)


def take_marks_off(work: Work, company_id: int) -> None:
    """Take every mark off a company, so that it stands where the rules put it."""
    company = work.get(Company, company_id)
    if not clear_marks(work, company_id):
        raise Refusal(f"{company.name} carries no mark.", field="company")
    work.label(f"Take the mark off {company.name}")


def clear_marks(work: Work, company_id: int) -> bool:
    """Let go of all marks of a company that has been called; tells whether there were any."""
    keys = work.ask(mark_ids, [company_id]).values()
    for key in keys:
        work.delete(work.get(QueueMark, key))
    return bool(keys)


def _to_put_off(work: Work, company_id: int) -> Company:
    company = _present(work, company_id)
    promised = work.ask(promise_due, company_id)
    if promised is not None:
        message = (
            f"{company.name} was promised a call {promised}, and a promise cannot be put off: "
            "log the call, or agree another time and give it with Ctrl+T."
        )
        raise Refusal(message, field="company")
    return company


def _to_be_called(work: Work, company_id: int) -> Company:
    company = _present(work, company_id)
    why = work.ask(not_callable, [company_id]).get(company_id)
    if why is not None:
        raise Refusal(f"{company.name} cannot be called: {why}.", field="company")
    return company


def _present(work: Work, company_id: int) -> Company:
    company = work.get(Company, company_id)
    if company.trashed_at is not None:
        raise Refusal(f"{company.name} is in the trash.", field="company")
    return company


def _put(work: Work, company_id: int, kind: MarkKind, until: datetime | None = None) -> None:
    """Put one mark in place of those it contradicts."""
    for (_company, known), key in work.ask(mark_ids, [company_id]).items():
        if known in _INSTEAD[kind] or known is kind:
            work.delete(work.get(QueueMark, key))
    work.add(QueueMark(**_row(work, company_id, kind, until)))


def _row(
    work: Work, company_id: int, kind: MarkKind, until: datetime | None = None
) -> dict[str, object]:
    return {
        "company_id": company_id,
        "kind": kind.value,
        "on_day": None if kind is MarkKind.PINNED else work.today,
        "until": until,
        "made_at": work.now,
        "who": work.who,
    }


def _nobody(left_out: Mapping[str, int], of: int) -> str:
    if of == 1:
        return f"This company cannot be called: {next(iter(left_out))}."
    said = "; ".join(f"{count_companies(count)} {why}" for why, count in left_out.items())
    return f"None of them can be called: {said}." if said else "No company is chosen."
