"""The columns of a list: each with its heading, what stands in it, and what it is taken for."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from crm.domain.imported_values import ColumnKind
from crm.exchange.columns import ColumnMapping
from crm.exchange.foreign_table import ForeignRow
from ui.form.editors import Choice
from ui.look.measure import px
from ui.look.surfaces import empty
from ui.look.text import dress, label, muted

LEFT_OUT = "leave out"
SHOWN = 120
"""Columns that can be mapped by hand; those beyond keep what was guessed."""

SAMPLES = 3

_CHOICES: tuple[tuple[str, object], ...] = (
    (LEFT_OUT, ""),
    *((kind.value, kind.value) for kind in ColumnKind),
)


class Sample(QLabel):
    """Words that are cut with dots where there is no room, and told whole as a tip."""

    def __init__(self, text: str, words: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if words:
            dress(self, words=words)

    def minimumSizeHint(self) -> QSize:
        """It can shrink."""
        return QSize(px(60), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            shown = self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, self.width()
            )
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(self.rect(), flags, shown)


class MappingTable(QWidget):
    """A row for each column of the list; `mapped(ColumnMapping)` comes when one is chosen."""

    mapped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._mapping = ColumnMapping(())
        self._choices: list[Choice] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(px(16), px(4), px(16), px(12))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 4)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_table(self, mapping: ColumnMapping, rows: Sequence[ForeignRow]) -> None:
        """Show the columns of another table."""
        empty(self._grid)
        self._choices = []
        self._mapping = mapping
        for place, words in enumerate(("Column", "In it", "Taken for")):
            head = label(words, "small")
            self._grid.addWidget(head, 0, place)
        for at, column in enumerate(mapping.columns[:SHOWN]):
            heading = Sample(column.heading, "strong")
            sample = Sample(_sample(rows, at), "muted")
            choice = Choice(f"Column {column.heading} is taken for", _CHOICES)
            choice.activated.connect(lambda _number, at=at: self._choose(at))
            self._choices.append(choice)
            for place, part in enumerate((heading, sample, choice)):
                self._grid.addWidget(part, at + 1, place)
        beyond = len(mapping.columns) - SHOWN
        if beyond > 0:
            more = muted(f"And {beyond:,} more columns, taken as they were guessed.")
            self._grid.addWidget(more, SHOWN + 1, 0, 1, 3)
        self._show()

    def choice(self, at: int) -> Choice:
        """What the column at a place (from 0) is taken for."""
        return self._choices[at]

    def focus_first(self) -> None:
        """Go to the first column."""
        if self._choices:
            self._choices[0].setFocus()

    def _choose(self, at: int) -> None:
        value = str(self._choices[at].value())
        self._mapping = self._mapping.with_column(at, ColumnKind(value) if value else None)
        self._show()
        self.mapped.emit(self._mapping)

    def _show(self) -> None:
        for choice, column in zip(self._choices, self._mapping.columns, strict=False):
            choice.choose(column.kind.value if column.kind else "")
            unsure = column.kind is not None and column.confidence < 0.5
            choice.setAccessibleDescription("A guess: please check" if unsure else "")
            choice.setToolTip("A guess: please check" if unsure else "")


def _sample(rows: Sequence[ForeignRow], at: int) -> str:
    found: list[str] = []
    for row in rows:
        text = " ".join(row.cells[at].split()) if at < len(row.cells) else ""
        if text and text not in found:
            found.append(text[:80])
        if len(found) == SAMPLES:
            break
    return " · ".join(found) or "—"
