import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.errors import Refusal
from crm.domain.money import MOST_PENCE
from crm.domain.pounds_in_words import number_in_words, pounds_in_words


@pytest.mark.parametrize(
    ("pence", "said"),
    [
        (0, "zero pounds"),
        (1, "one penny"),
        (99, "ninety-nine pence"),
        (100, "one pound"),
        (101, "one pound and one penny"),
        (9500, "ninety-five pounds"),
        (11163, "one hundred and eleven pounds and sixty-three pence"),
        (26438, "two hundred and sixty-four pounds and thirty-eight pence"),
        (100_000, "one thousand pounds"),
        (100_500, "one thousand and five pounds"),
        (120_500, "one thousand two hundred and five pounds"),
        (85_000_000, "eight hundred and fifty thousand pounds"),
        (100_000_100, "one million and one pounds"),
        (99_999_999_999, ("nine hundred and ninety-nine million nine hundred and ninety-nine "
                         "thousand nine hundred and ninety-nine pounds and ninety-nine pence")),
    ],
)  # fmt: skip
def test_amounts_as_a_bank_wants_them(pence: int, said: str) -> None:
    assert pounds_in_words(pence) == said


@pytest.mark.parametrize("pence", [-1, MOST_PENCE + 1])
def test_what_nobody_pays_is_refused(pence: int) -> None:
    with pytest.raises(Refusal) as refused:
        pounds_in_words(pence)
    assert refused.value.field == "amount"


def test_a_number_without_words_is_refused() -> None:
    for number in (-1, 10**9):
        with pytest.raises(Refusal):
            number_in_words(number)


VALUES = dict(zip(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
     "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
     "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
    [*range(20), *range(20, 100, 10)], strict=True,
))  # fmt: skip


def read(words: str) -> int:
    """Add the words up again, by another road than they were made."""
    total = group = 0
    for word in words.replace("-", " ").split():
        if word == "hundred":
            group *= 100
        elif word in {"thousand", "million"}:
            total += group * (1000 if word == "thousand" else 1_000_000)
            group = 0
        elif word != "and":
            group += VALUES[word]
    return total + group


@given(st.integers(0, 999_999_999))
def test_words_say_the_number(number: int) -> None:
    assert read(number_in_words(number)) == number
