"""Address labels: the usual Avery sheets and your own, from any label on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm

from crm.documents.colours import INK
from crm.documents.content import Fault
from crm.documents.examine import examine_line
from crm.documents.fonts import Face, draw_line, font_name
from crm.documents.label_sheets import ALL_SHEETS, BADGES, CARDS, SHEETS, LabelSheet, check_sheet
from crm.documents.page import Paper
from crm.documents.sheet_printing import (
    Fitted,
    Item,
    LabelFit,
    LabelProblem,
    MadeLabels,
    fit_report,
    make_proof,
    make_sheets,
)
from crm.documents.window_address import SIZES, FittedAddress, fit_lines
from crm.domain.addresses import Address, address_block
from crm.domain.errors import Refusal
from crm.domain.progress import Progress
from crm.domain.text_safety import ADDRESS_LINE_LENGTH

__all__ = [
    "ALL_SHEETS", "BADGES", "CARDS", "SHEETS", "AddressLabel", "LabelFit", "LabelProblem",
    "LabelSheet", "MadeLabels", "PlainLabel", "check_sheet", "fit_report", "make_labels",
    "make_proof",
]  # fmt: skip

_SMALL_HIGH: Final = 30.0
_LARGE_HIGH: Final = 50.0
_LARGE: Final = (13.0, 12.0, 11.0, 10.0)
_SMALL: Final = (8.0, 7.5, 7.0, 6.5, 6.0)
_MOST_LINES: Final = 12
_ASCENT: Final = 1.069
_SHRUNK_BELOW: Final = 9.0


@dataclass(frozen=True, slots=True)
class AddressLabel:
    """An addressee on a label. Only the job title is ever left out; town and postcode never."""

    organisation: str
    address: Address
    person: str = ""
    job_title: str = ""

    def fit(self, wide: float, high: float) -> Fitted:
        """Find the largest letters and the most lines that fit a label of that size in mm."""
        faults: list[Fault] = []
        person = examine_line(self.person, "person.name", "name of the person", faults)
        job = examine_line(self.job_title, "person.job_title", "job title", faults)
        name = examine_line(self.organisation, "company.name", "company name", faults)
        home = Address(
            *(
                examine_line(part, "address", "address", faults, ADDRESS_LINE_LENGTH)
                for part in (self.address.premises, self.address.street, self.address.locality,
                             self.address.town, self.address.postcode)
            )
        )  # fmt: skip
        whom = name or person or "the addressee"
        if not home:
            return _held(faults, f"{whom} has no postal address.")
        if not home.postcode:
            message = f"The address of {whom} has no postcode."
            faults.append(Fault("postcode", message, holds=False))
        for sizes in _sizes(high):
            for most in range(_MOST_LINES, 2, -1):
                try:
                    lines = address_block(person, job, name, home, most)
                except Refusal as refusal:
                    if refusal.field == "town":
                        return _held(faults, refusal.message)
                    break
                fitted = _fit_lines(lines, wide, high, sizes)
                if fitted:
                    dropped = (job,) if job and job not in lines else ()
                    return _made(fitted, high, dropped, faults)
        message = f"The address of {whom} does not fit on the label, and nothing of it may go."
        return _held(faults, message)


@dataclass(frozen=True, slots=True)
class PlainLabel:
    """Lines as they are, such as `address_block` gives them; none is ever left out."""

    lines: tuple[str, ...]

    def fit(self, wide: float, high: float) -> Fitted:
        """Find the largest letters that fit a label of that size in mm."""
        faults: list[Fault] = []
        lines = tuple(
            filter(None, (examine_line(line, "address", "address", faults) for line in self.lines))
        )
        if not lines:
            return _held(faults, "There is no address to print.")
        attempts = (_fit_lines(lines, wide, high, sizes) for sizes in _sizes(high))
        fitted = next(filter(None, attempts), None)
        if fitted is None:
            return _held(faults, f"The address does not fit: {lines[0]}.")
        return _made(fitted, high, (), faults)


def make_labels(
    addresses: Sequence[Sequence[str] | Item],
    sheet: LabelSheet,
    *,
    start: int = 1,
    shift: tuple[float, float] = (0.0, 0.0),
    outlines: bool = False,
    progress: Progress | None = None,
) -> MadeLabels:
    """Print one label for each address: an `AddressLabel`, or its lines as text.

    Otherwise as `make_sheets`.
    """
    items = [PlainLabel(tuple(one)) if isinstance(one, Sequence) else one for one in addresses]
    return make_sheets(
        items,
        sheet,
        title="Address labels",
        start=start,
        shift=shift,
        outlines=outlines,
        progress=progress,
    )


def _pad(high: float) -> float:
    """Room around the text in mm; printers and knives are never exact."""
    return 3.5 if high >= _SMALL_HIGH else 2.2


def _sizes(high: float) -> tuple[tuple[float, ...], ...]:
    """Sizes to try: first the usual ones, and only when nothing else helps the small ones."""
    return (_LARGE, SIZES, _SMALL) if high >= _LARGE_HIGH else (SIZES, _SMALL)


def _fit_lines(
    lines: tuple[str, ...], wide: float, high: float, sizes: tuple[float, ...]
) -> FittedAddress | None:
    pad = _pad(high)
    return fit_lines(lines, (wide - 2 * pad) * mm, (high - 2 * pad) * mm, sizes)


def _held(faults: list[Fault], message: str) -> Fitted:
    return Fitted(None, faults=(*faults, Fault("address", message)))


def _made(
    fitted: FittedAddress, high: float, dropped: tuple[str, ...], faults: list[Fault]
) -> Fitted:
    font = font_name(Face.PLAIN)

    def draw(paper: Paper) -> None:
        paper.canvas.setFillColor(INK)
        tall = fitted.size * 1.362 + (len(fitted.lines) - 1) * fitted.leading
        baseline = high * mm - (high * mm - tall) / 2 - fitted.size * _ASCENT
        for line in fitted.lines:
            draw_line(paper.canvas, _pad(high) * mm, baseline, line, font, fitted.size)
            baseline -= fitted.leading

    shrunk = fitted.size < _SHRUNK_BELOW
    return Fitted(draw, fitted.size, shrunk, dropped, tuple(faults))
