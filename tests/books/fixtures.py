"""Fixtures that give each test a book of its own on each engine.

`book` runs a test on both engines; `sqlite_book` on SQLite only, for tests of something that
does not depend on the engine. Both stand at the `clock` fixture's time.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crm.data.book import Book
from crm.data.connection import Location
from tests.books.clock import SetClock
from tests.books.postgresql_server import Server, name_of, reason_to_skip
from tests.books.sample_rows import SAMPLE

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="session")
def empty_book_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty book as a file. Copy it; never open it."""
    path = tmp_path_factory.mktemp("template") / "empty.muster"
    Book.open(path, create=True, clock=SetClock()).close()
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A server for all tests of the session; skips where there is none."""
    reason = reason_to_skip()
    if reason:
        pytest.skip(reason)
    server = Server()
    try:
        yield server
    finally:
        server.close()


@pytest.fixture(scope="session")
def empty_book_database(postgresql_server: Server) -> str:
    """The name of a database that holds an empty book. Copy it; never open it."""
    url = postgresql_server.new_database()
    Book.open(url, create=True, clock=SetClock()).close()
    return name_of(url)


@pytest.fixture
def clock() -> SetClock:
    """The time of the test: Friday, 14 March 2003, ten o'clock, until the test moves it."""
    return SetClock()


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Runs the test once for each engine."""
    name: str = request.param
    request.node.user_properties.append(("engine", name))
    return name


@pytest.fixture
def new_place(
    engine_name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[bool], Location]]:
    """Gives a place on the engine: with a fresh empty book (True), or with nothing (False)."""
    made: list[str] = []

    def place(with_book: bool) -> Location:
        if engine_name == "sqlite":
            path = tmp_path / f"book-{len(list(tmp_path.glob('book-*.muster'))) + 1}.muster"
            if with_book:
                shutil.copyfile(request.getfixturevalue("empty_book_file"), path)
            return path
        server: Server = request.getfixturevalue("postgresql_server")
        like = request.getfixturevalue("empty_book_database") if with_book else "template1"
        made.append(server.new_database(like))
        return made[-1]

    yield place
    for url in made:
        request.getfixturevalue("postgresql_server").drop(url)


@pytest.fixture
def book(new_place: Callable[[bool], Location], clock: SetClock) -> Iterator[Book]:
    """An empty book, on each engine in turn."""
    opened = Book.open(new_place(True), clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_book(
    empty_book_file: Path, tmp_path: Path, clock: SetClock, request: pytest.FixtureRequest
) -> Iterator[Book]:
    """An empty book as a file."""
    request.node.user_properties.append(("engine", "sqlite"))
    path = tmp_path / "drive.muster"
    shutil.copyfile(empty_book_file, path)
    opened = Book.open(path, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def sample_book(new_place: Callable[[bool], Location], clock: SetClock) -> Iterator[Book]:
    """A book of the tables of `sample_rows`, on each engine in turn."""
    opened = Book.open(new_place(False), clock=clock, create=True, catalogue=SAMPLE)
    yield opened
    opened.close()
