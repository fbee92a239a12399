"""Puts the triggers that note every edit in place, and notices when they are not."""

from types import ModuleType

from sqlalchemy import Connection, Table

from crm.data.recorder import postgresql_triggers, sqlite_triggers


def _of(connection: Connection) -> ModuleType:
    return sqlite_triggers if connection.dialect.name == "sqlite" else postgresql_triggers


def install(connection: Connection, tables: tuple[Table, ...]) -> None:
    """Put the triggers of the recorded tables in place, replacing what was there."""
    _of(connection).install(connection, tables)


def remove(connection: Connection) -> None:
    """Take the triggers away: before tables are rebuilt, never otherwise."""
    _of(connection).remove(connection)


def not_as_wanted(connection: Connection, tables: tuple[Table, ...]) -> tuple[str, ...]:
    """Name the triggers that are missing, differ from what the records ask, or are too many."""
    engine = _of(connection)
    wanted: dict[str, str] = engine.wanted(tables)
    installed: dict[str, str] = engine.installed(connection)
    names = wanted.keys() | installed.keys()
    return tuple(sorted(name for name in names if wanted.get(name) != installed.get(name)))
