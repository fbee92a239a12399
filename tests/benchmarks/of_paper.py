"""Packs against bare reportlab drawing the same number of pages and lines."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from crm.documents.fonts import Face, font_name
from crm.documents.pack import make_pack
from crm.documents.rendering import count_pages, render_pages
from crm.documents.samples import sample_pack
from tests.benchmarks.measure import Figure, figure, in_turn, latencies, milliseconds

LINES_A_PAGE = 40
MANY = 250


def packs() -> list[Figure]:
    """One pack, and many in one file / the same pages drawn by bare reportlab."""
    pack = sample_pack()
    pages = count_pages(make_pack([pack], fillable=False).pdf)

    def one() -> None:
        make_pack([pack], fillable=False)

    mine, floor = in_turn(one, lambda: _bare(pages), 30)
    found = latencies(f"one pack of {pages} pages", "the same pages by bare reportlab", mine, floor)
    many = milliseconds(lambda: make_pack([pack] * MANY, fillable=False), 1, warm=0)[0]
    bare = milliseconds(lambda: _bare(pages * MANY), 1, warm=0)[0]
    found.append(
        figure(f"a pack among {MANY}", many / MANY, "ms", "the same pages by bare reportlab",
               bare / MANY)
    )  # fmt: skip
    pdf = make_pack([pack], fillable=False).pdf
    shown = milliseconds(lambda: (one(), render_pages(pdf, 96, pages=[0])), 20)
    found += latencies("a pack made and its first page rendered", "making it", shown, mine)
    return found


def _bare(pages: int) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1, initialFontName=font_name(Face.TEXT))
    for _ in range(pages):
        canvas.setFont(font_name(Face.TEXT), 11)
        for line in range(LINES_A_PAGE):
            canvas.drawString(60, 780 - line * 18, f"Line {line} of a page with words on it.")
        canvas.showPage()
    canvas.save()
    return file.getvalue()
