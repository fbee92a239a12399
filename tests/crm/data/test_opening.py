"""Every way a book can be unusable has its own trouble, and none of them changes the file."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from crm.data.book import Book
from crm.data.lock import side_file
from crm.data.records.companies import Company
from crm.data.work import Work
from crm.domain.errors import BookTrouble, Refusal
from tests.books.clock import SetClock

ROWS = 300


def fill(work: Work) -> None:
    rows = [
        {"name": f"Firm {n} " + "x" * 200, "name_key": f"firm {n}", "added_at": work.now}
        for n in range(ROWS)
    ]
    work.insert_many(Company, rows)


def count(book: Book) -> int:
    return book.ask(lambda r: r.sql.scalar(select(func.count()).select_from(Company)) or 0)


@pytest.fixture
def path(empty_book_file: Path, tmp_path: Path, clock: SetClock) -> Path:
    """A closed book with some hundred companies."""
    place = tmp_path / "drive.muster"
    shutil.copyfile(empty_book_file, place)
    book = Book.open(place, clock=clock)
    book.do(fill)
    book.close()
    assert not side_file(place, "wal").exists()
    return place


def trouble_of(path: Path, clock: SetClock, *, read_only: bool = False) -> BookTrouble:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(BookTrouble) as caught:
        Book.open(path, clock=clock, read_only=read_only).close()
    assert (path.read_bytes() if path.is_file() else None) == before, "the file was changed"
    assert caught.value.message
    assert caught.value.what_to_do
    return caught.value


@pytest.mark.parametrize("read_only", [True, False])
def test_a_missing_book_is_not_made(tmp_path: Path, clock: SetClock, read_only: bool) -> None:
    missing = tmp_path / "gone.muster"
    assert trouble_of(missing, clock, read_only=read_only).kind == "missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 something", b"name,town\nA,B\n" * 40, os.urandom(4096), b"SQLite format 3\x00"],
    ids=["pdf", "csv", "noise", "only the magic"],
)
def test_a_foreign_file_is_left_alone(tmp_path: Path, clock: SetClock, content: bytes) -> None:
    foreign = tmp_path / "foreign.muster"
    foreign.write_bytes(content)
    assert trouble_of(foreign, clock).kind == "not_a_book"
    assert list(tmp_path.iterdir()) == [foreign], "nothing is put beside a file of others"


def test_a_database_of_another_program_is_left_alone(
    tmp_path: Path, clock: SetClock, path: Path
) -> None:
    content = bytearray(path.read_bytes())
    content[68:72] = b"\0\0\0\0"
    path.write_bytes(content)
    assert trouble_of(path, clock).kind == "not_a_book"


@pytest.mark.parametrize("content", [b"", b"\0" * 8192], ids=["nothing", "zeros"])
def test_an_empty_file_is_damage(tmp_path: Path, clock: SetClock, content: bytes) -> None:
    empty = tmp_path / "empty.muster"
    empty.write_bytes(content)
    assert trouble_of(empty, clock).kind == "damaged"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_book_is_damaged(path: Path, clock: SetClock, share: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share) // 4096 * 4096])
    assert trouble_of(path, clock).kind == "damaged"


def test_damage_is_found_after_an_unclean_end(path: Path, clock: SetClock) -> None:
    """Whole pages of noise: what quick and full checks must both see."""
    content = bytearray(path.read_bytes())
    draw = random.Random(7)
    for page in draw.sample(range(3, len(content) // 4096), 12):
        content[page * 4096 : page * 4096 + 64] = draw.randbytes(64)
    path.write_bytes(content)
    assert trouble_of(path, clock).kind == "damaged"


def test_a_reference_to_nothing_is_found_only_by_the_full_check(
    path: Path, clock: SetClock
) -> None:
    book = Book.open(path, clock=clock)
    raw = book._lanes._writer.raw_connection()
    raw.driver_connection.execute("PRAGMA foreign_keys = 0")
    raw.driver_connection.execute("INSERT INTO book_facts VALUES ('x', 'y')")
    raw.driver_connection.execute(
        "INSERT INTO objection_keys (id, objection_id, key_hash) VALUES (1, 99, 'x')"
    )
    raw.close()
    assert any("objections" in said for said in book.check())
    book.close()
    Book.open(path, clock=clock).close()
    side_file(path, "state").write_text('{"clean": false, "last_step": 0, "restored": false}')
    assert trouble_of(path, clock).kind == "damaged"


def test_a_full_disk_is_not_damage_and_loses_nothing_saved(path: Path, clock: SetClock) -> None:
    book = Book.open(path, clock=clock)
    pages = book._lanes._writer.raw_connection()
    limit = pages.driver_connection.execute("PRAGMA page_count").fetchone()[0] + 3
    pages.driver_connection.execute(f"PRAGMA max_page_count = {limit}")
    pages.close()
    for _ in range(3):
        with pytest.raises(BookTrouble, match="disk is full") as trouble:
            book.do(fill)
        assert trouble.value.kind == "full"
        assert "Make room" in trouble.value.what_to_do
    assert count(book) == ROWS
    assert book.undo_label() == "Fill"
    room = book._lanes._writer.raw_connection()
    room.driver_connection.execute("PRAGMA max_page_count = 100000")
    room.close()
    book.do(fill)
    assert count(book) == 2 * ROWS
    assert book.check() == ()
    book.close()


def test_a_full_disk_is_named_before_anything_is_written(
    path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.data.opening.LEAST_FREE", 1 << 62)
    assert trouble_of(path, clock).kind == "full"
    book = Book.open(path, clock=clock, read_only=True)
    assert count(book) == ROWS
    book.close()
    with pytest.raises(BookTrouble, match="full"):
        Book.open(path.with_name("new.muster"), create=True, clock=clock)
    assert not path.with_name("new.muster").exists()


def test_a_second_window_is_told_who_has_the_book(path: Path, clock: SetClock) -> None:
    book = Book.open(path, clock=clock, who="Ann")
    with pytest.raises(BookTrouble, match=r"already open by Ann on .* \(process") as trouble:
        Book.open(path, clock=clock)
    assert trouble.value.kind == "locked"
    reader = Book.open(path, clock=clock, read_only=True)
    assert count(reader) == ROWS
    with pytest.raises(RuntimeError, match="reading only"):
        reader.do(fill)
    reader.close()
    book.close()
    Book.open(path, clock=clock).close()


@pytest.mark.parametrize("garbage", [b"", b"\xff\xfe", b"[]", b'{"who": 1}'])
def test_garbage_in_the_lock_file_blocks_nobody(
    path: Path, clock: SetClock, garbage: bytes
) -> None:
    side_file(path, "lock").write_bytes(garbage)
    Book.open(path, clock=clock).close()


def test_the_lock_ends_with_its_process(path: Path, clock: SetClock) -> None:
    code = (
        "import os, sys; from crm.data.book import Book;"
        "Book.open(sys.argv[1]); print('open', flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
    )
    assert done.stdout == "open\n", done.stderr
    Book.open(path, clock=clock).close()


def test_a_failed_opening_gives_the_lock_back(path: Path, clock: SetClock) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2 // 4096 * 4096])
    assert trouble_of(path, clock).kind == "damaged"
    path.write_bytes(whole)
    Book.open(path, clock=clock).close()


def test_a_book_swapped_for_an_older_one_is_mentioned(path: Path, clock: SetClock) -> None:
    older = path.read_bytes()
    book = Book.open(path, clock=clock)
    assert book.warnings == ()
    book.do(fill)
    book.close()
    path.write_bytes(older)
    book = Book.open(path, clock=clock)
    assert "older than it was" in book.warnings[0]
    book.close()
    book = Book.open(path, clock=clock)
    assert book.warnings == ()
    book.close()


def test_a_synced_folder_is_mentioned(tmp_path: Path, clock: SetClock) -> None:
    folder = tmp_path / "OneDrive - Chamber"
    folder.mkdir()
    book = Book.open(folder / "a.muster", create=True, clock=clock)
    assert "another program copies" in book.warnings[0]
    book.close()


def test_a_new_book_never_replaces_a_file(path: Path, clock: SetClock) -> None:
    before = path.read_bytes()
    with pytest.raises(Refusal, match="already a file called drive") as refused:
        Book.open(path, create=True, clock=clock)
    assert refused.value.field == "book"
    assert path.read_bytes() == before


def test_a_new_book_needs_its_folder(tmp_path: Path, clock: SetClock) -> None:
    with pytest.raises(Refusal, match="no folder"):
        Book.open(tmp_path / "none" / "a.muster", create=True, clock=clock)


def test_a_database_without_a_book_is_not_made_one(new_place, clock: SetClock, engine_name) -> None:
    place = new_place(False)
    with pytest.raises(BookTrouble) as trouble:
        Book.open(place, clock=clock)
    assert trouble.value.kind == "missing"


@pytest.mark.parametrize(
    "url",
    ["postgresql://muster@localhost:1/none", "postgresql://muster@/none?host=/nonexistent"],
)
def test_a_server_that_does_not_answer_is_unreachable(url: str, clock: SetClock) -> None:
    with pytest.raises(BookTrouble) as trouble:
        Book.open(url, clock=clock)
    assert trouble.value.kind == "unreachable"


def test_an_address_that_is_none_is_named(clock: SetClock) -> None:
    with pytest.raises(BookTrouble, match="not the address"):
        Book.open("postgresql://muster@localhost:port/book", clock=clock)


def test_a_book_that_is_not_empty_is_not_made_again(new_place, clock: SetClock) -> None:
    place = new_place(True)
    with pytest.raises(Refusal, match=r"already|not empty"):
        Book.open(place, create=True, clock=clock)


def test_a_lost_server_is_named_and_nothing_stays(
    postgresql_server, empty_book_database: str, clock: SetClock
) -> None:
    url = postgresql_server.new_database(empty_book_database)
    book = Book.open(url, clock=clock)
    try:

        def lose(work: Work) -> None:
            fill(work)
            work.sql.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

        with pytest.raises(BookTrouble) as trouble:
            book.do(lose)
        assert trouble.value.kind == "unreachable"
        assert count(book) == 0
        book.do(fill)
        assert count(book) == ROWS
    finally:
        book.close()
        postgresql_server.drop(url)
