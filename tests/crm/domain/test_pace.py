from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.calendar import working_days_between
from crm.domain.errors import Refusal
from crm.domain.pace import pace, say_members, say_needed, say_pace

YEAR = (date(2003, 1, 1), date(2003, 12, 31))
days = st.dates(date(2002, 11, 1), date(2004, 2, 28))


def test_a_drive_in_its_middle() -> None:
    found = pace(137, 250, *YEAR, date(2003, 6, 30), will_join=9)
    assert (found.working_days, found.working_days_gone, found.working_days_left) == (253, 124, 129)
    assert found.planned == pytest.approx(250 * 124 / 253)
    assert found.missing == 113
    assert found.needed_a_week == pytest.approx(113 * 5 / 129)
    assert found.will_join == 9
    assert say_members(found) == "137 of 250 members"
    assert say_pace(found) == "14 ahead of the plan"
    assert say_needed(found) == "4.4 members a week needed"


def test_a_drive_that_is_behind_or_on_plan() -> None:
    assert say_pace(pace(100, 250, *YEAR, date(2003, 6, 30))) == "23 behind the plan"
    assert say_pace(pace(123, 250, *YEAR, date(2003, 6, 30))) == "on plan"


def test_before_the_first_day_nothing_is_planned() -> None:
    found = pace(0, 250, *YEAR, date(2002, 12, 24))
    assert (found.working_days_gone, found.planned, found.ahead) == (0, 0, 0)
    assert say_needed(found) == "5 members a week needed"


def test_the_last_days_are_counted_in_days() -> None:
    assert say_needed(pace(248, 250, *YEAR, date(2003, 12, 30))) == "2 needed in 1 working day"
    assert say_needed(pace(240, 250, *YEAR, date(2003, 12, 24))) == "10 needed in 3 working days"


def test_the_end() -> None:
    short = pace(240, 250, *YEAR, date(2004, 2, 1))
    assert (short.planned, short.needed_a_week) == (250, None)
    assert say_needed(short) == "10 short at the end"
    reached = pace(260, 250, *YEAR, date(2003, 9, 1))
    assert (reached.share, reached.missing, reached.needed_a_week) == (1, 0, 0)
    assert (say_pace(reached), say_needed(reached)) == ("target reached", "")


def test_a_drive_without_a_working_day() -> None:
    weekend = (date(2003, 3, 15), date(2003, 3, 16))
    assert pace(0, 5, *weekend, date(2003, 3, 15)).planned == 0
    assert pace(0, 5, *weekend, date(2003, 3, 16)).planned == 5


@pytest.mark.parametrize(
    ("target", "ends_on", "field"), [(0, YEAR[1], "target"), (5, date(2002, 12, 31), "ends_on")]
)
def test_a_drive_that_is_none_is_refused(target: int, ends_on: date, field: str) -> None:
    with pytest.raises(Refusal) as caught:
        pace(0, target, YEAR[0], ends_on, YEAR[0])
    assert caught.value.field == field


@given(st.integers(0, 400), st.integers(1, 400), days, days, days)
def test_keeping_the_needed_pace_reaches_the_target(
    members: int, target: int, one: date, other: date, today: date
) -> None:
    first, last = sorted((one, other))
    found = pace(members, target, first, last, today)
    assert 0 <= found.planned <= target
    assert 0 <= found.share <= 1
    assert found.working_days_gone + found.working_days_left == found.working_days
    if found.needed_a_week is not None:
        gained = found.needed_a_week / 5 * found.working_days_left
        assert members + gained == pytest.approx(max(members, target))
    tomorrow = pace(members, target, first, last, today + timedelta(days=1))
    assert tomorrow.planned >= found.planned
    assert say_pace(found)
    assert found.working_days == working_days_between(first - timedelta(days=1), last)
