"""What happened with a company: a list painted well, newest first, that reads like a letter.

Each entry has its date, a dot, a bold title, what was said and a muted line under it. Tries
without contact in a row stand in one line that unfolds at Enter or a click, and folds again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QCursor, QFocusEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.look.tokens import Kind
from ui.panels.timeline_painting import EntryLayout

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ENTRY = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, in words.

    `when` is the date as it is shown; `more` follows the bold title on the same line, `text`
    is a paragraph of its own, `small` the muted last line. `inside` are entries folded into
    this one, which follow it as rows of their own while it is `unfolded`. `links` are words
    at its end to be pressed, of which Enter follows the first. `source` is what it was made of,
    for whoever opens it (see `happenings`).
    """

    when: str
    title: str
    kind: Kind = Kind.NEUTRAL
    more: str = ""
    text: str = ""
    small: str = ""
    inside: tuple["Entry", ...] = ()
    source: object = None
    links: tuple[str, ...] = ()
    unfolded: bool = False

    def read_aloud(self) -> str:
        """The whole entry as one text."""
        said = f"{self.title} {self.more}".strip()
        fold = ("unfolded" if self.unfolded else "folded") if self.inside else ""
        links = f"Enter: {self.links[0]}" if self.links else ""
        parts = (self.when, said, self.text, self.small, fold, links)
        return ". ".join(part for part in parts if part)


class EntryModel(QAbstractListModel):
    """The entries as a list; unfolded ones stand as rows of their own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[Entry, ...] = ()

    def keep_unfolded(self, entries: Iterable[Entry]) -> None:
        """Hold other entries, unfolding those that are unfolded now."""
        unfolded = {(row.when, row.title) for row in self._rows if row.unfolded}
        self.show(entries)
        for row in range(len(self._rows) - 1, -1, -1):
            if (self._rows[row].when, self._rows[row].title) in unfolded:
                self.turn(row)

    def show(self, entries: Iterable[Entry]) -> None:
        """Hold other entries."""
        self.beginResetModel()
        self._rows = tuple(entries)
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        """The entry of a row."""
        return self._rows[row]

    def turn(self, row: int) -> bool:
        """Unfold what a row holds under it, or fold it again; False where it holds nothing."""
        entry = self._rows[row]
        if not entry.inside:
            return False
        above, below = self._rows[:row], self._rows[row + 1 :]
        if entry.unfolded:
            self.show((*above, replace(entry, unfolded=False), *below[len(entry.inside) :]))
        else:
            self.show((*above, replace(entry, unfolded=True), *entry.inside, *below))
        return True

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many entries there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The entry, or its words."""
        if not index.isValid():
            return None
        entry = self._rows[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{entry.title} {entry.more}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.read_aloud()
        return None


class EntryDelegate(QStyledItemDelegate):
    """Draws an entry and says how high it is at the width of the list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines at this width."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        return QSize(width, EntryLayout(index.data(ENTRY), width).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the entry, with a frame where the focus is."""
        layout = EntryLayout(index.data(ENTRY), option.rect.width())
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        layout.draw(painter, option.rect, focused=focused)


class Timeline(QListView):
    """Entries, newest first; as high as they are, so that the page around it scrolls.

    `opened(entry)` comes when one is chosen with Enter or a double click, `followed(entry,
    link)` instead where it has a link, and when a link is clicked.
    """

    opened = Signal(object)
    followed = Signal(object, str)

    def __init__(self, *, says: str = "History") -> None:
        super().__init__()
        self.setAccessibleName(says)
        self._entries = EntryModel(self)
        self.setModel(self._entries)
        self.setItemDelegate(EntryDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.viewport().setAutoFillBackground(False)
        self.activated.connect(self._choose)
        self.clicked.connect(self._clicked)

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show what happened; the walk stays where it was."""
        here = self.currentIndex().row()
        self._entries.keep_unfolded(entries)
        self._fit()
        if 0 <= here < self._entries.rowCount():
            self.setCurrentIndex(self._entries.index(here))

    def entries(self) -> tuple[Entry, ...]:
        """What is shown now."""
        return tuple(self._entries.entry(row) for row in range(self._entries.rowCount()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths break lines otherwise."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the newest."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._entries.rowCount():
            self.setCurrentIndex(self._entries.index(0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Let the page scroll to the entry."""
        super().currentChanged(current, previous)
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        inner = page.widget() if isinstance(page, QScrollArea) else None
        if isinstance(page, QScrollArea) and inner is not None and self.hasFocus():
            at = self.viewport().mapTo(inner, self.visualRect(current).center())
            page.ensureVisible(at.x(), at.y(), 0, self.visualRect(current).height())

    def _fit(self) -> None:
        self.doItemsLayout()
        width = self.viewport().width()
        rows = range(self._entries.rowCount())
        self.setFixedHeight(
            max(1, sum(EntryLayout(self._entries.entry(row), width).height for row in rows))
        )

    def _choose(self, index: QModelIndex) -> None:
        entry = self._entries.entry(index.row())
        if self._entries.turn(index.row()):
            self._fit()
            self.setCurrentIndex(self._entries.index(index.row()))
        elif entry.links:
            self.followed.emit(entry, entry.links[0])
        else:
            self.opened.emit(entry)

    def _clicked(self, index: QModelIndex) -> None:
        entry = self._entries.entry(index.row())
        place = self.visualRect(index)
        at = self.viewport().mapFromGlobal(QCursor.pos()) - place.topLeft()
        link = EntryLayout(entry, place.width()).link_at(at)
        if link:
            self.followed.emit(entry, link)
        elif entry.inside:
            self._choose(index)
