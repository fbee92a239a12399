"""The head of a table: titles, sort arrows, and a tick for all rows in its first section."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from ui.look.measure import px
from ui.look.paint import draw_check
from ui.look.text import literal
from ui.table.columns import Column


class TickHeader(QHeaderView):
    """A header whose first section ticks everything."""

    tick_pressed = Signal()
    rearranged = Signal()

    def __init__(self, parent: QWidget, columns: Sequence[Column]) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = tuple(columns)
        self._ticked = False
        self.setAccessibleName("Column titles")
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def arrange(self, *, ticks: bool) -> None:
        """Give each column the width it was declared with; the model must be known."""
        self.setMinimumSectionSize(px(32))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.resizeSection(0, px(34))
        self.setSectionHidden(0, not ticks)
        for number, column in enumerate(self._columns, start=1):
            self.resizeSection(number, px(column.width))
            self.setSectionHidden(number, column.hidden)
            if column.stretches:
                self.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self.setSortIndicatorShown(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.sectionMoved.connect(lambda *_moved: self.rearranged.emit())
        self.sectionResized.connect(lambda *_sized: self.rearranged.emit())

    def widths(self) -> dict[str, int]:
        """The width of each column in pixels, negative where hidden, in their order on screen."""
        order = sorted(range(1, self.count()), key=self.visualIndex)
        return {
            self._columns[n - 1].key: -1 if self.isSectionHidden(n) else self.sectionSize(n)
            for n in order
        }

    def set_widths(self, widths: Mapping[str, int]) -> None:
        """Take widths and order as `widths` gave them; unknown names are left out."""
        numbers = {column.key: n for n, column in enumerate(self._columns, start=1)}
        known = [(numbers[key], width) for key, width in widths.items() if key in numbers]
        for place, (number, width) in enumerate(known, start=1):
            self.moveSection(self.visualIndex(number), place)
            self.setSectionHidden(number, width < 0)
            if width > 0:
                self.resizeSection(number, width)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer which columns are shown."""
        menu = QMenu(self)
        for number, column in enumerate(self._columns, start=1):
            entry = QAction(literal(column.title), menu)
            entry.setCheckable(True)
            entry.setChecked(not self.isSectionHidden(number))
            entry.toggled.connect(lambda on, number=number: self.setSectionHidden(number, not on))
            menu.addAction(entry)
        menu.exec(event.globalPos())
        menu.deleteLater()
        self.rearranged.emit()

    def show_ticked(self, *, ticked: bool) -> None:
        """Show whether every row is ticked."""
        if ticked != self._ticked:
            self._ticked = ticked
            self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw a section as the style does; a tick in the first."""
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if section == 0:
            draw_check(painter, tick_box(rect), on=self._ticked)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick everything at a click on the first section."""
        super().mouseReleaseEvent(event)
        if self.logicalIndexAt(event.position().toPoint()) == 0:
            self.tick_pressed.emit()


def tick_box(cell: QRect) -> QRect:
    """Where the box stands in a cell."""
    side = px(14)
    return QRect(
        cell.left() + (cell.width() - side) // 2, cell.center().y() - side // 2, side, side
    )
