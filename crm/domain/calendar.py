"""Working days, calling hours and the parts of a day, in London time.

Instants are aware datetimes (kept in UTC), civil dates are dates; this is the only place that
turns one into the other.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache, partial
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from crm.domain.errors import Refusal

LONDON = ZoneInfo("Europe/London")

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""In the order of `date.weekday()`."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
"""In order; January is at 0. Own names, because those of strftime follow the machine."""

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


class PartOfDay(StrEnum):
    """The three times of day at which somebody who did not answer is tried in turn."""

    MORNING = "morning"
    EARLY_AFTERNOON = "early afternoon"
    LATE_AFTERNOON = "late afternoon"


_PARTS = tuple(PartOfDay)
_PART_STARTS = {
    PartOfDay.MORNING: time(8, 30),
    PartOfDay.EARLY_AFTERNOON: time(12),
    PartOfDay.LATE_AFTERNOON: time(15),
}


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> Mapping[date, str]:
    """Give the English bank holidays of a year with their names, observed days included."""
    found = _holidays()(subdiv="ENG", years=year, language="en_GB")
    return MappingProxyType({day: found[day] for day in sorted(found) if day.year == year})


@cache
def _holidays() -> Callable[..., Mapping[date, str]]:
    """Give the class that knows the holidays of the United Kingdom.

    Loaded by its file: its package would import the other two hundred countries first, which
    takes a tenth of a second of every start.
    """
    # Not at the top: the window is painted before it is needed.
    import holidays

    path = Path(holidays.__file__).parent / "countries" / "united_kingdom.py"
    spec = spec_from_file_location("holidays_of_the_united_kingdom", path)
    if spec is None or spec.loader is None:
        return partial(holidays.country_holidays, "GB")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    known: Callable[..., Mapping[date, str]] = module.UnitedKingdom
    return known


def is_working_day(day: date) -> bool:
    """Whether it is a Monday to Friday and no English bank holiday."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def why_not_working(day: date) -> str | None:
    """Name what keeps people from work that day ("Saturday", "Good Friday"); None if nothing."""
    holiday = bank_holidays(day.year).get(day)
    if holiday is not None:
        return holiday
    return WEEKDAYS[day.weekday()] if day.weekday() >= _SATURDAY else None


def next_working_day(day: date) -> date:
    """Give the day itself when it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += _ONE_DAY
    return day


def add_working_days(day: date, count: int) -> date:
    """Count working days on from a day, or back from it when `count` is negative.

    A count of 0 gives the day itself, or the next working day when it is none.
    """
    if count == 0:
        return next_working_day(day)
    step = _ONE_DAY if count > 0 else -_ONE_DAY
    left = abs(count)
    while left:
        day += step
        if is_working_day(day):
            left -= 1
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days lie after `first` up to and including `last`; negative backwards.

    Between a Friday and the Monday after it there is one.
    """
    if last < first:
        return -working_days_between(last, first)
    weeks, rest = divmod((last - first).days, 7)
    days = weeks * 5 + sum(
        (first + timedelta(days=n)).weekday() < _SATURDAY for n in range(1, rest + 1)
    )
    for year in range(first.year, last.year + 1):
        days -= sum(
            first < holiday <= last and holiday.weekday() < _SATURDAY
            for holiday in bank_holidays(year)
        )
    return days


def part_start(part: PartOfDay) -> time:
    """When that part of the day begins: 08:30, 12:00 or 15:00."""
    return _PART_STARTS[part]


def part_end(part: PartOfDay) -> time:
    """When that part of the day is over: as the next one begins, at last with calling hours."""
    after = other_part(part)
    return CALLING_HOURS.closes if after is PartOfDay.MORNING else part_start(after)


def part_at(clock: time) -> PartOfDay:
    """Name the part of the day of a clock time: morning to 12:00, early afternoon to 15:00."""
    if clock < _PART_STARTS[PartOfDay.EARLY_AFTERNOON]:
        return PartOfDay.MORNING
    if clock < _PART_STARTS[PartOfDay.LATE_AFTERNOON]:
        return PartOfDay.EARLY_AFTERNOON
    return PartOfDay.LATE_AFTERNOON


def part_of_day(instant: datetime) -> PartOfDay:
    """Name the part of the day in London at an instant."""
    return part_at(to_local(instant).time())


def other_part(part: PartOfDay) -> PartOfDay:
    """Give the part to try after this one; after late afternoon comes morning again."""
    return _PARTS[(_PARTS.index(part) + 1) % len(_PARTS)]


def to_local(instant: datetime) -> datetime:
    """Read the London clock at an instant; a datetime without a zone is a bug (ValueError)."""
    if instant.tzinfo is None:
        message = f"{instant} has no time zone"
        raise ValueError(message)
    return instant.astimezone(LONDON)


def local_day(instant: datetime) -> date:
    """Give the date in London at an instant."""
    return to_local(instant).date()


def to_instant(day: date, clock: time, *, field: str = "time") -> datetime:
    """Find the UTC instant at which London clocks show that time on that day.

    A time that the clocks skip in spring raises Refusal for `field`; of the hour that comes
    twice in autumn the first is meant.
    """
    instant = datetime.combine(day, clock, LONDON).astimezone(UTC)
    if instant.astimezone(LONDON).replace(tzinfo=None) != datetime.combine(day, clock):
        message = (
            f"{clock:%H:%M} does not exist on {say_long_date(day)}: the clocks go forward "
            "that night."
        )
        raise Refusal(message, field=field)
    return instant


def comes_twice(day: date, clock: time) -> bool:
    """Whether the clocks show that time twice on that day (the night they go back)."""
    first = datetime.combine(day, clock, LONDON)
    return first.utcoffset() > first.replace(fold=1).utcoffset()  # type: ignore[operator]


@dataclass(frozen=True, slots=True)
class CallingHours:
    """When companies may be rung: working days from `opens` until just before `closes`."""

    opens: time = time(8, 30)
    closes: time = time(17, 30)

    def contain(self, instant: datetime) -> bool:
        """Whether companies may be rung at that instant."""
        local = to_local(instant)
        return is_working_day(local.date()) and self.opens <= local.time() < self.closes

    def next_open(self, instant: datetime) -> datetime:
        """Give the instant itself within calling hours, else when they next open, in UTC."""
        if self.contain(instant):
            return instant.astimezone(UTC)
        local = to_local(instant)
        day = local.date()
        if local.time() >= self.closes:
            day += _ONE_DAY
        return to_instant(next_working_day(day), self.opens)


CALLING_HOURS = CallingHours()


def say_date(day: date, today: date) -> str:
    """Say a date in few words: "Fri 14 Mar", with the year when it is not the present one."""
    said = f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"
    return said if day.year == today.year else f"{said} {day.year}"


def say_long_date(day: date) -> str:
    """Say a date as letters print it: "14 March 2003"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_clock(instant: datetime) -> str:
    """Say the London time of an instant: "10:30"."""
    return f"{to_local(instant):%H:%M}"
