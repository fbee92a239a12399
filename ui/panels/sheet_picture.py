"""A picture of a sheet of labels, on which the first free one is clicked or chosen by keys."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm.documents.label_sheets import LabelSheet
from ui.look.measure import TINY, font, px
from ui.look.scheme import tokens
from ui.look.tokens import Kind

TYPING = 900
"""Milliseconds within which a second figure belongs to the number being typed."""

_SMALLEST_WORDS = 6
"""Pixels below which numbers are not drawn: they could not be read."""


class SheetPicture(QWidget):
    """Shows which labels are used, which will be printed and which stay free.

    Arrows, Home, End, a typed number or a click choose the first label to print; `chosen(label)`
    tells it, from 1. Used labels are crossed out, those to be printed carry their numbers.
    """

    chosen = Signal(int)

    def __init__(self, sheet: LabelSheet) -> None:
        super().__init__()
        self._sheet = sheet
        self._first = 1
        self._printed = 0
        self._typed = ""
        self._hovered = 0
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING)
        self._typing.timeout.connect(self._forget_typed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._describe()

    @property
    def first(self) -> int:
        """The first label to print, from 1."""
        return self._first

    def show_sheet(self, sheet: LabelSheet, first: int, printed: int) -> None:
        """Show another sheet, the first free label and how many will be printed in all."""
        self._sheet, self._printed = sheet, printed
        self._first = max(1, min(first, sheet.count))
        self._describe()
        self.update()

    def label_at(self, x: float, y: float) -> int:
        """The label under a point in pixels, from 1; 0 for none."""
        for number in range(1, self._sheet.count + 1):
            if self._box(number).contains(QPointF(x, y)):
                return number
        return 0

    def centre_of(self, number: int) -> QPointF:
        """Where the middle of a label is, in pixels."""
        return self._box(number).center()

    def sizeHint(self) -> QSize:
        """Two hundred across."""
        return QSize(px(200), px(236))

    def minimumSizeHint(self) -> QSize:
        """Small, but every label can be hit."""
        return QSize(px(140), px(200))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from label to label, or to the number typed."""
        columns, count = self._sheet.columns, self._sheet.count
        moves: dict[int, Callable[[], int]] = {
            Qt.Key.Key_Left: lambda: self._first - 1,
            Qt.Key.Key_Right: lambda: self._first + 1,
            Qt.Key.Key_Up: lambda: self._first - columns,
            Qt.Key.Key_Down: lambda: self._first + columns,
            Qt.Key.Key_Home: lambda: 1,
            Qt.Key.Key_End: lambda: count,
        }
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        figure = event.text()
        if not held and event.key() in moves:
            self._forget_typed()
            self._choose(moves[event.key()]())
        elif not held and figure.isdecimal() and figure.isascii():
            typed = self._typed + figure
            if int(typed) > count:
                typed = figure
            self._typed = typed
            self._typing.start()
            self._choose(int(typed))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the label clicked."""
        number = self.label_at(event.position().x(), event.position().y())
        if number:
            self.setFocus()
            self._choose(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which label a click would choose."""
        self._hover(self.label_at(event.position().x(), event.position().y()))

    def leaveEvent(self, event: object) -> None:
        """No label is pointed at any more."""
        super().leaveEvent(event)  # type: ignore[arg-type]
        self._hover(0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet and its labels."""
        worn = tokens()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            page = self._page()
            painter.setPen(QPen(QColor(worn.edge), 1))
            painter.setBrush(QColor(worn.surface))
            painter.drawRect(page)
            for number in range(1, self._sheet.count + 1):
                self._draw_label(painter, number)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(worn.accent), px(2)))
                painter.drawRect(page.adjusted(-px(2), -px(2), px(2), px(2)))

    def focusInEvent(self, event: object) -> None:
        """Show where the focus is."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def focusOutEvent(self, event: object) -> None:
        """Show where the focus is."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.update()

    def _draw_label(self, painter: QPainter, number: int) -> None:
        worn, at = tokens(), self._box(number)
        used = number < self._first
        place = number - self._first + 1
        printed = not used and place <= self._printed
        corner = min(self._sheet.corner * self._scale(), at.height() / 2)
        if number in (self._first, self._hovered):
            painter.setPen(QPen(QColor(worn.accent), px(2) if number == self._first else px(1)))
        else:
            painter.setPen(QPen(QColor(worn.edge), 1))
        painter.setBrush(
            QColor(worn.line if used else worn.tints[Kind.ACCENT] if printed else worn.surface)
        )
        painter.drawRoundedRect(at, corner, corner)
        if used:
            painter.setPen(QPen(QColor(worn.muted), 1))
            inner = at.adjusted(at.width() * 0.3, at.height() * 0.3,
                                -at.width() * 0.3, -at.height() * 0.3)  # fmt: skip
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.bottomLeft(), inner.topRight())
        elif printed:
            face = font(TINY, bold=number == self._first)
            size = min(face.pixelSize(), int(at.height() * 0.8))
            if size >= _SMALLEST_WORDS:
                face.setPixelSize(size)
                painter.setFont(face)
                painter.setPen(QColor(worn.text))
                painter.drawText(at, Qt.AlignmentFlag.AlignCenter, f"{place}")

    def _page(self) -> QRectF:
        scale = self._scale()
        wide, high = self._sheet.page_wide * scale, self._sheet.page_high * scale
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)

    def _box(self, number: int) -> QRectF:
        scale, page = self._scale(), self._page()
        left, top = self._sheet.place(number - 1)
        return QRectF(
            page.left() + left * scale,
            page.top() + top * scale,
            self._sheet.wide * scale,
            self._sheet.high * scale,
        ).adjusted(0.5, 0.5, -0.5, -0.5)

    def _scale(self) -> float:
        room = px(4)
        across = (self.width() - 2 * room) / self._sheet.page_wide
        down = (self.height() - 2 * room) / self._sheet.page_high
        return max(0.01, min(across, down))

    def _choose(self, number: int) -> None:
        if not 1 <= number <= self._sheet.count or number == self._first:
            return
        self._first = number
        self._describe()
        self.update()
        self.chosen.emit(number)

    def _hover(self, number: int) -> None:
        if number != self._hovered:
            self._hovered = number
            self.setToolTip(f"Label {number} of {self._sheet.count}" if number else "")
            self.update()

    def _forget_typed(self) -> None:
        self._typed = ""
        self._typing.stop()

    def _describe(self) -> None:
        """Say where the choice stands to whoever does not see it."""
        count = self._sheet.count
        row, column = divmod(self._first - 1, self._sheet.columns)
        here = min(self._printed, count - self._first + 1)
        words = f"First free label: label {self._first} of {count}"
        self.setAccessibleName(words)
        self.setAccessibleDescription(
            f"Row {row + 1}, column {column + 1}. {here} to print on this sheet, "
            f"{self._first - 1} used, {count - self._first + 1 - here} left free."
        )
        event = QAccessibleEvent(self, QAccessible.Event.NameChanged)
        QAccessible.updateAccessibility(event)
