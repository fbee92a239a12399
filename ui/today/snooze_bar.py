"""How long a company is left alone: a short field that floats over the calling screen."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from crm.domain.calendar import say_clock
from crm.domain.errors import Refusal
from crm.domain.queue_marks import SNOOZES, read_snooze
from ui.form.editors import line
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import as_part, column, row
from ui.look.text import wrapped

USUAL = "30m"


class SnoozeBar(QFrame):
    """`Snooze Trentside Systems Ltd for [30m] until 10:55`; Enter accepts, Esc leaves.

    `accepted(company id, instant)` comes when it was understood; `left()` when the focus is to
    go back. What cannot be understood is said under it, the text kept.
    """

    accepted = Signal(object, object)
    left = Signal()

    def __init__(self, over: QWidget, now: Callable[[], datetime]) -> None:
        super().__init__(over)
        as_part(self, "raised")
        self.setAccessibleName("Snooze")
        self._now = now
        self._company_id = 0
        self._words = wrapped("", "raised strong")
        self.line = line("Snooze for", placeholder=SNOOZES)
        self.line.setMinimumWidth(px(90))
        self._said = wrapped("", "raised")
        whole = column(self, gap=4)
        whole.setContentsMargins(px(14), px(8), px(10), px(8))
        whole.addWidget(self._words)
        beside = row(gap=8)
        beside.addWidget(self.line, 1)
        beside.addWidget(button("Snooze", primary=True, keys="Return", run=self.accept))
        beside.addWidget(button("Leave it", raised=True, keys="Esc", run=self.leave))
        whole.addLayout(beside)
        whole.addWidget(self._said)
        self.line.textChanged.connect(self._echo)
        over.installEventFilter(self)
        self.hide()

    def ask(self, company_id: int, name: str) -> None:
        """Ask for how long a company is left alone."""
        self._company_id = company_id
        self._words.setText(f"Snooze {name} for")
        self.line.setText(USUAL)
        self._echo()
        self.show()
        self._place()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def accept(self) -> None:
        """Take what is typed, or say what is wrong with it."""
        try:
            until = read_snooze(self.line.text(), self._now())
        except Refusal as refusal:
            self.show_refusal(refusal)
            return
        self.accepted.emit(self._company_id, until)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say what is wrong; the text is kept."""
        self._say(refusal.message)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def leave(self) -> None:
        """Go away without a mark."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def said(self) -> str:
        """What is said under the field."""
        return self._said.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter accepts, Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the screen it floats over."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _echo(self) -> None:
        try:
            self._say(f"Until {say_clock(read_snooze(self.line.text(), self._now()))}")
        except Refusal:
            self._say(f"Type {SNOOZES}")

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self.line.setAccessibleDescription(text)
        self._place()

    def _place(self) -> None:
        over = self.parentWidget()
        if over is None or self.isHidden():
            return
        width = min(px(420), over.width() - px(16))
        layout = self.layout()
        height = self.sizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            height = layout.heightForWidth(width)
        self.setGeometry(
            (over.width() - width) // 2, over.height() - height - px(22), width, height
        )
        self.raise_()
