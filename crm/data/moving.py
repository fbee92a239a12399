"""Moving a closed book to another place, with its backups and its state."""

import shutil
from pathlib import Path

from crm.data.backup import verify_file
from crm.data.backup_manifest import sha256_of
from crm.data.connection import system_clock
from crm.data.disk_files import sync_file, sync_folder
from crm.data.engine_troubles import os_troubles
from crm.data.lock import BookLock, side_file
from crm.domain.errors import BookTrouble

_BESIDE = ("state", "backups", "drafts", "drafts-wal")


def move_book(book: Path, to: Path) -> None:
    """Move a book that is closed; whatever fails, it still stands where it stood.

    It is copied, compared and made durable before the old file goes. Raises `BookTrouble`
    where the new place is taken or cannot be written, or the book is open somewhere.
    """
    if to.exists():
        raise BookTrouble(
            "unreachable",
            f"There is a file called {to.name} already. The book still stands at {book}.",
            "Move it to another name or folder.",
        )
    if not book.is_file():
        raise BookTrouble("missing", f"There is no book at {book}.", "Open another one.")
    lock = BookLock(book, who="the move", now=system_clock())
    try:
        wal = side_file(book, "wal")
        if wal.exists() and wal.stat().st_size:
            raise BookTrouble(
                "locked",
                f"{book.name} was not left in good order. It still stands at {book}.",
                "Open it once, close it, and move it then.",
            )
        part = side_file(to, "part")
        with os_troubles():
            try:
                shutil.copyfile(book, part)
                part.chmod(0o600)
                if sha256_of(part) != sha256_of(book):
                    raise BookTrouble(
                        "full",
                        f"The copy is not equal to the book, which still stands at {book}.",
                        "Check the disk it was to be moved to.",
                    )
                verify_file(part)
                sync_file(part)
                part.replace(to)
                sync_folder(to.parent)
            finally:
                part.unlink(missing_ok=True)
            for what in _BESIDE:
                beside = side_file(book, what)
                if beside.exists():
                    shutil.move(beside, side_file(to, what))
            book.unlink()
            sync_folder(book.parent)
    finally:
        lock.release()
