"""Which trouble is shown where; nothing goes unsaid and no traceback meets the eye."""

import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from crm.domain.errors import BookTrouble, Cancelled, Refusal
from ui.look.buttons import Button
from ui.look.messages import message_box

Troubled = Callable[[Refusal], object]
"""Shows a refusal beside its field; gives back False where it has no such field."""


class Fault(Exception):
    """A mistake of the program in the worker process; carries the traceback as text."""

    def __init__(self, message: str, details: str) -> None:
        super().__init__(message)
        self.details = details


class Troubles(QObject):
    """Takes every error and says it in the right place.

    A `Refusal` goes to the asker's `troubled`, else to the message bar (`refused`);
    `Cancelled` is silent; a `BookTrouble` is a page (`book_troubled`); anything else is a
    mistake of ours (`faulted`, with details to copy).
    """

    refused = Signal(str)
    book_troubled = Signal(object)
    faulted = Signal(str)

    def meet(self, error: BaseException, troubled: Troubled | None = None) -> None:
        """Route one error; call it on the UI thread."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, Refusal):
            if troubled is None or troubled(error) is False:
                self.refused.emit(error.message)
        elif isinstance(error, BookTrouble):
            self.book_troubled.emit(error)
        else:
            self.faulted.emit(report(error))


def report(error: BaseException) -> str:
    """What a bug report needs: versions and the way to the error.

    Of the error's message only the first line is taken: further ones quote what was stored.
    """
    if isinstance(error, Fault):
        way = error.details
    else:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [f"  {_short(f.filename)}:{f.lineno} in {f.name}" for f in frames]
        way = "\n".join([*lines, f"{type(error).__name__}: {_first_line(str(error))}"])
    python = ".".join(map(str, sys.version_info[:3]))
    return f"Python {python}, Qt {qVersion()}, {platform.system()}\n{way}"


def show_report(parent: QWidget | None, details: str) -> None:
    """Say that the program made a mistake, and let the details be copied."""
    box = message_box(
        parent,
        "Something went wrong",
        "Muster made a mistake and stopped what it was doing.",
        more="Everything saved before is safe and the book is unharmed. You can go on working; "
        "please copy the details and send them to whoever looks after Muster.",
        details=details,
    )
    copy = Button("Copy the details")
    box.addButton(copy, QMessageBox.ButtonRole.ActionRole)
    copy.clicked.disconnect()  # the box would close at the click
    copy.clicked.connect(lambda _checked=False: QGuiApplication.clipboard().setText(details))
    box.addButton(QMessageBox.StandardButton.Close)
    box.exec()
    box.deleteLater()


def _first_line(text: str) -> str:
    return text.partition("\n")[0][:300]


def _short(filename: str) -> str:
    parts = Path(filename).parts
    return "/".join(parts[-3:])
