"""Entries of the book become lines with a date and a dot that says how it went."""

from datetime import UTC, date, datetime

from crm.domain.timeline import Entry, EntryKind, fold_tries
from ui.look.tokens import Kind
from ui.panels.happenings import entries_of

TODAY = date(2003, 3, 18)


def call(day: int, outcome: str) -> Entry:
    return Entry(
        EntryKind.CALL, datetime(2003, 3, day, 10, tzinfo=UTC), "Call", outcome=outcome,
        fruitless=outcome == "no-answer",
    )  # fmt: skip


def test_the_dot_says_how_a_call_went() -> None:
    calls = [call(14, "send-pack"), call(13, "no-answer"), call(12, "do-not-call")]
    lines = entries_of(calls, TODAY)
    assert [line.kind for line in lines] == [Kind.SUCCESS, Kind.NEUTRAL, Kind.DANGER]
    assert lines[0].when == "14 Mar"


def test_folded_tries_say_since_when_and_keep_each() -> None:
    (line,) = entries_of(fold_tries([call(13, "no-answer"), call(11, "no-answer")]), TODAY)
    assert line.more == "since 11 Mar"
    assert [inner.when for inner in line.inside] == ["13 Mar", "11 Mar"]


def test_another_year_is_said() -> None:
    past = Entry(EntryKind.NOTE, datetime(2002, 12, 1, 10, tzinfo=UTC), "Note")
    assert entries_of([past], TODAY)[0].when == "1 Dec 2002"
