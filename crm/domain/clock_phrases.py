"""The phrases a clock time or a part of the day can be typed in."""

import re
from dataclasses import dataclass
from datetime import time

from crm.domain.calendar import PartOfDay, part_at
from crm.domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time, or the parts of the day that may be meant (an afternoon has two)."""

    at: time | None = None
    parts: tuple[PartOfDay, ...] = ()


_AFTERNOON = (PartOfDay.EARLY_AFTERNOON, PartOfDay.LATE_AFTERNOON)
_PARTS = {
    "morning": (PartOfDay.MORNING,),
    "am": (PartOfDay.MORNING,),
    "first thing": (PartOfDay.MORNING,),
    "afternoon": _AFTERNOON,
    "pm": _AFTERNOON,
    "early afternoon": (PartOfDay.EARLY_AFTERNOON,),
    "late afternoon": (PartOfDay.LATE_AFTERNOON,),
}

_NOON = {"noon", "midday", "12 noon"}
_HOUR = re.compile(
    r"(?P<hour>\d{1,2})(?:(?P<mark>[:.])(?P<minute>\d\d))? ?(?P<half>am|pm)?(?: ?oclock)?",
    re.ASCII,
)
_FOUR_DIGITS = re.compile(r"(?P<hour>\d\d)(?P<minute>\d\d)", re.ASCII)


def read_clock(phrase: str) -> Clock | None:
    """Read a whole phrase as a clock time, a part of the day, or both; None if it is neither.

    The phrase is folded: lower case, single spaces, no commas. Times that do not exist or
    could be read in two ways ("at 2", "14.03") raise Refusal for the field `next_step`.
    """
    alone = phrase.removeprefix("in the ")
    if alone in _PARTS:
        return Clock(parts=_PARTS[alone])
    at = _read_time(phrase, ())
    if at is not None:
        return Clock(at)
    words = phrase.split()
    for cut in range(1, len(words)):
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        for part, clock in ((head, tail), (tail, head)):
            parts = _PARTS.get(part.removeprefix("in the "), ())
            at = _read_time(clock, parts) if parts else None
            if at is not None:
                return Clock(at)
    return None


def _read_time(phrase: str, parts: tuple[PartOfDay, ...]) -> time | None:
    """Read a clock time; the part of the day said beside it tells 2 in the afternoon from 2."""
    text = phrase.removeprefix("at ").removeprefix("@").strip()
    if text in _NOON:
        return _within(time(12), parts)
    found = _HOUR.fullmatch(text)
    if found:
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        if found["half"]:
            return _within(_twelve_hours(hour, minute, found["half"], text), parts)
        if not parts and found["minute"] is None:
            said = f"{hour % 12 or 12}am or {hour % 12 or 12}pm" if hour <= 12 else f"{hour}:00"
            raise _refused(f"“{text}” alone could be a time, a day or a year: type {said}.")
        if not parts and found["mark"] == "." and 1 <= minute <= 12:
            raise _refused(f"“{text}” could be a time or a date: type {hour}:{minute:02}.")
    else:
        found = _FOUR_DIGITS.fullmatch(text)
        if not found:
            return None
        hour, minute = int(found["hour"]), int(found["minute"])
        if not parts and 19 <= hour <= 21:
            raise _refused(f"“{text}” could be a year or a time: type {hour}:{minute:02}.")
    if parts and parts[0] is not PartOfDay.MORNING and 1 <= hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        raise _refused(f"There is no {text} on the clock.")
    return _within(time(hour, minute), parts)


def _twelve_hours(hour: int, minute: int, half: str, text: str) -> time:
    """Turn 2:30 pm into 14:30; 12 am is midnight and 12 pm noon."""
    if not 1 <= hour <= 12 or minute > 59:
        raise _refused(f"There is no {text} on the clock.")
    return time(hour % 12 + (12 if half == "pm" else 0), minute)


def _within(at: time, parts: tuple[PartOfDay, ...]) -> time:
    """Give the time back, or refuse one that is not in the part of the day said beside it."""
    if parts and part_at(at) not in parts:
        part = parts[0] if len(parts) == 1 else "afternoon"
        raise _refused(f"{at:%H:%M} is not in the {part}.")
    return at


def _refused(message: str) -> Refusal:
    return Refusal(message, field="next_step")
