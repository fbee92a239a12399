"""What labels, envelopes and posting lists are made of: asked of the book, plain values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crm.documents.letterhead import Letterhead
from crm.domain.errors import Refusal
from ui.letters.rows import say_moment
from ui.letters.warming import warm_up

if TYPE_CHECKING:  # they bring SQLAlchemy, which the reader's thread imports
    from crm.data.connection import Reading
    from crm.data.queries.addressed import Addressed


@dataclass(frozen=True, slots=True)
class ForThePost:
    """Packs in the order they go out, where each goes, and from whom.

    `title` says what they are of: the queue, or a run by the moment it was made.
    """

    title: str
    items: tuple["Addressed", ...]
    look: Letterhead
    today: date
    run_id: int | None = None

    @property
    def sender(self) -> tuple[str, ...]:
        """Our own address, where returned post goes."""
        return (self.look.name, *self.look.address) if self.look.address else ()


def for_the_post(reading: "Reading", run_id: int | None, document_ids: Sequence[int]) -> ForThePost:
    """Read what goes to the post: a run, some packs of it, or (without a run) the queue."""
    from crm.data.queries.addressed import addressed
    from crm.data.queries.association import association
    from crm.data.queries.letters import queued, run_file, runs

    warm_up()
    profile = association(reading)
    if profile is None:
        raise Refusal("The association's name is not filled in yet.", field="name")
    title = "The queue"
    if run_id is not None:
        run = run_file(reading, run_id)
        if run is None:
            raise Refusal("This run is no longer there.", field="run")
        line = next((one for one in runs(reading) if one.id == run_id), None)
        title = f"Run of {say_moment(line, reading.today)}" if line else run.label
        ids = [one.id for one in run.documents]
    else:
        ids = [one.id for one in queued(reading)]
    if document_ids:
        some = set(document_ids)
        ids = [key for key in ids if key in some]
    street = " ".join(filter(None, (profile.premises, profile.street)))
    address = (street, profile.locality, profile.town, profile.postcode)
    look = Letterhead(
        name=profile.name,
        address=tuple(filter(None, address)),
        telephone=profile.telephone,
        email=profile.email,
        web=profile.website,
        colour=profile.accent or Letterhead("").colour,
    )
    return ForThePost(title, addressed(reading, ids), look, reading.today, run_id)
