"""Looks now and then which promised times are near, and remembers what it has told."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from crm.data.queries.promises import PromisesDue, promises_due
from crm.domain.reminders import (
    Promise,
    ReminderMemory,
    look,
    put_off,
    why_away,
)
from ui.room import Desk

EVERY = 20_000
"""Milliseconds between two looks."""

SOON = 300
"""Milliseconds after a change in the book until it is looked at again."""

KEPT_EVERY = timedelta(minutes=1)


def machine_seconds() -> float:
    """How long the machine has run, asleep or awake, where the system can tell."""
    with_sleep = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if with_sleep is None else time.clock_gettime(with_sleep)


class Reminders(QObject):
    """The promises to be reminded of.

    `stands(promises)` gives those that stand now, the nearest first, whenever they are
    others; `came(promise)` each new one, for the tray; `came_due(promises, Absence)` those
    that passed unseen, once. Snoozing puts the reminder off and leaves the promise alone.
    """

    stands = Signal(object)
    came = Signal(object)
    came_due = Signal(object, object)

    def __init__(
        self, desk: Desk, parent: QObject, seconds: Callable[[], float] = machine_seconds
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._seconds = seconds
        self._memory = ReminderMemory()
        self._kept = ReminderMemory()
        self._looked: float | None = None
        self._standing: tuple[Promise, ...] = ()
        self._tick, self._soon = QTimer(self), QTimer(self)
        self._tick.setInterval(EVERY)
        self._tick.timeout.connect(self.look)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.look)
        desk.bridge.changed.connect(self._changed)
        desk.aside.leaving.connect(self._leave)

    @property
    def standing(self) -> tuple[Promise, ...]:
        """What stands now, the nearest first."""
        return self._standing

    def now(self) -> datetime:
        """The book's time, as far as is known since the last look."""
        looked = self._memory.looked_at
        if looked is None or self._looked is None:
            return datetime.now(UTC)
        return looked + timedelta(seconds=self._seconds() - self._looked)

    def start(self, memory: ReminderMemory) -> None:
        """Begin to look, with what was remembered from the last time."""
        self._memory = self._kept = memory
        self._looked = None
        self._tick.start()
        self.look()

    def look(self) -> None:
        """Ask which promises are near, unless reminders are off."""
        now = self._desk.preferences.now
        if not self._desk.bridge.has_book or not self._tick.isActive():
            return
        if not now.reminders:
            # Turned on again, it begins anew: nothing that passed meanwhile is listed.
            self._memory = replace(self._memory, looked_at=None)
            self._keep()
            self._stand(())
            return
        ahead = timedelta(minutes=now.remind_before)
        self._desk.bridge.ask(promises_due, ahead, then=self._got, latest="promises")

    def snooze(self, promise: Promise) -> None:
        """Remind of it again after ten minutes."""
        at = self._memory.looked_at
        if at is not None:
            self._memory = put_off(self._memory, promise.due, at)
            self._keep()
        self.dismiss(promise)

    def dismiss(self, promise: Promise) -> None:
        """Let a reminder go: it was seen."""
        self._stand(tuple(one for one in self._standing if one.due != promise.due))

    def _got(self, found: PromisesDue) -> None:
        ahead = timedelta(minutes=self._desk.preferences.now.remind_before)
        before, ran = self._memory.looked_at, self._ran()
        told = look(found.promises, self._memory, found.now, ahead)
        self._memory = told.memory
        open_still = {one.due: one for one in found.promises}
        stays = tuple(open_still[one.due] for one in self._standing if one.due in open_still)
        known = {one.due for one in stays}
        fresh = tuple(one for one in told.remind if one.due not in known)
        self._stand(tuple(sorted((*stays, *fresh), key=lambda one: one.due)))
        for one in fresh:
            self.came.emit(one)
        if told.came_due and before is not None:
            self.came_due.emit(told.came_due, why_away(found.now - before, ran))
        if self._worth_keeping():
            self._keep()

    def _stand(self, promises: tuple[Promise, ...]) -> None:
        if promises != self._standing:
            self._standing = promises
            self.stands.emit(promises)

    def _ran(self) -> timedelta | None:
        """How long ago the last look of this run was by the machine's own count."""
        before, self._looked = self._looked, self._seconds()
        return None if before is None else timedelta(seconds=self._looked - before)

    def _worth_keeping(self) -> bool:
        now, kept = self._memory, self._kept
        if (now.told, now.snoozed) != (kept.told, kept.snoozed):
            return True
        if now.looked_at is None or kept.looked_at is None:
            return now.looked_at != kept.looked_at
        return abs(now.looked_at - kept.looked_at) >= KEPT_EVERY

    def _keep(self) -> None:
        if self._memory != self._kept:
            self._kept = self._memory
            self._desk.aside.remember(self._memory)

    def _changed(self, _changes: object) -> None:
        if self._tick.isActive():
            self._soon.start()

    def _leave(self) -> None:
        """Stop looking: the book is about to be closed."""
        if self._tick.isActive():
            self._keep()
        self._tick.stop()
        self._soon.stop()
        self._stand(())
