"""Which packs of the queue can go out now, which stay and why, and how much paper that is."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from crm.domain.changes import Changes
from ui.letters.checking import Checks
from ui.letters.findings import Finding, Looked, Verdict, briefly
from ui.letters.making import Held
from ui.letters.rows import count

if TYPE_CHECKING:
    from crm.data.queries.letters import QueuedDocument

CONCERNS_ALL = frozenset(
    {"association", "branches", "plans", "signatories", "templates", "template_versions",
     "packs", "pack_parts"}
)  # fmt: skip
"""Kinds of rows that every letter is made of."""


def concerned(changes: Changes, queued: "Sequence[QueuedDocument]") -> list[int]:
    """The queued packs that may look otherwise after some changes."""
    if not changes.kinds or CONCERNS_ALL & set(changes.kinds):
        return [one.id for one in queued]
    return [
        one.id
        for one in queued
        if changes.concern(one.company_id) or changes.touch("documents", one.id)
    ]


def sort_out(
    queued: "Sequence[QueuedDocument]", checks: Checks
) -> tuple[tuple[int, ...], tuple[Held, ...]]:
    """Part the queue into what can be printed, in its order, and what stays, with the reason."""
    ready: list[int] = []
    held: list[Held] = []
    for one in queued:
        known = checks.of(one.id)
        if one.channel != "post":
            held.append(Held(one.company, f"goes by {one.channel}"))
        elif known is not None and known.verdict is Verdict.BLOCKED:
            worst = known.findings[0]
            held.append(Held(one.company, briefly(worst.field, worst.message)))
        else:
            ready.append(one.id)
    return tuple(ready), tuple(held)


def say_waiting(known: Sequence[Looked | None], *, two_sided: bool) -> str:
    """`17 packs · 71 sheets`; the sheets once every pack was looked over."""
    if not known:
        return ""
    said = count(len(known), "pack")
    pages = [one.outlook.pages for one in known if one is not None]
    if len(pages) < len(known):
        return said
    sheets = sum((number + 1) // 2 if two_sided else number for number in pages)
    return f"{said} · {count(sheets, 'sheet')}"


def general_findings(known: Iterable[Looked | None]) -> tuple[Finding, ...]:
    """What is to be said of every letter of the association, each once."""
    found = [f for one in known if one is not None for f in one.findings if f.general]
    return tuple(dict.fromkeys(found))


def say_general(known: Iterable[Looked | None]) -> str:
    """The same in words; empty for nothing."""
    return " ".join(one.message for one in general_findings(known))
