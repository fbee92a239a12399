"""Commands that list: companies, and what happened with one."""

from typing import Annotated

import typer

from crm.cli.say import say_aside, show_json, show_table
from crm.cli.session import AsJson, CompanyName, session_of
from crm.data.queries.companies import (
    CompanyLine,
    count_companies,
    emptying_term,
    first_lines,
)
from crm.data.queries.company import company_page
from crm.data.queries.company_named import find_company
from crm.data.queries.timeline import timeline
from crm.domain.calendar import local_day, say_clock, say_date
from crm.domain.filters import read_filter, say_term
from crm.domain.phone_numbers import say_number
from crm.domain.timeline import Entry

EVERYTHING = 2_000_000
"""More than any book holds: `--limit 0`."""

Limit = Annotated[int, typer.Option("--limit", min=0, help="How many at most; 0 for all.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family to the program."""
    app.command("companies")(companies)
    app.command("history")(history)


def companies(
    context: typer.Context,
    filter_words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILTER]", help="For example: stage:attempting town:stafford"),
    ] = None,
    limit: Limit = 200,
    as_json: AsJson = False,
) -> None:
    """List the companies that match a filter, or all of them."""
    session = session_of(context)
    terms = read_filter(" ".join(filter_words or ()))
    with session.reading() as book:
        found = book.ask(first_lines, terms, limit=limit or EVERYTHING)
        count = book.ask(count_companies, terms)
        blamed = None if found else book.ask(emptying_term, terms)
    if as_json:
        show_json(found)
    else:
        headings = ("Number", "Company", "Stage", "Town", "Last contact", "Next step", "Phone")
        show_table(headings, [_company_row(line) for line in found])
    if blamed is not None:
        term, without = blamed
        say_aside(f"No company matches. Without {say_term(term)} there are {without:,}.")
    elif count > len(found):
        say_aside(f"{len(found):,} of {count:,} companies; --limit 0 shows all.")


def history(
    context: typer.Context,
    company: CompanyName,
    limit: Limit = 200,
    as_json: AsJson = False,
) -> None:
    """List what happened with a company, newest first."""
    session = session_of(context)
    with session.reading() as book:
        key = book.ask(find_company, company)
        page = book.ask(company_page, key)
        found = book.ask(timeline, key, limit=limit or EVERYTHING)
    if as_json:
        show_json([_entry(entry) for entry in found.entries])
        return
    today = local_day(session.now)
    say_aside(f"{page.name}, {page.stage}")
    if page.next_step is not None:
        due = page.next_step.due_at
        clock = f" {say_clock(due)}" if due else ""
        say_aside(f"Next: {page.next_step.text}, {say_date(page.next_step.due_on, today)}{clock}")
    rows = [
        (f"{say_date(local_day(e.at), today)} {say_clock(e.at)}", _headline(e), e.text or e.small)
        for e in found.entries
    ]
    show_table(("When", "What", "Note"), rows)


def _company_row(line: CompanyLine) -> tuple[object, ...]:
    last = ""
    if line.last_contact_at is not None:
        last = f"{local_day(line.last_contact_at).isoformat()} {line.last_contact_kind}"
    following = f"{line.next_on.isoformat()} {line.next_text}" if line.next_on else ""
    return (line.id, line.name, line.stage, line.town, last, following, say_number(line.phone))


def _headline(entry: Entry) -> str:
    return " ".join(part for part in (entry.title, entry.more) if part)


def _entry(entry: Entry) -> dict[str, object]:
    """Give an entry for JSON: its text apart, folded tries inside it."""
    return {
        "at": entry.at,
        "kind": entry.kind.value,
        "title": entry.title,
        "more": entry.more,
        "note": entry.text,
        "small": entry.small,
        "who": entry.who,
        "outcome": entry.outcome,
        "step": entry.step_id or None,
        "inside": [_entry(inner) for inner in entry.inside],
    }
