from datetime import UTC, date, datetime, time, timedelta

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.calendar import (
    CALLING_HOURS,
    LONDON,
    PartOfDay,
    add_working_days,
    bank_holidays,
    comes_twice,
    is_working_day,
    local_day,
    next_working_day,
    other_part,
    part_of_day,
    part_start,
    say_clock,
    say_date,
    say_long_date,
    to_instant,
    to_local,
    why_not_working,
    working_days_between,
)
from crm.domain.errors import Refusal

days = st.dates(date(1995, 1, 1), date(2045, 12, 31))
instants = st.datetimes(datetime(1995, 1, 1), datetime(2045, 12, 31), timezones=st.just(UTC))


def london(*at: int) -> datetime:
    return datetime(*at, tzinfo=LONDON)  # type: ignore[arg-type, misc]


@given(st.integers(1975, 2060))
def test_the_holidays_are_those_of_the_library(year: int) -> None:
    known = country_holidays("GB", subdiv="ENG", years=year, language="en_GB")
    assert dict(bank_holidays(year)) == dict(known)


def test_the_bank_holidays_of_2003() -> None:
    assert list(bank_holidays(2003)) == [
        date(2003, 1, 1),
        date(2003, 4, 18),
        date(2003, 4, 21),
        date(2003, 5, 5),
        date(2003, 5, 26),
        date(2003, 8, 25),
        date(2003, 12, 25),
        date(2003, 12, 26),
    ]
    assert bank_holidays(2003)[date(2003, 4, 18)] == "Good Friday"


def test_a_holiday_at_a_weekend_is_observed_on_monday() -> None:
    assert not is_working_day(date(2026, 12, 28))
    assert is_working_day(date(2026, 12, 29))


def test_the_holiday_of_one_reign_only() -> None:
    assert not is_working_day(date(2002, 6, 3))
    assert not is_working_day(date(2022, 9, 19))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2003, 4, 18), "Good Friday"),
        (date(2003, 3, 15), "Saturday"),
        (date(2003, 3, 16), "Sunday"),
        (date(2003, 3, 14), None),
    ],
)
def test_why_nobody_works(day: date, why: str | None) -> None:
    assert why_not_working(day) == why


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2003, 3, 14), 1, date(2003, 3, 17)),
        (date(2003, 3, 15), 1, date(2003, 3, 17)),
        (date(2003, 4, 17), 1, date(2003, 4, 22)),
        (date(2003, 4, 17), 5, date(2003, 4, 28)),
        (date(2003, 12, 24), 2, date(2003, 12, 30)),
        (date(2003, 3, 17), -1, date(2003, 3, 14)),
        (date(2003, 3, 15), 0, date(2003, 3, 17)),
        (date(2003, 3, 14), 0, date(2003, 3, 14)),
    ],
)
def test_counting_working_days(day: date, count: int, expected: date) -> None:
    assert add_working_days(day, count) == expected


@given(days, st.integers(-60, 60).filter(bool))
def test_working_days_land_on_one_and_count_back(day: date, count: int) -> None:
    landed = add_working_days(day, count)
    assert is_working_day(landed)
    if count > 0 or is_working_day(day):
        assert working_days_between(day, landed) == count


@given(days, days)
def test_working_days_between_are_those_one_can_count(one: date, other: date) -> None:
    first, last = sorted((one, min(other, one + timedelta(days=800))))
    counted = sum(
        is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1)
    )
    assert working_days_between(first, last) == counted
    assert working_days_between(last, first) == -counted


@given(days)
def test_the_next_working_day_is_the_day_itself_or_soon(day: date) -> None:
    landed = next_working_day(day)
    assert is_working_day(landed)
    assert (landed == day) == is_working_day(day)
    assert landed - day <= timedelta(days=5)


@pytest.mark.parametrize(
    ("clock", "part"),
    [
        ((8, 30), PartOfDay.MORNING),
        ((11, 59), PartOfDay.MORNING),
        ((12, 0), PartOfDay.EARLY_AFTERNOON),
        ((14, 59), PartOfDay.EARLY_AFTERNOON),
        ((15, 0), PartOfDay.LATE_AFTERNOON),
        ((17, 29), PartOfDay.LATE_AFTERNOON),
    ],
)
def test_the_parts_of_a_day(clock: tuple[int, int], part: PartOfDay) -> None:
    assert part_of_day(london(2003, 7, 14, *clock)) is part


def test_the_parts_take_turns() -> None:
    assert [other_part(part) for part in PartOfDay] == [
        PartOfDay.EARLY_AFTERNOON,
        PartOfDay.LATE_AFTERNOON,
        PartOfDay.MORNING,
    ]
    assert [part_start(part) for part in PartOfDay] == [time(8, 30), time(12), time(15)]


def test_summer_time() -> None:
    assert to_instant(date(2003, 7, 14), time(10, 30)) == datetime(2003, 7, 14, 9, 30, tzinfo=UTC)
    assert say_clock(datetime(2003, 7, 14, 9, 30, tzinfo=UTC)) == "10:30"
    assert local_day(datetime(2003, 7, 14, 23, 30, tzinfo=UTC)) == date(2003, 7, 15)


def test_a_time_the_clocks_skip_is_refused() -> None:
    with pytest.raises(Refusal, match="01:30 does not exist on 30 March 2003") as caught:
        to_instant(date(2003, 3, 30), time(1, 30), field="next_step")
    assert caught.value.field == "next_step"


def test_of_the_hour_that_comes_twice_the_first_is_meant() -> None:
    night = date(2003, 10, 26)
    assert to_instant(night, time(1, 30)) == datetime(2003, 10, 26, 0, 30, tzinfo=UTC)
    assert comes_twice(night, time(1, 30))
    assert not comes_twice(night, time(2, 30))
    assert not comes_twice(date(2003, 3, 30), time(1, 30))


def test_a_datetime_without_a_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        to_local(datetime(2003, 7, 14, 9, 30))


@given(instants)
def test_local_time_and_back(instant: datetime) -> None:
    local = to_local(instant)
    if not local.fold:
        assert to_instant(local.date(), local.time()) == instant


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ((2003, 3, 14, 8, 29), (2003, 3, 14, 8, 30)),
        ((2003, 3, 14, 8, 30), (2003, 3, 14, 8, 30)),
        ((2003, 3, 14, 17, 29), (2003, 3, 14, 17, 29)),
        ((2003, 3, 14, 17, 30), (2003, 3, 17, 8, 30)),
        ((2003, 3, 15, 7, 0), (2003, 3, 17, 8, 30)),
        ((2003, 4, 17, 18, 0), (2003, 4, 22, 8, 30)),
    ],
)
def test_calling_hours(at: tuple[int, ...], opens: tuple[int, ...]) -> None:
    assert CALLING_HOURS.next_open(london(*at)) == london(*opens)
    assert CALLING_HOURS.contain(london(*at)) == (at == opens)


@given(instants)
def test_next_open_is_open_and_not_before(instant: datetime) -> None:
    found = CALLING_HOURS.next_open(instant)
    assert CALLING_HOURS.contain(found)
    assert found >= instant


def test_saying_dates() -> None:
    assert say_date(date(2003, 3, 14), date(2003, 1, 6)) == "Fri 14 Mar"
    assert say_date(date(2004, 3, 14), date(2003, 1, 6)) == "Sun 14 Mar 2004"
    assert say_long_date(date(2003, 3, 14)) == "14 March 2003"
