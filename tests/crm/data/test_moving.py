"""Moving a closed book: it stands in one place or the other, never in none."""

from pathlib import Path

import pytest

from crm.data.backup import backups_of
from crm.data.book import Book
from crm.data.moving import move_book
from crm.data.queries.drafts import book_mark
from crm.data.side_book import SideBook
from crm.data.side_place import side_place
from crm.data.side_rows import KeptDraft
from crm.domain.errors import BookTrouble
from tests.books.clock import START


def test_a_moved_book_takes_its_backups_along(sqlite_book, tmp_path):
    sqlite_book.backup()
    old, new = sqlite_book.location, tmp_path / "elsewhere.muster"
    with pytest.raises(BookTrouble, match="already open"):
        move_book(old, new)
    assert not new.exists()
    sqlite_book.close()
    taken = tmp_path / "taken.muster"
    taken.write_bytes(b"mine")
    with pytest.raises(BookTrouble, match="already"):
        move_book(old, taken)
    assert taken.read_bytes() == b"mine"
    move_book(old, new)
    Book.open(new).close()
    assert not old.exists()
    assert len(backups_of(new)) == 1


def test_a_full_disk_leaves_the_book_where_it_stood(sqlite_book, tmp_path, monkeypatch):
    old, new = sqlite_book.location, tmp_path / "elsewhere.muster"
    sqlite_book.close()

    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("crm.data.moving.shutil.copyfile", full)
    with pytest.raises(BookTrouble) as caught:
        move_book(old, new)
    assert caught.value.kind == "full"
    assert not new.exists()
    Book.open(old).close()


def test_drafts_move_along_with_their_book(sqlite_book, tmp_path):
    book, to = Path(sqlite_book.location), tmp_path / "elsewhere.muster"
    mark = sqlite_book.ask(book_mark)
    sqlite_book.close()
    typed = KeptDraft(1, "Firm", "k", START, {"note": "wants the leaflet"})
    side = SideBook.open(side_place(book), mark)
    side.keep([typed])
    side.close()
    move_book(book, to)
    assert not side_place(book).exists()
    moved = SideBook.open(side_place(to), mark)
    assert moved.read().drafts == (typed,)
    moved.close()
