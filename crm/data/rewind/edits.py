"""The edits of one step, read without their values, and cut into runs to be played back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection, Index, Table, UniqueConstraint, text

from crm.data.records.catalogue import Catalogue

_KEYS = {
    "sqlite": "(SELECT group_concat(key, ',') FROM json_each(before))",
    "postgresql": "(SELECT string_agg(key, ',') FROM jsonb_object_keys(before) AS key)",
}


class Edit(NamedTuple):
    """One noted edit. `columns` are those an update changed; `last_row` ends a range."""

    id: int
    table: str
    op: str
    row: int
    last_row: int | None
    columns: frozenset[str]


@dataclass(slots=True)
class Staying:
    """What of a step is not taken back: whole rows, or single columns of a row.

    Rows in `moved_on` were edited in other columns since: their version goes up, not back.
    """

    rows: set[tuple[str, int]] = field(default_factory=set)
    columns: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    moved_on: set[tuple[str, int]] = field(default_factory=set)

    def keep(self, table: str, row: int, column: str | None = None) -> bool:
        """Leave a row, or one column of it, as it is now; says whether that is news."""
        if column is None:
            news = (table, row) not in self.rows
            self.rows.add((table, row))
            return news
        kept = self.columns.setdefault((table, row), set())
        news = column not in kept
        kept.add(column)
        return news

    def touches(self, edit: Edit) -> bool:
        """Whether an edit is to be played back in part only, or not at all."""
        key = (edit.table, edit.row)
        return key in self.rows or key in self.columns or key in self.moved_on


@dataclass(frozen=True, slots=True)
class Run:
    """Edits of one table that one statement can play back: no row is twice among them.

    They are all edits of that table and kind with an `id` from `first` to `last`. Ranges are
    given as `rows`. `bump` raises the version of the row instead of restoring it.
    """

    table: str
    op: str
    first: int
    last: int
    columns: frozenset[str] = frozenset()
    rows: tuple[int, int] | None = None
    bump: bool = False


def edits_of(sql: Connection, step: int) -> list[Edit]:
    """Read the edits of a step, the latest first."""
    keys = _KEYS[sql.dialect.name]
    rows = sql.execute(
        text(
            "SELECT id, table_name, op, row_id, last_row_id,"
            f" CASE op WHEN 'U' THEN {keys} ELSE '' END"
            " FROM step_edits WHERE step_id = :step ORDER BY id DESC"
        ),
        {"step": step},
    )
    known: dict[str, frozenset[str]] = {}
    return [
        Edit(
            key,
            table,
            op,
            row,
            last,
            known.setdefault(c, frozenset(c.split(",")) if c else frozenset()),
        )
        for key, table, op, row, last, c in rows
    ]


def runs_of(edits: Iterable[Edit], catalogue: Catalogue, staying: Staying) -> Iterator[Run]:
    """Cut edits, the latest first, into runs in the order in which to play them.

    A stretch of inserts only, of updates only or of deletes only may be sorted by table: all
    its rows stood together at one of its ends. Children go before their parents, and come
    back after them.
    """
    place = {table.name: at for at, table in enumerate(catalogue.recorded)}
    unique = {table.name: unique_columns(table) for table in catalogue.recorded}
    for kind, stretch in groupby(edits, key=lambda edit: "I" if edit.op == "R" else edit.op):
        by_table: dict[str, list[Edit]] = {}
        for edit in stretch:
            by_table.setdefault(edit.table, []).append(edit)
        for table in sorted(by_table, key=lambda name: place[name], reverse=kind == "I"):
            yield from _runs_of_table(by_table[table], unique[table], staying)


def unique_columns(table: Table) -> frozenset[str]:
    """Name the columns that some rule wants unique, alone or together."""
    found: set[str] = set()
    for rule in (*table.constraints, *table.indexes):
        if isinstance(rule, UniqueConstraint) or (isinstance(rule, Index) and rule.unique):
            found.update(column.name for column in rule.columns)
            if isinstance(rule, Index):
                # The condition of a partial index may name any column.
                conditions = (
                    rule.dialect_options[name].get("where") for name in ("sqlite", "postgresql")
                )
                said = " ".join(str(condition) for condition in conditions)
                found.update(c.name for c in table.columns if c.name in said)
    return frozenset(found)


def _runs_of_table(edits: list[Edit], unique: frozenset[str], staying: Staying) -> Iterator[Run]:
    """Cut the edits of one table and kind, the latest first, into runs."""
    gathered: list[Edit] = []
    rows: set[int] = set()
    for edit in edits:
        alone = edit.op == "R" or bool(edit.columns & unique) or staying.touches(edit)
        if gathered and (alone or edit.row in rows):
            yield _joined(gathered)
            gathered, rows = [], set()
        if alone:
            yield from _alone(edit, staying)
        else:
            gathered.append(edit)
            rows.add(edit.row)
    if gathered:
        yield _joined(gathered)


def _joined(edits: list[Edit]) -> Run:
    columns = frozenset().union(*{edit.columns for edit in edits})
    return Run(edits[0].table, edits[0].op, edits[-1].id, edits[0].id, columns)


def _alone(edit: Edit, staying: Staying) -> Iterator[Run]:
    key = (edit.table, edit.row)
    if edit.op == "R":
        last = edit.last_row if edit.last_row is not None else edit.row
        kept = sorted(row for table, row in staying.rows if table == edit.table)
        start = edit.row
        for row in [*(row for row in kept if edit.row <= row <= last), last + 1]:
            if start < row:
                yield Run(edit.table, "R", edit.id, edit.id, rows=(start, row - 1))
            start = row + 1
        return
    if key in staying.rows:
        return
    columns = edit.columns - staying.columns.get(key, set())
    bump = "version" in columns and (key in staying.columns or key in staying.moved_on)
    columns = columns - {"version"} if bump else columns
    if edit.op != "U" or columns:
        yield Run(edit.table, edit.op, edit.id, edit.id, columns, bump=bump)
