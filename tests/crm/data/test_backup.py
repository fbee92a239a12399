"""Backups are proven copies; restoring brings exactly them back and deletes nothing."""

import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from crm.data.backup import backups_folder, backups_of, thin_backups
from crm.data.backup_manifest import manifest_of, read_manifest, sha256_of
from crm.data.backup_thinning import BackupKind, to_thin
from crm.data.book import Book
from crm.data.lock import side_file
from crm.data.records.catalogue import MUSTER
from crm.data.records.companies import Company
from crm.data.restore import restore
from crm.data.work import Work
from crm.domain.errors import BookTrouble, Cancelled
from tests.books.clock import SetClock
from tests.books.fingerprint import fingerprint

NOW = datetime(2003, 6, 30, 12, 0, tzinfo=UTC)
AUTO = BackupKind.AUTOMATIC


def add(work: Work, name: str) -> None:
    work.add(Company(name=name, name_key=name, added_at=work.now))


def names(book: Book) -> list[str]:
    return book.ask(lambda r: list(r.sql.scalars(select(Company.name).order_by(Company.id))))


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_a_backup_is_brought_back_exactly(book: Book, clock: SetClock, engine_name: str) -> None:
    if engine_name == "postgresql" and not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not on the path")
    book.do(add, "A")
    before = book.ask(fingerprint, MUSTER)
    made = book.backup()
    assert made.rows["companies"] == 1
    assert made.sha256 == sha256_of(made.path)
    assert backups_of(book.location) == (made,)
    book.do(add, "B")
    book.close()
    restored = restore(book.location, made, clock=clock)
    assert restored.rows["companies"] == 1
    assert restored.set_aside is not None
    assert restored.set_aside.exists()
    again = Book.open(book.location, clock=clock)
    assert again.ask(fingerprint, MUSTER) == before
    assert again.check() == ()
    assert again.undo_label() == "Add"
    again.do(add, "C")
    assert names(again) == ["A", "C"]
    again.close()


def test_a_backup_while_others_write_is_one_state(
    sqlite_book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two chunks of the copy the book goes on; the copy must not see it."""

    class Writing:
        told = 0

        def step(self, done: int, of: int | None = None, note: str = "") -> None:
            self.told += 1
            if self.told < 4:
                sqlite_book.do(add, f"during {self.told}")

    sqlite_book.do(add, "before")
    watcher = Writing()
    monkeypatch.setattr("crm.data.backup._PAGES", 7)
    made = sqlite_book.backup(tmp_path / "copy.muster", progress=watcher)
    assert watcher.told > 3
    assert made.rows["companies"] == 1
    copy = Book.open(made.path, read_only=True)
    assert names(copy) == ["before"]
    copy.close()


def test_a_stopped_backup_leaves_nothing(sqlite_book: Book, tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, of: int | None = None, note: str = "") -> None:
            raise Cancelled

    target = tmp_path / "copies" / "copy.muster"
    target.parent.mkdir()
    with pytest.raises(Cancelled):
        sqlite_book.backup(target, progress=Stop())
    assert list(target.parent.iterdir()) == []


def test_a_damaged_book_replaces_no_good_copy(
    sqlite_book: Book, clock: SetClock, tmp_path: Path
) -> None:
    for number in range(200):
        sqlite_book.do(add, f"firm {number} " + "x" * 300)
    target = tmp_path / "copy.muster"
    good = sqlite_book.backup(target)
    path = Path(sqlite_book.location)
    sqlite_book.close()
    content = bytearray(path.read_bytes())
    for page in range(20, len(content) // 4096, 9):
        content[page * 4096 : page * 4096 + 40] = os.urandom(40)
    path.write_bytes(content)
    from crm.data.backup import make_backup

    with pytest.raises(BookTrouble) as trouble:
        make_backup(path, kind=BackupKind.ASKED, now=clock(), to=target)
    assert trouble.value.kind == "damaged"
    assert sha256_of(target) == good.sha256
    assert [p.name for p in tmp_path.glob("copy*part*")] == []


def test_a_full_disk_leaves_no_half_backup(sqlite_book: Book, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    target = tmp_path / "copy.muster"
    part = side_file(target, "part")
    part.symlink_to("/dev/full")
    with pytest.MonkeyPatch.context() as patch:
        # The copy goes to a device on which every write says: no space left.
        patch.setattr(Path, "unlink", lambda self, missing_ok=False: None)
        patch.setattr("crm.data.backup.create_file", lambda path: _on_full_disk(tmp_path))
        with pytest.raises(BookTrouble) as trouble:
            sqlite_book.backup(target)
    assert trouble.value.kind == "full"
    assert not target.exists()


def _on_full_disk(folder: Path):
    from crm.data.sqlite_engine import create_file

    connection = create_file(folder / "small")
    connection.execute("PRAGMA max_page_count = 5")
    return connection


def test_a_stale_log_brings_no_old_rows_back(
    sqlite_book: Book, clock: SetClock, tmp_path: Path
) -> None:
    path = Path(sqlite_book.location)
    sqlite_book.do(add, "kept")
    made = sqlite_book.backup()
    sqlite_book.do(add, "of the log")
    shutil.copyfile(path, tmp_path / "then")
    shutil.copyfile(side_file(path, "wal"), tmp_path / "then-wal")
    sqlite_book.close()
    # As a kill would have left them: the file, and a log that was never written into it.
    shutil.copyfile(tmp_path / "then", path)
    shutil.copyfile(tmp_path / "then-wal", side_file(path, "wal"))
    restored = restore(path, made, clock=clock)
    assert not side_file(path, "wal").exists()
    assert restored.set_aside is not None
    assert {file.name.removeprefix(path.name) for file in restored.set_aside.iterdir()} >= {
        "",
        "-wal",
    }
    book = Book.open(path, clock=clock)
    assert names(book) == ["kept"]
    assert book.check() == ()
    book.close()


def test_a_damaged_book_is_restored_and_kept(sqlite_book: Book, clock: SetClock) -> None:
    sqlite_book.do(add, "A")
    made = sqlite_book.backup()
    path = Path(sqlite_book.location)
    sqlite_book.close()
    path.write_bytes(b"\0" * 5_000)
    with pytest.raises(BookTrouble, match="empty"):
        Book.open(path, clock=clock)
    restored = restore(path, made, clock=clock)
    assert restored.set_aside is not None
    assert (restored.set_aside / path.name).read_bytes() == b"\0" * 5_000
    book = Book.open(path, clock=clock)
    assert names(book) == ["A"]
    book.close()


def test_a_changed_backup_is_not_trusted(sqlite_book: Book, clock: SetClock) -> None:
    made = sqlite_book.backup()
    sqlite_book.close()
    content = bytearray(made.path.read_bytes())
    content[-1] ^= 1
    made.path.write_bytes(content)
    before = Path(sqlite_book.location).read_bytes()
    with pytest.raises(BookTrouble, match="not what it was"):
        restore(sqlite_book.location, made, clock=clock)
    assert Path(sqlite_book.location).read_bytes() == before


def test_a_book_that_is_open_is_not_restored(sqlite_book: Book, clock: SetClock) -> None:
    made = sqlite_book.backup()
    with pytest.raises(BookTrouble) as trouble:
        restore(sqlite_book.location, made, clock=clock)
    assert trouble.value.kind == "locked"


@pytest.mark.parametrize("content", [b"no backup", b""])
def test_a_file_that_is_no_backup_is_refused(
    sqlite_book: Book, clock: SetClock, tmp_path: Path, content: bytes
) -> None:
    sqlite_book.close()
    foreign = tmp_path / "foreign"
    foreign.write_bytes(content)
    with pytest.raises(BookTrouble):
        restore(sqlite_book.location, foreign, clock=clock)
    assert Book.open(sqlite_book.location, clock=clock).close() is None


def test_automatic_backups_come_when_due_and_something_was_done(
    sqlite_book: Book, clock: SetClock
) -> None:
    sqlite_book.do(add, "A")
    first = sqlite_book.backup_if_due()
    assert first is not None
    assert sqlite_book.backup_if_due() is None
    clock.forward(hours=2)
    assert sqlite_book.backup_if_due() is None, "nothing was done since"
    sqlite_book.do(add, "B")
    assert sqlite_book.backup_if_due() is not None
    clock.forward(minutes=59)
    sqlite_book.do(add, "C")
    assert sqlite_book.backup_if_due() is None
    assert len(backups_of(sqlite_book.location)) == 2


def test_automatic_backups_pause_after_a_restore(sqlite_book: Book, clock: SetClock) -> None:
    made = sqlite_book.backup()
    sqlite_book.close()
    restore(sqlite_book.location, made, clock=clock)
    for expected in (False, True):
        book = Book.open(sqlite_book.location, clock=clock)
        clock.forward(days=1)
        book.do(add, "A")
        assert (book.backup_if_due() is not None) is expected
        book.close()


def test_thinning_removes_files_and_their_manifests(sqlite_book: Book, clock: SetClock) -> None:
    for _ in range(5):
        sqlite_book.backup()
        clock.forward(hours=1)
    clock.forward(days=5)
    sqlite_book.backup()
    gone = thin_backups(sqlite_book.location, clock())
    assert len(gone) == 4
    left = sorted(backups_folder(sqlite_book.location).iterdir())
    assert len(left) == 4
    assert not any(path.exists() or manifest_of(path).exists() for path in gone)


def test_a_manifest_of_garbage_is_no_backup(sqlite_book: Book) -> None:
    made = sqlite_book.backup()
    for garbage in (b"", b"[]", b"{}", json.dumps({"kind": "x"}).encode()):
        manifest_of(made.path).write_bytes(garbage)
        assert read_manifest(made.path) is None
        assert backups_of(sqlite_book.location) == ()


def kept(made: list[tuple[datetime, BackupKind]]) -> list[float]:
    gone = to_thin(made, NOW)
    return [
        (NOW - moment) / timedelta(hours=1) for at, (moment, _) in enumerate(made) if at not in gone
    ]


def hours_ago(*hours: float, kind: BackupKind = AUTO) -> list[tuple[datetime, BackupKind]]:
    return [(NOW - timedelta(hours=h), kind) for h in hours]


def test_all_of_two_days_are_kept() -> None:
    assert len(kept(hours_ago(*range(49)))) == 49


def test_then_the_newest_of_each_of_fourteen_days() -> None:
    assert kept(hours_ago(72, 73, 74, 96, 97)) == [72, 96]
    daily = kept(hours_ago(*range(49, 24 * 14)))
    assert len(daily) == 13, "the last two of the fourteen days are among the 48 hours"
    assert len({(NOW - timedelta(hours=hour)).date() for hour in daily}) == 13


def test_then_the_newest_of_each_of_eight_weeks() -> None:
    weekly = kept(hours_ago(*(24 * day for day in range(15, 80))))
    assert len(weekly) in {6, 7, 8}
    assert max(weekly) <= 24 * 7 * 8


def test_the_newest_is_kept_however_old() -> None:
    assert kept(hours_ago(20_000, 20_001)) == [20_000]
    assert kept([]) == []


def test_a_clock_that_jumped_back_removes_nothing() -> None:
    assert len(kept(hours_ago(-1, -2, -30 * 24))) == 3


def test_those_before_upgrades_and_imports_are_counted_apart() -> None:
    upgrades = hours_ago(*range(1_000, 1_009), kind=BackupKind.BEFORE_UPGRADE)
    imports = hours_ago(*range(2_000, 2_020), kind=BackupKind.BEFORE_IMPORT)
    assert kept(hours_ago(1) + upgrades + imports) == [
        1, *range(1_000, 1_005), *range(2_000, 2_010),
    ]  # fmt: skip
