"""Under the queue: how many are ready and how many wait for what; each count opens its list."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from crm.domain.call_queue import SetAside
from ui.look.chips import Chip, chip
from ui.look.flow import Flow
from ui.look.measure import px

if TYPE_CHECKING:
    from crm.data.queries.queue import CallQueue

ALWAYS = (
    SetAside.LATER_TODAY,
    SetAside.COOLING,
    SetAside.NO_NUMBER,
    SetAside.OBJECTION,
    SetAside.NO_STEP,
)
"""What is counted even where there is none of it, so that the counts keep their places."""

ROOMY = 230
"""The width, at the design size, from which there is room for counts of nothing."""

SHORT = {
    SetAside.OBJECTION: "objection",
    SetAside.NO_NUMBER: "no number",
    SetAside.COOLING: "cooling down",
    SetAside.LATER_TODAY: "call back later",
    SetAside.SNOOZED: "snoozed",
    SetAside.OTHER_TIME: "another time",
    SetAside.ANOTHER_DAY: "another day",
    SetAside.CLOSED: "closed",
    SetAside.NO_STEP: "no next step",
}
"""The reasons to wait in the few words that stand on a chip and in a badge."""

_ORDER = (
    *ALWAYS[:2],
    SetAside.SNOOZED,
    SetAside.OTHER_TIME,
    *ALWAYS[2:],
    SetAside.ANOTHER_DAY,
    SetAside.CLOSED,
)


class QueueFoot(QWidget):
    """The counts as chips; `chosen(reason)` comes when one is pressed, None for those ready."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        layout = Flow(self, gap=5)
        self._ready = self._chip(None)
        self._chips = {why: self._chip(why) for why in _ORDER}
        for made in (self._ready, *self._chips.values()):
            layout.addWidget(made)
        self._counts = dict.fromkeys(_ORDER, 0)
        self.light(None)

    def show_counts(self, found: "CallQueue") -> None:
        """Count anew."""
        self._ready.rename(f"{found.to_call:,} ready")
        counts = counts_of(found)
        for why, count in counts.items():
            made = self._chips[why]
            if made.text() != (words := f"{count:,} {SHORT[why]}"):
                made.rename(words)
            made.setEnabled(bool(found.queue.count(why)) or made.isChecked())
        self._counts = counts
        self._fit()

    def light(self, why: SetAside | None) -> None:
        """Light the count whose list is shown."""
        self._ready.setChecked(why is None)
        for known, made in self._chips.items():
            made.setChecked(known is why)

    def words(self) -> str:
        """All that is counted, for tests."""
        chips = (self._ready, *self._chips.values())
        return " · ".join(made.accessibleName() for made in chips if not made.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what counts nothing where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        roomy = self.width() >= px(ROOMY)
        for why, made in self._chips.items():
            kept = why is SetAside.NO_STEP or (roomy and why in ALWAYS)
            made.setVisible(bool(self._counts[why]) or kept)

    def _chip(self, why: SetAside | None) -> Chip:
        made = chip("", lambda: self.chosen.emit(why), checkable=True)
        made.setToolTip("Show them" if why is None else f"Show who is meant: {why}")
        return made


def counts_of(found: "CallQueue") -> dict[SetAside, int]:
    """Count those that are not to be called now, by the reason."""
    counts = {why: found.queue.count(why) for why in _ORDER}
    counts[SetAside.ANOTHER_DAY] = max(counts[SetAside.ANOTHER_DAY], found.later)
    counts[SetAside.NO_NUMBER] = found.queue.without_number(found.without_number)
    counts[SetAside.NO_STEP] = max(counts[SetAside.NO_STEP], found.without_step)
    return counts
