"""What the worker process makes for a message: the pack with its form to fill in, and its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crm.actions.paper import made_run
from crm.data.queries.pack_facts import PaperFacts
from crm.documents.content import PackContent
from crm.documents.pack import make_pack
from crm.domain.errors import Refusal
from crm.exchange.eml import OutgoingEmail, unsent_file


@dataclass(frozen=True, slots=True)
class DrawnEmail:
    """The PDF of one pack, and what is frozen for it."""

    pdf: bytes
    content_hash: str
    recipient: Mapping[str, Any]
    template_versions: tuple[int, ...]


def draw_email(facts: PaperFacts, contents: Sequence[PackContent]) -> DrawnEmail:
    """Draw one pack to be emailed; Refusal says what holds it back."""
    made = make_pack(contents, fillable=True)
    held = [problem for problem in made.problems if problem.holds]
    if held:
        raise Refusal(held[0].message, field=held[0].field)
    (one,) = made_run(facts, contents, made).documents
    return DrawnEmail(made.pdf, one.content_hash, one.recipient, tuple(one.template_versions))


def as_file(outgoing: OutgoingEmail) -> bytes:
    """Write the message that a mail program opens."""
    return unsent_file(outgoing)
