"""Notes a bulk insert as ranges of keys, while the insert trigger of that table is silent."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Table, func, insert, select, text, update

from crm.data.records.history import recorder_context, step_edits


@contextmanager
def silenced(connection: Connection, table: Table) -> Iterator[None]:
    """Silence the insert trigger of one table.

    Open a savepoint around it: where the statement fails, going back to the savepoint is what
    ends the silence.
    """
    _silence(connection, table.name)
    yield
    _silence(connection, None)


def runs_of(keys: Sequence[int]) -> list[tuple[int, int]]:
    """Join keys that follow each other into pairs of first and last."""
    if isinstance(keys, range):
        return [(keys[0], keys[-1])] if keys else []
    found: list[tuple[int, int]] = []
    for key in sorted(keys):
        if found and key == found[-1][1] + 1:
            found[-1] = (found[-1][0], key)
        else:
            found.append((key, key))
    return found


class NotedRanges:
    """The edits that say which keys of a table one bulk insert has inserted.

    Keys that follow on from the last ones make that edit longer, so that a bulk insert of a
    million rows is one edit.
    """

    def __init__(self, connection: Connection, step: int, table: Table) -> None:
        self._sql = connection
        self._step = step
        self._table = table
        self._edits: list[tuple[int, int, int]] = []

    def add(self, keys: Sequence[int]) -> None:
        """Note keys that were just inserted."""
        for first, last in runs_of(keys):
            if self._edits and self._edits[-1][2] == first - 1:
                edit, start, _ = self._edits.pop()
                longer = update(step_edits).where(step_edits.c.id == edit)
                self._sql.execute(longer.values(last_row_id=last))
                self._edits.append((edit, start, last))
            else:
                self._edits.append((self._insert(first, last), first, last))

    def name_owners(self) -> None:
        """Write down the company of each edit whose rows all belong to one."""
        for edit, first, last in self._edits:
            owner = _only_owner(self._sql, self._table, first, last)
            if owner is not None:
                named = update(step_edits).where(step_edits.c.id == edit)
                self._sql.execute(named.values(owner_id=owner))

    def _insert(self, first: int, last: int) -> int:
        query = insert(step_edits).values(
            step_id=self._step,
            table_name=self._table.name,
            row_id=first,
            op="R",
            last_row_id=last,
        )
        edit: int = self._sql.execute(query.returning(step_edits.c.id)).scalar_one()
        return edit


def _only_owner(connection: Connection, table: Table, first: int, last: int) -> int | None:
    """Find the company that owns all rows of a range; None for none or several."""
    if table.name == "companies":
        return first if first == last else None
    if "company_id" not in table.c:
        return None
    column = table.c.company_id
    lowest, highest, unowned = connection.execute(
        select(func.min(column), func.max(column), func.count() - func.count(column)).where(
            table.c.id.between(first, last)
        )
    ).one()
    owner: int | None = lowest if lowest == highest and not unowned else None
    return owner


def _silence(connection: Connection, name: str | None) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(update(recorder_context).values(silent_table=name))
    else:
        connection.execute(
            text("SELECT set_config('muster.silent', :name, true)"), {"name": name or ""}
        )
