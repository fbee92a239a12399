"""The History room: everything done in the book, newest first, and taking one step back."""

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from crm.domain.calendar import local_day, say_clock, say_date
from crm.domain.changes import Changes
from crm.domain.errors import Refusal
from ui.command import Command
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import as_part, column, pane, row
from ui.look.text import heading, label, muted, section_title, title, wrapped
from ui.look.tokens import Kind
from ui.room import Desk, Room
from ui.table.columns import Cell, CellKind, Column, Ids, Order, Pill, Source
from ui.table.table import Table

if TYPE_CHECKING:  # SQLAlchemy is imported after the first paint
    from crm.data.connection import Reading
    from crm.data.queries.history import StepLine

TOGETHER = 300
"""Steps asked for at once."""

COLUMNS = (
    Column("when", "When", 190, CellKind.MUTED, sortable=False),
    Column("who", "Who", 120, CellKind.MUTED, sortable=False),
    Column("what", "What", 400, CellKind.BOLD, sortable=False, stretches=True),
    Column("state", "", 110, sortable=False),
)


class StepRows:
    """Steps at hand as the source of a table."""

    def __init__(self, steps: "Sequence[StepLine]") -> None:
        self._steps = {step.id: step for step in steps}

    def source(self) -> "Source[StepLine]":
        """The source; its ids are those of the steps."""
        return Source(
            first=lambda _reading, _order, limit: list(self._steps.values())[:limit],
            ids=self._ids,
            rows=self._rows,
            key=lambda step: step.id,
            cells=cells_of,
        )

    def _ids(self, _reading: "Reading", _order: Order) -> Ids:
        return array("q", self._steps)

    def _rows(self, _reading: "Reading", ids: Sequence[int]) -> "Sequence[StepLine]":
        return [self._steps[key] for key in ids if key in self._steps]


class StepPane(QFrame):
    """The step the user is on: what it was, whether it stands, and taking it back."""

    def __init__(
        self, undo: Command, rest: Callable[[], object], leave: Callable[[], object]
    ) -> None:
        super().__init__()
        as_part(self, "right pane")
        self.setMinimumWidth(px(220))
        self.setMaximumWidth(px(340))
        self.setAccessibleName("The step chosen")
        self._head, self._when, self._state = heading(), muted(), wrapped()
        self._head.setWordWrap(True)
        self._when.setWordWrap(True)
        self._conflict = QWidget()
        self._list = wrapped()
        self.undo = button(undo)
        self.rest = button("Undo the rest", primary=True, run=rest)
        self.leave = button("Cancel", run=leave)
        layout = column(self, gap=8, margin=16)
        for part in (self._head, self._when, self._state, self.undo, self._conflict):
            layout.addWidget(part)
        inside = column(self._conflict, gap=8)
        inside.addWidget(section_title("In the way"))
        inside.addWidget(self._list)
        line = row(gap=8)
        line.addWidget(self.rest)
        line.addWidget(self.leave)
        line.addStretch()
        inside.addLayout(line)
        layout.addStretch()
        self.show_step(None)

    def show_step(self, step: "StepLine | None") -> None:
        """Show a step, with nothing in the way yet."""
        self._conflict.hide()
        self.undo.setVisible(step is not None)
        self._head.setText(step.label if step else "")
        self._when.setText(f"{_when(step)} · {step.who}" if step else "")
        self._state.setText(_state_in_words(step) if step else "Choose a step in the list.")
        self.undo.look_again()

    def show_conflict(self, message: str) -> None:
        """List what came later and stands in the way."""
        head, dot, rest = message.partition(". ")
        sentences = [f"• {one.rstrip('.')}" for one in rest.split(". ") if one.strip()]
        self._list.setText("\n".join([f"{head}{dot.strip()}", *sentences]))
        self._conflict.show()
        self.leave.setFocus()

    def conflict(self) -> str:
        """What is said to be in the way; empty for nothing."""
        return "" if self._conflict.isHidden() else self._list.text()


class HistoryRoom(Room):
    """The steps, and beside them the one the user is on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._steps: list[StepLine] = []
        self._more = True
        self._commands = (
            Command("history.undo_step", "Undo this step", self.undo_step, "Ctrl+U",
                    self._can_undo, group="History",
                    tip="Take the chosen step back; what came later is listed first"),
            Command("history.older", "Show older steps", self.show_older, "Ctrl+Down",
                    lambda: self._more, group="History",
                    tip=f"Add the {TOGETHER} steps before those listed"),
        )  # fmt: skip
        self.table: Table[StepLine] = Table(
            COLUMNS, desk.bridge, name="Steps of the book", ticks=False,
            empty="Nothing has been done in this book yet.",
        )  # fmt: skip
        self.pane = StepPane(self._commands[0], self._undo_rest, self._leave_conflict)
        self._count = label("", "muted")
        head = pane("head")
        beside = row(head, gap=12)
        beside.setContentsMargins(px(16), px(10), px(16), px(10))
        beside.addWidget(title("History"))
        beside.addWidget(self._count)
        beside.addStretch()
        beside.addWidget(button(self._commands[1]))
        left = column(gap=0)
        left.addWidget(head)
        left.addWidget(self.table, 1)
        whole = row(self, gap=0)
        whole.addLayout(left, 5)
        whole.addWidget(self.pane, 2)
        self.table.walked.connect(lambda _key: self._show_step())
        self._ask()

    def commands(self) -> Sequence[Command]:
        """Taking back, and looking further back."""
        return self._commands

    def refresh(self, changes: Changes) -> None:
        """Every step is a change of the history."""
        self._ask()

    def focus_first(self) -> None:
        """The list."""
        self.table.setFocus()

    def step(self) -> "StepLine | None":
        """The step the user is on."""
        here = self.table.current_id()
        return next((step for step in self._steps if step.id == here), None)

    def undo_step(self) -> None:
        """Take the step back, or list what stands in the way."""
        chosen = self.step()
        if chosen is not None:
            self.bridge.undo(chosen.id, troubled=self._in_the_way)

    def show_older(self) -> None:
        """Add the steps before those listed."""
        if self._steps:
            from crm.data.queries.history import latest_steps

            query = partial(latest_steps, limit=TOGETHER, before=self._steps[-1].id)
            self.bridge.ask(query, then=self._add, owner=self, latest="older")

    def _ask(self) -> None:
        from crm.data.queries.history import latest_steps

        if self.bridge.has_book:
            query = partial(latest_steps, limit=max(TOGETHER, len(self._steps)))
            self.bridge.ask(query, then=self._show, owner=self, latest="steps")

    def _show(self, steps: "Sequence[StepLine]") -> None:
        self._more = len(steps) >= TOGETHER
        self._steps = list(steps)
        self._list()

    def _add(self, older: "Sequence[StepLine]") -> None:
        self._more = len(older) == TOGETHER
        self._steps += older
        self._list()

    def _list(self) -> None:
        here = self.table.current_id()
        self.table.show_source(StepRows(self._steps).source())
        if self._steps and (here is None or not self.table.go_to(here)):
            self.table.go_to(self._steps[0].id)
        count = len(self._steps)
        self._count.setText(f"the latest {count:,} steps" if self._more else _steps(count))
        self._show_step()
        self.desk.commands.refresh()

    def _show_step(self) -> None:
        self.pane.show_step(self.step())
        self.desk.commands.refresh()

    def _can_undo(self) -> bool:
        chosen = self.step()
        return chosen is not None and chosen.reversible

    def _in_the_way(self, refusal: Refusal) -> bool:
        if refusal.field != "step":
            return False
        self.pane.show_conflict(refusal.message)
        return True

    def _undo_rest(self) -> None:
        chosen = self.step()
        if chosen is not None:
            self.bridge.undo(chosen.id, rest=True)

    def _leave_conflict(self) -> None:
        self._show_step()
        self.table.setFocus()


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count:,} steps"


def cells_of(step: "StepLine") -> Sequence[Cell]:
    """What the columns show of a step."""
    prefix = {"undo": "Undone: ", "redo": "Redone: "}.get(step.kind, "")
    state: Cell = Pill("undone", Kind.NEUTRAL) if step.undone else ""
    if step.kind != "undo" and step.instead:
        state = Pill("final", Kind.WARNING)
    return (_when(step), step.who, prefix + step.label, state)


def _when(step: "StepLine") -> str:
    day = local_day(step.at)
    return f"{say_date(day, day)} {day.year}, {say_clock(step.at)}"


def _state_in_words(step: "StepLine") -> str:
    if step.kind == "undo":
        return "This took another step back. Redo brings it back, if nothing was done since."
    if step.undone:
        return "Undone: what it did does not stand any more."
    return step.instead or "It stands. It can be taken back, also after newer steps."
