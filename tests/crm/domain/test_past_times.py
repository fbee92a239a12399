"""When a call keyed in afterwards was made: every phrase understood, and those refused."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.calendar import LONDON, to_local
from crm.domain.errors import Refusal
from crm.domain.past_times import UNDERSTOOD, read_past, say_past

FRIDAY = datetime(2003, 3, 14, 16, 0, tzinfo=LONDON)

PHRASES = {
    "15:10": "2003-03-14 15:10",
    "today 15:10": "2003-03-14 15:10",
    "3.10pm": "2003-03-14 15:10",
    "this morning at 9": "2003-03-14 09:00",
    "9:30 this morning": "2003-03-14 09:30",
    "noon": "2003-03-14 12:00",
    "yesterday 15:10": "2003-03-13 15:10",
    "yesterday at 15:10": "2003-03-13 15:10",
    "15:10 yesterday": "2003-03-13 15:10",
    "Yesterday, 3pm": "2003-03-13 15:00",
    "yesterday afternoon at 3": "2003-03-13 15:00",
    "day before yesterday 10:00": "2003-03-12 10:00",
    "2 days ago 10:00": "2003-03-12 10:00",
    "a week ago 10:00": "2003-03-07 10:00",
    "mon 10:00": "2003-03-10 10:00",
    "on monday at 10:00": "2003-03-10 10:00",
    "thu 9.30": "2003-03-13 09:30",
    "sat 10:00": "2003-03-08 10:00",
    "last fri 10:00": "2003-03-07 10:00",
    "last tuesday 11am": "2003-03-11 11:00",
    "14 mar 9:30": "2003-03-14 09:30",
    "13 march 9:30": "2003-03-13 09:30",
    "13th of march 9:30": "2003-03-13 09:30",
    "mar 13 9:30": "2003-03-13 09:30",
    "thu 13 mar 9:30": "2003-03-13 09:30",
    "15 mar 9:30": "2002-03-15 09:30",
    "24 dec 16:00": "2002-12-24 16:00",
    "14 march 2002 10:00": "2002-03-14 10:00",
    "13/03 10:00": "2003-03-13 10:00",
    "13/03/2003 10:00": "2003-03-13 10:00",
    "13/3/03 10:00": "2003-03-13 10:00",
    "2003-03-13 10:00": "2003-03-13 10:00",
    "20 min ago": "2003-03-14 15:40",
    "2 hours ago": "2003-03-14 14:00",
    "half an hour ago": "2003-03-14 15:30",
    "an hour ago": "2003-03-14 15:00",
    "30 mar 2002 0:30": "2002-03-30 00:30",
}

REFUSED = {
    "16:01": "lies ahead today",
    "today 17:00": "lies ahead",
    "tomorrow 10:00": "understood",
    "yesterday": "Say the time",
    "fri 10:00": "It is Friday",
    "mon": "Say the time",
    "yesterday morning": "Say the time",
    "31 feb 10:00": "no 31 February",
    "30 feb 2003 10:00": "no 30 February",
    "14/13 10:00": "no month 13",
    "31 mar 2002 1:30": "does not exist",
    "fri 13 mar 9:30": "is not a Friday",
    "14 mar 2004 10:00": "lies ahead",
    "14 mar 1990 10:00": "five years",
    "yesterday 25:00": "no 25:00",
    "yesterday 3": "type 3am or 3pm",
    "next tue 10:00": "understood",
    "a while ago": "understood",
    "sometime yesterday": "understood",
    "after lunch": "understood",
    "x" * 200: "understood",
    "<b>15:10</b>": "understood",
}


def moment_or_refusal(text: str, now: datetime) -> datetime | Refusal | None:
    try:
        return read_past(text, now)
    except Refusal as refusal:
        return refusal


@pytest.mark.parametrize(("phrase", "meaning"), PHRASES.items())
def test_a_phrase_means_its_moment(phrase: str, meaning: str) -> None:
    at = read_past(phrase, FRIDAY)
    assert at is not None
    assert f"{to_local(at):%Y-%m-%d %H:%M}" == meaning
    assert read_past(f" {phrase.upper()} ", FRIDAY) == at


@pytest.mark.parametrize(("phrase", "why"), REFUSED.items())
def test_what_is_refused_says_why(phrase: str, why: str) -> None:
    with pytest.raises(Refusal, match=why) as refused:
        read_past(phrase, FRIDAY)
    assert refused.value.field == "at"
    if why == "understood":
        assert UNDERSTOOD in refused.value.message


@pytest.mark.parametrize("text", ["", "  ", "now"])
def test_nothing_typed_is_now(text: str) -> None:
    assert read_past(text, FRIDAY) is None


def test_saying_when_a_call_was() -> None:
    today = date(2003, 3, 14)
    for text, said in (
        ("15:10", "today 15:10"),
        ("yesterday 9:05", "yesterday 09:05"),
        ("mon 10:00", "Mon 10 Mar 10:00"),
    ):
        at = read_past(text, FRIDAY)
        assert at is not None
        assert say_past(at, today) == said


@given(
    st.lists(
        st.sampled_from(["yesterday", "mon", "last", "14", "mar", "9:30", "2pm", "ago", "2",
                         "hours", "today", "29", "feb", "1:30", "30/03", "on", "at"]),
        max_size=4,
    ).map(" ".join),
    st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
)  # fmt: skip
def test_what_is_read_lies_behind(text: str, now: datetime) -> None:
    at = moment_or_refusal(text, now)
    if isinstance(at, Refusal):
        assert at.field == "at"
    else:
        assert at is None or at <= now
