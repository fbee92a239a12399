"""One number with what it counts; pressing it opens the list behind it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.look.measure import NUMBER, SMALLER, font, px
from ui.look.scheme import tokens
from ui.look.tokens import Kind


class Tile(QAbstractButton):
    """A large number over its caption, and a third line for what it means."""

    def __init__(self, caption: str, run: Callable[[], object]) -> None:
        super().__init__()
        self._caption, self._number, self._more = caption, "", ""
        self._kind = Kind.NEUTRAL
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _on=False: run())
        self.show_number(0)

    def show_number(self, number: int, more: str = "", kind: Kind = Kind.NEUTRAL) -> None:
        """Show another number; `kind` colours it, `more` says what it means."""
        self._number, self._more, self._kind = f"{number:,}", more, kind
        said = f"{self._caption}: {self._number}"
        self.setAccessibleName(f"{said}, {more}" if more else said)
        self.setAccessibleDescription("Opens the list behind this number")
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """What it says, for tests."""
        return " ".join(part for part in (self._number, self._caption, self._more) if part)

    def sizeHint(self) -> QSize:
        """Room for the number and its lines."""
        small = QFontMetrics(font(SMALLER))
        number = QFontMetrics(font(NUMBER, bold=True))
        wide = max(
            number.horizontalAdvance(self._number),
            small.horizontalAdvance(self._caption),
            small.horizontalAdvance(self._more),
            px(96),
        )
        return QSize(wide + px(24), number.height() + 2 * small.height() + px(20))

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Take another size with another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, lit while its list is shown, ringed while it has the focus."""
        worn = tokens()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            lit = self.isChecked()
            edge = worn.accent if self.hasFocus() or lit else worn.edge
            painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
            painter.setBrush(QColor(worn.selected if lit or self.underMouse() else worn.surface))
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box, px(8), px(8))
            at = self.rect().adjusted(px(12), px(8), -px(8), -px(8))
            painter.setFont(font(NUMBER, bold=True))
            ink = worn.text if self._kind is Kind.NEUTRAL else worn.ink(self._kind)
            painter.setPen(QColor(ink))
            high = painter.fontMetrics().height()
            painter.drawText(at, Qt.AlignmentFlag.AlignLeft, self._number)
            painter.setFont(font(SMALLER))
            painter.setPen(QColor(worn.text))
            line = painter.fontMetrics().height()
            painter.drawText(at.adjusted(0, high, 0, 0), Qt.AlignmentFlag.AlignLeft, self._caption)
            painter.setPen(QColor(worn.muted))
            below = at.adjusted(0, high + line, 0, 0)
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self._more)
