"""Rows in any number, painted from pages, walked and ticked by id."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.bridge import Bridge
from ui.look.measure import row_height
from ui.table.columns import Column, Ids, Order, Source, words
from ui.table.header import TickHeader
from ui.table.model import Index, RowsModel
from ui.table.painting import RowPainter, RowState

R = TypeVar("R")

COPIED = 10_000
"""Rows that Ctrl+C takes at most."""


class RowsView(QTableView, Generic[R]):
    """A list of things with ids.

    `opened(id)` comes at Enter or a double click, `walked(id)` when another row becomes the
    current one, `ticked(count)` when the selection changes, `counted(rows, milliseconds)` when
    rows have come in, `sorted(Order)` and `columns_changed()` when the user rearranged it.
    """

    opened = Signal(object)
    walked = Signal(object)
    ticked = Signal(int)
    counted = Signal(int, float)
    sorted = Signal(object)
    columns_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        bridge: Bridge,
        *,
        name: str,
        empty: str = "Nothing here yet.",
        ticks: bool = True,
    ) -> None:
        super().__init__()
        self._empty = empty
        self._ticks = ticks
        self._kept_id = 0
        self._kept_scroll = 0
        self.rows: RowsModel[R] = RowsModel(columns, bridge)
        self.rows.setParent(self)
        self.setAccessibleName(name)
        self._head = TickHeader(self, columns)
        self.setHorizontalHeader(self._head)
        self.setModel(self.rows)
        self._arrange()
        self._connect()

    def show_source(self, source: Source[R], *, keep_ticks: bool = False) -> None:
        """Show other rows, from the top."""
        self.verticalScrollBar().setValue(0)
        self.rows.show(source, keep_ticks=keep_ticks)

    def refresh(self, ids: frozenset[int] | None = None) -> None:
        """Ask again, for some rows or for all."""
        self.rows.refresh(ids)

    def say_empty(self, text: str) -> None:
        """What stands where there are no rows: it should say what to do."""
        self._empty = text
        self.viewport().update()

    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows.pages)

    def current_id(self) -> int | None:
        """The id of the row the user is on."""
        row = self.currentIndex().row()
        return self.rows.pages.ids[row] if 0 <= row < self.count() else None

    def go_to(self, key: int) -> bool:
        """Walk to the row of an id; False where it is not among the rows."""
        row = self.rows.pages.row_of(key)
        if row < 0:
            return False
        self._walk_to(row)
        return True

    def step(self, rows: int) -> int | None:
        """Walk some rows on (negative: back): the id then reached."""
        row = max(0, min(self.count() - 1, self.currentIndex().row() + rows))
        if self.count():
            self._walk_to(row)
        return self.current_id()

    def position(self) -> int:
        """Which row the user is on, from 0; -1 for none."""
        return self.currentIndex().row()

    def ticked_count(self) -> int:
        """How many rows are ticked."""
        return self.rows.selection.count(self.count())

    def ticked_ids(self) -> Ids:
        """The ticked ids in the order of the table."""
        return self.rows.selection.ids(self.rows.pages.ids)

    def chosen_ids(self) -> Ids:
        """The ticked ids, or the row the user is on where none is ticked."""
        if self.ticked_count():
            return self.ticked_ids()
        here = self.current_id()
        return array("q", [] if here is None else [here])

    def tick_all(self) -> None:
        """Tick every match, also those never looked at."""
        self.rows.selection.tick_all()
        self.tell_ticks()

    def untick_all(self) -> None:
        """Untick everything."""
        self.rows.selection.clear()
        self.tell_ticks()

    def copy(self) -> None:
        """Put the ticked rows (or the current one) on the clipboard, as far as at hand."""
        shown = [n for n in range(1, self.rows.columnCount()) if not self.isColumnHidden(n)]
        lines = []
        for key in self.chosen_ids()[:COPIED]:
            cells = self.rows.pages.cells(self.rows.pages.row_of(key))
            if cells:
                told = (words(cells[n - 1]) for n in shown)
                lines.append("\t".join(" ".join(text.split()) for text in told))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def widths(self) -> dict[str, int]:
        """The width of each column in pixels, negative where hidden, in their order on screen."""
        return self._head.widths()

    def set_widths(self, widths: Mapping[str, int]) -> None:
        """Take widths and order as `widths` gave them; unknown names are left out."""
        self._head.set_widths(widths)

    def tell_ticks(self) -> None:
        """Repaint and tell how many rows are ticked."""
        self._head.show_ticked(ticked=self.rows.selection.is_all(self.count()))
        self.viewport().update()
        self.ticked.emit(self.ticked_count())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that are in sight, straight from the pages."""
        with QPainter(self.viewport()) as painter:
            drawn = RowPainter(painter)
            if not self.count():
                if self.rows.looked:
                    drawn.empty(self.viewport().rect(), self._empty)
                return
            first = max(0, self.rowAt(event.rect().top()))
            last = self.rowAt(event.rect().bottom())
            last = self.count() - 1 if last < 0 else last
            sections = self._sections()
            for row in range(first, last + 1):
                self._paint_row(drawn, row, sections)
            self.rows.want(first, last)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Walk to the row under the pointer; whoever listens offers what can be done."""
        row = self.rowAt(event.y())
        if row >= 0:
            self._walk_to(row)
        super().contextMenuEvent(event)

    def _sections(self) -> list[tuple[int, int, int]]:
        head = self._head
        return [
            (number, head.sectionViewportPosition(number), head.sectionSize(number))
            for number in range(head.count())
            if not head.isSectionHidden(number)
        ]

    def _paint_row(
        self, drawn: RowPainter, row: int, sections: Sequence[tuple[int, int, int]]
    ) -> None:
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        whole = QRect(0, top, self.viewport().width(), height)
        ticked = self.rows.pages.ids[row] in self.rows.selection
        current = row == self.currentIndex().row()
        drawn.ground(whole, RowState(ticked, current, self.hasFocus()))
        cells = self.rows.pages.cells(row)
        for number, left, width in sections:
            cell = QRect(left, top, width, height)
            if number == 0:
                drawn.tick(cell, ticked=ticked)
            elif cells is None:
                drawn.waiting(cell)
            else:
                drawn.cell(cell, self.rows.columns[number - 1], cells, number - 1)
        if current and self.hasFocus():
            drawn.focus(whole)

    def _arrange(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(1)
        side.setDefaultSectionSize(row_height())
        self._head.arrange(ticks=self._ticks)

    def _connect(self) -> None:
        rows, head = self.rows, self._head
        rows.arrived.connect(self.viewport().update)
        rows.counted.connect(self.counted)
        rows.ticked.connect(self.tell_ticks)
        rows.modelAboutToBeReset.connect(self._keep_place)
        rows.modelReset.connect(self._take_place)
        head.sectionClicked.connect(self._sort)
        head.tick_pressed.connect(self._tick_or_untick_all)
        head.rearranged.connect(self.columns_changed)

    def changeEvent(self, event: QEvent) -> None:
        """Let rows grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.verticalHeader().setDefaultSectionSize(row_height())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row the user is on now."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid() and current.row() != previous.row():
            self.walked.emit(self.rows.pages.ids[current.row()])

    def _walk_to(self, row: int) -> None:
        index = self.rows.index(row, 1)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)

    def _keep_place(self) -> None:
        self._kept_id = self.current_id() or self._kept_id
        self._kept_scroll = self.verticalScrollBar().value()

    def _take_place(self) -> None:
        row = self.rows.pages.row_of(self._kept_id) if self._kept_id else -1
        if row >= 0:
            blocked = self.blockSignals(True)
            self.selectionModel().setCurrentIndex(
                self.rows.index(row, 1), QItemSelectionModel.SelectionFlag.NoUpdate
            )
            self.blockSignals(blocked)
        self.verticalScrollBar().setValue(self._kept_scroll)

    def _sort(self, section: int) -> None:
        if section == 0 or not self.rows.columns[section - 1].sortable:
            return
        key, now = self.rows.columns[section - 1].key, self.rows.order
        order = Order(key, descending=now.column == key and not now.descending)
        self.set_order(order)
        self.sorted.emit(order)

    def set_order(self, order: Order) -> None:
        """Sort by a column, and show the arrow at its head."""
        numbers = {column.key: n for n, column in enumerate(self.rows.columns, start=1)}
        down = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        self._head.setSortIndicator(numbers.get(order.column, -1), down)
        self.rows.sort_by(order)

    def _tick_or_untick_all(self) -> None:
        if self.rows.selection.is_all(self.count()):
            self.untick_all()
        else:
            self.tick_all()
