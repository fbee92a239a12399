"""Amounts of money in words, as a bank's form asks for them beside the figures."""

from typing import Final

from crm.domain.errors import Refusal
from crm.domain.money import MOST_PENCE, pounds

_SMALL: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS: Final = (
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_GROUPS: Final = ((1_000_000, "million"), (1_000, "thousand"))


def number_in_words(number: int) -> str:
    """Say a whole number from 0 to 999,999,999: `1205` gives `one thousand two hundred and five`.

    Raises Refusal naming `number` for any other.
    """
    if not 0 <= number < 1_000_000_000:
        raise Refusal(f"{number} is not said in words.", field="number")
    words: list[str] = []
    for size, name in _GROUPS:
        many, number = divmod(number, size)
        if many:
            words += [_below_thousand(many), name]
    if number or not words:
        if words and number < 100:
            words.append("and")
        words.append(_below_thousand(number))
    return " ".join(words)


def pounds_in_words(pence: int) -> str:
    """Say an amount: `£264.38` gives `two hundred and sixty-four pounds and thirty-eight pence`.

    Raises Refusal naming `amount` for less than nothing and for more than the book holds.
    """
    if not 0 <= pence <= MOST_PENCE:
        raise Refusal(f"{pounds(pence)} is not an amount to pay.", field="amount")
    whole, rest = divmod(pence, 100)
    said = [f"{number_in_words(whole)} {'pound' if whole == 1 else 'pounds'}"]
    if rest:
        said.append(f"{number_in_words(rest)} {'penny' if rest == 1 else 'pence'}")
    return " and ".join(said if whole or not rest else said[1:])


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    said = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if rest or not hundreds:
        said.append(_below_hundred(rest))
    return " and ".join(said)


def _below_hundred(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_SMALL[ones]}" if ones else _TENS[tens]
