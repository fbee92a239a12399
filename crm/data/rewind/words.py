"""Says in the user's words what stands in the way of taking a step back."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from crm.data.records.catalogue import Catalogue
from crm.data.rewind.conflicts import Conflict, Row

_MOST = 8
_NAMING = ("name", "label", "surname", "typed", "address", "reference", "text", "file_name")
"""Columns that say to a person which row is meant, the best first."""

_SINGULAR = {"companies": "company", "people": "person", "addresses": "address", "association": ""}

_SENTENCES = {
    "edited field": "The {column} of {what} was changed since.",
    "edited": "The {what} was changed since.",
    "removed": "A {what} was deleted since.",
    "children": "The {what} is needed by the {other}.",
    "back": "The {what} is back already.",
    "parent": "A {other} that the {what} belonged to is gone.",
    "blocked": "Something newer stands in the place of the {what}.",
}
"""By the kind of conflict. What is filled in is never a pattern itself."""


def conflicts_in_words(sql: Connection, conflicts: Sequence[Conflict], catalogue: Catalogue) -> str:
    """List conflicts, a sentence each; beyond eight their number."""
    sentences = [_sentence(sql, conflict, catalogue) for conflict in conflicts[:_MOST]]
    more = len(conflicts) - _MOST
    if more > 0:
        sentences.append(f"And {more} more.")
    return " ".join(sentences)


def row_in_words(sql: Connection, row: Row, catalogue: Catalogue) -> str:
    """Name a row: `company Potteries Data Ltd`; where it is gone, its kind only."""
    name, key = row
    table = catalogue.named(name)
    noun = _SINGULAR.get(name, name.removesuffix("s")).replace("_", " ") or "association"
    for column in _NAMING:
        if column in table.c:
            said = sql.execute(select(table.c[column]).where(table.c.id == key)).scalar()
            if said:
                return f"{noun} {str(said)[:60]}"
    return noun


def _sentence(sql: Connection, conflict: Conflict, catalogue: Catalogue) -> str:
    what = row_in_words(sql, conflict.row, catalogue)
    column = conflict.column.removesuffix("_id").replace("_", " ")
    other = row_in_words(sql, conflict.other, catalogue) if conflict.other else ""
    kind = "edited field" if column and conflict.kind == "edited" else conflict.kind
    return _SENTENCES[kind].format(what=what, column=column, other=other)
