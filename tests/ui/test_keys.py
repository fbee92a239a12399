"""Keys as data: one spelling, none for two, what is reserved says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.keys import (
    both_enters,
    held_and_last,
    is_letter,
    settle,
    spell,
    why_reserved,
    with_key,
    words_of,
)


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("Shift+Ctrl+P", "Ctrl+Shift+P"), ("Ctrl+Enter", "Ctrl+Return"), ("Enter", "Return"),
        ("p", "P"), ("Ctrl++", "Ctrl++"), ("Strg+Quatsch", ""), ("Ctrl+K, Ctrl+L", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_combination_has_one_spelling(written: str, spelt: str) -> None:
    assert spell(written) == spelt
    assert spell(spelt) == spelt


@pytest.mark.parametrize(
    "keys",
    ["Enter", "Tab", "Shift+Tab", "Esc", "F1", "Space", "Ctrl+C", "Ctrl+V", "Ctrl+Left", "Down",
     "Shift+P", "Meta+P", "Alt+F4", "Del", "Quatsch+"],
)  # fmt: skip
def test_what_is_spoken_for_says_why(keys: str) -> None:
    assert why_reserved(keys).endswith(".")


@pytest.mark.parametrize("keys", ["F9", "Ctrl+9", "Alt+Left", "Alt+O", "P", "1", "Ctrl++", "F12"])
def test_everything_else_may_be_taken(keys: str) -> None:
    assert why_reserved(keys) == ""


def test_the_plus_key_is_a_key_too() -> None:
    assert held_and_last("Ctrl++") == (frozenset({"Ctrl"}), "+")
    assert held_and_last("+") == (frozenset(), "+")


def test_a_combination_is_said_as_the_keys_are_printed() -> None:
    assert words_of("Shift+Ctrl+Return") == "Ctrl+Shift+Enter"
    assert words_of("Ctrl++") == "Ctrl++"


def test_a_letter_stands_beside_a_combination() -> None:
    assert with_key(("Ctrl+Shift+P", "P"), "F8") == ("F8", "P")
    assert with_key(("Ctrl+Shift+P", "P"), "Q") == ("Ctrl+Shift+P", "Q")
    assert with_key((), "Q") == ("Q",)
    assert is_letter("q")
    assert not is_letter("F2")


def test_the_enter_of_the_number_pad_is_heard_too() -> None:
    assert both_enters(["Ctrl+Return", "P"]) == ["Ctrl+Return", "Ctrl+Enter", "P"]


KEYS = st.sampled_from(
    ["F2", "F9", "P", "Q", "1", "Ctrl+1", "Ctrl+K", "Shift+Ctrl+K", "Ctrl+Shift+K", "Ctrl+Enter",
     "Ctrl+Return", "Alt+O", "Enter", "F1", "nonsense+"]
)  # fmt: skip
LISTED = st.dictionaries(st.sampled_from("abcdefgh"), st.lists(KEYS, max_size=3), max_size=8)


@given(LISTED, LISTED, st.sets(KEYS, max_size=3))
def test_no_key_is_heard_by_two(
    shipped: dict[str, list[str]], own: dict[str, list[str]], taken: set[str]
) -> None:
    spoken_for = {spell(key) for key in taken}
    found = settle(shipped.items(), own, spoken_for)
    heard = [key for keys in found.values() for key in keys]
    assert set(found) == set(shipped)
    assert len(heard) == len(set(heard))
    assert not spoken_for & set(heard)
    for name, keys in found.items():
        spelt = {spell(key) for key in shipped[name]}
        stays = {key for key in spelt if why_reserved(key)}
        assert set(keys) <= {spell(key) for key in own.get(name, shipped[name])} | stays


def test_the_users_own_keys_come_before_those_that_ship() -> None:
    found = settle([("dial", ["F9"]), ("pack", ["P"])], {"pack": ["F9"], "gone": ["F2"]})
    assert found == {"dial": (), "pack": ("F9",)}


def test_a_reserved_key_counts_only_where_it_ships() -> None:
    shipped = [("help", ["F1"]), ("take out", ["Del"]), ("other", ["F2"])]
    own = {"other": ["Del", "F1"], "take out": ["Del", "F7"]}
    assert settle(shipped, {"help": ["F12"]})["help"] == ("F12", "F1")
    assert settle(shipped, own) == {"help": ("F1",), "take out": ("Del", "F7"), "other": ()}
