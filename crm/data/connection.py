"""The lanes to a book: one that writes, a few that read; the same for both engines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, Engine

from crm.data import postgresql_engine, sqlite_engine
from crm.data.engine_troubles import engine_troubles

EngineName = Literal["sqlite", "postgresql"]

Clock = Callable[[], datetime]
"""Tells the time as an aware datetime; tests and `--now` set their own."""

Location = str | Path
"""A file, or the URL of a PostgreSQL database."""


def system_clock() -> datetime:
    """Tell the time of this machine, in UTC."""
    return datetime.now(UTC)


def is_postgresql(location: Location) -> bool:
    """Whether a location is the URL of a database instead of a file."""
    return str(location).startswith(("postgresql://", "postgres://", "postgresql+psycopg://"))


@dataclass(frozen=True, slots=True)
class Reading:
    """One look into the book: a connection in a transaction of its own, and the time.

    Queries take it as their first argument and give back frozen rows; nothing of it outlives
    the query.
    """

    sql: Connection
    now: datetime
    engine: EngineName

    @property
    def today(self) -> date:
        """The date in London."""
        # The bank holidays behind the calendar cost more than the rest of a start.
        from crm.domain.calendar import to_local

        return to_local(self.now).date()


class Lanes:
    """The connections of one open book."""

    def __init__(self, location: Location, *, read_only: bool = False) -> None:
        self.engine: EngineName = "postgresql" if is_postgresql(location) else "sqlite"
        self._writer: Engine | None = None
        if self.engine == "postgresql":
            url = str(location)
            self._reader = postgresql_engine.engine_for(url, read_only=True)
            if not read_only:
                self._writer = postgresql_engine.engine_for(url, read_only=False)
        else:
            path = Path(location)
            self._reader = sqlite_engine.engine_for(path, read_only=True)
            if not read_only:
                self._writer = sqlite_engine.engine_for(path, read_only=False)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the book and cannot change it."""
        with engine_troubles(), self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the connection that writes; commits at the end, rolls back on any exception."""
        if self._writer is None:
            raise RuntimeError("this book was opened for reading only")
        with engine_troubles(), self._writer.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        with engine_troubles():
            self._reader.dispose()
            if self._writer is not None:
                self._writer.dispose()
