"""The file of the side database: made, opened, and set aside where it cannot be used."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from crm.data.disk_files import sync_folder
from crm.data.engine_troubles import engine_troubles, os_troubles
from crm.data.lock import side_file
from crm.data.sqlite_engine import PRAGMAS, refuse_old_sqlite
from crm.domain.errors import BookTrouble

APPLICATION_ID = 0x4D757344
VERSION = 1
PATIENCE = 0.3
"""Seconds to wait for another program that holds the file: it does so as long as it runs."""

_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE drafts (
    company_id INTEGER PRIMARY KEY, company TEXT NOT NULL, key TEXT NOT NULL,
    typed_at TEXT NOT NULL, said TEXT NOT NULL);
CREATE TABLE waiting (
    key TEXT PRIMARY KEY, company_id INTEGER NOT NULL, company TEXT NOT NULL,
    made_at TEXT NOT NULL, call TEXT NOT NULL, draft TEXT NOT NULL);
CREATE TABLE told (step_id INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (step_id, at));
CREATE TABLE snoozed (
    step_id INTEGER NOT NULL, at TEXT NOT NULL, made_at TEXT NOT NULL, until TEXT NOT NULL);
"""

_LATER = """
CREATE TABLE IF NOT EXISTS texts (
    key TEXT PRIMARY KEY, company_id INTEGER NOT NULL, typed_at TEXT NOT NULL,
    said TEXT NOT NULL)
"""
"""What files of older programs lack; they pass it over."""


def open_side_file(path: Path, mark: str) -> tuple[Any, Path | None]:
    """Open the side file of the book known by `mark`, made where there is none.

    Gives the connection, and the name that a file which could not be used was given. Raises
    as `SideBook.open` says.
    """
    refuse_old_sqlite()
    with os_troubles():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _create(path)
    try:
        return _connect(path, mark), None
    except BookTrouble as trouble:
        if trouble.kind != "damaged":
            raise
    with os_troubles():
        aside = _set_aside(path)
        _create(path)
    return _connect(path, mark), aside


def _create(path: Path) -> None:
    """Make the file where there is none, for its owner's eyes only."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if os.name != "nt":
            os.fchmod(handle, 0o600)
    finally:
        os.close(handle)
    sync_folder(path.parent)


def _connect(path: Path, mark: str) -> Any:
    with engine_troubles():
        sql = driver.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=PATIENCE,
        )
        try:
            # Exclusively: a second program is told so at once, and no file of shared memory.
            sql.execute("PRAGMA locking_mode = EXCLUSIVE")
            for name, value in PRAGMAS.items():
                if name != "busy_timeout":
                    sql.execute(f"PRAGMA {name} = {value}")
            sql.execute("PRAGMA journal_mode = WAL").fetchall()
            sql.execute("BEGIN EXCLUSIVE")
            # One that was being made when the program was killed has no table yet.
            if sql.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                _refuse_unfit(sql, mark)
            else:
                _make_tables(sql, mark)
            sql.execute(_LATER)
            sql.execute("COMMIT")
        except BaseException:
            sql.close()
            raise
    return sql


def _make_tables(sql: Any, mark: str) -> None:
    for statement in _TABLES.split(";"):
        if statement.strip():
            sql.execute(statement)
    sql.execute("INSERT INTO facts VALUES ('book', ?)", (mark,))
    sql.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    sql.execute(f"PRAGMA user_version = {VERSION}")


def _refuse_unfit(sql: Any, mark: str) -> None:
    version = sql.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise BookTrouble("newer", "The drafts were kept by a newer Muster.", "Install it.")
    sound = (
        sql.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        and sql.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    )
    if not sound:
        raise BookTrouble("damaged", "The drafts are damaged.", "They are set aside.")
    if fact(sql, "book") != mark:
        raise BookTrouble("damaged", "The drafts are of another book.", "They are set aside.")


def fact(sql: Any, name: str) -> str:
    """Give a fact that the file holds about itself; empty where it holds none."""
    found = sql.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return str(found[0]) if found else ""


def _set_aside(path: Path) -> Path:
    """Move a file that cannot be used, with its journal, to a name that nothing has."""
    number = 1
    while (aside := path.with_name(f"{path.name}-set-aside-{number}")).exists():
        number += 1
    for end in ("wal", "shm", "journal"):
        with suppress(FileNotFoundError):
            side_file(path, end).rename(side_file(aside, end))
    path.rename(aside)
    return aside
