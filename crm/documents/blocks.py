"""Running text as plain values: paragraphs, headings, list items and simple tables."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a block of text is; how that looks is decided by the document that draws it."""

    TEXT = "text"
    HEADING = "heading"
    SUBHEADING = "subheading"
    ITEM = "item"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Run:
    r"""A stretch of text of one style. A `\n` in it starts a new line."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One paragraph, heading or list item; `marker` is the bullet or number of an item."""

    kind: Kind
    runs: tuple[Run, ...]
    marker: str = ""
    depth: int = 0

    @property
    def text(self) -> str:
        """The words without their style."""
        return "".join(run.text for run in self.runs)


Cell = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table of short texts. `shares` are the widths of the columns, as parts of their sum.

    `marked` is the row to bring out (counted from 0 below the head), None where there is none;
    `right` are the columns of figures, set from the right; `small` sets it in the letters of forms.
    """

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[float, ...] = ()
    marked: int | None = None
    right: tuple[int, ...] = ()
    small: bool = False

    @property
    def text(self) -> str:
        """The words of all cells, one cell a line."""
        cells = [*self.head, *(cell for row in self.rows for cell in row)]
        return "\n".join("".join(run.text for run in cell) for cell in cells)


Block = TextBlock | TableBlock


def plain_text(text: str, kind: Kind = Kind.TEXT) -> tuple[TextBlock, ...]:
    """Make paragraphs of text that somebody typed: a blank line parts them, nothing is markup."""
    paragraphs = (part.strip("\n") for part in text.split("\n\n"))
    return tuple(TextBlock(kind, (Run(part),)) for part in paragraphs if part.strip())
