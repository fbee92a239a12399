"""A PDF that the association brought as part of a pack: as it is, or placed on our letterhead."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reportlab.lib.units import mm

from crm.documents.content import Fault, PackContent, Pages
from crm.documents.foreign_pages import ForeignPdf
from crm.documents.letter_paper import draw_first_paper, draw_next_paper, place_foreign
from crm.documents.page import LEFT, MEASURE, Paper
from crm.domain.errors import Refusal

_TOP: Final = 29.0
_BOTTOM: Final = 273.0
_FONTS_NAMED: Final = 3


class Placement(StrEnum):
    """How an inserted PDF is printed."""

    WHOLE = "whole"
    ON_LETTERHEAD = "letterhead"


@dataclass(frozen=True, slots=True)
class InsertedPdf:
    """Pages of a PDF, in their order; only what they show is taken over, nothing that acts.

    `first` and `last` choose pages (counted from 1; `last` None means to the end). Placed on the
    letterhead they are scaled down to the margins, never up; as they are, each page keeps its size.
    """

    pdf: bytes
    title: str
    placement: Placement = Placement.WHOLE
    first: int = 1
    last: int | None = None

    def prepare(self, pack: PackContent) -> Pages:
        """Read the PDF and say what cannot be printed of it."""
        # Brings a reader of PDFs, which most packs never need: 40 ms of start-up.
        from crm.documents.foreign_pdf import read_pdf

        try:
            read = read_pdf(self.pdf)
        except Refusal as refusal:
            return Pages(_draw_nothing, (Fault("pdf", f"{self.title}: {refusal.message}"),))
        last = len(read.pages) if self.last is None else self.last
        if not 1 <= self.first <= last <= len(read.pages):
            message = f"{self.title} has pages 1 to {len(read.pages)}."
            return Pages(_draw_nothing, (Fault("pages", message),))
        faults: tuple[Fault, ...] = ()
        if read.loose_fonts:
            named = ", ".join(read.loose_fonts[:_FONTS_NAMED])
            message = (
                f"{self.title} does not hold its fonts ({named}): "
                "another printer may set it in other letters."
            )
            faults = (Fault("pdf", message, holds=False),)
        chosen = range(self.first - 1, last)

        def draw(paper: Paper) -> None:
            for place, number in enumerate(chosen, 1):
                if self.placement is Placement.WHOLE:
                    page = read.pages[number]
                    with paper.page((page.wide / mm, page.high / mm)):
                        place_foreign(paper, read, number)
                else:
                    with paper.page():
                        self._draw_paper(paper, pack, place, len(chosen))
                        _place_inside(paper, read, number)

        return Pages(draw, faults)

    def _draw_paper(self, paper: Paper, pack: PackContent, number: int, of: int) -> None:
        if number == 1:
            draw_first_paper(paper, pack.look, folds=False)
        else:
            head = f"{self.title} · {pack.reference}"
            draw_next_paper(paper, pack.look, head, number, of)


def _place_inside(paper: Paper, read: ForeignPdf, number: int) -> None:
    """Scale a page down to the margins and put it at the middle of their width, at their top."""
    page = read.pages[number]
    room = (_BOTTOM - _TOP) * mm
    scale = min(1.0, MEASURE / page.wide, room / page.high)
    left = LEFT * mm + (MEASURE - page.wide * scale) / 2
    bottom = (297 - _TOP) * mm - page.high * scale
    place_foreign(paper, read, number, (scale, 0, 0, scale, left, bottom))


def _draw_nothing(paper: Paper) -> None:
    del paper
