"""Connections to a book that is a PostgreSQL database, shared by several organisers."""

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError

from crm.domain.errors import BookTrouble

_READ_TIMEOUT = "15s"
_WRITE_TIMEOUT = "5min"  # one statement may undo an import of a hundred thousand rows
_LOCK_TIMEOUT = "4s"
_READERS = 4


def url_of(location: str) -> URL:
    """Read a PostgreSQL URL and name the driver; raises `BookTrouble` when it is none."""
    try:
        return make_url(location).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise BookTrouble(
            "missing",
            "This is not the address of a PostgreSQL database.",
            "Write it like postgresql://user@server/database",
        ) from error


def engine_for(location: str, *, read_only: bool) -> Engine:
    """Make the engine of one lane: a single writer, or a few readers that cannot write.

    Readers see one snapshot for the whole question.
    """
    timeout = _READ_TIMEOUT if read_only else _WRITE_TIMEOUT
    settings = {
        "timezone": "UTC",
        "statement_timeout": timeout,
        "lock_timeout": _LOCK_TIMEOUT,
        "default_transaction_read_only": "on" if read_only else "off",
        "jit": "off",  # compiling a question of a hundred milliseconds doubles it
    }
    return create_engine(
        url_of(location),
        pool_size=_READERS if read_only else 1,
        max_overflow=_READERS if read_only else 1,  # the second writer reserves keys
        pool_timeout=10,
        pool_pre_ping=True,
        isolation_level="REPEATABLE READ" if read_only else "READ COMMITTED",
        connect_args={
            "application_name": "muster",
            "connect_timeout": 10,
            "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
        },
    )
