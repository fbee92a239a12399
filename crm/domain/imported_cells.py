"""Single cells of a foreign list: numbers, dates and addresses as spreadsheets leave them."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from crm.domain.phone_numbers import ReadNumber, read_numbers
from crm.domain.postcodes import Postcode, read_postcode

_NOTHING: Final = frozenset(
    {"n/a", "n.a.", "none", "null", "nil", "-", "--", "?", "unknown", "not known", "not given",
     "tbc", "tba", "none supplied", "not supplied", "not available", "."}
)  # fmt: skip
_PREFIXES: Final = (
    "AC|CE|CS|ES|FC|FE|GE|GN|GS|IC|IP|LP|NA|NC|NF|NI|NL|NO|NP|NR|NV|NZ|OC|OE|PC|RC|RS|SA|SC|SE|SF|"
    "SG|SI|SL|SO|SP|SR|SZ|ZC"
)
"""What a number of the public register can begin with, besides digits and the old R of Ireland."""

_REGISTERED: Final = re.compile(rf"\d{{8}}|(?:{_PREFIXES})\d{{5}}[\dA-Z]|R\d{{7}}")
_SHORT_REGISTERED: Final = re.compile(rf"({_PREFIXES})(\d{{1,5}})")
_STRAY: Final = re.compile(r"[\s.\-/#'’:]+")
_AS_FRACTION: Final = re.compile(r"(\d+)\.0+")
_EXPONENT: Final = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_STAFF: Final = re.compile(
    r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?(?:\s*(?:staff|employees|people|fte))?", re.IGNORECASE
)
_EMAIL_SEPARATORS: Final = re.compile(r"[;,\s/|<>()\[\]\"]+")
_WEBSITE: Final = re.compile(
    r"(https?://)?[^\W_](?:[\w-]*\.)+[^\W\d_]{2,24}(:\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE
)
_DATE_SHAPES: Final = (
    (re.compile(r"\d{1,2}/\d{1,2}/\d{4}"), "%d/%m/%Y"),
    (re.compile(r"\d{4}-\d{1,2}-\d{1,2}"), "%Y-%m-%d"),
    (re.compile(r"\d{1,2}-\d{1,2}-\d{4}"), "%d-%m-%Y"),
    (re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}"), "%d.%m.%Y"),
    (re.compile(r"\d{1,2} [A-Za-z]{3} \d{4}"), "%d %b %Y"),
    (re.compile(r"\d{1,2} [A-Za-z]{4,9} \d{4}"), "%d %B %Y"),
)
STAFF_AT_MOST: Final = 3_000_000


def says_nothing(text: str) -> bool:
    """Whether a cell is one of the ways to write that there is nothing: `n/a`, `-`, `tbc`."""
    return text.casefold() in _NOTHING


def read_registered_number(text: str) -> str:
    """Bring a registered number to its eight characters; empty where the text is none.

    Zeros that a spreadsheet took from the front are put back (`1799445`, `SC73411`), and a letter
    O before seven digits is read as the zero it was.
    """
    whole = _AS_FRACTION.fullmatch(text.strip())
    tight = _STRAY.sub("", whole[1] if whole else text).upper()
    if not tight.isascii() or not 1 < len(tight) <= 8:
        return ""
    if tight.isdigit():
        return tight.zfill(8) if int(tight) else ""
    short = _SHORT_REGISTERED.fullmatch(tight)
    if short:
        return short[1] + short[2].zfill(6)
    if tight[0] == "O" and tight[1:].isdigit() and len(tight) == 8:
        return "0" + tight[1:]
    return tight if _REGISTERED.fullmatch(tight) else ""


@lru_cache(maxsize=50_000)
def read_phone_cell(text: str) -> tuple[ReadNumber, ...]:
    """Read the numbers of one cell, undoing what spreadsheets do to long numbers.

    Text that holds none is kept as an entry without E.164 form and with a warning. Raises
    Refusal on `number` for text too long to keep.
    """
    if _EXPONENT.fullmatch(text):
        lost = "The spreadsheet shortened this number, so its last digits are lost."
        return (ReadNumber(text, None, note=text, warning=lost),)
    whole = _AS_FRACTION.fullmatch(text)
    return read_numbers(whole[1] if whole else text)


@lru_cache(maxsize=50_000)
def read_postcode_cell(text: str) -> Postcode:
    """Read a postcode as `read_postcode` does; lists repeat them, so answers are kept."""
    return read_postcode(text)


def split_emails(text: str) -> tuple[str, ...]:
    """Take apart a cell with one or several addresses: `Jo <jo@a.uk>; info@a.uk` gives two.

    Pieces without an @ are left out when another piece has one.
    """
    pieces = [piece for piece in _EMAIL_SEPARATORS.split(text) if piece]
    pieces = [piece.removeprefix("mailto:").strip(".") for piece in pieces]
    addresses = tuple(piece for piece in pieces if "@" in piece)
    return addresses or (text.strip(),)


@lru_cache(maxsize=50_000)
def check_email(text: str) -> str:
    """Give an address in lower case and normal form; empty where it is none. Asks no network."""
    # Imported here because the first window is painted before any list is read.
    from email_validator import EmailNotValidError, validate_email

    try:
        # Not "globally deliverable", because demonstration books use the domains kept for them.
        checked = validate_email(text, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return ""
    return checked.normalized.lower() if "." in checked.domain else ""


def read_website(text: str) -> str:
    """Give a web address without the blanks round it; empty where the text is none."""
    tight = text.strip().rstrip("/")
    return tight if len(tight) <= 200 and _WEBSITE.fullmatch(tight) else ""


def read_staff(text: str) -> int | None:
    """Read a count of people (`1,200`, `12.0`, `40 staff`); None for a range or anything else."""
    found = _STAFF.fullmatch(text.strip())
    if found is None or len(found[1]) > 9:
        return None
    count = int(found[1].replace(",", ""))
    return count if count <= STAFF_AT_MOST else None


@lru_cache(maxsize=20_000)
def read_date_cell(text: str) -> date | None:
    """Read a civil date, day before month; a time of day after it is ignored; None where none."""
    day = text.strip()
    day = day[:10] if re.fullmatch(r"\d{4}-\d\d-\d\d[ T][\d:.+Z]+", day) else day
    for shape, form in _DATE_SHAPES:
        if shape.fullmatch(day):
            try:
                return datetime.strptime(day, form).date()  # noqa: DTZ007 - a date has no zone
            except ValueError:
                return None
    return None
