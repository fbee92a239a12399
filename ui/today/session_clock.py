"""A calling session on this machine: how long it has run, and the calls made in it.

Kept in the preferences, never in the book. A session belongs to its day; after a restart it
stands paused with what had been reached.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from ui.preferences import PreferenceStore

KEPT_EVERY = 15_000
"""Milliseconds after which a running session is kept: a crash loses no more."""

ENOUGH = 300
"""Seconds before a pace is worth saying."""


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """How a session stands; `day` is empty where none was begun."""

    day: str = ""
    seconds: int = 0
    calls: int = 0
    running: bool = False

    @property
    def begun(self) -> bool:
        """Whether there is one."""
        return bool(self.day)

    @property
    def paused(self) -> bool:
        """Whether there is one that does not run now."""
        return self.begun and not self.running

    def clock(self) -> str:
        """How long it has run, in hours and minutes: `0:42`."""
        return f"{self.seconds // 3600}:{self.seconds // 60 % 60:02}"

    def pace(self) -> int:
        """The calls an hour; 0 while it is too early to say."""
        return round(self.calls * 3600 / self.seconds) if self.seconds >= ENOUGH else 0


class SessionClock(QObject):
    """Runs, pauses and ends the session; `changed(SessionFacts)` comes each time it shows."""

    changed = Signal(object)

    def __init__(
        self,
        preferences: PreferenceStore,
        parent: QObject,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(parent)
        self._preferences, self._clock = preferences, clock
        self._since = 0.0
        self._counted: int | None = None
        kept = preferences.now.calling_session
        day, seconds, calls = (kept.get(name) for name in ("day", "seconds", "calls"))
        self._facts = SessionFacts(
            day if isinstance(day, str) else "",
            seconds if isinstance(seconds, int) else 0,
            calls if isinstance(calls, int) else 0,
        )
        self._tick = QTimer(self)
        self._tick.setInterval(KEPT_EVERY)
        self._tick.timeout.connect(self._keep)

    @property
    def facts(self) -> SessionFacts:
        """How it stands now."""
        run = int(self._clock() - self._since) if self._facts.running else 0
        return replace(self._facts, seconds=self._facts.seconds + run)

    def turn(self, today: str) -> SessionFacts:
        """Start, pause or go on; a session of another day is over."""
        if self._facts.day != today:
            self._facts = SessionFacts(day=today)
        if self._facts.running:
            self._facts = replace(self.facts, running=False)
            self._tick.stop()
        else:
            self._since = self._clock()
            self._facts = replace(self._facts, running=True)
            self._tick.start()
        self._keep()
        return self._facts

    def end(self) -> SessionFacts:
        """End it; gives what was reached."""
        reached = replace(self.facts, running=False)
        self._facts = SessionFacts()
        self._tick.stop()
        self._keep()
        return reached

    def count(self, calls_today: int, today: str) -> None:
        """Hear how many calls have been made today: what comes on top while it runs is its own."""
        if self._facts.begun and self._facts.day != today:
            self.end()
        before, self._counted = self._counted, calls_today
        if before is None or before == calls_today or not self._facts.running:
            return
        more = max(0, self._facts.calls + calls_today - before)
        self._facts = replace(self._facts, calls=more)
        self._keep()

    def _keep(self) -> None:
        facts = self.facts
        kept = {name: value for name, value in asdict(facts).items() if name != "running"}
        if self._preferences.now.calling_session != kept:
            self._preferences.change(calling_session=kept if facts.begun else {})
        self.changed.emit(facts)
