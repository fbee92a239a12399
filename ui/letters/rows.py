"""The rows of the list of letters, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from crm.domain.calendar import MONTHS, to_local
from ui.letters.findings import Looked, Verdict, first_words
from ui.look.tokens import Kind

if TYPE_CHECKING:
    from crm.data.queries.letters import QueuedDocument, RunLine

NOTHING_WAITS = (
    "Nothing waits to be printed. Queue a pack with Ctrl+Shift+P on Today or on the page of a "
    "company."
)
NOTHING_MADE = "No pack has been printed yet. Printed packs stand here until you mark them posted."


class RowKind(StrEnum):
    """What a row of the list is; heads and notes cannot be chosen."""

    PACK = "document"
    RUN = "run"
    HEAD = "head"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row; `id` is that of the document or the run."""

    what: RowKind
    id: int
    title: str
    line: str = ""
    badge: str = ""
    kind: Kind = Kind.NEUTRAL

    def aloud(self) -> str:
        """The row as it is read aloud."""
        return ", ".join(filter(None, (self.title, self.line, self.badge)))


def count(number: int, thing: str) -> str:
    """`1 pack`, `1,200 packs`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def pack_row(document: "QueuedDocument", looked: Looked | None) -> ListRow:
    """A queued pack: whom it is for, or what is wrong with it first."""
    person = looked.gathered.content.recipient.person if looked else document.person
    verdict = looked.verdict if looked else None
    said = first_words(looked.findings) if looked else ""
    if verdict is Verdict.BLOCKED:
        line = said
    else:
        line = f"{document.pack} · {said or person or document.reference}"
    badge = verdict.value if verdict else "…"
    kind = verdict.kind if verdict else Kind.NEUTRAL
    return ListRow(RowKind.PACK, document.id, document.company, line, badge, kind)


def run_row(run: "RunLine", today: date) -> ListRow:
    """A made run: when it was made, of what, and how far it is."""
    line = f"{count(run.documents, 'pack')} · {count(run.pages, 'page')}"
    badge, kind = _RUN_BADGES[run.state]
    if not run.documents:
        line, badge, kind = "every pack was put back", "put back", Kind.NEUTRAL
    return ListRow(RowKind.RUN, run.id, say_moment(run, today), line, badge, kind)


def say_moment(run: "RunLine", today: date) -> str:
    """`17 March, 16:40`, with the year where it is another."""
    made = to_local(run.made_at)
    year = "" if made.year == today.year else f" {made.year}"
    return f"{made.day} {MONTHS[made.month - 1]}{year}, {made:%H:%M}"


def posted_this_week(runs: "Sequence[RunLine]", today: date) -> int:
    """How many packs went to the post since Monday."""
    monday = today - timedelta(days=today.weekday())
    return sum(run.documents for run in runs if run.posted_on and run.posted_on >= monday)


_RUN_BADGES = {
    "produced": ("made", Kind.INFO),
    "printed": ("printed", Kind.ACCENT),
    "posted": ("posted", Kind.NEUTRAL),
}
