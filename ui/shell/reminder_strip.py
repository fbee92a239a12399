"""The reminder inside the window: who was promised a call, and what to do about it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal, SignalInstance
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent

from crm.domain.reminders import Promise, say_how_soon, say_promise
from ui.look.buttons import button, icon_button, say_keys
from ui.look.measure import px
from ui.look.surfaces import as_part, row
from ui.look.text import key_cap, wrapped
from ui.shell.notices import Notice

MINUTE = 20_000
"""Milliseconds after which "in 5 minutes" is said anew."""


class ReminderStrip(Notice):
    """Shows the nearest of the promises that stand; Tab goes through what can be done.

    Each signal carries the promise. Call brings the company to the
    calling screen; nothing is dialled before its key is pressed there.
    """

    call_wanted = Signal(object)
    snooze_wanted = Signal(object)
    open_wanted = Signal(object)
    seen = Signal(object)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        as_part(self, "warning card")
        self.setAccessibleName("Reminder")
        self._now = now
        self._promises: tuple[Promise, ...] = ()
        self._text = wrapped("", "strong")
        self._text.setMinimumWidth(px(150))  # a narrower one would ask for many lines
        self.calling = button("Call", primary=True, run=lambda: self._tell(self.call_wanted))
        self.snoozing = button("Snooze 10 minutes", run=lambda: self._tell(self.snooze_wanted))
        self.opening = button("Open", run=lambda: self._tell(self.open_wanted))
        close = icon_button("x", "Hide this reminder", lambda: self._tell(self.seen))
        self._cap = key_cap(say_keys("Ctrl+R"))
        self._cap.setAccessibleName("Control R comes here")
        self._cap.hide()
        layout = row(self, gap=8)
        layout.setContentsMargins(px(14), px(6), px(8), px(6))
        layout.addWidget(self._text, 1)
        for part in (self._cap, self.calling, self.snoozing, self.opening, close):
            layout.addWidget(part)
        self._again = QTimer(self)
        self._again.setInterval(MINUTE)
        self._again.timeout.connect(self._say)

    def show_promises(self, promises: tuple[Promise, ...]) -> None:
        """Show the first of these; whoever holds the strip hides it where there is none."""
        fresh = promises and promises[:1] != self._promises[:1]
        self._promises = promises
        if not promises:
            self._again.stop()
            return
        self._say()
        self._again.start()
        if fresh:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text()))

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def to_first(self) -> None:
        """Put the focus on Call."""
        self.calling.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the key out where the words need its room."""
        super().resizeEvent(event)
        self._cap.setVisible(self.width() >= px(760))

    def _say(self) -> None:
        if not self._promises:
            return
        first, more = self._promises[0], len(self._promises) - 1
        others = f"  (and {more} more)" if more else ""
        what = f" — {first.text}" if first.text else ""
        soon = say_how_soon(first, self._now())
        self._text.setText(f"Promised {soon}: {say_promise(first)}{what}{others}")

    def _tell(self, signal: SignalInstance) -> None:
        if self._promises:
            signal.emit(self._promises[0])
