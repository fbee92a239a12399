"""Commands that take steps back and bring them back."""

from typing import Annotated

import typer

from crm.cli.say import say, say_aside, show_json, show_table
from crm.cli.session import AsJson, session_of
from crm.data.queries.history import latest_steps
from crm.domain.calendar import to_local


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family to the program."""
    app.command("undo")(undo)
    app.command("redo")(redo)


def undo(
    context: typer.Context,
    step: Annotated[
        int | None, typer.Argument(metavar="[STEP]", help="An earlier step; else the latest.")
    ] = None,
    rest: Annotated[
        bool, typer.Option("--rest", help="Leave what was changed since and undo the rest.")
    ] = False,
    listed: Annotated[
        bool, typer.Option("--list", help="List the latest steps instead of undoing one.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Take back your own latest action, or an earlier step."""
    session = session_of(context)
    if listed:
        with session.reading() as book:
            found = book.ask(latest_steps)
        if as_json:
            show_json(found)
            return
        show_table(
            ("Step", "When", "Who", "What", ""),
            [
                (
                    one.id,
                    f"{to_local(one.at):%Y-%m-%d %H:%M}",
                    one.who,
                    one.label if one.kind == "do" else f"{one.kind.capitalize()}: {one.label}",
                    "undone" if one.undone else "",
                )
                for one in found
            ],
        )
        return
    with session.writing() as book:
        done = book.undo(step, rest=rest)
    _show(done.changes.label, done.said, done.changes.step, as_json=as_json)


def redo(context: typer.Context, as_json: AsJson = False) -> None:
    """Bring back what your own latest undo took away."""
    with session_of(context).writing() as book:
        done = book.redo()
    _show(done.changes.label, done.said, done.changes.step, as_json=as_json)


def _show(label: str, said: str, step: int, *, as_json: bool) -> None:
    if as_json:
        show_json({"step": step, "label": label, "said": said})
        return
    say(f"{label}.")
    if said:
        say_aside(said)
