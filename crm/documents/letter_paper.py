"""What our paper looks like: the drawn letterhead, or a PDF that the association had designed."""

from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFObject
from reportlab.pdfgen.canvas import Canvas

from crm.documents.content import Fault
from crm.documents.foreign_pages import Copied, ForeignPdf, Matrix
from crm.documents.letterhead import Letterhead
from crm.documents.page import (
    HEIGHT,
    WIDTH,
    Paper,
    draw_continuation_head,
    draw_fold_marks,
    draw_foot,
    draw_letterhead,
)
from crm.domain.errors import Refusal

_OFF_A4 = 3.0
"""How far a designed letterhead may be from A4, in mm."""


def draw_first_paper(paper: Paper, look: Letterhead, *, folds: bool = True) -> None:
    """Draw the first page of our paper, with the marks at which it is folded."""
    if look.underlay:
        _draw_underlay(paper, look.underlay, 0)
        if folds:
            paper.stamp(("folds",), draw_fold_marks)
        return

    def draw(canvas: Canvas) -> None:
        draw_letterhead(canvas, look)
        if folds:
            draw_fold_marks(canvas)

    paper.stamp(("letter", look, folds), draw)


def draw_next_paper(paper: Paper, look: Letterhead, head: str, number: int, of: int) -> None:
    """Draw a continuation page of our paper, with whom it is to and which page it is."""
    if look.underlay and len(_underlay(look.underlay).pages) > 1:
        _draw_underlay(paper, look.underlay, 1)
    draw_continuation_head(paper.canvas, head, look.colour, number, of)
    if not look.underlay:
        paper.stamp(("foot", look), lambda form: draw_foot(form, look))


def check_underlay(look: Letterhead, faults: list[Fault]) -> None:
    """Look a designed letterhead over: A4, one page for the first and one for the rest."""
    if not look.underlay:
        return
    try:
        read = _underlay(look.underlay)
    except Refusal as refusal:
        faults.append(Fault("association.underlay", f"Letterhead: {refusal.message}"))
        return
    for page in read.pages:
        if (
            abs(page.wide - WIDTH * mm) > _OFF_A4 * mm
            or abs(page.high - HEIGHT * mm) > _OFF_A4 * mm
        ):
            faults.append(Fault("association.underlay", "The letterhead PDF is not on A4."))
            return


def place_foreign(
    paper: Paper, read: ForeignPdf, number: int, matrix: Matrix = (1, 0, 0, 1, 0, 0)
) -> None:
    """Draw a page (from 0) of a foreign PDF; equal pages are in the file only once."""
    page = read.pages[number]
    canvas = paper.canvas
    canvas.saveState()
    canvas.transform(*matrix)
    clip = canvas.beginPath()
    clip.rect(0, 0, page.wide, page.high)
    canvas.clipPath(clip, stroke=0, fill=0)
    for place, drawn in page.drawn:
        canvas.saveState()
        canvas.transform(*place)
        canvas.doForm(_form(paper, read, drawn))
        canvas.restoreState()
    canvas.restoreState()


def _underlay(pdf: bytes) -> ForeignPdf:
    # Brings a reader of PDFs, which most associations never need: 40 ms of start-up.
    from crm.documents.foreign_pdf import read_pdf

    return read_pdf(pdf, 2)


def _draw_underlay(paper: Paper, pdf: bytes, number: int) -> None:
    read = _underlay(pdf)
    page = read.pages[number]
    matrix = (WIDTH * mm / page.wide, 0, 0, HEIGHT * mm / page.high, 0, 0)
    place_foreign(paper, read, number, matrix)


def _form(paper: Paper, read: ForeignPdf, number: int) -> str:
    """Put an object and all it draws with into the file we make, and say its name there."""
    name = f"foreign-{read.sha256[:24]}-{number}"
    if not paper.canvas.hasForm(name):
        placed = paper.foreign.setdefault(read.sha256, {})
        document: Any = paper.canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001
        document.addForm(name, _object(read, number, placed))
    return name


def _object(read: ForeignPdf, number: int, placed: dict[int, PDFObject]) -> PDFObject:
    made = placed.get(number)
    if made is None:
        made = placed[number] = _CopiedObject(read, number, placed)
    return made


class _CopiedObject(PDFObject):
    """An object of a foreign PDF, written when the engine asks for it."""

    __RefOnly__ = 1

    def __init__(self, read: ForeignPdf, number: int, placed: dict[int, PDFObject]) -> None:
        self._read = read
        self._copied: Copied = read.objects[number]
        self._placed = placed

    def format(self, document: object) -> bytes:
        """Write the object, with the numbers that its neighbours have in this file."""
        written = b"".join(
            piece if isinstance(piece, bytes) else self._reference(piece, document)
            for piece in self._copied.pieces
        )
        stream = self._copied.stream
        if stream is None:
            return written
        head = written.removesuffix(b">>")
        return b"%b/Length %d>>\nstream\n%b\nendstream\n" % (head, len(stream), stream)

    def _reference(self, number: int, document: object) -> bytes:
        target = _object(self._read, number, self._placed)
        reference = document.Reference(target)  # type: ignore[attr-defined]
        return bytes(reference.format(document))
