"""Notes a bulk insert as ranges of keys, while the insert trigger of that table is silent."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Table, insert, text, update

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


@dataclass(frozen=True, slots=True)
class KeyRange:
    """Keys without a gap, and the company that owns all their rows; None for none or several."""

    first: int
    last: int
    owner: int | None

    def joined(self, later: "KeyRange") -> "KeyRange":
        """Give the one range that this one and the one right after it make."""
        return KeyRange(self.first, later.last, self.owner if self.owner == later.owner else None)


def ranges_of(
    table: Table, keys: Sequence[int], rows: Sequence[Mapping[str, object]]
) -> list[KeyRange]:
    """Join the keys of rows of a table into as few ranges as there are, in ascending order."""
    if table.name == "companies":
        owners: list[int | None] = list(keys)
    elif "company_id" in table.c:
        owners = [None if (of := row.get("company_id")) is None else int(str(of)) for row in rows]
    else:
        owners = [None] * len(rows)
    if isinstance(keys, range):
        shared = owners[0] if len(set(owners)) == 1 else None
        return [KeyRange(keys[0], keys[-1], shared)]
    found: list[KeyRange] = []
    for key, owner in sorted(zip(keys, owners, strict=True), key=lambda pair: pair[0]):
        one = KeyRange(key, key, owner)
        if found and key == found[-1].last + 1:
            found[-1] = found[-1].joined(one)
        else:
            found.append(one)
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
        self._latest: tuple[int, KeyRange] | None = None

    def add(self, keys: Sequence[int], rows: Sequence[Mapping[str, object]]) -> None:
        """Note keys that were just inserted, with the rows they were given."""
        ranges = ranges_of(self._table, keys, rows)
        if self._latest is not None and self._latest[1].last == ranges[0].first - 1:
            edit, noted = self._latest
            longer = noted.joined(ranges.pop(0))
            self._sql.execute(
                update(step_edits)
                .where(step_edits.c.id == edit)
                .values(last_row_id=longer.last, owner_id=longer.owner)
            )
            self._latest = (edit, longer)
        if not ranges:
            return
        *others, last = map(self._values, ranges)
        if others:
            self._sql.execute(insert(step_edits), others)
        query = insert(step_edits).values(last).returning(step_edits.c.id)
        self._latest = (self._sql.execute(query).scalar_one(), ranges[-1])

    def _values(self, noted: KeyRange) -> dict[str, object]:
        return {
            "step_id": self._step,
            "table_name": self._table.name,
            "row_id": noted.first,
            "op": "R",
            "owner_id": noted.owner,
            "last_row_id": noted.last,
        }


def _silence(connection: Connection, name: str | None) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(update(recorder_context).values(silent_table=name))
    else:
        connection.execute(
            text("SELECT set_config('muster.silent', :name, true)"), {"name": name or ""}
        )
