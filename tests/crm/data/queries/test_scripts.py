"""Days as they are spoken: today is today."""

from datetime import UTC, date, datetime

import pytest

from crm.data.queries.company_facts import StepFacts
from crm.data.queries.scripts import say_day, say_promise

TODAY = date(2003, 3, 21)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2003, 3, 21), "today"), (date(2003, 3, 22), "tomorrow"),
        (date(2003, 3, 20), "yesterday"), (date(2003, 3, 25), "on Tue 25 Mar"),
        (date(2004, 1, 2), "on Fri 2 Jan 2004"),
    ],
)  # fmt: skip
def test_a_day_is_said_as_it_is_spoken(day: date, said: str) -> None:
    assert say_day(day, TODAY) == said


def test_a_day_long_ago_has_its_year() -> None:
    assert say_day(date(2003, 3, 14), TODAY, long=True) == "on 14 March 2003"
    assert say_day(TODAY, TODAY, long=True) == "today"


@pytest.mark.parametrize(
    ("due_on", "due_at", "part", "said"),
    [
        (date(2003, 3, 21), None, None, "today"),
        (date(2003, 3, 21), datetime(2003, 3, 21, 14, 0, tzinfo=UTC), None, "today at 14:00"),
        (date(2003, 3, 25), None, "morning", "on Tue 25 Mar, morning"),
    ],
)
def test_a_promise_of_today_is_not_a_date(
    due_on: date, due_at: datetime | None, part: str | None, said: str
) -> None:
    step = StepFacts(1, "call", due_on, due_at, part, "", True, None, "")
    assert say_promise(step, TODAY) == said
