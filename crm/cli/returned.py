"""The command about forms that come back: read, put beside what we hold, filed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from crm.actions.applications import Received, receive_form
from crm.actions.returned_forms import FoundForm, find_form, form_of_company
from crm.cli.moments import read_day
from crm.cli.say import say, say_aside, say_trouble, show_json, show_table
from crm.cli.session import AsJson, session_of
from crm.data.book import Book
from crm.data.queries.company_named import find_company
from crm.documents.returned_form import LARGEST, ReturnedForm, read_returned_form
from crm.domain.application_form import ASKED, doubts
from crm.domain.applications import Compared, Standing, compare
from crm.domain.errors import Refusal

_ALL = "all"


@dataclass(frozen=True, slots=True)
class Choices:
    """What was asked for: whose form, what to take of it, when and how it came back."""

    company: str
    take: tuple[str, ...]
    on: date | None
    how: str
    look: bool


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("returned")(returned)


def returned(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Filled PDFs, scans or photographs.")
    ],
    company: Annotated[
        str,
        typer.Option("--company", metavar="COMPANY", help="Whose it is, where it does not say."),
    ] = "",
    take: Annotated[
        list[str] | None,
        typer.Option(
            "--take", metavar="FIELD", help="Take their answer over ours; all takes every one."
        ),
    ] = None,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="When it came back, if not today.")
    ] = "",
    how: Annotated[
        str, typer.Option("--how", metavar="HOW", help="post, email, by hand or other.")
    ] = "email",
    look: Annotated[
        bool, typer.Option("--look", help="Only show the answers beside what the book holds.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read returned application forms, find their companies and file the applications.

    Answers fill what the book does not hold; where both say something else the book keeps its
    own, unless --take names the field.
    """
    unknown = sorted(set(take or ()) - set(ASKED) - {_ALL})
    if unknown:
        raise Refusal(f"The form has no field {unknown[0][:60]}.", field="take")
    if company and len(files) > 1:
        raise Refusal("Give the forms of one company one by one.", field="company")
    day = read_day(on, field="on") if on else None
    choices = Choices(company, tuple(take or ()), day, how, look)
    told: list[dict[str, object]] = []
    failed = 0
    session = session_of(context)
    with session.reading() if look else session.writing() as book:
        for path in files:
            try:
                told.append(_one(book, path, choices, quiet=as_json))
            except Refusal as refusal:
                failed += 1
                told.append({"file": str(path), "trouble": refusal.message})
                say_trouble(f"{path.name}: {refusal.message}")
    if as_json:
        show_json(told)
    if failed:
        raise Refusal(f"{failed} of {len(files)} files could not be filed.", field="files")


def _one(book: Book, path: Path, choices: Choices, *, quiet: bool) -> dict[str, object]:
    content = _read(path)
    form = read_returned_form(content, path.name)
    found = _find(book, form, content, choices.company)
    beside = found.beside
    if beside is None:
        raise Refusal(
            f"{found.message} Say whose it is with --company, or open it in the window.",
            field="company",
        )
    compared = compare(form.answers, beside.held, beside.today, form.untouched)
    taken = _taken(compared, choices.take)
    reference = found.sent.reference if found.sent else ""
    result: dict[str, object] = {
        "file": str(path),
        "company": beside.company_id,
        "name": beside.company,
        "reference": reference,
        "manner": form.manner,
        "taken": sorted(taken),
        "answers": [
            {
                "field": one.question.name,
                "held": one.held,
                "answered": one.answered,
                "standing": one.standing,
                "trouble": one.trouble,
            }
            for one in compared
            if one.answered
        ],
        "notices": [*found.notices, *filter(None, [form.remark]), *doubts(form.answers)],
    }
    if not quiet:
        _show(beside.company, reference, compared, taken, result["notices"])
    if choices.look:
        return result
    done = book.do(
        receive_form,
        Received(
            company_id=beside.company_id,
            content=content,
            file_name=path.name,
            media_type=form.media_type,
            answers=form.answers,
            taken=taken,
            reference=reference,
            document_id=found.sent.document_id if found.sent else None,
            addressee_id=beside.held.addressee_id,
            version=beside.version,
            received_on=choices.on,
            received_how=choices.how,
        ),
    )
    result |= {"application": done.value, "step": done.changes.step}
    if not quiet:
        say(
            " · ".join(filter(None, (f"{done.changes.label}: application {done.value}", done.said)))
        )
    return result


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise Refusal(f"it cannot be read: {error.strerror or error}.", field="file") from error
    return content


def _find(book: Book, form: ReturnedForm, content: bytes, company: str) -> FoundForm:
    sha256 = hashlib.sha256(content).hexdigest()
    if not company:
        return book.ask(find_form, form.reference, sha256)
    key = book.ask(find_company, company)
    found = book.ask(find_form, form.reference, sha256)
    if found.sent is not None and found.sent.company_id == key:
        return found
    return book.ask(form_of_company, key, "", sha256)


def _taken(compared: Sequence[Compared], take: Sequence[str]) -> frozenset[str]:
    """Choose what fills a gap, and what was asked for by name; refuses what cannot be taken."""
    taken = set()
    for one in compared:
        name = one.question.name
        if name in take and one.trouble:
            raise Refusal(f"{one.question.label}: {one.trouble}", field="take")
        wanted = one.standing is Standing.NEW or name in take or _ALL in take
        if wanted and one.can_take:
            taken.add(name)
    return frozenset(taken)


def _show(
    company: str,
    reference: str,
    compared: Sequence[Compared],
    taken: frozenset[str],
    notices: object,
) -> None:
    say_aside(f"{company}{f', {reference}' if reference else ''}")
    show_table(
        ("Field", "We hold", "They say", ""),
        [
            (
                one.question.name,
                one.held,
                one.answered,
                "taken" if one.question.name in taken else one.trouble or one.standing.value,
            )
            for one in compared
            if one.answered
        ],
    )
    for notice in notices if isinstance(notices, list) else ():
        say_aside(str(notice))
