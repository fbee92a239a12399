"""What came due while nobody was there: one row each, Enter opens the company."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from crm.domain.calendar import local_day, say_date
from crm.domain.reminders import Absence, Promise, say_promise
from ui.look.buttons import icon_button
from ui.look.measure import px
from ui.look.surfaces import as_part, column, row
from ui.look.text import muted, wrapped
from ui.shell.notices import Notice

HINT = "Ctrl R comes here, Enter opens the company"
ROWS = 5
"""How many rows are in sight; more are scrolled to."""

PROMISE = int(Qt.ItemDataRole.UserRole)


class CameDue(Notice):
    """The list, shown once; `open_wanted(Promise)` at Enter or a double click."""

    open_wanted = Signal(object)
    seen = Signal()

    def __init__(self) -> None:
        super().__init__()
        as_part(self, "warning card")
        self.setAccessibleName("Promises that came due")
        self._head, self._hint = wrapped("", "strong"), muted(HINT)
        self._head.setMinimumWidth(px(220))
        self._hint.hide()
        self.list = QListWidget()
        self.list.setAccessibleName("Promises that came due")
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._open)
        above = row(gap=10)
        above.addWidget(self._head, 1)
        above.addWidget(self._hint)
        above.addWidget(icon_button("x", "Hide this list", self.seen.emit))
        layout = column(self, gap=4)
        layout.setContentsMargins(px(14), px(6), px(8), px(8))
        layout.addLayout(above)
        layout.addWidget(self.list)

    def show_promises(self, promises: Sequence[Promise], why: Absence, now: datetime) -> None:
        """Show what came due, oldest first; what is listed already stays."""
        today = local_day(now)
        for promise in promises:
            day = say_date(local_day(promise.due_at), today)
            what = f": {promise.text}" if promise.text else ""
            item = QListWidgetItem(f"{day}, {say_promise(promise)}{what}")
            item.setData(PROMISE, promise)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._say(why)

    def drop(self, due: object) -> None:
        """Take a promise out that was looked after."""
        for number in range(self.list.count()):
            if self.list.item(number).data(PROMISE).due == due:
                self.list.takeItem(number)
                break
        self._fit()

    def text(self) -> str:
        """The head of the list."""
        return self._head.text()

    def rows(self) -> list[str]:
        """What is listed."""
        return [self.list.item(number).text() for number in range(self.list.count())]

    def to_first(self) -> None:
        """Put the focus into the list."""
        self.list.setFocus()

    def empty(self) -> None:
        """List nothing."""
        self.list.clear()

    def _say(self, why: Absence) -> None:
        count = self.list.count()
        promises = "1 promise" if count == 1 else f"{count} promises"
        self._head.setText(f"{promises} came due {why}")
        self._fit()

    def _fit(self) -> None:
        shown = min(ROWS, max(1, self.list.count()))
        each = self.list.sizeHintForRow(0) if self.list.count() else px(28)
        # In a low window it gives way to the room below, and scrolls.
        self.list.setMinimumHeight(each)
        self.list.setMaximumHeight(shown * each)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the hint out where the head needs its room."""
        super().resizeEvent(event)
        self._hint.setVisible(self.width() >= px(640))

    def _open(self, item: QListWidgetItem) -> None:
        self.open_wanted.emit(item.data(PROMISE))
