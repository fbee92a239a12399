"""Logos and signatures: small PNG or JPEG files that the association brought itself."""

from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from crm.domain.errors import Refusal

MOST_BYTES: Final = 5_000_000
MOST_PIXELS: Final = 20_000_000
_HEIGHT_OF_PAGE: Final = 297.0


@lru_cache(maxsize=8)
def read_picture(data: bytes) -> Any:
    """Open a PNG or JPEG as the engine wants it.

    Raises Refusal naming `picture` where it is neither, broken or too big.
    """
    if not data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        raise Refusal("The picture is neither a PNG nor a JPEG file.", field="picture")
    if len(data) > MOST_BYTES:
        raise Refusal("The picture is larger than 5 MB.", field="picture")
    try:
        reader: Any = ImageReader(BytesIO(data))
        wide, high = reader.getSize()
        if wide * high > MOST_PIXELS:
            raise Refusal("The picture has more than 20 million points.", field="picture")
        reader.getRGBData()
    except (OSError, ValueError, SyntaxError) as error:
        raise Refusal("The picture cannot be read; it may be damaged.", field="picture") from error
    return reader


def draw_picture(
    canvas: Canvas, data: bytes, left: float, top: float, wide: float, high: float
) -> float:
    """Draw a picture into a box, at the box's left and centred in its height; give its width.

    All sizes in mm from the top left of the page.
    """
    reader = read_picture(data)
    pixels_wide, pixels_high = reader.getSize()
    scale = min(wide / pixels_wide, high / pixels_high)
    drawn_wide, drawn_high = pixels_wide * scale, pixels_high * scale
    bottom = _HEIGHT_OF_PAGE - top - (high + drawn_high) / 2
    canvas.drawImage(reader, left * mm, bottom * mm, drawn_wide * mm, drawn_high * mm, mask="auto")
    return float(drawn_wide)
