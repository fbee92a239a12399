"""Reading made PDFs back, in millimetres from the top left, as a ruler on the paper would."""

import io
from dataclasses import dataclass

import pypdfium2
from PIL import Image

from crm.documents.rendering import render_pages

POINT = 25.4 / 72


@dataclass(frozen=True)
class Glyph:
    char: str
    left: float
    top: float
    right: float
    bottom: float


def glyphs(pdf: bytes, page: int = 0) -> list[Glyph]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        sheet = document[page]
        text = sheet.get_textpage()
        high = sheet.get_height()
        found = []
        for place in range(text.count_chars()):
            char = text.get_text_range(place, 1)
            left, bottom, right, top = text.get_charbox(place)
            if char.strip():
                found.append(
                    Glyph(
                        char,
                        left * POINT,
                        (high - top) * POINT,
                        right * POINT,
                        (high - bottom) * POINT,
                    )
                )
        text.close()
        sheet.close()
        return found
    finally:
        document.close()


def page_text(pdf: bytes, page: int = 0) -> str:
    """The words of a page, all white space made one blank."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        sheet = document[page]
        text = sheet.get_textpage()
        words = text.get_text_range()
        text.close()
        sheet.close()
        return " ".join(words.split())
    finally:
        document.close()


def picture(pdf: bytes, page: int = 0, dpi: float = 150) -> Image.Image:
    made = render_pages(pdf, dpi, [page])[0]
    return Image.open(io.BytesIO(made.png())).convert("L")


def ink(image: Image.Image, dpi: float, box: tuple[float, float, float, float]) -> int:
    """How many dark points a box (left, top, right, bottom in mm) has."""
    scale = dpi / 25.4
    part = image.crop(tuple(round(edge * scale) for edge in box))  # type: ignore[arg-type]
    return sum(part.histogram()[:200])
