"""What is said under the grid of the cell the user is on: what fits there, what was understood."""

from collections.abc import Callable, Sequence
from datetime import datetime

from crm.domain.calendar import local_day
from crm.domain.errors import Refusal
from crm.domain.keyed_rows import Cell, choices_of
from crm.domain.next_steps import read_when, say_when
from crm.domain.outcomes import RULES, Outcome
from ui.sheets.grid_rows import GridRow

_FREE = {
    Outcome.WILL_JOIN: "The fee band they join in.",
    Outcome.BOOKED: "Which meeting or event.",
}
_SAME = {
    Cell.TIME: "When it was, like 1410 or 9:30; empty: five minutes after the line before.",
    Cell.OUTCOME: " · ".join(f"{rule.key} {rule.label}" for rule in RULES.values()),
    Cell.NOTE: "What they said.",
}


def hint_for(one: GridRow, cell: Cell | None, at: datetime, reasons: Sequence[str]) -> str:
    """Say what is wrong, else what the cell takes or how it was understood."""
    if one.trouble and one.at_fault is cell:
        return one.trouble
    said: dict[Cell, Callable[[GridRow], str]] = {
        Cell.COMPANY: _company,
        Cell.WHO: _who,
        Cell.SAYS: lambda row: _says(row, reasons),
        Cell.NEXT: lambda row: _next(row.texts.get(Cell.NEXT, ""), at),
    }
    if cell is None:
        return one.trouble or one.called
    return said[cell](one) if cell in said else _SAME[cell]


def _who(one: GridRow) -> str:
    known = ", ".join(name for name, _key in one.company.people) if one.company else ""
    return f"A name; known there: {known}." if known else "A name."


def _company(one: GridRow) -> str:
    if one.company is None:
        return "The company's number or name."
    numbers = " · ".join(shown for _key, shown in one.company.numbers)
    return f"{one.company.name}, no. {one.company.id}{f': {numbers}' if numbers else ''}"


def _says(one: GridRow, reasons: Sequence[str]) -> str:
    choices = choices_of(one.outcome, reasons)
    if choices:
        return f"One of: {', '.join(choices)}. The first letters do."
    free = _FREE.get(one.outcome) if one.outcome else None
    return free or "This outcome says nothing here."


def _next(text: str, at: datetime) -> str:
    if not text:
        return "When next, as said on that day: tue 2pm, +3wd, 1 mar am. Empty: by the rules."
    try:
        when = read_when(text, at)
    except Refusal as refusal:
        return refusal.message
    return " ".join((say_when(when, local_day(at)), *when.warnings))
