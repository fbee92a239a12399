"""Leaflets and tables that flow on together: benefits of membership, what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from crm.documents.blocks import Block, Kind, Run, TableBlock, TextBlock
from crm.documents.colours import MUTED
from crm.documents.content import Fault, Fields, Flow, PackContent, Pages
from crm.documents.examine import examine_blocks, examine_line, note_empty
from crm.documents.flow import (
    LEAFLET,
    Composed,
    Placed,
    compose,
    draw_placed,
    flowables,
    text_block,
)
from crm.documents.fonts import Face, draw_line, font_name
from crm.documents.letterhead import Letterhead
from crm.documents.page import LEFT, MEASURE, Paper, down, draw_page_number
from crm.documents.template import fill
from crm.domain.errors import Refusal

TOP: Final = 20.0
BOTTOM: Final = 274.0
"""Where the text starts and ends, in mm from the top of the page."""

Page = tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Leaflet:
    """Text with merge fields on the association's paper, such as the benefits of membership."""

    template: str
    fields: Fields = field(default_factory=dict)
    title: str = "Benefits of membership"

    def prepare(self, pack: PackContent) -> Flow:
        """Fill the template and look it over."""
        faults: list[Fault] = []
        try:
            filled = fill(self.template, self.fields)
        except Refusal as refusal:
            return Flow((), (Fault(refusal.field or "template", refusal.message),))
        note_empty(filled.empty, faults)
        blocks = examine_blocks(filled.blocks, self.fields, filled.used, faults)
        return Flow(blocks, tuple(dict.fromkeys(faults)))


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One fee band as it is printed: `11–24`, `£225 + VAT`, `£25 + VAT`; `own` is this firm's."""

    staff: str
    fee: str
    joining: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class FeeTable:
    """What membership costs, band by band, with the band of this firm brought out.

    `note` stands under the table in small print (when the year starts, who is exempt).
    """

    lines: tuple[FeeLine, ...]
    heading: str = "What it costs"
    note: str = ""
    title: str = "Membership fees"

    def prepare(self, pack: PackContent) -> Flow:
        """Make the table of the bands."""
        faults: list[Fault] = []
        joining = any(line.joining for line in self.lines)
        rows = tuple(_fee_row(line, joining, faults) for line in self.lines)
        if not rows:
            faults.append(Fault("fees", "There are no fee bands to print."))
        marked = next((place for place, line in enumerate(self.lines) if line.own), None)
        words = ("Staff", "A year", "Joining")[: 3 if joining else 2]
        shares = (3.4, 2.4, 2.2)[: len(words)]
        blocks: list[Block] = [
            text_block(self.heading, Kind.SUBHEADING),
            TableBlock(tuple((Run(word),) for word in words), rows, shares, marked),
        ]
        if self.note:
            note = examine_line(self.note, "fees", "note under the fees", faults, 600)
            blocks.append(text_block(note, Kind.NOTE))
        return Flow(tuple(blocks), tuple(faults))


def _fee_row(line: FeeLine, joining: bool, faults: list[Fault]) -> tuple[tuple[Run, ...], ...]:
    staff, fee, join = (
        examine_line(text, "fees", "fee band", faults)
        for text in (line.staff, line.fee, line.joining)
    )
    # A no-break space: ordinary blanks in a row shrink to one.
    mark = (Run("\u00a0 your firm"),) if line.own else ()
    row: tuple[tuple[Run, ...], ...] = ((Run(staff, bold=line.own), *mark), (Run(fee, line.own),))
    return (*row, (Run(join),)) if joining else row


def flow_pages(look: Letterhead, blocks: tuple[Block, ...], title: str) -> Pages:
    """Lay neighbouring parts of running text out on pages of their own.

    Pages with equal text are laid out once and drawn once for the whole file.
    """
    made = _composed(look.colour, blocks)
    of = len(made.pages)

    def draw(paper: Paper) -> None:
        for number, page in enumerate(made.pages, 1):

            def draw_page(canvas: Canvas, number: int = number, page: Page = page) -> None:
                draw_placed(canvas, page, LEFT * mm, down(TOP))
                _draw_foot(canvas, look, number, of)

            with paper.page():
                paper.stamp(("flow", look, blocks, number), draw_page)

    trouble = Fault("template", f"Something in “{title}” is taller than a page.")
    return Pages(draw, (trouble,) if made.overfull else ())


@lru_cache(maxsize=64)
def _composed(colour: str, blocks: tuple[Block, ...]) -> Composed:
    room = (BOTTOM - TOP) * mm
    return compose(flowables(_spaced(blocks), LEAFLET, colour), MEASURE, room, room)


def _spaced(blocks: Sequence[Block]) -> list[Block]:
    """Only the first top heading is a title; those of parts that follow on are section heads."""
    spaced: list[Block] = []
    for block in blocks:
        again = bool(spaced) and isinstance(block, TextBlock) and block.kind is Kind.HEADING
        spaced.append(
            TextBlock(Kind.SUBHEADING, block.runs)
            if again and isinstance(block, TextBlock)
            else block
        )
    return spaced


def _draw_foot(canvas: Canvas, look: Letterhead, number: int, of: int) -> None:
    canvas.setFillColor(MUTED)
    words = " · ".join(filter(None, (look.name, look.web)))
    draw_line(canvas, LEFT * mm, down(285), words, font_name(Face.PLAIN), 7.5)
    draw_page_number(canvas, number, of, 285)
