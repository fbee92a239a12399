"""Connections to a book that is a SQLite file.

The driver is always `sqlcipher3`: it brings its own SQLite, and two SQLite libraries in one
process undo each other's file locks. Never import the standard `sqlite3` beside it.
"""

import os
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from crm.domain.errors import BookTrouble

APPLICATION_ID = 0x4D757374
""""Must" in the header of the file: says that a SQLite file is a book of Muster."""

OLDEST_SQLITE = (3, 51, 3)
"""Releases before it lose data: a race at the reset of the write-ahead log (3.7.0–3.51.2)."""

PRAGMAS = {
    "foreign_keys": 1,
    "synchronous": 2,  # FULL: NORMAL lost acknowledged commits in simulated power cuts
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "busy_timeout": 5_000,
    "journal_size_limit": 8 * 1024 * 1024,
    "temp_store": 2,
    "recursive_triggers": 1,
    "mmap_size": 0,
}
"""Set on every connection."""

_READERS = 4


def refuse_old_sqlite(version: tuple[int, int, int] = driver.sqlite_version_info) -> None:
    """Stop where the SQLite behind the driver is one that can lose data."""
    if version < OLDEST_SQLITE:
        shown = ".".join(map(str, version))
        raise BookTrouble(
            "driver",
            f"The SQLite library in this installation is {shown}; Muster needs 3.51.3 or later,"
            " because earlier ones can lose what was saved.",
            "Install Muster again, or run: pip install --upgrade sqlcipher3",
        )


def connect(
    path: Path, *, read_only: bool = False, foreign_keys: bool = True, journal: str = "WAL"
) -> Any:
    """Open one driver connection to an existing file, with all pragmas set.

    Without `foreign_keys` only to rebuild tables; with another `journal` only for a copy that
    is to be a single file. Transactions are ours alone: with the driver's own, a CREATE TABLE
    survives a rollback.
    """
    refuse_old_sqlite()
    connection = driver.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {value}")
    if not foreign_keys:
        connection.execute("PRAGMA foreign_keys = 0")
    if read_only:
        connection.execute("PRAGMA query_only = 1")
    else:
        connection.execute(f"PRAGMA journal_mode = {journal}")
    return connection


def create_file(path: Path) -> Any:
    """Open a driver connection to a file that is not there yet, readable by its owner only."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    return driver.connect(str(path), isolation_level=None, check_same_thread=False)


def engine_for(path: Path, *, read_only: bool, foreign_keys: bool = True) -> Engine:
    """Make the engine of one lane: a single writer, or a few readers that cannot write."""
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect(path, read_only=read_only, foreign_keys=foreign_keys),
        poolclass=QueuePool,
        pool_size=_READERS if read_only else 1,
        max_overflow=_READERS if read_only else 0,
        pool_timeout=10,
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", begin_transaction)
    return engine
