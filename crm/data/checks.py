"""Looks a whole book over: the file, the references, the recorder, and what must always hold."""

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import func, select

from crm.data.connection import Reading
from crm.data.recorder import triggers
from crm.data.records.catalogue import Catalogue
from crm.data.records.history import key_blocks, recorder_context, step_edits, steps

Invariant = Callable[[Reading], Iterable[str]]
"""Says in sentences what of the book is not as it must be; nothing where all is well."""


def troubles_in(
    reading: Reading, catalogue: Catalogue, invariants: Iterable[Invariant]
) -> Iterator[str]:
    """Check the book in full; gives a sentence for each thing that is wrong."""
    if reading.engine == "sqlite":
        for row in reading.sql.exec_driver_sql("PRAGMA integrity_check(20)"):
            if row[0] != "ok":
                yield f"The file is damaged: {row[0]}."
        for table, key, parent, _ in reading.sql.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"Row {key} of {table} refers to a row of {parent} that is not there."
    for name in triggers.not_as_wanted(reading.sql, catalogue.recorded):
        yield f"The recorder's trigger {name} is not as it must be."
    yield from _history_troubles(reading)
    yield from _key_troubles(reading, catalogue)
    for invariant in invariants:
        yield from invariant(reading)


def _history_troubles(reading: Reading) -> Iterator[str]:
    known = select(steps.c.id).where(steps.c.id == step_edits.c.step_id)
    lost = select(func.count()).select_from(step_edits).where(~known.exists())
    count = reading.sql.execute(lost).scalar_one()
    if count:
        yield f"{count} edits of the history belong to no step."
    open_step = select(recorder_context.c.step_id).where(recorder_context.c.step_id.is_not(None))
    if reading.sql.execute(open_step).first() is not None:
        yield "The history has a step that never ended."


def _key_troubles(reading: Reading, catalogue: Catalogue) -> Iterator[str]:
    free = reading.sql.execute(select(key_blocks.c.next_key)).scalar_one_or_none()
    if free is None:
        yield "The store of keys is empty."
        return
    for table in catalogue.recorded:
        highest = reading.sql.execute(select(func.max(table.c.id))).scalar()
        if highest is not None and highest >= free:
            yield f"A row of {table.name} has a key that was never given out."
