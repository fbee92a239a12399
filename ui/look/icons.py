"""The icons (Lucide), drawn in a colour of the scheme worn."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from ui.look.measure import px
from ui.look.scheme import tokens

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: str | None = None, *, size: float = 16) -> QPixmap:
    """An icon in a colour (`#RRGGBB`; None: the text's), `size` at the design size."""
    ratio = QApplication.primaryScreen().devicePixelRatio() if QApplication.primaryScreen() else 1.0
    side = px(size)
    picture = QPixmap(QSize(side, side) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    drawing = _drawing(name).replace("currentColor", colour or tokens().text)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture


def icon(name: str, colour: str | None = None, *, size: float = 16) -> QIcon:
    """The same as an icon; whoever keeps one makes it again when the palette changes."""
    return QIcon(pixmap(name, colour, size=size))


def names() -> frozenset[str]:
    """The icons there are."""
    return frozenset(path.stem for path in FOLDER.glob("*.svg"))
