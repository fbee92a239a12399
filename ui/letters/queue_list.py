"""The list at the left: what waits to be printed, and below it the runs that were made."""

from collections.abc import Sequence
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
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.letters.rows import ListRow, RowKind
from ui.look.measure import BODY, SMALLER, font, px
from ui.look.paint import badge_size, draw_badge
from ui.look.scheme import tokens

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ROW = int(Qt.ItemDataRole.UserRole)
CHOSEN = (RowKind.PACK, RowKind.RUN)


class RowsOfLetters(QAbstractListModel):
    """The rows as a model; equal rows stay where they are."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[ListRow, ...] = ()

    def show(self, rows: Sequence[ListRow]) -> None:
        """Hold other rows; where only words changed, the selection stays."""
        if [(r.what, r.id) for r in rows] == [(r.what, r.id) for r in self._rows]:
            self._rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> ListRow:
        """The row of a number."""
        return self._rows[number]

    def find(self, what: RowKind, key: int) -> int:
        """The number of the row of a document or run; -1 for none."""
        wanted = (what, key)
        return next((n for n, r in enumerate(self._rows) if (r.what, r.id) == wanted), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads and notes cannot be chosen."""
        if index.isValid() and self._rows[index.row()].what in CHOSEN:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The row, or its words."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.aloud()
        return None


class LetterRowDelegate(QStyledItemDelegate):
    """Draws a row: a name and a badge, and a muted line under them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines high; a note as high as its words need."""
        row: ListRow = index.data(ROW)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        line = QFontMetrics(font(BODY)).height()
        if row.what is RowKind.HEAD:
            return QSize(width, line + px(24))
        if row.what is RowKind.NOTE:
            flags = int(Qt.TextFlag.TextWordWrap)
            box = QRect(0, 0, width - px(28), 10_000)
            high = QFontMetrics(font(BODY)).boundingRect(box, flags, row.title).height()
            return QSize(width, high + px(16))
        return QSize(width, 2 * line + px(24))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row in the colours worn now."""
        row: ListRow = index.data(ROW)
        worn, at = tokens(), option.rect
        painter.save()
        if row.what in CHOSEN:
            self._draw_ground(painter, option)
            painter.fillRect(at.left(), at.bottom(), at.width(), 1, QColor(worn.line))
        inner = at.adjusted(px(14), px(10), -px(14), -px(10))
        if row.what is RowKind.NOTE:
            painter.setFont(font(BODY))
            painter.setPen(QColor(worn.muted))
            words = at.adjusted(px(14), px(8), -px(14), -px(8))
            painter.drawText(words, int(Qt.TextFlag.TextWordWrap), row.title)
        else:
            self._draw_words(painter, inner, row)
        painter.restore()

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        worn, at = tokens(), option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(at, QColor(worn.selected))
            painter.fillRect(at.left(), at.top(), px(3), at.height(), QColor(worn.accent))
            if state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(QColor(worn.accent), 1))
                painter.drawRect(at.adjusted(0, 0, -1, -1))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(at, QColor(worn.inset))

    def _draw_words(self, painter: QPainter, at: QRect, row: ListRow) -> None:
        worn = tokens()
        bold, plain = font(BODY, bold=True), font(BODY)
        line = QFontMetrics(bold).height()
        head = row.what is RowKind.HEAD
        wide = at.width()
        if row.badge:
            size = badge_size(row.badge)
            pill = QRect(at.right() - size.width() + 1, at.top() + (line - size.height()) // 2,
                         size.width(), size.height())  # fmt: skip
            draw_badge(painter, pill, row.badge, row.kind)
            wide -= size.width() + px(8)
        painter.setFont(bold)
        painter.setPen(QColor(worn.text))
        top = at.top() + (px(2) if head else 0)
        title = QFontMetrics(bold).elidedText(row.title, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QRect(at.left(), top, wide, line), Qt.AlignmentFlag.AlignLeft, title)
        second = font(SMALLER) if head else plain
        painter.setFont(second)
        painter.setPen(QColor(worn.muted))
        if head:
            beside = QRect(at.left(), top, at.width(), line)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(beside, right, row.line)
            return
        said = QFontMetrics(second).elidedText(row.line, Qt.TextElideMode.ElideRight, at.width())
        below = QRect(at.left(), top + line + px(3), at.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, said)


class LettersList(QListView):
    """`chosen(row)` comes when another row is current, `opened(row)` at Enter or double click."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Packs to print, and runs made")
        self.rows = RowsOfLetters(self)
        self.setModel(self.rows)
        self.setItemDelegate(LetterRowDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.activated.connect(lambda index: self.opened.emit(self.rows.row(index.row())))
        self.selectionModel().currentChanged.connect(self._told)

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show rows; the row chosen stays chosen, or its neighbour where it is gone."""
        before, place = self.current(), self.currentIndex().row()
        self.selectionModel().blockSignals(True)
        self.rows.show(rows)
        self.selectionModel().blockSignals(False)
        kept = self.rows.find(before.what, before.id) if before else -1
        if kept >= 0:
            if kept != self.currentIndex().row():
                self.setCurrentIndex(self.rows.index(kept))
            return
        self._choose_near(max(place, 0))

    def current(self) -> ListRow | None:
        """The row chosen; None for none."""
        index = self.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None

    def choose(self, what: RowKind, key: int) -> bool:
        """Choose the row of a document or run; False where it is not listed."""
        place = self.rows.find(what, key)
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place))
        return place >= 0

    def step(self, by: int) -> None:
        """Choose the next row down (1) or up (-1) that can be chosen."""
        place = self.currentIndex().row() + by
        while 0 <= place < self.rows.rowCount():
            if self.rows.row(place).what in CHOSEN:
                self.setCurrentIndex(self.rows.index(place))
                return
            place += by

    def around(self) -> tuple[ListRow, ...]:
        """The packs before and after the one chosen: the ones wanted next."""
        here = self.currentIndex().row()
        near = (here + 1, here - 1, here + 2)
        rows = [self.rows.row(n) for n in near if 0 <= n < self.rows.rowCount()]
        return tuple(row for row in rows if row.what is RowKind.PACK)

    def _choose_near(self, place: int) -> None:
        several = range(self.rows.rowCount())
        near = sorted(several, key=lambda n: (abs(n - place), n))
        for number in near:
            if self.rows.row(number).what in CHOSEN:
                self.setCurrentIndex(self.rows.index(number))
                return
        self.chosen.emit(None)

    def _told(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self.rows.row(index.row()) if index.isValid() else None)
