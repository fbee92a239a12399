"""Commands about made runs: their labels, envelopes and posting list, and printing them again."""

from pathlib import Path
from typing import Annotated

import typer

from crm.actions.reprints import reprint_document, reprint_run
from crm.actions.run_paper import (
    label_remarks,
    run_addresses,
    run_envelopes,
    run_labels,
    run_posting_list,
)
from crm.cli.paper_files import Output, check_output, write_pdf
from crm.cli.references import RunOrReference, document_of
from crm.cli.say import say, say_aside
from crm.cli.session import session_of
from crm.documents.sheet_printing import MadeLabels
from crm.domain.errors import Refusal

RunNumber = Annotated[int, typer.Argument(metavar="RUN", help="The number of a run.")]
Shift = Annotated[
    str,
    typer.Option("--shift", metavar="X,Y", help="Move all of it right and down, in mm."),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family to the program."""
    app.command("reprint")(reprint)
    app.command("labels")(labels)
    app.command("envelopes")(envelopes)
    app.command("posting-list")(posting_list)


def reprint(context: typer.Context, what: RunOrReference, output: Output) -> None:
    """Write the PDF of a run again, or the pages of one letter by its reference."""
    check_output(output)
    with session_of(context).reading() as book:
        if what.isdecimal():
            pdf = book.ask(reprint_run, int(what))
        else:
            pdf = book.ask(reprint_document, book.ask(document_of, what))
    write_pdf(output, pdf)
    say(f"{what} is in {output}, as it was made.")


def labels(
    context: typer.Context,
    run: RunNumber,
    output: Output,
    sheet: Annotated[str, typer.Option(help="The sheet, by its Avery number.")] = "L7160",
    start: Annotated[
        int, typer.Option("--from", metavar="LABEL", help="The first free label of the sheet.")
    ] = 1,
    shift: Shift = "",
) -> None:
    """Write the address labels of a run, in the order of its pages."""
    check_output(output)
    with session_of(context).reading() as book:
        made = book.ask(run_labels, run, sheet, start=start, shift=_shift(shift))
        posted = book.ask(run_addresses, run).posted
    for remark in label_remarks(posted, made):
        say_aside(remark)
    _write(output, made, f"{made.sheets} sheets of {sheet}")


def envelopes(
    context: typer.Context,
    run: RunNumber,
    output: Output,
    size: Annotated[str, typer.Option(help="DL, C5 or C4.")] = "DL",
    shift: Shift = "",
) -> None:
    """Write one envelope for each letter of a run, in the order of its pages."""
    check_output(output)
    with session_of(context).reading() as book:
        made = book.ask(run_envelopes, run, size, shift=_shift(shift))
        posted = book.ask(run_addresses, run).posted
    for remark in label_remarks(posted, made):
        say_aside(remark)
    _write(output, made, f"{made.sheets} envelopes {size}")


def posting_list(context: typer.Context, run: RunNumber, output: Output) -> None:
    """Write the list of a run that is counted and signed at the post office."""
    check_output(output)
    with session_of(context).reading() as book:
        pdf = book.ask(run_posting_list, run)
        count = len(book.ask(run_addresses, run).posted)
    write_pdf(output, pdf)
    say(f"{count} items in {output}.")


def _write(output: Path, made: MadeLabels, what: str) -> None:
    if not made.pdf:
        raise Refusal("Nothing of this can be printed as it stands.", field="run")
    write_pdf(output, made.pdf)
    printed = sum(not fit.held for fit in made.fits)
    say(f"{printed} of {len(made.fits)} addresses on {what} in {output}.")


def _shift(text: str) -> tuple[float, float]:
    if not text:
        return (0.0, 0.0)
    parts = text.split(",")
    try:
        across, down = (float(part) for part in parts)
    except ValueError as error:
        raise Refusal("Say how far as two numbers in mm: 1.5,-0.5.", field="shift") from error
    return (across, down)
