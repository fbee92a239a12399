"""What was found about a queued pack, in plain words, and where it is put right."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ui.look.tokens import Kind
from ui.places import Place

if TYPE_CHECKING:
    from ui.letters.drawing import Outlook
    from ui.letters.questions import Gathered

ADDRESS_FIELDS = frozenset({"address", "postcode", "town"})
PARAGRAPH = "letter.personal"


class Verdict(StrEnum):
    """Whether a pack can go out; the words of its badge."""

    READY = "ready"
    CHECK = "check"
    BLOCKED = "blocked"

    @property
    def kind(self) -> Kind:
        """The colour of the badge."""
        return _KINDS[self]


_SHORT = {"postcode": "no postcode", "person": "no named contact"}
_KINDS = {
    Verdict.READY: Kind.SUCCESS, Verdict.CHECK: Kind.WARNING, Verdict.BLOCKED: Kind.DANGER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at; `holds` where the pack must not go out with it.

    `place` is where it is put right (None: here, or nowhere); `general` ones concern every
    letter of the association and not this pack.
    """

    message: str
    holds: bool = False
    field: str = ""
    place: Place | None = None
    general: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """A queued pack that was looked over."""

    gathered: "Gathered"
    outlook: "Outlook"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, what holds first."""
        return find(self.gathered, self.outlook)

    @property
    def verdict(self) -> Verdict:
        """Whether it can go out."""
        return judge(self.findings)


def find(gathered: "Gathered", outlook: "Outlook") -> tuple[Finding, ...]:
    """Put together what drawing found, what the book warns of, and whom nobody named."""
    found = [
        Finding(
            problem.message,
            problem.holds,
            problem.field,
            _place(problem.field, gathered.company_id),
            general=problem.field.startswith("association.") and not problem.holds,
        )
        for problem in outlook.problems
    ]
    here = Place("companies", "company", gathered.company_id)
    found += [
        Finding(
            caution.message,
            caution.holds,
            caution.field,
            _place(caution.field, gathered.company_id)
            if caution.field in {"address", "email"}
            else here,
        )
        for caution in gathered.cautions
    ]
    if not gathered.content.recipient.person:
        greeting = gathered.content.recipient.salutation
        people = Place("companies", "company", gathered.company_id, "people")
        found.append(Finding(f"No named contact: it says {greeting}.", False, "person", people))
    found = list(dict.fromkeys(found))
    return tuple(sorted(found, key=lambda one: (not one.holds, one.general)))


def judge(findings: Sequence[Finding]) -> Verdict:
    """Blocked where something holds; check where something of this pack wants a look."""
    if any(one.holds for one in findings):
        return Verdict.BLOCKED
    return Verdict.CHECK if any(not one.general for one in findings) else Verdict.READY


def fine(gathered: "Gathered", findings: Sequence[Finding]) -> tuple[str, ...]:
    """Say what was looked at and is as it should be."""
    fields = {one.field for one in findings}
    to = gathered.content.recipient
    lines = []
    if to.by_post and not fields & ADDRESS_FIELDS:
        lines.append("Address fits the DL window")
    if to.person:
        lines.append(f"Named contact, {to.salutation}")
    if not fields & _merge_fields():
        lines.append("Nothing left blank in the letter")
    if "objection" not in fields:
        lines.append(f"No objection to {'post' if to.by_post else 'email'}")
    return tuple(lines)


def first_words(findings: Sequence[Finding]) -> str:
    """What stands in the list in place of the person: the first thing to look at."""
    worst = next((one for one in findings if not one.general), None)
    if worst is None:
        return ""
    said = briefly(worst.field, worst.message)
    return f"{said[:1].upper()}{said[1:]} — fix before printing" if worst.holds else said


def briefly(field: str, message: str) -> str:
    """A problem in two or three words beside the company's name, or as it was said."""
    return _SHORT.get(field, message.rstrip("."))


def _merge_fields() -> frozenset[str]:
    from crm.documents.merge_fields import MERGE_FIELDS  # with the rest of the drawing

    return frozenset(MERGE_FIELDS) | {"template"}


def _place(field: str, company_id: int) -> Place | None:
    if field.startswith(("association.", "sender.", "branch.", "drive.", "band.")):
        return Place("settings", view=field)
    if field in {PARAGRAPH, "letter.enclosures", "template", "parts"}:
        return None
    return Place("companies", "company", company_id, field)
