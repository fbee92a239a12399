"""The command that says what calling came to: dials, people reached, packs, promises kept."""

from datetime import date
from typing import Annotated

import typer

from crm.cli.moments import read_day
from crm.cli.say import say, say_aside, show_json, show_table
from crm.cli.session import AsJson, session_of
from crm.data.queries.measures import Measures, measures
from crm.domain.calendar import WEEKDAYS, local_day
from crm.domain.measures import FEWEST_CALLS, Effort, Measure, Span, say_span, span_of

_LISTED = tuple(measure for measure in Measure if measure is not Measure.NO_STEP)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family to the program."""
    app.command("measures")(say_measures)


def say_measures(
    context: typer.Context,
    first: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The first day, if not today.")
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar="DATE", help="The last day, if not today.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Say what calling came to in some days, for everybody and by organiser."""
    session = session_of(context)
    span = _span(first, last, local_day(session.now))
    with session.reading() as book:
        found = book.ask(measures, span)
    if as_json:
        show_json(_as_data(found))
        return
    say_aside(f"{say_span(span)}:")
    columns = [("Everybody", found.whole), *found.by_organiser]
    show_table(
        ("", *(who for who, _ in columns)),
        [
            *((measure.value, *(e.count(measure) for _, e in columns)) for measure in _LISTED),
            ("calls an hour", *(_pace(effort) for _, effort in columns)),
        ],
    )
    say(f"Open companies without a next step: {found.without_step}")
    best = found.heat.best()
    if best is None:
        say_aside(f"No hour of the week has {FEWEST_CALLS} calls yet.")
    else:
        day = WEEKDAYS[best.weekday]
        say(f"Best hour: {day} from {best.hour}:00, {best.rate:.0%} of {best.dials} calls reached")


def _span(first: str, last: str, today: date) -> Span:
    ends = read_day(last, field="to") if last else today
    begins = read_day(first, field="from") if first else min(ends, today)
    return span_of(begins, ends)


def _pace(effort: Effort) -> str:
    pace = effort.calls_an_hour
    return "" if pace is None else f"{pace:.1f}"


def _as_data(found: Measures) -> object:
    return {
        "from": found.span.first,
        "to": found.span.last,
        "everybody": _effort_data(found.whole),
        "by_organiser": {who: _effort_data(effort) for who, effort in found.by_organiser},
        "without_step": found.without_step,
        "hours": [
            {"weekday": WEEKDAYS[cell.weekday], "hour": cell.hour, "dials": cell.dials,
             "reached": cell.reached, "rate": cell.rate}
            for cell in found.heat.cells.values()
        ],
    }  # fmt: skip


def _effort_data(effort: Effort) -> object:
    counts = {measure.value.replace(" ", "_"): effort.count(measure) for measure in _LISTED}
    return {**counts, "hours": effort.hours, "calls_an_hour": effort.calls_an_hour}
