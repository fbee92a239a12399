"""Verified copies of a book, thinned out as they age.

A backup counts only after its copy was opened, checked in full, counted and made durable;
until then it has another name. A damaged book never replaces or thins good copies.
"""

import contextlib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from crm.data import postgresql_backup
from crm.data.backup_manifest import (
    BackupMade,
    manifest_of,
    read_manifest,
    sha256_of,
    write_manifest,
)
from crm.data.backup_thinning import BackupKind, to_thin
from crm.data.connection import Location, is_postgresql
from crm.data.disk_files import sync_file, sync_folder
from crm.data.engine_troubles import engine_troubles, os_troubles
from crm.data.lock import side_file
from crm.data.sqlite_engine import connect, create_file
from crm.domain.errors import BookTrouble
from crm.domain.progress import Progress, Quiet

_PAGES = 2_000


def backups_folder(location: Location) -> Path:
    """Name the folder the backups of a book lie in: beside the file, under its name."""
    if is_postgresql(location):
        return postgresql_backup.folder_of(str(location))
    return side_file(Path(location), "backups")


def backups_of(location: Location) -> tuple[BackupMade, ...]:
    """List the backups of a book, the newest first; those without a manifest are left out."""
    folder = backups_folder(location)
    if not folder.is_dir():
        return ()
    found = [read_manifest(path) for path in folder.iterdir() if path.is_file()]
    made = [backup for backup in found if backup is not None]
    return tuple(sorted(made, key=lambda backup: backup.made_at, reverse=True))


def make_backup(
    location: Location,
    *,
    kind: BackupKind,
    now: datetime,
    to: Path | None = None,
    progress: Progress | None = None,
) -> BackupMade:
    """Make a verified copy, in the folder of backups or as the file `to`.

    Raises `BookTrouble` on a full disk or a damaged book; nothing half-made stays, and what
    stood at `to` stays until the copy is good.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    ending = "dump" if is_postgresql(location) else "muster"
    folder = backups_folder(location)
    with os_troubles():
        if to is None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = (to or _free_name(folder, f"{stamp}-{kind}", ending)).absolute()
        part = side_file(target, "part")
        try:
            if is_postgresql(location):
                facts = postgresql_backup.dump(str(location), part)
            else:
                facts = _copy(Path(location), part, progress or Quiet())
            sync_file(part)
            made = BackupMade(
                path=target,
                kind=kind,
                made_at=now,
                size=part.stat().st_size,
                sha256=sha256_of(part),
                schema=facts["schema"],
                last_step=facts["last_step"],
                rows=facts["rows"],
            )
            part.replace(target)
            write_manifest(made)
            sync_folder(target.parent)
        finally:
            for leftover in (part, side_file(part, "journal"), side_file(part, "wal")):
                with contextlib.suppress(OSError):
                    leftover.unlink(missing_ok=True)
    return made


def backup_if_due(
    location: Location, last_step: int, *, now: datetime, every: timedelta
) -> BackupMade | None:
    """Make an automatic backup where the newest is older and something was done since."""
    made = backups_of(location)
    if made and timedelta() <= now - made[0].made_at < every:
        return None
    if made and made[0].last_step == last_step:
        return None
    backup = make_backup(location, kind=BackupKind.AUTOMATIC, now=now)
    thin_backups(location, now)
    return backup


def thin_backups(location: Location, now: datetime) -> tuple[Path, ...]:
    """Remove the backups that newer ones stand for; gives what was removed."""
    made = backups_of(location)
    going = [made[at].path for at in to_thin([(b.made_at, b.kind) for b in made], now)]
    for path in going:
        with os_troubles():
            path.unlink(missing_ok=True)
            manifest_of(path).unlink(missing_ok=True)
    return tuple(sorted(going))


def verify_file(path: Path) -> dict[str, Any]:
    """Check a copy in full and count it; raises `BookTrouble` where it is damaged."""
    with engine_troubles(), closing(connect(path, journal="DELETE")) as copy:
        found = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(5)")]
        if found == ["ok"]:
            found += [
                f"{row[0]} refers to a missing row of {row[2]}"
                for row in copy.execute("PRAGMA foreign_key_check")
            ]
        if found != ["ok"]:
            raise BookTrouble(
                "damaged",
                f"The copy of the book is damaged: {found[-1]}.",
                "Earlier backups are untouched. Close Muster and restore the last good one.",
            )
        return _facts(copy)


def _free_name(folder: Path, stem: str, ending: str) -> Path:
    """Never write over a backup, even where the clock says the same twice."""
    names = (f"{stem}{f'-{number}' if number else ''}.{ending}" for number in count())
    return next(folder / name for name in names if not (folder / name).exists())


def _copy(path: Path, part: Path, progress: Progress) -> dict[str, Any]:
    part.unlink(missing_ok=True)
    with engine_troubles(), closing(connect(path, read_only=True)) as source:
        # One read transaction, so that what is counted is what is copied.
        source.execute("BEGIN")
        counted = _facts(source)
        with closing(create_file(part)) as target:
            source.backup(
                target,
                pages=_PAGES,
                progress=lambda _, left, of: progress.step(of - left, of, "Back up"),
            )
        source.execute("ROLLBACK")
    copied = verify_file(part)
    if copied != counted:
        raise BookTrouble(
            "damaged",
            "The copy of the book is not equal to it.",
            "Earlier backups are untouched. Try again; if it keeps happening, change the disk.",
        )
    return copied


def _facts(connection: Any) -> dict[str, Any]:
    return {
        "schema": connection.execute("PRAGMA user_version").fetchone()[0],
        "last_step": connection.execute("SELECT coalesce(max(id), 0) FROM steps").fetchone()[0],
        "rows": dict(_counts(connection)),
    }


def _counts(connection: Any) -> Iterator[tuple[str, int]]:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
        " ORDER BY name"
    ).fetchall()
    for (name,) in names:
        rows = connection.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608  our own names
        yield name, rows.fetchone()[0]
