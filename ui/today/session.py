"""The round of calls: the queue as it stands, the company on screen, the one that comes next."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import monotonic

from PySide6.QtCore import QObject, Signal

from crm.data.queries.call_card import CallCard, CallingDay, call_card, calling_day
from crm.data.queries.queue import CallQueue, call_queue, queue_counts, with_counts
from crm.data.queries.queue_counts import QueueCounts
from crm.domain.changes import Changes
from crm.domain.errors import Refusal
from ui.bridge import Bridge

PROMISED = 1
"""The group of the queue whose companies come before everybody else."""


class CallingSession(QObject):
    """Knows who is on screen and who is next; the queue is put in order between calls only.

    `queue_shown(CallQueue)` comes when the order on screen changes, `opened(CallCard)` when a
    company is on screen, `left()` before another one comes and `opening(id)` as it does,
    `emptied()` when there is nobody, `gone(why)` when the company on screen has gone.
    The card of the next company is asked for while the present one is open: `fetched(CallCard)`.
    """

    queue_shown = Signal(object)
    day_shown = Signal(object)
    left = Signal()
    opening = Signal(object)
    opened = Signal(object)
    fetched = Signal(object)
    emptied = Signal()
    gone = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._cards: dict[int, CallCard] = {}
        self._fresh: CallQueue | None = None
        self._between = True
        self._asked_at = monotonic()
        self.queue: CallQueue | None = None
        self.day: CallingDay | None = None
        self.current: int | None = None
        self.card: CallCard | None = None
        self.told_elsewhere: Callable[[str], object] = lambda _text: None
        self.left_out: Callable[[], Collection[int]] = tuple
        """Companies whose call waits to be filed: the book still has them in the queue."""
        self.stays: Callable[[], bool] = lambda: False
        """Whether a company that is logged stays on screen: the session is paused."""
        self.set_id: int | None = None
        self._counts: QueueCounts | None = None

    def now(self) -> datetime:
        """The book's time."""
        if self.day is None:
            return datetime.now(UTC)
        return self.day.now + timedelta(seconds=monotonic() - self._asked_at)

    def begin(self) -> None:
        """Ask for everything; the first company of the queue opens where none is."""
        self._between = True
        self.look_again()

    def look_again(self) -> None:
        """Ask for the queue and the counts; the order on screen changes between calls only."""
        self._bridge.ask(calling_day, then=self._got_day, owner=self, latest="day")
        self._bridge.ask(
            call_queue, self.set_id, self._counts, then=self._got_queue, owner=self,
            troubled=self._cannot_order, latest="queue",
        )  # fmt: skip
        if self._counts is not None:
            # Counting looks at the whole book: it follows, and nobody waits for it.
            self._bridge.ask(
                queue_counts, self.set_id, then=self._got_counts, owner=self, latest="counts"
            )

    def work_through(self, set_id: int | None) -> None:
        """Show only the companies of a set; with None everybody again."""
        self.set_id, self._counts, self._fresh = set_id, None, None
        self.left.emit()
        self.current = self.card = self.queue = None
        self.begin()

    def between_calls(self) -> None:
        """Say that a call has just ended: the next order to arrive may be shown."""
        self._between = True
        if self._fresh is not None:
            self._show(self._fresh)

    def busy(self) -> None:
        """Say that a call is under way: the order on screen stays as it is."""
        self._between = False

    def open(self, company_id: int) -> None:
        """Put a company on screen; at once where its card is here already."""
        if company_id == self.current and self.card is not None:
            return
        self.left.emit()
        self.current = company_id
        self.opening.emit(company_id)
        card = self._cards.get(company_id)
        if card is not None:
            self._open_card(card)
            return
        self.card = None
        self._bridge.ask(
            call_card, company_id, then=self._open_card, owner=self,
            troubled=self._cannot_open, latest="card",
        )  # fmt: skip

    def step(self, by: int) -> None:
        """Go to the next or the previous company of the order on screen."""
        ids = self._ids()
        if not ids:
            return
        if self.current in ids:
            place = ids.index(self.current) + by
            if 0 <= place < len(ids):
                self.open(ids[place])
        else:
            self.open(ids[0])

    def next_id(self) -> int | None:
        """Who comes after the company on screen: a promise that is due, else the next row."""
        rows = self.queue.queue.rows if self.queue else ()
        for queued in rows:
            if queued.group == PROMISED and queued.company_id != self.current:
                return queued.company_id
        ids = [row.company_id for row in rows]
        if self.current in ids:
            place = ids.index(self.current)
            after = [*ids[place + 1 :], *ids[:place]]
            return after[0] if after else None
        return ids[0] if ids else None

    def leave(self) -> None:
        """Open the next company; the present one stays in the order, wherever it belongs now."""
        following, self._between = self.next_id(), True
        if following is not None:
            self.open(following)
            return
        self.left.emit()
        self.current = self.card = None
        self.emptied.emit()
        self.look_again()

    def go_on(self) -> None:
        """Open the next company, which leaves the present one to what was logged."""
        if self.stays():
            self._between = True
            return
        following = self.next_id()
        gone, self._between = self.current, True
        self._drop_from_order(gone)
        if following is None:
            self.left.emit()
            self.current = self.card = None
            self.emptied.emit()
        else:
            self.open(following)

    def refresh(self, changes: Changes) -> None:
        """Ask again for what was touched."""
        # The rules of calling stand on every card.
        rules = "association" in changes.kinds
        for company_id in list(self._cards):
            if rules or changes.concern(company_id):
                del self._cards[company_id]
        self.look_again()
        if self.current is not None and (rules or changes.concern(self.current)):
            self._bridge.ask(
                call_card, self.current, then=self._renew, owner=self,
                troubled=self._cannot_open, latest="card",
            )  # fmt: skip

    def _ids(self) -> list[int]:
        return [row.company_id for row in self.queue.queue.rows] if self.queue else []

    def _drop_from_order(self, company_id: int | None) -> None:
        """Take the company just called out of the order on screen; the rest stays as it is."""
        if self.queue is None or company_id not in self._ids():
            return
        known = self.queue.queue
        rows = tuple(row for row in known.rows if row.company_id != company_id)
        order = tuple(other for other in known.order if other != company_id)
        self.queue = replace(
            self.queue,
            queue=replace(known, rows=rows, order=order),
            to_call=max(0, self.queue.to_call - 1),
        )
        self.queue_shown.emit(self.queue)

    def _got_day(self, day: CallingDay) -> None:
        self.day, self._asked_at = day, monotonic()
        self.day_shown.emit(day)

    def _got_counts(self, counts: QueueCounts) -> None:
        self._counts = counts
        if self._fresh is not None:
            self._fresh = with_counts(self._fresh, counts)
        if self.queue is not None:
            self.queue = with_counts(self.queue, counts)
            self.queue_shown.emit(self.queue)

    def _cannot_order(self, refusal: Refusal) -> bool:
        """Show everybody where the set cannot be asked any more."""
        if self.set_id is None:
            return False
        self.told_elsewhere(refusal.message)
        self.work_through(None)
        return True

    def _got_queue(self, queue: CallQueue) -> None:
        if self.set_id is not None and queue.working is None:
            self.set_id = None
        if self._counts is None:
            self._counts = queue.counted
        if self._between or self.current is None:
            self._show(queue)
        else:
            self._fresh = queue

    def _show(self, queue: CallQueue) -> None:
        self.queue, self._fresh = queue, None
        self.queue_shown.emit(queue)
        for company_id in self.left_out():
            self._drop_from_order(company_id)
        if self.current is None:
            first = self.next_id()
            if first is None:
                self.emptied.emit()
            else:
                self.open(first)
        else:
            self._fetch_next()

    def _open_card(self, card: CallCard) -> None:
        if card.page.id != self.current:
            return
        self.card = self._cards[card.page.id] = card
        self.opened.emit(card)
        self._fetch_next()

    def _renew(self, card: CallCard) -> None:
        if card.page.id == self.current and card.page.trashed_at is not None:
            self._lose(f"{card.page.name} is in the trash now.")
        elif card.page.id == self.current:
            self.card = self._cards[card.page.id] = card
            self.opened.emit(card)

    def _cannot_open(self, refusal: Refusal) -> None:
        self._lose(refusal.message)

    def _lose(self, why: str) -> None:
        """Take a company off the screen that is gone; what was typed about it is kept."""
        self.gone.emit(why)
        self.left.emit()
        lost, self.current, self.card = self.current, None, None
        self._drop_from_order(lost)
        following = self.next_id()
        if following is None or following == lost:
            self.emptied.emit()
        else:
            self.open(following)

    def _fetch_next(self) -> None:
        following = self.next_id()
        kept = {self.current, following}
        self._cards = {known: card for known, card in self._cards.items() if known in kept}
        if following is not None and following not in self._cards:
            self._bridge.ask(
                call_card, following, then=self._keep, owner=self,
                troubled=lambda _refusal: True, latest="next card",
            )  # fmt: skip

    def _keep(self, card: CallCard) -> None:
        self._cards[card.page.id] = card
        self.fetched.emit(card)
