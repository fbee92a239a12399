"""What the worker process does for the Import room: reading a list, writing what was left out."""

from dataclasses import dataclass
from pathlib import Path

from crm.domain.progress import Progress
from crm.exchange.bad_rows import BadRow, write_bad_rows
from crm.exchange.columns import ColumnMapping
from crm.exchange.foreign_file import ReadCompanies, ReadTable, read_companies, read_table
from crm.exchange.foreign_table import TableChoices

LOOKED_AT = 50
"""Rows read for the screen that maps columns."""


@dataclass(frozen=True, slots=True)
class ReadList:
    """A whole list read as companies, and the SHA-256 of its file."""

    companies: ReadCompanies
    sha256: str


def look_into(path: str, choices: TableChoices) -> ReadTable:
    """Read the first rows of a file; for the worker process."""
    return read_table(Path(path), choices, LOOKED_AT)


def read_list(
    path: str,
    choices: TableChoices,
    mapping: ColumnMapping | None,
    progress: Progress | None = None,
) -> ReadList:
    """Read a whole file as companies; for the worker process."""
    import hashlib

    companies = read_companies(Path(path), choices, mapping, progress)
    with Path(path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ReadList(companies, digest)


def write_left_out(beside: str, headers: tuple[str, ...], rows: tuple[BadRow, ...]) -> str:
    """Write the rows left out beside a file and give where; for the worker process."""
    return str(write_bad_rows(Path(beside), headers, rows))
