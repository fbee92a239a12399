"""Money as whole pence: how it is said and how it is read."""

import re
from typing import Final

from crm.domain.errors import Refusal
from crm.domain.text_safety import say_field

MOST_PENCE: Final = 99_999_999_999
"""Nothing in a book costs a thousand million pounds: more is a slip of the finger."""

_POUNDS = re.compile(
    r"(?P<sign>[-−]?)\s*(?:£|gbp)?\s*(?P<pounds>\d{1,3}(?:,\d{3})+|\d+)?(?:\.(?P<pence>\d{1,2}))?",
    re.IGNORECASE | re.ASCII,
)
_PENCE = re.compile(r"(?P<sign>[-−]?)\s*(?P<pence>\d+)\s*p", re.IGNORECASE | re.ASCII)


def pounds(pence: int, *, short: bool = False) -> str:
    """Say an amount: `£1,234.50`; `short` leaves `.00` out, as in `£850,000` or `£95 + VAT`."""
    whole, rest = divmod(abs(pence), 100)
    sign = "-" if pence < 0 else ""
    return f"{sign}£{whole:,}" if short and not rest else f"{sign}£{whole:,}.{rest:02}"


def read_pounds(text: str, field: str = "amount") -> int:
    """Read an amount in pounds into pence: `£1,234.50`, `1234.5`, `95`, `50p`, `-£5`.

    Raises Refusal naming `field` for anything else, a comma out of place among it: nothing is
    guessed about `1,23` or `1.234,50`.
    """
    typed = text.strip()
    pence = _PENCE.fullmatch(typed)
    if pence:
        return _checked(int(pence["pence"][:20]), pence["sign"], field)
    amount = _POUNDS.fullmatch(typed)
    if amount is None or (amount["pounds"] is None and amount["pence"] is None):
        shown = typed if len(typed) <= 30 else f"{typed[:30]}…"
        message = f"“{shown}” is not an amount of money: type it like 1,234.50."
        raise Refusal(message if typed else f"Type the {say_field(field)}.", field=field)
    whole = int((amount["pounds"] or "0").replace(",", "")[:20])
    return _checked(
        100 * whole + int((amount["pence"] or "0").ljust(2, "0")), amount["sign"], field
    )


def _checked(pence: int, sign: str, field: str) -> int:
    if pence > MOST_PENCE:
        message = f"The {say_field(field)} is more than {pounds(MOST_PENCE)}: check it."
        raise Refusal(message, field=field)
    return -pence if sign else pence
