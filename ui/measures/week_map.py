"""The hours of the week and how well they reach people: a table that is read and walked as one."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from crm.domain.calendar import WEEKDAYS
from crm.domain.measures import FEWEST_CALLS, HeatCell, HeatMap, heat_map
from ui.look.measure import BODY, TINY, font, px, text_width
from ui.look.scheme import tokens
from ui.look.tokens import Scheme

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LEGEND = (
    "The share of calls that reached somebody, and how many calls it is taken from. "
    f"Grey hours have fewer than {FEWEST_CALLS} calls: too few to tell."
)
STRONGEST = 0.55
"""How much of the accent colour an hour that reaches everybody wears."""


def say_cell(cell: HeatCell) -> str:
    """Say one hour in words."""
    when = f"{WEEKDAYS[cell.weekday]} from {cell.hour}:00"
    if cell.rate is None:
        calls = "1 call" if cell.dials == 1 else f"{cell.dials} calls"
        return f"{when}: {calls}, too few to tell" if cell.dials else f"{when}: no calls"
    return f"{when}: {cell.rate:.0%} of {cell.dials} calls reached somebody"


class WeekModel(QAbstractTableModel):
    """Days down, hours across."""

    def __init__(self) -> None:
        super().__init__()
        self.map: HeatMap = heat_map(())

    def show_map(self, shown: HeatMap) -> None:
        """Show other numbers."""
        self.beginResetModel()
        self.map = shown
        self.endResetModel()

    def cell(self, index: Index) -> HeatCell:
        """The hour of a cell."""
        return self.map.cell(self.map.weekdays[index.row()], self.map.hours[index.column()])

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many days."""
        return 0 if parent.isValid() else len(self.map.weekdays)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many hours."""
        return 0 if parent.isValid() else len(self.map.hours)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Hours above, days at the left."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return f"{self.map.hours[section]}:00"
        return WEEKDAYS[self.map.weekdays[section]][:3]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The share in the cell; in words for who listens or points."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            if cell.rate is not None:
                return f"{cell.rate:.0%}"
            return str(cell.dials) if cell.dials else "–"
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return say_cell(cell)
        return None


class HourPainter(QStyledItemDelegate):
    """Fills an hour as strongly as it reaches people; the number stands in it too."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the share large and the calls small."""
        model = index.model()
        if not isinstance(model, WeekModel):
            return
        cell, worn = model.cell(index), tokens()
        state: Any = option
        at = state.rect.adjusted(1, 1, -1, -1)
        painter.save()
        if cell.rate is None:
            painter.fillRect(
                at, QColor(worn.line if worn.scheme is not Scheme.CONTRAST else worn.surface)
            )
        else:
            fill = QColor(worn.accent)
            fill.setAlphaF(0.06 + (STRONGEST - 0.06) * cell.rate)
            painter.fillRect(at, fill)
        painter.setPen(QColor(worn.text if cell.rate is not None else worn.muted))
        painter.setFont(font(BODY, bold=cell.rate is not None))
        high = painter.fontMetrics().height()
        words = str(index.data() or "")
        top = at.adjusted(0, (at.height() - high - px(14)) // 2, 0, 0)
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        if cell.rate is None:
            painter.drawText(at, Qt.AlignmentFlag.AlignCenter, words)
        else:
            painter.drawText(top, centre, words)
            painter.setFont(font(TINY))
            painter.drawText(top.adjusted(0, high, 0, 0), centre, str(cell.dials))
        if state.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(worn.accent), 2))
            painter.drawRect(at.adjusted(1, 1, -1, -1))
        painter.restore()


class WeekMap(QTableView):
    """The map; `opened(HeatCell)` comes at Enter or a click on an hour with calls."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.hours = WeekModel()
        self.setModel(self.hours)
        self.setAccessibleName("How well each hour of the week reaches people")
        self.setItemDelegate(HourPainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setHighlightSections(False)
            head.setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._open)

    def show_map(self, shown: HeatMap) -> None:
        """Show other numbers."""
        here = self.currentIndex().row(), self.currentIndex().column()
        self.hours.show_map(shown)
        self._share_room()
        at = self.hours.index(max(0, here[0]), max(0, here[1]))
        self.setCurrentIndex(at if at.isValid() else self.hours.index(0, 0))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """High enough for all days; the hours scroll where they have no room."""
        days = self.hours.rowCount() * px(40)
        least = self.hours.columnCount() * (text_width("100%", bold=True) + px(12))
        bar = px(14) if least > self.viewport().width() else 0
        return QSize(px(480), days + self.horizontalHeader().sizeHint().height() + bar + px(2))

    def minimumSizeHint(self) -> QSize:
        """All days; some hours."""
        return QSize(px(200), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list of an hour."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out among the hours."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        count = max(1, self.hours.columnCount())
        wide = max(text_width("100%", bold=True) + px(12), self.viewport().width() // count)
        self.horizontalHeader().setDefaultSectionSize(wide)
        self.horizontalHeader().setMinimumSectionSize(px(20))
        self.verticalHeader().setDefaultSectionSize(px(40))
        for section in range(count):
            self.setColumnWidth(section, wide)
        self.updateGeometry()

    def _open(self, index: Index) -> None:
        if index.isValid():
            cell = self.hours.cell(index)
            if cell.dials:
                self.opened.emit(cell)
