"""What the window asks of a book as it opens it; nothing of SQL is imported before it is called.

The first window paints before SQLAlchemy is loaded, which takes as long as all the rest.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crm.data.book import Book
    from crm.data.connection import Reading


def open_book(
    location: str, *, create: bool = False, before: Callable[[], object] | None = None
) -> "Book":
    """Open a book, or make one, on the writer's thread; `before` runs first.

    The file is looked over later: `look_book_over`.
    """
    from crm.data.book import Book

    if before is not None:
        before()
    if create and "://" not in location:
        Path(location).parent.mkdir(parents=True, exist_ok=True)
    return Book.open(location, create=create, look_over=False)


def is_set_up(reading: "Reading") -> bool:
    """Whether anybody has said whose book it is."""
    from crm.data.queries.association import association

    return association(reading) is not None


def look_book_over(reading: "Reading") -> None:
    """Read the whole file through once; raises `BookTrouble` where it is damaged."""
    from crm.data.checks import look_over

    look_over(reading)
