"""What the top bar shows of the day: the session, calls against the goal, people reached, packs."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.look.buttons import Button
from ui.look.measure import px
from ui.look.surfaces import row
from ui.look.text import dress, label, muted, strong
from ui.today.session_clock import SessionFacts

if TYPE_CHECKING:
    from crm.data.queries.call_card import CallingDay

NEAR, WIDE = 4, 14
"""Gaps within and between what belongs together, at the design size."""


class DayBar(QWidget):
    """`Session 0:42 · 17 calls · 24 an hour`, `Calls today 14 / 40 · reached 6 · packs 3`.

    `turn` starts and pauses the session, `new_company` opens the form, `measures` leads to all
    the numbers. What has no room is left out, that button and the packs first.
    """

    def __init__(self, turn: Button, new_company: Button, measures: Button) -> None:
        super().__init__()
        self._calls, self._reached, self._packs = strong("0"), strong("0"), strong("0")
        self._goal = muted("")
        self._caption, self._button, self._turn = muted("Calls today"), new_company, turn
        self._session = label("", "strong")
        self._begun = False
        self._more: tuple[tuple[QWidget, ...], ...] = (
            (self._turn,),
            (self._caption,),
            (self._session,),
            (muted("· reached"), self._reached),
            (muted("· packs"), self._packs),
            (measures,),
        )
        layout = row(self, gap=NEAR)
        layout.addStretch(1)
        layout.addWidget(self._session)
        layout.addWidget(self._turn)
        layout.addSpacing(px(WIDE - NEAR))
        for part in (self._caption, self._calls, self._goal, *self._more[3], *self._more[4]):
            layout.addWidget(part)
        layout.addWidget(measures)
        layout.addSpacing(px(WIDE - NEAR))
        layout.addWidget(new_company)
        self.show_session(SessionFacts())

    def show_day(self, day: "CallingDay") -> None:
        """Show the counts of today."""
        counts = day.counts
        self._calls.setText(f"{counts.calls:,}")
        self._goal.setText(f"/ {day.goal:,}" if day.goal else "")
        self._goal.setVisible(bool(day.goal))
        self._reached.setText(f"{counts.reached:,}")
        self._packs.setText(f"{counts.packs:,}")
        goal = f" of {day.goal}" if day.goal else ""
        self._refit()
        self.setAccessibleName(
            f"{counts.calls}{goal} calls today, {counts.reached} reached, {counts.packs} packs"
        )

    def show_session(self, facts: SessionFacts) -> None:
        """Show how the session stands; grey while it is paused."""
        calls = "1 call" if facts.calls == 1 else f"{facts.calls:,} calls"
        words = ["Paused" if facts.paused else "Session", facts.clock()]
        more = [calls, *([f"{facts.pace()} an hour"] if facts.pace() else [])]
        said = " · ".join([" ".join(words), *more]) if facts.begun else ""
        self._begun = facts.begun
        self._session.setText(said)
        self._session.setAccessibleName(said)
        dress(self._session, words="muted" if facts.paused else "strong")
        waiting = "Go on" if facts.begun else "Start session"
        self._turn.rename("Pause" if facts.running else waiting)
        self._refit()

    def session_words(self) -> str:
        """What is said of the session; empty where none was begun."""
        return self._session.text()

    def sizeHint(self) -> QSize:
        """Room for everything."""
        parts = [part for group in self._more for part in group if self._wanted(part)]
        return QSize(self._wide([self._calls, self._goal, *parts]), self._height())

    def minimumSizeHint(self) -> QSize:
        """Room for the calls and the button."""
        return QSize(self._wide((self._calls, self._goal)), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room, the packs first."""
        super().resizeEvent(event)
        self._fit()

    def _refit(self) -> None:
        self.updateGeometry()
        self._fit()

    def _wanted(self, part: QWidget) -> bool:
        return part is not self._session or self._begun

    def _height(self) -> int:
        return self._button.sizeHint().height()

    def _fit(self) -> None:
        kept: tuple[QWidget, ...] = (self._calls, self._goal)
        for more in self._more:
            wanted = all(self._wanted(part) for part in more)
            shown = wanted and self._wide((*kept, *more)) <= self.width()
            kept = (*kept, *more) if shown else kept
            for part in more:
                part.setVisible(shown)

    def _wide(self, parts: Iterable[QWidget]) -> int:
        words = [part.sizeHint().width() + px(NEAR) for part in parts]
        return sum(words) + self._button.sizeHint().width() + px(2 * WIDE)
