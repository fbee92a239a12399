"""Commands are found by a few letters of their words, by a key, and in spite of a slip."""

import pytest

from ui.command import Command, Scope
from ui.shell.command_search import LATELY, find_commands


def command(id_, text, tip="Does it", keys=(), **more):
    return Command(id_, text, lambda: None, keys, tip=tip, **more)


SCOPES = (
    Scope(
        "today",
        (
            command("dial", "Dial", "Hand the number to the telephone program", "F9", group="Call"),
            command("voice", "Log: left a message", "Log this call", "Ctrl+2", group="Call"),
            command("pack", "Pack", "Queue a membership pack", "Ctrl+Shift+P", group="Call"),
            command("hidden", "Pack", listed=False),
        ),
        title="Today",
    ),
    Scope(
        "everywhere",
        (
            command("companies", "Companies", "Every company", group="Go"),
            command("redo", "Redo", "Do it again", "Ctrl+Y", group="Edit", when=lambda: False,
                    why_not="Nothing was taken back"),
        ),
        title="Everywhere",
    ),
)  # fmt: skip


def found(text, recent=()):
    return [one.command for one in find_commands(text, SCOPES, recent)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("dial", "dial"), ("di", "dial"), ("mess left", "voice"), ("mesage", "voice"),
        ("pck", None), ("paCK", "pack"), ("membership", "pack"), ("f9", "dial"),
        ("ctrl+shift+p", "pack"), ("compnies", "companies"), ("zebra", None), ("dial zebra", None),
    ],
)  # fmt: skip
def test_words_find_their_command(typed, first):
    assert (found(typed) or [None])[0] == first


def test_with_nothing_typed_all_stand_under_heads_the_latest_first():
    rows = find_commands("", SCOPES, ["redo", "gone", "pack"])
    assert [row.command for row in rows] == ["redo", "pack", "dial", "voice", "companies"]
    assert [row.head for row in rows] == [LATELY, "", "Today: Call", "", "Everywhere: Go"]


def test_of_two_that_answer_alike_the_one_used_last_comes_first():
    scopes = [Scope("x", (command("a", "Print packs"), command("b", "Print labels")))]
    assert next(iter(find_commands("print", scopes, ["b"]))).command == "b"
    assert [one.command for one in find_commands("print packs", scopes, ["b"])] == ["a"]


def test_what_cannot_be_done_now_says_why():
    (row,) = find_commands("redo", SCOPES, ())
    assert not row.possible
    assert row.line.startswith("Nothing was taken back")
