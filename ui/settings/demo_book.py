"""Making the demo book: a book of its own, so that nothing made up meets the real data."""

from datetime import date
from pathlib import Path
from typing import Final

from crm.domain.progress import Progress, Quiet

NAME: Final = "demo"
_SUFFIX: Final = ".muster"


def demo_place(folder: Path) -> Path:
    """Where the next demo book goes: a name that no file of the folder has."""
    place, number = folder / f"{NAME}{_SUFFIX}", 1
    while place.exists():
        number += 1
        place = folder / f"{NAME} {number}{_SUFFIX}"
    return place


def make_demo_book(place: Path, today: date, progress: Progress | None = None) -> str:
    """Make the demo book of a day and give where it is; for the worker process.

    It is made in a folder of its own and put in its place when it is whole, so that one given
    up half-way is never taken for a book.
    """
    # Imported here: the window imports this module before its first paint.
    import shutil
    import tempfile

    from crm.actions.demo import fill_demo
    from crm.data.book import Book

    progress = progress or Quiet()
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".demo-", dir=place.parent) as folder:
        making = Path(folder) / place.name
        progress.step(0, 3, "making an empty book")
        book = Book.open(making, create=True)
        try:
            progress.step(1, 3, "inventing companies and eleven weeks of calls")
            book.do(fill_demo, today, progress=progress)
        finally:
            book.close()
        progress.step(2, 3, "putting it in its place")
        for made in making.parent.iterdir():
            if made.name != f"{place.name}-lock":
                shutil.move(made, place.parent / made.name)
    progress.step(3, 3)
    return str(place)
