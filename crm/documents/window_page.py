"""A page for a window envelope that is no letter: invoice, receipt, statement of account."""

from collections.abc import Sequence
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from crm.documents.blocks import Block
from crm.documents.colours import INK, MUTED, accent
from crm.documents.content import Fault, PackContent, Pages
from crm.documents.examine import examine_line
from crm.documents.fitting import FittedText, draw_fitted, fit_text, steps
from crm.documents.flow import LEAFLET, compose, draw_placed, flowables
from crm.documents.fonts import Face, draw_line, font_name, width
from crm.documents.letter_paper import draw_first_paper, draw_next_paper
from crm.documents.page import (
    BOTTOM,
    LEFT,
    MEASURE,
    RIGHT,
    Paper,
    down,
    draw_page_number,
)
from crm.documents.window_address import FittedAddress, fit_recipient

_FACTS_LEFT: Final = 122.0
_FACTS_TOP: Final = 53.5
_FACTS_VALUE: Final = 149.0
_FACT_LINE: Final = 5.4
_TITLE: Final = 104.0
_BODY: Final = 110.0
_CONTINUED: Final = 30.0

Fact = tuple[str, FittedText | None]


def window_pages(
    pack: PackContent,
    title: str,
    facts: Sequence[tuple[str, str]],
    blocks: Sequence[Block],
    faults: list[Fault],
    stamp: str = "",
) -> Pages:
    """Lay out a titled page: addressee in the window, facts beside it, then running matter.

    `facts` are (caption, value), at most eight, the empty ones left out; `stamp` is a word set
    slantwise beside the title (`Paid`).
    """
    address = fit_recipient(pack.recipient, faults)
    plain = font_name(Face.PLAIN)
    wide = (RIGHT - _FACTS_VALUE) * mm
    shown: list[Fact] = []
    for caption, value in facts:
        said = examine_line(value, "facts", caption, faults)
        if said:
            fitted = fit_text(said, plain, steps(9, 5.5), wide, 10_000, 2, 1.15)
            if fitted is None:
                faults.append(Fault("facts", f"{caption} does not fit: {said[:60]}."))
            shown.append((caption, fitted))
    items = flowables(blocks, LEAFLET, pack.look.colour)
    made = compose(items, MEASURE, (BOTTOM - _BODY) * mm, (BOTTOM - _CONTINUED) * mm)
    if made.overfull:
        faults.append(Fault("lines", f"Something on the {title.lower()} is taller than a page."))
    of = len(made.pages)

    def draw(paper: Paper) -> None:
        for number, page in enumerate(made.pages, 1):
            with paper.page() as canvas:
                if number == 1:
                    draw_first_paper(paper, pack.look)
                    _draw_address(canvas, address)
                    _draw_facts(canvas, shown)
                    _draw_title(canvas, title, pack.look.colour, stamp)
                    draw_page_number(canvas, number, of)
                else:
                    head = " · ".join(filter(None, (title, pack.recipient.organisation)))
                    draw_next_paper(paper, pack.look, head, number, of)
                draw_placed(canvas, page, LEFT * mm, down(_BODY if number == 1 else _CONTINUED))

    return Pages(draw, tuple(dict.fromkeys(faults)))


def _draw_address(canvas: Canvas, address: FittedAddress) -> None:
    canvas.setFillColor(INK)
    font = font_name(Face.PLAIN)
    baseline = down(address.first_baseline)
    for line in address.lines:
        draw_line(canvas, LEFT * mm, baseline, line, font, address.size)
        baseline -= address.leading


def _draw_facts(canvas: Canvas, facts: Sequence[Fact]) -> None:
    plain = font_name(Face.PLAIN)
    top = down(_FACTS_TOP)
    for caption, value in facts:
        canvas.setFillColor(MUTED)
        draw_line(canvas, _FACTS_LEFT * mm, top - 7.7, caption, plain, 7.5)
        canvas.setFillColor(INK)
        under = top - _FACT_LINE * mm
        if value:
            under = min(under, draw_fitted(canvas, value, _FACTS_VALUE * mm, top) - 4.5)
        top = under


def _draw_title(canvas: Canvas, title: str, colour: str, stamp: str) -> None:
    bold = font_name(Face.PLAIN, bold=True)
    canvas.setFillColor(accent(colour))
    draw_line(canvas, LEFT * mm, down(_TITLE), title, bold, 19)
    if not stamp:
        return
    said = stamp.upper()
    size = min(17.0, 17.0 * 46 * mm / width(said, bold, 17))
    wide = width(said, bold, size)
    canvas.saveState()
    canvas.translate((RIGHT - 3) * mm - wide, down(_TITLE + 1))
    canvas.rotate(6)
    canvas.setStrokeColor(accent(colour))
    canvas.setLineWidth(1.4)
    canvas.roundRect(-7, -5, wide + 14, size + 8, 3)
    draw_line(canvas, 0, 1, said, bold, size)
    canvas.restoreState()
    canvas.setFillColor(INK)
