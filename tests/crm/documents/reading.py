"""Reading made PDFs back, in millimetres from the top left, as a ruler on the paper would."""

import io
from dataclasses import dataclass

import pypdf
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


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every page in mm."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(w * POINT, h * POINT) for w, h in (p.get_size() for p in document)]
    finally:
        document.close()


def bare(text: str) -> str:
    """The letters of a text without any white space, to be compared whatever line they are on."""
    return "".join(text.replace("\x02", "-").split())


def file_objects(pdf: bytes) -> list[object]:
    """Every object in a file, reachable or not."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return [
        reader.get_object(pypdf.generic.IndirectObject(number, 0, reader))
        for number in range(1, len(reader.xref[0]) + 1)
    ]


def loose_fonts(pdf: bytes) -> set[str]:
    """Fonts that are named in a file and not in it."""
    loose = set()
    for found in file_objects(pdf):
        if isinstance(found, dict) and found.get("/Type") == "/Font":
            described = found.get("/FontDescriptor")
            if not described or "/FontFile2" not in described.get_object():
                loose.add(str(found["/BaseFont"]))
    return loose


ACTIVE = {
    "/JS", "/JavaScript", "/AA", "/OpenAction", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/AF",
    "/Launch", "/URI", "/GoToR", "/SubmitForm", "/ImportData", "/XFA", "/AcroForm", "/Annots",
    "/RichMedia", "/Movie", "/Sound", "/OPI", "/Ref", "/Metadata", "/PieceInfo",
}  # fmt: skip


def active_names(pdf: bytes) -> set[str]:
    """Names in a file by which something acts, is attached, or is fetched."""
    found: set[str] = set()

    def look(value: object) -> None:
        if isinstance(value, dict):
            found.update(ACTIVE & set(value))
            found.update(ACTIVE & {one for one in value.values() if isinstance(one, str)})
            for one in value.values():
                look(one)
        elif isinstance(value, list):
            for one in value:
                look(one)

    for one in file_objects(pdf):
        look(one)
    return found


def whole_text(pdf: bytes) -> str:
    """The letters of all pages as another reader finds them, without white space."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return bare("".join(page.extract_text() for page in reader.pages))
