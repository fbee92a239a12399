"""What the book knows of a company's past, as entries of the timeline: dates and colours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from crm.domain import timeline as book
from crm.domain.calendar import local_day, say_date
from crm.domain.outcomes import RULES, Outcome
from ui.look.tokens import Kind
from ui.panels.timeline import Entry

_KINDS = {
    book.EntryKind.LETTER: Kind.WARNING,
    book.EntryKind.EVENT: Kind.INFO,
    book.EntryKind.NOTE: Kind.ACCENT,
}


def entries_of(
    happened: Iterable[book.Entry],
    today: date,
    *,
    linked: bool = False,
    correctable: bool = False,
) -> tuple[Entry, ...]:
    """Say each entry as it is shown today; `source` of each is the entry of the book.

    `linked` ones end in what can be done with them: `undo` a change, `open` the run of a
    letter; of `correctable` ones the latest call in `correct` (Enter corrects any).
    """
    entries = tuple(happened)
    calls = (one for entry in entries for one in (*entry.inside, entry))
    newest = next((one.activity_id for one in calls if is_call(one)), 0)
    links = _Links(linked=linked, newest=newest if correctable or linked else 0)
    return tuple(_entry(one, today, links) for one in entries)


def is_call(one: object) -> bool:
    """Whether it is a call that can be corrected."""
    if not isinstance(one, book.Entry):
        return False
    return one.kind is book.EntryKind.CALL and bool(one.activity_id)


@dataclass(frozen=True, slots=True)
class _Links:
    linked: bool
    newest: int

    def of(self, one: book.Entry) -> tuple[str, ...]:
        """What can be done with an entry."""
        if self.newest and is_call(one) and one.activity_id == self.newest:
            return ("correct",)
        if not self.linked:
            return ()
        if one.step_id:
            return ("undo",)
        return ("open",) if one.run_id is not None else ()


def _entry(one: book.Entry, today: date, links: _Links) -> Entry:
    more = one.more
    if one.inside and one.since is not None:
        first = _day(one.since, today)
        more = f"since {first}" if first != _day(one.at, today) else ""
    return Entry(
        _day(one.at, today),
        one.title,
        _kind(one),
        more,
        one.text,
        one.small,
        tuple(_entry(inner, today, links) for inner in one.inside),
        one,
        links.of(one),
    )


def _day(at: datetime, today: date) -> str:
    """The day without its weekday: the column is narrow and the year matters more."""
    return say_date(local_day(at), today).partition(" ")[2]


def _kind(one: book.Entry) -> Kind:
    if one.kind is not book.EntryKind.CALL:
        return _KINDS.get(one.kind, Kind.NEUTRAL)
    if one.outcome not in set(Outcome):
        return Kind.NEUTRAL
    rule = RULES[Outcome(one.outcome)]
    if rule.outcome in {Outcome.NOT_INTERESTED, Outcome.DO_NOT_CALL}:
        return Kind.DANGER
    return Kind.SUCCESS if rule.conversation else Kind.NEUTRAL
