"""The reminder outside the window: a message of the system, where there is a tray for it."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from crm.domain.reminders import Promise, say_promise
from ui.look.icons import pixmap
from ui.look.scheme import tokens
from ui.look.text import literal

STAYS = 15_000
"""Milliseconds that a message asks to be shown."""


class Tray(QObject):
    """An icon in the tray while a reminder stands; without a tray it does nothing.

    Its menu can do what the strip in the window can; pressing the message or the icon brings
    the window forward. Each signal carries the promise that was told last.
    """

    call_wanted = Signal(object)
    snooze_wanted = Signal(object)
    open_wanted = Signal(object)
    window_wanted = Signal()

    def __init__(self, parent: QObject, *, available: bool | None = None) -> None:
        super().__init__(parent)
        there = QSystemTrayIcon.isSystemTrayAvailable() if available is None else available
        self._icon: QSystemTrayIcon | None = None
        self._menu = QMenu()
        self._promise: Promise | None = None
        for words, told in (
            ("Call", self.call_wanted),
            ("Snooze 10 minutes", self.snooze_wanted),
            ("Open", self.open_wanted),
        ):
            self._menu.addAction(words).triggered.connect(partial(self._ask, told))
        if there:
            self._icon = QSystemTrayIcon(self)
            self._icon.setContextMenu(self._menu)
            self._icon.messageClicked.connect(self.window_wanted)
            self._icon.activated.connect(lambda _how: self.window_wanted.emit())

    @property
    def shown(self) -> bool:
        """Whether the icon is in the tray."""
        return self._icon is not None and self._icon.isVisible()

    @property
    def menu(self) -> QMenu:
        """What the icon offers."""
        return self._menu

    def tell(self, promise: Promise) -> None:
        """Show a message about a promise."""
        self._promise = promise
        if self._icon is None:
            return
        self._icon.setIcon(QIcon(pixmap("phone", tokens().accent)))
        self._icon.setToolTip(literal(f"Promised: {say_promise(promise)}"))
        self._icon.show()
        if QSystemTrayIcon.supportsMessages():
            self._icon.showMessage(
                "Promised call", say_promise(promise), QSystemTrayIcon.MessageIcon.Information,
                STAYS,
            )  # fmt: skip

    def show_promises(self, promises: tuple[Promise, ...]) -> None:
        """Leave the tray when no promise stands any more."""
        if promises:
            self._promise = promises[0]
        elif self._icon is not None:
            self._promise = None
            # Not within its own signal: the menu may be the one that ended it.
            QTimer.singleShot(0, self, self._icon.hide)

    def _ask(self, told: SignalInstance, _checked: object = None) -> None:
        if self._promise is not None:
            told.emit(self._promise)

    def close(self) -> None:
        """Let the icon and its menu go."""
        if self._icon is not None:
            self._icon.hide()
        self._menu.deleteLater()
