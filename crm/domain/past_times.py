"""When a call that is keyed in afterwards was made: typed in a few words, never guessed."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from crm.domain.calendar import WEEKDAYS, comes_twice, local_day, say_date, to_instant, to_local
from crm.domain.clock_phrases import read_clock
from crm.domain.day_phrases import MONTH_OF, NUMBER_OF, WEEKDAY_OF, Words, calendar_date
from crm.domain.errors import Refusal

UNDERSTOOD: Final = "15:10, yesterday 15:10, fri 10:00, 14 mar 9:30 or 20 min ago"
FIELD: Final = "at"
_LONGEST = 60
_FARTHEST = timedelta(days=5 * 366)

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = rf"(?P<month>{'|'.join(MONTH_OF)})"
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAY_OF)})"
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(NUMBER_OF)})"
_AGO = re.compile(
    rf"(?:about )?(?:{_NUMBER} ?(?P<unit>min|mins|minute|minutes|h|hr|hrs|hour|hours)|half an hour)"
    " ago",
    re.ASCII,
)


def read_past(text: str, now: datetime) -> datetime | None:
    """Read when a call was made, as a UTC instant; None for empty text, which means now.

    What lies ahead, does not exist, could be two times or is not understood raises Refusal for
    the field `at`. A day alone is not enough: the call needs its time.
    """
    words = _folded(text)
    if not words or words in {"now", "just now"}:
        return None
    if len(text) > _LONGEST:
        raise _not_understood(text)
    ago = _AGO.fullmatch(words)
    if ago:
        return _ago(ago, now)
    pieces = words.split()
    refused: Refusal | None = None
    for length in range(len(pieces), -1, -1):
        for start in range(len(pieces) - length + 1 if length else 1):
            day_text = " ".join(pieces[start : start + length]).removeprefix("on ")
            clock_text = " ".join(pieces[:start] + pieces[start + length :])
            try:
                found = _read(day_text, clock_text, now)
            except Refusal as refusal:
                refused = refused or Refusal(refusal.message, field=FIELD)
            else:
                if found is not None:
                    return found
    raise refused or _not_understood(text)


def say_past(at: datetime, today: date) -> str:
    """Say when a call was made: "today 15:10", "yesterday 15:10", "Fri 14 Mar 10:00"."""
    day = local_day(at)
    clock = f"{to_local(at):%H:%M}"
    if day == today:
        return f"today {clock}"
    return f"{'yesterday' if day == today - timedelta(days=1) else say_date(day, today)} {clock}"


def _folded(text: str) -> str:
    folded = text.casefold().replace(",", " ").replace("’", "").replace("'", "")
    folded = re.sub(r"(?<=[a-z])\.(?=[a-z\s]|$)", "", folded)
    folded = re.sub(r"\bthis (?=(?:early |late )?(?:morning|afternoon)\b)", "today ", folded)
    folded = re.sub(r"\b(?P<day>yesterday|today) at\b", r"\g<day>", folded)
    return " ".join(folded.split())


def _ago(found: re.Match[str], now: datetime) -> datetime:
    minutes = 30
    if found["unit"]:
        number = NUMBER_OF.get(found["number"]) or int(found["number"])
        minutes = number * (60 if found["unit"].startswith("h") else 1)
    return now.astimezone(UTC).replace(second=0, microsecond=0) - timedelta(minutes=minutes)


def _read(day_text: str, clock_text: str, now: datetime) -> datetime | None:
    day = _read_day(day_text, local_day(now)) if day_text else local_day(now)
    if day is None:
        return None
    if not clock_text:
        said = say_date(day, local_day(now))
        raise _refused(f"Say the time of the call too, for example {said} 15:10.")
    clock = read_clock(clock_text)
    if clock is None:
        return None
    if clock.at is None:
        raise _refused("Say the time of the call, for example yesterday 15:10.")
    at = to_instant(day, clock.at, field=FIELD)
    if at > now:
        if comes_twice(day, clock.at) or day != local_day(now):
            raise _refused(f"{say_date(day, local_day(now))} {clock.at:%H:%M} lies ahead.")
        raise _refused(f"{clock.at:%H:%M} lies ahead today: for another day say which.")
    if now - at > _FARTHEST:
        raise _refused("That is more than five years ago.")
    return at


def _read_day(phrase: str, today: date) -> date | None:
    for pattern, meaning in _DAYS:
        found = pattern.fullmatch(phrase)
        if found:
            return meaning({k: v for k, v in found.groupdict().items() if v}, today)
    return None


def _weekday(words: Words, today: date) -> date:
    """Read "fri": the last one before today; today's own name could mean either."""
    weekday = WEEKDAY_OF[words["weekday"]]
    back = (today.weekday() - weekday) % 7
    if back == 0 and "last" not in words:
        week_ago = say_date(today - timedelta(days=7), today).partition(" ")[2].casefold()
        raise _refused(f"It is {WEEKDAYS[weekday]}: type today, or {week_ago} for last week's.")
    return today - timedelta(days=back or 7)


def _dated(words: Words, today: date) -> date:
    """Read a day and a month; without a year the last such day, up to today."""
    day = int(words["day"])
    month = MONTH_OF.get(words["month"]) or int(words["month"])
    if "year" in words:
        year = int(words["year"])
        found = calendar_date(year if len(words["year"]) > 2 else 2000 + year, month, day)
    else:
        found = calendar_date(today.year, month, day)
        if found > today:
            found = calendar_date(today.year - 1, month, day)
    if "weekday" in words and found.weekday() != WEEKDAY_OF[words["weekday"]]:
        said = WEEKDAYS[WEEKDAY_OF[words["weekday"]]]
        raise _refused(f"{say_date(found, today)} is not a {said}.")
    return found


def _days_back(words: Words, today: date) -> date:
    return today - timedelta(days=NUMBER_OF.get(words["number"]) or int(words["number"]))


def _back(days: int) -> Callable[[Words, date], date]:
    return lambda _words, today: today - timedelta(days=days)


_DAYS: Final[tuple[tuple[re.Pattern[str], Callable[[Words, date], date]], ...]] = tuple(
    (re.compile(pattern, re.ASCII), meaning)
    for pattern, meaning in (
        ("today", _back(0)),
        ("yesterday|yday", _back(1)),
        ("(?:the )?day before yesterday", _back(2)),
        (rf"{_NUMBER} days? ago", _days_back),
        ("(?:a )?week ago", _back(7)),
        (rf"(?P<last>last )?{_WEEKDAY}", _weekday),
        (rf"(?:{_WEEKDAY} )?(?:the )?{_DAY} ?(?:of )?{_MONTH}(?: {_YEAR})?", _dated),
        (rf"{_MONTH} ?(?:the )?{_DAY}(?: {_YEAR})?", _dated),
        (r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?", _dated),
        (rf"{_YEAR}-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})", _dated),
    )
)


def _refused(message: str) -> Refusal:
    return Refusal(message, field=FIELD)


def _not_understood(text: str) -> Refusal:
    shown = " ".join(text[: 2 * _LONGEST].split())
    shown = shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
    return _refused(f"“{shown}” is no time that is understood. Type for example {UNDERSTOOD}.")
