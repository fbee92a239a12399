"""The rules of the measures: promises, hours of the week, what is added up."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.calendar import LONDON, PartOfDay, local_day, to_local
from crm.domain.errors import Refusal
from crm.domain.measures import (
    FEWEST_CALLS,
    HourTally,
    Measure,
    Promise,
    efforts,
    heat_map,
    hours_of_the_week,
    judge_promise,
    read_day,
    say_span,
    span_of,
    this_week,
)

TWO = datetime(2003, 3, 18, 14, 0, tzinfo=UTC)
MADE = datetime(2003, 3, 14, 10, 0, tzinfo=UTC)
LATER = datetime(2003, 3, 20, 10, 0, tzinfo=UTC)


def promise(
    called: datetime | None = None,
    done: datetime | None = None,
    at: datetime | None = TWO,
    part: PartOfDay | None = None,
) -> Promise:
    return Promise(1, 1, "organiser", date(2003, 3, 18), at, part, MADE, done, called)


@pytest.mark.parametrize(
    ("called", "done", "now", "expected"),
    [
        (TWO - timedelta(days=1), TWO - timedelta(days=1), LATER, Measure.KEPT),
        (TWO, TWO, LATER, Measure.KEPT),
        (TWO + timedelta(minutes=15), TWO, LATER, Measure.KEPT),
        (TWO + timedelta(minutes=15, seconds=1), TWO + timedelta(hours=1), LATER, Measure.LATE),
        (None, None, LATER, Measure.MISSED),
        (None, TWO + timedelta(hours=1), LATER, Measure.MISSED),
        (None, TWO - timedelta(hours=1), LATER, Measure.MOVED),
        (TWO + timedelta(days=1), TWO - timedelta(hours=1), LATER, Measure.MOVED),
        (None, None, TWO + timedelta(minutes=15), Measure.DUE),
        (None, None, TWO + timedelta(minutes=16), Measure.MISSED),
        (None, None, MADE, Measure.DUE),
    ],
)
def test_a_promise_is_judged_by_the_call_that_followed(
    called: datetime | None, done: datetime | None, now: datetime, expected: Measure
) -> None:
    assert judge_promise(promise(called, done), now) is expected


def test_a_promise_without_a_clock_time_lasts_to_the_end_of_its_part_or_day() -> None:
    assert promise(at=None, part=PartOfDay.MORNING).time == datetime(2003, 3, 18, 12, tzinfo=LONDON)
    assert promise(at=None).time == datetime(2003, 3, 19, 0, tzinfo=LONDON)


@given(
    st.datetimes(datetime(2003, 3, 15), datetime(2003, 3, 22), timezones=st.just(UTC)) | st.none(),
    st.datetimes(datetime(2003, 3, 15), datetime(2003, 3, 22), timezones=st.just(UTC)) | st.none(),
    st.datetimes(datetime(2003, 3, 15), datetime(2003, 3, 22), timezones=st.just(UTC)),
)
def test_a_promise_called_in_time_is_never_anything_but_kept(
    called: datetime | None, done: datetime | None, now: datetime
) -> None:
    judged = judge_promise(promise(called, done), now)
    in_time = called is not None and called <= TWO + timedelta(minutes=15)
    assert (judged is Measure.KEPT) == in_time


def tally(
    hour: datetime, dials: int, reached: int = 0, who: str = "organiser", **more: bool
) -> HourTally:
    return HourTally(who, hour, dials, reached, 0, **more)


def test_hours_of_the_week_go_by_the_london_clock_and_need_twenty_calls() -> None:
    winter = datetime(2003, 3, 24, 10, tzinfo=UTC)
    summer = datetime(2003, 3, 31, 9, tzinfo=UTC)
    heat = heat_map([tally(winter, FEWEST_CALLS - 1, 7), tally(summer, 1, 3 - 2)])
    cell = heat.cell(0, 10)
    assert (cell.dials, cell.reached, cell.rate) == (20, 8, 0.4)
    assert heat.best() == cell
    assert heat.cell(4, 16).rate is None
    few = heat_map([tally(winter, FEWEST_CALLS - 1, 7)])
    assert few.cell(0, 10).rate is None
    assert few.best() is None


def test_calls_keyed_in_without_their_time_are_not_in_the_map() -> None:
    hour = datetime(2003, 3, 24, 7, tzinfo=UTC)
    assert heat_map([tally(hour, 30, timed=False)]).cells == {}
    assert heat_map([]).hours == tuple(range(9, 17))
    assert heat_map([tally(hour, 1)]).hours == tuple(range(7, 17))
    saturday = datetime(2003, 3, 29, 11, tzinfo=UTC)
    assert heat_map([tally(saturday, 1)]).weekdays == (0, 1, 2, 3, 4, 5)


def test_efforts_add_up_by_organiser_and_count_each_hour_once() -> None:
    ten, eleven = datetime(2003, 3, 24, 10, tzinfo=UTC), datetime(2003, 3, 24, 11, tzinfo=UTC)
    added = efforts(
        [
            tally(ten, 10, 4, "Ann"),
            tally(ten, 2, 0, "Ann", timed=False),
            tally(eleven, 6, 1, "Ann"),
            tally(ten, 6, 6, "Ben"),
        ],
        [("Ann", Measure.KEPT), ("Ben", Measure.MISSED), ("Ben", Measure.KEPT)],
        {("Ann", Measure.PACKS_POSTED): 3},
    )
    assert added["Ann"].hours == 2
    assert added["Ann"].calls_an_hour == 9
    assert added["Ben"].count(Measure.REACHED) == 6
    assert added[""].count(Measure.DIALS) == 24
    assert added[""].count(Measure.KEPT) == 2
    assert added[""].count(Measure.PACKS_POSTED) == 3
    assert added[""].hours == 3
    assert efforts([], [], {})[""].calls_an_hour is None


@given(st.dates(date(2002, 1, 1), date(2004, 1, 1)), st.integers(0, 120), st.integers(0, 6),
       st.integers(0, 23))  # fmt: skip
def test_each_hour_of_the_week_is_listed_when_it_comes(
    first: date, days: int, weekday: int, hour: int
) -> None:
    span = span_of(first, first + timedelta(days=days))
    listed = hours_of_the_week(span, weekday, hour)
    begins, ends = span.starts.astimezone(UTC), span.ends.astimezone(UTC)
    hours = (ends - begins) // timedelta(hours=1)
    every = [begins + timedelta(hours=passed) for passed in range(hours)]
    expected = [m for m in every if (to_local(m).weekday(), to_local(m).hour) == (weekday, hour)]
    assert [moment.astimezone(UTC) for moment in listed] == expected


def test_spans_are_whole_days_in_london() -> None:
    week = this_week(date(2003, 3, 30))
    assert (week.first, week.last) == (date(2003, 3, 24), date(2003, 3, 30))
    assert week.ends - week.starts == timedelta(days=7)
    assert local_day(week.starts) == week.first
    assert to_local(week.starts).time() == time()
    assert say_span(week) == "24 to 30 March 2003"
    assert say_span(span_of(date(2003, 3, 14), date(2003, 3, 14))) == "14 March 2003"
    assert say_span(span_of(date(2003, 3, 14), date(2003, 4, 2))) == "14 March to 2 April 2003"
    assert say_span(span_of(date(2002, 12, 30), date(2003, 1, 5))) == (
        "30 December 2002 to 5 January 2003"
    )


@pytest.mark.parametrize("last", [date(2003, 3, 13), date(2030, 1, 1)])
def test_a_span_that_cannot_be_is_refused(last: date) -> None:
    with pytest.raises(Refusal) as caught:
        span_of(date(2003, 3, 14), last)
    assert caught.value.field == "last"


@pytest.mark.parametrize(
    "typed",
    ["14 Mar 2003", "14 march 2003", "14/3/2003", "14/03/03", "2003-03-14", "14 mar", "14/3"],
)
def test_a_day_is_read_as_it_is_typed(typed: str) -> None:
    assert read_day(typed, date(2003, 5, 1), field="first") == date(2003, 3, 14)


@pytest.mark.parametrize("typed", ["", "31 feb", "soon", "14", "30/2/2003"])
def test_what_is_no_day_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_day(typed, date(2003, 5, 1), field="first")
    assert caught.value.field == "first"


def test_today_and_yesterday_are_days_too() -> None:
    assert read_day("Today", date(2003, 5, 1), field="first") == date(2003, 5, 1)
    assert read_day("yesterday", date(2003, 5, 1), field="first") == date(2003, 4, 30)
