"""What the top bar shows of the day: calls against the goal, people reached, packs."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.look.buttons import Button
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
        layout = row(self, gap=4)
        for part in (
            muted("Calls today"), self._calls, self._goal,
            muted("· reached"), self._reached, muted("· packs"), self._packs,
        ):  # fmt: skip
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
        self.setAccessibleName(
            f"{counts.calls}{goal} calls today, {counts.reached} reached, {counts.packs} packs"
        )
