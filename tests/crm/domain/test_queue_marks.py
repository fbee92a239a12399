from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.calendar import LONDON, local_day
from crm.domain.errors import Refusal
from crm.domain.queue_marks import Marks, read_snooze

NOW = datetime(2003, 3, 14, 10, 25, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("", "10:55"), ("20m", "10:45"), ("20 min", "10:45"), ("45 minutes", "11:10"),
        ("1h", "11:25"), ("1 hour", "11:25"), ("2 hours", "12:25"), ("1h30", "11:55"),
        ("1h 30m", "11:55"), ("1 hour and 15 minutes", "11:40"), ("1.5h", "11:55"),
        ("an hour", "11:25"), ("half an hour", "10:55"), ("in 20m", "10:45"),
        ("for 20m", "10:45"), ("+20m", "10:45"), ("3pm", "15:00"), ("3 PM", "15:00"),
        ("until 3pm", "15:00"), ("15:30", "15:30"), ("1530", "15:30"), ("noon", "12:00"),
        ("11.45am", "11:45"), ("23:59", "23:59"),
    ],
)  # fmt: skip
def test_a_snooze_is_typed_in_few_letters(typed: str, clock: str) -> None:
    until = read_snooze(typed, NOW)
    assert f"{until.astimezone(LONDON):%H:%M}" == clock


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("20", "type 20m or 8pm"), ("3", "type 3m or 3pm"), ("900", "type 900m"),
        ("0m", "no time"), ("9am", "09:00 is past"), ("10:25", "is past"), ("20h", "ends today"),
        ("tomorrow", "is not understood"), ("soonish", "is not understood"),
        ("-20m", "is not understood"), ("25:00", "no 25:00"), ("pm", "is not understood"),
        ("1 2", "is not understood"), ("x" * 60, "is not understood"), ("٢٠m", "is not understood"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused(typed: str, said: str) -> None:
    with pytest.raises(Refusal, match=said) as refused:
        read_snooze(typed, NOW)
    assert refused.value.field == "until"


@given(st.text(max_size=30))
def test_anything_typed_is_a_time_of_today_or_refused(typed: str) -> None:
    until = None
    with suppress(Refusal):
        until = read_snooze(typed, NOW)
    assert until is None or (until > NOW and local_day(until) == local_day(NOW))


def test_a_time_that_does_not_exist_is_refused() -> None:
    night = datetime(2003, 3, 30, 0, 30, tzinfo=LONDON)
    with pytest.raises(Refusal, match="does not exist"):
        read_snooze("1:30am", night)


def test_marks_are_true_where_there_are_any() -> None:
    assert not Marks()
    assert Marks(snoozed_until=NOW + timedelta(hours=1))
    assert Marks(added_at=NOW).wanted()
    assert not Marks(later_at=NOW).wanted()
