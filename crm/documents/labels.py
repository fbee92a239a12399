"""Sheets of address labels: the usual Avery sheets and your own, from any label on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from crm.documents.colours import INK
from crm.documents.content import Fault
from crm.documents.examine import examine_line
from crm.documents.fonts import Face, draw_line, font_name, new_canvas
from crm.documents.page import HEIGHT, WIDTH, down
from crm.documents.window_address import FittedAddress, fit_lines
from crm.domain.errors import Refusal
from crm.domain.progress import Progress, Quiet

_PAD: Final = 3.5
_ASCENT: Final = 1.069
_FARTHEST: Final = 5.0


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of labels; all sizes in mm, pitch from the edge of one label to that of the next."""

    name: str
    wide: float
    high: float
    columns: int
    rows: int
    left: float
    top: float
    pitch_x: float
    pitch_y: float

    @property
    def count(self) -> int:
        """How many labels are on the sheet."""
        return self.columns * self.rows

    def place(self, number: int) -> tuple[float, float]:
        """Say where a label is, counted from 0 along the rows: mm from the top left."""
        row, column = divmod(number, self.columns)
        return self.left + column * self.pitch_x, self.top + row * self.pitch_y


SHEETS: Final[Mapping[str, LabelSheet]] = {
    sheet.name: sheet
    for sheet in (
        LabelSheet("L7160", 63.5, 38.1, 3, 7, 7.20, 15.15, 66.04, 38.10),
        LabelSheet("L7161", 63.5, 46.56, 3, 6, 7.21, 8.82, 66.04, 46.56),
        LabelSheet("L7163", 99.06, 38.1, 2, 7, 4.67, 15.15, 101.6, 38.10),
        LabelSheet("L7159", 64.0, 33.86, 3, 8, 6.46, 13.06, 66.54, 33.86),
        LabelSheet("L7173", 99.06, 57.0, 2, 5, 4.67, 6.00, 101.6, 57.0),
    )
}
"""The sheets in common use, by their Avery number."""


@dataclass(frozen=True, slots=True)
class LabelProblem:
    """What is wrong with one address (counted from 0); where it `holds`, no label is printed."""

    number: int
    message: str
    holds: bool


@dataclass(frozen=True, slots=True)
class MadeLabels:
    """Printed sheets. `pdf` is empty where no label could be printed."""

    pdf: bytes
    sheets: int
    problems: tuple[LabelProblem, ...]


def check_sheet(sheet: LabelSheet) -> None:
    """Refuse a sheet of one's own that cannot be printed, naming the size at fault."""
    if not (10 <= sheet.wide <= WIDTH and 8 <= sheet.high <= HEIGHT):
        raise Refusal("A label is at least 10 by 8 mm and fits on A4.", field="wide")
    if not (1 <= sheet.columns <= 20 and 1 <= sheet.rows <= 40):
        raise Refusal("A sheet has 1 to 20 columns and 1 to 40 rows.", field="columns")
    if sheet.pitch_x < sheet.wide or sheet.pitch_y < sheet.high:
        raise Refusal("The labels overlap: the pitch is smaller than the label.", field="pitch_x")
    left, top = sheet.place(sheet.count - 1)
    if min(sheet.left, sheet.top) < 0 or left + sheet.wide > WIDTH or top + sheet.high > HEIGHT:
        raise Refusal("The labels reach beyond the edge of A4.", field="left")


def make_labels(
    addresses: Sequence[Sequence[str]],
    sheet: LabelSheet,
    *,
    start: int = 1,
    shift: tuple[float, float] = (0.0, 0.0),
    progress: Progress | None = None,
) -> MadeLabels:
    """Print one label for each address, its lines as `address_block` gives them.

    `start` is the first label to use, counted from 1 along the rows; `shift` moves everything
    right and down by up to 5 mm, for a printer that is off. Raises Refusal naming `start`,
    `shift` or the size of the sheet at fault. An address that cannot be printed takes no label.
    """
    check_sheet(sheet)
    if not 1 <= start <= sheet.count:
        raise Refusal(f"The sheet has labels 1 to {sheet.count}.", field="start")
    if any(abs(part) > _FARTHEST for part in shift):
        raise Refusal("Labels can be moved by at most 5 mm.", field="shift")
    progress = progress or Quiet()
    file = BytesIO()
    canvas = new_canvas(file, lang="en-GB")
    canvas.setTitle("Address labels")
    problems: list[LabelProblem] = []
    used = start - 1
    for number, lines in enumerate(addresses):
        if number % 100 == 0:
            progress.step(number, len(addresses), "labels")
        fitted = _fit(number, lines, sheet, problems)
        if fitted is None:
            continue
        if used and used % sheet.count == 0:
            canvas.showPage()
        left, top = sheet.place(used % sheet.count)
        _draw(canvas, fitted, sheet, left + shift[0], top + shift[1])
        used += 1
    progress.step(len(addresses), len(addresses), "labels")
    if used == start - 1:
        return MadeLabels(b"", 0, tuple(problems))
    canvas.save()
    return MadeLabels(file.getvalue(), -(-used // sheet.count), tuple(problems))


def _fit(
    number: int, lines: Sequence[str], sheet: LabelSheet, problems: list[LabelProblem]
) -> FittedAddress | None:
    faults: list[Fault] = []
    printed = tuple(
        filter(None, (examine_line(line, "address", "address", faults) for line in lines))
    )
    fitted = fit_lines(printed, (sheet.wide - 2 * _PAD) * mm, (sheet.high - 2 * _PAD) * mm)
    if not printed:
        faults.append(Fault("address", "There is no address to print."))
    elif fitted is None:
        faults.append(Fault("address", f"The address does not fit: {printed[0]}."))
    problems += [LabelProblem(number, fault.message, fault.holds) for fault in faults]
    return None if any(fault.holds for fault in faults) else fitted


def _draw(
    canvas: Canvas, fitted: FittedAddress, sheet: LabelSheet, left: float, top: float
) -> None:
    canvas.setFillColor(INK)
    font = font_name(Face.PLAIN)
    high = fitted.size * 1.362 + (len(fitted.lines) - 1) * fitted.leading
    baseline = down(top) - (sheet.high * mm - high) / 2 - fitted.size * _ASCENT
    for line in fitted.lines:
        draw_line(canvas, (left + _PAD) * mm, baseline, line, font, fitted.size)
        baseline -= fitted.leading
