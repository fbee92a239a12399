"""Connections to a file: the pragmas, and nothing saved that was not meant to be."""

from pathlib import Path

import pytest
from sqlalchemy import text

from crm.data.book import Book
from crm.data.connection import Lanes
from crm.data.sqlite_engine import APPLICATION_ID, PRAGMAS, refuse_old_sqlite
from crm.domain.errors import BookTrouble


def test_every_pragma_holds_on_both_lanes(sqlite_book: Book) -> None:
    lanes = sqlite_book._lanes
    for lane in (lanes.reading, lanes.writing):
        with lane() as sql:
            read = {name: sql.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
            assert read.pop("mmap_size") in (None, 0)
            assert read == {name: value for name, value in PRAGMAS.items() if name != "mmap_size"}
            assert sql.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert sql.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID
    assert PRAGMAS["synchronous"] == 2
    with lanes.reading() as sql:
        assert sql.exec_driver_sql("PRAGMA query_only").scalar() == 1
    with lanes.writing() as sql:
        assert sql.exec_driver_sql("PRAGMA query_only").scalar() == 0


def test_a_table_made_in_a_transaction_goes_with_it(sqlite_book: Book) -> None:
    lanes = sqlite_book._lanes
    with pytest.raises(BookTrouble), lanes.writing() as sql:
        fail_after(sql.execute(text("CREATE TABLE gone (id INTEGER)")))
    with lanes.reading() as sql:
        names = sql.execute(text("SELECT name FROM sqlite_master WHERE name = 'gone'")).all()
    assert names == []


def fail_after(_: object) -> None:
    raise BookTrouble("full", "no", "no")


def test_a_writer_waits_instead_of_failing_later(sqlite_book: Book, tmp_path: Path) -> None:
    """BEGIN IMMEDIATE: the second writer is told at once, not after it has done its work."""
    other = Lanes(sqlite_book.location)
    try:
        with sqlite_book._lanes.writing() as sql:
            sql.exec_driver_sql("PRAGMA busy_timeout = 1")
            with pytest.raises(BookTrouble) as trouble, _impatient(other) as _:
                pass
        assert trouble.value.kind == "locked"
    finally:
        other.close()


def _impatient(lanes: Lanes):
    assert lanes._writer is not None
    raw = lanes._writer.raw_connection()
    raw.driver_connection.execute("PRAGMA busy_timeout = 1")
    raw.close()
    return lanes.writing()


def test_a_reader_does_not_wait_for_a_writer(sqlite_book: Book) -> None:
    with sqlite_book._lanes.writing() as sql:
        sql.execute(text("INSERT INTO book_facts VALUES ('x', 'y')"))
        assert sqlite_book.ask(lambda r: r.sql.scalar(text("SELECT count(*) FROM book_facts"))) == 3


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_an_sqlite_that_loses_data_is_refused(version: tuple[int, int, int]) -> None:
    with pytest.raises(BookTrouble, match=r"3\.51\.3") as trouble:
        refuse_old_sqlite(version)
    assert trouble.value.kind == "driver"
    assert trouble.value.what_to_do


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 0), (4, 0, 0)])
def test_a_good_sqlite_is_taken(version: tuple[int, int, int]) -> None:
    refuse_old_sqlite(version)


def test_only_its_owner_may_read_a_book(tmp_path: Path) -> None:
    path = tmp_path / "own.muster"
    Book.open(path, create=True).close()
    assert path.stat().st_mode & 0o077 == 0
