"""How PostgreSQL looks for the beginning and the middle of a text."""

from typing import Any

from sqlalchemy import ColumnElement


def begins(column: Any, text: str) -> ColumnElement[bool]:
    """Whether a text begins so; a pattern, because a range depends on the server's language."""
    found: ColumnElement[bool] = column.startswith(text, autoescape=True)
    return found


def holds(column: Any, text: str) -> ColumnElement[bool]:
    """Whether a text holds another; a pattern, because the planner knows how rare those are."""
    found: ColumnElement[bool] = column.contains(text, autoescape=True)
    return found
