"""When the next step is due: typed in a few words, said back as an absolute date."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from crm.domain.calendar import (
    CALLING_HOURS,
    PartOfDay,
    bank_holidays,
    comes_twice,
    local_day,
    next_working_day,
    part_end,
    say_clock,
    say_date,
    to_instant,
    to_local,
    why_not_working,
)
from crm.domain.clock_phrases import Clock, read_clock
from crm.domain.day_phrases import Day, read_day
from crm.domain.errors import Refusal

UNDERSTOOD = (
    "tue 2pm, tomorrow am, fri, next tuesday, 14:30, +3d, +3wd (working days), 2w, in 3 weeks, "
    "1 mar 9:30, 14/03/2003 15:00 or end of month"
)
"""The examples that a refusal of what was not understood ends with."""

_FIELD = "next_step"
_LONGEST = 60
_FARTHEST = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class When:
    """A day, and a clock time or a part of the day if one was said.

    `at` is the UTC instant of a clock time; `day` is always its date in London. `warnings` are
    sentences for whoever typed it (a bank holiday, outside calling hours): nothing was moved.
    """

    day: date
    at: datetime | None = None
    part: PartOfDay | None = None
    warnings: tuple[str, ...] = ()


def read_when(text: str, now: datetime) -> When:
    """Read when the next step is due, seen from the aware instant `now`.

    What is past, does not exist, could mean two things or is not understood raises Refusal for
    the field `next_step` and says what to type instead. A day off, an hour outside calling
    hours and a date that is next year's are taken as typed, with a warning.
    """
    if len(text) > _LONGEST:
        raise _not_understood(text)
    words = _folded(text).split()
    found: list[When] = []
    refused: list[Refusal] = []
    for day_text, clock_text in _ways_to_take(words):
        try:
            when = _read(day_text, clock_text, now)
        except Refusal as refusal:
            refused.append(refusal)
        else:
            found += [when] if when is not None else []
    if found and all(when == found[0] for when in found):
        return found[0]
    if refused and not found:
        raise refused[0]
    raise _not_understood(text)


def say_when(when: When, today: date) -> str:
    """Say it as an absolute date: "Tue 18 Mar 14:00", "Tue 18 Mar, morning", "Tue 18 Mar"."""
    day = say_date(when.day, today)
    if when.at is not None:
        return f"{day} {say_clock(when.at)}"
    return day if when.part is None else f"{day}, {when.part}"


def _folded(text: str) -> str:
    """Lower case without commas, apostrophes and the dots of "a.m."; "this" morning is today's."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub("['’`]", "", folded).replace(",", " ")
    folded = re.sub(r"(?<=[a-z])\.(?=[a-z\s]|$)", "", folded)
    folded = re.sub(r"(?<=\d)t(?=\d)", " ", " ".join(folded.split()))
    return re.sub(r"\bthis (?=(?:early |late )?(?:morning|afternoon)\b)", "today ", folded)


def _ways_to_take(words: list[str]) -> list[tuple[str, str]]:
    """List every way to take neighbouring words as the day and all others as the clock time.

    The longest day comes first, so that its trouble is told rather than that of a lesser one.
    """
    ways = []
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            day = " ".join(words[start : start + length]).removeprefix("on ")
            ways.append((day, " ".join(words[:start] + words[start + length :])))
    return [*ways, ("", " ".join(words))] if words else []


def _read(day_text: str, clock_text: str, now: datetime) -> When | None:
    """Read a day and a clock time, either of which may be empty; None if one is no such thing."""
    day = read_day(day_text, now) if day_text else Day(local_day(now))
    if day is None:
        return None
    clock = read_clock(clock_text) if clock_text else Clock()
    if clock is None or (day.at is not None and clock_text) or not (day_text or clock.at):
        return None
    when = When(day.day, day.at, None, day.warnings)
    if clock.at is not None:
        when = replace(when, at=to_instant(day.day, clock.at, field=_FIELD))
        if comes_twice(day.day, clock.at):
            said = f"{clock.at:%H:%M} comes twice that night: the first is meant."
            when = replace(when, warnings=(*when.warnings, said))
    _check_ahead(when, now)
    if clock.parts and clock.at is None:
        ahead = [part for part in clock.parts if to_instant(day.day, part_end(part)) > now]
        if not ahead:
            raise Refusal("That part of today is over: type a later time.", field=_FIELD)
        when = replace(when, part=ahead[0])
    return replace(when, warnings=when.warnings + _warnings(when, now))


def _check_ahead(when: When, now: datetime) -> None:
    """Refuse what is past or too far ahead to be meant."""
    today = local_day(now)
    said = say_date(when.day, today)
    if when.day < today:
        raise Refusal(f"{said} is past: a next step lies ahead.", field=_FIELD)
    if when.at is not None and when.at <= now:
        raise Refusal(f"{say_clock(when.at)} has passed today: type a later time.", field=_FIELD)
    if when.day - today > _FARTHEST:
        raise Refusal(f"{said} is more than five years ahead.", field=_FIELD)


def _warnings(when: When, now: datetime) -> tuple[str, ...]:
    """Say what speaks against the day and the hour; nothing is moved because of it."""
    today = local_day(now)
    said = []
    why = why_not_working(when.day)
    if why is not None:
        name = f"{why}, a bank holiday" if when.day in bank_holidays(when.day.year) else f"a {why}"
        working = say_date(next_working_day(when.day), today)
        said.append(f"{say_date(when.day, today)} is {name}: the next working day is {working}.")
    opens, closes = CALLING_HOURS.opens, CALLING_HOURS.closes
    if when.at is not None:
        clock = to_local(when.at).time()
        if not opens <= clock < closes:
            hours = f"outside calling hours ({opens:%H:%M} to {closes:%H:%M})"
            meant = f": for the afternoon type {clock.hour + 12}:{clock.minute:02}"
            said.append(f"{clock:%H:%M} is {hours}{meant if 1 <= clock.hour <= 5 else ''}.")
    elif when.day == today and why is None and to_local(now).time() >= closes:
        said.append(f"Calling hours are over for today ({closes:%H:%M}).")
    return tuple(said)


def _not_understood(text: str) -> Refusal:
    shown = " ".join(text[: 2 * _LONGEST].split())
    if not shown:
        return Refusal(f"Say when, for example {UNDERSTOOD}.", field=_FIELD)
    shown = shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
    message = f"“{shown}” is no date or time that is understood. Type for example {UNDERSTOOD}."
    return Refusal(message, field=_FIELD)
