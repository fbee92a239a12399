"""What the keys of the queue do: put off, snooze, pin, call today, and work through a set."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from crm.actions.queue_marks import call_today, pin_on_top, put_off, snooze, take_marks_off
from crm.domain.calendar import local_day, say_clock
from crm.domain.errors import Refusal
from ui.places import Place
from ui.room import Desk
from ui.today.call_pane import CallPane
from ui.today.session import CallingSession
from ui.today.session_clock import SessionClock, SessionFacts
from ui.today.snooze_bar import SnoozeBar

if TYPE_CHECKING:
    from crm.data.queries.call_card import CallingDay
    from crm.data.work import Work

Action = Callable[["Work", int], object]


class QueueKeys(QObject):
    """Between the queue and the book; each deed is one step that Ctrl+Z takes back."""

    def __init__(self, desk: Desk, session: CallingSession, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._session = desk, session
        self._pane: CallPane | None = None
        self.clock = SessionClock(desk.preferences, self)
        self.snoozing = SnoozeBar(over, session.now)
        session.set_id = self.remembered()
        session.stays = lambda: self.clock.facts.paused
        session.opening.connect(lambda _id: self.snoozing.hide())
        session.day_shown.connect(self._count)
        self.snoozing.accepted.connect(self._snooze)
        self.snoozing.left.connect(self._to_note)

    def serve(self, pane: CallPane) -> None:
        """Work for a call pane: its note gets the caret, its timer stands still in a pause."""
        self._pane = pane

    def anybody(self) -> bool:
        """Whether a company is on screen."""
        return self._session.current is not None

    def session_begun(self) -> bool:
        """Whether there is a session to end."""
        return self.clock.facts.begun

    def in_set(self) -> bool:
        """Whether a set is worked through."""
        return self._session.set_id is not None

    def put_off(self) -> None:
        """Put the company behind everything else of today, and open the next."""
        name = self._name()
        self._mark(put_off, f"{name} comes up again later today, behind all others.", leave=True)

    def ask_snooze(self) -> None:
        """Ask how long the company is left alone."""
        if self._session.current is not None and self._session.card is not None:
            self.snoozing.ask(self._session.current, self._name())

    def pin(self) -> None:
        """Keep the company on top until it is called."""
        self._mark(pin_on_top, f"{self._name()} stays on top of the queue until it is called.")

    def call_today(self) -> None:
        """Put the company onto today's list."""
        self._mark(call_today, f"{self._name()} is on today's list.")

    def unmark(self) -> None:
        """Take the marks off the company."""
        self._mark(take_marks_off, f"{self._name()} stands where the rules put it.")

    def turn_session(self) -> SessionFacts:
        """Start the session, pause it, or go on."""
        facts = self.clock.turn(local_day(self._session.now()).isoformat())
        self._hold(held=facts.paused)
        if facts.paused:
            self._desk.say(
                f"Paused. What you log now stays on screen{self._by_key('; {} goes on')}."
            )
        elif facts.calls or facts.seconds:
            self._desk.say(f"Going on at {facts.clock()}.")
        else:
            self._desk.say(f"The session has begun.{self._by_key(' {} pauses it.')}")
        return facts

    def _by_key(self, words: str) -> str:
        """Say words with the key that starts and pauses the session; nothing where it has none."""
        key = self._desk.commands.say_key("call.session")
        return words.format(key) if key else ""

    def end_session(self) -> None:
        """End the session and say what came of it."""
        reached = self.clock.end()
        self._hold(held=False)
        calls = "1 call" if reached.calls == 1 else f"{reached.calls:,} calls"
        pace = f", {reached.pace()} an hour" if reached.pace() else ""
        self._desk.say(f"Session over: {reached.clock()}, {calls}{pace}.")

    def work_through(self, set_id: int) -> None:
        """Show a set alone, and remember it for this book."""
        self._remember(set_id)
        self._session.work_through(set_id)

    def leave_set(self) -> None:
        """Show everybody again."""
        self._remember(None)
        self._session.work_through(None)
        self._desk.places.note(Place("today"))

    def remembered(self) -> int | None:
        """The set that was worked through in this book when it was open last."""
        return self._desk.preferences.now.call_sets.get(self._book())

    def find_numbers(self) -> None:
        """List the companies that have no number."""
        self._desk.places.go(Place("companies", view="phone:none"))

    def choose(self) -> None:
        """Go to the companies, to put some onto today's list."""
        self._desk.places.go(Place("companies"))

    def _count(self, day: "CallingDay") -> None:
        self.clock.count(day.counts.calls, local_day(day.now).isoformat())

    def _to_note(self) -> None:
        if self._pane is not None:
            self._pane.to_note()

    def _hold(self, *, held: bool) -> None:
        if self._pane is not None:
            self._pane.timer.hold(held)

    def _remember(self, set_id: int | None) -> None:
        kept = {
            book: known
            for book, known in self._desk.preferences.now.call_sets.items()
            if book != self._book()
        }
        if set_id is not None:
            kept[self._book()] = set_id
        self._desk.preferences.change(call_sets=kept)

    def _book(self) -> str:
        recent = self._desk.preferences.now.recent_books
        return recent[0] if recent else ""

    def _name(self) -> str:
        return self._session.card.page.name if self._session.card is not None else ""

    def _mark(self, action: Action, said: str, *, leave: bool = False) -> None:
        company_id = self._session.current
        if company_id is None or self._session.card is None:
            return
        self._desk.bridge.do(
            action, company_id, owner=self, troubled=self._refused,
            then=lambda _value: self._marked(company_id, said, leave=leave),
        )  # fmt: skip

    def _snooze(self, company_id: int, until: datetime) -> None:
        name = self._name()
        self._desk.bridge.do(
            snooze, company_id, until, owner=self, troubled=self.snoozing.show_refusal,
            then=lambda _value: self._marked(
                company_id, f"{name} is left alone until {say_clock(until)}.", leave=True
            ),
        )  # fmt: skip

    def _marked(self, company_id: int, said: str, *, leave: bool) -> None:
        self.snoozing.hide()
        if leave and self._session.current == company_id:
            self._session.leave()
        self._to_note()
        self._desk.say(said, undo=True)

    def _refused(self, refusal: Refusal) -> bool:
        self._desk.troubles.refused.emit(refusal.message)
        return True
