"""Made pages as pictures, form fields included: for previews and for looking over by eye."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2

from crm.domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """One page as a picture: width and height in pixels, and RGB bytes row by row."""

    width: int
    height: int
    rgb: bytes

    def png(self) -> bytes:
        """Write the picture as a PNG file."""
        row = self.width * 3
        lines = b"".join(
            b"\0" + self.rgb[start : start + row] for start in range(0, len(self.rgb), row)
        )
        size = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            _chunk(kind, data)
            for kind, data in ((b"IHDR", size), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
        )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def count_pages(pdf: bytes) -> int:
    """Count the pages of a PDF. Raises Refusal naming `pdf` where it is none."""
    document = _open(pdf)
    try:
        return len(document)
    finally:
        document.close()


def render_pages(
    pdf: bytes, dpi: float = 96, pages: Sequence[int] | None = None
) -> list[RenderedPage]:
    """Draw pages of a PDF (counted from 0; None: all) at a resolution.

    Raises Refusal naming `pdf` where the bytes are no PDF, or it has no such page.
    """
    document = _open(pdf)
    try:
        wanted = range(len(document)) if pages is None else pages
        if any(not 0 <= page < len(document) for page in wanted):
            raise Refusal("The document has no such page.", field="pdf")
        return [_render(document, page, dpi) for page in wanted]
    finally:
        document.close()


def _open(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise Refusal("The document cannot be opened as a PDF.", field="pdf") from error
    document.init_forms()
    return document


def _render(document: pypdfium2.PdfDocument, number: int, dpi: float) -> RenderedPage:
    page = document[number]
    bitmap = page.render(
        scale=dpi / 72, may_draw_forms=True, rev_byteorder=True, fill_color=(255, 255, 255, 255)
    )
    try:
        row = bitmap.width * 3
        data = bytes(bitmap.buffer)
        if bitmap.stride != row:
            starts = range(0, bitmap.stride * bitmap.height, bitmap.stride)
            data = b"".join(data[start : start + row] for start in starts)
        return RenderedPage(bitmap.width, bitmap.height, data)
    finally:
        bitmap.close()
        page.close()
