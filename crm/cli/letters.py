"""Commands about packs: make them, list what waits and what was made, mark a run as posted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from crm.actions.letters import file_run, post_run, queue_pack
from crm.actions.paper import made_run, pack_contents
from crm.cli.bar import showing_progress
from crm.cli.moments import read_day
from crm.cli.say import say, say_aside, show_json, show_table
from crm.cli.session import AsJson, session_of
from crm.data.disk_files import atomic_write
from crm.data.queries.company_named import find_company
from crm.data.queries.files import file_bytes
from crm.data.queries.letter_checks import cautions
from crm.data.queries.letters import QueuedDocument, RunFile, queued, run_file, runs
from crm.data.queries.pack_facts import PaperFacts, pack_facts
from crm.data.work import Work
from crm.documents.pack import make_pack
from crm.domain.calendar import to_local
from crm.domain.errors import BookTrouble, Refusal

_NOTHING = "There is no such run. List them with: muster letters"

RunNumber = Annotated[int, typer.Argument(metavar="RUN", help="The number of a run.")]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="FILE.pdf", help="Where to.")]


@dataclass(frozen=True, slots=True)
class MadePacks:
    """What the pack command made: the filed run and what was odd about its packs."""

    run_id: int
    packs: int
    pages: int
    remarks: tuple[str, ...]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family to the program."""
    app.command("pack")(pack)
    app.command("letters")(letters)
    app.command("post")(post)


def pack(
    context: typer.Context,
    companies: Annotated[
        list[str], typer.Argument(metavar="COMPANY...", help="Their numbers or names.")
    ],
    output: Output,
    fillable: Annotated[
        bool, typer.Option("--fillable", help="A form to fill in on the screen; one company.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make the packs of some companies, file them as one run and write the PDF."""
    if fillable and len(companies) > 1:
        raise Refusal("A form to fill in on screen goes to one company.", field="fillable")
    if not output.absolute().parent.is_dir():
        raise Refusal(f"There is no folder {output.absolute().parent}.", field="output")
    with session_of(context).writing() as book, showing_progress("Making packs") as progress:
        keys = list(dict.fromkeys(book.ask(find_company, company) for company in companies))
        done = book.do(make_packs, keys, output, fillable=fillable, progress=progress)
    made = done.value
    for remark in made.remarks:
        say_aside(remark)
    if as_json:
        show_json(
            {"run": made.run_id, "file": str(output), "packs": made.packs, "pages": made.pages,
             "step": done.changes.step}
        )  # fmt: skip
    else:
        say(f"{done.changes.label}: {made.pages} pages in {output}, run {made.run_id}.")
        say(f"When it is in the post: muster post {made.run_id}")


def make_packs(
    work: Work, company_ids: Sequence[int], output: Path, *, fillable: bool = False
) -> MadePacks:
    """Queue, draw and file packs and write their PDF, all in one step.

    A company whose pack waits in the queue already gets that one. The file is written before
    the step ends, so that a full disk leaves the book as it was. Refuses, naming company and
    reason, where one of the packs must not go out as it stands.
    """
    waiting = {line.company_id: line.id for line in work.ask(queued)}
    documents = [
        waiting[company] if company in waiting else queue_pack(work, company)
        for company in company_ids
    ]
    facts = work.ask(pack_facts, documents)
    names = {one.document_id: one.firm.name for one in facts.packs}
    held = [caution for caution in work.ask(cautions, documents) if caution.holds]
    if held:
        raise Refusal(" ".join(caution.message for caution in held), field="company")
    contents = pack_contents(facts, work.today)
    made = make_pack(contents, fillable=fillable, progress=work.progress)
    remarks = _remarks(facts, [(p.reference, p.message, p.holds) for p in made.problems])
    filing = made_run(facts, contents, made)
    run = file_run(work, filing)
    try:
        atomic_write(output.absolute(), made.pdf)
    except OSError as error:
        raise BookTrouble(
            "full" if error.errno is None else "unreachable",
            f"{output} could not be written: {error.strerror or error}.",
            "The book is as it was. Choose another place for the file.",
        ) from error
    first = names[documents[0]]
    more = f" and {len(documents) - 1} more" if len(documents) > 1 else ""
    work.label(f"Make pack for {first}{more}")
    return MadePacks(run, len(filing.documents), filing.pages, remarks)


def letters(
    context: typer.Context,
    run: Annotated[int | None, typer.Argument(metavar="[RUN]", help="One run only.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE.pdf", help="Write the run's PDF again."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the packs that wait and the runs that were made, or the packs of one run."""
    if run is None and output is not None:
        raise Refusal("Say which run is to be written.", field="run")
    with session_of(context).reading() as book:
        if run is not None:
            one = book.ask(run_file, run)
            if one is None:
                raise Refusal(_NOTHING, field="run")
            pdf = book.ask(file_bytes, one.file_sha256) if output is not None else None
        else:
            waiting, made = book.ask(queued), book.ask(runs)
    if run is not None and one is not None:
        if output is not None:
            _write(output, pdf)
        _show_run(one, as_json=as_json)
        return
    if as_json:
        show_json({"queued": waiting, "runs": made})
        return
    _show_queued(waiting)
    say_aside(f"{len(waiting)} to print, {len(made)} runs:")
    show_table(
        ("Run", "Made", "What", "Pages", "State"),
        [(r.id, _moment(r.made_at), r.label, r.pages, r.state) for r in made],
    )


def post(
    context: typer.Context,
    run: RunNumber,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="When it was posted, if not today.")
    ] = "",
) -> None:
    """Mark the packs of a run as posted: timeline, stage and follow-up calls come of it."""
    day = read_day(on, field="on") if on else None
    with session_of(context).writing() as book:
        if book.ask(run_file, run) is None:
            raise Refusal(_NOTHING, field="run")
        done = book.do(post_run, run, day)
    count = done.value
    say(f"{done.changes.label}: {count} {'pack' if count == 1 else 'packs'} on the way.")


def _remarks(facts: PaperFacts, problems: Sequence[tuple[str, str, bool]]) -> tuple[str, ...]:
    """Say what is odd about packs by company; refuse where it holds one back."""
    firms = {one.reference: one.firm.name for one in facts.packs}
    said = [(f"{firms.get(ref, ref)}: {message}", holds) for ref, message, holds in problems]
    holding = [sentence for sentence, holds in said if holds]
    if holding:
        raise Refusal(" ".join(holding), field="company")
    return tuple(sentence for sentence, _ in said)


def _write(output: Path, pdf: bytes | None) -> None:
    if pdf is None:
        raise BookTrouble(
            "damaged", "The PDF of this run is not in the book.", "Restore a backup that has it."
        )
    try:
        atomic_write(output.absolute(), pdf)
    except OSError as error:
        raise Refusal(
            f"{output} could not be written: {error.strerror or error}.", field="output"
        ) from error


def _show_run(one: RunFile, *, as_json: bool) -> None:
    if as_json:
        show_json(one)
        return
    say_aside(f"Run {one.id}, {one.label}, {one.state}, {one.pages} pages")
    show_table(
        ("Reference", "Company", "Person", "Pages", "State"),
        [
            (d.reference, d.company, d.person, f"{d.first_page}-{d.last_page}", d.state)
            for d in one.documents
        ],
    )


def _show_queued(waiting: Sequence[QueuedDocument]) -> None:
    show_table(
        ("Reference", "Company", "Person", "Pack", "Postcode"),
        [(d.reference, d.company, d.person, d.pack, d.postcode) for d in waiting],
    )


def _moment(at: datetime) -> str:
    return f"{to_local(at):%Y-%m-%d %H:%M}"
