"""How SQLite looks for the beginning and the middle of a text."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func

_LAST = "\U0010ffff"
"""Sorts after everything that can follow a prefix."""


def begins(column: Any, text: str) -> ColumnElement[bool]:
    """Whether a text begins so; a range, because LIKE does not use an index here."""
    return and_(column >= text, column < text + _LAST)


def holds(column: Any, text: str) -> ColumnElement[bool]:
    """Whether a text holds another, letter for letter; several times quicker than LIKE."""
    found: ColumnElement[bool] = func.instr(column, text) > 0
    return found
