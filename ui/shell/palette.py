"""Ctrl+K: everything in the book, and after `>` everything that can be done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.look.measure import SMALLER, TINY, font, px
from ui.look.paint import badge_size, cap_size, draw_badge, draw_key_cap
from ui.look.scheme import tokens
from ui.look.surfaces import as_part, column
from ui.look.text import small
from ui.shell.facts import Found, Searcher
from ui.shell.search_box import SearchBox

SHOWN = 50
HEAD = 22
"""How much room the head of a group takes, at the design size."""
HINT = "Type a name, number, postcode or a word of a note; > lists everything you can do."
NO_COMMAND = (
    "No command is called that. Try another word of what you want to do, or Esc and F1 for "
    "every key; without > the book is searched."
)
NOTHING = "Nothing found. Try fewer letters, or > for what you can do."


class FoundDelegate(QStyledItemDelegate):
    """Draws a row of the palette: title, line, badge or key."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Two lines where there is something under the title."""
        found: Found = index.data(Qt.ItemDataRole.UserRole)
        return QSize(px(200), px((46 if found.line else 30) + (HEAD if found.head else 0)))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the row."""
        worn = tokens()
        found: Found = index.data(Qt.ItemDataRole.UserRole)
        place: QRect = option.rect
        state = option.state
        painter.save()
        if found.head:
            above = QRect(place.left() + px(12), place.top(), place.width() - px(24), px(HEAD))
            painter.setFont(font(TINY, bold=True))
            painter.setPen(QColor(worn.muted))
            low = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(above, low, found.head.upper())
            place = place.adjusted(0, px(HEAD), 0, 0)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(worn.selected))
            painter.fillRect(QRect(place.topLeft(), QSize(px(3), place.height())),
                             QColor(worn.accent))  # fmt: skip
        inner = place.adjusted(px(12), px(5), -px(12), -px(5))
        if found.badge:
            size = badge_size(found.badge)
            at = QRect(inner.right() - size.width(), inner.top(), size.width(), size.height())
            draw_badge(painter, at, found.badge, found.kind)
            inner.setRight(at.left() - px(8))
        if found.keys:
            size = cap_size(found.keys)
            top = inner.center().y() - size.height() // 2
            at = QRect(inner.right() - size.width(), top, size.width(), size.height())
            draw_key_cap(painter, at, found.keys)
            inner.setRight(at.left() - px(8))
        painter.setFont(font(bold=bool(found.line)))
        painter.setPen(QColor(worn.text if found.possible else worn.muted))
        first = QRect(inner.left(), inner.top(), inner.width(), px(18))
        if not found.line:
            first = inner
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        metrics = painter.fontMetrics()
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(first, left, metrics.elidedText(found.title, elide, first.width()))
        if found.line:
            painter.setFont(font(SMALLER))
            painter.setPen(QColor(worn.muted))
            below = QRect(inner.left(), first.bottom(), inner.width(), px(18))
            metrics = painter.fontMetrics()
            painter.drawText(below, left, metrics.elidedText(found.line, elide, below.width()))
        painter.restore()


class Palette(QFrame):
    """The list under the search box."""

    def __init__(
        self,
        holder: QWidget,
        box: SearchBox,
        search: Searcher,
        commands: Callable[[str], Sequence[Found]],
        used: Callable[[str], object],
    ) -> None:
        super().__init__(holder)
        as_part(self, "popup")
        self._holder = holder
        self._box = box
        self._search = search
        self._commands = commands
        self._used = used
        self._asked = 0
        self._came_from: QWidget | None = None
        self._list = QListWidget()
        self._list.setItemDelegate(FoundDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName("What was found")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(lambda _item: self.choose())
        self._hint = small(HINT)
        self._hint.setWordWrap(True)
        self._hint.setContentsMargins(px(12), px(8), px(12), px(8))
        layout = column(self)
        layout.setContentsMargins(1, px(4), 1, px(4))
        layout.addWidget(self._list)
        layout.addWidget(self._hint)
        box.textEdited.connect(self._typed)
        box.installEventFilter(self)
        self.hide()

    def search_with(self, search: Searcher) -> None:
        """Search in another book."""
        self._search = search

    def open(self, text: str = "") -> None:
        """Show it, with the caret in the search box."""
        focused = self._box.window().focusWidget()
        if focused is not self._box:
            self._came_from = focused
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text:
            self._box.setText(text)
        self._box.selectAll() if not text else self._box.end(False)
        self._typed(self._box.text())

    def close_palette(self, *, back: bool = True) -> None:
        """Hide it and go back to where the focus was."""
        self.hide()
        self._asked += 1
        self._box.clear()
        came_from, self._came_from = self._came_from, None
        if back and came_from is not None and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self) -> None:
        """Do what the row says."""
        row = self._list.currentRow()
        found = self.found()[row] if row >= 0 else None
        if found is not None and found.possible:
            self.close_palette()
            if found.command:
                self._used(found.command)
            found.run()

    def found(self) -> list[Found]:
        """The rows shown."""
        return [
            self._list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self._list.count())
        ]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list with the caret in the search box."""
        if watched is not self._box:
            return False
        if event.type() is QEvent.Type.FocusOut and self.isVisible():
            self.close_palette(back=False)
        if event.type() is QEvent.Type.MouseButtonPress and not self.isVisible():
            self.open()
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        steps: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8,
                 Qt.Key.Key_PageUp: -8}  # fmt: skip
        key = event.key()
        if key in steps:
            if not self.isVisible():
                self._typed(self._box.text())
            row = self._list.currentRow() + steps[key]
            self._list.setCurrentRow(max(0, min(self._list.count() - 1, row)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            return False
        return True

    def _typed(self, text: str) -> None:
        self._asked += 1
        asked = self._asked
        if text.startswith(">"):
            self._show(self._commands(text[1:].strip()))
        elif text.strip():
            self._search(text.strip(), lambda found: self._arrived(asked, found))
        else:
            self._show(())
        self._place()

    def _arrived(self, asked: int, found: Sequence[Found]) -> None:
        if asked == self._asked:
            self._show(found)
            self._place()

    def _show(self, found: Sequence[Found]) -> None:
        self._list.clear()
        most = len(found) if self._box.text().startswith(">") else SHOWN
        for one in found[:most]:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, one)
            parts = (one.head, one.title, one.line, one.badge, one.keys)
            said = ", ".join(part for part in parts if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self._list.addItem(item)
        if found:
            self._list.setCurrentRow(0)
        typed = self._box.text().strip()
        nothing = NO_COMMAND if typed.startswith(">") else NOTHING
        self._hint.setText(nothing if typed and typed != ">" else HINT)
        self._hint.setVisible(not found)
        self._list.setVisible(bool(found))

    def _place(self) -> None:
        holder = self._holder
        corner = self._box.mapTo(holder, self._box.rect().bottomLeft())
        width = max(self._box.width(), px(420))
        rows = sum(self._list.sizeHintForRow(n) for n in range(min(self._list.count(), 9)))
        words = self._hint.heightForWidth(width - 2)
        height = rows + px(12) if self._list.count() else words + px(10)
        room = holder.height() - corner.y() - px(12)
        self.setGeometry(corner.x(), corner.y() + px(4), width, min(height, room))
        self.raise_()
        self.show()
