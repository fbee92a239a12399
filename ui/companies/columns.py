"""The columns of the table of companies, and how a company reads in them."""

from datetime import date, datetime
from typing import Final

from crm.domain.calendar import say_clock, to_local
from crm.domain.phone_numbers import say_number
from ui.companies.questions import Listed
from ui.look.tokens import Kind
from ui.panels.stage_badge import stage_kind
from ui.table.columns import Cell, CellKind, Column, Mark, Pill

COLUMNS: Final = (
    Column("name", "Company", 210, CellKind.BOLD, stretches=True),
    Column("stage", "Stage", 116),
    Column("town", "Town", 160),
    Column("last", "Last contact", 116),
    Column("next", "Next step", 164),
    Column("phone", "Phone", 120, sortable=False),
    Column("branch", "Branch", 130, hidden=True),
    Column("staff", "Staff", 70, hidden=True),
    Column("postcode", "Postcode", 90, hidden=True),
)


def cells(row: Listed) -> tuple[Cell, ...]:
    """What the columns show of one company."""
    line, today = row.line, row.today
    return (
        line.name,
        Pill(line.stage, stage_kind(line.stage)),
        line.town,
        say_last(line.last_contact_at, line.last_contact_kind, today),
        say_next(line.next_on, line.next_at, line.next_text or line.next_kind, today),
        say_number(line.phone) if line.phone.startswith("+") else line.phone,
        line.branch,
        "" if line.staff is None else f"{line.staff:,}",
        line.postcode,
    )


def short_day(day: date, today: date) -> str:
    """`17 Mar`, and with the year when it is another one."""
    said = f"{day.day} {day:%b}"
    return said if day.year == today.year else f"{said} {day.year}"


def say_last(at: datetime | None, kind: str, today: date) -> str:
    """`17 Mar · pack`; empty where nothing has happened yet."""
    if at is None:
        return ""
    day = short_day(to_local(at).date(), today)
    return f"{day} · {kind}" if kind else day


def say_next(day: date | None, at: datetime | None, what: str, today: date) -> Cell:
    """`today · follow up`, `10:30 · call back`, `2 Apr · call`, `overdue 2 d`."""
    if day is None:
        return ""
    said = what[:1].lower() + what[1:] if not what[1:2].isupper() else what
    if day < today:
        overdue = f"overdue {(today - day).days} d"
        return Mark(f"{overdue} · {said}" if said else overdue, Kind.DANGER)
    when = short_day(day, today) if day != today else "today"
    if at is not None:
        when = say_clock(at) if day == today else f"{when} {say_clock(at)}"
    return f"{when} · {said}" if said else when
