"""The changes of a queued pack as actions of one thing each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crm.actions.letters import change_queued

if TYPE_CHECKING:
    from crm.data.work import Work


def leave_parts_out(work: "Work", document_id: int, positions: Sequence[int]) -> None:
    """Leave these parts of the pack out, and no others."""
    change_queued(work, document_id, left_out=positions)


def write_paragraph(work: "Work", document_id: int, text: str) -> None:
    """Put a few words only for them into the letter."""
    change_queued(work, document_id, personal_paragraph=text)


def address_to(work: "Work", document_id: int, person_id: int) -> None:
    """Address the pack to somebody else at the company."""
    change_queued(work, document_id, person_id=person_id)
