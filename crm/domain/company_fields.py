"""The facts of a company that can be edited in place, each read and checked in one way."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from crm.domain.errors import Refusal
from crm.domain.imported_cells import (
    STAFF_AT_MOST,
    read_date_cell,
    read_registered_number,
    read_staff,
    read_website,
)
from crm.domain.likeness import name_key
from crm.domain.outcomes import REASONS, read_reason
from crm.domain.person_fields import read_one_of
from crm.domain.postcodes import read_postcode
from crm.domain.text_safety import (
    ADDRESS_LINE_LENGTH,
    FREE_TEXT_LENGTH,
    clean_line,
    clean_text,
    say_field,
)

SUBSCRIBER_KINDS: Final = ("corporate", "individual", "unknown")
"""Who holds a company's telephone line: decides between CTPS and TPS."""

SOURCE_KINDS: Final = ("referral", "event", "lapsed", "list", "other")
"""Where a company came from, in the order that new ones are called."""

HOT_KINDS: Final = ("", "joining", "asked")
"""Why a company is to be called before others; empty for no reason."""

ADDRESS_FIELDS: Final = frozenset({"premises", "street", "locality", "town", "postcode"})

FIRST_YEAR: Final = 1_000

_VAT: Final = re.compile(r"(?:GB|XI)?(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})|[A-Z]{2}[A-Z0-9]{2,12}")

FieldValue = str | int | bool | date | None


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into which field, and the date it was; `reasons` are those of the book."""

    field: str
    text: str
    today: date
    reasons: Sequence[str] = REASONS


@dataclass(frozen=True, slots=True)
class ReadField:
    """What a field becomes, and a sentence about anything odd that was kept all the same."""

    value: FieldValue
    warning: str = ""


Reader = Callable[[Typed], ReadField]


def read_company_field(
    field: str, text: str, today: date, reasons: Sequence[str] = REASONS
) -> ReadField:
    """Read what was typed into one field of a company; Refusal names the field.

    Empty text clears a field, except the name. Fields are those of `EDITABLE`; `reasons` are
    those of the book for "not interested".
    """
    reader = EDITABLE.get(field)
    if reader is None:
        raise Refusal(f"There is no {say_field(field)} that can be changed here.", field=field)
    return reader(Typed(field, text, today, reasons))


def company_name_key(name: str) -> str:
    """Fold a name for the book; it is never empty, so that every company sorts somewhere."""
    return name_key(name) or name.casefold()


def _name(typed: Typed) -> ReadField:
    name = clean_line(typed.text, typed.field)
    if not any(character.isalnum() for character in name):
        raise Refusal("A company needs a name.", field=typed.field)
    return ReadField(name)


def _line(typed: Typed) -> ReadField:
    return ReadField(clean_line(typed.text, typed.field))


def _address_line(typed: Typed) -> ReadField:
    return ReadField(clean_line(typed.text, typed.field, ADDRESS_LINE_LENGTH).strip(" ,;"))


def _text(typed: Typed) -> ReadField:
    return ReadField(clean_text(typed.text, typed.field, FREE_TEXT_LENGTH))


def _postcode(typed: Typed) -> ReadField:
    read = read_postcode(typed.text)
    return ReadField(read.value, read.warning)


def _registered_number(typed: Typed) -> ReadField:
    text = clean_line(typed.text, typed.field)
    if not text:
        return ReadField(None)
    number = read_registered_number(text)
    if not number:
        raise Refusal(
            f"“{text[:40]}” is no registered number: it has eight characters, like 04481234.",
            field=typed.field,
        )
    return ReadField(number)


def _vat_number(typed: Typed) -> ReadField:
    tight = re.sub(r"[\s.-]", "", clean_line(typed.text, typed.field)).upper()
    if tight and not _VAT.fullmatch(tight):
        return ReadField(tight, f"“{tight[:40]}” does not look like a VAT number.")
    return ReadField(tight)


def _staff(typed: Typed) -> ReadField:
    text = clean_line(typed.text, typed.field)
    if not text:
        return ReadField(None)
    staff = read_staff(text)
    if staff is None:
        raise Refusal(
            f"“{text[:40]}” is not a number of staff from 0 to {STAFF_AT_MOST:,}.",
            field=typed.field,
        )
    return ReadField(staff)


def _founded_year(typed: Typed) -> ReadField:
    text = clean_line(typed.text, typed.field)
    if not text:
        return ReadField(None)
    if (
        not re.fullmatch(r"\d{4}", text, re.ASCII)
        or not FIRST_YEAR <= int(text) <= typed.today.year
    ):
        raise Refusal(
            f"“{text[:40]}” is not a year from {FIRST_YEAR} to {typed.today.year}.",
            field=typed.field,
        )
    return ReadField(int(text))


def _website(typed: Typed) -> ReadField:
    text = clean_line(typed.text, typed.field, ADDRESS_LINE_LENGTH * 2)
    address = read_website(text)
    if text and not address:
        raise Refusal(f"“{text[:40]}” is not a web address.", field=typed.field)
    return ReadField(address)


def _date(typed: Typed) -> ReadField:
    text = clean_line(typed.text, typed.field)
    if not text:
        return ReadField(None)
    day = read_date_cell(text)
    if day is None:
        raise Refusal(f"“{text[:40]}” is not a date like 14 March 2003.", field=typed.field)
    if day > typed.today:
        raise Refusal("That day is still to come.", field=typed.field)
    return ReadField(day)


def _reason(typed: Typed) -> ReadField:
    if not typed.text.strip():
        return ReadField(None)
    return ReadField(read_reason(typed.text, typed.reasons, field=typed.field))


def _one_of(choices: tuple[str, ...]) -> Reader:
    def read(typed: Typed) -> ReadField:
        return ReadField(read_one_of(typed.field, typed.text, choices))

    return read


EDITABLE: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "name": _name,
        "legal_name": _line,
        "legal_form": _line,
        "registered_number": _registered_number,
        "vat_number": _vat_number,
        "subscriber_kind": _one_of(SUBSCRIBER_KINDS),
        "staff": _staff,
        "founded_year": _founded_year,
        "activities": _text,
        "website": _website,
        "premises": _address_line,
        "street": _address_line,
        "locality": _address_line,
        "town": _address_line,
        "postcode": _postcode,
        "source": _line,
        "source_kind": _one_of(SOURCE_KINDS),
        "source_on": _date,
        "lawful_basis": _line,
        "decline_reason": _reason,
        "pinned": _text,
        "hot": _one_of(HOT_KINDS),
    }
)
"""How each field is read. Branch and who referred the company need the book: see the action."""
