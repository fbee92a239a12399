"""The reference on everything we post (`WM-0482-K`), with a check character against mistyping."""

import re
from dataclasses import dataclass
from typing import Final

from crm.domain.errors import Refusal

# Twenty-three letters, a prime number, without I, L and O, which are read as digits: one wrong
# digit or two neighbours changed round always give another letter.
_LETTERS: Final = "KMNPQRSTUVWXYZABCDEFGHJ"
_OFFSET: Final = 21
_SHAPE = re.compile("([A-Z]{1,6})([0-9]{1,12})([A-Z])")
_GAPS = re.compile(r"[\s\-\u2010-\u2015\u2212]")


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference taken apart: whose it is and which of them."""

    prefix: str
    number: int


def make_reference(prefix: str, number: int) -> str:
    """Write the reference of a number: at least four digits and the check character.

    Raises Refusal naming `reference` where the prefix is not one to six plain letters or the
    number is not between 0 and twelve digits.
    """
    prefix = prefix.strip().upper()
    if not re.fullmatch("[A-Z]{1,6}", prefix) or not 0 <= number < 10**12:
        raise Refusal(
            "A reference is made of one to six letters and a whole number.", field="reference"
        )
    return f"{prefix}-{number:04d}-{_check(prefix, number)}"


def read_reference(text: str) -> Reference:
    """Read a reference as somebody typed it or a scanner read it.

    Blanks, missing dashes and small letters do not matter. Raises Refusal naming `reference`
    where it has not the shape of one or the check character does not fit.
    """
    match = _SHAPE.fullmatch(_GAPS.sub("", text[:60]).upper())
    if match is None:
        raise Refusal("That is not a reference. References look like WM-0482-K.", field="reference")
    prefix, digits, letter = match.groups()
    if _check(prefix, int(digits)) != letter:
        raise Refusal(
            f"The last letter does not fit the reference {text[:60].strip()}: "
            "one of its characters is wrong.",
            field="reference",
        )
    return Reference(prefix, int(digits))


def _check(prefix: str, number: int) -> str:
    total = sum(weight * (ord(letter) - 64) for weight, letter in enumerate(prefix, 11))
    for weight, digit in enumerate(reversed(str(number)), 1):
        total += weight * int(digit)
    return _LETTERS[(total + _OFFSET) % len(_LETTERS)]
