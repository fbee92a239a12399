"""Ticking rows with keys and mouse, and opening them."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent

from ui.table.rows_view import RowsView


class TickKeys(QObject):
    """Listens to a table: Space ticks, Shift extends, Ctrl+A takes every match, Enter opens."""

    def __init__(self, table: RowsView[Any]) -> None:
        super().__init__(table)
        self._table = table
        self._anchor = -1
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys and clicks that tick or open."""
        if watched is self._table:
            if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(event)
        elif isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.LeftButton:
            if event.type() is QEvent.Type.MouseButtonPress:
                return self._click(event)
            if event.type() is QEvent.Type.MouseButtonDblClick:
                return self._double_click(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        table = self._table
        if event.matches(QKeySequence.StandardKey.SelectAll):
            table.tick_all()
        elif event.matches(QKeySequence.StandardKey.Copy):
            table.copy()
        elif event.key() == Qt.Key.Key_Space and table.position() >= 0:
            self._tick(table.position(), extend=_shift(event))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open()
        elif event.key() == Qt.Key.Key_Escape and table.ticked_count():
            table.untick_all()
        elif _shift(event) and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._extend(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _click(self, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        row = self._table.rowAt(at.y())
        if row < 0:
            return False
        if self._on_tick(at) or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._table.setFocus()
            self._tick(row, extend=_shift(event))
            return True
        if _shift(event):
            self._tick(row, extend=True)
            return True
        self._anchor = row
        return False

    def _double_click(self, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        if self._on_tick(at):
            self._tick(self._table.rowAt(at.y()), extend=False)
        elif self._table.rowAt(at.y()) >= 0:
            self._open()
        return True

    def _on_tick(self, at: QPoint) -> bool:
        return self._table.columnAt(at.x()) == 0

    def _tick(self, row: int, *, extend: bool) -> None:
        if row < 0:
            return
        rows = self._table.rows
        ids, selection = rows.pages.ids, rows.selection
        if extend and self._anchor >= 0:
            low, high = sorted((min(self._anchor, len(ids) - 1), row))
            selection.tick(ids[low : high + 1])
        else:
            selection.tick([ids[row]], on=ids[row] not in selection)
            self._anchor = row
        self._table.tell_ticks()

    def _extend(self, rows: int) -> None:
        table = self._table
        if table.position() < 0:
            return
        if self._anchor < 0:
            self._anchor = table.position()
        table.step(rows)
        self._tick(table.position(), extend=True)

    def _open(self) -> None:
        key = self._table.current_id()
        if key is not None:
            self._table.opened.emit(key)


def _shift(event: QKeyEvent | QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
