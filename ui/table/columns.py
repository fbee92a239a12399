"""What a table shows: columns, cells and where the rows come from, all plain values."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from ui.look.tokens import Kind

if TYPE_CHECKING:  # SQLAlchemy is imported after the first paint
    from crm.data.connection import Reading

R = TypeVar("R")

Ids: TypeAlias = "array[int]"
"""Packed ids, `array('q')`: eight bytes each."""


class CellKind(StrEnum):
    """How the words of a column are drawn."""

    TEXT = "text"
    BOLD = "bold"
    MUTED = "muted"


class Align(StrEnum):
    """To which side of its column a cell leans."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` names it in orders and preferences; `width` at the design size.

    A column that `stretches` takes the room that is left (at most one does).
    """

    key: str
    title: str
    width: int = 120
    kind: CellKind = CellKind.TEXT
    align: Align = Align.LEFT
    sortable: bool = True
    stretches: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Pill:
    """A cell drawn as a badge."""

    text: str
    kind: Kind = Kind.NEUTRAL


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell whose words have a colour of their own (overdue, objects to calls)."""

    text: str
    kind: Kind


Cell = str | Pill | Mark


def words(cell: Cell) -> str:
    """What a cell says, for copying and reading aloud."""
    return cell if isinstance(cell, str) else cell.text


@dataclass(frozen=True, slots=True)
class Order:
    """By which column the rows stand; an empty column is the source's own order."""

    column: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Source(Generic[R]):
    """Where rows come from: three queries, and two ways of looking at a row.

    `first(reading, order, limit)` gives the first rows at once; `ids(reading, order)` all ids
    in order, packed as `array('q')`; `rows(reading, ids)` the rows of some ids, in any order,
    leaving out what is gone. `key` is the id of a row, `cells` what its columns show, in the
    order of the columns. The queries run on reader threads; bind filters with `partial`.
    """

    first: "Callable[[Reading, Order, int], Sequence[R]]"
    ids: "Callable[[Reading, Order], Ids]"
    rows: "Callable[[Reading, Sequence[int]], Sequence[R]]"
    key: Callable[[R], int]
    cells: Callable[[R], Sequence[Cell]]
