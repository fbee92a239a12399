"""The commands of Muster: which there are, and what becomes of what they raise."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from crm.cli.version import program_version
from crm.domain.errors import BookTrouble, Cancelled, Refusal

DONE = 0
TROUBLE = 1
BAD_INPUT = 2
STOPPED = 130

FAMILIES = {
    "crm.cli.books": ("demo", "new", "check", "backup", "restore"),
    "crm.cli.imports": ("import",),
    "crm.cli.companies": ("companies", "history"),
    "crm.cli.queue": ("queue", "later", "snooze", "pin", "today", "unmark"),
    "crm.cli.calls": ("log-call",),
    "crm.cli.corrections": ("correct-call",),
    "crm.cli.letters": ("pack", "letters", "post"),
    "crm.cli.sending": ("write-letter", "put-back", "came-back", "restore-parts"),
    "crm.cli.run_papers": ("reprint", "labels", "envelopes", "posting-list"),
    "crm.cli.returned": ("returned",),
    "crm.cli.emails": ("outbox",),
    "crm.cli.call_sheets": ("call-sheet",),
    "crm.cli.measures": ("measures",),
    "crm.cli.steps": ("undo", "redo"),
}
"""The modules that hold the commands, in the order that help lists them."""


def run(arguments: list[str]) -> int:
    """Run one command and give the exit code: 0 done, 1 trouble, 2 bad input, 130 stopped.

    Whatever a user can meet is said in a sentence on standard error, never as a traceback.
    """
    if arguments == ["--version"]:
        sys.stdout.write(f"muster {program_version()}\n")
        return DONE
    # Not at the top: asking for the version needs none of it.
    from crm.cli.say import say_trouble

    try:
        return _run(arguments)
    except Refusal as refusal:
        say_trouble(refusal.message, _where(refusal.field))
        return BAD_INPUT
    except BookTrouble as trouble:
        say_trouble(trouble.message, trouble.what_to_do)
        return TROUBLE
    except (Cancelled, KeyboardInterrupt):
        say_trouble("Stopped. Nothing was changed.")
        return STOPPED
    except BrokenPipeError:
        # Whoever read our lines has enough; writing the rest at exit must not raise again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _run(arguments: Sequence[str]) -> int:
    from crm.cli.session import application

    app = application()
    for module in _needed(arguments):
        import_module(module).add_to(app)
    try:
        app(list(arguments), prog_name="muster", standalone_mode=True)
    except SystemExit as end:
        # typer answers Ctrl+C itself, with this code.
        if end.code == STOPPED:
            raise KeyboardInterrupt from end
        return end.code if isinstance(end.code, int) else TROUBLE
    return DONE


def _needed(arguments: Sequence[str]) -> list[str]:
    """Choose the modules whose commands are named; all of them where none is (help, mistakes)."""
    named = [m for m, names in FAMILIES.items() if any(name in arguments for name in names)]
    return named or list(FAMILIES)


_OPTIONS = {
    "next_step": "--next",
    "person": "--person",
    "note": "--note",
    "activity": "ACTIVITY",
    "company": "COMPANY",
    "outcome": "--outcome",
    "book": "BOOK",
    "file": "FILE",
    "today": "--today",
    "now": "--now",
    "signatory_name": "--signatory",
    "columns": "--mapping",
    "output": "--output",
    "filter": "FILTER",
    "set": "--set",
    "until": "UNTIL",
    "from": "--from",
    "to": "--to",
    "last": "--to",
    "limit": "--limit",
    "day": "--day",
    "text": "--text",
    "subject": "--subject",
    "sheet": "--sheet",
    "size": "--size",
    "start": "--from",
    "shift": "--shift",
    "why": "--why",
    "reference": "REF",
    "run": "RUN",
}
"""Where on the command line a field is given."""

_SET = frozenset(
    {"channel", "reason", "number_fate", "number", "plan", "signatory", "which", "scope",
     "who_asked", "gatekeeper_name", "best_time", "seconds", "at"}
)  # fmt: skip


def _where(field: str | None) -> str:
    """Say which argument is at fault; empty where the message is enough."""
    if field is None:
        return ""
    if field in _SET:
        return f"Give it as: --set {field}=…"
    return f"Look at: {_OPTIONS.get(field, field.replace('_', ' '))}"
