"""The rows of a table for Qt: a count, and words for those who read aloud, copy or test.

The view paints from the pages directly; `data` is for accessibility and tests.
"""

from array import array
from collections.abc import Sequence
from time import perf_counter
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ui.bridge import Bridge
from ui.table.columns import Align, Column, Ids, Order, Source, words
from ui.table.pages import PAGE, Cells, Pages
from ui.table.selection import Selection

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

FIRST = PAGE
"""Rows asked for before the ids are known."""

AT_ONCE = 2
"""Pages asked for at the same time; more would wait behind each other."""


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows by id: the first page by LIMIT at once, then all ids, then pages as they are seen.

    Column 0 is the tick; the declared columns follow. `counted` says how many rows there are
    and how many milliseconds the first page took, `arrived` that a page came in, `ticked`
    that the selection changed.
    """

    counted = Signal(int, float)
    arrived = Signal()
    ticked = Signal()

    def __init__(self, columns: Sequence[Column], bridge: Bridge) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.pages = Pages()
        self.selection = Selection()
        self.order = Order()
        self.looked = False
        self._complete = 0
        self._bridge = bridge
        self._source: Source[R] | None = None
        self._asked: set[int] = set()
        self._generation = 0
        self._began = 0.0

    def show(self, source: Source[R], *, keep_ticks: bool = False) -> None:
        """Show the rows of a source from the top."""
        self._source = source
        self.pages.clear_cells()
        if not keep_ticks:
            self.selection.clear()
        self._ask_first()

    def sort_by(self, order: Order) -> None:
        """Show the same rows in another order; what is ticked stays ticked."""
        self.order = order
        if self._source is not None:
            self._ask_first()

    def refresh(self, ids: frozenset[int] | None = None) -> None:
        """Ask again for some rows (None: for all), and for which rows there are.

        What is on screen stays until the answer comes.
        """
        if self._source is None:
            return
        self._generation += 1
        self._asked.clear()
        self._began = perf_counter()
        self.pages.doubt(ids)
        self._ask_ids()
        self.arrived.emit()

    def want(self, first: int, last: int) -> None:
        """Say which rows are on screen; what is missing of them is asked for."""
        for page in range(first // PAGE, last // PAGE + 1):
            self.pages.used(page)
        for page in self.pages.missing(first, last):
            if len(self._asked) >= AT_ONCE:
                return
            if page not in self._asked:
                self._ask_page(page)

    def _ask_first(self) -> None:
        source = self._source
        if source is None:
            return
        self._generation += 1
        self._asked.clear()
        self._began = perf_counter()
        generation = self._generation
        self._bridge.ask(
            source.first,
            self.order,
            FIRST,
            then=lambda rows: self._show_first(generation, rows),
            owner=self,
            latest="rows",
        )
        self._ask_ids()

    def _ask_ids(self) -> None:
        source, generation = self._source, self._generation
        if source is None:
            return
        self._bridge.ask(
            source.ids,
            self.order,
            then=lambda ids: self._show_ids(generation, ids),
            owner=self,
            latest="ids",
        )

    def _ask_page(self, page: int) -> None:
        source, generation = self._source, self._generation
        if source is None:
            return
        self._asked.add(page)
        self._bridge.ask(
            source.rows,
            self.pages.ids_of(page),
            then=lambda rows: self._show_page(generation, page, rows),
            owner=self,
            troubled=lambda _refusal: self._give_up(page),
        )

    def _give_up(self, page: int) -> bool:
        """Let a page that could not be read be asked for again; the message is shown."""
        self._asked.discard(page)
        return False

    def _cells(self, source: Source[R], rows: Sequence[R]) -> list[tuple[int, Cells]]:
        return [(source.key(row), tuple(source.cells(row))) for row in rows]

    def _show_first(self, generation: int, rows: Sequence[R]) -> None:
        if generation != self._generation or self._source is None:
            return
        known = self._cells(self._source, rows)
        if self._complete != generation:
            self._take(array("q", (key for key, _cells in known)))
        self.pages.put(0, known)
        self._tell_count()

    def _show_ids(self, generation: int, ids: Ids) -> None:
        if generation != self._generation:
            return
        self._complete = generation
        self._take(ids)
        self.selection.keep(ids)
        self._tell_count()
        self.ticked.emit()

    def _take(self, ids: Ids) -> None:
        """Let other ids stand in the rows; the view keeps its place by the id it is on."""
        self.looked = True
        if ids == self.pages.ids:
            return
        self.beginResetModel()
        self.pages.replace(ids)
        self.endResetModel()

    def _tell_count(self) -> None:
        self.counted.emit(len(self.pages), (perf_counter() - self._began) * 1000)
        self.arrived.emit()

    def _show_page(self, generation: int, page: int, rows: Sequence[R]) -> None:
        if generation != self._generation or self._source is None:
            return
        self._asked.discard(page)
        self.pages.put(page, self._cells(self._source, rows))
        top = self.index(page * PAGE, 0)
        last = min((page + 1) * PAGE, len(self.pages)) - 1
        self.dataChanged.emit(top, self.index(last, self.columnCount() - 1))
        self.arrived.emit()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows are known of."""
        return 0 if parent.isValid() else len(self.pages)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The tick and the declared columns."""
        return 0 if parent.isValid() else len(self.columns) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be walked through; the tick can be set."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell, and whether a row is ticked."""
        if not index.isValid():
            return None
        if index.column() == 0:
            return self._tick(index.row(), role)
        column = self.columns[index.column() - 1]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight
            if column.align is Align.LEFT:
                side = Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            cells = self.pages.cells(index.row())
            return words(cells[index.column() - 1]) if cells else ""
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The titles of the columns."""
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if section == 0:
            return "Ticked" if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section - 1].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section - 1].align is Align.RIGHT
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _tick(self, row: int, role: int) -> Any:
        ticked = self.pages.ids[row] in self.selection
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "ticked" if ticked else "not ticked"
        return None
