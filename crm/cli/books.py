"""Commands about a whole book: make one, look it over, copy it, bring a copy back."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from crm.actions.association import set_up
from crm.actions.demo import demo_moment, fill_demo
from crm.actions.shipped import preset
from crm.cli.bar import showing_progress
from crm.cli.moments import read_day
from crm.cli.new_book import making_book
from crm.cli.say import say, say_aside, show_json
from crm.cli.session import AsJson, location_of, session_of, shown
from crm.data.queries.invariants import open_companies_have_a_step
from crm.data.queries.standing import standing
from crm.data.restore import restore as restore_book
from crm.domain.addresses import Address
from crm.domain.association import AssociationProfile, LegalForm, Signatory
from crm.domain.calendar import local_day
from crm.domain.errors import Refusal
from crm.domain.outcomes import read_choice

NewBook = Annotated[str, typer.Argument(metavar="BOOK", help="A new file, or a database URL.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family to the program."""
    app.command("demo")(demo)
    app.command("new")(new)
    app.command("check")(check)
    app.command("backup")(backup)
    app.command("restore")(restore)


def demo(
    context: typer.Context,
    book: NewBook,
    today: Annotated[
        str, typer.Option("--today", metavar="DATE", help="The day it is in the book.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Make a book with a made-up drive in its twelfth week, to try things out."""
    now = session_of(context).now
    day = read_day(today, field="today") if today else local_day(now)
    with (
        making_book(location_of(book), lambda: demo_moment(day)) as made,
        showing_progress("Making the demo book") as progress,
    ):
        made.do(fill_demo, day, progress=progress)
        facts = made.ask(standing)
    if as_json:
        show_json({"book": shown(book), "today": day, **_counts(facts.companies, facts.activities)})
        return
    say(f"Made {shown(book)}: {facts.companies} companies, {facts.activities:,} activities.")
    say(f"Open it with: muster --book {shown(book)}")


def new(
    context: typer.Context,
    book: NewBook,
    signatory: Annotated[str, typer.Option(help="Who signs the letters.")] = "",
    title: Annotated[str, typer.Option(help="The signatory's title.")] = "",
    telephone: Annotated[str, typer.Option(help="The signatory's telephone number.")] = "",
    email: Annotated[str, typer.Option(help="The signatory's email address.")] = "",
    name: Annotated[str, typer.Option(help="The association, where it is not WMita.")] = "",
    legal_form: Annotated[str, typer.Option(help=", ".join(filter(None, LegalForm)))] = "",
    street: Annotated[str, typer.Option(help="Of the postal address.")] = "",
    town: Annotated[str, typer.Option(help="Of the postal address.")] = "",
    postcode: Annotated[str, typer.Option(help="Of the postal address.")] = "",
    starts: Annotated[str, typer.Option(metavar="DATE", help="When the drive begins.")] = "",
    ends: Annotated[str, typer.Option(metavar="DATE", help="When the drive ends.")] = "",
) -> None:
    """Make a new, empty book from the preset of the West Midlands IT Association."""
    session = session_of(context)
    if not signatory.strip():
        raise Refusal("Say who signs the letters.", field="signatory_name")
    first = read_day(starts, field="starts") if starts else local_day(session.now)
    last = read_day(ends, field="ends") if ends else first + timedelta(days=364)
    profile = replace(
        _profile(name, first, last),
        telephone=telephone,
        email=email,
        address=Address("", street, "", town, postcode),
        signatories=(Signatory(signatory, title, telephone, email),),
    )
    if legal_form:
        form = read_choice(legal_form, LegalForm, field="legal_form")
        profile = replace(profile, legal=replace(profile.legal, form=form))
    with making_book(location_of(book), session.clock) as made:
        made.do(set_up, profile)
    say(f"Made {shown(book)} for {profile.name}.")
    say(f"Bring a list in with: muster --book {shown(book)} import FILE")


def check(context: typer.Context, as_json: AsJson = False) -> None:
    """Look the whole book over: the file, the history, and what must always hold."""
    with session_of(context).reading() as book:
        troubles = book.check(open_companies_have_a_step)
        facts = book.ask(standing)
    if as_json:
        show_json({"troubles": troubles, **_counts(facts.companies, facts.activities)})
    else:
        for trouble in troubles:
            say(trouble)
        if not troubles:
            say(f"All is well: {facts.companies:,} companies, {facts.activities:,} activities.")
    if troubles:
        raise typer.Exit(1)


def backup(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Where to; else beside the book.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a verified copy of the book."""
    with session_of(context).reading() as book, showing_progress("Backing up") as progress:
        made = book.backup(file, progress=progress)
    if as_json:
        show_json({"file": str(made.path), "size": made.size, "sha256": made.sha256})
    else:
        say(f"Backed up to {made.path}, {made.size // 1024:,} kB, checked in full.")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
) -> None:
    """Bring the book back to a backup; what stood there is set aside, not deleted."""
    session = session_of(context)
    done = restore_book(session.location, file, clock=session.clock)
    say(f"Restored {shown(session.location)}: {done.rows.get('companies', 0):,} companies.")
    if done.set_aside is not None:
        say_aside(f"What stood there before is kept in {done.set_aside}.")


def _profile(name: str, first: date, last: date) -> AssociationProfile:
    """Give the preset; another association keeps its fee bands and targets, not its names."""
    shipped = preset()
    drive = replace(
        shipped.drive, name=f"{first.year} membership drive", starts_on=first, ends_on=last
    )
    if not name.strip() or name.strip() == shipped.name:
        return replace(shipped, drive=drive)
    initials = "".join(word[0] for word in name.split() if word[0].isalpha()).upper()[:4]
    return replace(
        shipped,
        name=name.strip(),
        short_name="",
        reference_prefix=initials if initials.isascii() and initials else "M",
        website="",
        funders=(),
        drive=drive,
    )


def _counts(companies: int, activities: int) -> dict[str, int]:
    return {"companies": companies, "activities": activities}
