"""What the book knows of a company's past, as entries of the timeline: dates and colours."""

from collections.abc import Iterable
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
    happened: Iterable[book.Entry], today: date, *, linked: bool = False
) -> tuple[Entry, ...]:
    """Say each entry as it is shown today; `source` of each is the entry of the book.

    `linked` ones end in what can be done with them: `undo` a change, `open` the run of a letter.
    """
    return tuple(_entry(one, today, linked=linked) for one in happened)


def _entry(one: book.Entry, today: date, *, linked: bool) -> Entry:
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
        tuple(_entry(inner, today, linked=linked) for inner in one.inside),
        one,
        _links(one) if linked else (),
    )


def _links(one: book.Entry) -> tuple[str, ...]:
    if one.step_id:
        return ("undo",)
    return ("open",) if one.run_id is not None else ()


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
