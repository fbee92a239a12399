"""Everything that happened with one company, across all its people, newest first."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, select

from crm.data.connection import Reading
from crm.data.queries.calling_rules import calling_rules
from crm.data.queries.company_changes import company_changes
from crm.data.records.activities import Activity
from crm.data.records.companies import Company
from crm.data.records.letters import Document, LetterRun, Pack
from crm.data.records.people import Person
from crm.domain.calendar import local_day, say_clock, say_date
from crm.domain.calling_rules import CallingRules
from crm.domain.errors import Refusal
from crm.domain.likeness import fold
from crm.domain.outcomes import Outcome
from crm.domain.person_names import PersonName, short_name
from crm.domain.timeline import (
    ENTRY_KINDS,
    Entry,
    EntryKind,
    call_title,
    fold_tries,
    holds_words,
)

_TITLES: Final[Mapping[str, str]] = {
    "letter": "Letter",
    "email": "Email",
    "note": "Note",
    "meeting": "Meeting",
    "visit": "Visit",
    "event": "Attended",
    "stage": "Stage",
    "objection": "Objection",
    "application": "Application form received",
}


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Some entries of a timeline; `total` counts them all, tries folded into one line as one.

    `counts` has each sort by itself before folding, whatever was asked for, for the chips.
    """

    entries: tuple[Entry, ...]
    total: int
    counts: Mapping[EntryKind, int]


def timeline(
    reading: Reading,
    company_id: int,
    *,
    kind: EntryKind | None = None,
    words: str = "",
    first: int = 0,
    limit: int = 200,
) -> TimelinePage:
    """Read the timeline of a company from the entry `first` on, `limit` of them at most.

    `kind` narrows it to one sort, `words` to the entries that hold every word of the text.
    Refusal when the company is gone.
    """
    everything = [*_activities(reading, company_id), *company_changes(reading, company_id)]
    everything.extend(_added(reading, company_id, everything))
    everything.sort(key=lambda entry: (entry.at, entry.activity_id, entry.step_id), reverse=True)
    counts = Counter(entry.kind for entry in everything)
    typed = fold(words).split()
    wanted = [
        entry
        for entry in everything
        if (kind is None or entry.kind is kind) and (not typed or holds_words(entry, typed))
    ]
    folded = wanted if typed else fold_tries(wanted)
    return TimelinePage(
        entries=tuple(folded[first : first + limit]),
        total=len(folded),
        counts={sort: counts[sort] for sort in EntryKind},
    )


def _activities(reading: Reading, company_id: int) -> list[Entry]:
    query = (
        select(
            Activity.id,
            Activity.kind,
            Activity.happened_at,
            Activity.who,
            Activity.outcome,
            Activity.note,
            Activity.summary,
            Activity.seconds,
            Activity.reached,
            Activity.person_id,
            Activity.document_id,
            Person.forenames,
            Person.surname,
            Document.channel,
            Document.run_id,
            Pack.name.label("pack"),
            LetterRun.label.label("run"),
            LetterRun.printed_at,
        )
        .outerjoin(Person, Person.id == Activity.person_id)
        .outerjoin(Document, Document.id == Activity.document_id)
        .outerjoin(Pack, Pack.id == Document.pack_id)
        .outerjoin(LetterRun, LetterRun.id == Document.run_id)
        .where(Activity.company_id == company_id)
    )
    rules = calling_rules(reading)
    return [_entry(reading, row, rules) for row in reading.sql.execute(query)]


def _entry(reading: Reading, row: Row[*tuple[Any, ...]], rules: CallingRules) -> Entry:
    kind = ENTRY_KINDS.get(row.kind, EntryKind.CHANGE)
    name = short_name(PersonName(forenames=row.forenames or "", surname=row.surname or ""))
    title, more = _headline(row, name, rules)
    return Entry(
        kind=kind,
        at=row.happened_at,
        title=title,
        more=more,
        text=row.note,
        small=_small(reading, row),
        person_id=row.person_id,
        who=row.who,
        outcome=row.outcome or "",
        fruitless=kind is EntryKind.CALL and not row.reached,
        activity_id=row.id,
        document_id=row.document_id,
        run_id=row.run_id,
    )


def _headline(row: Row[*tuple[Any, ...]], name: str, rules: CallingRules) -> tuple[str, str]:
    """Say what happened in bold, and what follows on the same line."""
    if row.kind == "call":
        said = " · ".join(part for part in (_whom(row, name), row.summary) if part)
        return call_title(row.outcome or "", row.seconds, rules), said
    if row.kind == "pack":
        sent = "emailed" if row.channel == "email" else "posted"
        to = f"to {name}" if name else ""
        return f"{row.pack or 'Pack'} {sent}", " — ".join(p for p in (to, row.summary) if p)
    if row.kind == "letter" and row.document_id is not None:
        sent = "emailed" if row.channel == "email" else "posted"
        to = f"to {name}" if name else ""
        return f"Letter {sent}", " — ".join(p for p in (to, row.summary) if p)
    if row.kind == "came back":
        return f"{row.pack or 'Letter'} came back", row.summary
    if row.kind in _TITLES:
        shown = [row.summary]
        if name and row.kind not in {"stage", "objection", "event", "application"}:
            shown.insert(0, f"with {name}")
        return _TITLES[row.kind], " · ".join(part for part in shown if part)
    title, colon, more = row.summary.partition(": ")
    if not colon:  # "Added from a list": the first word says what happened
        title, _, more = row.summary.partition(" ")
    return title or row.kind.capitalize(), more


def _whom(row: Row[*tuple[Any, ...]], name: str) -> str:
    """Say whom a call was with, or whom it was for where nobody was reached."""
    if not name:
        return ""
    if row.reached:
        return f"with {name}"
    return f"for {name}" if row.outcome == Outcome.MESSAGE else f"trying {name}"


def _small(reading: Reading, row: Row[*tuple[Any, ...]]) -> str:
    """Say which run a document was part of, and when that was printed."""
    if not row.run:
        return ""
    if row.printed_at is None:
        return str(row.run)
    day = say_date(local_day(row.printed_at), reading.today)
    return f"{row.run}, printed {day} {say_clock(row.printed_at)}"


def _added(reading: Reading, company_id: int, entries: list[Entry]) -> list[Entry]:
    """Say when and from where a company came, unless an import said so already."""
    query = select(Company.added_at, Company.source).where(Company.id == company_id)
    row = reading.sql.execute(query).one_or_none()
    if row is None:
        raise Refusal("This company is not in the book any more.", field="company")
    if any(entry.title == "Added" and entry.activity_id for entry in entries):
        return []
    source = row.source if not row.source or row.source == "typed in" else f"from {row.source}"
    return [Entry(EntryKind.CHANGE, row.added_at, "Added", source)]
