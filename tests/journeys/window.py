"""The real window on a real book, with real threads, driven by keys alone."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from crm.data.book import Book
from crm.data.records.catalogue import MUSTER
from tests.books.fingerprint import fingerprint
from ui.app import App
from ui.preferences import PreferenceStore
from ui.room import Room

PATIENCE = 30.0
"""Seconds after which a journey gives up waiting; no test asserts how long a thing took."""

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


class Organiser:
    """Someone at the keyboard of one open window."""

    def __init__(self, program: App) -> None:
        self.program = program
        self.presses = 0

    @property
    def book(self) -> Book:
        book = self.program.bridge._book
        assert book is not None
        return book

    @property
    def room(self) -> Room:
        room = self.program.window.rooms.here
        assert room is not None
        return room

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.program.window

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.focus(), key, modifiers)
        self.presses += 1
        self.rest()

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus(), text)
        self.presses += len(text)
        self.rest()

    def rest(self, milliseconds: int = 15) -> None:
        QTest.qWait(milliseconds)

    def until(self, what: str, holds: Callable[[], bool]) -> None:
        """Wait until something is so; names it when it never comes."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"waited in vain for {what}"
            QTest.qWait(15)

    def command(self, words: str) -> None:
        """Run a command from the palette, by its words."""
        self.press(Qt.Key.Key_K, CTRL)
        self.type(f">{words}")
        self.press(Qt.Key.Key_Return)

    def go(self, digit: Qt.Key, room: str) -> None:
        self.press(digit, ALT)
        self.until(f"the {room} room", lambda: type(self.room).__module__.startswith(f"ui.{room}"))

    def state(self) -> str:
        return self.book.ask(fingerprint, MUSTER)

    def answer_all(self, done: Callable[[], bool], texts: list[str]) -> None:
        """Go through what is asked: type the next text where a field is empty, else accept."""
        waiting = list(texts)
        for _ in range(8):
            self.rest(60)
            if done():
                return
            field = self.focus()
            if isinstance(field, QPlainTextEdit):
                break  # back in the note: nothing is asked any more
            if waiting and _is_empty(field):
                self.type(waiting.pop(0))
            self.press(Qt.Key.Key_Return)
        self.until("the answers to be taken", done)


def _is_empty(field: QWidget) -> bool:
    if isinstance(field, QLineEdit):
        return not field.text()
    return isinstance(field, QComboBox) and field.isEditable() and not field.currentText()


@contextmanager
def opened(app: QApplication, path: Path, settings: Path) -> Iterator[Organiser]:
    """Open the program on a book as `muster BOOK` does, and close it as the user does."""
    preferences = PreferenceStore(QSettings(str(settings), QSettings.Format.IniFormat))
    program = App(app, preferences)
    program.show(path)
    program.window.activateWindow()
    organiser = Organiser(program)
    try:
        organiser.until("the first room", lambda: program.window.rooms.here is not None)
        organiser.until("the window in front", lambda: QApplication.activeWindow() is not None)
        yield organiser
    finally:
        program.window.close()
        organiser.rest(50)
        program.deleteLater()
        program.window.deleteLater()
        organiser.rest(50)
