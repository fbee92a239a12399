"""Which days are measured, and whose calls are shown."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from crm.domain.calendar import MONTHS
from crm.domain.measures import Span
from ui.form.editors import Choice, line
from ui.look.chips import chip
from ui.look.flow import Flow
from ui.look.measure import px
from ui.look.surfaces import as_part, row
from ui.look.text import muted, title
from ui.measures.questions import Days

EVERYBODY = "Everybody"


class DaysBar(QFrame):
    """Chips for the usual days, two dates for any others, and the organisers.

    `dated` comes when one of the dates was changed, `chosen` when another organiser was.
    """

    dated = Signal()
    chosen = Signal()

    def __init__(self, choose: Callable[[Days], object]) -> None:
        super().__init__()
        as_part(self, "head")
        self.chips = {
            days: chip(days.value, partial(choose, days), checkable=True) for days in Days
        }
        self.first, self.last = _day_line("First day"), _day_line("Last day")
        self.organisers = Choice("Whose calls", [(EVERYBODY, "")])
        self._words = muted("")
        inside = QWidget()
        across = Flow(inside, gap=8)
        around = row(self, gap=0)
        around.setContentsMargins(px(16), px(10), px(16), px(10))
        around.addWidget(inside)
        dates = (self.first, self.last)
        for part in (title("Measures"), *self.chips.values(), *dates, self.organisers, self._words):
            across.addWidget(part)
        for edit in dates:
            edit.returnPressed.connect(self.dated)
        self.organisers.activated.connect(lambda _number: self.chosen.emit())

    def show_days(self, days: Days) -> None:
        """Mark which days are measured; they are being counted."""
        for one, made in self.chips.items():
            made.setChecked(one is days)
        for edit in (self.first, self.last):
            edit.setVisible(days is Days.CHOSEN)
        self.say("counting…")

    def say(self, words: str) -> None:
        """Say which days they are."""
        self._words.setText(words)

    def words(self) -> str:
        """What is said of the days."""
        return self._words.text()

    def put_days(self, span: Span) -> None:
        """Let the dates begin at what is shown now."""
        for edit, day in ((self.first, span.first), (self.last, span.last)):
            edit.setText(f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}")

    def dates(self) -> tuple[str, str]:
        """The two dates as they are typed."""
        return self.first.text(), self.last.text()

    def offer(self, names: Iterable[str]) -> None:
        """Offer these organisers; where there is one alone there is nothing to choose."""
        known = [(name, name) for name in names]
        self.organisers.offer([(EVERYBODY, ""), *known])
        self.organisers.setVisible(len(known) > 1)

    def who(self) -> str:
        """Whose calls are shown; empty for everybody's."""
        return str(self.organisers.value() or "")


def _day_line(name: str) -> QLineEdit:
    made = line(name, placeholder="14 Mar 2003")
    made.setFixedWidth(px(120))
    made.setToolTip("A day, like 14 Mar 2003; Enter counts again")
    return made
