"""One window for each book: a second start brings the first one to the front.

The lock that keeps two programs from writing belongs to the book; this only finds the window.
"""

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT = 500
"""Milliseconds that the first window may take to answer."""


def call_name(location: str | Path) -> str:
    """The name under which the window of a book can be called; the same for the same file."""
    text = str(location)
    if "://" not in text:
        text = str(Path(text).expanduser().resolve())
    mine = f"{getpass.getuser()} {text}"  # two users of one machine never call each other
    return f"muster-{hashlib.sha256(mine.encode()).hexdigest()[:24]}"


def raise_first(location: str | Path) -> bool:
    """Call the window that has the book; False where there is none."""
    socket = QLocalSocket()
    socket.connectToServer(call_name(location))
    if not socket.waitForConnected(WAIT):
        return False
    socket.write(b"raise\n")
    socket.waitForBytesWritten(WAIT)
    socket.disconnectFromServer()
    return True


class Doorbell(QObject):
    """Rings when the program is started again with the same book."""

    rang = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def listen(self, location: str | Path) -> bool:
        """Listen for the window of a book; what a killed program left is cleared away."""
        self._server.close()
        name = call_name(location)
        if self._server.listen(name):
            return True
        QLocalServer.removeServer(name)
        return self._server.listen(name)

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.rang.emit()
