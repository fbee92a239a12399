"""The left pane: whom to call now, in which order, and who waits for what."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QWidget

from crm.domain.call_queue import Queue, SetAside, set_aside_reason, why_empty
from ui.look.buttons import Button, button
from ui.look.measure import px
from ui.look.surfaces import as_part, column, row
from ui.look.text import heading, muted, wrapped
from ui.panels.stage_badge import queue_kind
from ui.today.queue_list import QueueList, QueueRow

if TYPE_CHECKING:
    from crm.data.queries.queue import CallQueue

ORDER = "Why this order? due call-backs first, then follow-ups, warm leads, retries, new"
LISTED = 500
"""How many companies that wait are listed; the count tells of all."""

_SHORT = {
    SetAside.OBJECTION: "objection",
    SetAside.NO_NUMBER: "no number",
    SetAside.COOLING: "cooling",
    SetAside.LATER_TODAY: "later",
    SetAside.OTHER_TIME: "other time",
    SetAside.ANOTHER_DAY: "another day",
    SetAside.NO_STEP: "no step",
}


class QueuePane(QFrame):
    """The queue, the reason for its order, and under it those who wait, folded.

    `chosen(company_id)` comes when the user goes to a row, `entered` when the caret is wanted
    in the note.
    """

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, offers: Sequence[Button] = ()) -> None:
        super().__init__()
        as_part(self, "left pane")
        self.setAccessibleName("Call queue")
        self.list = QueueList("Companies to call now")
        self.waiting = QueueList("Companies that wait")
        self._count = muted("")
        self._fold = button("", quiet=True, run=self._turn)
        self._order = wrapped(ORDER, "muted")
        self._counted = wrapped("", "small")
        self._empty = wrapped("", "muted")
        self._offers = QWidget()
        self._place(offers)
        for listed in (self.list, self.waiting):
            listed.chosen.connect(self.chosen)
            listed.entered.connect(self.entered)
        self.waiting.hide()

    def show_queue(
        self, found: "CallQueue", current: int | None, typed: Iterable[int], now: datetime
    ) -> None:
        """Show the queue in its order, and who waits."""
        queue, noted = found.queue, frozenset(typed)
        rows = [
            QueueRow(
                queued.company_id,
                queued.name,
                queued.line,
                queued.badge,
                queue_kind(queued.badge_kind),
                queued.reason,
                queued.company_id in noted,
            )
            for queued in queue.rows
        ]
        self.list.show_rows(rows, current)
        self.waiting.show_rows(_waiting_rows(queue, now), current)
        self._count.setText(f"{found.to_call:,} to call")
        self._count.setAccessibleName(f"{found.to_call} companies to call")
        self._fold.rename(_waiting_words(found))
        self._fold.setVisible(bool(queue.set_aside))
        self._counted.setText(_counted(found))
        self._empty.setText(_why_empty(found))
        for part, shown in ((self.list, rows), (self._order, rows)):
            part.setVisible(bool(shown))
        for rest in (self._empty, self._offers):
            rest.setVisible(not rows)
        if not queue.set_aside:
            self.waiting.hide()

    def mark(self, company_id: int | None) -> None:
        """Mark the company that is on screen."""
        self.list.mark(company_id)
        self.waiting.mark(company_id)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a name beside its badge; the list scrolls."""
        return QSize(px(150), px(160))

    def words(self) -> str:
        """What is said beside and under the rows, for tests."""
        fold = self._fold.accessibleName() if not self._fold.isHidden() else ""
        empty = self._empty.text() if not self._empty.isHidden() else ""
        return "\n".join(part for part in (self._count.text(), empty, fold) if part)

    def unfold(self) -> None:
        """Show who waits."""
        if self.waiting.isHidden():
            self._turn()

    def _turn(self) -> None:
        self.waiting.setVisible(self.waiting.isHidden())
        said = "shown" if not self.waiting.isHidden() else "folded"
        self._fold.setAccessibleDescription(said)

    def _place(self, offers: Sequence[Button]) -> None:
        layout = column(self, gap=0)
        head = row(gap=8)
        head.setContentsMargins(px(14), px(12), px(14), px(6))
        head.addWidget(heading("Call queue"), 1)
        head.addWidget(self._count)
        layout.addLayout(head)
        layout.addWidget(self.list)
        foot = column(gap=8)
        foot.setContentsMargins(px(14), px(10), px(14), px(4))
        foot.addWidget(self._empty)
        inner = column(self._offers, gap=6)
        for offer in offers:
            inner.addWidget(offer)
        foot.addWidget(self._offers)
        foot.addWidget(self._order)
        foot.addWidget(self._counted)
        layout.addLayout(foot)
        fold = row(gap=0)
        fold.setContentsMargins(px(4), 0, px(4), px(4))
        fold.addWidget(self._fold)
        fold.addStretch(1)
        layout.addLayout(fold)
        layout.addWidget(self.waiting)
        layout.addStretch(0)


def _waiting_rows(queue: Queue, now: datetime) -> list[QueueRow]:
    rows = [
        QueueRow(
            candidate.company_id,
            candidate.name,
            (reason := set_aside_reason(candidate, why, now)),
            _SHORT[why],
            queue_kind(""),
            reason,
        )
        for why, candidates in queue.set_aside.items()
        for candidate in candidates
    ]
    return rows[:LISTED]


def _waiting_words(found: "CallQueue") -> str:
    waiting = sum(len(candidates) for candidates in found.queue.set_aside.values())
    return f"{waiting:,} more wait today"


def _counted(found: "CallQueue") -> str:
    """Say how many are not to be called now, by reason."""
    counts = {why: len(waiting) for why, waiting in found.queue.set_aside.items()}
    counts[SetAside.ANOTHER_DAY] = max(counts.get(SetAside.ANOTHER_DAY, 0), found.later)
    counts[SetAside.NO_NUMBER] = counts.get(SetAside.NO_NUMBER, 0) + found.without_number
    counts[SetAside.NO_STEP] = max(counts.get(SetAside.NO_STEP, 0), found.without_step)
    return " · ".join(f"{counts[why]:,} {why}" for why in SetAside if counts.get(why))


def _why_empty(found: "CallQueue") -> str:
    if found.queue.rows or found.queue.set_aside or not found.later:
        return why_empty(found.queue)
    return "Nobody is to be called now: every next step is on another day."
