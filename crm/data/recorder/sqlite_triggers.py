"""The recorder's triggers on SQLite, written out of the records.

They call no function of ours, because `trusted_schema` is off; the step they write for
stands in the one row of `recorder_context`. Values go into JSON as they are stored, so that
playing them back is exact whatever the declared type of the column.
"""

from sqlalchemy import Connection, Table

_STEP = "(SELECT step_id FROM recorder_context WHERE id = 1)"
_SILENT = "(SELECT silent_table FROM recorder_context WHERE id = 1)"
_PREFIX = "recorder_"

OUTSIDE = "recorder: an edit outside a step"
"""What the engine says when something other than an action edits a recorded row."""


def triggers_of(table: Table) -> dict[str, str]:
    """Write the three triggers of a recorded table: their names and their SQL."""
    name = table.name
    parts = {
        "insert": (
            f"AFTER INSERT ON {name} WHEN {_SILENT} IS NOT '{name}'",
            _note(name, "NEW.id", "I", _owner(table, "NEW"), "NULL", "NULL"),
        ),
        "update": (
            f"AFTER UPDATE ON {name} WHEN {_changed(table)}",
            "SELECT RAISE(ABORT, 'recorder: a key never changes') WHERE OLD.id IS NOT NEW.id; "
            + _note(
                name, "NEW.id", "U", _owner(table, "NEW"),
                _difference(table, "OLD"), _difference(table, "NEW"),
            ),
        ),
        "delete": (
            f"AFTER DELETE ON {name}",
            _note(name, "OLD.id", "D", _owner(table, "OLD"), _whole(table), "NULL"),
        ),
    }  # fmt: skip
    return {
        f"{_PREFIX}{name}_{event}": (
            f"CREATE TRIGGER {_PREFIX}{name}_{event} {when} BEGIN"
            f" SELECT RAISE(ABORT, '{OUTSIDE}') WHERE {_STEP} IS NULL; {body} END"
        )
        for event, (when, body) in parts.items()
    }


def install(connection: Connection, tables: tuple[Table, ...]) -> None:
    """Put the triggers of all recorded tables in place, replacing what was there."""
    remove(connection)
    for table in tables:
        for sql in triggers_of(table).values():
            connection.exec_driver_sql(sql)
    connection.exec_driver_sql("INSERT OR IGNORE INTO recorder_context (id) VALUES (1)")


def remove(connection: Connection) -> None:
    """Take all triggers of the recorder away, before tables are rebuilt."""
    for name in installed(connection):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def installed(connection: Connection) -> dict[str, str]:
    """Read the triggers of the recorder that are in place."""
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'recorder_*'"
    )
    return {name: sql for name, sql in rows}  # noqa: C416  rows are not pairs to the checker


def wanted(tables: tuple[Table, ...]) -> dict[str, str]:
    """Write the triggers that ought to be in place."""
    return {name: sql for table in tables for name, sql in triggers_of(table).items()}


def _note(table: str, row: str, op: str, owner: str, before: str, after: str) -> str:
    return (
        "INSERT INTO step_edits"  # noqa: S608  written out of the records, never out of data
        " (step_id, table_name, row_id, op, owner_id, before, after)"
        f" VALUES ({_STEP}, '{table}', {row}, '{op}', {owner}, {before}, {after});"
    )


def _owner(table: Table, row: str) -> str:
    if table.name == "companies":
        return f"{row}.id"
    return f"{row}.company_id" if "company_id" in table.c else "NULL"


def _columns(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _changed(table: Table) -> str:
    return " OR ".join(f'OLD."{c}" IS NOT NEW."{c}"' for c in _columns(table))


def _difference(table: Table, row: str) -> str:
    """Write an expression for the changed columns of one side, as JSON text."""
    pieces = [
        f"""CASE WHEN OLD."{c}" IS NOT NEW."{c}" THEN ',"{c}":' || json_quote({row}."{c}")"""
        " ELSE '' END"
        for c in _columns(table)
    ]
    return "'{' || substr(" + " || ".join(pieces) + ", 2) || '}'"


def _whole(table: Table) -> str:
    """Write an expression for the whole row as JSON text."""
    pieces = [f"""',"{c}":' || json_quote(OLD."{c}")""" for c in _columns(table)]
    return "'{' || substr(" + " || ".join(pieces) + ", 2) || '}'"
