"""How long the call has lasted: starts with dialling, stops with logging."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.look.text import Badge
from ui.look.tokens import Kind


class CallTimer(Badge):
    """A badge that counts minutes and seconds; hidden while no call is under way."""

    def __init__(
        self, parent: QWidget | None = None, clock: Callable[[], float] = monotonic
    ) -> None:
        super().__init__("", Kind.SUCCESS)
        if parent is not None:
            self.setParent(parent)
        self._clock = clock
        self._since: float | None = None
        self._held: int | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._show)
        self.hide()

    @property
    def since(self) -> float | None:
        """When the call began, by the clock of the timer; None while none is under way."""
        if self._since is not None and self._held is not None:
            return self._clock() - self._held
        return self._since

    def start(self, since: float | None = None) -> None:
        """Count from now, or from a moment of the clock."""
        self._since = self._clock() if since is None else since
        self._held = None
        self._tick.start()
        self._show()
        self.show()

    def stop(self) -> None:
        """Count no more."""
        self._since = self._held = None
        self._tick.stop()
        self.hide()

    def hold(self, held: bool) -> None:
        """Stand still and grey while the session is paused, or go on from there."""
        if self._since is None or held == (self._held is not None):
            return
        if held:
            self._held = self.seconds()
            self._tick.stop()
        else:
            self._since, self._held = self.since, None
            self._tick.start()
        self._show()

    def seconds(self) -> int:
        """How long the call has lasted; 0 while none is under way."""
        if self._since is None:
            return 0
        return self._held if self._held is not None else max(0, int(self._clock() - self._since))

    def _show(self) -> None:
        minutes, seconds = divmod(self.seconds(), 60)
        held = self._held is not None
        sign, kind = ("❙❙", Kind.NEUTRAL) if held else ("●", Kind.SUCCESS)
        self.show_badge(f"{sign} {minutes:02}:{seconds:02}", kind)
        said = ", paused" if held else ""
        self.setAccessibleName(f"Call of {minutes} minutes {seconds} seconds{said}")
