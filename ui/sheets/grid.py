"""The grid that results are keyed into: one key an outcome, Enter for the next row."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from crm.domain.keyed_rows import Cell, cells_to_fill, outcome_of_key
from ui.look.measure import font, px, row_height, text_width
from ui.look.scheme import tokens
from ui.sheets.grid_rows import (
    CELLS,
    FIRST,
    LINE,
    STATE,
    TITLES,
    GridRow,
    GridRows,
    cell_at,
    section_of,
)

_WIDTHS = {
    Cell.COMPANY: 190, Cell.TIME: 56, Cell.OUTCOME: 150, Cell.WHO: 130, Cell.SAYS: 120,
    Cell.NEXT: 110, Cell.NOTE: 170,
}  # fmt: skip
_WRONG_KEY = "Press the key of an outcome: 1 to 9, 0, M or X."
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellEditor(QStyledItemDelegate):
    """A line to type in; Enter and Tab keep what was typed and go on."""

    went_on = Signal(int)
    """1 for Tab, -1 for Shift+Tab, 0 for Enter."""

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Make the line, named like its column."""
        made = QLineEdit(parent)
        cell = cell_at(index.column())
        made.setAccessibleName(TITLES[cell] if cell else "Cell")
        made.setProperty("plain", True)
        made.setAutoFillBackground(True)
        return made

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the words with room at their sides, and a ring round the present cell."""
        state: Any = option
        here = bool(state.state & QStyle.StateFlag.State_Selected)
        worn = tokens()
        painter.save()
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor) or here:
            painter.fillRect(
                state.rect, ground if isinstance(ground, QColor) else QColor(worn.selected)
            )
        ink, face = (
            index.data(r) for r in (Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.FontRole)
        )
        painter.setPen(ink if isinstance(ink, QColor) else QColor(worn.text))
        painter.setFont(face if isinstance(face, QFont) else font())
        at = state.rect.adjusted(px(7), 0, -px(7), 0)
        words = painter.fontMetrics().elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, at.width()
        )
        side = Qt.AlignmentFlag.AlignRight if index.column() == LINE else Qt.AlignmentFlag.AlignLeft
        painter.drawText(at, side | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QColor(worn.line))
        painter.drawLine(state.rect.bottomLeft(), state.rect.bottomRight())
        painter.drawLine(state.rect.topRight(), state.rect.bottomRight())
        if here:
            painter.setPen(QPen(QColor(worn.accent), 2))
            painter.drawRect(state.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Tell the grid of Enter and Tab; everything else is the line's own."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            way = _way_on(event)
            if way is not None and isinstance(editor, QWidget):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                self.went_on.emit(way)
                return True
        return super().eventFilter(editor, event)


class KeyInGrid(QTableView):
    """Rows to fill in by keyboard alone.

    On an outcome its single key sets it; Enter goes to the next thing the outcome must say, and
    when nothing is left to the next row. Tab goes from cell to cell. `moved` comes when another
    cell is the current one.
    """

    moved = Signal()

    def __init__(self, rows: GridRows) -> None:
        super().__init__()
        self.rows = rows
        self.setModel(rows)
        self.setAccessibleName("Results of the calls")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height())
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        self._editor = CellEditor(self)
        self._editor.went_on.connect(self._go_on)
        self.setItemDelegate(self._editor)
        self._share_width()
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.moved.emit())

    def here(self) -> tuple[GridRow | None, Cell | None]:
        """The row and the cell the user is on."""
        at = self.currentIndex()
        if not at.isValid():
            return None, None
        return self.rows.rows[at.row()], cell_at(at.column())

    def go_to(self, place: int, cell: Cell) -> None:
        """Go to a cell."""
        if 0 <= place < len(self.rows.rows):
            at = self.rows.index(place, section_of(cell))
            self.setCurrentIndex(at)
            self.scrollTo(at)

    def begin(self) -> None:
        """Go where typing begins: the first row nothing is known of yet."""
        waiting = (
            place
            for place, one in enumerate(self.rows.rows)
            if not one.called and one.outcome is None
        )
        self._to_row(next(waiting, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of outcomes, Enter, Tab and Delete; the rest is the table's."""
        way = _way_on(event)
        one, cell = self.here()
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        place = self.currentIndex().row()
        if way is not None and one is not None:
            self._go_on(way)
        elif one is not None and plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._empty(place, cell)
        elif one is not None and cell is Cell.OUTCOME and plain and event.text().strip():
            outcome = outcome_of_key(event.text())
            if outcome is None:
                self.rows.say_trouble(one, _WRONG_KEY, Cell.OUTCOME)
            else:
                self.rows.put_outcome(place, outcome)
            self.moved.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Tab, which would leave the table, and single keys, which would be commands."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.text().strip():
                event.accept()
                return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            tab = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if tab and not self._at_end(back=event.key() == Qt.Key.Key_Backtab):
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 -- the name is Qt's
        """Leave the table only from its ends; Tab goes from cell to cell."""
        if self._at_end(back=not next):
            return super().focusNextPrevChild(next)
        self._step(1 if next else -1)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self._share_width()

    def _go_on(self, way: int) -> None:
        if way:
            self._step(way)
            return
        one, cell = self.here()
        place = self.currentIndex().row()
        if one is None:
            return
        if one.company is None and cell is Cell.COMPANY:
            # The name is being looked up, or it was refused already: then it is typed again.
            if one.texts.get(Cell.COMPANY) and not one.trouble:
                self.go_to(place, Cell.OUTCOME)
            return
        wanted = cells_to_fill(one.outcome) if one.outcome is not None else ()
        after = CELLS.index(cell) if cell is not None else -1
        order = [Cell.OUTCOME, *wanted] if cell is Cell.COMPANY else list(wanted)
        following = next((other for other in order if CELLS.index(other) > after), None)
        if following is not None:
            self.go_to(place, following)
        else:
            self._to_row(place + 1)

    def _to_row(self, place: int) -> None:
        """Go to a row: to its outcome, or where it has none to its company."""
        if not 0 <= place < len(self.rows.rows):
            return
        known = self.rows.rows[place].company is not None
        self.go_to(place, Cell.OUTCOME if known else Cell.COMPANY)

    def _step(self, way: int) -> None:
        """Go to the next or the previous cell, over the ends of rows."""
        at = self.currentIndex()
        if not at.isValid():
            self.begin()
            return
        number = at.row() * len(CELLS) + min(max(at.column() - FIRST, 0), len(CELLS) - 1) + way
        place, across = divmod(number, len(CELLS))
        self.go_to(place, CELLS[across])

    def _at_end(self, *, back: bool) -> bool:
        at = self.currentIndex()
        if not at.isValid():
            return not self.rows.rows
        if back:
            return at.row() == 0 and at.column() <= FIRST
        return at.row() == len(self.rows.rows) - 1 and at.column() >= STATE - 1

    def _empty(self, place: int, cell: Cell | None) -> None:
        if cell is Cell.OUTCOME:
            self.rows.put_outcome(place, None)
        elif cell is not None:
            self.rows.setData(self.currentIndex(), "")
        self.moved.emit()

    def _share_width(self) -> None:
        whole = sum(_WIDTHS.values())
        line = text_width("0000") + px(14)
        state = min(px(220), self.viewport().width() // 5)
        least = {cell: text_width(TITLES[cell]) + px(22) for cell in CELLS}
        least[Cell.COMPANY] = px(130)
        least[Cell.OUTCOME] = text_width("8  Not interested") + px(18)
        room = max(self.viewport().width() - line - state, sum(least.values()))
        self.setColumnWidth(LINE, line)
        for cell in CELLS:
            self.setColumnWidth(section_of(cell), max(least[cell], room * _WIDTHS[cell] // whole))


def _way_on(event: QKeyEvent) -> int | None:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() in _ENTER and not held:
        return 0
    if event.key() == Qt.Key.Key_Tab and not held:
        return 1
    shift = held == Qt.KeyboardModifier.ShiftModifier
    return (
        -1
        if event.key() == Qt.Key.Key_Backtab or (shift and event.key() == Qt.Key.Key_Tab)
        else None
    )
