"""From the companies to Today: put some onto today's list, or work through a set of them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from crm.domain.errors import Refusal
from ui.companies import deeds
from ui.places import Place
from ui.room import Desk

LONG = 200
"""From how many companies on it is shown as a job with progress."""


class CallingFromHere(QObject):
    """Does it for whichever companies are meant; what is wrong goes to the message bar."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def call_today(self, ids: Sequence[int]) -> None:
        """Put companies onto today's list; the message bar says who was left out and why."""
        if ids:
            self._desk.bridge.do(
                deeds.call_today, tuple(ids), owner=self, troubled=self._refused,
                title="Adding to today" if len(ids) >= LONG else "",
            )  # fmt: skip

    def work_through(self, name: str, ids: Sequence[int]) -> None:
        """Keep a selection as a set and go to Today to work through it."""
        self._desk.bridge.do(
            deeds.work_through, name, tuple(ids), then=self._go, owner=self,
            troubled=self._refused,
            title="Putting the set together" if len(ids) >= LONG else "",
        )  # fmt: skip

    def work_through_view(self, name: str, text: str) -> None:
        """Keep a filter as a set and go to Today to work through it."""
        self._desk.bridge.do(
            deeds.work_through_view, name, text, then=self._go, owner=self,
            troubled=self._refused,
        )  # fmt: skip

    def _go(self, set_id: int) -> None:
        self._desk.places.go(Place("today", "set", set_id))

    def _refused(self, refusal: Refusal) -> bool:
        self._desk.troubles.refused.emit(refusal.message)
        return True
