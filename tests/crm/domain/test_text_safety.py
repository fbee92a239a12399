"""What is taken out of text from outside, and how long it may be."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.errors import Refusal
from crm.domain.text_safety import (
    ADDRESS_LINE_LENGTH,
    FREE_TEXT_LENGTH,
    NAME_LENGTH,
    clean_line,
    clean_text,
)

anything = st.text(st.characters())
"""Any characters at all, lone surrogates among them."""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Potteries\tData \n Ltd ", "Potteries Data Ltd"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("a\x00b\x1bc\ud800d\ufeff", "abcd"),
        ("Cafe\u0301", "Café"),
        ("<b>{{ x }}</b> =cmd", "<b>{{ x }}</b> =cmd"),
        ("one\u2028two", "one two"),
        ("🏴󠁧󠁢󠁷󠁬󠁳󠁿 Łódź", "🏴 Łódź"),
        ("x\xa0y", "x y"),
    ],
)
def test_one_line(typed: str, kept: str) -> None:
    assert clean_line(typed, "name") == kept


def test_several_lines_keep_their_lines() -> None:
    assert clean_text("\r\none \r\n\r\n  two\tx\x85three\n\n", "note") == "one\n\n  two x\nthree"


def test_too_long_names_the_field_and_both_lengths() -> None:
    with pytest.raises(Refusal) as caught:
        clean_line("x" * 1_048_576, "job_title")
    assert caught.value.field == "job_title"
    assert caught.value.message == ("The job title is too long: 1,048,576 characters, at most 120.")


@pytest.mark.parametrize("most", [NAME_LENGTH, ADDRESS_LINE_LENGTH, FREE_TEXT_LENGTH])
def test_the_longest_that_is_taken(most: int) -> None:
    assert clean_line("x" * most, "name", most) == "x" * most
    with pytest.raises(Refusal):
        clean_line("x" * (most + 1), "name", most)


@given(anything)
def test_what_is_left_is_safe_and_stays(text: str) -> None:
    for clean in (clean_line(text, "name", 10_000), clean_text(text, "note", 10_000)):
        assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in clean if c != "\n")
        assert not set(clean) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
        clean.encode()
    line = clean_line(text, "name", 10_000)
    assert "\n" not in line
    assert clean_line(line, "name", 10_000) == line
    several = clean_text(text, "note", 10_000)
    assert clean_text(several, "note", 10_000) == several


@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_letters_and_digits_are_never_lost(text: str) -> None:
    assert clean_line(text, "name") == unicodedata.normalize("NFC", text)
