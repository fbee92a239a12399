"""What is looked at, in which order, before a book may be used.

A full disk is not damage, a missing file is not an empty book, and a newer book is not
touched: each has its own trouble, found before anything is written.
"""

import os
import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect

from crm.data.book_state import BookState
from crm.data.checks import look_for_damage
from crm.data.connection import Lanes, Location, is_postgresql
from crm.data.disk_files import sync_folder
from crm.data.lock import side_file
from crm.data.recorder import triggers
from crm.data.records.catalogue import Catalogue
from crm.data.schema import make_tables, schema_of
from crm.data.sqlite_engine import APPLICATION_ID, refuse_old_sqlite
from crm.domain.errors import BookTrouble, Refusal

LEAST_FREE = 4 * 1024 * 1024
"""Bytes that must be free beside a book that is opened for writing."""

_MAGIC = b"SQLite format 3\x00"
_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "box sync")

_IN_SYNCED_FOLDER = (
    "This book lies in a folder that another program copies while you work. Move it to a folder"
    " of this machine, and let the other program have the backups."
)
_ON_NETWORK_DRIVE = (
    "This book lies on a network drive. If the network fails while you work, the last call may"
    " be lost; a book on this machine is safe."
)

_OLDER_THAN_LEFT = (
    "This book is older than it was when it was last used here: another file seems to stand in"
    " its place. If that was not meant, restore the newest backup."
)


def make_book(location: Location, catalogue: Catalogue, *, now: datetime) -> None:
    """Make a new, empty book; raises `Refusal` where something stands already.

    A file is made under another name and renamed when it is whole, so that no crash leaves
    half a book.
    """
    if is_postgresql(location):
        _make_in_database(location, catalogue, now)
        return
    refuse_old_sqlite()
    path = Path(location)
    if path.exists():
        raise Refusal(f"There is already a file called {path.name}.", field="book")
    if not path.parent.is_dir():
        raise Refusal(f"There is no folder {path.parent}.", field="book")
    _refuse_full_disk(path)
    unfinished = side_file(path, "unfinished")
    for leftover in _with_journals(unfinished):
        leftover.unlink(missing_ok=True)
    os.close(_create(unfinished))
    lanes = Lanes(unfinished)
    try:
        with lanes.writing() as sql:
            make_tables(sql, catalogue, made_at=now.isoformat())
    finally:
        lanes.close()
    if path.exists():
        unfinished.unlink()
        raise Refusal(f"There is already a file called {path.name}.", field="book")
    unfinished.rename(path)
    sync_folder(path.parent)


def refuse_foreign(path: Path) -> None:
    """Look at a file from outside, before anything is put beside it.

    Raises `BookTrouble` for a missing, empty or foreign file: no empty book is ever made
    where one was expected.
    """
    refuse_old_sqlite()
    if not path.is_file():
        raise BookTrouble(
            "missing",
            f"There is no book at {path}.",
            "Connect its drive, choose another book, or make a new one.",
        )
    header = _header(path)
    if not header.strip(b"\x00"):
        raise BookTrouble(
            "damaged",
            f"{path.name} is empty, though a book never is.",
            "Restore the last good backup; the empty file is kept.",
        )
    number = int.from_bytes(header[68:72], "big")
    if not header.startswith(_MAGIC) or number != APPLICATION_ID:
        raise BookTrouble(
            "not_a_book",
            f"{path.name} is not a book of Muster.",
            "Choose a file that ends in .muster, or bring other files in by importing them.",
        )


def schema_before_opening(location: Location, catalogue: Catalogue, *, read_only: bool) -> int:
    """Read the schema of a book before lanes are opened to it.

    Raises `BookTrouble` for a newer book, a full disk, or a database that holds no book.
    """
    if is_postgresql(location):
        return _database_schema(location, catalogue)
    path = Path(location)
    if not read_only:
        _refuse_full_disk(path)
    # Not from the header: that may be older than the write-ahead log.
    lanes = Lanes(path, read_only=True)
    try:
        with lanes.reading() as sql:
            schema = schema_of(sql) or 0
    finally:
        lanes.close()
    refuse_newer(schema, catalogue, path.name)
    return schema


def refuse_old(*, read_only: bool) -> None:
    """Leave a book of an earlier release alone when it is only to be read."""
    if read_only:
        raise Refusal("This book is from an earlier Muster. Open it once to upgrade it.")


def refuse_newer(schema: int, catalogue: Catalogue, name: str) -> None:
    """Leave a book alone that a later release has written."""
    if schema > catalogue.schema:
        raise BookTrouble(
            "newer",
            f"{name} was last used with a newer Muster than this one.",
            "Install the newer Muster; this one leaves the book as it is.",
        )


def refuse_damage(lanes: Lanes, *, thoroughly: bool) -> None:
    """Let SQLite look the whole file over; raises `BookTrouble` where it finds damage."""
    with lanes.writing() as sql:
        look_for_damage(sql, thoroughly=thoroughly)


def mend_triggers(lanes: Lanes, catalogue: Catalogue) -> None:
    """Put the recorder's triggers back where any is missing or from another release."""
    with lanes.reading() as sql:
        wrong = triggers.not_as_wanted(sql, catalogue.recorded)
    if wrong:
        with lanes.writing() as sql:
            triggers.install(sql, catalogue.recorded)


def warnings_about(path: Path, state: BookState | None, last_step: int) -> tuple[str, ...]:
    """Say what is risky about where a book lies, and whether it was swapped for an older one."""
    found = []
    parts = [part.lower() for part in path.absolute().parts]
    if any(part.startswith(_SYNCED) for part in parts):
        found.append(_IN_SYNCED_FOLDER)
    if str(path.absolute()).startswith(("\\\\", "//")):
        found.append(_ON_NETWORK_DRIVE)
    if state is not None and last_step < state.last_step:
        found.append(_OLDER_THAN_LEFT)
    return tuple(found)


def _database_schema(location: Location, catalogue: Catalogue) -> int:
    lanes = Lanes(location, read_only=True)
    try:
        with lanes.reading() as sql:
            schema = schema_of(sql)
    finally:
        lanes.close()
    if schema is None:
        raise BookTrouble(
            "missing",
            "This database holds no book.",
            "Check its name, or make a new book in it.",
        )
    refuse_newer(schema, catalogue, "This book")
    return schema


def _make_in_database(location: Location, catalogue: Catalogue, now: datetime) -> None:
    lanes = Lanes(location)
    try:
        with lanes.writing() as sql:
            if inspect(sql).get_table_names():
                raise Refusal("This database is not empty.", field="book")
            make_tables(sql, catalogue, made_at=now.isoformat())
    finally:
        lanes.close()


def _create(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Refusal(
            f"A book cannot be made in {path.parent}: {error.strerror}.", field="book"
        ) from error


def _header(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100)
    except OSError as error:
        raise BookTrouble(
            "unreachable",
            f"{path.name} cannot be read: {error.strerror}.",
            "Check that its drive is connected and that you may read it.",
        ) from error


def _refuse_full_disk(path: Path) -> None:
    free = shutil.disk_usage(path.absolute().parent).free
    if free < LEAST_FREE:
        raise BookTrouble(
            "full",
            f"The disk that {path.name} lies on is full.",
            "Make room on it, then open the book again. Nothing in the book is lost.",
        )


def _with_journals(path: Path) -> tuple[Path, ...]:
    return (path, *(side_file(path, end) for end in ("wal", "shm", "journal")))
