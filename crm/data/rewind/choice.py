"""Which step undo and redo mean, and whether it may be taken back at all."""

from dataclasses import dataclass

from sqlalchemy import Connection, Select, select

from crm.data.records.history import steps
from crm.domain.errors import Refusal

_PastQuery = Select[int, str, str, int | None, int, str | None, str | None]


@dataclass(frozen=True, slots=True)
class PastStep:
    """A step of the history. `kind` is do, undo or redo; `stays` what undo leaves standing."""

    id: int
    label: str
    kind: str
    undone_by: int | None
    schema: int
    instead: str | None
    stays: str | None


def next_undo(sql: Connection, who: str) -> PastStep | None:
    """Find the organiser's own latest action that still stands."""
    c = steps.c
    query = _past().where(c.who == who, c.kind.in_(["do", "redo"]), c.undone_by.is_(None))
    return _first(sql, query.order_by(c.id.desc()).limit(1))


def next_redo(sql: Connection, who: str) -> PastStep | None:
    """Find the organiser's own latest undo, unless they have done something new since."""
    c = steps.c
    query = _past().where(c.who == who, c.kind == "undo", c.undone_by.is_(None))
    found = _first(sql, query.order_by(c.id.desc()).limit(1))
    if found is None:
        return None
    newer = select(c.id).where(c.who == who, c.kind == "do", c.id > found.id).limit(1)
    return None if sql.execute(newer).first() else found


def standing_step(sql: Connection, step: int) -> PastStep:
    """Find the step by which an action stands now: itself, or its latest redo.

    Raises `Refusal` for a step that is not there, is itself an undo, or was undone.
    """
    while True:
        found = _first(sql, _past().where(steps.c.id == step))
        if found is None:
            raise Refusal(f"There is no step {step} in the history.")
        if found.kind == "undo":
            raise Refusal("This step was itself an undo. Use Redo to bring back what it undid.")
        if found.undone_by is None:
            return found
        undo = _first(sql, _past().where(steps.c.id == found.undone_by))
        if undo is None or undo.undone_by is None:
            raise Refusal(f"“{found.label}” is undone already.")
        step = undo.undone_by


def is_final(step: PastStep, schema: int) -> bool:
    """Whether a step cannot be taken back, so that undoing it need not be offered."""
    return step.instead is not None or step.schema != schema


def refuse_final(step: PastStep, schema: int) -> None:
    """Refuse a step that cannot be taken back, saying what to do instead."""
    if step.instead is not None:
        raise Refusal(step.instead)
    if step.schema != schema:
        raise Refusal(
            f"“{step.label}” was done before Muster was upgraded and cannot be undone any more."
            " Change by hand what was wrong."
        )


def _past() -> _PastQuery:
    c = steps.c
    return select(c.id, c.label, c.kind, c.undone_by, c.schema_number, c.instead, c.stays)


def _first(sql: Connection, query: _PastQuery) -> PastStep | None:
    row = sql.execute(query).first()
    return None if row is None else PastStep(*row)
