"""The lock that keeps a second window from writing to the same book file.

The system's own lock on a file beside the book, so that it ends with the process however
that ends; what stands in the file only says who has it.
"""

import json
import os
import socket
import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from crm.domain.errors import BookTrouble

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR_BEYOND = 1 << 30
"""Where Windows locks one byte: locked bytes cannot be read, and the text must be."""


def side_file(book: Path, what: str) -> Path:
    """Name a file that stands beside a book: its lock, its state, its write-ahead log."""
    return book.with_name(f"{book.name}-{what}")


class BookLock:
    """Held while a book is open for writing."""

    def __init__(self, book: Path, *, who: str, now: datetime) -> None:
        """Take the lock; raises `BookTrouble` when another process has it."""
        self._path = side_file(book, "lock")
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise BookTrouble(
                "unreachable",
                f"The folder of {book.name} cannot be written to: {error.strerror}.",
                "Check that its drive is connected and that you may change files there.",
            ) from error
        self._file: BinaryIO = os.fdopen(handle, "r+b", buffering=0)
        if not _try_lock(self._file):
            holder = _holder(self._file)
            self._file.close()
            raise BookTrouble(
                "locked",
                f"{book.name} is already open{holder}.",
                "Go to the window that has it, or close Muster first.",
            )
        self._file.seek(0)
        self._file.truncate()
        said = {"who": who, "machine": socket.gethostname(), "process": os.getpid()}
        self._file.write(json.dumps({**said, "since": now.isoformat()}).encode())

    def release(self) -> None:
        """Let the next one have the book. The file stays: removing it would race."""
        if not self._file.closed:
            self._file.close()


def _try_lock(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            file.seek(_FAR_BEYOND)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _holder(file: BinaryIO) -> str:
    """Say who has the lock, as far as the file tells; it may be empty or garbage."""
    try:
        file.seek(0)
        said = json.loads(file.read(4_096))
        return f" by {said['who']} on {said['machine']} (process {said['process']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
