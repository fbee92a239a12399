"""The rows of the queue: name, badge and the reason why the company is there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.look.measure import BODY, font, px
from ui.look.paint import badge_size, draw_badge
from ui.look.scheme import tokens
from ui.look.tokens import Kind

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ROW = int(Qt.ItemDataRole.UserRole)
NARROW = 200
"""The width of a row, at the design size, below which its badge stands under the name."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One company in the list; `tip` is the whole reason."""

    company_id: int
    name: str
    line: str
    badge: str = ""
    kind: Kind = Kind.NEUTRAL
    tip: str = ""
    typed: bool = False
    """Whether a note waits here that is not logged."""


class QueueModel(QAbstractListModel):
    """The companies in the order to call them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[QueueRow, ...] = ()

    def show(self, rows: Iterable[QueueRow]) -> None:
        """Hold other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def place_of(self, company_id: int | None) -> int:
        """The row of a company; -1 where it is not in the list."""
        return next((n for n, row in enumerate(self.rows) if row.company_id == company_id), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many companies there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The row, or its words."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            waiting = "note not logged" if row.typed else ""
            return ", ".join(part for part in (row.name, row.badge, row.line, waiting) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tip.replace("&", "&amp;").replace("<", "&lt;")
        return None


class QueueDelegate(QStyledItemDelegate):
    """Draws a row: name and badge above, the reason below, a bar at the left of the current one."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines and some air."""
        return QSize(px(120), queue_row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row: QueueRow = index.data(ROW)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        draw_queue_row(painter, option.rect, row, chosen=chosen, focused=focused)


def queue_row_height() -> int:
    """How high a row is."""
    return 2 * QFontMetrics(font(BODY)).height() + px(24)


def draw_queue_row(
    painter: QPainter, at: QRect, row: QueueRow, *, chosen: bool, focused: bool
) -> None:
    """Draw one row, filling `at`."""
    worn = tokens()
    painter.save()
    if chosen:
        painter.fillRect(at, QColor(worn.selected))
    painter.setPen(QPen(QColor(worn.line)))
    painter.drawLine(at.bottomLeft(), at.bottomRight())
    if chosen:
        painter.fillRect(QRect(at.left(), at.top(), px(3), at.height()), QColor(worn.accent))
    inner = at.adjusted(px(14), px(10), -px(14), -px(10))
    bold, plain = font(BODY, bold=True), font(BODY)
    metrics = QFontMetrics(bold)
    size = badge_size(row.badge) if row.badge else QSize(0, 0)
    pill = min(size.width(), inner.width() // 2)
    beside = inner.width() - pill - (px(8) if pill else 0)
    # Where there is little room the name has its line to itself.
    narrow = inner.width() < px(NARROW)
    room, left = (inner.width(), beside) if narrow else (beside, inner.width())
    name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room)
    top = QRect(inner.left(), inner.top(), inner.width(), metrics.height())
    painter.setFont(bold)
    painter.setPen(QColor(worn.text))
    _write(painter, top, name)
    if pill:
        first = inner.bottom() - metrics.height() if narrow else top.top()
        middle = first + (top.height() - size.height()) // 2
        box = QRect(inner.right() - pill + 1, middle, pill, size.height())
        draw_badge(painter, box, row.badge, row.kind)
    line = f"✎ {row.line}" if row.typed else row.line
    below = QRect(inner.left(), inner.bottom() - metrics.height(), inner.width(), metrics.height())
    painter.setFont(plain)
    painter.setPen(QColor(worn.muted))
    _write(painter, below, QFontMetrics(plain).elidedText(
        line, Qt.TextElideMode.ElideRight, left
    ))  # fmt: skip
    if focused:
        painter.setPen(QPen(QColor(worn.accent), 1))
        painter.drawRect(at.adjusted(0, 0, -1, -2))
    painter.restore()


def _write(painter: QPainter, at: QRect, text: str) -> None:
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(at, flags | Qt.TextFlag.TextSingleLine, text)


class QueueList(QListView):
    """The companies under each other; as high as they are while there is room.

    `chosen(company_id)` comes when the user goes to another row, `entered` at Enter or a
    double click: the caret is wanted in the note.
    """

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, says: str) -> None:
        super().__init__()
        self.setAccessibleName(says)
        self._queue = QueueModel(self)
        self._moving = False
        self.setModel(self._queue)
        self.setItemDelegate(QueueDelegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(px(120))
        self.clicked.connect(lambda _index: self.entered.emit())

    def rows(self) -> Sequence[QueueRow]:
        """What is listed now."""
        return self._queue.rows

    def show_rows(self, rows: Iterable[QueueRow], current: int | None) -> None:
        """List other rows and mark the company that is on screen, without choosing it."""
        place, fresh = self.verticalScrollBar().value(), tuple(rows)
        if fresh != self._queue.rows:
            self._moving = True
            self._queue.show(fresh)
            self._moving = False
            self.verticalScrollBar().setValue(place)
        self.mark(current)
        self.setMaximumHeight(max(1, len(self._queue.rows)) * queue_row_height())
        self.updateGeometry()

    def mark(self, company_id: int | None) -> None:
        """Mark the company that is on screen."""
        self._moving = True
        place = self._queue.place_of(company_id)
        if place < 0:
            if self.currentIndex().isValid() or self.selectionModel().hasSelection():
                self.clearSelection()
                self.setCurrentIndex(QModelIndex())
        elif self.currentIndex().row() != place:
            self.setCurrentIndex(self._queue.index(place))
        self._moving = False

    def sizeHint(self) -> QSize:
        """As high as the rows."""
        return QSize(px(292), len(self._queue.rows) * queue_row_height())

    def minimumSizeHint(self) -> QSize:
        """At least two rows."""
        return QSize(px(120), min(2, len(self._queue.rows)) * queue_row_height())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which company the user went to."""
        super().currentChanged(current, previous)
        if not self._moving and current.isValid():
            self.chosen.emit(self._queue.rows[current.row()].company_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter lead into the note; typed letters are no search here but commands."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
            return
        if event.text().strip() and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)
