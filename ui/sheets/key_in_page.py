"""Keying in what came of a call sheet, or of calls noted on any paper."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crm.domain.calendar import LONDON, local_day, say_clock, say_date
from crm.domain.errors import Refusal
from crm.domain.keyed_rows import Cell, KnownCompany, cell_of, read_clock_cell
from crm.domain.outcomes import RULES, Outcome
from ui.form.editors import Choice
from ui.look.buttons import Button
from ui.look.flow import Flow
from ui.look.measure import px
from ui.look.surfaces import column, pane
from ui.look.text import label, muted, wrapped
from ui.room import Desk
from ui.sheets.grid import KeyInGrid
from ui.sheets.grid_rows import GridRow, GridRows
from ui.sheets.hints import hint_for
from ui.sheets.questions import NEWEST, KeyInStart, begin_keying

if TYPE_CHECKING:
    from crm.actions.key_in import KeyedIn
    from crm.data.queries.call_sheets import KeyedLine, SheetFacts

DAYS_BACK = 14
BLANK_ROWS = 1


class KeyInPage(QWidget):
    """The grid, which sheet and day it is for, and over it what the present cell takes."""

    def __init__(self, desk: Desk, file: Button) -> None:
        super().__init__()
        self._desk = desk
        self._file = file
        self._start: KeyInStart | None = None
        self._last: list[tuple[GridRow, Outcome | None, dict[Cell, str]]] = []
        self.sheet, self.day = Choice("Call sheet"), Choice("Day of the calls")
        self.rows = GridRows()
        self.grid = KeyInGrid(self.rows)
        self._hint = wrapped("")
        self._hint.setMinimumHeight(px(34))
        self._count = muted("")
        self._place()
        self.sheet.activated.connect(lambda _number: self.begin(self._wanted()))
        self.day.activated.connect(lambda _number: self._say_hint())
        self.rows.company_typed.connect(self._find)
        self.rows.edited.connect(self._edited)
        self.grid.moved.connect(self._say_hint)

    def begin(self, sheet_id: int | None = None) -> None:
        """Show the lines of a sheet, or a blank list."""
        self._desk.bridge.ask(begin_keying, sheet_id, then=self._show, owner=self, latest="lines")

    def begin_newest(self) -> None:
        """Show the lines of the sheet filed last."""
        self.begin(NEWEST)

    def begun(self) -> bool:
        """Whether something was typed that is not filed."""
        return any(one.begun() for one in self.rows.rows)

    def to_file(self) -> int:
        """How many rows would be filed."""
        return sum(1 for one in self.rows.rows if one.begun())

    def file(self) -> None:
        """File every row that was begun, in one step; those refused stay with the reason."""
        from crm.actions.key_in import TypedLine, key_in_lines

        begun = [one for one in self.rows.rows if one.begun()]
        if not begun or self._start is None:
            return
        lines = [TypedLine(one.line, one.as_keyed(), one.texts.get(Cell.TIME, "")) for one in begun]
        chosen = self._start.chosen
        named = f"call sheet {chosen.sheet.reference}" if chosen else ""
        self._desk.bridge.do(
            key_in_lines, lines, self._day(), named, then=partial(self._filed, begun), owner=self,
            troubled=self._refused,
        )  # fmt: skip

    def taken_back(self) -> None:
        """Put what was filed last back into its rows: an undo loses no typing."""
        for one, outcome, texts in self._last:
            if one in self.rows.rows and not one.begun():
                self.rows.put_back(one, outcome, texts)
        self._say_hint()

    def filed_again(self) -> None:
        """Empty the rows again whose filing was taken back and redone."""
        for one, outcome, texts in self._last:
            if one.outcome is outcome and one.texts == texts:
                self.rows.say_filed(one, _filed_words(one))
        self._say_hint()

    def clear_row(self) -> None:
        """Take back what was typed in the row the user is on."""
        place = self.grid.currentIndex().row()
        if place >= 0:
            self.rows.clear_row(place)
            self._say_hint()

    def hint(self) -> str:
        """What is said under the grid, for tests."""
        return self._hint.text()

    def _place(self) -> None:
        head, inside = pane("head"), QWidget()
        around = column(head, gap=6)
        around.setContentsMargins(px(16), px(8), px(16), px(8))
        around.addWidget(inside)
        around.addWidget(self._hint)
        across = Flow(inside, gap=8)
        for caption, editor in (("Sheet", self.sheet), ("Day of the calls", self.day)):
            words = label(caption, "small")
            words.setBuddy(editor)
            across.addWidget(words)
            across.addWidget(editor)
        across.addWidget(self._file)
        across.addWidget(self._count)
        whole = column(self, gap=0)
        whole.addWidget(head)
        whole.addWidget(self.grid, 1)

    def _wanted(self) -> int | None:
        value = self.sheet.value()
        return value if isinstance(value, int) else None

    def _day(self) -> date:
        value = self.day.value()
        if isinstance(value, date):
            return value
        return local_day(self._start.now if self._start else datetime.now(UTC))

    def _show(self, start: KeyInStart) -> None:
        self._start = start
        today = local_day(start.now)
        offered: list[tuple[str, object]] = [("A blank list", None)]
        offered += [(_sheet_words(one, today), one.id) for one in start.sheets]
        self.sheet.offer(offered)
        self.sheet.choose(start.chosen.id if start.chosen else None)
        days = [today - timedelta(days=back) for back in range(DAYS_BACK)]
        printed = start.chosen.sheet.day if start.chosen else today
        if printed <= today and printed not in days:
            days.append(printed)
        self.day.offer([(say_date(day, today), day) for day in days])
        self.day.choose(min(printed, today))
        rows = [_row(line, today) for line in start.lines]
        rows += [GridRow(len(rows) + 1 + more) for more in range(BLANK_ROWS)]
        self.rows.show_rows(rows)
        self.grid.begin()
        self._say_hint()

    def _find(self, one: GridRow, text: str) -> None:
        from crm.data.queries.call_sheets import company_for_row

        self._desk.bridge.ask(
            company_for_row, text, then=partial(self._found, one, text), owner=self,
            troubled=partial(self._not_found, one),
        )  # fmt: skip

    def _found(self, one: GridRow, text: str, company: KnownCompany) -> None:
        if one.texts.get(Cell.COMPANY) == text:
            self.rows.put_company(one, company)
            self._say_hint()

    def _not_found(self, one: GridRow, refusal: Refusal) -> bool:
        self.rows.say_trouble(one, refusal.message, Cell.COMPANY)
        if one in self.rows.rows:
            self.grid.go_to(self.rows.rows.index(one), Cell.COMPANY)
        self._say_hint()
        return True

    def _filed(self, begun: Sequence[GridRow], done: "KeyedIn") -> None:
        by_line = {one.line: one for one in begun}
        filed = [by_line[line] for line in done.filed]
        self._last = [(one, one.outcome, dict(one.texts)) for one in filed]
        for one in filed:
            self.rows.say_filed(one, _filed_words(one))
        for refused in done.refused:
            self.rows.say_trouble(by_line[refused.line], refused.message, cell_of(refused.field))
        self._edited()
        self._say_filed(len(done.filed), len(done.refused))
        if done.refused:
            first = by_line[done.refused[0].line]
            self.grid.go_to(self.rows.rows.index(first), cell_of(done.refused[0].field))
        else:
            self.grid.begin()
        self._say_hint()

    def _say_filed(self, filed: int, refused: int) -> None:
        calls = "1 call" if filed == 1 else f"{filed} calls"
        rows = "1 row stays" if refused == 1 else f"{refused} rows stay"
        stay = f" {rows}, each with the reason." if refused else ""
        self._desk.say(f"Filed {calls}.{stay}", undo=bool(filed))

    def _refused(self, refusal: Refusal) -> bool:
        self._hint.setText(refusal.message)
        return True

    def _edited(self) -> None:
        count = self.to_file()
        self._file.rename("File 1 call" if count == 1 else f"File {count} calls")
        done = sum(1 for one in self.rows.rows if one.called and not one.begun())
        self._count.setText(f"{done} done" if done else "")
        self._desk.commands.refresh()

    def _say_hint(self) -> None:
        one, cell = self.grid.here()
        if one is None or self._start is None:
            self._hint.setText("")
            return
        said = hint_for(one, cell, self._moment(one), self._start.reasons)
        self._hint.setText(said)
        self.grid.setAccessibleDescription(said)

    def _moment(self, one: GridRow) -> datetime:
        """When the call of a row was, for reading what was said to be next."""
        try:
            clock = read_clock_cell(one.texts.get(Cell.TIME, ""))
        except Refusal:
            clock = None
        return datetime.combine(self._day(), clock or time(9), LONDON)


def _filed_words(one: GridRow) -> str:
    return f"Filed: {RULES[one.outcome].label}" if one.outcome else "Filed"


def _sheet_words(one: "SheetFacts", today: date) -> str:
    count = "1 company" if one.companies == 1 else f"{one.companies} companies"
    return f"{one.sheet.reference} · {say_date(one.sheet.day, today)} · {count}"


def _row(line: "KeyedLine", today: date) -> GridRow:
    if line.company is None:
        return GridRow(line.line, called="Not in the book any more")
    called = ""
    if line.called_at is not None:
        day = local_day(line.called_at)
        when = say_clock(line.called_at) if day == today else say_date(day, today)
        ended = RULES[Outcome(line.outcome)].label if line.outcome in set(Outcome) else "called"
        called = f"{when}: {ended}"
    return GridRow(line.line, line.company, texts={Cell.COMPANY: line.company.name}, called=called)
