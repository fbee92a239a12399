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
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._show)
        self.hide()

    @property
    def since(self) -> float | None:
        """When the call began, by the clock of the timer; None while none is under way."""
        return self._since

    def start(self, since: float | None = None) -> None:
        """Count from now, or from a moment of the clock."""
        self._since = self._clock() if since is None else since
        self._tick.start()
        self._show()
        self.show()

    def stop(self) -> None:
        """Count no more."""
        self._since = None
        self._tick.stop()
        self.hide()

    def seconds(self) -> int:
        """How long the call has lasted; 0 while none is under way."""
        return 0 if self._since is None else max(0, int(self._clock() - self._since))

    def _show(self) -> None:
        minutes, seconds = divmod(self.seconds(), 60)
        self.show_badge(f"● {minutes:02}:{seconds:02}", Kind.SUCCESS)
        self.setAccessibleName(f"Call of {minutes} minutes {seconds} seconds")
