"""What reaches a terminal is harmless, whatever stands in the book."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.cli.say import plain, show_json, show_table
from crm.domain.outcomes import Outcome


@given(st.text())
def test_nothing_unprintable_is_left(text: str) -> None:
    assert plain(text).isprintable()


def test_escape_sequences_and_reversals_are_taken_out() -> None:
    assert plain("Red\x1b[31m Ltd\x07") == "Red [31m Ltd"
    assert plain("a\u202eb") == "a b"
    assert plain("one\ntwo\r\n\nthree") == "one / two / three"
    assert plain(None) == ""


def test_a_table_in_a_pipe_is_lines_with_tabs(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(("A", "B"), [("x\ty", 1), ("[bold]z[/bold]", None)])
    assert capsys.readouterr().out == "x y\t1\n[bold]z[/bold]\t\n"


def test_a_table_on_a_terminal_reads_no_markup(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    show_table(("Company",), [("[red]Bits[/red] :smile: \x1b[2J",)])
    out = capsys.readouterr().out
    assert "[red]Bits[/red] :smile:" in out
    assert "\x1b[2J" not in out


def test_json_is_plain_ascii_and_knows_our_values(capsys: pytest.CaptureFixture[str]) -> None:
    value = {
        "name": "Łódź\x1b \u202e",
        "day": date(2003, 3, 14),
        "at": datetime(2003, 3, 14, 10, tzinfo=UTC),
        "outcome": Outcome.NO_ANSWER,
        "several": (1, None, True),
    }
    show_json(value)
    out = capsys.readouterr().out
    assert out.isascii()
    assert "\x1b" not in out
    assert json.loads(out) == {
        "name": "Łódź\x1b \u202e",
        "day": "2003-03-14",
        "at": "2003-03-14T10:00:00+00:00",
        "outcome": "no-answer",
        "several": [1, None, True],
    }
