"""What the top bar shows of the day: calls against the goal, people reached, packs."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.look.buttons import Button
from ui.look.measure import px
from ui.look.surfaces import row
from ui.look.text import muted, strong

if TYPE_CHECKING:
    from crm.data.queries.call_card import CallingDay


class DayBar(QWidget):
    """`Calls today 14 / 40 · reached 6 · packs 3`, and a button for a new company."""

    def __init__(self, new_company: Button) -> None:
        super().__init__()
        self._calls, self._reached, self._packs = strong("0"), strong("0"), strong("0")
        self._goal = muted("")
        self._caption, self._button = muted("Calls today"), new_company
        self._more = (
            (muted("· reached"), self._reached),
            (muted("· packs"), self._packs),
        )
        layout = row(self, gap=4)
        layout.addStretch(1)
        for part in (self._caption, self._calls, self._goal, *self._more[0], *self._more[1]):
            layout.addWidget(part)
        layout.addSpacing(layout.spacing() * 2)
        layout.addWidget(new_company)

    def show_day(self, day: "CallingDay") -> None:
        """Show the counts of today."""
        counts = day.counts
        self._calls.setText(f"{counts.calls:,}")
        self._goal.setText(f"/ {day.goal:,}" if day.goal else "")
        self._goal.setVisible(bool(day.goal))
        self._reached.setText(f"{counts.reached:,}")
        self._packs.setText(f"{counts.packs:,}")
        goal = f" of {day.goal}" if day.goal else ""
        self.updateGeometry()
        self._fit()
        self.setAccessibleName(
            f"{counts.calls}{goal} calls today, {counts.reached} reached, {counts.packs} packs"
        )

    def sizeHint(self) -> QSize:
        """Room for everything."""
        parts = (self._caption, self._calls, self._goal, *self._more[0], *self._more[1])
        return QSize(self._wide(parts), self._button.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the calls and the button."""
        return QSize(self._wide((self._calls, self._goal)), self._button.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room, the packs first."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        kept: tuple[QWidget, ...] = (self._calls, self._goal)
        for more in ((self._caption,), *self._more):
            shown = self._wide((*kept, *more)) <= self.width()
            kept = (*kept, *more) if shown else kept
            for part in more:
                part.setVisible(shown)

    def _wide(self, parts: Iterable[QWidget]) -> int:
        words = [part.sizeHint().width() + px(4) for part in parts]
        return sum(words) + self._button.sizeHint().width() + px(16)
