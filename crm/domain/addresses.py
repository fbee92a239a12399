"""Postal addresses: how they are kept, read from pasted text, and laid out for an envelope."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from crm.domain.capitals import title_case
from crm.domain.errors import Refusal
from crm.domain.geography import is_county
from crm.domain.postcodes import Postcode, is_postcode, read_postcode
from crm.domain.text_safety import ADDRESS_LINE_LENGTH, clean_line

__all__ = [
    "Address", "Postcode", "address_block", "clean_address", "one_line", "read_address",
    "read_postcode", "title_case_address",
]  # fmt: skip

WINDOW_LINES: Final = 7
"""The most lines that a DL window shows, at 10 points; six at 12."""

_HOUSE_NUMBER = re.compile(r"\d+[A-Za-z]?(?:\s*[-–/]\s*\d+[A-Za-z]?)?")
_NUMBER_AND_STREET = re.compile(r"\d+[A-Za-z]?(?:[-–/]\d+[A-Za-z]?)?\s+[^\W\d]")
_BETWEEN_PARTS = re.compile(r"[\r\n,;]+")
_POSTCODE_AT_THE_END = re.compile(r"^(.*?)\W*\b([A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2})$", re.IGNORECASE)
_COUNTRIES = frozenset(
    {"england", "wales", "scotland", "northern ireland", "united kingdom", "great britain", "uk",
     "gb", "cymru"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address in the parts that print; the county is never one of them.

    `premises` is a house number, a building or both; `postcode` is in its normal form.
    """

    premises: str = ""
    street: str = ""
    locality: str = ""
    town: str = ""
    postcode: str = ""

    def __bool__(self) -> bool:
        return any((self.premises, self.street, self.locality, self.town, self.postcode))


def address_block(
    person: str, job_title: str, organisation: str, address: Address, lines: int = WINDOW_LINES
) -> tuple[str, ...]:
    """Lay out an addressee in at most `lines` lines, in the order the Royal Mail prints.

    Empty parts take no line. What does not fit gives way in a fixed order: first the job title
    goes, then premises and street share a line. Raises Refusal(field="town") without a town, which
    is never dropped, and Refusal(field="address") where the rest still does not fit.
    """
    town = _bare(address.town).upper()
    if not town:
        message = f"The address of {organisation or person or 'the addressee'} has no town."
        raise Refusal(message, field="town")
    locality = _bare(address.locality)
    tail = ("" if locality.upper() == town else locality, town, address.postcode.upper())
    apart, joined = _street_lines(address)
    who = (person, organisation)
    attempts = ((person, job_title, organisation, *apart), (*who, *apart), (*who, joined))
    for parts in attempts:
        block = tuple(line for part in (*parts, *tail) if (line := _bare_line(part)))
        if len(block) <= lines:
            return block
    message = (
        f"The address of {organisation or person} needs {len(block)} lines "
        f"and the envelope has room for {lines}: shorten it."
    )
    raise Refusal(message, field="address")


def one_line(address: Address) -> str:
    """Say an address on one line: `14 Liverpool Road, Stoke-on-Trent ST4 1AA`."""
    apart, _ = _street_lines(address)
    before = ", ".join(part for part in (*apart, address.locality, address.town) if part)
    return f"{before} {address.postcode}".strip()


def clean_address(address: Address) -> Address:
    """Make each part safe and bring the postcode into its form; Refusal names a part too long."""
    parts = {
        part: clean_line(getattr(address, part), part, ADDRESS_LINE_LENGTH).strip(" ,;")
        for part in ("premises", "street", "locality", "town")
    }
    return Address(**parts, postcode=read_postcode(address.postcode).value)


def read_address(text: str | Iterable[str]) -> Address:
    """Read an address pasted as lines or with commas, or given as the columns of a list.

    The postcode is found at the end, counties and countries are dropped, the last part left is the
    town. Before it, the part that begins with a house number is the street; without one, the first
    of two or more is the premises. A part longer than an address line is refused by name.
    """
    columns = (text,) if isinstance(text, str) else text
    parts = _with_numbers_joined(
        part
        for column in columns
        for piece in _BETWEEN_PARTS.split(column)
        if (part := clean_line(piece, "address", 5 * ADDRESS_LINE_LENGTH).strip(" ,;."))
    )
    parts, postcode = _without_postcode(parts)
    while len(parts) > 1 and _is_region(parts[-1]):
        parts.pop()
    town = parts.pop() if parts else ""
    premises, street, locality = _before_town(parts)
    return clean_address(Address(premises, street, locality, town, postcode))


def title_case_address(address: Address) -> Address:
    """Offer an address typed in capitals in ordinary letters; one that is not stays as it is."""
    return replace(
        address,
        premises=title_case(address.premises),
        street=title_case(address.street),
        locality=title_case(address.locality),
        town=title_case(address.town),
    )


def _street_lines(address: Address) -> tuple[tuple[str, ...], str]:
    """Give premises and street on two lines where they are two things, and on one line."""
    premises, street = _bare(address.premises), _bare(address.street)
    joined = f"{premises} {street}".strip()
    if _HOUSE_NUMBER.fullmatch(premises):
        return (joined,), joined
    return (premises, street), joined


def _bare(part: str) -> str:
    """Take the commas out of a part of an address."""
    return " ".join(part.replace(",", " ").split())


def _bare_line(line: str) -> str:
    """Take blanks and punctuation that would close the line off its end."""
    return " ".join(line.split()).rstrip(" ,;")


def _is_region(part: str) -> bool:
    return is_county(part) or part.lower().replace(".", "") in _COUNTRIES


def _without_postcode(parts: list[str]) -> tuple[list[str], str]:
    """Take the postcode from wherever it stands, alone or behind the town."""
    for place in range(len(parts) - 1, -1, -1):
        if is_postcode(parts[place]):
            return parts[:place] + parts[place + 1 :], parts[place]
        behind = _POSTCODE_AT_THE_END.match(parts[place])
        if behind:
            return [*parts[:place], behind[1], *parts[place + 1 :]], behind[2]
    return parts, ""


def _with_numbers_joined(parts: Iterable[str]) -> list[str]:
    """Put a house number that stands alone before the street it belongs to."""
    joined: list[str] = []
    for part in parts:
        if joined and _HOUSE_NUMBER.fullmatch(joined[-1]) and not is_postcode(part):
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return joined


def _before_town(parts: list[str]) -> tuple[str, str, str]:
    """Share what stands before the town among premises, street and locality."""
    for place, part in enumerate(parts):
        if _NUMBER_AND_STREET.match(part):
            return " ".join(parts[:place]), part, " ".join(parts[place + 1 :])
    if len(parts) < 3:
        return "".join(parts[:-1]), "".join(parts[-1:]), ""
    return " ".join(parts[:-2]), parts[-2], parts[-1]
