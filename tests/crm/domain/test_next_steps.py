from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crm.domain.calendar import LONDON, PartOfDay, local_day
from crm.domain.errors import Refusal
from crm.domain.next_steps import UNDERSTOOD, When, read_when, say_when

FRIDAY = datetime(2003, 3, 14, 10, 0, tzinfo=LONDON)
TODAY = FRIDAY.date()

instants = st.datetimes(datetime(2000, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC))
WORDS = [
    "tue",
    "next",
    "this",
    "week",
    "today",
    "tomorrow",
    "in",
    "3",
    "+2",
    "wd",
    "w",
    "d",
    "days",
    "months",
    "14",
    "mar",
    "31",
    "feb",
    "14/03",
    "29",
    "2004",
    "2pm",
    "9:30",
    "am",
    "noon",
    "end",
    "of",
    "month",
    "at",
    "on",
    "the",
    "a",
    "fortnight",
    "2003-03-30",
    "01:30",
    "working",
    "morning",
    "afternoon",
]

REFUSED = {
    "": "Say when",
    "30 march 2003 01:30": "does not exist",
    "31 february": "no 31 February 2003",
    "fri 24:00": "no 24:00",
    "tue 12:60": "no 12:60",
    "friday 13 march 2003": "is a Thursday, not a Friday",
    "12/25": "no month 25",
    "half past two": "understood",
    "2pm or 3pm": "understood",
    "tue 2-3pm": "understood",
    "mon-fri": "understood",
    "christmas day": "understood",
    "the weekend": "understood",
    "mid april": "understood",
    "first monday in april": "understood",
    "1 hour ago": "understood",
    "tomorrow 30 mar": "understood",
    "mon 17th march 2003 at 10": "type 10am or 10pm",
    "   ": "Say when",
    "next week": "understood",
    "next week-ish": "understood",
    "next month": "understood",
    "after the holidays": "understood",
    "after easter": "understood",
    "in the new year": "understood",
    "soon": "understood",
    "later": "understood",
    "asap": "understood",
    "now": "understood",
    "sometime tuesday": "understood",
    "tuesday or wednesday": "understood",
    "tue wed": "understood",
    "tue 2pm 3pm": "understood",
    "tuesday-ish": "understood",
    "around 2pm": "understood",
    "before friday": "understood",
    "by friday": "understood",
    "after 3pm": "understood",
    "tonight": "understood",
    "this evening": "understood",
    "tomorrow evening": "understood",
    "lunchtime": "understood",
    "morning": "understood",
    "afternoon": "understood",
    "am": "understood",
    "a couple of days": "understood",
    "a few weeks": "understood",
    "in days": "understood",
    "-3d": "understood",
    "+3": "understood",
    "3": "type 3am or 3pm",
    "+": "understood",
    "3x": "understood",
    "+3d +2w": "understood",
    "+1m": "minutes or months",
    "in 2 hours at 3pm": "understood",
    "tue 2": "type 2am or 2pm",
    "tue at 14": "type 14:00",
    "14.03": "time or a date",
    "tue 2003": "year or a time",
    "1 mar 03": "day or a year",
    "31 feb": "no 31 February 2003",
    "29 feb": "no 29 February 2003",
    "31/04": "no 31 April 2003",
    "0 mar": "no 0 March",
    "32nd": "no 32 March 2003",
    "03/14": "no month 14",
    "2003-13-01": "no month 13",
    "14/03/2002": "is past",
    "13 march 2003": "is past",
    "this monday": "is past",
    "14 mar 9:00": "has passed today",
    "today 9am": "has passed today",
    "9:30": "has passed today",
    "10:00": "has passed today",
    "today 25:00": "no 25:00",
    "tue 13pm": "no 13pm",
    "tue afternoon at 9am": "not in the afternoon",
    "thu 14 mar": "is a Friday, not a Thursday",
    "mon 18th": "is a Tuesday, not a Monday",
    "30 mar 01:30": "does not exist",
    "30/03/2003 1:00": "does not exist",
    "14/03/2033": "five years",
    "9999 weeks": "five years",
    "9999 months": "five years",
    "9999wd": "five years",
    "two thousand and three": "understood",
    "<b>tue</b>": "understood",
    "{{ when }}": "understood",
    "=tue": "understood",
    "morgen 14 Uhr": "understood",
    "٣ days": "understood",
    "tue\x002pm": "understood",
}


def read_or_refusal(text: str, now: datetime) -> When | Refusal:
    try:
        return read_when(text, now)
    except Refusal as refusal:
        return refusal


def test_the_table_of_what_is_refused_is_long() -> None:
    assert len(REFUSED) >= 60


@pytest.mark.parametrize(("text", "why"), REFUSED.items())
def test_what_is_refused_says_why(text: str, why: str) -> None:
    with pytest.raises(Refusal, match=why) as caught:
        read_when(text, FRIDAY)
    assert caught.value.field == "next_step"
    if why in {"understood", "Say when"}:
        assert UNDERSTOOD in caught.value.message


def test_a_megabyte_is_refused_in_one_line() -> None:
    with pytest.raises(Refusal) as caught:
        read_when("tue " * 250_000, FRIDAY)
    assert len(caught.value.message) < 300


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("tue 2pm", ()),
        ("sat", ("Sat 15 Mar is a Saturday: the next working day is Mon 17 Mar.",)),
        (
            "18 apr",
            ("Fri 18 Apr is Good Friday, a bank holiday: the next working day is Tue 22 Apr.",),
        ),
        ("tue 19:00", ("19:00 is outside calling hours (08:30 to 17:30).",)),
        (
            "tue 2:30",
            ("02:30 is outside calling hours (08:30 to 17:30): for the afternoon type 14:30.",),
        ),
        ("5 feb", ("That is next year: Thu 5 Feb 2004.",)),
        ("fri", ("Fri 21 Mar is a week from today: for today type today.",)),
    ],
)
def test_warnings_say_what_is_odd_and_move_nothing(text: str, warnings: tuple[str, ...]) -> None:
    assert read_when(text, FRIDAY).warnings == warnings


def test_next_tuesday_says_which() -> None:
    monday = datetime(2003, 3, 10, 9, 0, tzinfo=LONDON)
    assert read_when("next tue", monday).warnings == (
        "Tue 18 Mar is the one in next week: for Tue 11 Mar type tue.",
    )


def test_a_month_that_is_too_short_says_so() -> None:
    last = datetime(2003, 1, 31, 9, 0, tzinfo=LONDON)
    assert read_when("1 month", last) == When(
        date(2003, 2, 28),
        warnings=("February 2003 has no day 31: its last is meant.",),
    )


def test_an_hour_that_comes_twice_says_which() -> None:
    when = read_when("26 oct 01:30", FRIDAY)
    assert when.at == datetime(2003, 10, 26, 0, 30, tzinfo=UTC)
    assert when.warnings[0] == "01:30 comes twice that night: the first is meant."


def test_today_after_hours() -> None:
    evening = datetime(2003, 3, 14, 18, 0, tzinfo=LONDON)
    assert read_when("today", evening).warnings == ("Calling hours are over for today (17:30).",)
    with pytest.raises(Refusal, match="part of today is over"):
        read_when("this afternoon", evening)


def test_hours_from_now_cross_the_clock_change() -> None:
    night = datetime(2003, 3, 30, 0, 30, tzinfo=LONDON)
    assert say_when(read_when("in 2 hours", night), date(2003, 3, 30)) == "Sun 30 Mar 03:30"


def test_saying_when() -> None:
    at = datetime(2003, 7, 15, 13, 0, tzinfo=UTC)
    assert say_when(When(date(2003, 7, 15), at), TODAY) == "Tue 15 Jul 14:00"
    morning = When(date(2003, 3, 18), part=PartOfDay.MORNING)
    assert say_when(morning, TODAY) == "Tue 18 Mar, morning"
    assert say_when(When(date(2004, 3, 18)), TODAY) == "Thu 18 Mar 2004"


@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)),
    instants,
)
@example("29 feb", datetime(2004, 2, 29, 23, 59, tzinfo=UTC))
@example("0000-01-01", FRIDAY)
@example("end of next month", datetime(2003, 12, 31, 12, tzinfo=UTC))
def test_anything_typed_lies_ahead_or_is_refused(text: str, now: datetime) -> None:
    when = read_or_refusal(text, now)
    if isinstance(when, Refusal):
        assert when.field == "next_step"
        assert when.message
    else:
        assert local_day(now) <= when.day <= local_day(now) + timedelta(days=5 * 366)
        assert when.at is None or (when.at > now and local_day(when.at) == when.day)
        assert when.at is None or when.part is None


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join), instants)
def test_what_is_said_back_means_the_same(text: str, now: datetime) -> None:
    when = read_or_refusal(text, now)
    if isinstance(when, Refusal):
        return
    again = read_when(say_when(when, local_day(now)), now)
    assert (again.day, again.at, again.part) == (when.day, when.at, when.part)
