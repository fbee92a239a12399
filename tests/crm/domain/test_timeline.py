from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.outcomes import Outcome
from crm.domain.timeline import Entry, EntryKind, call_title, fold_tries, holds_words, say_change

START = datetime(2003, 3, 14, 10, tzinfo=UTC)


def entries(pattern: str) -> list[Entry]:
    """Make one entry for each letter, newest first: t is a try without contact."""
    return [
        Entry(EntryKind.CALL, START - timedelta(hours=n), letter, fruitless=letter == "t")
        for n, letter in enumerate(pattern)
    ]


def test_tries_in_a_row_become_one_line() -> None:
    folded = fold_tries(entries("tttxtyt"))
    assert [entry.title for entry in folded] == ["3 tries, nobody reached", "x", "t", "y", "t"]
    assert folded[0].at == START
    assert folded[0].since == START - timedelta(hours=2)
    assert len(folded[0].inside) == 3


@given(st.text(alphabet="txy", max_size=30))
def test_folding_loses_nothing_and_keeps_the_order(pattern: str) -> None:
    all_entries = entries(pattern)
    folded = fold_tries(all_entries)
    unfolded = [one for entry in folded for one in (entry.inside or (entry,))]
    assert unfolded == all_entries
    assert not any(a.fruitless and b.fruitless for a, b in pairwise(folded))


@pytest.mark.parametrize(
    ("outcome", "seconds", "title"),
    [
        (Outcome.SEND_PACK, 360, "Call · 6 min · interested, send pack"),
        (Outcome.NO_ANSWER, None, "Call · no answer"),
        (Outcome.NO_ANSWER, 5, "Call · 1 min · no answer"),
        ("", None, "Call"),
        ("from another program", 0, "Call"),
    ],
)
def test_a_call_is_said_with_its_length_and_outcome(
    outcome: str, seconds: int | None, title: str
) -> None:
    assert call_title(outcome, seconds) == title


@pytest.mark.parametrize(
    ("field", "before", "after", "said"),
    [
        ("staff", 10, 12, "staff 10 → 12"),
        ("staff", None, 0, "staff 0"),
        ("legal_name", "", "A Ltd", "legal name A Ltd"),
        ("website", "a.example", "", "website a.example taken away"),
        ("branch_id", "Shropshire", "Staffordshire", "branch Shropshire → Staffordshire"),
        ("left_on", None, date(2003, 3, 14), "left on 14 March 2003"),
        ("pinned", "", "x" * 100, f"pinned note {'x' * 59}…"),
        ("activities", "a", "b\nc", "what it does a → b c"),
    ],
)
def test_a_change_is_said_in_words(field: str, before: object, after: object, said: str) -> None:
    assert say_change(field, before, after) == said


def test_words_are_found_whatever_their_accents() -> None:
    entry = Entry(EntryKind.NOTE, START, "Note", text="Café in Müllerstraße")
    assert holds_words(entry, ["cafe", "note"])
    assert not holds_words(entry, ["cafe", "tea"])
