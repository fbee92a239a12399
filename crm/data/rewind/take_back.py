"""Takes one step back inside an action of its own, which is recorded like any other."""

from sqlalchemy import update

from crm.data.records.catalogue import Catalogue
from crm.data.records.history import steps
from crm.data.rewind.choice import PastStep, refuse_final
from crm.data.rewind.conflicts import Conflict, Findings
from crm.data.rewind.edits import edits_of, runs_of
from crm.data.rewind.playback import play
from crm.data.rewind.words import conflicts_in_words
from crm.data.work import Work
from crm.domain.errors import Refusal


def take_back(work: Work, past: PastStep, catalogue: Catalogue, *, rest: bool) -> None:
    """Play a step backwards; with `rest`, leave standing what was edited since.

    Raises `Refusal` with the field `step` where something came later and `rest` is not asked
    for, so that the user can choose; without a field where the step is final.
    """
    refuse_final(past, catalogue.schema)
    sql = work.sql
    edits = edits_of(sql, past.id)
    findings = Findings(sql, past.id, edits, catalogue)
    findings.look()
    if findings.conflicts and not rest:
        raise Refusal(
            f"“{past.label}” cannot be undone as a whole, because of what came later. "
            + conflicts_in_words(sql, findings.conflicts, catalogue),
            field="step",
        )
    runs = runs_of(edits, catalogue, findings.staying)
    blocked = play(sql, past.id, runs, catalogue, work.progress, tolerant=rest)
    stayed = [*findings.conflicts, *(Conflict("blocked", row) for row in blocked)]
    marked = sql.execute(
        update(steps)
        .where(steps.c.id == past.id, steps.c.undone_by.is_(None))
        .values(undone_by=work.step)
    )
    if marked.rowcount != 1:
        raise Refusal(f"“{past.label}” was undone by somebody else meanwhile.")
    sql.execute(update(steps).where(steps.c.id == work.step).values(reverses=past.id))
    if past.stays is not None:
        work.leave_standing(past.stays)  # for an undo after the redo of this one
        if past.kind != "undo":
            work.say(past.stays)
    if stayed:
        work.say("Left as it is: " + conflicts_in_words(sql, stayed, catalogue))
