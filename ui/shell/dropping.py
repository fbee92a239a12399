"""Returned forms that are dropped on the window, or chosen from the File menu."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow

from ui.command import Command
from ui.places import Place
from ui.room import Desk

TAKEN = frozenset({".pdf", ".png", ".jpg", ".jpeg"})
KINDS = "Returned forms (*.pdf *.png *.jpg *.jpeg)"
ROOM, FILES = "returned", "files"


class ReturnedFiles(QObject):
    """Takes files dropped anywhere on the window to the room of returned forms."""

    def __init__(self, desk: Desk, window: QMainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def command(self) -> Command:
        """The way to them by menu and palette."""
        return Command(
            "file.returned", "Read a returned form…", self.ask, "Ctrl+Shift+F",
            lambda: self._desk.bridge.has_book, group="File", why_not="Open a book first",
            tip="Read a form that came back: a filled PDF, a scan or a photograph",
        )  # fmt: skip

    def ask(self) -> None:
        """Choose files and hand them over."""
        folder = self._desk.preferences.folder("returned")
        names, _kind = QFileDialog.getOpenFileNames(
            self._window, "Read returned forms", str(folder), KINDS
        )
        if names:
            self._desk.preferences.keep_folder("returned", Path(names[0]).parent)
            self.hand_over(names)

    def hand_over(self, paths: list[str]) -> None:
        """Go to the room with some files."""
        self._desk.places.go(Place(ROOM, FILES, view="\n".join(paths)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a drop of forms; leave everything else to whom it is meant for."""
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            dropped = _forms(event) if isinstance(event, QDropEvent) else []
            if dropped and isinstance(event, QDropEvent) and self._desk.bridge.has_book:
                event.acceptProposedAction()
                if event.type() is QEvent.Type.Drop:
                    self.hand_over(dropped)
                return True
        return super().eventFilter(watched, event)


def _forms(event: QDropEvent) -> list[str]:
    """The files of a drop, where all of them may be forms."""
    urls = event.mimeData().urls()
    paths = [url.toLocalFile() for url in urls if url.isLocalFile()]
    alike = all(Path(path).suffix.lower() in TAKEN for path in paths)
    return paths if paths and len(paths) == len(urls) and alike else []
