"""How rows are drawn: straight from the pages, without asking the model cell by cell."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from ui.look.measure import font, px
from ui.look.paint import badge_size, draw_badge, draw_check, picture_of
from ui.look.scheme import tokens
from ui.look.tokens import Tokens
from ui.table.columns import Align, Cell, CellKind, Column, Mark, Pill
from ui.table.header import tick_box
from ui.table.pages import Cells


@dataclass(frozen=True, slots=True)
class RowState:
    """What is special about a row now."""

    ticked: bool
    current: bool
    focused: bool


class RowPainter:
    """Draws the rows of one painting; made anew for each, so that it never goes stale."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._worn: Tokens = tokens()
        self._plain = font()
        self._bold = font(bold=True)
        self._plain_metrics = QFontMetrics(self._plain)
        self._bold_metrics = QFontMetrics(self._bold)
        self._pen = {
            CellKind.TEXT: QColor(self._worn.text),
            CellKind.BOLD: QColor(self._worn.text),
            CellKind.MUTED: QColor(self._worn.muted),
        }
        self._line = QPen(QColor(self._worn.line))
        self._selected = QColor(self._worn.selected)
        self._drawn: dict[object, QPixmap] = {}
        self._ratio = painter.device().devicePixelRatio()

    def ground(self, row: QRect, state: RowState) -> None:
        """Draw what lies under a row."""
        painter = self._painter
        if state.ticked or state.current:
            painter.fillRect(row, self._selected)
        painter.setPen(self._line)
        painter.drawLine(row.bottomLeft(), row.bottomRight())
        if state.current:
            bar = QRect(row.left(), row.top(), px(3), row.height())
            painter.fillRect(bar, QColor(self._worn.accent if state.focused else self._worn.edge))

    def focus(self, row: QRect) -> None:
        """Draw a frame round the row that has the focus."""
        self._painter.setPen(QPen(QColor(self._worn.accent), 1))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(row.adjusted(0, 0, -1, -1))

    def tick(self, cell: QRect, *, ticked: bool) -> None:
        """Draw the tick of a row."""
        box = tick_box(cell)
        picture = self._drawn.get(ticked)
        if picture is None:
            picture = picture_of(
                box.size(), self._ratio, lambda painter, at: draw_check(painter, at, on=ticked)
            )
            self._drawn[ticked] = picture
        self._painter.drawPixmap(box.topLeft(), picture)

    def waiting(self, cell: QRect) -> None:
        """Draw a bar where words will be once the page is there."""
        bar = QRect(cell.left() + px(8), cell.center().y() - px(3), cell.width() // 2, px(6))
        self._painter.fillRect(bar, QColor(self._worn.line))

    def cell(self, at: QRect, column: Column, cells: Cells, number: int) -> None:
        """Draw one cell of a row."""
        if number >= len(cells):
            return
        cell: Cell = cells[number]
        if isinstance(cell, Pill):
            self._pill(at, cell)
            return
        bold = column.kind is CellKind.BOLD
        face: QFont = self._bold if bold else self._plain
        metrics = self._bold_metrics if bold else self._plain_metrics
        said, colour = cell, self._pen[column.kind]
        if isinstance(cell, Mark):
            said, colour = cell.text, QColor(self._worn.ink(cell.kind))
        if not said:
            return
        place = at.adjusted(px(8), 0, -px(8), 0)
        text = str(said)
        if metrics.horizontalAdvance(text) > place.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        side = Qt.AlignmentFlag.AlignRight
        if column.align is Align.LEFT:
            side = Qt.AlignmentFlag.AlignLeft
        self._painter.setFont(face)
        self._painter.setPen(colour)
        self._painter.drawText(
            place, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text
        )

    def _pill(self, at: QRect, pill: Pill) -> None:
        if not pill.text:
            return
        picture = self._drawn.get((pill, at.width()))
        if picture is None:
            size = badge_size(pill.text)
            size.setWidth(min(size.width(), at.width() - px(16)))
            picture = picture_of(
                size,
                self._ratio,
                lambda painter, place: draw_badge(painter, place, pill.text, pill.kind),
            )
            self._drawn[pill, at.width()] = picture
        height = round(picture.height() / self._ratio)
        self._painter.drawPixmap(at.left() + px(8), at.center().y() - height // 2, picture)

    def empty(self, place: QRect, text: str) -> None:
        """Draw what to do where there are no rows."""
        self._painter.setFont(self._plain)
        self._painter.setPen(QColor(self._worn.muted))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        inner = place.adjusted(px(40), px(60), -px(40), -px(20))
        self._painter.drawText(inner, flags | Qt.TextFlag.TextWordWrap, text)
