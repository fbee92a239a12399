"""One timeline of a company: what happened, in words, tries without contact folded together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from crm.domain.calendar import say_long_date
from crm.domain.calling_rules import CALLING_RULES, CallingRules
from crm.domain.outcomes import Outcome
from crm.domain.text_safety import say_field


class EntryKind(StrEnum):
    """The sorts of entries that a timeline can be narrowed to."""

    CALL = "calls"
    LETTER = "letters"
    NOTE = "notes"
    EVENT = "events"
    CHANGE = "changes"


ENTRY_KINDS: Final[Mapping[str, EntryKind]] = MappingProxyType(
    {
        "call": EntryKind.CALL,
        "pack": EntryKind.LETTER,
        "letter": EntryKind.LETTER,
        "email": EntryKind.LETTER,
        "came back": EntryKind.LETTER,
        "application": EntryKind.LETTER,
        "note": EntryKind.NOTE,
        "meeting": EntryKind.EVENT,
        "visit": EntryKind.EVENT,
        "event": EntryKind.EVENT,
    }
)
"""The sort of each kind of activity; what is not here is a change."""

FEWEST_FOLDED: Final = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened.

    `title` is said first, `more` follows it on its line, `text` is what was said or noted, `small`
    is good to know. `fruitless` marks a try that reached nobody; `inside` holds the entries that
    one line stands for, newest first, and `since` is when the oldest of them was. `step_id` names
    the step of the history that undo takes back, 0 where the entry is no change. `document_id`
    and `run_id` lead to the paper.
    """

    kind: EntryKind
    at: datetime
    title: str
    more: str = ""
    text: str = ""
    small: str = ""
    person_id: int | None = None
    who: str = ""
    outcome: str = ""
    fruitless: bool = False
    activity_id: int = 0
    step_id: int = 0
    document_id: int | None = None
    run_id: int | None = None
    since: datetime | None = None
    inside: tuple["Entry", ...] = ()


def fold_tries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Put tries without contact that follow each other into one entry; the rest stays as it is."""
    folded: list[Entry] = []
    run: list[Entry] = []
    for entry in entries:
        if entry.fruitless:
            run.append(entry)
            continue
        folded += _as_one(run)
        run = []
        folded.append(entry)
    return (*folded, *_as_one(run))


def call_title(outcome: str, seconds: int | None, rules: CallingRules = CALLING_RULES) -> str:
    """Say how a call went, in the words of the book: `Call · 6 min · interested, send pack`."""
    parts = ["Call"]
    if seconds:
        parts.append(f"{max(1, round(seconds / 60))} min")
    if outcome in set(Outcome):
        parts.append(rules.label(Outcome(outcome)).lower())
    return " · ".join(parts)


def say_change(field: str, before: object, after: object) -> str:
    """Say how one fact changed: `staff 10 → 12`, `website added`, `pinned text taken away`."""
    name = _SAID.get(field, say_field(field))
    if before in {None, ""}:
        return f"{name} {_shown(after)}"
    if after in {None, ""}:
        return f"{name} {_shown(before)} taken away"
    return f"{name} {_shown(before)} → {_shown(after)}"


def holds_words(entry: Entry, words: Sequence[str]) -> bool:
    """Whether an entry, or one folded into it, holds every one of some folded words."""
    # Imported here because only a search in the timeline needs it.
    from crm.domain.likeness import fold

    said = fold(f"{entry.title} {entry.more} {entry.text} {entry.small}")
    return all(word in said for word in words)


_SAID: Final[Mapping[str, str]] = {
    "branch_id": "branch",
    "referred_by_id": "referred by",
    "source_on": "source date",
    "left_on": "left on",
    "typed": "number",
    "address": "email",
    "pinned": "pinned note",
    "activities": "what it does",
}


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return say_long_date(value)
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def _as_one(run: Sequence[Entry]) -> Sequence[Entry]:
    if len(run) < FEWEST_FOLDED:
        return run
    return [
        Entry(
            kind=EntryKind.CALL,
            at=run[0].at,
            title=f"{len(run)} tries, nobody reached",
            fruitless=True,
            since=run[-1].at,
            inside=tuple(run),
        )
    ]
