"""The sheet of A4: places in millimetres, letterhead, fold marks, heads, and the file itself.

Places are given in millimetres from the top left corner, as a ruler on the paper gives them;
`down` turns them into the engine's points from the bottom.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFObject
from reportlab.pdfgen.canvas import Canvas

from crm.documents.colours import INK, MUTED, RULE, accent, tint
from crm.documents.fonts import (
    Face,
    break_line,
    draw_line,
    draw_line_right,
    font_name,
    new_canvas,
    width,
)
from crm.documents.letterhead import LegalFacts, Letterhead
from crm.documents.pictures import draw_picture

WIDTH: Final = 210.0
HEIGHT: Final = 297.0
LEFT: Final = 24.0
RIGHT: Final = 190.0
"""The edges of the text, in mm from the left."""
BOTTOM: Final = 272.0
"""How far down text may go, in mm from the top."""
FOLDS: Final = (105.0, 210.0)
MEASURE: Final = (RIGHT - LEFT) * mm
"""The width of the text in points."""


def down(from_top: float) -> float:
    """Turn millimetres from the top edge into points from the bottom edge."""
    return (HEIGHT - from_top) * mm


class Paper:
    """The PDF being made: one canvas for all packs, with matter that repeats drawn only once."""

    def __init__(self, *, title: str, author: str, fillable: bool = False) -> None:
        self.fillable = fillable
        self.note = ""
        self.pages = 0
        self.size = (WIDTH, HEIGHT)
        self._file = BytesIO()
        self.foreign: dict[str, dict[int, PDFObject]] = {}
        self._stamps: dict[Hashable, str] = {}
        self.canvas = new_canvas(self._file, pdfVersion=(1, 6), lang="en-GB")
        self.canvas.setTitle(title)
        self.canvas.setAuthor(author)
        self.canvas.setSubject("")
        self.canvas.setCreator("Muster")

    @contextmanager
    def page(self, size: tuple[float, float] = (WIDTH, HEIGHT)) -> Iterator[Canvas]:
        """Draw one page, `size` in mm. What stands in `note` is printed across its head."""
        self.size = size
        self.canvas.setPageSize((size[0] * mm, size[1] * mm))
        self.canvas.setFillColor(INK)
        yield self.canvas
        if self.note:
            self._draw_note()
        self.canvas.showPage()
        self.pages += 1

    def blank(self) -> None:
        """Leave a side of A4 empty, so that what follows starts on a fresh sheet."""
        self.canvas.setPageSize((WIDTH * mm, HEIGHT * mm))
        self.canvas.showPage()
        self.pages += 1

    def stamp(self, key: Hashable, draw: Callable[[Canvas], None]) -> None:
        """Put matter on the page that many pages share; equal keys mean equal matter."""
        name = self._stamps.get(key)
        if name is None:
            name = self._stamps[key] = f"stamp{len(self._stamps) + 1}"
            self.canvas.beginForm(name)
            self.canvas.setFillColor(INK)
            draw(self.canvas)
            self.canvas.endForm()
        self.canvas.doForm(name)

    def finish(self) -> bytes:
        """Close the file and give its bytes."""
        self.canvas.save()
        return self._file.getvalue()

    def _draw_note(self) -> None:
        self.canvas.setFillColorRGB(0.71, 0.14, 0.09)
        bold = font_name(Face.PLAIN, bold=True)
        wide, high = self.size
        size = min(7.5, 7.5 * (wide - 12) * mm / width(self.note, bold, 7.5))
        draw_line(
            self.canvas, min(LEFT, 6 + wide / 20) * mm, (high - 6.5) * mm, self.note, bold, size
        )


def draw_letterhead(canvas: Canvas, look: Letterhead) -> None:
    """Draw the head of a letter's first page and the company details at its foot."""
    colour = accent(look.colour)
    left = LEFT
    if look.logo:
        left += draw_picture(canvas, look.logo, LEFT, 9.5, 40, 13) + 4
    contact = [*_contact_lines(look)]
    plain = font_name(Face.PLAIN)
    room = (RIGHT - left - 6) * mm - max((width(line, plain, 7) for line in contact), default=0)
    canvas.setFillColor(colour)
    bold = font_name(Face.PLAIN, bold=True)
    lines, size = _fit_name(look.name, bold, room)
    for left_over, line in zip(range(len(lines) - 1, -1, -1), lines, strict=True):
        draw_line(canvas, left * mm, down(20.6) + left_over * size * 1.15, line, bold, size)
    canvas.setFillColor(MUTED)
    first = 20.6 - (len(contact) - 1) * 3.1 + (0.8 if len(contact) > 3 else 0)
    for place, line in enumerate(contact):
        draw_line_right(canvas, RIGHT * mm, down(first + place * 3.1), line, plain, 7)
    canvas.setStrokeColor(tint(look.colour, 0.5))
    canvas.setLineWidth(1.3)
    canvas.line(LEFT * mm, down(24.8), RIGHT * mm, down(24.8))
    draw_foot(canvas, look)


def _fit_name(name: str, font: str, room: float) -> tuple[list[str], float]:
    """Set a name as large as it fits: on one line, else on two, else on three small ones."""
    for most, sizes in (
        (1, (15.0, 14.0, 13.0, 12.0)),
        (2, (12.0, 11.0, 10.0, 9.0)),
        (3, (8.5, 7.5)),
    ):
        for size in sizes:
            lines = break_line(name, font, size, room)
            if len(lines) <= most and all(width(line, font, size) <= room for line in lines):
                return lines, size
    return [name], min(7.0, 7.0 * room / max(width(name, font, 7), 1))


def _contact_lines(look: Letterhead) -> Iterator[str]:
    if look.branch:
        yield look.branch
    if look.address:
        yield ", ".join(look.address)
    reach = " · ".join(filter(None, (look.telephone, look.email)))
    if reach:
        yield reach
    if look.web:
        yield look.web


def draw_foot(canvas: Canvas, look: Letterhead) -> None:
    """Draw what the Companies Act wants on a company's letter at the foot of the page."""
    if look.legal is None:
        return
    font = font_name(Face.PLAIN)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.4)
    canvas.line(LEFT * mm, down(278.5), RIGHT * mm, down(278.5))
    canvas.setFillColor(MUTED)
    for place, line in enumerate(legal_lines(look.legal)):
        size = min(6.8, 6.8 * MEASURE / max(width(line, font, 6.8), 1))
        draw_line(canvas, LEFT * mm, down(282 + place * 3.2), line, font, size)


def legal_lines(legal: LegalFacts) -> tuple[str, ...]:
    """Word the company details for the foot of a letter."""
    facts = [
        legal.registered_name,
        f"Registered in {legal.registered_in}" if legal.registered_in else "",
        f"No. {legal.number}" if legal.number else "",
        f"Registered office: {legal.office}" if legal.office else "",
    ]
    lines = [" · ".join(filter(None, facts))]
    if legal.directors:
        lines.append("Directors: " + ", ".join(legal.directors))
    return tuple(filter(None, lines))


def draw_fold_marks(canvas: Canvas) -> None:
    """Draw the marks at which A4 is folded in three for a DL envelope."""
    canvas.setStrokeColor(MUTED)
    canvas.setLineWidth(0.35)
    for fold in FOLDS:
        canvas.line(4 * mm, down(fold), 8 * mm, down(fold))


def draw_continuation_head(canvas: Canvas, left: str, colour: str, page: int, of: int) -> None:
    """Draw the head of a second or later page: whom it is to, and which page of how many."""
    font = font_name(Face.PLAIN)
    canvas.setFillColor(MUTED)
    draw_line(canvas, LEFT * mm, down(20.6), left, font, 8)
    draw_line_right(canvas, RIGHT * mm, down(20.6), f"Page {page} of {of}", font, 8)
    canvas.setStrokeColor(accent(colour))
    canvas.setLineWidth(0.5)
    canvas.line(LEFT * mm, down(23.4), RIGHT * mm, down(23.4))


def draw_page_number(canvas: Canvas, page: int, of: int, at: float = 276.5) -> None:
    """Draw `Page 1 of 2` at the right, `at` mm from the top, where there is more than one page."""
    if of > 1:
        canvas.setFillColor(MUTED)
        words = f"Page {page} of {of}"
        draw_line_right(canvas, RIGHT * mm, down(at), words, font_name(Face.PLAIN), 7.5)
