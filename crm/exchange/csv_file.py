"""Reading separated text (CSV, TSV and their relatives), whoever wrote it.

Every row is read strictly; a row that breaks the rules of quotation is reported by itself and
the next line is read as if nothing had happened, so that one stray mark costs one row.
"""

import csv
import io
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final, Protocol

from crm.domain.errors import Refusal
from crm.exchange.file_kinds import refuse_other_text, shown_name
from crm.exchange.foreign_table import (
    GUESS,
    SAMPLE_ROWS,
    ForeignRow,
    ForeignTable,
    TableChoices,
    TableFacts,
    fit_row,
    is_blank,
    name_headers,
)
from crm.exchange.formula_safety import restore_cell
from crm.exchange.table_shape import find_delimiter, find_header, table_width
from crm.exchange.text_encoding import check_encoding, error_policy, find_encoding

CELL_AT_MOST: Final = 2_000_000
"""Characters of one cell; the library's own limit is too low for a note and cannot be lifted."""

RECORD_AT_MOST: Final = 8_000_000
"""Characters of one row, over all its lines; beyond it the file is no list."""

SAMPLE_CHARACTERS: Final = 131_072
_NO_DELIMITER: Final = "\x1f"
_ODD_CHARACTER = "A character on this row could not be read and is shown as \ufffd."
_NUL_CHARACTER = "Empty characters (NUL) on this row were left out."


class _Stream(Protocol):
    def readline(self, size: int = -1, /) -> str: ...


class _Lines(Iterator[str]):
    """Lines for the CSV reader, with those of the row being read kept to be read again."""

    def __init__(self, stream: _Stream, name: str) -> None:
        self._stream = stream
        self._name = name
        self._again: deque[str] = deque()
        self._size = 0
        self.record: list[str] = []
        self.apostrophes = False
        self.remark = ""

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if not line:
            raise StopIteration
        self.record.append(line)
        self.apostrophes = self.apostrophes or "'" in line
        self._size += len(line)
        if self._size > RECORD_AT_MOST:
            self._refuse()
        return line

    def begin(self) -> None:
        """Forget the row before: the next line begins a new one."""
        self.record = []
        self._size = 0
        self.apostrophes = False
        self.remark = ""

    def reread(self) -> None:
        """Give all lines of the failed row but its first once more."""
        self._again.extendleft(reversed(self.record[1:]))

    def _read(self) -> str:
        line = self._stream.readline(RECORD_AT_MOST + 1)
        if len(line) > RECORD_AT_MOST:
            self._refuse()
        if "\0" in line:
            line = line.replace("\0", "")
            self.remark = _NUL_CHARACTER
        elif "\ufffd" in line:
            self.remark = _ODD_CHARACTER
        return line

    def _refuse(self) -> None:
        raise Refusal(
            f"A row of {self._name} is longer than {RECORD_AT_MOST:,} characters: it is no list, "
            "or a quotation mark is missing.",
            field="file",
        )


def read_records(stream: _Stream, delimiter: str, name: str) -> Iterator[ForeignRow]:
    """Read every record of a text stream opened without newline translation.

    `delimiter` is one character, or empty for a single column. Blank records are given too, so
    that numbers are those a spreadsheet shows. Raises `Refusal` for a record beyond all limits.
    """
    csv.field_size_limit(CELL_AT_MOST)  # one value for the whole process, always this one
    lines = _Lines(stream, name)
    number = 0
    while True:
        reader = csv.reader(
            lines, delimiter=delimiter or _NO_DELIMITER, strict=True, skipinitialspace=True
        )
        try:
            for cells in reader:
                number += 1
                clean = map(restore_cell, cells) if lines.apostrophes else cells
                yield ForeignRow(number, tuple(clean), lines.remark)
                lines.begin()
        except csv.Error as trouble:
            number += 1
            first = lines.record[0].rstrip("\r\n")[:CELL_AT_MOST]
            yield ForeignRow(number, (first,), _say_trouble(trouble), unreadable=True)
            lines.reread()
            lines.begin()
        else:
            return


def open_csv(path: Path, choices: TableChoices = GUESS) -> ForeignTable:
    """Look into a text file and say how it is coded, separated and headed.

    Raises `Refusal` on `file` where it is no table, on `encoding`, `delimiter` or `header_row`
    where a choice does not fit.
    """
    name = shown_name(path)
    encoding = check_encoding(choices.encoding) if choices.encoding else find_encoding(path)
    errors = error_policy(encoding, chosen=bool(choices.encoding))
    sample = _reading(path, encoding, errors, lambda stream: stream.read(SAMPLE_CHARACTERS))
    refuse_other_text(sample, name)
    whole = len(sample) < SAMPLE_CHARACTERS
    stated = _stated_delimiter(sample)
    delimiter = _delimiter(sample, choices, stated, path.suffix, name)

    records = list(islice(read_records(io.StringIO(sample, newline=""), delimiter, name), 1_000))
    if not whole and len(records) > 1:
        records.pop()  # cut off in the middle
    first_row = 2 if stated else 1
    records = [record for record in records if record.number >= first_row]
    header_row = choices.header_row
    if header_row is None:
        header_row = find_header(records)
    heading = _heading(records, header_row, name)
    below = [r for r in records if r.number > header_row and not is_blank(r.cells)][:SAMPLE_ROWS]
    headers = name_headers(heading, table_width(heading, below))
    start = max(header_row + 1, first_row)

    def read() -> Iterator[ForeignRow]:
        for record in _all_records(path, encoding, errors, delimiter):
            if record.number >= start and not is_blank(record.cells):
                yield fit_row(record, len(headers), shifts=True)

    facts = TableFacts(
        name=name,
        kind="csv",
        headers=headers,
        header_row=header_row,
        encoding=encoding,
        delimiter=delimiter,
        problems=() if delimiter else ("No separator was found: read as a single column.",),
    )
    rows = tuple(fit_row(row, len(headers), shifts=True) for row in below)
    return ForeignTable(facts, rows, read)


def _delimiter(sample: str, choices: TableChoices, stated: str, suffix: str, name: str) -> str:
    if choices.delimiter is not None:
        if len(choices.delimiter) > 1 or choices.delimiter in {'"', "\r", "\n", "\0", " "}:
            raise Refusal("A separator is a single character.", field="delimiter")
        return choices.delimiter
    if stated:
        return stated

    def records(delimiter: str) -> list[ForeignRow]:
        text = io.StringIO(sample, newline="")
        return list(islice(read_records(text, delimiter, name), SAMPLE_ROWS))

    return find_delimiter(records, prefer_tab=suffix.casefold() in {".tsv", ".tab"})


def _stated_delimiter(sample: str) -> str:
    """Read the line `sep=;` that spreadsheets write on top of a file, if it is there."""
    start = sample[:8].lstrip("\ufeff").casefold()
    if start.startswith("sep=") and start[5:6] in {"\r", "\n"} and start[4] not in '\r\n"':
        return start[4]
    return ""


def _heading(records: list[ForeignRow], header_row: int, name: str) -> tuple[str, ...]:
    if header_row == 0:
        return ()
    for record in records:
        if record.number == header_row and not record.unreadable:
            return record.cells
    raise Refusal(f"{name} has no heading on row {header_row:,}.", field="header_row")


def _all_records(path: Path, encoding: str, errors: str, delimiter: str) -> Iterator[ForeignRow]:
    name = shown_name(path)
    try:
        with path.open(encoding=encoding, errors=errors, newline="") as stream:
            yield from read_records(stream, delimiter, name)
    except UnicodeError as trouble:
        raise _misread(name, encoding) from trouble
    except OSError as trouble:
        raise Refusal(f"{name} can no longer be read.", field="file") from trouble


def _reading(path: Path, encoding: str, errors: str, use: Callable[[io.TextIOBase], str]) -> str:
    name = shown_name(path)
    try:
        with path.open(encoding=encoding, errors=errors, newline="") as stream:
            return use(stream)
    except UnicodeError as trouble:
        raise _misread(name, encoding) from trouble


def _misread(name: str, encoding: str) -> Refusal:
    return Refusal(f"{name} is not {encoding} text; choose another encoding.", field="encoding")


def _say_trouble(trouble: csv.Error) -> str:
    text = str(trouble)
    if "field limit" in text:
        return (
            f"A cell of this row is longer than {CELL_AT_MOST:,} characters: "
            "a quotation mark may be missing."
        )
    if "unexpected end" in text:
        return "A quotation mark opens on this row and is never closed."
    if "expected after" in text:
        return "A quotation mark stands in the middle of a cell of this row."
    return "This row is not written by the rules of CSV."
