"""The call queue from the shell: list it, count it, put companies off, pin them."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

import typer

from crm.actions import queue_marks
from crm.cli.say import say, say_aside, show_json, show_table
from crm.cli.session import AsJson, CompanyName, session_of
from crm.data.queries.call_sets import set_named
from crm.data.queries.company_named import find_company
from crm.data.queries.queue import CallQueue, call_queue
from crm.data.work import Work
from crm.domain.call_queue import SetAside
from crm.domain.empty_queue import say_empty
from crm.domain.queue_marks import read_snooze


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family to the program."""
    app.command("queue")(queue)
    app.command("later")(later)
    app.command("snooze")(snooze)
    app.command("pin")(pin)
    app.command("today")(today)
    app.command("unmark")(unmark)


def queue(
    context: typer.Context,
    set_name: Annotated[
        str, typer.Option("--set", metavar="NAME", help="Only the companies of this set.")
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many at most; 0 for all.")] = 0,
    only_counts: Annotated[
        bool, typer.Option("--counts", help="Only how many are ready and who waits for what.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List whom to call now, in order, each with the reason."""
    with session_of(context).reading() as book:
        chosen = book.ask(set_named, set_name).id if set_name else None
        found = book.ask(call_queue, chosen)
    if only_counts:
        _show_counts(found, as_json=as_json)
        return
    rows = found.queue.rows[: limit or None]
    if as_json:
        show_json(
            [
                {**asdict(row), "place": place, "badge_kind": row.badge_kind.value}
                for place, row in enumerate(rows, 1)
            ]
        )
        return
    show_table(
        ("", "Number", "Company", "", "Why"),
        [
            (place, row.company_id, row.name, row.badge, row.reason)
            for place, row in enumerate(rows, 1)
        ],
    )
    empty = say_empty(
        found.queue,
        companies=found.companies,
        later=found.later,
        without_number=found.without_number,
        set_name=found.working.name if found.working else "",
        rules=found.rules,
    )
    if empty is not None:
        say(empty.why)
    for why, waiting in found.queue.set_aside.items():
        say_aside(f"Not now: {len(waiting)} {why.value}")
    if found.to_call > len(rows):
        more = found.to_call - len(found.queue.rows)
        beyond = f", {more:,} of them never called" if more else ""
        say_aside(f"{found.to_call - len(rows):,} more{beyond}.")


def later(context: typer.Context, company: CompanyName) -> None:
    """Put a company behind everything else of today."""
    _mark(context, company, queue_marks.put_off)


def snooze(
    context: typer.Context,
    company: CompanyName,
    until: Annotated[str, typer.Argument(metavar="UNTIL", help="20m, 1h, 3pm or 15:30.")] = "",
) -> None:
    """Leave a company alone for a while, half an hour unless said."""
    moment = read_snooze(until, session_of(context).now)
    _mark(context, company, lambda work, key: queue_marks.snooze(work, key, moment))


def pin(context: typer.Context, company: CompanyName) -> None:
    """Keep a company on top of the queue until it is called."""
    _mark(context, company, queue_marks.pin_on_top)


def today(context: typer.Context, company: CompanyName) -> None:
    """Put a company onto today's list, whenever its next step is due."""
    _mark(context, company, queue_marks.call_today)


def unmark(context: typer.Context, company: CompanyName) -> None:
    """Let a company stand where the rules put it."""
    _mark(context, company, queue_marks.take_marks_off)


def _mark(context: typer.Context, company: str, action: Callable[[Work, int], object]) -> None:
    with session_of(context).writing() as book:
        done = book.do(action, book.ask(find_company, company))
    say(f"{done.changes.label}.")


def _show_counts(found: CallQueue, *, as_json: bool) -> None:
    queue = found.queue
    counts = {"ready": found.to_call, **{why.value: queue.count(why) for why in SetAside}}
    counts[SetAside.ANOTHER_DAY] = max(queue.count(SetAside.ANOTHER_DAY), found.later)
    counts[SetAside.NO_NUMBER] = queue.without_number(found.without_number)
    counts[SetAside.NO_STEP] = max(queue.count(SetAside.NO_STEP), found.without_step)
    if as_json:
        show_json(counts)
    else:
        show_table(("", "How many"), counts.items())
