"""Queues a pack for the company that is called, and says so."""

from collections.abc import Callable

from crm.actions.letters import queue_pack
from crm.data.queries.call_card import CallCard
from crm.data.work import Work
from crm.domain.errors import Refusal
from ui.room import Room


def queue_a_pack(
    room: Room, card: CallCard, person_id: int | None, troubled: Callable[[Refusal], bool]
) -> None:
    """Queue a pack for a company, to a person or None for nobody named; `troubled` says why not."""

    def queue_for(work: Work, company_id: int) -> int:
        return queue_pack(work, company_id, person_id=person_id)

    said = f"Pack queued for {card.page.name}: see Letters."
    room.bridge.do(
        queue_for, card.page.id, owner=room,
        then=lambda _key: room.desk.say(said, undo=True), troubled=troubled,
    )  # fmt: skip
