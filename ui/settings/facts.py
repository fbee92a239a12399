"""What Settings shows of the book, asked in one query, and of the book as a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ui.where import is_url

if TYPE_CHECKING:  # SQLAlchemy is imported after the first paint
    from crm.data.backup_manifest import BackupMade
    from crm.data.book import Book
    from crm.data.connection import Reading
    from crm.data.queries.association import (
        AssociationFacts,
        DriveFacts,
        PlanFacts,
        SignatoryFacts,
    )

KINDS = frozenset({"association", "signatories", "drives", "drive_targets", "plans"})
"""The kinds of rows that Settings shows."""

SHOWN = (
    ("companies", "companies"),
    ("people", "people"),
    ("activities", "activities"),
    ("documents", "documents"),
)
"""What a restore is compared by: the table and its word."""


@dataclass(frozen=True, slots=True)
class SettingsFacts:
    """Everything of the association that can be changed here, and the book's date."""

    association: "AssociationFacts"
    signatories: "tuple[SignatoryFacts, ...]"
    drive: "DriveFacts | None"
    plans: "tuple[PlanFacts, ...]"
    today: date


@dataclass(frozen=True, slots=True)
class BookAsFile:
    """Where the book is, its size in bytes (0 for a database) and its backups, newest first."""

    location: str
    size: int
    backups: "tuple[BackupMade, ...]"


def settings_facts(reading: "Reading") -> SettingsFacts | None:
    """Read the association; None before the first run. Runs on a reader thread."""
    from crm.data.queries.association import association, current_drive, plans, signatories

    profile = association(reading)
    if profile is None:
        return None
    return SettingsFacts(
        profile,
        signatories(reading),
        current_drive(reading),
        plans(reading),
        reading.today,
    )


def book_as_file(book: "Book") -> BookAsFile:
    """Look at the book as a file. Runs on the writer thread."""
    from crm.data.backup import backups_of

    location = str(book.location)
    size = 0 if is_url(location) else Path(location).stat().st_size
    return BookAsFile(location, size, backups_of(book.location))


def say_size(size: int) -> str:
    """`1.2 MB`."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)):,} kB"
    return f"{size / 1_000_000:,.1f} MB"


def what_would_change(now: Mapping[str, int], then: Mapping[str, int]) -> str:
    """Say in lines what a restore would change: counts now and in the backup, steps lost."""
    lines = []
    for table, word in SHOWN:
        here, there = now.get(table, 0), then.get(table, 0)
        same = " (the same)" if here == there else f", now {here:,}"
        lines.append(f"{word.capitalize()}: {there:,} in the backup{same}")
    lost = now.get("steps", 0) - then.get("steps", 0)
    if lost > 0:
        lines.append(f"{lost:,} {'step' if lost == 1 else 'steps'} done since would be gone.")
    else:
        lines.append("Nothing was done since.")
    return "\n".join(lines)
