"""A page as a picture: from pixels of the renderer to an image with a shadow."""

from typing import Protocol

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from ui.look.measure import px

SHADOW = ((9, 3), (7, 4), (5, 5), (3, 7), (1, 12))
"""How far each layer of a shadow reaches, and how dark it is (of 255)."""


class Picture(Protocol):
    """A page as pixels: what `crm.documents.rendering` gives."""

    @property
    def width(self) -> int:
        """Pixels across."""

    @property
    def height(self) -> int:
        """Pixels down."""

    @property
    def rgb(self) -> bytes:
        """Three bytes a pixel, row by row."""


def to_image(picture: Picture) -> QImage:
    """Make an image that stands by itself."""
    made = QImage(
        picture.rgb,
        picture.width,
        picture.height,
        picture.width * 3,
        QImage.Format.Format_RGB888,
    )
    return made.copy()  # the bytes may go before the picture does


def draw_shadow(painter: QPainter, at: QRect) -> None:
    """Draw the soft shadow of a page that lies there."""
    painter.setPen(Qt.PenStyle.NoPen)
    for reach, dark in SHADOW:
        far = px(reach)
        painter.setBrush(QColor(0, 0, 0, dark))
        around = QRectF(at).adjusted(-far, -far + px(1), far, far + px(1))
        painter.drawRoundedRect(around, far, far)
