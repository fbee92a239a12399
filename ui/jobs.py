"""Long work as the user sees it: a title, how far it is, how long it still takes, a way to stop."""

import itertools
import threading
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, Signal

from crm.domain.errors import Cancelled

TELL_EVERY = 0.1
"""Seconds between two words about progress, however fast the work goes."""

_numbers = itertools.count(1)


class Job:
    """One running piece of work; a plain value that any thread may hold.

    It is the `Progress` of the work: `step` is called from the thread that works, and raises
    `Cancelled` once the user wants it to end.
    """

    def __init__(
        self,
        title: str,
        told: Callable[["Job"], object],
        *,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.number = next(_numbers)
        self.title = title
        self.done = 0
        self.of: int | None = None
        self.note = ""
        self._told = told
        self._clock = clock
        self._began = clock()
        self._told_at = -TELL_EVERY
        self._stop = threading.Event()

    def step(self, done: int, of: int | None = None, note: str = "") -> None:
        """Say how far the work is; raises `Cancelled` where it should end."""
        if self._stop.is_set():
            raise Cancelled
        self.done, self.of = done, of
        self.note = note or self.note
        now = self._clock()
        if now - self._told_at >= TELL_EVERY or done == of:
            self._told_at = now
            self._told(self)

    def cancel(self) -> None:
        """Ask the work to end at its next step."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to end."""
        return self._stop.is_set()

    @property
    def share(self) -> float | None:
        """How much is done, from 0 to 1; None where nobody knows."""
        return min(1.0, self.done / self.of) if self.of else None

    @property
    def seconds_left(self) -> float | None:
        """How long it still takes at the pace so far; None where nobody knows yet."""
        share, spent = self.share, self._clock() - self._began
        if not share or spent < 1 or share >= 1:
            return None
        return spent / share - spent


def say_left(seconds: float | None) -> str:
    """`about 3 min left`; empty where nobody knows."""
    if seconds is None:
        return ""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 90:
        return f"about {round(seconds / 10) * 10} s left"
    return f"about {round(seconds / 60)} min left"


class Jobs(QObject):
    """The jobs that run now; lives on the UI thread."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: dict[int, Job] = {}

    @property
    def running(self) -> tuple[Job, ...]:
        """The jobs that run now, oldest first."""
        return tuple(self._running.values())

    def began(self, job: Job) -> None:
        """Take a job in."""
        self._running[job.number] = job
        self.changed.emit()

    def moved(self, job: Job) -> None:
        """Say that a job is further than before."""
        if job.number in self._running:
            self.changed.emit()

    def ended(self, job: Job) -> None:
        """Let a job go."""
        if self._running.pop(job.number, None) is not None:
            self.changed.emit()

    def cancel_all(self) -> None:
        """Ask every job to end."""
        for job in self.running:
            job.cancel()
