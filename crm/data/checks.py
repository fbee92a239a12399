"""Looks a whole book over: the file, the references, the recorder, and what must always hold."""

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Connection, func, select

from crm.data.connection import Reading
from crm.data.recorder import triggers
from crm.data.records.catalogue import Catalogue
from crm.data.records.history import key_blocks, recorder_context, step_edits, steps
from crm.domain.errors import BookTrouble

Invariant = Callable[[Reading], Iterable[str]]
"""Says in sentences what of the book is not as it must be; nothing where all is well."""


def look_over(reading: Reading) -> None:
    """Let SQLite read the file through once; raises `BookTrouble` where it finds damage."""
    if reading.engine == "sqlite":
        look_for_damage(reading.sql, thoroughly=False)


def look_for_damage(sql: Connection, *, thoroughly: bool) -> None:
    """Look a file over, with its indexes and references if `thoroughly`; raises `BookTrouble`."""
    pragma = "integrity_check" if thoroughly else "quick_check"
    found = [str(row[0]) for row in sql.exec_driver_sql(f"PRAGMA {pragma}(5)")]
    if found == ["ok"] and thoroughly:
        found += [str(row[0]) for row in sql.exec_driver_sql("PRAGMA foreign_key_check")]
    if found != ["ok"]:
        raise BookTrouble(
            "damaged",
            f"The book is damaged: {found[0] if found[0] != 'ok' else found[1]}.",
            "Restore the last good backup; the damaged file is kept.",
        )


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
