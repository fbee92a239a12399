from datetime import time

import pytest

from crm.domain.calendar import PartOfDay
from crm.domain.clock_phrases import Clock, read_clock
from crm.domain.errors import Refusal

AFTERNOON = (PartOfDay.EARLY_AFTERNOON, PartOfDay.LATE_AFTERNOON)


@pytest.mark.parametrize(
    ("phrase", "at"),
    [
        ("9:30", time(9, 30)),
        ("09:30", time(9, 30)),
        ("at 14:30", time(14, 30)),
        ("@ 14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("9.00", time(9)),
        ("2.05pm", time(14, 5)),
        ("2 pm", time(14)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("12:45 am", time(0, 45)),
        ("1430", time(14, 30)),
        ("0900", time(9)),
        ("noon", time(12)),
        ("afternoon at 3", time(15)),
        ("3 in the afternoon", time(15)),
        ("9 oclock in the morning", time(9)),
        ("afternoon 2:30", time(14, 30)),
        ("late afternoon at 16:15", time(16, 15)),
        ("morning at 9.10", time(9, 10)),
    ],
)
def test_clock_times(phrase: str, at: time) -> None:
    assert read_clock(phrase) == Clock(at)


@pytest.mark.parametrize(
    ("phrase", "parts"),
    [
        ("am", (PartOfDay.MORNING,)),
        ("in the morning", (PartOfDay.MORNING,)),
        ("first thing", (PartOfDay.MORNING,)),
        ("pm", AFTERNOON),
        ("early afternoon", AFTERNOON[:1]),
        ("late afternoon", AFTERNOON[1:]),
    ],
)
def test_parts_of_the_day(phrase: str, parts: tuple[PartOfDay, ...]) -> None:
    assert read_clock(phrase) == Clock(parts=parts)


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("at 2", "type 2am or 2pm"),
        ("14", "type 14:00"),
        ("10 oclock", "type 10am or 10pm"),
        ("14.03", "a time or a date: type 14:03"),
        ("2003", "a year or a time: type 20:03"),
        ("13pm", "no 13pm"),
        ("0am", "no 0am"),
        ("25:00", "no 25:00"),
        ("9:60", "no 9:60"),
        ("2:75pm", "no 2:75pm"),
        ("9am in the afternoon", "09:00 is not in the afternoon"),
        ("13:00 late afternoon", "13:00 is not in the late afternoon"),
        ("afternoon noon morning", None),
        ("teatime", None),
        ("9-10am", None),
        ("half past", None),
    ],
)
def test_what_is_no_clock_time(phrase: str, why: str | None) -> None:
    if why is None:
        assert read_clock(phrase) is None
        return
    with pytest.raises(Refusal, match=why) as caught:
        read_clock(phrase)
    assert caught.value.field == "next_step"
