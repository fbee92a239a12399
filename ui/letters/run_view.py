"""The right pane for a made run: its packs, and what can be done with them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.command import Command
from ui.letters.rows import count
from ui.look.buttons import button
from ui.look.measure import font, px
from ui.look.paint import draw_check
from ui.look.scheme import tokens
from ui.look.surfaces import card, column
from ui.look.text import section_title, wrapped
from ui.look.tokens import Kind
from ui.panels.outlet import NO_PRINTER

if TYPE_CHECKING:
    from crm.data.queries.letters import RunDocument, RunFile

STATES = {"produced": "made", "printed": "printed", "posted": "posted", "emailed": "emailed"}
WAITING = ("produced", "printed")
STATE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex


class DocumentDelegate(QStyledItemDelegate):
    """Draws a box, the company and, at the right, how far its pack is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        return QSize(px(80), max(px(28), QFontMetrics(font()).height() + px(8)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one pack of the run."""
        worn, at = tokens(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(at, QColor(worn.selected))
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        draw_check(painter, _box(at), on=_ticked(index), lit=focused)
        state = str(index.data(STATE))
        metrics = QFontMetrics(font())
        painter.setFont(font())
        words = at.adjusted(px(28), 0, -px(6), 0)
        painter.setPen(QColor(worn.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignRight, state)
        words.setRight(words.right() - metrics.horizontalAdvance(state) - px(8))
        painter.setPen(QColor(worn.text))
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, name)
        if focused:
            painter.setPen(QPen(QColor(worn.accent), 1))
            painter.drawRect(at.adjusted(0, 0, -1, -1))
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tick at a click on the box, or with Space."""
        if isinstance(event, QMouseEvent):
            on_box = event.position().x() < option.rect.left() + px(28)
            if event.type() is not QEvent.Type.MouseButtonRelease or not on_box:
                return False
        elif not (isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space):
            return False
        to = Qt.CheckState.Unchecked if _ticked(index) else Qt.CheckState.Checked
        return model.setData(index, to.value, int(Qt.ItemDataRole.CheckStateRole))


class DocumentList(QListWidget):
    """The packs of a run, each with a box to tick; Space ticks."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(DocumentDelegate(self))
        self.setAccessibleName("Packs of this run")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)


class RunView(QWidget):
    """Shows one run. `looked_at(document)` comes when another of its packs is current."""

    looked_at = Signal(object)
    ticked = Signal()

    def __init__(self, main: Command, more: Sequence[Command]) -> None:
        super().__init__()
        self.setAccessibleName("The run chosen")
        self._run: RunFile | None = None
        self._title = wrapped("", "heading")
        self._about = wrapped("", "muted")
        self._notice = card(Kind.WARNING)
        notice = column(self._notice, margin=8)
        noted = wrapped(f"Nothing is lost: the run is filed. {NO_PRINTER}")
        notice.addWidget(noted)
        self._notice.hide()
        self.list = DocumentList()
        self.list.currentRowChanged.connect(self._moved)
        self.list.itemChanged.connect(lambda _item: self.ticked.emit())
        whole = column(self, gap=6)
        whole.setContentsMargins(px(14), px(12), px(14), px(14))
        for part in (self._title, self._about, self._notice):
            whole.addWidget(part)
        whole.addSpacing(px(8))
        whole.addWidget(section_title("In this run"))
        whole.addWidget(self.list, 1)
        ticks = wrapped("Ticked packs only; none ticked means all.", "small")
        # Wrapped words ask for the height they would need at their least width.
        for words in (self._title, self._about, noted, ticks):
            words.setMinimumWidth(px(180))
        whole.addWidget(ticks)
        whole.addSpacing(px(4))
        whole.addWidget(button(main, primary=True, spread=True))
        for command in more:
            whole.addWidget(button(command, spread=True))

    @property
    def run(self) -> "RunFile | None":
        """The run shown."""
        return self._run

    def show_run(self, run: "RunFile", title: str, *, no_printer: bool) -> None:
        """Show a run; the same one keeps its ticks and its place."""
        same = self._run is not None and self._run.id == run.id
        ticked = {one.id for one in self.chosen()} if same else set()
        place = max(0, self.list.currentRow()) if same else 0
        self._run = run
        self._title.setText(title)
        packs = count(len(run.documents), "pack")
        self._about.setText(f"{packs} · {count(run.pages, 'page')} · {STATES[run.state]}")
        self._notice.setVisible(no_printer and run.state == "produced")
        self.list.blockSignals(True)
        self.list.clear()
        for document in run.documents:
            self.list.addItem(_item(document, ticked=document.id in ticked))
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(place, len(run.documents) - 1))
        if not run.documents:
            self.looked_at.emit(None)

    def forget(self) -> None:
        """Show no run any more."""
        self._run = None
        self.list.blockSignals(True)
        self.list.clear()
        self.list.blockSignals(False)

    def chosen(self) -> "tuple[RunDocument, ...]":
        """The packs that are ticked; none means all."""
        if self._run is None:
            return ()
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(
            document
            for document, item in zip(self._run.documents, items, strict=True)
            if item.checkState() is Qt.CheckState.Checked
        )

    def waiting(self) -> "tuple[RunDocument, ...]":
        """The packs made or printed that are not posted: the ticked ones, or the current one."""
        if self._run is None:
            return ()
        chosen = self.chosen()
        here = self.list.currentRow()
        if not chosen and 0 <= here < len(self._run.documents):
            chosen = (self._run.documents[here],)
        return tuple(document for document in chosen if document.state in WAITING)

    def any_waiting(self) -> bool:
        """Whether any pack of the run is not posted yet."""
        return self._run is not None and any(one.state in WAITING for one in self._run.documents)

    def _moved(self, row: int) -> None:
        if self._run is not None and 0 <= row < len(self._run.documents):
            self.looked_at.emit(self._run.documents[row])


def _item(document: "RunDocument", *, ticked: bool) -> QListWidgetItem:
    item = QListWidgetItem(document.company)
    item.setData(STATE, STATES.get(document.state, document.state))
    item.setFlags(
        Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
    )
    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    words = (document.company, document.person, document.pack, document.reference, document.state)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, words)))
    return item


def _box(row: QRect) -> QRect:
    side = px(14)
    return QRect(row.left() + px(8), row.center().y() - side // 2, side, side)


def _ticked(index: Index) -> bool:
    state = index.data(int(Qt.ItemDataRole.CheckStateRole))
    return Qt.CheckState(state) is Qt.CheckState.Checked
