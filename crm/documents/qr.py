"""The QR code of a reference, drawn as one path."""

from functools import lru_cache
from typing import Final

import segno
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from crm.documents.colours import INK

SIZE: Final = 25.0
"""The side in mm, quiet zone left out: scanners read this from 200 dpi."""
_MASK: Final = 3  # fixed: trying all eight costs most of the time and gains nothing here


@lru_cache(maxsize=64)
def _rows(text: str) -> tuple[tuple[int, ...], ...]:
    code = segno.make(text, error="q", mask=_MASK, micro=False, boost_error=False)
    return tuple(tuple(row) for row in code.matrix)


def draw_qr(canvas: Canvas, text: str, left: float, bottom: float, size: float = SIZE) -> None:
    """Draw the code of a text; `left` and `bottom` in points, `size` in mm."""
    rows = _rows(text)
    module = size * mm / len(rows)
    path = canvas.beginPath()
    for down, row in enumerate(rows):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                y = bottom + (len(rows) - 1 - down) * module
                path.rect(left + start * module, y, (end - start) * module, module)
            start = end + 1
    canvas.setFillColor(INK)
    canvas.drawPath(path, stroke=0, fill=1)
