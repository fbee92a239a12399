"""One engine for labels, badges and cards: fit each, report, and draw them on their sheets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from crm.documents.colours import MUTED
from crm.documents.content import Fault
from crm.documents.fonts import Face, draw_line, font_name, width
from crm.documents.label_sheets import LabelSheet, check_sheet
from crm.documents.page import Paper
from crm.domain.errors import Refusal
from crm.domain.progress import Progress, Quiet

FARTHEST: Final = 5.0
"""How far all labels may be moved for a printer that is off, in mm."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What one label would look like.

    `draw` draws it with the origin at the label's bottom left corner. `size` is that of its main
    text in points; `shrunk` says whether that is smaller than usual, `dropped` which lines were
    left out to make room. A fault that holds means that no label is printed.
    """

    draw: Callable[[Paper], None] | None
    size: float = 0.0
    shrunk: bool = False
    dropped: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


class Item(Protocol):
    """Anything that goes on a label: an address, a badge, a card."""

    def fit(self, wide: float, high: float) -> Fitted:
        """Fit it on a label of that size in mm, drawing nothing yet."""


@dataclass(frozen=True, slots=True)
class LabelProblem:
    """What is wrong with one item (counted from 0); where it `holds`, no label is printed."""

    number: int
    message: str
    holds: bool


@dataclass(frozen=True, slots=True)
class LabelFit:
    """How one item (counted from 0) fits: before anything is printed.

    `held` is the reason why no label is printed for it, "" where one is.
    """

    number: int
    size: float
    shrunk: bool = False
    dropped: tuple[str, ...] = ()
    held: str = ""

    @property
    def says(self) -> str:
        """The fit in one sentence; empty where there is nothing to say."""
        if self.held:
            return self.held
        said = [f"Printed small, at {self.size:g} points."] if self.shrunk else []
        if self.dropped:
            said.append(f"Left out for want of room: {', '.join(self.dropped)}.")
        return " ".join(said)


@dataclass(frozen=True, slots=True)
class MadeLabels:
    """Printed sheets. `pdf` is empty where no label could be printed."""

    pdf: bytes
    sheets: int
    problems: tuple[LabelProblem, ...]
    fits: tuple[LabelFit, ...] = ()


def fit_report(items: Sequence[Item], sheet: LabelSheet) -> tuple[LabelFit, ...]:
    """Say of every item how it fits its label, in their order, without drawing anything."""
    check_sheet(sheet)
    return tuple(
        _fit_of(number, item.fit(sheet.wide, sheet.high)) for number, item in enumerate(items)
    )


def make_sheets(
    items: Sequence[Item],
    sheet: LabelSheet,
    *,
    title: str,
    start: int = 1,
    shift: tuple[float, float] = (0.0, 0.0),
    outlines: bool = False,
    author: str = "",
    progress: Progress | None = None,
) -> MadeLabels:
    """Print one label for each item.

    `start` is the first label to use, counted from 1 along the rows; `shift` moves everything
    right and down by up to 5 mm, for a printer that is off; `outlines` draws the edges of the
    labels, to be held against an empty sheet. Raises Refusal naming `start`, `shift` or the size
    of the sheet at fault. An item that cannot be printed takes no label.
    """
    check_sheet(sheet)
    check_placing(sheet, start, shift)
    progress = progress or Quiet()
    paper = Paper(title=title, author=author)
    fits: list[LabelFit] = []
    problems: list[LabelProblem] = []
    waiting: list[Fitted] = []
    empty = start - 1  # the labels already gone from the first sheet
    for number, item in enumerate(items):
        if number % 100 == 0:
            progress.step(number, len(items), "labels")
        fitted = item.fit(sheet.wide, sheet.high)
        fit = _fit_of(number, fitted)
        fits.append(fit)
        problems += [LabelProblem(number, fault.message, fault.holds) for fault in fitted.faults]
        if fit.held:
            continue
        waiting.append(fitted)
        if empty + len(waiting) == sheet.count:
            _draw_sheet(paper, sheet, waiting, empty, shift, outlines)
            waiting, empty = [], 0
    if waiting:
        _draw_sheet(paper, sheet, waiting, empty, shift, outlines)
    progress.step(len(items), len(items), "labels")
    pdf = paper.finish() if paper.pages else b""
    return MadeLabels(pdf, paper.pages, tuple(problems), tuple(fits))


def make_proof(sheet: LabelSheet, *, shift: tuple[float, float] = (0.0, 0.0)) -> bytes:
    """Draw the outlines of a sheet with the numbers of its labels, to hold against the paper."""
    check_sheet(sheet)
    check_placing(sheet, 1, shift)
    paper = Paper(title=f"Proof of {sheet.name}", author="")
    _draw_sheet(paper, sheet, [_numbered(sheet, n) for n in range(sheet.count)], 0, shift, True)
    return paper.finish()


def check_placing(sheet: LabelSheet, start: int, shift: tuple[float, float]) -> None:
    """Refuse a first label that is not on the sheet, or moving by more than 5 mm."""
    if not 1 <= start <= sheet.count:
        raise Refusal(f"The sheet has labels 1 to {sheet.count}.", field="start")
    if not all(abs(part) <= FARTHEST for part in shift):
        raise Refusal("Labels can be moved by at most 5 mm.", field="shift")


def _fit_of(number: int, fitted: Fitted) -> LabelFit:
    held = next((fault.message for fault in fitted.faults if fault.holds), "")
    if fitted.draw is None and not held:
        held = "There is nothing to print."
    return LabelFit(number, fitted.size, fitted.shrunk, fitted.dropped, held)


def _draw_sheet(
    paper: Paper,
    sheet: LabelSheet,
    labels: Sequence[Fitted],
    first: int,
    shift: tuple[float, float],
    outlines: bool,
) -> None:
    with paper.page((sheet.page_wide, sheet.page_high)) as canvas:
        if outlines:
            canvas.saveState()
            canvas.translate(shift[0] * mm, -shift[1] * mm)
            paper.stamp(("outlines", sheet), lambda form: _draw_outlines(form, sheet))
            canvas.restoreState()
        for place, label in enumerate(labels, first):
            left, top = sheet.place(place)
            bottom = sheet.page_high - top - shift[1] - sheet.high
            canvas.saveState()
            canvas.translate((left + shift[0]) * mm, bottom * mm)
            if label.draw is not None:
                label.draw(paper)
            canvas.restoreState()


def _draw_outlines(canvas: Canvas, sheet: LabelSheet) -> None:
    canvas.setStrokeColor(MUTED)
    canvas.setLineWidth(0.25)
    for number in range(sheet.count):
        left, top = sheet.place(number)
        bottom = (sheet.page_high - top - sheet.high) * mm
        canvas.roundRect(left * mm, bottom, sheet.wide * mm, sheet.high * mm, sheet.corner * mm)


def _numbered(sheet: LabelSheet, number: int) -> Fitted:
    def draw(paper: Paper) -> None:
        canvas = paper.canvas
        font = font_name(Face.PLAIN)
        across, up = sheet.wide * mm / 2, sheet.high * mm / 2
        size = min(14.0, sheet.high)
        canvas.setFillColor(MUTED)
        words = str(number + 1)
        draw_line(canvas, across - width(words, font, size) / 2, up + 1, words, font, size)
        said = f"{sheet.name} · {sheet.wide:g} × {sheet.high:g} mm"
        small = min(7.0, 7.0 * (sheet.wide * mm - 8) / width(said, font, 7.0))
        draw_line(canvas, across - width(said, font, small) / 2, up - 9, said, font, small)

    return Fitted(draw, 14.0)
