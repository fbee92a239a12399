"""Finds what came after a step and would be lost by taking it back.

Three kinds of rows matter: those the step added (taking it back removes them), those it
deleted (they come back) and those it changed. Whether something was edited since is judged
by values, never by who came when: an edit that was itself undone is no conflict.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Table, select

from crm.data.records.catalogue import Catalogue
from crm.data.records.history import key_before, step_edits
from crm.data.rewind.current_rows import changed_since, existing, rows_as_noted
from crm.data.rewind.edits import Edit, Staying

ConflictKind = Literal["edited", "removed", "children", "back", "parent", "blocked"]

QUIET = frozenset({"version"})
"""Columns that every edit changes: no conflict by themselves."""

Row = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that came later: the row, the column where it is one, and what stands on it."""

    kind: ConflictKind
    row: Row
    column: str = ""
    other: Row | None = None


class Findings:
    """What a step did to each row, and what came in its way since."""

    def __init__(self, sql: Connection, step: int, edits: list[Edit], catalogue: Catalogue) -> None:
        self._sql = sql
        self._step = step
        self._catalogue = catalogue
        self._last_edit = edits[0].id if edits else 0
        self.conflicts: list[Conflict] = []
        self.staying = Staying()
        self._by_row: dict[Row, list[Edit]] = {}
        self._added: dict[str, set[int]] = {}
        self._deleted: dict[str, set[int]] = {}
        for edit in reversed(edits):
            if edit.op == "R":
                last = edit.last_row if edit.last_row is not None else edit.row
                self._added.setdefault(edit.table, set()).update(range(edit.row, last + 1))
                continue
            self._by_row.setdefault((edit.table, edit.row), []).append(edit)
            added = self._added.setdefault(edit.table, set())
            deleted = self._deleted.setdefault(edit.table, set())
            if edit.op == "I":
                added.add(edit.row)
                deleted.discard(edit.row)
            elif edit.op == "D":
                if edit.row in added:
                    added.discard(edit.row)
                else:
                    deleted.add(edit.row)

    def look(self) -> None:
        """Find everything; does nothing where nothing was edited since."""
        later = select(step_edits.c.id).where(
            step_edits.c.id > self._last_edit, step_edits.c.step_id != self._step
        )
        if self._sql.execute(later.limit(1)).first() is None:
            return
        self._look_at_changed_rows()
        self._look_at_added_rows()
        self._look_at_deleted_rows()
        while self._look_for_children():
            pass
        while self._look_for_parents():
            pass

    def _found(
        self, kind: ConflictKind, row: Row, column: str = "", other: Row | None = None
    ) -> bool:
        news = self.staying.keep(*row, column or None)
        if news:
            self.conflicts.append(Conflict(kind, row, column, other))
        return news

    def _look_at_changed_rows(self) -> None:
        tables = {t for (t, _), edits in self._by_row.items() if any(e.op == "U" for e in edits)}
        for name in sorted(tables):
            table = self._catalogue.named(name)
            for edit, row, column in changed_since(self._sql, table, self._step):
                self._changed(name, edit, row, column)

    def _changed(self, name: str, edit: int, row: int, column: str | None) -> None:
        """Judge one column that is not as an edit of the step left it; None: no such row."""
        if row in self._deleted.get(name, ()):
            return
        own = self._by_row[name, row]
        added = row in self._added.get(name, ()) or any(e.op == "I" for e in own)
        if column is None:
            if not added and not any(e.op == "D" for e in own):
                self._found("removed", (name, row))
            return
        if any(e.id > edit and (e.op != "U" or column in e.columns) for e in own):
            return  # a later edit of the same step had the last word
        if column in QUIET:
            self.staying.moved_on.add((name, row))
        elif added:
            self._found("edited", (name, row))
        else:
            self._found("edited", (name, row), column)

    def _look_at_added_rows(self) -> None:
        """An added row was edited since, where it is not as the first later edit found it."""
        for name, rows in self._added.items():
            expected: dict[int, dict[str, Any]] = {}
            for row, before in self._later_edits(name):
                if row in rows:
                    first = expected.setdefault(row, {})
                    for column, value in before.items():
                        first.setdefault(column, value)
            table = self._catalogue.named(name)
            for row, now in rows_as_noted(self._sql, table, sorted(expected)):
                if any(
                    now.get(column) != value
                    for column, value in expected[row].items()
                    if column not in QUIET
                ):
                    self._found("edited", (name, row))

    def _later_edits(self, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
        rows = self._added[name]
        if not rows:
            return
        c = step_edits.c
        query = (
            select(c.row_id, c.before)
            .where(
                c.id > self._last_edit,
                c.step_id != self._step,
                c.table_name == name,
                c.op.in_(["U", "D"]),
                c.row_id.between(min(rows), max(rows)),
            )
            .order_by(c.id)
        )
        yield from ((row, before) for row, before in self._sql.execute(query).all())

    def _look_at_deleted_rows(self) -> None:
        for name, rows in self._deleted.items():
            for row in sorted(existing(self._sql, self._catalogue.named(name), rows)):
                self._found("back", (name, row))

    def _look_for_children(self) -> bool:
        """Find rows that refer to an added row and are not themselves to be removed."""
        news = False
        for child in self._catalogue.recorded:
            for column, parent in references(child):
                added = self._added.get(parent, set())
                leaving = {row for row in added if (parent, row) not in self.staying.rows}
                if not leaving:
                    continue
                of = child.c[column]
                query = select(child.c.id, of).where(of.between(min(leaving), max(leaving)))
                for row, target in self._sql.execute(query):
                    if target in leaving and self._stays_a_child(child.name, row, column):
                        news |= self._found("children", (parent, target), other=(child.name, row))
        return news

    def _stays_a_child(self, name: str, row: int, column: str) -> bool:
        if (name, row) in self.staying.rows:
            return True
        if row in self._added.get(name, ()):
            return False
        turned_back = any(column in edit.columns for edit in self._by_row.get((name, row), ()))
        return not turned_back or column in self.staying.columns.get((name, row), ())

    def _look_for_parents(self) -> bool:
        """Find references that would come back to rows that are gone."""
        news = False
        for child in self._catalogue.recorded:
            for column, parent in references(child):
                wanted = self._wanted_parents(child, column)
                coming = {
                    row
                    for row in self._deleted.get(parent, ())
                    if (parent, row) not in self.staying.rows
                }
                missing = set(wanted.values()) - coming
                missing -= existing(self._sql, self._catalogue.named(parent), missing)
                for row, target in wanted.items():
                    if target in missing:
                        back = row in self._deleted.get(child.name, ())
                        news |= self._found(
                            "parent", (child.name, row), "" if back else column, (parent, target)
                        )
        return news

    def _wanted_parents(self, child: Table, column: str) -> dict[int, int]:
        """Read what a column of each row would refer to again, for rows not staying as is."""
        c = step_edits.c
        value = key_before(column)
        query = select(c.row_id, value).where(
            c.step_id == self._step,
            c.table_name == child.name,
            c.op.in_(["D", "U"]),
            value.is_not(None),
        )
        found: dict[int, int] = {}
        for row, target in self._sql.execute(query.order_by(c.id.desc())):
            key = (child.name, row)
            kept = key in self.staying.rows or column in self.staying.columns.get(key, ())
            if not kept and row not in self._added.get(child.name, ()):
                found[row] = target  # the earliest edit of the row has the last word
        return found


def references(table: Table) -> list[tuple[str, str]]:
    """List the columns of a table that refer to rows, and the tables they refer to."""
    return sorted((key.parent.name, key.column.table.name) for key in table.foreign_keys)
