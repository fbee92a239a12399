"""The shape of a table: what separates its cells, how wide it is, where its heading stands."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from crm.exchange.column_contents import Content, content_of
from crm.exchange.column_names import kind_of_heading
from crm.exchange.foreign_table import ForeignRow, is_blank

DELIMITERS: Final = (",", ";", "\t", "|")
_HEADER_WITHIN: Final = 30
_LABEL_AT_MOST: Final = 60


def find_delimiter(records: Callable[[str], list[ForeignRow]], *, prefer_tab: bool = False) -> str:
    """Find what separates the cells; empty where nothing does.

    `records` reads the sample with a delimiter. The one wins that cuts most rows into the same
    number of cells, the more cells the better.
    """
    best, most = "", 0.0
    for delimiter in DELIMITERS:
        rows = [row for row in records(delimiter) if not is_blank(row.cells)]
        widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda entry: (entry[1], entry[0]))
        share = times / len(rows)
        score = share**2 * math.log2(min(width, 64))
        if delimiter == "\t" and prefer_tab:
            score *= 2
        if share >= 0.4 and score > most:
            best, most = delimiter, score
    return best


def table_width(heading: Sequence[str], below: Sequence[ForeignRow]) -> int:
    """How many columns the table has: those with a heading, and filled ones most rows share."""
    headed = max((at for at, cell in enumerate(heading, start=1) if cell.strip()), default=0)
    filled = [
        max((at for at, cell in enumerate(row.cells, start=1) if cell.strip()), default=0)
        for row in below
        if not row.unreadable
    ]
    if not heading:
        return max(filled, default=1)
    wider = sorted(width for width in filled if width > headed)
    if len(wider) * 2 > len(filled):
        return wider[len(wider) // 2]
    # A heading row that ends in empty cells leaves room for them.
    return max(headed, min(len(heading), max(filled, default=0)), 1)


def find_header(records: Sequence[ForeignRow]) -> int:
    """Find the row that names the columns, counted from 1; 0 where none does.

    A row of known headings wins wherever it stands among the first thirty filled rows; else the
    first row as wide as the table, if it holds labels and not data.
    """
    rows = [row for row in records if not row.unreadable and not is_blank(row.cells)]
    rows = rows[:_HEADER_WITHIN]
    if not rows:
        return 0
    width = _usual_width(rows)
    known = [_known_headings(row) for row in rows]
    most = max(known)
    if most >= 2 or (most == 1 and known[0] == 1 and (width <= 3 or _is_label_row(rows[0]))):
        return rows[known.index(most)].number
    for at, row in enumerate(rows[:-1] or rows):
        filled = sum(bool(cell.strip()) for cell in row.cells)
        if filled < max(1, math.ceil(width * 0.6)) or (filled == 1 < width):
            continue
        return row.number if _heads(row, rows[at + 1 :], width) else 0
    return 0


def _usual_width(rows: Sequence[ForeignRow]) -> int:
    widths = Counter(
        max(at for at, c in enumerate(row.cells, start=1) if c.strip()) for row in rows
    )
    width, times = max(widths.items(), key=lambda entry: (entry[1], entry[0]))
    return width if times > 1 else max(widths)


def _known_headings(row: ForeignRow) -> int:
    kinds = {kind_of_heading(cell)[0] for cell in row.cells if cell.strip()}
    return len(kinds - {None})


def _is_label_row(row: ForeignRow) -> bool:
    """Tell whether every filled cell is a short text that occurs once and is no data."""
    labels = [cell.strip() for cell in row.cells if cell.strip()]
    return len(set(labels)) == len(labels) and all(
        len(label) <= _LABEL_AT_MOST and content_of(label) in {Content.WORDS, Content.NOTHING}
        for label in labels
    )


def _heads(row: ForeignRow, below: Sequence[ForeignRow], width: int) -> bool:
    """Tell a heading from the first row of a table that has none."""
    if not _is_label_row(row) or not below:
        return False
    if width == 1:
        # A bare list of names looks the same from its first line to its last.
        return any(content_of(other.cells[0]) is not Content.WORDS for other in below[:5])
    columns = list(zip(*(_padded(r.cells, width) for r in (row, *below)), strict=True))
    repeated = sum(column[0].strip() != "" and column[0] in column[1:] for column in columns)
    return repeated == 0 or any(_changes_below(column) for column in columns)


def _changes_below(column: Sequence[str]) -> bool:
    kinds = [content_of(cell) for cell in column if cell.strip()]
    return (
        len(kinds) > 1
        and kinds[0] is Content.WORDS
        and all(kind is not Content.WORDS for _, kind in pairwise(kinds))
    )


def _padded(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (cells + ("",) * width)[:width]
