"""One command's surroundings: which book, what time it is, and how far long work has come."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from crm.cli.moments import read_moment
from crm.cli.say import say, say_aside
from crm.cli.version import program_version
from crm.data.book import Book
from crm.data.connection import Clock, Location, is_postgresql, system_clock
from crm.data.usual_book import usual_book

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON instead of a table.")]
"""The option that every listing command has."""

CompanyName = Annotated[str, typer.Argument(metavar="COMPANY", help="Its number or its name.")]


@dataclass(frozen=True, slots=True)
class Session:
    """What stands before the command: the book, and the clock it is used by."""

    location: Location
    clock: Clock

    @property
    def now(self) -> datetime:
        """The moment by this session's clock."""
        return self.clock()

    @contextmanager
    def reading(self) -> Iterator[Book]:
        """Open the book to ask it things; a window may have it open meanwhile."""
        with _opened(self, read_only=True) as book:
            yield book

    @contextmanager
    def writing(self) -> Iterator[Book]:
        """Open the book to change it; refuses while a window has it."""
        with _opened(self, read_only=False) as book:
            yield book


def session_of(context: typer.Context) -> Session:
    """Give the session that the options before the command made."""
    session = context.obj
    if not isinstance(session, Session):
        raise TypeError("a command ran without its session")
    return session


def application() -> typer.Typer:
    """Make the program without its commands: the options that stand before them."""
    app = typer.Typer(
        help="Muster, the CRM of a membership drive. Without a command it opens the window.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        no_args_is_help=True,
    )
    app.callback()(_before_any_command)
    return app


def location_of(text: str) -> Location:
    """Take a book's name as a file, unless it is the URL of a database."""
    return text if is_postgresql(text) else Path(text).expanduser()


def shown(location: Location | str) -> str:
    """Say where a book is without the password that its address may hold."""
    text = str(location)
    if not is_postgresql(text):
        return text
    scheme, slashes, rest = text.partition("://")
    who, at, where = rest.rpartition("@")
    return f"{scheme}{slashes}{who.partition(':')[0]}{at}{where}"


def _say_version(wanted: bool) -> None:
    if wanted:
        say(f"muster {program_version()}")
        raise typer.Exit


def _before_any_command(
    context: typer.Context,
    book: Annotated[
        str, typer.Option("--book", metavar="BOOK", help="A file, or a PostgreSQL URL.")
    ] = "",
    now: Annotated[
        str, typer.Option("--now", metavar="TIME", help="Pretend it is 2003-03-14 10:00.")
    ] = "",
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Say which Muster this is.", is_eager=True, callback=_say_version
        ),
    ] = False,
) -> None:
    del version  # its own callback has answered
    clock = system_clock
    if now:
        moment = read_moment(now, system_clock(), field="now")
        clock = _standing_still(moment)
    context.obj = Session(location_of(book or usual_book()), clock)


def _standing_still(moment: datetime) -> Clock:
    return lambda: moment


@contextmanager
def _opened(session: Session, *, read_only: bool) -> Iterator[Book]:
    book = Book.open(session.location, clock=session.clock, read_only=read_only)
    try:
        for warning in book.warnings:
            say_aside(warning)
        yield book
    finally:
        book.close()
