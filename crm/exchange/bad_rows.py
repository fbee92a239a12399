"""Writing the rows that were left out beside the file they came from, each with its reason."""

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from crm.domain.errors import Refusal
from crm.exchange.file_kinds import shown_name
from crm.exchange.formula_safety import neutralise_cell

ROW_HEADING: Final = "Row"
REASON_HEADING: Final = "Reason"
_NAMES_AT_MOST: Final = 10_000
_NAME_BYTES: Final = 200


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out: where it stood, why, and its cells as they were read."""

    number: int
    reason: str
    cells: tuple[str, ...]


def write_bad_rows(original: Path | str, headers: Sequence[str], rows: Iterable[BadRow]) -> Path:
    """Write rows to `<name> - not imported.csv` beside the original and give that path.

    The first two columns are the row number and the reason; the rest stand as in the original,
    so that the corrected file can be brought in. The file is UTF-8 with a mark, as spreadsheets
    expect, its cells neutralised; it appears whole or not at all, and never in place of another
    (a number is added). Raises `Refusal` on `file` where the folder cannot be written.
    """
    original = Path(original)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([ROW_HEADING, REASON_HEADING, *map(neutralise_cell, headers)])
    for row in rows:
        writer.writerow([row.number, neutralise_cell(row.reason), *map(neutralise_cell, row.cells)])
    content = text.getvalue().encode("utf-8-sig", "replace")
    try:
        return _place(original, content)
    except OSError as trouble:
        reason = trouble.strerror or "the disk would not take it"
        raise Refusal(
            f"The rows left out of {shown_name(original)} could not be written beside it: "
            f"{reason}.",
            field="file",
        ) from trouble


def _place(original: Path, content: bytes) -> Path:
    folder = original.parent
    descriptor, temporary = tempfile.mkstemp(prefix=".muster-", suffix=".csv", dir=folder)
    written = Path(temporary)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - an open descriptor, not a path
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if written.stat().st_size != len(content):
            raise OSError(0, "the disk is full")
        return _claim(written, original)
    finally:
        written.unlink(missing_ok=True)


def _claim(written: Path, original: Path) -> Path:
    """Give the finished file the first free name; whoever comes second gets the next number."""
    stem = original.stem.encode("utf-8", "surrogateescape")[:_NAME_BYTES].decode("utf-8", "ignore")
    for number in count(1):
        again = "" if number == 1 else f" {number}"
        target = original.with_name(f"{stem} - not imported{again}.csv")
        try:
            os.link(written, target)  # refuses, unlike a rename, to replace a file
        except FileExistsError:
            if number >= _NAMES_AT_MOST:
                raise
            continue
        except OSError:
            # File systems without hard links (FAT, some network drives): claim the name first.
            try:
                target.touch(exist_ok=False)
            except FileExistsError:
                continue
            written.replace(target)
        _settle(original.parent)
        return target
    raise AssertionError  # count() never ends


def _settle(folder: Path) -> None:
    """Make the new name survive a power cut, where folders can be synchronised at all."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
