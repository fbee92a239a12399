"""What the room asks the book, and how the list behind a number is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from crm.domain.calendar import local_day, say_clock, say_date
from crm.domain.errors import Refusal
from crm.domain.measures import Span, read_day, span_of, this_week
from ui.table.columns import Cell, CellKind, Column, Ids, Order, Source

if TYPE_CHECKING:
    from crm.data.connection import Reading
    from crm.data.queries.counted_lines import Behind, CountedLine
    from crm.data.queries.measures import Measures

NO_DRIVE = "No drive is set up yet: give it a name and its days in Settings."

COLUMNS = (
    Column("at", "When", 130, CellKind.MUTED, sortable=False),
    Column("company", "Company", 170, CellKind.BOLD, sortable=False),
    Column("what", "What", 140, sortable=False),
    Column("who", "By", 84, CellKind.MUTED, sortable=False),
    Column("note", "Note", 160, CellKind.MUTED, sortable=False, stretches=True),
)


class Days(StrEnum):
    """Which days are measured."""

    TODAY = "Today"
    WEEK = "This week"
    DRIVE = "This drive"
    CHOSEN = "Dates"


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures, and the day it is by the book's clock."""

    measures: "Measures"
    today: date


def measure(reading: "Reading", days: Days, first: str, last: str) -> Measured:
    """Measure some days; `first` and `last`, as typed, count where they are chosen one by one.

    Raises Refusal for `days` where there is no drive, for `first` or `last` where the days
    cannot be.
    """
    from crm.data.queries.measures import measures

    span = _span(reading, days, first, last)
    return Measured(measures(reading, span), reading.today)


def list_behind(behind: "Behind") -> "Source[CountedLine]":
    """The list of what was counted, as the source of a table."""
    return Source(
        first=partial(_first, behind),
        ids=partial(_ids, behind),
        rows=partial(_rows, behind),
        key=_key,
        cells=partial(cells_of, behind.span.last),
    )


def company_of(reading: "Reading", behind: "Behind", line: int) -> int | None:
    """The company of one of the lines; None where it is gone."""
    found = _rows(behind, reading, [line])
    return found[0].company_id if found else None


def cells_of(near: date, line: "CountedLine") -> Sequence[Cell]:
    """What the columns show of a line; days of another year than `near` say theirs."""
    when = ""
    if line.at is not None:
        when = f"{say_date(local_day(line.at), near)}, {say_clock(line.at)}"
    return (when, line.company, line.what, line.who, " ".join(line.note.split()))


def _span(reading: "Reading", days: Days, first: str, last: str) -> Span:
    from crm.data.queries.association import current_drive

    if days is Days.TODAY:
        return Span(reading.today, reading.today)
    if days is Days.WEEK:
        return this_week(reading.today)
    if days is Days.CHOSEN:
        today = reading.today
        begins = read_day(first, today, field="first")
        return span_of(begins, read_day(last, today, field="last"))
    drive = current_drive(reading)
    if drive is None:
        raise Refusal(NO_DRIVE, field="days")
    return span_of(drive.starts_on, drive.ends_on)


def _key(line: "CountedLine") -> int:
    return line.id


def _first(
    behind: "Behind", reading: "Reading", _order: Order, limit: int
) -> "Sequence[CountedLine]":
    return _rows(behind, reading, _ids(behind, reading, _order)[:limit])


def _ids(behind: "Behind", reading: "Reading", _order: Order) -> Ids:
    from crm.data.queries.counted_lines import behind_ids

    return behind_ids(reading, behind)


def _rows(behind: "Behind", reading: "Reading", ids: Sequence[int]) -> "Sequence[CountedLine]":
    from crm.data.queries.counted_lines import behind_rows

    return behind_rows(reading, behind, ids)
