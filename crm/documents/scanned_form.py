"""Finding the reference on pictures of a form: scans, photographs, pages without fields."""

import io
import re
import warnings
from collections.abc import Iterator
from typing import Final

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from crm.documents.reference import make_reference, read_reference
from crm.domain.errors import Refusal

PAGES_LOOKED_AT: Final = 12
"""Pages of a scan that are searched for the code."""

POINTS_AT_MOST: Final = 80_000_000
"""Dots of a picture: more than an A3 page at 600 dpi has, and no bomb."""

SHOWN_AT_MOST: Final = 2_400
"""Dots along the longer side of the picture that is looked at while answers are keyed in."""

_QR: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_DPI: Final = (200, 300)
_WIDEST: Final = 4_500
_PRINTED = re.compile(r"\b[A-Z]{1,6}-\d{4,12}-[A-Z]\b")


def find_in_pages(pdf: bytes, name: str) -> tuple[str, int]:
    """Find the reference in the codes on the pages of a PDF, or else in its words.

    Gives it with the page (from 0) it is on; an empty one and 0 where there is none. Raises
    Refusal naming `file` where no page can be drawn.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise Refusal(f"{name} cannot be opened as a PDF.", field="file") from error
    try:
        document.init_forms()
        looked_at = range(min(len(document), PAGES_LOOKED_AT))
        for dpi in _DPI:
            for number in looked_at:
                found = find_code(_drawn(document, number, dpi))
                if found:
                    return found, number
        for number in looked_at:
            found = _printed(document, number)
            if found:
                return found, number
    except pypdfium2.PdfiumError as error:
        raise Refusal(f"{name} has pages that cannot be drawn.", field="file") from error
    finally:
        document.close()
    return "", 0


def only_page(pdf: bytes, number: int) -> bytes:
    """Cut one page (from 0) out of a PDF, what is filled in printed upon it; only to look at.

    Gives the whole back where that cannot be done.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
        cut = pypdfium2.PdfDocument.new()
    except pypdfium2.PdfiumError:
        return pdf
    try:
        document.init_forms()
        page = document[number]
        if page.formenv:
            page.flatten()
        page.close()
        cut.import_pages(document, [number])
        written = io.BytesIO()
        cut.save(written)
        return written.getvalue()
    except pypdfium2.PdfiumError:
        return pdf
    finally:
        cut.close()
        document.close()


def find_in_picture(content: bytes, name: str) -> tuple[str, Image.Image]:
    """Find the reference on a picture, turned as the camera says; gives the picture too.

    Raises Refusal naming `file` for one that cannot be read or is far too large.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
        with opened:
            _refuse_bomb(opened)
            opened.load()
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refusal(f"{name} has too many dots to be read.", field="file") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Refusal(f"{name} is a damaged picture: it cannot be opened.", field="file") from error
    return find_code(picture.convert("L")), picture


def _refuse_bomb(opened: Image.Image) -> None:
    if opened.width * opened.height > POINTS_AT_MOST:
        raise Image.DecompressionBombError("more dots than any page has")


def find_code(picture: Image.Image) -> str:
    """Read the reference out of a grey picture; empty where no code on it is one of ours."""
    for tried in _tries(picture):
        for code in zxingcpp.read_barcodes(tried, formats=_QR):
            try:
                read = read_reference(code.text)
            except Refusal:
                continue
            return make_reference(read.prefix, read.number)
    return ""


def picture_as_pdf(picture: Image.Image) -> bytes:
    """Put a picture on a page as wide as A4, small enough to be shown quickly."""
    smaller = picture.copy()
    smaller.thumbnail((SHOWN_AT_MOST, SHOWN_AT_MOST))
    written = io.BytesIO()
    across = min(smaller.width, smaller.height)
    smaller.save(written, "PDF", resolution=across / 8.27)
    return written.getvalue()


def _tries(picture: Image.Image) -> Iterator[Image.Image]:
    """Give the picture as it is, then with its specks smoothed away, then enlarged."""
    yield picture
    yield picture.filter(ImageFilter.MedianFilter(3))
    if max(picture.size) < _WIDEST // 2:
        larger = picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC)
        yield larger.filter(ImageFilter.GaussianBlur(1))


def _drawn(document: pypdfium2.PdfDocument, number: int, dpi: float) -> Image.Image:
    page = document[number]
    try:
        scale = min(dpi / 72, _WIDEST / max(*page.get_size(), 1))
        bitmap = page.render(scale=scale, may_draw_forms=True, grayscale=True)
        try:
            picture: Image.Image = bitmap.to_pil().convert("L")
            return picture.copy()
        finally:
            bitmap.close()
    finally:
        page.close()


def _printed(document: pypdfium2.PdfDocument, number: int) -> str:
    """Find the reference among the words of a page whose code could not be read."""
    page = document[number]
    text = page.get_textpage()
    try:
        words = text.get_text_bounded()[:100_000]
    finally:
        text.close()
        page.close()
    for found in _PRINTED.findall(words):
        try:
            read = read_reference(found)
        except Refusal:
            continue
        return make_reference(read.prefix, read.number)
    return ""
