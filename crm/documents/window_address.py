"""Fitting an address into the part of a DL window that shows in every envelope."""

from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm

from crm.documents.content import Fault, Recipient
from crm.documents.examine import examine_line
from crm.documents.fitting import cut_line
from crm.documents.fonts import Face, break_line, font_name, width
from crm.domain.addresses import WINDOW_LINES, Address, address_block
from crm.domain.errors import Refusal
from crm.domain.text_safety import ADDRESS_LINE_LENGTH

LEFT: Final = 24.0
TOP: Final = 55.0
WIDE: Final = 71.0
HIGH: Final = 26.0
"""The zone in mm from the top left: visible wherever the letter slides in its envelope."""

_ASCENT, _DESCENT = 1.069, 0.293  # of Noto Sans, as parts of its size
SIZES: Final = (10.0, 9.5, 9.0, 8.5, 8.0)
_TIGHTEST: Final = 1.13


@dataclass(frozen=True, slots=True)
class FittedAddress:
    """Lines that fit, their size and leading in points, and the first baseline in mm."""

    lines: tuple[str, ...]
    size: float = 10.0
    leading: float = 12.0

    @property
    def first_baseline(self) -> float:
        """How far down the first baseline is, in mm from the top of the page."""
        return TOP + self.size * _ASCENT / mm


def fit_recipient(recipient: Recipient, faults: list[Fault]) -> FittedAddress:
    """Lay the addressee out for the window; what does not fit is added to `faults`."""
    person = examine_line(recipient.person, "person.name", "name of the person", faults)
    job_title = examine_line(recipient.job_title, "person.job_title", "job title", faults)
    name = examine_line(recipient.organisation, "company.name", "company name", faults)
    address = _examined(recipient.address or Address(), faults)
    if not address:
        if recipient.by_post:
            faults.append(Fault("address", f"{name or person} has no postal address."))
        named = tuple(filter(None, (person, job_title, name)))
        return fit_lines(named) or _for_a_proof(named)
    if recipient.by_post and not address.postcode:
        faults.append(Fault("postcode", f"The address of {name or person} has no postcode."))
    trouble = Fault("address", f"The address of {name or person} is too wide for the window.")
    for most in range(WINDOW_LINES, 3, -1):
        try:
            lines = address_block(person, job_title, name, address, most)
        except Refusal as refusal:
            trouble = Fault("address", refusal.message) if most == WINDOW_LINES else trouble
            break
        fitted = fit_lines(lines)
        if fitted:
            return fitted
    faults.append(trouble)
    return _for_a_proof(tuple(filter(None, (person, name))))


def _for_a_proof(lines: tuple[str, ...]) -> FittedAddress:
    """Show the beginning of an addressee that does not fit; such a letter is never sent."""
    font, size = font_name(Face.PLAIN), SIZES[-1]
    pieces = [piece for line in lines for piece in cut_line(line, font, size, WIDE * mm)]
    return FittedAddress(tuple(pieces[:6]), size, size * _TIGHTEST)


def _examined(address: Address, faults: list[Fault]) -> Address:
    parts = (
        examine_line(part, "address", "address", faults, ADDRESS_LINE_LENGTH)
        for part in (
            address.premises, address.street, address.locality, address.town, address.postcode
        )
    )  # fmt: skip
    return Address(*parts)


def fit_lines(
    lines: tuple[str, ...],
    wide: float = WIDE * mm,
    high: float = HIGH * mm,
    sizes: tuple[float, ...] = SIZES,
) -> FittedAddress | None:
    """Choose the largest letters at which lines fit a box (points); None where none do.

    Smaller letters come first, then long lines are broken between words.
    """
    font = font_name(Face.PLAIN)
    for size in sizes[:-1]:
        if all(width(line, font, size) <= wide for line in lines):
            fitted = _fit_height(lines, size, high)
            if fitted:
                return fitted
    for size in sizes:
        broken = tuple(part for line in lines for part in break_line(line, font, size, wide))
        if all(width(line, font, size) <= wide for line in broken):
            fitted = _fit_height(broken, size, high)
            if fitted:
                return fitted
    return None


def _fit_height(lines: tuple[str, ...], size: float, high: float) -> FittedAddress | None:
    gaps = max(len(lines) - 1, 1)
    leading = min(size * 1.2, (high - size * (_ASCENT + _DESCENT)) / gaps)
    return FittedAddress(lines, size, leading) if leading >= size * _TIGHTEST else None
