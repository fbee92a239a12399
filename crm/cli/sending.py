"""Commands about letters on their way: write one, put the rest of a run back, note a return."""

from typing import Annotated

import typer

from crm.actions.letter_runs import put_back_from
from crm.actions.returned_mail import letter_came_back
from crm.actions.shipped_parts import restore_shipped_parts
from crm.actions.written_letters import write_letter
from crm.cli.references import Reference, document_of
from crm.cli.run_papers import RunNumber
from crm.cli.say import say, say_aside
from crm.cli.session import CompanyName, session_of
from crm.data.connection import Reading
from crm.data.queries.company_named import find_company
from crm.data.queries.company_people import company_people
from crm.data.queries.documents import document_facts
from crm.domain.errors import Refusal
from crm.domain.likeness import fold
from crm.domain.objections import Channel


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family to the program."""
    app.command("write-letter")(write)
    app.command("put-back")(put_back)
    app.command("came-back")(came_back)
    app.command("restore-parts")(restore_parts)


def write(
    context: typer.Context,
    company: CompanyName,
    text: Annotated[str, typer.Option("--text", "-t", help="What the letter says.")],
    person: Annotated[str, typer.Option("--person", "-p", help="To whom, by name.")] = "",
    subject: Annotated[str, typer.Option("--subject", "-s", help="What it is about.")] = "",
    email: Annotated[bool, typer.Option("--email", help="By email, not by post.")] = False,
) -> None:
    """Queue a letter in free text on the letterhead; blank lines in TEXT part paragraphs."""
    channel = Channel.EMAIL if email else Channel.POST
    with session_of(context).writing() as book:
        key = book.ask(find_company, company)
        whom = book.ask(_person_named, key, person) if person.strip() else None
        done = book.do(write_letter, key, whom, subject, text, channel)
        facts = book.ask(document_facts, done.value)
    if facts is not None:
        say(f"{done.changes.label}: {facts.reference} waits in the queue.")


def put_back(
    context: typer.Context,
    run: RunNumber,
    first: Annotated[
        str, typer.Option("--from", metavar="REF", help="The first letter to put back.")
    ],
) -> None:
    """Put a letter of a run and all behind it back into the queue, after a jam half-way."""
    with session_of(context).writing() as book:
        done = book.do(put_back_from, run, book.ask(document_of, first))
    say(f"{done.changes.label}.")


def came_back(
    context: typer.Context,
    reference: Reference,
    why: Annotated[str, typer.Option("--why", "-w", help="What stands on it.")] = "",
) -> None:
    """Note that the post brought a letter back: its address is held until it is edited."""
    with session_of(context).writing() as book:
        done = book.do(letter_came_back, book.ask(document_of, reference), why)
    say(f"{done.changes.label}.")
    if done.said:
        say_aside(done.said)


def restore_parts(context: typer.Context) -> None:
    """Bring back the shipped templates and packs that this book lacks."""
    with session_of(context).writing() as book:
        done = book.do(restore_shipped_parts)
    count = done.value
    say(f"{count} brought back." if count else "Every part and pack that ships is there already.")


def _person_named(reading: Reading, company_id: int, name: str) -> int:
    wanted = fold(name)
    people = [one for one in company_people(reading, company_id, (), ()) if one.left_on is None]
    found = [one for one in people if str(one.id) == name.strip() or wanted in fold(one.name)]
    if len(found) == 1:
        return found[0].id
    named = ", ".join(one.name for one in (found or people)) or "nobody"
    said = "Several people are called that" if found else "Nobody there is called that"
    raise Refusal(f"{said}: there is {named}.", field="person")
