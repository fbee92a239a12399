"""Making a book that is either whole or not there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crm.data.book import Book
from crm.data.connection import Clock, Location, is_postgresql
from crm.domain.errors import Refusal


@contextmanager
def making_book(location: Location, clock: Clock) -> Iterator[Book]:
    """Make a book and hand it over to be filled; a file that fails to be filled goes again.

    Raises `Refusal` where something stands there already.
    """
    if not is_postgresql(location) and Path(location).is_dir():
        raise Refusal(f"{location} is a folder.", field="book")
    book = Book.open(location, clock=clock, create=True)
    whole = False
    try:
        yield book
        whole = True
    finally:
        book.close()
        if not whole and not is_postgresql(location):
            _take_away(Path(location))


def _take_away(path: Path) -> None:
    """Remove the book this program has just made, and what stands beside it."""
    for ending in ("", "-wal", "-shm", "-journal", "-state", "-lock"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
