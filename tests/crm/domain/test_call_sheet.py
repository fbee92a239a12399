"""Names of sheets, the order on paper, times put between what was noted, and what to say."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.calendar import LONDON
from crm.domain.call_sheet import (
    MOST,
    SheetName,
    check_limit,
    line_to_say,
    read_sheet_name,
    sheet_moment,
    spread_times,
)
from crm.domain.errors import Refusal

DAY = date(2003, 3, 14)
NEXT_WEEK = datetime(2003, 3, 20, 9, tzinfo=UTC)


def clocks(moments: tuple[datetime, ...]) -> list[str]:
    return [f"{moment.astimezone(LONDON):%H:%M}" for moment in moments]


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 9999))
def test_a_sheet_is_known_again_by_its_name(day: date, number: int) -> None:
    assert read_sheet_name(SheetName(day, number).name) == SheetName(day, number)


def test_a_sheet_has_a_short_reference_for_paper() -> None:
    assert SheetName(DAY, 1).name == "Call sheet 14 Mar 2003 no. 1"
    assert SheetName(DAY, 1).reference == "1403-1"


@pytest.mark.parametrize(
    "name", ["", "Call sheet", "Call sheet 31 Feb 2003 no. 1", "Call sheet 1 Foo 2003 no. 1",
             "My set", "Call sheet 14 Mar 2003 no. 1 and more"],
)  # fmt: skip
def test_other_names_are_no_sheets(name: str) -> None:
    assert read_sheet_name(name) is None


@pytest.mark.parametrize("limit", [0, -1, MOST + 1])
def test_a_sheet_of_nobody_or_of_too_many_is_refused(limit: int) -> None:
    with pytest.raises(Refusal) as caught:
        check_limit(limit)
    assert caught.value.field == "limit"


def test_a_sheet_looks_at_the_day_as_it_opens_or_as_it_is() -> None:
    ten = datetime(2003, 3, 14, 10, tzinfo=UTC)
    assert sheet_moment(DAY, ten) == ten
    assert sheet_moment(date(2003, 3, 17), ten) == datetime(2003, 3, 17, 8, 30, tzinfo=UTC)


def test_lines_without_a_time_follow_each_other_by_five_minutes() -> None:
    assert clocks(spread_times(DAY, [None, None, None], NEXT_WEEK)) == ["09:00", "09:05", "09:10"]
    noted = [None, time(10, 0), None, None, time(10, 9), None]
    assert clocks(spread_times(DAY, noted, NEXT_WEEK)) == [
        "09:00", "10:00", "10:03", "10:06", "10:09", "10:14",
    ]  # fmt: skip


def test_lines_of_today_never_lie_ahead() -> None:
    now = datetime(2003, 3, 14, 9, 30, tzinfo=UTC)
    moments = spread_times(DAY, [None] * 40, now)
    assert list(moments) == sorted(set(moments))
    assert moments[-1] < now
    early = datetime(2003, 3, 14, 7, 0, tzinfo=UTC)
    assert all(moment <= early for moment in spread_times(DAY, [None] * 3, early))


@given(
    st.lists(st.none() | st.times(time(8), time(17, 29)), max_size=30),
    st.datetimes(datetime(2003, 3, 14, 18), datetime(2003, 4, 1), timezones=st.just(UTC)),
)
def test_noted_times_stay_and_all_are_in_the_past(noted: list[time | None], now: datetime) -> None:
    moments = spread_times(DAY, noted, now)
    assert len(moments) == len(noted)
    for at, moment in zip(noted, moments, strict=True):
        assert moment <= now
        if at is not None:
            assert moment == datetime.combine(DAY, at, LONDON)


@given(st.lists(st.none() | st.integers(0, 500), max_size=30))
def test_lines_between_noted_times_stand_between_them(minutes: list[int | None]) -> None:
    known = iter(sorted(one for one in minutes if one is not None))
    start = datetime(2003, 3, 14, 9, tzinfo=UTC)
    noted = [
        None if one is None else (start + timedelta(minutes=next(known))).time() for one in minutes
    ]
    moments = spread_times(DAY, noted, NEXT_WEEK)
    assert list(moments) == sorted(moments)


def test_paper_has_room_for_the_first_question_of_a_script() -> None:
    assert line_to_say(["Good day.", "Who decides?", "When?"]) == "Who decides?"
    assert line_to_say(["Good day.", "Good bye."]) == "Good day."
    assert line_to_say([]) == ""
