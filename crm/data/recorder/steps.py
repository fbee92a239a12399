"""Opens a step before an action runs and seals it afterwards."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, text, update

from crm.data.records.history import recorder_context, step_edits, steps


def open_step(
    connection: Connection, *, label: str, who: str, at: datetime, kind: str, schema: int
) -> int:
    """Begin a step: from here on the triggers note edits under its number."""
    step: int = connection.execute(
        insert(steps)
        .values(label=label, who=who, at=at, kind=kind, schema_number=schema)
        .returning(steps.c.id)
    ).scalar_one()
    if connection.dialect.name == "sqlite":
        connection.execute(update(recorder_context).values(step_id=step, silent_table=None))
    else:
        connection.execute(
            text("SELECT set_config('muster.step', :step, true)"), {"step": str(step)}
        )
    return step


def seal_step(
    connection: Connection, step: int, *, label: str, instead: str | None, keep: bool
) -> bool:
    """End a step; one that noted nothing leaves no trace, unless undo is to refuse it.

    With `keep` it stays in any case. Says whether the step stays.
    """
    if connection.dialect.name == "sqlite":
        connection.execute(update(recorder_context).values(step_id=None, silent_table=None))
    noted = connection.execute(
        select(step_edits.c.id).where(step_edits.c.step_id == step).limit(1)
    ).first()
    if noted is None and instead is None and not keep:
        connection.execute(delete(steps).where(steps.c.id == step))
        return False
    connection.execute(update(steps).where(steps.c.id == step).values(label=label, instead=instead))
    return True
