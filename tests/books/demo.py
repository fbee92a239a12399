"""The demo book, made once for all tests that only look at it, or that copy it."""

from datetime import date
from pathlib import Path

import pytest

from crm.actions.demo import demo_moment, fill_demo
from crm.data.book import Book
from tests.books.clock import SetClock

DEMO_DAY = date(2003, 3, 14)
"""A Friday: promises are due on it."""


@pytest.fixture(scope="session")
def demo_book_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo book of DEMO_DAY as a file. Copy it, or open it for reading only."""
    path = tmp_path_factory.mktemp("demo") / "demo.muster"
    book = Book.open(path, create=True, clock=SetClock(demo_moment(DEMO_DAY)))
    try:
        book.do(fill_demo, DEMO_DAY)
    finally:
        book.close()
    return path
