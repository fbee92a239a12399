"""The one door for foreign lists: any file a list can be in, read as far as somebody asks.

The window runs `read_table` and `read_companies` in its worker process, since a foreign file may
be slow or made to harm; what they take and give can be pickled.
"""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from crm.domain.errors import Refusal
from crm.domain.imported_rows import read_row
from crm.domain.imported_values import ImportedRow
from crm.domain.progress import Progress, Quiet
from crm.exchange.columns import ColumnMapping, guess_columns
from crm.exchange.csv_file import open_csv
from crm.exchange.file_kinds import FileKind, file_kind, shown_name
from crm.exchange.foreign_table import GUESS, ForeignRow, ForeignTable, TableChoices, TableFacts
from crm.exchange.xlsx_file import open_xlsx

ROWS_AT_MOST: Final = 1_000_000
"""A list of more companies than this is brought in by parts, or is the public register."""

_STEP: Final = 1_000


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The first rows of a file, with the guess of what its columns hold.

    `more` says that there are rows after the last one here.
    """

    facts: TableFacts
    guess: ColumnMapping
    rows: tuple[ForeignRow, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class ReadCompanies:
    """A whole file read as companies, with the mapping that was used."""

    facts: TableFacts
    mapping: ColumnMapping
    rows: tuple[ImportedRow, ...]


def open_table(path: Path | str, choices: TableChoices = GUESS) -> ForeignTable:
    """Look into a CSV file or Excel workbook, whatever its name says it is.

    Raises `Refusal` naming the file where it is neither, and the field of `TableChoices` where a
    choice does not fit.
    """
    path = Path(path)
    if file_kind(path) is FileKind.WORKBOOK:
        return open_xlsx(path, choices)
    return open_csv(path, choices)


def read_table(path: Path | str, choices: TableChoices = GUESS, limit: int = 200) -> ReadTable:
    """Read the first `limit` rows under the heading, for the screen that maps columns."""
    table = open_table(path, choices)
    rows = tuple(islice(table.rows(), limit + 1))
    guess = guess_columns(table.headers, table.sample)
    return ReadTable(table.facts, guess, rows[:limit], len(rows) > limit)


def read_companies(
    path: Path | str,
    choices: TableChoices = GUESS,
    mapping: ColumnMapping | None = None,
    progress: Progress | None = None,
) -> ReadCompanies:
    """Read every row of a file as a company, or as a row with the reasons why it is none.

    Without a `mapping` the guess is used. `progress` counts rows. Raises `Refusal` as
    `open_table`, on `columns` where no column holds the name or the mapping is for another
    table, on `file` beyond a million rows.
    """
    progress = progress or Quiet()
    table = open_table(path, choices)
    mapping = mapping or guess_columns(table.headers, table.sample)
    if len(mapping.columns) != len(table.headers):
        raise Refusal("The columns were chosen for another table; choose them again.",
                      field="columns")  # fmt: skip
    mapping.check()
    headings = mapping.headings()
    found: list[ImportedRow] = []
    for raw in mapping.raw_rows(table.rows()):
        found.append(read_row(raw, headings))
        if len(found) % _STEP == 0:
            progress.step(len(found), note="reading rows")
            if len(found) > ROWS_AT_MOST:
                raise Refusal(
                    f"{shown_name(Path(path))} has more than {ROWS_AT_MOST:,} rows; split it.",
                    field="file",
                )
    progress.step(len(found), len(found), "reading rows")
    return ReadCompanies(table.facts, mapping, tuple(found))
