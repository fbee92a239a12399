"""What the commands write: tables for people, lines for pipes, JSON for programs.

Everything that comes out of a book is text from outside: control characters, escape sequences
and reversed directions are taken out before a terminal sees them, and no markup is read in it.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


def plain(value: object) -> str:
    """Make one harmless line of anything; nothing is left of what is not there."""
    text = "" if value is None else str(value)
    if text.isprintable():
        return text
    lined = " / ".join(line.strip() for line in text.splitlines() if line.strip())
    safe = "".join(character if character.isprintable() else " " for character in lined)
    return " ".join(safe.split())


def say(text: str) -> None:
    """Write one line to standard output."""
    _write(sys.stdout, plain(text))


def say_aside(text: str) -> None:
    """Write one line to standard error: what is no result."""
    _write(sys.stderr, plain(text))


def say_trouble(message: str, more: str = "") -> None:
    """Write what went wrong, and what to do about it."""
    sys.stdout.flush()
    say_aside(f"muster: {message}")
    if more:
        say_aside(f"        {more}")


def show_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows as a table on a terminal, as lines with tabs into a pipe or file."""
    cells = [[plain(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in cells:
            _write(sys.stdout, "\t".join(row))
        return
    # Not at the top: a pipe needs no layout.
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(Text(heading), overflow="fold")
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    Console(highlight=False, markup=False, emoji=False).print(table)


def show_json(value: object) -> None:
    """Write a value as JSON in plain ASCII, so that nothing in it can drive a terminal."""
    _write(sys.stdout, json.dumps(_simple(value), indent=2))


def _simple(value: object) -> Any:
    match value:
        case StrEnum():
            plainer: Any = value.value
        case datetime() | date():
            plainer = value.isoformat()
        case str() | int() | float() | None:
            plainer = value
        case Mapping():
            plainer = {str(key): _simple(inner) for key, inner in value.items()}
        case Iterable():
            plainer = [_simple(inner) for inner in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            plainer = _simple(asdict(value))
        case _:
            plainer = str(value)
    return plainer


def _write(stream: Any, line: str) -> None:
    try:
        stream.write(line + "\n")
    except UnicodeEncodeError:
        # A terminal that knows fewer letters: the others are shown by number.
        encoded = line.encode(stream.encoding or "ascii", "backslashreplace")
        stream.write(encoded.decode(stream.encoding or "ascii") + "\n")
