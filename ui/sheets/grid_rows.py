"""The rows of the grid: what was typed in each cell, what is wrong, what was called already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from crm.domain.keyed_rows import Cell, KeyedRow, KnownCompany, first_values
from crm.domain.outcomes import RULES, Outcome
from ui.look.measure import font
from ui.look.scheme import tokens
from ui.look.tokens import Kind

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

CELLS = tuple(Cell)
LINE, FIRST, STATE = 0, 1, len(CELLS) + 1
TITLES: Mapping[Cell, str] = {
    Cell.COMPANY: "Company",
    Cell.TIME: "Time",
    Cell.OUTCOME: "Outcome",
    Cell.WHO: "Talked to",
    Cell.SAYS: "Why or what",
    Cell.NEXT: "Next step",
    Cell.NOTE: "Note",
}


@dataclass(slots=True, eq=False)
class GridRow:
    """One row; `called` says that the company was called since the day of the sheet."""

    line: int
    company: KnownCompany | None = None
    outcome: Outcome | None = None
    texts: dict[Cell, str] = field(default_factory=dict)
    called: str = ""
    trouble: str = ""
    at_fault: Cell | None = None

    def begun(self) -> bool:
        """Whether anything was typed that would be lost."""
        return self.outcome is not None or any(
            text for cell, text in self.texts.items() if cell is not Cell.COMPANY
        )

    def as_keyed(self) -> KeyedRow:
        """What was typed, as it is read."""
        text = self.texts.get
        return KeyedRow(
            self.company,
            self.outcome,
            text(Cell.WHO, ""),
            text(Cell.SAYS, ""),
            text(Cell.NEXT, ""),
            text(Cell.NOTE, ""),
        )


class GridRows(QAbstractTableModel):
    """Cells to type in.

    `company_typed(GridRow, text)` asks for the company meant; `edited` comes when anything
    changed.
    """

    company_typed = Signal(object, str)
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[GridRow] = []

    def show_rows(self, rows: Sequence[GridRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()
        self.edited.emit()

    def add_row(self) -> None:
        """Add an empty row at the end."""
        self.beginInsertRows(NOWHERE, len(self.rows), len(self.rows))
        line = self.rows[-1].line + 1 if self.rows else 1
        self.rows.append(GridRow(line))
        self.endInsertRows()

    def put_outcome(self, place: int, outcome: Outcome | None) -> None:
        """Set the outcome, with what is usually said with it; values of the last one go."""
        one = self.rows[place]
        if one.outcome is not None and one.company is not None:
            for cell, text in first_values(one.outcome, one.company).items():
                if one.texts.get(cell) == text:
                    one.texts.pop(cell)
        one.outcome = outcome
        if outcome is not None and one.company is not None:
            for cell, text in first_values(outcome, one.company).items():
                if not one.texts.get(cell):
                    one.texts[cell] = text
        self._changed(one)

    def put_company(self, one: GridRow, company: KnownCompany) -> None:
        """Set the company of a row."""
        one.company = company
        one.texts[Cell.COMPANY] = company.name
        if one in self.rows and one is self.rows[-1]:
            self.add_row()
        if one in self.rows:
            self.put_outcome(self.rows.index(one), one.outcome)

    def say_trouble(self, one: GridRow, message: str, cell: Cell) -> None:
        """Say what is wrong with a row, at the cell at fault."""
        one.trouble, one.at_fault = message, cell
        self._repaint(one)

    def say_filed(self, one: GridRow, words: str) -> None:
        """Empty a row that was filed; it says what became of it."""
        one.called, one.outcome, one.texts = words, None, {}
        if one.company is not None:
            one.texts[Cell.COMPANY] = one.company.name
        self._changed(one)

    def put_back(self, one: GridRow, outcome: Outcome | None, texts: Mapping[Cell, str]) -> None:
        """Let a row hold again what was typed before it was filed."""
        one.called, one.outcome, one.texts = "", outcome, dict(texts)
        self._changed(one)

    def clear_row(self, place: int) -> None:
        """Take back what was typed in a row."""
        one = self.rows[place]
        one.outcome, one.texts = None, {}
        if one.company is not None:
            one.texts[Cell.COMPANY] = one.company.name
        self._changed(one)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Line, the cells, and how the row stands."""
        return 0 if parent.isValid() else len(CELLS) + 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heads of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return title_of(section)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only cells are typed in; the outcome takes a key without an editor."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        cell = cell_at(index.column())
        editable = cell is not None and cell is not Cell.OUTCOME
        return usual | Qt.ItemFlag.ItemIsEditable if editable else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, says and wears."""
        if not index.isValid():
            return None
        one, cell = self.rows[index.row()], cell_at(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return self._text(one, index.column())
        faulty = bool(one.trouble) and one.at_fault is cell and cell is not None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{title_of(index.column())}: {self._text(one, index.column()) or 'empty'}"
            return f"{said}. {one.trouble}" if faulty else said
        if role == Qt.ItemDataRole.ToolTipRole and one.trouble:
            return one.trouble
        return self._look(one, index.column(), faulty=faulty, role=role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed."""
        cell = cell_at(index.column())
        if role != Qt.ItemDataRole.EditRole or cell is None or cell is Cell.OUTCOME:
            return False
        one, text = self.rows[index.row()], " ".join(str(value).split())
        if cell is Cell.COMPANY:
            if one.company is not None and text == one.company.name:
                return True
            one.company = None
            one.texts[cell] = text
            self._changed(one)
            if text:
                self.company_typed.emit(one, text)
            return True
        one.texts[cell] = text
        self._changed(one)
        return True

    @staticmethod
    def _text(one: GridRow, section: int) -> str:
        cell = cell_at(section)
        if section == LINE:
            return str(one.line)
        if cell is Cell.OUTCOME:
            return "" if one.outcome is None else f"{RULES[one.outcome].key}  {_label(one.outcome)}"
        if cell is not None:
            return one.texts.get(cell, "")
        return f"⚠ {one.trouble}" if one.trouble else one.called

    @staticmethod
    def _look(one: GridRow, section: int, *, faulty: bool, role: int) -> Any:
        worn = tokens()
        if role == Qt.ItemDataRole.BackgroundRole and faulty:
            return QColor(worn.tints[Kind.DANGER])
        if role == Qt.ItemDataRole.ForegroundRole:
            if faulty or (section == STATE and one.trouble):
                return QColor(worn.danger)
            if section in {LINE, STATE} or (one.called and not one.begun()):
                return QColor(worn.muted)
        if role == Qt.ItemDataRole.FontRole and cell_at(section) is Cell.COMPANY:
            return font(bold=True)
        if role == Qt.ItemDataRole.TextAlignmentRole and section == LINE:
            return int(Qt.AlignmentFlag.AlignRight) | int(Qt.AlignmentFlag.AlignVCenter)
        return None

    def _changed(self, one: GridRow) -> None:
        one.trouble, one.at_fault = "", None
        self._repaint(one)
        self.edited.emit()

    def _repaint(self, one: GridRow) -> None:
        if one in self.rows:
            place = self.rows.index(one)
            self.dataChanged.emit(self.index(place, 0), self.index(place, STATE))


def cell_at(section: int) -> Cell | None:
    """The cell of a column; None for the line number and the state."""
    return CELLS[section - FIRST] if FIRST <= section < STATE else None


def title_of(section: int) -> str:
    """The head of a column."""
    cell = cell_at(section)
    if cell is None:
        return "Line" if section == LINE else "State"
    return TITLES[cell]


def section_of(cell: Cell) -> int:
    """The column of a cell."""
    return CELLS.index(cell) + FIRST


def _label(outcome: Outcome) -> str:
    return RULES[outcome].label
