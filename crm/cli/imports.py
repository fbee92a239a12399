"""The command that brings a list in."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from crm.actions.imports import bring_in
from crm.cli.bar import showing_progress
from crm.cli.say import say, say_aside, show_json
from crm.cli.session import AsJson, session_of
from crm.data.queries.imports import plan_import
from crm.domain.errors import Refusal
from crm.domain.imported_values import ColumnKind
from crm.domain.imports import Action, ImportPlan
from crm.domain.outcomes import read_choice
from crm.exchange.bad_rows import BadRow, write_bad_rows
from crm.exchange.columns import ColumnMapping, guess_columns
from crm.exchange.foreign_file import ReadCompanies, open_table, read_companies
from crm.exchange.foreign_table import TableChoices

_TOLD = 20
"""How many rows that were left out are named; all of them stand in the file beside the list."""

NOTHING = "nothing"
"""What a column is mapped to that is to be left out."""


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family to the program."""
    app.command("import")(import_list)


def import_list(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or XLSX file.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would become of the rows.")
    ] = False,
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--mapping",
            metavar="HEADING=KIND",
            help=f"What a column holds: {', '.join(ColumnKind)}, or {NOTHING}.",
        ),
    ] = None,
    encoding: Annotated[str, typer.Option(help="Where the guess is wrong.")] = "",
    delimiter: Annotated[str, typer.Option(help="Where the guess is wrong.")] = "",
    header_row: Annotated[int, typer.Option(min=-1, help="Its number; 0 for none.")] = -1,
    sheet: Annotated[str, typer.Option(help="Of a workbook with several.")] = "",
    as_json: AsJson = False,
) -> None:
    """Bring a list of companies in; one undo takes all of it out again."""
    choices = TableChoices(
        encoding=encoding or None,
        delimiter=delimiter.replace("\\t", "\t") or None,
        header_row=header_row if header_row >= 0 else None,
        sheet=sheet or None,
    )
    session = session_of(context)
    with (
        session.reading() if dry_run else session.writing() as book,
        showing_progress("Reading the list") as progress,
    ):
        chosen = _mapping(file, choices, mapping or [])
        read = read_companies(file, choices, chosen, progress)
        plan = book.ask(plan_import, read.rows, progress)
        step, batch = None, None
        if not dry_run:
            done = book.do(
                bring_in,
                plan,
                file_name=file.name,
                sha256=_sha256(file),
                mapping=read.mapping.to_dict(),
                progress=progress,
            )
            step, batch = done.changes.step, done.value.batch_id
    left_out = None if dry_run else _write_left_out(file, read, plan)
    counts = {action.value: count for action, count in plan.counts().items()}
    errors = [(row.row_number, row.reason) for row in plan.with_action(Action.ERROR)]
    if as_json:
        show_json(
            {
                "dry_run": dry_run,
                **counts,
                "columns": {c.heading: c.kind for c in read.mapping.columns if c.kind},
                "errors": [{"row": row, "reason": reason} for row, reason in errors],
                "rows_left_out": str(left_out) if left_out else None,
                "batch": batch,
                "step": step,
            }
        )
        return
    _tell(file, read, counts, errors, dry_run=dry_run)
    if left_out is not None:
        say(f"The rows that were left out are in {left_out}, each with its reason.")


def _mapping(file: Path, choices: TableChoices, said: Sequence[str]) -> ColumnMapping | None:
    """Change the guess about the columns as was said; None leaves it to the guess."""
    if not said:
        return None
    table = open_table(file, choices)
    chosen = guess_columns(table.headers, table.sample)
    for one in said:
        heading, equals, kind = one.rpartition("=")
        names = [header.strip().casefold() for header in table.headers]
        if not equals or heading.strip().casefold() not in names:
            raise Refusal(
                f"“{one[:60]}” is not HEADING=KIND. The headings are: "
                f"{', '.join(table.headers[:40])}.",
                field="columns",
            )
        at = names.index(heading.strip().casefold())
        left = kind.strip().casefold() == NOTHING
        chosen = chosen.with_column(
            at, None if left else read_choice(kind, ColumnKind, field="columns")
        )
    return chosen


def _write_left_out(file: Path, read: ReadCompanies, plan: ImportPlan) -> Path | None:
    errors = plan.with_action(Action.ERROR)
    if not errors:
        return None
    rows = [BadRow(row.row_number, row.reason, row.cells) for row in errors]
    try:
        return write_bad_rows(file, read.facts.headers, rows)
    except Refusal as refusal:
        # The list is in the book by now; that its bad rows could not be kept is no failure.
        say_aside(refusal.message)
        return None


def _tell(
    file: Path,
    read: ReadCompanies,
    counts: dict[str, int],
    errors: Sequence[tuple[int, str]],
    *,
    dry_run: bool,
) -> None:
    for problem in read.facts.problems:
        say_aside(problem)
    columns = ", ".join(f"{c.heading} → {c.kind}" for c in read.mapping.columns if c.kind)
    say_aside(f"Columns: {columns}")
    for row, reason in errors[:_TOLD]:
        say_aside(f"Row {row}: {reason}")
    if len(errors) > _TOLD:
        say_aside(f"… and {len(errors) - _TOLD:,} more.")
    verb = "Would import" if dry_run else "Imported"
    say(
        f"{verb} {file.name}: {counts['create']:,} new, {counts['update']:,} filled in, "
        f"{counts['skip']:,} skipped, {counts['error']:,} left out."
    )


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
