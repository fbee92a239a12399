"""Queueing packs for a selection of companies as one step."""

from collections.abc import Sequence

from crm.actions.letters import queue_pack
from crm.actions.several import as_ids
from crm.data.queries.pack_candidates import pack_candidates
from crm.data.work import Work
from crm.domain.errors import Refusal


def queue_packs(work: Work, company_ids: Sequence[int]) -> int:
    """Queue the first saved pack for all companies that can be sent one, and give how many.

    Who is left out and why is said. Refusal (field `company`) where nobody can be sent one.
    """
    found = work.ask(pack_candidates, as_ids(company_ids))
    why = [f"{len(ids):,} {reason}" for reason, ids in found.left_out.items()]
    if not found.ready:
        raise Refusal(f"No pack can be queued: {', '.join(why)}.", field="company")
    for place, company_id in enumerate(found.ready, start=1):
        queue_pack(work, company_id)
        work.progress.step(place, len(found.ready), "Queueing packs")
    if why:
        work.say(f"Left out: {', '.join(why)}.")
    count = len(found.ready)
    if count > 1:
        work.label(f"Queue {count:,} packs")
    return count
