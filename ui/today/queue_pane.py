"""The left pane: whom to call now, in which order, and who waits for what."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QWidget

from crm.domain.call_queue import Queue, SetAside, set_aside_reason
from crm.domain.empty_queue import EmptyQueue, Offer, say_empty
from ui.look.buttons import Button
from ui.look.measure import px
from ui.look.surfaces import as_part, card, column, line, row
from ui.look.text import heading, muted, wrapped
from ui.look.tokens import Kind
from ui.panels.stage_badge import queue_kind
from ui.today.queue_foot import SHORT, QueueFoot
from ui.today.queue_list import QueueList, QueueRow

if TYPE_CHECKING:
    from crm.data.queries.queue import CallQueue

ORDER = (
    "Promised call-backs that are due come first, then what you pinned, follow-ups that are hot "
    "or due, retries, and companies never called."
)
LISTED = 500
"""How many companies that wait are listed; the count tells of all."""

_FOR_GOOD = (
    SetAside.OBJECTION,
    SetAside.NO_NUMBER,
    SetAside.ANOTHER_DAY,
    SetAside.CLOSED,
    SetAside.NO_STEP,
)
"""Those that do not come up again today by themselves."""


class QueuePane(QFrame):
    """The queue, or in its place those who wait for one reason; the counts under it choose.

    `chosen(company_id)` comes when the user goes to a row, `entered` when the caret is wanted
    in the note. `offers` are the buttons shown where the queue is empty.
    """

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, offers: Mapping[Offer, Button], leave_set: Button) -> None:
        super().__init__()
        as_part(self, "left pane")
        self.setAccessibleName("Call queue")
        self.list = QueueList("Companies to call now")
        self.waiting = QueueList("Companies that wait")
        self.foot = QueueFoot()
        self._count = muted("")
        self._set, self._set_words = card(Kind.ACCENT), wrapped("", "strong")
        self._empty = wrapped("", "muted")
        self._offers, self._offer_buttons = QWidget(), dict(offers)
        self._kept: tuple[CallQueue, int | None, datetime] | None = None
        self._why: SetAside | None = None
        self._unfolded = False
        self._place(leave_set)
        self.foot.chosen.connect(self._choose)
        for listed in (self.list, self.waiting):
            listed.chosen.connect(self.chosen)
            listed.entered.connect(self.entered)

    def show_queue(
        self, found: "CallQueue", current: int | None, typed: Iterable[int], now: datetime
    ) -> None:
        """Show the queue in its order, and count who waits."""
        noted = frozenset(typed)
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
            for queued in found.queue.rows
        ]
        self._kept = (found, current, now)
        self.list.show_rows(rows, current)
        self._count.setText(f"{found.to_call:,} to call")
        self._count.setAccessibleName(f"{found.to_call} companies to call")
        self.foot.show_counts(found)
        self._show_set(found)
        self._show_empty(found)
        self._show_waiting()

    def mark(self, company_id: int | None) -> None:
        """Mark the company that is on screen."""
        self.list.mark(company_id)
        self.waiting.mark(company_id)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a name beside its badge; the list scrolls."""
        return QSize(px(150), px(160))

    def words(self) -> str:
        """What is said beside and under the rows, for tests."""
        empty = self._empty.text() if not self._empty.isHidden() else ""
        chosen = self._set_words.text() if not self._set.isHidden() else ""
        parts = (self._count.text(), chosen, empty, self.foot.words())
        return "\n".join(part for part in parts if part)

    def offered(self) -> tuple[Offer, ...]:
        """What is offered about an empty queue now."""
        if self._offers.isHidden():
            return ()
        return tuple(o for o, made in self._offer_buttons.items() if not made.isHidden())

    def focus_offer(self) -> bool:
        """Go to the first thing offered about an empty queue; False where nothing is."""
        offered = self.offered()
        if offered:
            self._offer_buttons[offered[0]].setFocus()
        return bool(offered)

    def unfold(self) -> None:
        """Show all who wait, or the queue again."""
        self._unfolded, self._why = not (self._unfolded or self._why is not None), None
        self._show_waiting()
        if self._unfolded:
            self.waiting.setFocus()

    def _choose(self, why: SetAside | None) -> None:
        """Show those who wait for a reason; the same once more leads back to the queue."""
        self._why = None if why is self._why else why
        self._unfolded = False
        self._show_waiting()

    def _show_waiting(self) -> None:
        if self._kept is None:
            return
        found, current, now = self._kept
        shown = self._unfolded or self._why is not None
        if shown:
            self.waiting.show_rows(_waiting_rows(found, self._why, now), current)
        self.waiting.setVisible(shown)
        self.list.setVisible(not shown and bool(found.queue.rows))
        self.foot.light(self._why)

    def _show_set(self, found: "CallQueue") -> None:
        self._set.setVisible(found.working is not None)
        self._set_place.setVisible(found.working is not None)
        if found.working is not None:
            said = f"Working through: {found.working.name} ({_left(found):,} left)"
            self._set_words.setText(said)
            self._set.setAccessibleName(said)

    def _show_empty(self, found: "CallQueue") -> None:
        empty = _why_empty(found)
        self._empty.setText(empty.why if empty else "")
        self._empty.setVisible(empty is not None)
        for offer, made in self._offer_buttons.items():
            made.setVisible(empty is not None and offer in empty.offers)
        self._offers.setVisible(empty is not None)

    def _place(self, leave_set: Button) -> None:
        layout = column(self, gap=0)
        head = row(gap=8)
        head.setContentsMargins(px(14), px(12), px(14), px(6))
        title = heading("Call queue")
        title.setToolTip(ORDER)
        title.setAccessibleDescription(ORDER)
        head.addWidget(title, 1)
        head.addWidget(self._count)
        layout.addLayout(head)
        layout.addWidget(self._set_card(leave_set))
        nobody = QWidget()
        inside = column(nobody, gap=8)
        inside.setContentsMargins(px(14), px(6), px(14), 0)
        inside.addWidget(self._empty)
        inner = column(self._offers, gap=6)
        for offer in self._offer_buttons.values():
            inner.addWidget(offer)
        inside.addWidget(self._offers)
        layout.addWidget(nobody)
        layout.addWidget(self.list)
        layout.addWidget(self.waiting)
        layout.addStretch(0)
        layout.addWidget(line())
        foot = column(gap=0)
        foot.setContentsMargins(px(12), px(8), px(12), px(10))
        foot.addWidget(self.foot)
        layout.addLayout(foot)
        self.waiting.hide()

    def _set_card(self, leave_set: Button) -> QWidget:
        around = column(self._set, gap=4)
        around.setContentsMargins(px(10), px(8), px(8), px(8))
        around.addWidget(self._set_words)
        beside = row(gap=0)
        said = leave_set.accessibleName()
        leave_set.rename("Leave")
        leave_set.setAccessibleName(said)
        beside.addWidget(leave_set)
        beside.addStretch(1)
        around.addLayout(beside)
        outside = QWidget()
        margin = column(outside, gap=0)
        margin.setContentsMargins(px(10), 0, px(10), px(6))
        margin.addWidget(self._set)
        self._set.hide()
        self._set_place = outside
        outside.hide()
        return outside


def _waiting_rows(found: "CallQueue", only: SetAside | None, now: datetime) -> list[QueueRow]:
    queue: Queue = found.queue
    rows = [
        QueueRow(
            candidate.company_id,
            candidate.name,
            (reason := set_aside_reason(candidate, why, now, found.rules)),
            SHORT[why],
            queue_kind(""),
            reason,
        )
        for why, candidates in queue.set_aside.items()
        if only is None or why is only
        for candidate in candidates[:LISTED]
    ]
    return rows[:LISTED]


def _left(found: "CallQueue") -> int:
    """Count those of a set that are still to be called today."""
    waiting = found.queue.set_aside.items()
    return found.to_call + sum(len(these) for why, these in waiting if why not in _FOR_GOOD)


def _why_empty(found: "CallQueue") -> EmptyQueue | None:
    return say_empty(
        found.queue,
        companies=found.companies,
        later=found.later,
        without_number=found.without_number,
        set_name=found.working.name if found.working else "",
        rules=found.rules,
    )
