"""From the queue to a filed run in one go: look over, draw, file; what is faulty stays."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm.actions.letter_problems import HeldLetter, held_letters, letter_problems, say_held
from crm.actions.letter_runs import file_run
from crm.actions.paper import drawable, made_run
from crm.data.queries.letter_checks import cautions
from crm.data.queries.letters import queued
from crm.data.queries.pack_facts import pack_facts
from crm.data.work import Work
from crm.documents.pack import PACKS_IN_A_FILE, make_pack
from crm.domain.errors import Refusal
from crm.domain.objections import Channel


@dataclass(frozen=True, slots=True)
class MadeBatch:
    """A filed run: how many letters and pages it has, and which stayed in the queue."""

    run_id: int
    letters: int
    pages: int
    held: tuple[HeldLetter, ...]


def make_run(
    work: Work,
    document_ids: Sequence[int] | None = None,
    *,
    duplex: bool = True,
    fillable: bool = False,
    label: str = "",
) -> MadeBatch:
    """Draw queued letters into one file and file them as a run; faulty ones stay, with reasons.

    Without keys it is everything that goes by post. The run is in the order of postcodes and has
    at most 500 letters; `duplex` starts each on a fresh sheet. Refusal where nothing can go out.
    """
    waiting = work.ask(queued)
    if document_ids is None:
        ordered = [one.id for one in waiting if one.channel == Channel.POST]
    else:
        wanted = set(document_ids)
        ordered = [one.id for one in waiting if one.id in wanted]
        if len(ordered) < len(wanted):
            gone = len(wanted) - len(ordered)
            raise Refusal(f"{gone} of the letters are no longer in the queue.", field="documents")
    if not ordered:
        raise Refusal("Nothing waits to be printed.", field="documents")
    later = len(ordered) - PACKS_IN_A_FILE
    ordered = ordered[:PACKS_IN_A_FILE]
    warned = work.ask(cautions, ordered)
    stopped = {one.document_id for one in warned if one.holds}
    going = [key for key in ordered if key not in stopped]
    facts = work.ask(pack_facts, going)
    contents = drawable(work.reading, facts)
    made = make_pack(contents, fillable=fillable, duplex=duplex, progress=work.progress)
    everything = work.ask(pack_facts, ordered) if stopped else facts
    held = held_letters(letter_problems(everything, made.problems, warned))
    if not made.ranges:
        raise Refusal(say_held(held), field="documents")
    filing = made_run(facts, contents, made, label)
    run = file_run(work, filing)
    if held:
        work.say(say_held(held))
    if later > 0:
        work.say(f"{later} more wait: make another run of them.")
    return MadeBatch(run, len(filing.documents), filing.pages, held)
