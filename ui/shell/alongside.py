"""What runs beside the rooms once the window is usable: kept drafts, waiting calls, reminders."""

from functools import partial

from PySide6.QtCore import QObject, QTimer

from crm.domain.reminders import Absence, Promise
from ui.places import Place
from ui.room import Desk
from ui.shell.came_due import CameDue
from ui.shell.kept_over import KeptOver
from ui.shell.reminder_strip import ReminderStrip
from ui.shell.reminders import Reminders
from ui.shell.tray import Tray
from ui.shell.window import Window

PATIENCE = 400
"""Milliseconds a logged call may take to be in the book before it is said to be waiting."""


class Alongside(QObject):
    """Puts the side database and the reminders to work for one window."""

    def __init__(self, window: Window, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._desk = window, desk
        self.kept_over = KeptOver(desk, self)
        self.reminders = Reminders(desk, self)
        self.strip = ReminderStrip(self.reminders.now)
        self.came_due = CameDue()
        self.tray = Tray(self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._say_waiting)
        window.notices.add(self.strip)
        window.notices.add(self.came_due)
        window.notices.left.connect(self._back_to_room)
        window.closing.connect(self.tray.close)
        desk.aside.troubled.connect(window.message.refuse)
        desk.aside.waiting_changed.connect(self._waiting_changed)
        self.kept_over.ready.connect(self.reminders.start)
        self._connect_reminders()

    def begin(self, location: str) -> None:
        """Begin with the book that was opened."""
        self.kept_over.begin(location)

    def _connect_reminders(self) -> None:
        reminders = self.reminders
        reminders.stands.connect(self._stands)
        reminders.came.connect(self.tray.tell)
        reminders.came_due.connect(self._list)
        for asking in (self.strip, self.tray):
            asking.call_wanted.connect(partial(self._go, "today"))
            asking.open_wanted.connect(partial(self._go, "companies"))
            asking.snooze_wanted.connect(reminders.snooze)
        self.strip.seen.connect(reminders.dismiss)
        self.tray.window_wanted.connect(self._to_strip)
        self.came_due.open_wanted.connect(self._open_listed)
        self.came_due.seen.connect(self._list_seen)

    def _stands(self, promises: tuple[Promise, ...]) -> None:
        self.strip.show_promises(promises)
        self.tray.show_promises(promises)
        self._window.notices.show_notice(self.strip, shown=bool(promises))
        self._desk.commands.refresh()

    def _list(self, promises: tuple[Promise, ...], why: Absence) -> None:
        self.came_due.show_promises(promises, why, self.reminders.now())
        self._window.notices.show_notice(self.came_due, shown=True)
        self._desk.commands.refresh()

    def _list_seen(self) -> None:
        self.came_due.empty()
        self._window.notices.show_notice(self.came_due, shown=False)
        self._desk.commands.refresh()

    def _open_listed(self, promise: Promise) -> None:
        self.came_due.drop(promise.due)
        self._desk.places.go(Place("today", "company", promise.company_id))
        if not self.came_due.rows():
            self._list_seen()

    def _go(self, room: str, promise: Promise) -> None:
        self._come_forward()
        self._desk.places.go(Place(room, "company", promise.company_id))
        self.reminders.dismiss(promise)

    def _to_strip(self) -> None:
        self._come_forward()
        self._window.notices.to_first()

    def _come_forward(self) -> None:
        if not self._window.isActiveWindow():
            self._window.show()
            self._window.raise_()
            self._window.activateWindow()

    def _back_to_room(self) -> None:
        here = self._window.rooms.here
        if here is not None:
            here.focus_first()

    def _waiting_changed(self, count: int) -> None:
        if count and not self._patience.isActive():
            self._patience.start()
        elif not count:
            self._patience.stop()
            self._window.status.show_waiting(0)

    def _say_waiting(self) -> None:
        self._window.status.show_waiting(len(self._desk.aside.unfiled))
