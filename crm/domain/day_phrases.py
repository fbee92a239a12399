"""The phrases a day can be typed in, each as one pattern beside its meaning."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from crm.domain.calendar import (
    MONTHS,
    WEEKDAYS,
    add_working_days,
    local_day,
    say_date,
    say_long_date,
)
from crm.domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was said, or an instant on it ("in 2 hours")."""

    day: date
    at: datetime | None = None
    warnings: tuple[str, ...] = ()


Words = dict[str, str]
"""The named pieces of a phrase that were found in it."""

_WEEKDAYS = ("mon", "tue|tues", "wed|weds", "thu|thur|thurs", "fri", "sat", "sun")
_NUMBERS = "a|an|one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve"
_UNITS = {
    "day": "d|day|days",
    "working day": "wd|working day|working days|business day|business days",
    "week": "w|wk|wks|week|weeks",
    "fortnight": "fortnight|fortnights",
    "month": "mo|mth|mths|month|months",
    "year": "y|yr|yrs|year|years",
    "hour": "h|hr|hrs|hour|hours",
    "minute": "min|mins|minute|minutes",
}
WEEKDAY_OF = {
    word: number
    for number, words in enumerate(_WEEKDAYS)
    for word in (*words.split("|"), WEEKDAYS[number].casefold())
}
MONTH_OF = {"sept": 9} | {
    word: number
    for number, name in enumerate(MONTHS, start=1)
    for word in (name[:3].casefold(), name.casefold())
}
NUMBER_OF = {
    word: number
    for number, words in enumerate(_NUMBERS.split(","), start=1)
    for word in words.split("|")
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split("|")}
_FARTHEST_DAYS = 4_000


def read_day(phrase: str, now: datetime) -> Day | None:
    """Read a whole phrase as a day, from the London date at `now`; None if it is no such phrase.

    The phrase is folded: lower case, single spaces, no commas. A day that does not exist
    (31 February, "thu 14 mar" when that is a Friday) raises Refusal for `next_step`.
    """
    for pattern, meaning in (*_DATES, *_DAYS):
        found = pattern.fullmatch(phrase)
        if found:
            return meaning(_named(found), now)
    named_day = _WEEKDAY_AND_DATE.fullmatch(phrase)
    if named_day:
        for pattern, meaning in _DATES:
            found = pattern.fullmatch(named_day["date"])
            if found:
                day = meaning(_named(found), now)
                _check_weekday(day.day, WEEKDAY_OF[named_day["weekday"]])
                return day
    return None


def _named(found: re.Match[str]) -> Words:
    return {name: text for name, text in found.groupdict().items() if text}


def _refused(message: str) -> Refusal:
    return Refusal(message, field="next_step")


def _check_weekday(day: date, weekday: int) -> None:
    """Refuse a date that is not the weekday said before it."""
    if day.weekday() != weekday:
        real, said = WEEKDAYS[day.weekday()], WEEKDAYS[weekday]
        raise _refused(f"{say_long_date(day)} is a {real}, not a {said}.")


def calendar_date(year: int, month: int, day: int) -> date:
    """Make a date, or refuse one that no calendar has."""
    if not 1 <= month <= 12:
        raise _refused(f"There is no month {month}: the day comes first, 14/03 is 14 March.")
    if not 1 <= day <= monthrange(year, month)[1]:
        raise _refused(f"There is no {day} {MONTHS[month - 1]} {year}.")
    return date(year, month, day)


def _month(words: Words) -> int:
    return MONTH_OF.get(words["month"]) or int(words["month"])


def _dated(words: Words, now: datetime) -> Day:
    """Read a day and a month; without a year it is the next such day, and next year is said."""
    today, day = local_day(now), int(words["day"])
    if "year" in words:
        year = int(words["year"])
        return Day(
            calendar_date(year if len(words["year"]) > 2 else 2000 + year, _month(words), day)
        )
    return _this_year_or_next(today, lambda year: calendar_date(year, _month(words), day))


def _this_year_or_next(today: date, dated: Callable[[int], date]) -> Day:
    day = dated(today.year)
    if day >= today:
        return Day(day)
    day = dated(today.year + 1)
    return Day(day, warnings=(f"That is next year: {say_date(day, today)}.",))


def _nth(words: Words, now: datetime) -> Day:
    """Read the 14th: of this month or, once it is past, of the next."""
    today, day = local_day(now), int(words["day"])
    month = today if day >= today.day else _add_months(today.replace(day=1), 1)
    return Day(calendar_date(month.year, month.month, day))


def _coming(weekday: int, today: date) -> date:
    """Find the next day of that name after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _weekday(words: Words, now: datetime) -> Day:
    """Read "tue": the coming one, never today; "tue week" and "3 weeks on tue" count on."""
    today = local_day(now)
    day = _coming(WEEKDAY_OF[words["weekday"]], today)
    weeks = _number(words) if "number" in words else int("on" in words)
    if weeks or day - today < timedelta(days=7):
        return Day(_days_on(day, 7 * weeks))
    said = f"{say_date(day, today)} is a week from today: for today type today."
    return Day(day, warnings=(said,))


def _this_weekday(words: Words, now: datetime) -> Day:
    today = local_day(now)
    return Day(today + timedelta(days=WEEKDAY_OF[words["weekday"]] - today.weekday()))


def _next_weekday(words: Words, now: datetime) -> Day:
    """Read "next tue": of next week (from its Monday), said where a nearer one may be meant."""
    today, weekday = local_day(now), WEEKDAY_OF[words["weekday"]]
    day = today + timedelta(days=7 - today.weekday() + weekday)
    nearer = _coming(weekday, today)
    if nearer == day or "week" in words:
        return Day(day)
    said = (
        f"{say_date(day, today)} is the one in next week: for {say_date(nearer, today)} "
        f"type {WEEKDAYS[weekday][:3].casefold()}."
    )
    return Day(day, warnings=(said,))


def _number(words: Words) -> int:
    return NUMBER_OF.get(words["number"]) or int(words["number"])


def _days_on(day: date, days: int) -> date:
    if days > _FARTHEST_DAYS:
        raise _refused("That is more than five years ahead.")
    return day + timedelta(days=days)


def _add_months(day: date, months: int) -> date:
    """Give the same day so many months on, or the last day of a month that is too short."""
    years, month = divmod(day.month - 1 + months, 12)
    if years > _FARTHEST_DAYS // 365:
        raise _refused("That is more than five years ahead.")
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def _later(words: Words, now: datetime) -> Day:
    """Read so many days, weeks or months on from today, or hours and minutes on from now."""
    today, number, unit = local_day(now), _number(words), _UNIT_OF[words["unit"]]
    if unit in {"hour", "minute"}:
        return _soon(now, number * (60 if unit == "hour" else 1))
    if unit in {"month", "year"}:
        day = _add_months(today, number * (12 if unit == "year" else 1))
        if day.day == today.day:
            return Day(day)
        said = f"{MONTHS[day.month - 1]} {day.year} has no day {today.day}: its last is meant."
        return Day(day, warnings=(said,))
    if unit == "working day":
        _days_on(today, number)
        return Day(add_working_days(today, number) if number else today)
    return Day(_days_on(today, number * {"day": 1, "week": 7, "fortnight": 14}[unit]))


def _minutes_or_months(words: Words, _now: datetime) -> Day:
    number = words["number"]
    raise _refused(f"“{number}m” could be minutes or months: type {number}min or {number}mo.")


def _soon(now: datetime, minutes: int) -> Day:
    at = now.astimezone(UTC).replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    return Day(local_day(at), at=at)


def _end(words: Words, now: datetime) -> Day:
    """Read the last day of a week (its Friday), a month or the year."""
    today, of = local_day(now), words.get("of", "month")
    monday = today - timedelta(days=today.weekday())
    if of in MONTH_OF:
        month = MONTH_OF[of]
        return _this_year_or_next(today, lambda year: date(year, month, monthrange(year, month)[1]))
    if of.endswith("week"):
        return Day(monday + timedelta(days=11 if of.startswith("next") else 4))
    if of == "year":
        return Day(date(today.year, 12, 31))
    first = _add_months(today.replace(day=1), 2 if of.startswith("next") else 1)
    return Day(first - timedelta(days=1))


def _start(words: Words, now: datetime) -> Day:
    """Read the first day of next week (its Monday), of next month or of a named month."""
    today, of = local_day(now), words["of"]
    if of in MONTH_OF:
        return _this_year_or_next(today, lambda year: date(year, MONTH_OF[of], 1))
    if of == "next week":
        return Day(today + timedelta(days=7 - today.weekday()))
    return Day(_add_months(today.replace(day=1), 1))


def _day_on(days: int) -> Callable[[Words, datetime], Day]:
    return lambda _words, now: Day(local_day(now) + timedelta(days=days))


def _phrases(
    *rules: tuple[str, Callable[[Words, datetime], Day]],
) -> tuple[tuple[re.Pattern[str], Callable[[Words, datetime], Day]], ...]:
    return tuple((re.compile(pattern, re.ASCII), meaning) for pattern, meaning in rules)


_W = rf"(?P<weekday>{'|'.join(WEEKDAY_OF)})"
_M = rf"(?P<month>{'|'.join(MONTH_OF)})"
_N = rf"(?P<number>\d{{1,4}}|{'|'.join(NUMBER_OF)})"
_D = r"(?P<day>\d{1,2})"
_TH = r"(?:st|nd|rd|th)"
_Y = r"(?P<year>(?:19|20|21)\d\d)"
_OF = rf"(?P<of>next week|next month|{'|'.join(MONTH_OF)})"
_NUMBERED = r"(?P<month>\d{1,2})"

_DATES = _phrases(
    (rf"(?:the )?{_D}{_TH}? ?(?:of )?{_M}(?: {_Y})?", _dated),
    (rf"{_M} ?(?:the )?{_D}{_TH}?(?: {_Y})?", _dated),
    (rf"{_D}/{_NUMBERED}(?:/{_Y})?", _dated),
    (rf"{_D}/{_NUMBERED}/(?P<year>\d\d)", _dated),
    (rf"{_D}(?P<mark>[-.]){_NUMBERED}(?P=mark){_Y}", _dated),
    (rf"{_Y}-{_NUMBERED}-{_D}", _dated),
    (rf"(?:the )?{_D}{_TH}", _nth),
)
_DAYS = _phrases(
    ("today", _day_on(0)),
    ("tomorrow|tom|tmrw|tmw", _day_on(1)),
    ("(?:the )?day after tomorrow", _day_on(2)),
    ("(?:a )?week today", _day_on(7)),
    ("(?:a )?week tomorrow", _day_on(8)),
    (rf"(?:(?:this )?coming )?{_W}", _weekday),
    (rf"this {_W}", _this_weekday),
    (rf"{_W} this week", _this_weekday),
    (rf"{_W} (?P<on>week)", _weekday),
    (rf"(?:a )?week (?P<on>on) {_W}", _weekday),
    (rf"{_N} weeks on {_W}", _weekday),
    (rf"next {_W}", _next_weekday),
    (rf"{_W} (?P<week>next week)", _next_weekday),
    (rf"(?P<week>next week) (?:on )?{_W}", _next_weekday),
    (rf"(?:in |\+ ?)?{_N} ?(?P<unit>{'|'.join(_UNIT_OF)})(?: time| from now| from today)?", _later),
    (r"(?:in |\+ ?)?(?P<number>\d{1,4}) ?m", _minutes_or_months),
    ("(?:in )?half an hour(?: from now)?", lambda _words, now: _soon(now, 30)),
    (rf"(?:the )?end of (?:the )?{_OF}", _end),
    (r"(?:the )?end of (?:the )?(?P<of>week|month|year)", _end),
    ("eom|month end", _end),
    (rf"(?:the )?(?:start|beginning) of (?:the )?{_OF}", _start),
)
_WEEKDAY_AND_DATE = re.compile(rf"{_W} (?:the )?(?P<date>.+)", re.ASCII)
