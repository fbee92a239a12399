"""Moving a closed book: it stands in one place or the other, never in none."""

import pytest

from crm.data.backup import backups_of
from crm.data.book import Book
from crm.data.moving import move_book
from crm.domain.errors import BookTrouble


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
