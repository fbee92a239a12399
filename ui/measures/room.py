"""The room of measures: numbers of some days, the map of the week, the list behind a number."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from crm.domain.calendar import WEEKDAYS
from crm.domain.changes import Changes
from crm.domain.errors import Refusal
from crm.domain.measures import CALLS, FEWEST_CALLS, PACKS, PROMISES, HeatCell, Measure, say_span
from ui.command import Command
from ui.look.flow import Flow
from ui.look.measure import px
from ui.look.surfaces import FlowingPage, column, pane, scrolling
from ui.look.text import heading, label, section_title, wrapped
from ui.look.tokens import Kind
from ui.measures.days_bar import DaysBar
from ui.measures.questions import COLUMNS, Days, Measured, company_of, list_behind, measure
from ui.measures.tiles import Tile
from ui.measures.week_map import LEGEND, WeekMap
from ui.places import Place
from ui.room import Desk, Room
from ui.table.table import Table

if TYPE_CHECKING:
    from crm.data.queries.counted_lines import Behind, CountedLine

GROUP = "Measures"
NARROW = 900
TOUCHED = ("activities", "next_steps", "documents", "companies")
"""Kinds of rows that the measures are taken from."""
RULES = (
    "A dial is every call that was logged. A promise is kept when its company was called before "
    "its time or within 15 minutes after it. Calls an hour are dials by the hours in which "
    "somebody dialled."
)


class MeasuresRoom(Room):
    """Which days and whose calls; tiles, the map, and the list behind what was pressed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._days = Days.TODAY
        self._measured: Measured | None = None
        self._behind: Behind | None = None
        self._commands = tuple(
            Command(f"measures.{days.name.lower()}", f"Measure: {days.value.lower()}",
                    partial(self.choose, days), f"Ctrl+{number}", group=GROUP, tip=tip)
            for number, (days, tip) in enumerate((
                (Days.TODAY, "Measure what was done today"),
                (Days.WEEK, "Measure this week, Monday to Sunday"),
                (Days.DRIVE, "Measure the current drive from its first day on"),
                (Days.CHOSEN, "Measure the days you choose"),
            ), start=1)
        )  # fmt: skip
        self.days = DaysBar(self.choose)
        self.tiles = {
            measure: Tile(measure.value.capitalize(), partial(self.open, measure))
            for measure in Measure
        }
        self.pace = label("", "strong")
        self.week = WeekMap()
        self._best = wrapped("")
        self._trouble = wrapped("", "warning")
        self._list_head = heading("")
        self.list: Table[CountedLine] = Table(
            COLUMNS, desk.bridge, name="What was counted", ticks=False,
            empty="Press a number to see what it counts.",
        )  # fmt: skip
        self._place_parts()
        self._connect()

    def commands(self) -> Sequence[Command]:
        """Which days are measured."""
        return self._commands

    def show_place(self, place: Place) -> None:
        """Measure again; `view` may name the days."""
        known = {days.value: days for days in Days}
        self._days = known.get(place.view, self._days)
        self._ask()

    def refresh(self, changes: Changes) -> None:
        """Measure again what was touched."""
        if any(changes.touch(kind) for kind in TOUCHED):
            self._ask()

    def focus_first(self) -> None:
        """The number of dials."""
        self.tiles[Measure.DIALS].setFocus()

    def focus_filter(self) -> None:
        """Which days."""
        self.days.chips[self._days].setFocus()

    def choose(self, days: Days) -> None:
        """Measure other days."""
        self._days = days
        self._ask()
        if days is Days.CHOSEN:
            self.days.first.setFocus()

    def open(self, measured: Measure) -> None:
        """List what one number counts."""
        self._list(measured, None)

    def open_hour(self, cell: HeatCell) -> None:
        """List the calls of one hour of the week."""
        self._list(Measure.DIALS, cell)

    def said(self) -> str:
        """What is said beside the numbers, for tests."""
        parts = (self.pace, self._best, self._trouble, self._list_head)
        return "\n".join([self.days.words(), *(part.text() for part in parts if part.text())])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand numbers and list above each other where there is no room beside each other."""
        super().resizeEvent(event)
        wide = self.width() >= px(NARROW)
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self._split.orientation() != way:
            self._split.setOrientation(way)
            self._split.setSizes([px(620), px(480)] if wide else [px(420), px(260)])

    def _place_parts(self) -> None:
        numbers = FlowingPage()
        inside = column(numbers, gap=10, margin=16)
        inside.addWidget(self._trouble)
        for caption, measured in (
            ("Calls", CALLS),
            ("Promises", PROMISES),
            ("Packs, and what must be 0", (*PACKS, Measure.NO_STEP)),
        ):
            inside.addWidget(section_title(caption))
            tiles = QWidget()
            flow = Flow(tiles, gap=8)
            for one in measured:
                flow.addWidget(self.tiles[one])
            if caption == "Calls":
                flow.addWidget(self.pace)
            inside.addWidget(tiles)
        inside.addWidget(section_title("Hours that reach people"))
        inside.addWidget(self._best)
        inside.addWidget(self.week)
        inside.addWidget(wrapped(LEGEND, "small"))
        inside.addWidget(wrapped(RULES, "small"))
        inside.addStretch()
        right = pane()
        listed = column(right, gap=0)
        self._list_head.setContentsMargins(px(14), px(12), px(14), px(8))
        listed.addWidget(self._list_head)
        listed.addWidget(self.list, 1)
        right.setMinimumWidth(px(200))
        self._split = split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.setMinimumSize(px(240), px(160))
        split.addWidget(scrolling(numbers))
        split.addWidget(right)
        split.setSizes([px(620), px(480)])
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        whole = column(self, gap=0)
        whole.addWidget(self.days)
        whole.addWidget(split, 1)

    def _connect(self) -> None:
        self.days.dated.connect(self._ask)
        self.days.chosen.connect(self._show_numbers)
        self.week.opened.connect(self.open_hour)
        self.list.opened.connect(self._open_company)

    def _ask(self) -> None:
        self.days.show_days(self._days)
        self.bridge.ask(
            measure, self._days, *self.days.dates(), then=self._show, owner=self,
            troubled=self._refused, latest="measures",
        )  # fmt: skip

    def _show(self, measured: Measured) -> None:
        self._measured = measured
        self._trouble.setText("")
        self._trouble.hide()
        span = measured.measures.span
        self.days.say(say_span(span))
        if self._days is not Days.CHOSEN:
            self.days.put_days(span)
        self.days.offer(who for who, _effort in measured.measures.by_organiser)
        self.week.show_map(measured.measures.heat)
        best = measured.measures.heat.best()
        self._best.setText(
            f"No hour of the week has {FEWEST_CALLS} calls in these days yet."
            if best is None
            else f"Best hour: {WEEKDAYS[best.weekday]} from {best.hour}:00, "
            f"{best.rate:.0%} of {best.dials} calls reached somebody."
        )
        self._show_numbers()

    def _show_numbers(self) -> None:
        if self._measured is None:
            return
        found, who = self._measured.measures, self.days.who()
        effort = dict(found.by_organiser).get(who, found.whole) if who else found.whole
        dials = effort.count(Measure.DIALS)
        for one, tile in self.tiles.items():
            more = ""
            if one in {Measure.REACHED, Measure.CONVERSATIONS} and dials:
                more = f"{effort.count(one) / dials:.0%} of dials"
            tile.show_number(effort.count(one), more, _kind(one, effort.count(one)))
        lost = found.without_step
        self.tiles[Measure.NO_STEP].show_number(
            lost, "all have one" if not lost else "give each one", _kind(Measure.NO_STEP, lost)
        )
        pace = effort.calls_an_hour
        self.pace.setText("" if pace is None else f"{pace:.1f} calls an hour")
        at = self._behind.hour if self._behind else None
        shown = self._behind.measure if self._behind else Measure.DIALS
        self._list(shown, found.heat.cell(*at) if at is not None else None)

    def _list(self, measured: Measure, cell: HeatCell | None) -> None:
        from crm.data.queries.counted_lines import Behind

        if self._measured is None:
            return
        who = self.days.who() if cell is None else ""
        hour = (cell.weekday, cell.hour) if cell is not None else None
        span = self._measured.measures.span
        self._behind = Behind(span, measured, who, hour)
        for one, tile in self.tiles.items():
            tile.setChecked(one is measured and cell is None)
        when = f"{WEEKDAYS[cell.weekday]} from {cell.hour}:00" if cell else say_span(span)
        head = measured.value.capitalize()
        day = "now" if measured is Measure.NO_STEP else when
        self._list_head.setText(" · ".join(part for part in (head, who, day) if part))
        self.list.say_empty("Nothing was counted here.")
        self.list.show_source(list_behind(self._behind))

    def _open_company(self, line: int) -> None:
        if self._behind is not None:
            self.bridge.ask(company_of, self._behind, line, then=self._go, owner=self)

    def _go(self, company: int | None) -> None:
        if company is not None:
            self.desk.places.go(Place("companies", "company", company))

    def _refused(self, refusal: Refusal) -> bool:
        self.days.say("")
        self._trouble.setText(refusal.message)
        self._trouble.show()
        return True


def _kind(measured: Measure, count: int) -> Kind:
    """Colour what wants to be seen to; the words beside it say so too."""
    bad = measured in {Measure.MISSED, Measure.LATE, Measure.NO_STEP} and count
    return Kind.DANGER if bad else Kind.NEUTRAL
