"""Postcodes: their shapes, and the repairs of what was mistyped."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.errors import Refusal
from crm.domain.postcodes import AREAS, Postcode, is_postcode, read_postcode


@pytest.mark.parametrize(
    ("typed", "value", "outcode"),
    [
        ("M1 1AA", "M1 1AA", "M1"),
        ("b45 9zz", "B45 9ZZ", "B45"),
        ("st41aa", "ST4 1AA", "ST4"),
        ("CR2 6XH", "CR2 6XH", "CR2"),
        ("DN551PT", "DN55 1PT", "DN55"),
        ("W1A1HQ", "W1A 1HQ", "W1A"),
        ("ec1a 1bb", "EC1A 1BB", "EC1A"),
        ("GIR 0AA", "GIR 0AA", "GIR"),
        (" S T 4-1 A A. ", "ST4 1AA", "ST4"),
        ("CR0 2AA", "CR0 2AA", "CR0"),
        ("", "", ""),
    ],
)
def test_every_shape_without_a_warning(typed: str, value: str, outcode: str) -> None:
    assert read_postcode(typed) == Postcode(value, outcode)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("ST4 IAA", "ST4 1AA"),
        ("ST4 OAA", "ST4 0AA"),
        ("S01 2AB", "SO1 2AB"),
        ("0X1 2JD", "OX1 2JD"),
        ("B1O 1AA", "B10 1AA"),
        ("WVI 1AA", "WV1 1AA"),
        ("WIA 1HQ", "W1A 1HQ"),
        ("CVI IAA", "CV1 1AA"),
        ("01 1AA", None),
    ],
)
def test_repairs_of_o_and_i(typed: str, value: str | None) -> None:
    read = read_postcode(typed)
    assert read.repaired == (value is not None)
    assert read.warning
    if value is not None:
        assert read.value == value
        assert typed in read.warning
        assert value in read.warning


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ZZ1 1AA", "no postcode area ZZ"),
        ("ST4 1CV", "none ends in"),
        ("ST4", "first half"),
        ("nonsense", "does not look like"),
        ("D02 AF30", "does not look like"),
        ("12345", "does not look like"),
        ("??", "not a postcode"),
        ("GIR 1AA", "GIR 0AA"),
        ("<b>ST4</b>", "does not look like"),
    ],
)
def test_what_cannot_exist_is_kept_with_a_warning(typed: str, words: str) -> None:
    read = read_postcode(typed)
    assert words in read.warning
    assert not read.repaired
    assert read.value.replace(" ", "") == typed.upper().replace(" ", "")


def test_a_megabyte_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        read_postcode("ST4" * 400_000)
    assert caught.value.field == "postcode"


def test_pieces_of_an_address() -> None:
    assert is_postcode("ST4 1AA")
    assert is_postcode("st41aa")
    assert not is_postcode("ST4")
    assert not is_postcode("14 Liverpool Road")


letters = st.sampled_from(sorted(set(string.ascii_uppercase) - set("CIKMOV")))
districts = st.one_of(st.integers(0, 99).map(str), st.integers(1, 9).map(lambda digit: f"{digit}A"))
postcodes = st.builds(
    lambda area, district, digit, one, two: (f"{area}{district}", f"{digit}{one}{two}"),
    st.sampled_from(sorted(AREAS)), districts, st.integers(0, 9), letters, letters,
)  # fmt: skip


@given(postcodes, st.sampled_from(["", " ", "  ", "-"]), st.booleans())
def test_a_good_postcode_is_read_whatever_its_dress(
    parts: tuple[str, str], between: str, small: bool
) -> None:
    typed = between.join(parts)
    read = read_postcode(typed.lower() if small else typed)
    assert read == Postcode(" ".join(parts), parts[0])


@given(postcodes)
def test_letters_for_digits_in_the_second_half_are_repaired(parts: tuple[str, str]) -> None:
    wrong = parts[1][0].replace("0", "O").replace("1", "I") + parts[1][1:]
    read = read_postcode(f"{parts[0]} {wrong}")
    assert read.value == " ".join(parts)
    assert read.repaired == (wrong != parts[1])


@given(st.text(max_size=80))
def test_reading_twice_changes_nothing_and_never_blocks(text: str) -> None:
    try:
        first = read_postcode(text)
    except Refusal:
        assert len(text.upper()) > 60
        return
    again = read_postcode(first.value)
    assert again.value == first.value
    assert again.outcode == first.outcode
