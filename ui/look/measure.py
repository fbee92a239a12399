"""Sizes that grow with the text: every length on screen is measured in the font."""

from PySide6.QtGui import QFont, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication, QLayout

DESIGN_PIXELS = 13
"""The text height, in pixels, at which the pictures were drawn."""

HAIR, SMALL, MEDIUM, LARGE, HUGE = 2, 6, 10, 16, 24
"""Gaps at the design size; pass them through `px`."""

ROW = 28
BODY, SMALLER, TINY, BIGGER, TITLE, NUMBER = 13, 12, 11, 14, 18, 24
"""Text sizes at the design size."""

_scale = 1.0
_faces: dict[tuple[float, bool], QFont] = {}
"""The fonts made so far: painted lists ask for the same few at every row."""


def measure(font: QFont) -> None:
    """Take the scale from the application's font."""
    global _scale  # noqa: PLW0603 -- one application, one scale
    _scale = QFontInfo(font).pixelSize() / DESIGN_PIXELS
    _faces.clear()


def px(design: float) -> int:
    """A length of the pictures in pixels of this screen and text size."""
    return max(1, round(design * _scale)) if design else 0


def row_height() -> int:
    """The height of a row of a list or table."""
    return px(ROW)


def make_tabular(font: QFont) -> None:
    """Give all figures one width, so that numbers stand under each other."""
    font.setFeature(QFont.Tag("tnum"), 1)


def font(size: float = BODY, *, bold: bool = False) -> QFont:
    """The application's font at a design size."""
    made = _faces.get((size, bold))
    if made is None:
        made = QFont(QApplication.font())
        made.setPixelSize(px(size))
        if bold:
            made.setWeight(QFont.Weight.DemiBold)
        _faces[size, bold] = made
    return QFont(made)


def text_width(text: str, size: float = BODY, *, bold: bool = False) -> int:
    """How wide a text is, in pixels."""
    return QFontMetrics(font(size, bold=bold)).horizontalAdvance(text)


def room_for(letters: int) -> int:
    """The width of so many average letters."""
    return QFontMetrics(font()).averageCharWidth() * letters


def margins(layout: QLayout, left: float, top: float, right: float, bottom: float) -> None:
    """Set the margins of a layout in design pixels."""
    layout.setContentsMargins(px(left), px(top), px(right), px(bottom))


def snug(layout: QLayout, gap: float = 0) -> None:
    """No margins, and a gap in design pixels between what the layout holds."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(px(gap))
