"""The command that makes a call sheet for a day away from the desk."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from crm.actions.call_sheets import file_call_sheet, gather_sheet
from crm.cli.moments import read_day
from crm.cli.say import say, say_aside, show_json
from crm.cli.session import AsJson, session_of
from crm.data.disk_files import atomic_write
from crm.data.queries.call_sheets import SheetChoice
from crm.data.work import Work
from crm.documents.call_sheet import make_call_sheet
from crm.documents.rendering import count_pages
from crm.domain.call_sheet import USUAL, SheetName
from crm.domain.errors import BookTrouble, Refusal


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family to the program."""
    app.command("call-sheet")(call_sheet)


def call_sheet(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.pdf", help="Where to.")],
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", help="How many companies at most.")
    ] = USUAL,
    day: Annotated[
        str, typer.Option("--day", metavar="DATE", help="For which day, if not today.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Print the first companies of the queue on paper, with boxes and lines to fill in."""
    if not output.absolute().parent.is_dir():
        raise Refusal(f"There is no folder {output.absolute().parent}.", field="output")
    with session_of(context).writing() as book:
        wanted = read_day(day, field="day") if day else None
        done = book.do(make_sheet, output, limit, wanted)
    sheet, chosen, pages = done.value
    for name, why in chosen.left_out:
        say_aside(f"Left out: {name}, {why}.")
    if as_json:
        show_json(
            {"sheet": sheet.name, "reference": sheet.reference, "file": str(output),
             "companies": [one.page.id for one in chosen.companies], "pages": pages,
             "step": done.changes.step}
        )  # fmt: skip
    else:
        count = len(chosen.companies)
        words = "1 company" if count == 1 else f"{count} companies"
        say(f"{sheet.name}: {words} on {pages} {'page' if pages == 1 else 'pages'} in {output}.")


def make_sheet(
    work: Work, output: Path, limit: int, day: date | None
) -> tuple[SheetName, SheetChoice, int]:
    """File a sheet, draw it and write it, all in one step.

    The file is written before the step ends, so that a full disk leaves the book as it was.
    """
    when = day or work.today
    if when < work.today:
        raise Refusal("That day is past: a call sheet is for today or later.", field="day")
    chosen, content = gather_sheet(work.reading, when, limit)
    sheet = file_call_sheet(work, when, [one.page.id for one in chosen.companies]).sheet
    pdf = make_call_sheet(replace(content, reference=sheet.reference))
    try:
        atomic_write(output.absolute(), pdf)
    except OSError as error:
        raise BookTrouble(
            "full" if error.errno is None else "unreachable",
            f"{output} could not be written: {error.strerror or error}.",
            "The book is as it was. Choose another place for the file.",
        ) from error
    return sheet, chosen, count_pages(pdf)
