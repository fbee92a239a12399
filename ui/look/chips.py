"""Chips: small round buttons that filter."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.look.measure import px
from ui.look.paint import badge_size, draw_badge
from ui.look.scheme import tokens
from ui.look.text import literal
from ui.look.tokens import Kind


class Chip(QPushButton):
    """A pill to press; a checkable one is lit while checked, any other always is."""

    def __init__(self, text: str, *, checkable: bool = False, lit: bool = True) -> None:
        super().__init__()
        self._words = text
        self._lit = lit
        self.setProperty("chip", "true")
        self.setCheckable(checkable)
        self.setText(literal(text))
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def rename(self, text: str) -> None:
        """Carry other words."""
        self._words = text
        self.setText(literal(text))
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        size = badge_size(self._words)
        return QSize(size.width(), size.height() + px(2))

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill, with a ring while it has the focus."""
        lit = self.isChecked() if self.isCheckable() else self._lit
        with QPainter(self) as painter:
            draw_badge(painter, self.rect(), self._words, Kind.ACCENT if lit else Kind.NEUTRAL)
            if self.hasFocus() or self.underMouse():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(QColor(tokens().accent), 2 if self.hasFocus() else 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
                painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)


def chip(
    text: str,
    run: Callable[[], object] | None = None,
    *,
    checkable: bool = False,
    lit: bool = True,
) -> Chip:
    """A pill to press; `lit` colours one that cannot be checked."""
    made = Chip(text, checkable=checkable, lit=lit)
    if run is not None:
        made.clicked.connect(lambda _checked=False: run())
    return made
