"""Plays runs of edits back with one statement each, by the values the triggers noted.

SQLite keeps values in JSON as they are stored; PostgreSQL turns JSON into a row of the table
itself. Both give back exactly what stood there, whatever the type.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import IntegrityError

from crm.data.records.catalogue import Catalogue
from crm.data.records.history import step_edits
from crm.data.rewind.edits import Run
from crm.domain.errors import Refusal
from crm.domain.progress import Progress

_RUN = (
    "e.step_id = :step AND e.table_name = :table AND e.op = :op AND e.id BETWEEN :first AND :last"
)


def play(
    sql: Connection,
    step: int,
    runs: Iterable[Run],
    catalogue: Catalogue,
    progress: Progress,
    *,
    tolerant: bool,
) -> list[tuple[str, int]]:
    """Play runs back in their order; gives the rows that a newer row stands in the way of.

    Unless `tolerant`, the first of these raises `Refusal`.
    """
    blocked: list[tuple[str, int]] = []
    for done, run in enumerate(runs, start=1):
        if not tolerant:
            try:
                _play_one(sql, step, run, catalogue)
            except IntegrityError as error:
                words = run.table.replace("_", " ")
                raise Refusal(
                    "This cannot be undone as a whole: something newer stands in the place of"
                    f" what it would bring back ({words}).",
                    field="step",
                ) from error
        elif not _try_to_play(sql, step, run, catalogue):
            pieces = _pieces(sql, step, run)
            blocked += [
                (piece.table, _row_of(sql, piece))
                for piece in pieces
                if len(pieces) == 1 or not _try_to_play(sql, step, piece, catalogue)
            ]
        progress.step(done, None, "Undo")
    return blocked


def _try_to_play(sql: Connection, step: int, run: Run, catalogue: Catalogue) -> bool:
    try:
        with sql.begin_nested():
            _play_one(sql, step, run, catalogue)
    except IntegrityError:
        return False
    return True


def _pieces(sql: Connection, step: int, run: Run) -> list[Run]:
    """Cut a run into single edits, so that one that is blocked blocks no other."""
    if run.rows is not None:
        first, last = run.rows
        return [
            Run(run.table, "R", run.first, run.last, rows=(row, row))
            for row in range(last, first - 1, -1)
        ]
    if run.first == run.last:
        return [run]
    found = sql.execute(
        text(f"SELECT e.id FROM step_edits AS e WHERE {_RUN} ORDER BY e.id DESC"),
        _values(step, run),
    ).scalars()
    return [Run(run.table, run.op, key, key, run.columns, bump=run.bump) for key in found]


def _row_of(sql: Connection, piece: Run) -> int:
    if piece.rows is not None:
        return piece.rows[0]
    query = select(step_edits.c.row_id).where(step_edits.c.id == piece.first)
    row: int = sql.execute(query).scalar_one()
    return row


def _play_one(sql: Connection, step: int, run: Run, catalogue: Catalogue) -> None:
    table = f'"{run.table}"'
    columns = [column.name for column in catalogue.named(run.table).columns]
    values = _values(step, run)
    if run.rows is not None:
        statement = f"DELETE FROM {table} WHERE id BETWEEN :first AND :last"
        values = {"first": run.rows[0], "last": run.rows[1]}
    elif run.op == "I":
        statement = (
            f"DELETE FROM {table} WHERE id IN (SELECT e.row_id FROM step_edits AS e WHERE {_RUN})"
        )
    elif run.op == "D":
        statement = _insert(sql, table, columns)
    else:
        statement = _update(sql, table, [c for c in columns if c in run.columns], bump=run.bump)
    # A colon in a quoted name would be taken for a value; no column has one.
    sql.execute(text(statement), values)


def _values(step: int, run: Run) -> dict[str, object]:
    return {
        "step": step, "table": run.table, "op": run.op, "first": run.first, "last": run.last,
    }  # fmt: skip


def _insert(sql: Connection, table: str, columns: list[str]) -> str:
    names = ", ".join(f'"{c}"' for c in columns)
    if sql.dialect.name == "sqlite":
        values = ", ".join(f"json_extract(e.before, '$.\"{c}\"')" for c in columns)
        source = "step_edits AS e"
    else:
        values = ", ".join(f'r."{c}"' for c in columns)
        source = f"step_edits AS e, jsonb_populate_record(CAST(NULL AS {table}), e.before) AS r"
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM {source} WHERE {_RUN}"


def _update(sql: Connection, table: str, columns: list[str], *, bump: bool) -> str:
    if sql.dialect.name == "sqlite":
        pieces = [
            f'"{c}" = CASE WHEN json_type(e.before, \'$."{c}"\') IS NULL'
            f' THEN {table}."{c}" ELSE json_extract(e.before, \'$."{c}"\') END'
            for c in columns
        ]
    else:
        names = ", ".join(f'"{c}"' for c in columns)
        values = ", ".join(f'r."{c}"' for c in columns)
        record = f"jsonb_populate_record({table}, e.before) AS r"
        pieces = [f"({names}) = (SELECT {values} FROM {record})"]
    if bump:
        pieces.append(f'"version" = {table}."version" + 1')
    assignments = ", ".join(pieces)
    return (
        f"UPDATE {table} SET {assignments} FROM step_edits AS e"
        f" WHERE {_RUN} AND e.row_id = {table}.id"
    )
