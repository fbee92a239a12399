"""The command that corrects a call afterwards, saying what changes."""

from typing import Annotated

import typer

from crm.actions.corrections import correct_call, plan_correction
from crm.cli.calls import FIELDS, read_call, read_values
from crm.cli.say import say, say_aside, show_json
from crm.cli.session import AsJson, session_of
from crm.data.queries.call_corrections import call_to_correct
from crm.data.queries.company import company_page
from crm.domain.errors import Refusal
from crm.domain.outcomes import Outcome, read_choice


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family to the program."""
    app.command("correct-call")(correct_one)


def correct_one(
    context: typer.Context,
    activity: Annotated[int, typer.Argument(metavar="ACTIVITY", help="The number of the call.")],
    outcome: Annotated[
        str, typer.Option("--outcome", metavar="NAME", help=", ".join(Outcome))
    ] = "",
    person: Annotated[
        str, typer.Option("--person", metavar="P", help="Whom: their number or name.")
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="T", help="What they said.")] = "",
    following: Annotated[
        str, typer.Option("--next", metavar="WHEN", help="When next, for example “tue 2pm”.")
    ] = "",
    said: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help=f"Of: {', '.join(FIELDS)}."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Correct a call: what it led to is put back first, where that still goes."""
    session = session_of(context)
    if not outcome:
        raise Refusal(f"Say how the call ended: {', '.join(Outcome)}.", field="outcome")
    ended = read_choice(outcome, Outcome, field="outcome")
    values = read_values(said or [])
    with session.writing() as book:
        page = book.ask(company_page, book.ask(call_to_correct, activity).company_id)
        call = read_call(session, book, page, ended, values, person, note, following)
        plan = book.ask(plan_correction, activity, call)
        done = book.do(correct_call, activity, call)
    if as_json:
        show_json(
            {
                "activity_id": done.value.activity_id,
                "company_id": page.id,
                "stage": done.value.stage,
                "whole": plan.whole,
                "changes": plan.changes,
                "stays": plan.stays,
                "step": done.changes.step,
            }
        )
        return
    say(f"{done.changes.label}.")
    for line in plan.changes:
        say(line)
    for line in plan.stays:
        say_aside(line)
