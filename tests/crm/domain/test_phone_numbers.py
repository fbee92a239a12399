"""Telephone numbers: what was typed, the number that is dialled, how it is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.errors import Refusal
from crm.domain.phone_numbers import digits, read_numbers, say_number, search_digits

BIRMINGHAM = "+441214960123"


@pytest.mark.parametrize(
    "typed",
    [
        "0121 496 0123",
        "01214960123",
        "(0121) 496-0123",
        "0121.496.0123",
        "+44 121 496 0123",
        "+44 (0)121 496 0123",
        "(+44) 121 496 0123",
        "0044 121 496 0123",
        "44 121 496 0123",
        "1214960123",
        "Tel: 0121 496 0123",
        "tel. no. 0121 496 0123",
        "0121 496 0123.",
        " 0121–496–0123 ",
        "０１２１ ４９６ ０１２３",
        "٠١٢١ ٤٩٦ ٠١٢٣",
    ],
)
def test_one_number_in_many_dresses(typed: str) -> None:
    (number,) = read_numbers(typed)
    assert (number.e164, number.extension, number.note, number.warning) == (BIRMINGHAM, "", "", "")
    assert number.typed == " ".join(typed.split())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0121 496 0123 / 0124", [BIRMINGHAM, "+441214960124"]),
        ("0121 496 0123/4", [BIRMINGHAM, "+441214960124"]),
        ("0121 496 0123 or 496 0200", [BIRMINGHAM, "+441214960200"]),
        ("0121 496 0123; 07700 900123", [BIRMINGHAM, "+447700900123"]),
        ("0121 496 0123, 01632 960001 and 020 7946 0018",
         [BIRMINGHAM, "+441632960001", "+442079460018"]),
        ("0121 496 0123\n01632 960001", [BIRMINGHAM, "+441632960001"]),
        ("020 7946 0018 & 0800 1111", ["+442079460018", "+448001111"]),
        ("0121 496 0123 07700 900123", [BIRMINGHAM, "+447700900123"]),
        ("0121 496 0123  +44 7700 900123 ask", [BIRMINGHAM, "+447700900123"]),
        ("not known / 0121 496 0123", [None, BIRMINGHAM]),
        ("+33 1 42 68 53 00", ["+33142685300"]),
        ("07911 123456", ["+447911123456"]),
        ("", []),
        (" \n ", []),
    ],
)  # fmt: skip
def test_several_numbers_in_one_field(typed: str, expected: list[str | None]) -> None:
    assert [number.e164 for number in read_numbers(typed)] == expected


@pytest.mark.parametrize(
    ("typed", "extension", "note"),
    [
        ("0121 496 0123 ext 12", "12", ""),
        ("0121 496 0123 extn. 12", "12", ""),
        ("0121 496 0123 x12 ask for Sue", "12", "ask for Sue"),
        ("0121 496 0123, extension 4021", "4021", ""),
        ("0121 496 0123 (ext 7)", "7", ""),
        ("0121 496 0123 #44", "44", ""),
        ("0121 496 0123 ask for Sue", "", "ask for Sue"),
        ("0121 496 0123 (evenings)", "", "evenings"),
        ("Sue's mobile: 0121 496 0123", "", "Sue's mobile"),
        ("0121 496 0123, 2nd floor", "", "2nd floor"),
        ("0121 496 0123 extra loud", "", "extra loud"),
    ],
)
def test_extension_and_note(typed: str, extension: str, note: str) -> None:
    (number,) = read_numbers(typed)
    assert (number.e164, number.extension, number.note) == (BIRMINGHAM, extension, note)
    assert number.warning == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("not known", "No telephone number"),
        ("999", "too short"),
        ("0121 496", "too short"),
        ("496 0123", "without its area code"),
        ("0121 496 0123 0124 0125", "too long"),
        ("+999 123 4567890", "no known country"),
        ("ex-directory", "No telephone number"),
    ],
)
def test_what_is_no_number_is_kept_as_text(typed: str, words: str) -> None:
    (number,) = read_numbers(typed)
    assert number.e164 is None
    assert number.note == number.typed == typed
    assert words in number.warning


def test_possible_but_not_valid_is_kept_with_a_warning() -> None:
    (number,) = read_numbers("0121 496 012")
    assert number.e164 == "+44121496012"
    assert "check the digits" in number.warning


@pytest.mark.parametrize("typed", ["01632 960000", "01632 960999", "07700 900000", "07700 900999"])
def test_numbers_for_demonstration_raise_no_warning(typed: str) -> None:
    (number,) = read_numbers(typed)
    assert number.warning == ""
    assert number.e164 is not None
    assert say_number(number.e164) == typed


def test_a_shortened_number_says_how_it_was_read() -> None:
    assert read_numbers("0121 496 0123 / 0124")[1].warning == (
        "Read as 0121 496 0124, after the number before it."
    )


def test_too_much_text_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        read_numbers("0121 496 0123 " * 20)
    assert caught.value.field == "number"


@pytest.mark.parametrize(
    ("e164", "said"),
    [
        (BIRMINGHAM, "0121 496 0123"),
        ("+441632960123", "01632 960123"),
        ("+442079460018", "020 7946 0018"),
        ("+44121496012", "0121496012"),
        ("+33142685300", "+33 1 42 68 53 00"),
        ("not known", "not known"),
    ],
)
def test_saying_a_number(e164: str, said: str) -> None:
    assert say_number(e164) == said


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("0121 496", "121496"),
        ("+44 (0)121 496", "121496"),
        ("(+44) 121 496", "121496"),
        ("0044 121 496", "121496"),
        ("44 121 496 0123", "1214960123"),
        ("(0121) 496", "121496"),
        ("0123", "123"),
        ("4401", "4401"),
        ("+33 1 42", "33142"),
        ("none", ""),
    ],
)
def test_digits_to_search_by(typed: str, found: str) -> None:
    assert search_digits(typed) == found


subscriber = st.integers(min_value=0, max_value=999)


@given(subscriber, st.sampled_from(["01632 960{:03}", "07700 900{:03}", "0121 496 0{:03}"]))
def test_saying_and_reading_agree(number: int, shape: str) -> None:
    (first,) = read_numbers(shape.format(number))
    assert first.e164 is not None
    (again,) = read_numbers(say_number(first.e164))
    assert again.e164 == first.e164
    assert search_digits(shape.format(number)) in first.e164


@given(st.text(st.sampled_from("0123456789 /,;x+()-.abcor&\n"), max_size=60))
def test_any_text_is_read_and_none_is_lost(text: str) -> None:
    numbers = read_numbers(text)
    assert "".join(digits(number.typed) for number in numbers) == digits(text)
    for number in numbers:
        assert number.e164 is None or number.e164.startswith("+")
        assert number.e164 is not None or number.warning


@given(st.text())
def test_digits_are_only_digits(text: str) -> None:
    assert all(character in "0123456789" for character in digits(text))
