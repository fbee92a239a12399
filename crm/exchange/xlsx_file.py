"""Reading Excel workbooks (.xlsx): values only, one sheet, row by row, within limits.

Nothing in a workbook runs: formulas give the value the spreadsheet last saved. The XML is read
through defusedxml, which openpyxl uses where it is installed.
"""

import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from crm.domain.errors import Refusal
from crm.exchange.file_kinds import shown_name
from crm.exchange.foreign_table import (
    COLUMNS_AT_MOST,
    GUESS,
    SAMPLE_ROWS,
    ForeignRow,
    ForeignTable,
    TableChoices,
    TableFacts,
    column_letters,
    fit_row,
    is_blank,
    name_headers,
)
from crm.exchange.table_shape import find_header, table_width

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

PACKED_AT_MOST: Final = 20 * 1024**2
UNPACKED_AT_MOST: Final = 200 * 1024**2
ROWS_AT_MOST: Final = 1_048_576
"""What a spreadsheet itself can hold; a file that claims more is made to harm."""

CELLS_AT_MOST: Final = 50_000_000
_AT_A_TIME: Final = 500
_DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, OSError, EOFError,
    LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RuntimeError, struct.error,
)  # fmt: skip
"""All that zipfile, the XML parser and openpyxl raise on files that are not what they claim."""

_ERROR_CELLS: Final = frozenset(
    {"#N/A", "#DIV/0!", "#REF!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#GETTING_DATA",
     "#SPILL!", "#CALC!"}
)  # fmt: skip
_ZEROS: Final = re.compile('"?(0{2,15})"?')


def open_xlsx(path: Path, choices: TableChoices = GUESS) -> ForeignTable:
    """Look into a workbook and say which sheet is read and how it is headed.

    Without a choice it is the first visible sheet that holds anything. Raises `Refusal` on `file`
    for a damaged, locked or too large workbook, on `sheet` or `header_row` for a wrong choice.
    """
    name = shown_name(path)
    _check_size(path, name)
    with _opened(path, name) as workbook:
        sheets = _sheets(workbook)
        title, records = _choose_sheet(sheets, choices.sheet, name)
        names = tuple(sheets)
    header_row = choices.header_row
    if header_row is None:
        header_row = find_header(records)
    heading: tuple[str, ...] = ()
    if header_row:
        found = [record.cells for record in records if record.number == header_row]
        if not found:
            raise Refusal(f"{name} has no heading on row {header_row:,}.", field="header_row")
        heading = found[0]
    below = [r for r in records if r.number > header_row and not is_blank(r.cells)][:SAMPLE_ROWS]
    width = max([table_width(heading, below), *(_filled(row.cells) for row in below)])
    headers = name_headers(heading, width)

    def read() -> Iterator[ForeignRow]:
        with _opened(path, name) as again:
            sheet = _sheets(again).get(title)
            if sheet is None:
                raise Refusal(f"{name} has changed on disk.", field="file")
            for record in _records(sheet, name):
                if record.number > header_row and not is_blank(record.cells):
                    yield fit_row(record, len(headers), shifts=False)

    rows = tuple(fit_row(row, len(headers), shifts=False) for row in below)
    facts = TableFacts(name, "xlsx", headers, header_row, sheet=title, sheets=names)
    return ForeignTable(facts, rows, read)


def _check_size(path: Path, name: str) -> None:
    if path.stat().st_size > PACKED_AT_MOST:
        raise Refusal(
            f"{name} is larger than 20 MB. Save the sheet as CSV and bring that in.", field="file"
        )
    try:
        with zipfile.ZipFile(path) as archive:
            # The sizes an archive declares bind: zipfile stops reading a member there.
            unpacked = sum(member.file_size for member in archive.infolist())
    except _DAMAGE as trouble:
        raise _damaged(name) from trouble
    if unpacked > UNPACKED_AT_MOST:
        raise Refusal(
            f"{name} unpacks to more than 200 MB. Save the sheet as CSV and bring that in.",
            field="file",
        )


@contextmanager
def _opened(path: Path, name: str) -> Iterator["Workbook"]:
    # The file is opened here, because openpyxl leaves it open where a workbook is damaged.
    with path.open("rb") as file:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that reading values does not need
            try:
                workbook = openpyxl.load_workbook(
                    file, read_only=True, data_only=True, keep_links=False
                )
            except _DAMAGE as trouble:
                raise _damaged(name) from trouble
        try:
            yield workbook
        finally:
            workbook.close()


def _sheets(workbook: "Workbook") -> dict[str, "ReadOnlyWorksheet"]:
    """All sheets with cells by name, visible ones first."""
    sheets = [sheet for sheet in workbook.worksheets if hasattr(sheet, "reset_dimensions")]
    sheets.sort(key=lambda sheet: sheet.sheet_state != "visible")
    return {str(sheet.title): sheet for sheet in sheets}


def _choose_sheet(
    sheets: dict[str, "ReadOnlyWorksheet"], chosen: str | None, name: str
) -> tuple[str, list[ForeignRow]]:
    if chosen is not None and chosen not in sheets:
        shown = chosen[:40] if chosen.isprintable() else "that name"
        raise Refusal(f"{name} has no sheet called {shown}.", field="sheet")
    for title, sheet in sheets.items():
        if chosen in {None, title}:
            records = list(islice(_records(sheet, name), 1_000))
            if any(not is_blank(record.cells) for record in records):
                return title, records
    raise Refusal(f"{name} is empty." if chosen is None else f"The sheet {chosen} is empty.",
                  field="file" if chosen is None else "sheet")  # fmt: skip


def _records(sheet: "ReadOnlyWorksheet", name: str) -> Iterator[ForeignRow]:
    sheet.reset_dimensions()  # the size a workbook declares is often wrong, and trusted if kept
    rows = iter(sheet.rows)
    number = cells_read = 0
    while True:
        # In batches, so that the silenced warnings of reading never reach the caller's code.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                batch = list(islice(rows, _AT_A_TIME))
            except _DAMAGE as trouble:
                raise _damaged(name) from trouble
        if not batch:
            return
        for row in batch:
            number += 1
            cells_read += len(row)
            if number > ROWS_AT_MOST or cells_read > CELLS_AT_MOST:
                raise Refusal(f"{name} is larger than any spreadsheet can be.", field="file")
            yield _record(number, row)


def _record(number: int, row: Sequence[object]) -> ForeignRow:
    cells: list[str] = []
    problems: list[str] = []
    for at, cell in enumerate(row):
        value = getattr(cell, "value", None)
        if value is None:
            cells.append("")
        elif isinstance(value, str):
            if value in _ERROR_CELLS:
                where = f"{column_letters(at)}{number}"
                problems.append(f"Cell {where} holds the spreadsheet error {value}.")
                value = ""
            cells.append(value)
        else:
            cells.append(_say(value, cell))
    width = _filled(cells)
    if width > COLUMNS_AT_MOST:
        problems.append(f"Cells beyond column {column_letters(COLUMNS_AT_MOST - 1)} were left out.")
        width = COLUMNS_AT_MOST
    return ForeignRow(number, tuple(cells[:width]), " ".join(problems[:3]))


def _say(value: object, cell: object) -> str:
    """Write a value as text that reads back: no lost zeros, no exponents, dates year first."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        bare = value.time() == time(0)
        return value.date().isoformat() if bare else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        text = _say_number(value)
        zeros = _ZEROS.fullmatch(_number_format(cell))
        return text.zfill(len(zeros[1])) if zeros else text
    return str(value)


def _number_format(cell: object) -> str:
    try:
        return str(getattr(cell, "number_format", ""))
    except LookupError:  # a style that the workbook does not hold
        return ""


def _say_number(value: float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    return f"{value:.15f}".rstrip("0") if "e-" in text else text


def _filled(cells: Sequence[str]) -> int:
    """How many cells there are up to the last that is not blank."""
    for at in range(len(cells), 0, -1):
        if cells[at - 1].strip():
            return at
    return 0


def _damaged(name: str) -> Refusal:
    return Refusal(
        f"{name} is damaged or no Excel workbook. Open it in your spreadsheet, save it again as "
        ".xlsx or CSV, and bring that in.",
        field="file",
    )
