"""A table somebody else made: what was found in the file, and its rows read one by one.

The readers of each kind of file (`csv_file`, `xlsx_file`) give a `ForeignTable`; nothing in it
is trusted, and everything that was guessed can be chosen instead through `TableChoices`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Final

from crm.domain.errors import Refusal

COLUMNS_AT_MOST: Final = 1_000
"""A table with more columns is no list of companies."""

SAMPLE_ROWS: Final = 200
"""How many rows are looked at to guess separator, heading and columns."""


@dataclass(frozen=True, slots=True)
class TableChoices:
    """What the organiser chose instead of what would be guessed; None leaves it to the guess.

    `encoding` is a name Python knows, `delimiter` one character or empty for a single column,
    `header_row` the row of the heading counted from 1, or 0 for none, `sheet` a sheet's name.
    """

    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    sheet: str | None = None

    def to_dict(self) -> dict[str, str | int]:
        """What was chosen, safe for JSON, so that it can be remembered."""
        return {key: value for key, value in asdict(self).items() if value is not None}


GUESS: Final = TableChoices()
"""Leave everything to the guess."""


def choices_from_dict(remembered: Mapping[str, object]) -> TableChoices:
    """Read back what `TableChoices.to_dict` gave; entries of another type are ignored."""
    texts = {
        key: value
        for key in ("encoding", "delimiter", "sheet")
        if isinstance(value := remembered.get(key), str)
    }
    row = remembered.get("header_row")
    header_row = row if isinstance(row, int) and not isinstance(row, bool) and row >= 0 else None
    return TableChoices(
        encoding=texts.get("encoding"),
        delimiter=texts.get("delimiter"),
        header_row=header_row,
        sheet=texts.get("sheet"),
    )


@dataclass(frozen=True, slots=True)
class ForeignRow:
    """One row as it stands in the file.

    `number` counts from 1 as a spreadsheet does, heading and blank rows included. `problem` is
    a sentence about the row as a whole; with `unreadable` its cells cannot be trusted to stand
    under their headings, so that the row must not be brought in.
    """

    number: int
    cells: tuple[str, ...]
    problem: str = ""
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What was found out about a file before its rows are read.

    `kind` is csv or xlsx; `encoding` and `delimiter` are empty for a spreadsheet, `sheet` and
    `sheets` for a CSV file. `header_row` counts from 1, 0 where the table has no heading; every
    header has a name, made up (`Column C`) where the file gives none. `problems` are sentences
    about the file as a whole.
    """

    name: str
    kind: str
    headers: tuple[str, ...]
    header_row: int
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """A table in a file: its facts, a sample of its first rows, and all rows on demand."""

    facts: TableFacts
    sample: tuple[ForeignRow, ...]
    read: Callable[[], Iterator[ForeignRow]]

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return self.facts.name

    @property
    def headers(self) -> tuple[str, ...]:
        """The name of each column, left to right."""
        return self.facts.headers

    @property
    def encoding(self) -> str:
        """How the text is coded; empty for a spreadsheet."""
        return self.facts.encoding

    @property
    def delimiter(self) -> str:
        """What separates the cells; empty for a spreadsheet and for a single column."""
        return self.facts.delimiter

    @property
    def problems(self) -> tuple[str, ...]:
        """Sentences about the file as a whole."""
        return self.facts.problems

    def rows(self) -> Iterator[ForeignRow]:
        """Read the file once more from the first row under the heading; blank rows are left out.

        Every row has as many cells as there are headers, save the unreadable ones. Raises
        `Refusal` where the file turns out to be damaged or too big on the way.
        """
        return self.read()


def column_letters(position: int) -> str:
    """Name a column as a spreadsheet does: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def name_headers(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Make a name for each of `width` columns from the cells of the heading row.

    Raises `Refusal` on the field `file` where there are more columns than any list has.
    """
    if width > COLUMNS_AT_MOST:
        raise Refusal(
            f"The table has {width:,} columns; at most {COLUMNS_AT_MOST:,} can be read.",
            field="file",
        )
    names = [" ".join(cell.replace("\ufeff", " ").split())[:120] for cell in cells[:width]]
    names += [""] * (width - len(names))
    return tuple(name or f"Column {column_letters(at)}" for at, name in enumerate(names))


def is_blank(cells: tuple[str, ...]) -> bool:
    """Tell whether a row holds nothing but space."""
    return not any(cell and not cell.isspace() for cell in cells)


def fit_row(row: ForeignRow, width: int, *, shifts: bool) -> ForeignRow:
    """Give a row exactly `width` cells, and say so where it had fewer or more.

    Where `shifts` is true (separated text), a filled cell too many means that the row's cells
    no longer stand under their headings, so that the row becomes unreadable and keeps them all.
    """
    if row.unreadable or len(row.cells) == width:
        return row
    found = len(row.cells)
    if found < width:
        cells = row.cells + ("",) * (width - found)
        if not shifts:
            return ForeignRow(row.number, cells, row.problem)
        problem = f"The row has {_cells(found)} where the heading has {width}."
        return ForeignRow(row.number, cells, _join(row.problem, problem))
    if is_blank(row.cells[width:]):
        return ForeignRow(row.number, row.cells[:width], row.problem)
    if not shifts:
        problem = "A cell beyond the last column of the table was left out."
        return ForeignRow(row.number, row.cells[:width], _join(row.problem, problem))
    problem = (
        f"The row has {_cells(found)} where the heading has {width}: "
        "a separator inside a cell may lack its quotation marks."
    )
    return ForeignRow(row.number, row.cells, _join(row.problem, problem), unreadable=True)


def _cells(count: int) -> str:
    return f"{count} cell" if count == 1 else f"{count} cells"


def _join(first: str, second: str) -> str:
    return f"{first} {second}".strip()
