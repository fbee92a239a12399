"""Compares what a step left behind with what stands there now, in the engine itself."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select, text
from sqlalchemy.types import JSON

_AT_ONCE = 500


def changed_since(
    sql: Connection, table: Table, step: int
) -> Iterator[tuple[int, int, str | None]]:
    """Find the updates of a step whose values are not what stands there now.

    Gives the edit, the row and the column; None for the column where the row is gone.
    """
    name = f'"{table.name}"'
    if sql.dialect.name == "sqlite":
        cases = " ".join(f"""WHEN '{c.name}' THEN {name}."{c.name}\"""" for c in table.columns)
        source = "json_each(e.after) AS j"
        differs = f"j.value IS NOT CASE j.key {cases} END"
    else:
        source = "LATERAL jsonb_each(e.after) AS j"
        differs = f"j.value IS DISTINCT FROM to_jsonb({name}) -> j.key"
    query = (
        f"SELECT DISTINCT e.id, e.row_id, CASE WHEN {name}.id IS NULL THEN NULL ELSE j.key END"
        f" FROM step_edits AS e CROSS JOIN {source} LEFT JOIN {name} ON {name}.id = e.row_id"
        " WHERE e.step_id = :step AND e.table_name = :table AND e.op = 'U'"
        f" AND ({name}.id IS NULL OR {differs}) ORDER BY e.id"
    )
    rows = sql.execute(text(query), {"step": step, "table": table.name}).all()
    yield from ((edit, row, column) for edit, row, column in rows)


def rows_as_noted(
    sql: Connection, table: Table, rows: Sequence[int]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Read rows as the triggers would note them: by column, values as JSON has them."""
    name = f'"{table.name}"'
    if sql.dialect.name == "sqlite":
        pieces = " || ',' || ".join(
            f"""'"{c.name}":' || json_quote({name}."{c.name}")""" for c in table.columns
        )
        whole = f"'{{' || {pieces} || '}}'"
    else:
        whole = f"to_jsonb({name})"
    query = text(f"SELECT id, {whole} AS noted FROM {name} WHERE id IN :rows").bindparams(
        bindparam("rows", expanding=True)
    )
    typed = query.columns(noted=JSON)
    for start in range(0, len(rows), _AT_ONCE):
        found = sql.execute(typed, {"rows": rows[start : start + _AT_ONCE]}).all()
        yield from ((row, noted) for row, noted in found)


def existing(sql: Connection, table: Table, rows: Collection[int]) -> set[int]:
    """Find which of some rows are there."""
    wanted = sorted(rows)
    found: set[int] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        chunk = wanted[start : start + _AT_ONCE]
        found.update(sql.scalars(select(table.c.id).where(table.c.id.in_(chunk))))
    return found
