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


def note_range(connection: Connection, step: int, table: Table, keys: Sequence[int]) -> None:
    """Write the edits that say: these keys were inserted."""
    for first, last in runs_of(keys):
        connection.execute(
            insert(step_edits).values(
                step_id=step,
                table_name=table.name,
                row_id=first,
                op="R",
                last_row_id=last,
                owner_id=_only_owner(connection, table, first, last),
            )
        )


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
