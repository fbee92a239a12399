"""What would become of each row of a list: counted, filtered by action, each with its reason."""

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from crm.domain.imported_values import RowProblem
from crm.domain.imports import Action, ImportPlan, PlannedRow
from ui.bridge import Bridge
from ui.look.chips import Chip
from ui.look.measure import px
from ui.look.surfaces import as_part, column, pane, row
from ui.look.tokens import Kind
from ui.table.columns import Cell, CellKind, Column, Ids, Order, Pill, Source
from ui.table.table import Table

if TYPE_CHECKING:  # SQLAlchemy is imported after the first paint
    from crm.data.connection import Reading

WORDS = {
    Action.CREATE: ("new", Kind.SUCCESS),
    Action.UPDATE: ("fills in", Kind.ACCENT),
    Action.SKIP: ("skipped", Kind.NEUTRAL),
    Action.ERROR: ("left out", Kind.DANGER),
}
"""The badge of each action."""

COLUMNS = (
    Column("row", "Row", 56, CellKind.MUTED),
    Column("action", "Becomes", 84),
    Column("company", "Company", 210, CellKind.BOLD),
    Column("town", "Town", 130, CellKind.MUTED),
    Column("reason", "Why", 300, stretches=True),
)


class PlanRows:
    """The rows of a plan as a source of a table; all of it is at hand, nothing is queried."""

    def __init__(self, plan: ImportPlan, action: Action | None = None) -> None:
        chosen = plan.rows if action is None else plan.with_action(action)
        self._rows = dict(enumerate(chosen, start=1))

    def source(self) -> "Source[int]":
        """The source for the table; its ids count the rows shown."""
        return Source(
            first=lambda _reading, order, limit: self._ordered(order)[:limit].tolist(),
            ids=lambda _reading, order: self._ordered(order),
            rows=self._known,
            key=lambda key: key,
            cells=self._cells,
        )

    def _known(self, _reading: "Reading", ids: Sequence[int]) -> Sequence[int]:
        return [key for key in ids if key in self._rows]

    def _ordered(self, order: Order) -> Ids:
        keys = list(self._rows)
        if order.column:
            keys.sort(key=lambda key: _sort_key(self._rows[key], order.column),
                      reverse=order.descending)  # fmt: skip
        return array("q", keys)

    def _cells(self, key: int) -> Sequence[Cell]:
        row_ = self._rows[key]
        company = row_.company
        words, kind = WORDS[row_.action]
        reason = "not in the book yet" if row_.action is Action.CREATE else row_.reason
        remarks = " ".join(_remark(problem) for problem in row_.problems) if company else ""
        return (
            f"{row_.row_number:,}",
            Pill(words, kind),
            company.name if company else " · ".join(c for c in row_.cells if c.strip())[:120],
            company.address.town if company else "",
            " · ".join(part for part in (reason, remarks) if part),
        )


class Preview(QFrame):
    """Chips with counts, and the rows."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        as_part(self, "pane")
        self._plan = ImportPlan(())
        self._shown: Action | None = None
        self.table: Table[int] = Table(
            COLUMNS, bridge, name="Rows of the list", ticks=False,
            empty="No rows here.",
        )  # fmt: skip
        self.chips: dict[Action | None, Chip] = {}
        head = pane("head")
        line = row(head, gap=6)
        line.setContentsMargins(px(14), px(8), px(14), px(8))
        for action in (None, *Action):
            made = Chip("", checkable=True)
            made.clicked.connect(lambda _on=False, action=action: self.show_only(action))
            self.chips[action] = made
            line.addWidget(made)
        line.addStretch()
        layout = column(self, gap=0)
        layout.addWidget(head)
        layout.addWidget(self.table, 1)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show another plan; the filter stays while it still finds rows."""
        self._plan = plan
        counts = plan.counts()
        self.chips[None].rename(f"All {len(plan.rows):,}")
        for action, (words, _kind) in WORDS.items():
            self.chips[action].rename(f"{words.capitalize()} {counts[action]:,}")
            self.chips[action].setEnabled(bool(counts[action]))
        still = self._shown is None or counts[self._shown] > 0
        self.show_only(self._shown if still else None)

    def show_only(self, action: Action | None) -> None:
        """Show the rows of one action; None shows all."""
        self._shown = action
        for known, made in self.chips.items():
            made.setChecked(known is action)
        self.table.show_source(PlanRows(self._plan, action).source())


def _remark(problem: RowProblem) -> str:
    return f"{problem.column}: {problem.message}" if problem.column else problem.message


def _sort_key(row_: PlannedRow, by: str) -> tuple[str, int]:
    company = row_.company
    words = {
        "action": row_.action.value,
        "company": company.name.casefold() if company else "",
        "town": company.address.town.casefold() if company else "",
        "reason": row_.reason.casefold(),
    }.get(by, "")
    return (words, row_.row_number)
