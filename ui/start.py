"""The start of the window: which book, is it open already, and off."""

import signal
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from crm.data.usual_book import usual_book
from ui.app import App
from ui.one_window import raise_first
from ui.preferences import PreferenceStore
from ui.where import NO_SCREEN, has_screen


def start(location: str | Path | None = None) -> int:
    """Open the window on a book (None: the last one, or the default); give the exit code."""
    if not has_screen():
        sys.stderr.write(NO_SCREEN)
        return 2
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Muster")
    app.setDesktopFileName("muster")
    preferences = PreferenceStore()
    book, new = (str(location), False) if location else first_book(preferences)
    if raise_first(book):
        sys.stderr.write("Muster has this book open already: its window is in front now.\n")
        return 0
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    program = App(app, preferences)
    program.catch_mistakes()
    program.show(book, create=new)
    return app.exec()


def first_book(preferences: PreferenceStore) -> tuple[str, bool]:
    """Choose the book where none is named, and say whether to make it: at the first start ever.

    The book used last of those that are there; where none is, the one that is missed.
    """
    known = preferences.now.recent_books
    for book in known:
        if "://" in book or Path(book).exists():
            return book, False
    if known:
        return known[0], False
    book = usual_book()
    return book, not ("://" in book or Path(book).exists())
