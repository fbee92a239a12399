"""The organiser's own hand in the queue: what a mark is, and how long a snooze may be typed."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from crm.domain.calendar import local_day, say_clock, to_instant
from crm.domain.clock_phrases import read_clock
from crm.domain.errors import Refusal


class MarkKind(StrEnum):
    """What the organiser may say about a company's place; the values are stored."""

    PINNED = "pinned"
    LATER = "later"
    SNOOZED = "snoozed"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one company that count today, each by when it was made.

    `snoozed_until` is when a snooze ends; once it is over the company comes up again.
    """

    pinned_at: datetime | None = None
    later_at: datetime | None = None
    snoozed_until: datetime | None = None
    added_at: datetime | None = None

    def wanted(self) -> bool:
        """Whether the company is to be called today whatever its next step says."""
        return self.pinned_at is not None or self.added_at is not None

    def __bool__(self) -> bool:
        return self != NO_MARKS


NO_MARKS = Marks()

SNOOZE = timedelta(minutes=30)
"""How long a company is snoozed where nothing else is typed."""

SNOOZES = "20m, 1h, 1h 30m, 3pm or 15:30"
"""The examples that a refusal ends with."""

_LONGEST = 40
_SPAN = re.compile(
    r"(?:(?P<hours>\d{1,2}(?:\.5)?) ?(?:h|hrs?|hours?))?"
    r"(?: ?(?:and )?(?P<minutes>\d{1,3}) ?(?P<unit>m|mins?|minutes?)?)?",
    re.ASCII,
)
_WORDS = {"half an hour": SNOOZE, "an hour": timedelta(hours=1), "one hour": timedelta(hours=1)}


def read_snooze(text: str, now: datetime) -> datetime:
    """Read until when a company is snoozed, as a length of time or a clock time of today.

    Nothing typed means half an hour. What is past, beyond midnight or not understood raises
    Refusal for the field `until` and says what to type instead.
    """
    phrase = " ".join(text.casefold().removeprefix("+").split()).removeprefix("in ")
    phrase = phrase.removeprefix("for ").removeprefix("until ").removeprefix("till ")
    if len(phrase) > _LONGEST:
        raise _not_understood(text)
    span = _read_span(phrase)
    until = _read_clock(phrase, text, now) if span is None else now + span
    until = until.replace(second=0, microsecond=0)  # as it is said
    if until <= now:
        raise _refused(f"{say_clock(until)} is past.")
    if local_day(until) != local_day(now):
        raise _refused("A snooze ends today: set the next step (Ctrl+T) for another day.")
    return until


def _read_span(phrase: str) -> timedelta | None:
    if not phrase:
        return SNOOZE
    if phrase in _WORDS:
        return _WORDS[phrase]
    if phrase.isdecimal() and len(phrase) < 4:
        raise _refused(f"“{phrase[:8]}” could be minutes or an hour: type {_either(phrase)}.")
    found = _SPAN.fullmatch(phrase)
    if found is None:
        return None
    span = timedelta(hours=float(found["hours"] or 0), minutes=int(found["minutes"] or 0))
    if not span:
        raise _refused("That is no time at all.")
    return span


def _either(digits: str) -> str:
    return f"{digits[:3]}m or {int(digits) % 12 or 12}pm" if len(digits) < 3 else f"{digits[:3]}m"


def _read_clock(phrase: str, typed: str, now: datetime) -> datetime:
    try:
        clock = read_clock(phrase)
    except Refusal as refusal:
        raise _refused(refusal.message) from refusal
    if clock is None or clock.at is None:
        raise _not_understood(typed)
    return to_instant(local_day(now), clock.at, field="until")


def _not_understood(text: str) -> Refusal:
    return _refused(f"“{text.strip()[:_LONGEST]}” is not understood: type {SNOOZES}.")


def _refused(message: str) -> Refusal:
    return Refusal(message, field="until")
