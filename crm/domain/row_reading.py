"""A row of a foreign list while it is being understood."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from crm.domain.errors import Refusal
from crm.domain.imported_cells import says_nothing
from crm.domain.imported_values import ColumnKind, RowProblem, Severity
from crm.domain.text_safety import FREE_TEXT_LENGTH, NAME_LENGTH, clean_line

T = TypeVar("T")

_AS_IT_STANDS: Final = frozenset({ColumnKind.COMPANY_NAME, ColumnKind.NOTES})
"""Kinds in which `None` and `-` may be meant, and whose length is checked where they are read."""

_LONG: Final = 200
_RUN_OF_BLANKS: Final = re.compile(r"[^\S\r\n]{2,}")


@dataclass(slots=True)
class RowReading:
    """One row: its cells by kind, and the problems and notes found while they are read."""

    number: int
    values: Mapping[ColumnKind, tuple[str, ...]]
    headings: Mapping[ColumnKind, str]
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def texts(self, kind: ColumnKind) -> tuple[str, ...]:
        """The cells of a kind that say something; one beyond all measure fails the row."""
        found = self.values.get(kind, ())
        if not found or kind in _AS_IT_STANDS:
            return found
        return tuple(self._tame(kind, text) for text in found if not says_nothing(text))

    def text(self, kind: ColumnKind) -> str:
        """The first cell of a kind, empty where there is none."""
        found = self.texts(kind)
        return found[0] if found else ""

    def line(self, kind: ColumnKind, most: int = NAME_LENGTH) -> str:
        """The first cell of a kind as one safe line; kept as a note where it is too long."""
        text = self.text(kind)
        return self.tried(kind, text, lambda: clean_line(text, "text", most), "") if text else ""

    def tried(self, kind: ColumnKind, text: str, read: Callable[[], T], otherwise: T) -> T:
        """Read a cell; keep its text as a note where it is too long or makes no sense."""
        try:
            return read()
        except Refusal as trouble:
            self.keep(kind, text, trouble.message)
            return otherwise

    def keep(self, kind: ColumnKind, text: str, why: str) -> None:
        """Keep what could not be read as a note, and warn."""
        self.notes.append(f"{kind.value.capitalize()}: {text}")
        self.warn(kind, f"{why} It is kept in the notes.")

    def warn(self, kind: ColumnKind | None, message: str) -> None:
        """Name something odd that does not keep the row out; no kind means the whole row."""
        self._add(kind, message, Severity.WARNING)

    def fail(self, kind: ColumnKind | None, message: str) -> None:
        """Name what keeps the row out."""
        self._add(kind, message, Severity.ERROR)

    def _tame(self, kind: ColumnKind, text: str) -> str:
        """Spare the readers of numbers and addresses text that would take them minutes."""
        if len(text) <= _LONG:
            return text
        if len(text) > FREE_TEXT_LENGTH:
            self.fail(kind, f"The text is too long: {len(text):,} characters.")
            return ""
        return _RUN_OF_BLANKS.sub(" ", text)

    def _add(self, kind: ColumnKind | None, message: str, severity: Severity) -> None:
        column = self.headings.get(kind, kind.value) if kind else ""
        self.problems.append(RowProblem(self.number, column, message, severity))
