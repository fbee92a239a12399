import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crm.documents.reference import Reference, make_reference, read_reference
from crm.domain.errors import Refusal

numbers = st.integers(0, 10**9)
prefixes = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=6)


def test_the_reference_of_the_pictures() -> None:
    assert make_reference("WM", 482) == "WM-0482-K"


@given(prefixes, numbers)
def test_what_is_made_is_read_back(prefix: str, number: int) -> None:
    assert read_reference(make_reference(prefix, number)) == Reference(prefix, number)


@given(numbers, st.integers(0, 8), st.integers(0, 9))
def test_one_wrong_digit_is_noticed(number: int, place: int, digit: int) -> None:
    prefix, digits, letter = make_reference("WM", number).split("-")
    assume(place < len(digits) and digits[place] != str(digit))
    wrong = digits[:place] + str(digit) + digits[place + 1 :]
    with pytest.raises(Refusal, match="one of its characters is wrong"):
        read_reference(f"{prefix}-{wrong}-{letter}")


@given(numbers, st.integers(0, 7))
def test_two_digits_changed_round_are_noticed(number: int, place: int) -> None:
    prefix, digits, letter = make_reference("WM", number).split("-")
    assume(place + 1 < len(digits) and digits[place] != digits[place + 1])
    wrong = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    with pytest.raises(Refusal):
        read_reference(f"{prefix}-{wrong}-{letter}")


@pytest.mark.parametrize("typed", [" wm 0482 k ", "WM0482K", "wm–0482–k", "WM—482—K", "wm-482-k"])
def test_it_is_read_as_people_type_it(typed: str) -> None:
    assert read_reference(typed) == Reference("WM", 482)


@pytest.mark.parametrize(
    "typed", ["", "WM", "0482", "WM-0482", "WM-٠٤٨٢-K", "x" * 1_000_000, "WM-0482-L"]
)
def test_what_is_none_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_reference(typed)
    assert refused.value.field == "reference"


@pytest.mark.parametrize(("prefix", "number"), [("", 1), ("W1", 1), ("Ŵ", 1), ("WM", -1)])
def test_what_cannot_be_a_reference_is_not_made(prefix: str, number: int) -> None:
    with pytest.raises(Refusal):
        make_reference(prefix, number)
