"""What to remind of: promised times that are near, and those that passed while nobody looked.

Pure: it is given the promises that stand open, what was remembered at the last look, and the
time. It keeps to two rules whatever the clock does. Each promise is told once for each instant
it is due at, and a snoozed one once more for each snooze. None that is due at a look goes
untold. All instants are aware, so that time zones and clock changes are none of its business.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from crm.domain.calendar import say_clock

AWAY: timedelta = timedelta(minutes=2)
"""A longer time between two looks means that nobody was there to be reminded."""

SNOOZE: timedelta = timedelta(minutes=10)

REMEMBERED = 5_000
"""How many instants are remembered as told; beyond, the oldest are let go. By number and not
by age, because a clock that is set forward would make all of them old at once."""


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """One next step at one instant: a step that is moved to another time is due anew."""

    at: datetime
    step_id: int


@dataclass(frozen=True, slots=True)
class Promise:
    """A next step at a clock time that somebody was told; `person` and `text` may be empty."""

    step_id: int
    company_id: int
    company: str
    due_at: datetime
    person: str = ""
    text: str = ""

    @property
    def due(self) -> Due:
        """What it is remembered by."""
        return Due(self.due_at, self.step_id)


@dataclass(frozen=True, slots=True)
class Snooze:
    """A reminder put off; the promise itself stays where it is."""

    due: Due
    made_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class ReminderMemory:
    """What is remembered from look to look; `looked_at` is None before the first one."""

    looked_at: datetime | None = None
    told: frozenset[Due] = frozenset()
    snoozed: tuple[Snooze, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What one look finds: `remind` of these now, list those that `came_due` unseen."""

    remind: tuple[Promise, ...]
    came_due: tuple[Promise, ...]
    memory: ReminderMemory


class Absence(StrEnum):
    """Why promises came due unseen."""

    CLOSED = "while Muster was closed"
    ASLEEP = "while this machine slept"
    CLOCK = "when the clock of this machine was set forward"


def look(
    promises: Iterable[Promise], memory: ReminderMemory, now: datetime, ahead: timedelta
) -> Look:
    """Say what to remind of at `now`, `ahead` of each time.

    `promises` are those still open whose time is before `now + ahead`; others are ignored. At
    the very first look what is overdue already counts as told: the queue shows it.
    """
    ripe = sorted((p for p in promises if p.due_at - ahead <= now), key=lambda p: p.due)
    first = memory.looked_at is None
    away = memory.looked_at is not None and now - memory.looked_at > AWAY
    remind: list[Promise] = []
    came_due: list[Promise] = []
    for promise in ripe:
        if promise.due in memory.told:
            continue
        if promise.due_at > now:
            remind.append(promise)
        elif away:
            came_due.append(promise)
        elif not first:
            remind.append(promise)
    again, snoozed = _wake(ripe, memory.snoozed, now, ahead)
    fresh = {promise.due for promise in remind}
    remind += [promise for promise in again if promise.due not in fresh]
    told = memory.told | {promise.due for promise in ripe}
    return Look(
        tuple(remind), tuple(came_due), ReminderMemory(now, frozenset(_newest(told)), snoozed)
    )


def put_off(
    memory: ReminderMemory, due: Due, now: datetime, length: timedelta = SNOOZE
) -> ReminderMemory:
    """Remember to remind once more after a while; the promise itself is not moved."""
    others = tuple(one for one in memory.snoozed if one.due != due)
    return replace(memory, snoozed=(*others, Snooze(due, now, now + length)))


def why_away(passed: timedelta, ran: timedelta | None) -> Absence:
    """Say why nobody looked for the time that has `passed` by the clock.

    `ran` is how long the machine itself says it was, asleep or awake; None where the program
    has only just begun.
    """
    if ran is None:
        return Absence.CLOSED
    return Absence.CLOCK if abs(passed - ran) > AWAY else Absence.ASLEEP


def say_promise(promise: Promise) -> str:
    """Say what was promised: `10:30, Sarah Marsh at Potteries Data`."""
    whom = f"{promise.person} at {promise.company}" if promise.person else promise.company
    return f"{say_clock(promise.due_at)}, {whom}"


def say_how_soon(promise: Promise, now: datetime) -> str:
    """Say how far off it is: `in 5 minutes`, `now`, `12 minutes ago`, `3 hours ago`."""
    minutes = round((promise.due_at - now).total_seconds() / 60)
    if minutes == 0:
        return "now"
    if minutes > 0:
        return f"in {_count(minutes, 'minute')}"
    if minutes > -120:
        return f"{_count(-minutes, 'minute')} ago"
    return f"{_count(-minutes // 60, 'hour')} ago" if minutes > -48 * 60 else "days ago"


def _wake(
    ripe: Sequence[Promise], snoozed: Sequence[Snooze], now: datetime, ahead: timedelta
) -> tuple[list[Promise], tuple[Snooze, ...]]:
    """Tell which snoozes are over; those of steps that are done are let go.

    A clock that was set back to before the snooze ends it, so that it lasts no two days.
    """
    known = {promise.due: promise for promise in ripe}
    again: list[Promise] = []
    left: list[Snooze] = []
    for one in snoozed:
        promise = known.get(one.due)
        if promise is None:
            if one.due.at - ahead > now:
                left.append(one)
        elif one.made_at <= now < one.until:
            left.append(one)
        else:
            again.append(promise)
    return again, tuple(left)


def _newest(told: frozenset[Due]) -> Iterable[Due]:
    return told if len(told) <= REMEMBERED else sorted(told)[-REMEMBERED:]


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
