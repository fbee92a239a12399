"""The outbox: every message that waits, was handed over or failed, with what can be done."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from ui.look.buttons import Button, button
from ui.look.measure import px
from ui.look.surfaces import column, row
from ui.look.text import wrapped

if TYPE_CHECKING:
    from crm.data.queries.emails import EmailLine

STATES = {"waiting": "waits", "handed": "opened in the mail program", "failed": "failed"}
EMPTY = "No message waits."


class OutboxDialog(QDialog):
    """`send()`, `again(line)`, `drop(line)` and `gone(line)` are what the buttons wish."""

    send = Signal()
    again = Signal(object)
    drop = Signal(object)
    gone = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Outbox")
        self._lines: tuple[EmailLine, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName("Messages that wait, were handed over or failed")
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(lambda _row: self._look_again())
        self.said = wrapped(EMPTY, "muted")
        self._send = button("Send what waits", run=self.send.emit, primary=True)
        self._again = button("Send again", run=lambda: self._tell(self.again))
        self._drop = button("Drop", run=lambda: self._tell(self.drop))
        self._gone = button("Mark as sent", run=lambda: self._tell(self.gone))
        whole = column(self, gap=10, margin=16)
        whole.addWidget(self.said)
        whole.addWidget(self.list, 1)
        ways = row(gap=8)
        for one in (self._send, self._again, self._gone, self._drop):
            ways.addWidget(one)
        ways.addStretch()
        ways.addWidget(button("Close", run=self.reject))
        whole.addLayout(ways)
        self.resize(px(720), px(420))
        self._look_again()

    def show_lines(self, lines: "tuple[EmailLine, ...]") -> None:
        """Show the messages there are; the place in the list is kept."""
        here = self.list.currentRow()
        self._lines = lines
        self.list.clear()
        for one in lines:
            said = STATES.get(one.state, one.state)
            words = f"{one.company} · {one.to_address} · {said}"
            item = QListWidgetItem(f"{words}\n{one.trouble}" if one.trouble else words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, item.text().replace("\n", ", "))
            self.list.addItem(item)
        self.list.setCurrentRow(max(0, min(here, len(lines) - 1)))
        failed = sum(one.state == "failed" for one in lines)
        count = f"{len(lines)} in the outbox" + (f", {failed} failed" if failed else "")
        self.said.setText(f"{count}." if lines else EMPTY)
        self._look_again()

    def line(self) -> "EmailLine | None":
        """The message chosen."""
        here = self.list.currentRow()
        return self._lines[here] if 0 <= here < len(self._lines) else None

    def _tell(self, signal: object) -> None:
        chosen = self.line()
        if chosen is not None:
            signal.emit(chosen)  # type: ignore[attr-defined]

    def _look_again(self) -> None:
        chosen = self.line()
        state = chosen.state if chosen else ""
        allowed: tuple[tuple[Button, bool], ...] = (
            (self._send, any(one.state == "waiting" for one in self._lines)),
            (self._again, state == "failed"),
            (self._drop, bool(state)),
            (self._gone, state == "handed"),
        )
        for one, possible in allowed:
            one.setEnabled(possible)
