"""Commands about packs: make them, list what waits and what was made, mark a run as posted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from crm.actions.letter_problems import held_letters, letter_problems, refuse_held
from crm.actions.letters import file_run, post_run, queue_pack
from crm.actions.paper import drawable, made_run
from crm.actions.reprints import reprint_run
from crm.cli.bar import showing_progress
from crm.cli.moments import read_day
from crm.cli.paper_files import Output, check_output, write_pdf
from crm.cli.say import say, say_aside, show_json, show_table
from crm.cli.session import AsJson, session_of
from crm.data.connection import Reading
from crm.data.queries.company_named import find_company
from crm.data.queries.letter_checks import cautions
from crm.data.queries.letters import QueuedDocument, RunFile, packs, queued, run_file, runs
from crm.data.queries.pack_facts import pack_facts
from crm.data.work import Work
from crm.documents.pack import make_pack
from crm.domain.calendar import to_local
from crm.domain.errors import Refusal

_NOTHING = "There is no such run. List them with: muster letters"

RunNumber = Annotated[int, typer.Argument(metavar="RUN", help="The number of a run.")]


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
    kind: Annotated[
        str, typer.Option("--pack", metavar="NAME", help="Which saved pack, if not the first.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Make the packs of some companies, file them as one run and write the PDF."""
    if fillable and len(companies) > 1:
        raise Refusal("A form to fill in on screen goes to one company.", field="fillable")
    check_output(output)
    with session_of(context).writing() as book, showing_progress("Making packs") as progress:
        keys = list(dict.fromkeys(book.ask(find_company, company) for company in companies))
        chosen = book.ask(_pack_named, kind)
        done = book.do(
            make_packs, keys, output, pack_id=chosen, fillable=fillable, progress=progress
        )
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
    work: Work,
    company_ids: Sequence[int],
    output: Path,
    *,
    pack_id: int | None = None,
    fillable: bool = False,
) -> MadePacks:
    """Queue, draw and file packs and write their PDF, all in one step.

    A company whose pack waits in the queue already gets that one. Without `pack_id` it is the
    first saved pack. The file is written before
    the step ends, so that a full disk leaves the book as it was. Refuses, naming company and
    reason, where one of the packs must not go out as it stands.
    """
    key = pack_id or work.ask(_pack_named, "")
    waiting = {line.company_id: line.id for line in work.ask(queued) if line.pack_id == key}
    documents = [
        waiting[company] if company in waiting else queue_pack(work, company, pack_id=key)
        for company in company_ids
    ]
    facts = work.ask(pack_facts, documents)
    names = {one.document_id: one.firm.name for one in facts.packs}
    warned = work.ask(cautions, documents)
    refuse_held(held_letters(letter_problems(facts, (), warned)))
    contents = drawable(work.reading, facts)
    made = make_pack(contents, fillable=fillable, progress=work.progress)
    problems = letter_problems(facts, made.problems, warned)
    refuse_held(held_letters(problems))
    remarks = tuple(f"{one.company}: {one.message}" for one in problems)
    filing = made_run(facts, contents, made)
    run = file_run(work, filing)
    write_pdf(output, made.pdf)
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
            pdf = book.ask(reprint_run, run) if output is not None else None
        else:
            waiting, made = book.ask(queued), book.ask(runs)
    if run is not None and one is not None:
        if output is not None and pdf is not None:
            write_pdf(output, pdf)
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


def _pack_named(reading: Reading, name: str) -> int:
    saved = packs(reading)
    found = [one.id for one in saved if not name or one.name.casefold() == name.casefold()]
    if not found:
        known = ", ".join(one.name for one in saved) or "none yet"
        raise Refusal(f"There is no pack {name[:40]}; there are {known}.", field="pack")
    return found[0]


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
