"""Brings a book back to a backup. Nothing is ever deleted: what stood there is set aside."""

import contextlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crm.data import postgresql_backup
from crm.data.backup import make_backup, verify_file
from crm.data.backup_manifest import BackupMade, read_manifest, sha256_of
from crm.data.backup_thinning import BackupKind
from crm.data.book_state import BookState, write_state
from crm.data.connection import Clock, Location, is_postgresql, system_clock
from crm.data.disk_files import sync_file, sync_folder
from crm.data.engine_troubles import os_troubles
from crm.data.lock import BookLock, side_file
from crm.data.opening import refuse_foreign, schema_before_opening
from crm.data.records.catalogue import MUSTER, Catalogue
from crm.domain.errors import BookTrouble

_JOURNALS = ("wal", "shm", "journal")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did. `set_aside` is the folder or file with what stood there before."""

    set_aside: Path | None
    rows: dict[str, int]


def restore(
    location: Location,
    backup: BackupMade | Path,
    *,
    clock: Clock = system_clock,
    who: str = "organiser",
    catalogue: Catalogue = MUSTER,
) -> Restored:
    """Put a backup in the place of a book that is closed.

    The write-ahead log of the old file is moved aside with it: applied to the restored one
    it would bring old rows back. Raises `BookTrouble` where the backup is not what its
    manifest says, or the book is open somewhere.
    """
    source = backup.path if isinstance(backup, BackupMade) else backup
    _verify_manifest(source)
    now = clock()
    if is_postgresql(location):
        aside = make_backup(location, kind=BackupKind.ASKED, now=now)
        postgresql_backup.load(str(location), source)
        return Restored(aside.path, postgresql_backup.facts_of(str(location))["rows"])
    path = Path(location)
    refuse_foreign(source)
    schema_before_opening(source, catalogue, read_only=True)
    lock = BookLock(path, who=who, now=now)
    try:
        with os_troubles():
            fresh = side_file(path, "restoring")
            try:
                shutil.copyfile(source, fresh)
                fresh.chmod(0o600)
                facts = verify_file(fresh)
                sync_file(fresh)
                aside_folder = _set_aside(path, now)
                fresh.replace(path)
                sync_folder(path.parent)
            finally:
                with contextlib.suppress(OSError):
                    fresh.unlink(missing_ok=True)
            write_state(path, BookState(clean=True, last_step=facts["last_step"], restored=True))
    finally:
        lock.release()
    return Restored(aside_folder, facts["rows"])


def _verify_manifest(source: Path) -> None:
    if not source.is_file():
        raise BookTrouble("missing", f"There is no backup at {source}.", "Choose another one.")
    manifest = read_manifest(source)
    if manifest is not None and sha256_of(source) != manifest.sha256:
        raise BookTrouble(
            "damaged",
            f"The backup {source.name} is not what it was when it was made.",
            "Choose another backup.",
        )


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Move a book and everything that belongs to its state into a folder of its own."""
    old = [path, *(side_file(path, end) for end in (*_JOURNALS, "state"))]
    old = [file for file in old if file.exists()]
    if not old:
        return None
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    folder = side_file(path, f"set-aside-{stamp}")
    folder.mkdir(mode=0o700)
    for file in old:
        file.rename(folder / file.name)
    sync_folder(folder)
    return folder
