"""Which column of a foreign list holds what: guessed, changed by the organiser, remembered."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from crm.domain.errors import Refusal
from crm.domain.imported_values import SEVERAL_COLUMNS, ColumnKind, RawRow
from crm.exchange.column_contents import Content, usual_content
from crm.exchange.column_names import SURE, heading_key, kind_of_heading
from crm.exchange.foreign_table import ForeignRow

_BY_CONTENT: Final[dict[Content, tuple[ColumnKind, float]]] = {
    Content.EMAIL: (ColumnKind.EMAIL, 0.9),
    Content.POSTCODE: (ColumnKind.POSTCODE, 0.9),
    Content.WEBSITE: (ColumnKind.WEBSITE, 0.8),
    Content.SIC: (ColumnKind.ACTIVITIES, 0.8),
    Content.MOBILE: (ColumnKind.MOBILE, 0.7),
    Content.PHONE: (ColumnKind.PHONE, 0.7),
    Content.COMPANY: (ColumnKind.COMPANY_NAME, 0.7),
    Content.COMPANY_NUMBER: (ColumnKind.REGISTERED_NUMBER, 0.6),
    Content.PERSON: (ColumnKind.FULL_NAME, 0.6),
    Content.TITLE: (ColumnKind.PERSON_TITLE, 0.6),
    Content.STREET: (ColumnKind.ADDRESS_LINE_1, 0.5),
}
"""What a column of one shape may be where its heading does not say."""

_UNMISTAKABLE: Final = frozenset({Content.EMAIL, Content.POSTCODE, Content.WEBSITE})
_ENOUGH: Final = 0.6
_PLAIN_NAME: Final = 0.3
_PHONES: Final = (ColumnKind.PHONE, ColumnKind.SECOND_PHONE)
_AGREES: Final[dict[Content, frozenset[ColumnKind]]] = {
    Content.EMAIL: frozenset({ColumnKind.EMAIL, ColumnKind.NOTES}),
    Content.POSTCODE: frozenset({ColumnKind.POSTCODE, ColumnKind.ADDRESS, ColumnKind.NOTES}),
    Content.WEBSITE: frozenset(
        {ColumnKind.WEBSITE, ColumnKind.COMPANY_NAME, ColumnKind.SOURCE, ColumnKind.NOTES}
    ),
}
"""Headings that unmistakable contents do not contradict: a firm may be called `lastminute.com`."""


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column: its heading, what it holds (None: nothing we keep), how sure the guess is.

    `confidence` runs from 0.0 to 1.0; 1.0 is a known heading or the organiser's choice.
    """

    heading: str
    kind: ColumnKind | None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What every column of a list holds, left to right; editing gives a new mapping."""

    columns: tuple[MappedColumn, ...]

    def with_column(self, at: int, kind: ColumnKind | None) -> "ColumnMapping":
        """Say what the column at position `at` (from 0) holds.

        A kind that only one column can hold is taken from the column that had it.
        """
        columns = list(self.columns)
        if kind is not None and kind not in SEVERAL_COLUMNS:
            for other, column in enumerate(columns):
                if column.kind is kind and other != at:
                    columns[other] = replace(column, kind=None, confidence=0.0)
        columns[at] = replace(columns[at], kind=kind, confidence=1.0)
        return ColumnMapping(tuple(columns))

    def check(self) -> None:
        """Raise `Refusal` on the field `columns` where no column holds the company's name."""
        if all(column.kind is not ColumnKind.COMPANY_NAME for column in self.columns):
            raise Refusal(
                "Say which column holds the company name; without one nothing can be brought in.",
                field="columns",
            )

    def headings(self) -> dict[ColumnKind, str]:
        """The list's own heading for each kind (the first, where several columns hold it)."""
        names: dict[ColumnKind, str] = {}
        for column in self.columns:
            if column.kind is not None:
                names.setdefault(column.kind, column.heading)
        return names

    def raw_rows(self, rows: Iterator[ForeignRow]) -> Iterator[RawRow]:
        """Sort the cells of each row by kind; cells are stripped and empty ones left out."""
        wanted = [(at, c.kind) for at, c in enumerate(self.columns) if c.kind is not None]
        for row in rows:
            if row.unreadable:
                yield RawRow(row.number, {}, row.cells, trouble=row.problem)
                continue
            values: dict[ColumnKind, tuple[str, ...]] = {}
            for at, kind in wanted:
                if text := row.cells[at].strip():
                    values[kind] = (*values[kind], text) if kind in values else (text,)
            yield RawRow(row.number, values, row.cells, remark=row.problem)

    def to_dict(self) -> dict[str, list[dict[str, str | None]]]:
        """Everything that is worth remembering, safe for JSON."""
        return {
            "columns": [
                {"heading": column.heading, "kind": column.kind and column.kind.value}
                for column in self.columns
            ]
        }


def headings_fingerprint(headers: Sequence[str]) -> str:
    """A short key under which the mapping for lists with these headings can be remembered."""
    keys = "\n".join(sorted(heading_key(header) or header for header in headers))
    return hashlib.sha256(keys.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def mapping_from_dict(remembered: Mapping[str, object], headers: Sequence[str]) -> ColumnMapping:
    """Lay a remembered mapping over the headings of a list, in whatever order they stand now.

    Columns that were not there, and kinds this release does not know, come out with no kind.
    """
    kinds: dict[str, list[ColumnKind | None]] = {}
    entries = remembered.get("columns")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(heading := entry.get("heading"), str):
            kinds.setdefault(_key(heading), []).append(_kind(entry.get("kind")))
    columns = []
    used: set[ColumnKind] = set()
    for header in headers:
        left = kinds.get(_key(header))
        kind = left.pop(0) if left else None
        if kind in used and kind not in SEVERAL_COLUMNS:
            kind = None
        if kind is not None:
            used.add(kind)
        columns.append(MappedColumn(header, kind, 1.0 if kind else 0.0))
    return ColumnMapping(tuple(columns))


def guess_columns(headers: Sequence[str], sample: Sequence[ForeignRow]) -> ColumnMapping:
    """Guess what each column holds from its heading, and from its cells where that says nothing.

    The surest guess is given first, and a kind only one column can hold is given once.
    """
    guesses = [
        _guess(header, [row.cells[at] for row in sample if not row.unreadable])
        for at, header in enumerate(headers)
    ]
    given: dict[int, tuple[ColumnKind, float]] = {}
    used: set[ColumnKind] = set()
    order = sorted(
        ((sure, -at, kind) for at, found in enumerate(guesses) for kind, sure in found),
        reverse=True,
    )
    for sure, minus_at, wished in order:
        at, kind = -minus_at, _free_phone(wished, used)
        if at in given or (kind in used and kind not in SEVERAL_COLUMNS):
            continue
        given[at] = (kind, sure)
        used.add(kind)
    _give_names(headers, sample, given, used)
    return ColumnMapping(
        tuple(
            MappedColumn(header, *given.get(at, (None, _sure_of_nothing(header))))
            for at, header in enumerate(headers)
        )
    )


def _guess(header: str, cells: list[str]) -> list[tuple[ColumnKind, float]]:
    kind, sure = kind_of_heading(header)
    content, share = usual_content(cells)
    found: list[tuple[ColumnKind, float]] = []
    if kind is ColumnKind.PERSON_TITLE and content is not Content.TITLE and cells:
        # `Title` is Mr or Ms on one list and Managing Director on another.
        blank = content is Content.NOTHING
        return [(kind, sure) if blank else (ColumnKind.JOB_TITLE, 0.7)]
    if content in _UNMISTAKABLE and share >= 0.8 and kind is not None:
        agreed = _AGREES[content]
        if kind not in agreed:
            return [(_BY_CONTENT[content][0], 0.9 * share)]
    if kind is not None:
        found.append((kind, sure))
        found += _second_thoughts(header, kind)
    elif sure < SURE and content in _BY_CONTENT and share >= _ENOUGH:
        other, confidence = _BY_CONTENT[content]
        found.append((other, confidence * share))
    return found


def _free_phone(kind: ColumnKind, used: set[ColumnKind]) -> ColumnKind:
    """Make the second column of numbers the second phone, and any more further phones."""
    if kind not in _PHONES or kind not in used:
        return kind
    return next((other for other in _PHONES if other not in used), ColumnKind.PHONE)


def _second_thoughts(header: str, kind: ColumnKind) -> list[tuple[ColumnKind, float]]:
    """What a column may be where its first kind went to a surer one."""
    if heading_key(header) in {"name", "names"}:
        return [(ColumnKind.FULL_NAME, 0.4)]
    following = {
        ColumnKind.ADDRESS: ColumnKind.ADDRESS_LINE_1,
        ColumnKind.ADDRESS_LINE_1: ColumnKind.ADDRESS_LINE_2,
        ColumnKind.ADDRESS_LINE_2: ColumnKind.ADDRESS_LINE_3,
    }
    return [(following[kind], 0.6)] if kind in following else []


def _give_names(
    headers: Sequence[str],
    sample: Sequence[ForeignRow],
    given: dict[int, tuple[ColumnKind, float]],
    used: set[ColumnKind],
) -> None:
    """Settle what only the whole table shows: a bare list of names, an address in parts."""
    for at, (kind, sure) in list(given.items()):
        parts = {ColumnKind.ADDRESS_LINE_2, ColumnKind.TOWN, ColumnKind.ADDRESS_LINE_3}
        first = ColumnKind.ADDRESS_LINE_1
        if kind is ColumnKind.ADDRESS and used & parts and first not in used:
            given[at] = (first, sure)
            used.add(first)
    if ColumnKind.COMPANY_NAME in used:
        return
    for at, header in enumerate(headers):
        cells = [row.cells[at].strip() for row in sample if not row.unreadable]
        content, _ = usual_content(cells)
        unknown = len(headers) == 1 or kind_of_heading(header) == (None, 0.0)
        unlike = len(set(cells)) > 0.8 * len(cells)
        if at not in given and unknown and unlike and content is Content.WORDS:
            given[at] = (ColumnKind.COMPANY_NAME, _PLAIN_NAME)
            return


def _sure_of_nothing(header: str) -> float:
    kind, sure = kind_of_heading(header)
    return sure if kind is None else 0.0


def _key(heading: str) -> str:
    return heading_key(heading) or heading


def _kind(value: object) -> ColumnKind | None:
    try:
        return ColumnKind(value) if isinstance(value, str) else None
    except ValueError:
        return None
