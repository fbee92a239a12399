"""The steps of the book: who did what and when, what stands and what can be taken back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.records.catalogue import MUSTER, SCHEMA
from crm.data.records.history import step_edits, steps


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the history.

    `kind` is do, undo or redo; `undone` says that its effect does not stand. `instead` is a
    sentence where it cannot be taken back: what to do instead; empty where it can, or is undone.
    """

    id: int
    label: str
    who: str
    at: datetime
    kind: str
    undone: bool
    instead: str

    @property
    def reversible(self) -> bool:
        """Whether undo may try to take it back."""
        return self.kind != "undo" and not self.undone and not self.instead


def latest_steps(
    reading: Reading,
    *,
    limit: int = 100,
    before: int | None = None,
    company_id: int | None = None,
    who: str | None = None,
) -> tuple[StepLine, ...]:
    """List the latest steps, newest first, `limit` of them before the step `before`.

    They can be narrowed to those that touched one company, or that one organiser made.
    """
    query = (
        select(
            steps.c.id,
            steps.c.label,
            steps.c.who,
            steps.c.at,
            steps.c.kind,
            steps.c.schema_number,
            steps.c.instead,
        )
        .order_by(steps.c.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(steps.c.id < before)
    if who is not None:
        query = query.where(steps.c.who == who)
    if company_id is not None:
        touched = select(step_edits.c.step_id).where(step_edits.c.owner_id == company_id)
        ranges = _steps_that_brought_in(reading, company_id)
        query = query.where(steps.c.id.in_(touched) | steps.c.id.in_(ranges))
    rows = reading.sql.execute(query).all()
    taken_back = _taken_back(reading, min((row.id for row in rows), default=0))
    found = []
    for row in rows:
        older = row.schema_number != SCHEMA
        upgraded = "It was done before Muster was upgraded: change by hand what was wrong."
        instead = row.instead or (upgraded if older else "")
        undone = _is_undone(row.id, taken_back)
        found.append(StepLine(row.id, row.label, row.who, row.at, row.kind, undone, instead))
    return tuple(found)


def _steps_that_brought_in(reading: Reading, company_id: int) -> set[int]:
    """Find the steps that inserted rows of a company among those of others, as an import does."""
    c = step_edits.c
    # No owner stands in these edits; few others have none either, and there is an index for it.
    query = select(c.step_id, c.table_name, c.row_id, c.last_row_id).where(
        c.owner_id.is_(None), c.op == "R"
    )
    by_table: dict[str, list[tuple[int, int, int]]] = {}
    for step, name, first, last in reading.sql.execute(query):
        by_table.setdefault(name, []).append((step, first, last))
    tables = {table.name: table for table in MUSTER.recorded}
    found: set[int] = set()
    for name, ranges in by_table.items():
        keys: Collection[int] = (company_id,)
        if name != "companies":
            table = tables.get(name)
            if table is None or "company_id" not in table.c:
                continue
            owned = select(table.c.id).where(table.c.company_id == company_id)
            keys = reading.sql.execute(owned).scalars().all()
        found |= {step for step, first, last in ranges if any(first <= k <= last for k in keys)}
    return found


def _taken_back(reading: Reading, oldest: int) -> dict[int, int]:
    """Read which steps were taken back, and by which, from one step on."""
    query = select(steps.c.id, steps.c.undone_by).where(
        steps.c.undone_by.is_not(None), steps.c.id >= oldest
    )
    return {row.id: row.undone_by for row in reading.sql.execute(query)}


def _is_undone(step: int, taken_back: Mapping[int, int]) -> bool:
    """Whether an odd number of undos and redos lies on a step."""
    undone = False
    while step in taken_back:
        step, undone = taken_back[step], not undone
    return undone
