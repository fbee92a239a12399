"""The book as a file: making, opening and backing it up, and what to do when it cannot be used."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from crm.domain.calendar import to_local
from crm.domain.errors import BookTrouble
from ui.look.messages import tell
from ui.room import Desk
from ui.shell.facts import WindowFacts
from ui.shell.trouble_page import Offer

if TYPE_CHECKING:  # SQLAlchemy is imported after the first paint
    from crm.data.backup_manifest import BackupMade
    from crm.data.book import Book

KINDS = "Muster books (*.muster)"
OLD = 24 * 3600
"""Seconds after which a backup is called old."""


class Opener(Protocol):
    """Opens a book in place of the one shown."""

    def __call__(self, location: str, *, create: bool = False) -> None:
        """Open it; with `create`, make it first."""


class BookFiles:
    """What the File menu does."""

    def __init__(self, window: QWidget, desk: Desk, opener: Opener) -> None:
        self._window = window
        self._desk = desk
        self._open = opener
        self._backed_up: datetime | None = None
        self._old = False

    def new_book(self) -> None:
        """Ask where, and make an empty book there."""
        folder = self._desk.preferences.folder("books")
        name, _kind = QFileDialog.getSaveFileName(
            self._window, "New book", str(folder / "association.muster"), KINDS
        )
        if name:
            path = Path(name)
            path = path if path.suffix else path.with_suffix(".muster")
            self._desk.preferences.keep_folder("books", path.parent)
            self._open(str(path), create=True)

    def choose_book(self) -> None:
        """Ask which, and open it."""
        folder = self._desk.preferences.folder("books")
        name, _kind = QFileDialog.getOpenFileName(self._window, "Open book", str(folder), KINDS)
        if name:
            self._desk.preferences.keep_folder("books", Path(name).parent)
            self._open(name)

    def back_up(self) -> None:
        """Write a verified copy now."""

        def made(backup: "BackupMade") -> None:
            self._backed_up, self._old = backup.made_at, False
            self._desk.say(f"Backed up: {backup.path.name}")

        self._desk.bridge.with_book(lambda book: book.backup(), then=made, title="Backing up")

    def back_up_if_due(self, then: Callable[[], object]) -> None:
        """Write a verified copy when the last is old and something was done; then go on."""

        def looked(found: tuple[datetime | None, bool]) -> None:
            self._backed_up, self._old = found
            then()

        self._desk.bridge.with_book(_back_up_if_due, then=looked)

    def warn(self) -> None:
        """Say what the book warned of when it was opened."""

        def said(warnings: tuple[str, ...]) -> None:
            if warnings:
                self._desk.say(" ".join(warnings))

        self._desk.bridge.with_book(lambda book: tuple(book.warnings), then=said)

    def with_backup(self, facts: WindowFacts) -> WindowFacts:
        """The facts with the time of the last backup."""
        return replace(facts, backup=say_backup(self._backed_up, old=self._old))

    def offers(self, trouble: BookTrouble, location: str) -> list[Offer]:
        """What can be done about a book that cannot be used, the usual first."""
        again: Offer = ("Try again", lambda: self._open(location))
        other: Offer = ("Open another book…", self.choose_book)
        new: Offer = ("New book…", self.new_book)
        leave: Offer = ("Quit", self._window.close)
        if trouble.kind == "missing":
            here: Offer = ("Make a new book here", lambda: self._create(location))
            return [here, new, other, leave]
        if trouble.kind in ("not_a_book", "newer", "damaged"):
            return [other, again, new, leave]
        return [again, other, leave]

    def about(self) -> None:
        """Say which release this is."""
        try:
            release = version("muster")
        except PackageNotFoundError:
            release = "from its source"
        tell(
            self._window,
            "About Muster",
            f"Muster {release}",
            more="The desktop CRM of a membership drive. MIT licence; icons by Lucide (ISC).",
        )

    def _create(self, location: str) -> None:
        Path(location).parent.mkdir(parents=True, exist_ok=True)
        self._open(location, create=True)


def say_backup(made: datetime | None, *, old: bool) -> str:
    """`last backup 09:02`; an old one says its date."""
    if made is None:
        return "no backup yet"
    local = to_local(made)
    return f"last backup {local.day} {local:%B}" if old else f"last backup {local:%H:%M}"


def _back_up_if_due(book: "Book") -> tuple[datetime | None, bool]:
    """On the writer thread: the time of the newest backup after this, and whether it is old."""
    from crm.data.backup import backups_of

    book.backup_if_due()
    known = backups_of(book.location)
    made = known[0].made_at if known else None
    # By the clock of the book, which need not be this machine's.
    return made, made is not None and (book.clock() - made).total_seconds() > OLD
