"""The composition root: builds the window, opens the book behind it, ends both together."""

import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from crm.domain.changes import Changes
from crm.domain.errors import BookTrouble
from ui.book_opening import is_set_up, look_book_over, open_book
from ui.bridge import Bridge
from ui.command import Commands
from ui.lanes import ThreadLanes
from ui.letters.warming import warm_up
from ui.look.scheme import Appearance
from ui.look.tokens import Scheme
from ui.one_window import Doorbell
from ui.places import Place, Places
from ui.preferences import PreferenceStore
from ui.quick_start import hurry_no_more
from ui.room import BookWish, Desk, Sayings
from ui.shell.book_facts import count_to_call, window_facts
from ui.shell.book_files import BookFiles
from ui.shell.catalogue import ROOMS, Entry
from ui.shell.commands import WindowDeeds, window_commands
from ui.shell.facts import WindowFacts
from ui.shell.finding import searcher
from ui.shell.window import Window
from ui.side_lane import SideLane
from ui.where import say_book

if TYPE_CHECKING:  # reminders are loaded once the window is usable
    from ui.shell.alongside import Alongside

HOUR = 3_600_000
SOON = 150
"""Milliseconds after which the counts around the rooms are asked for again."""
SETTLED = 400
"""Milliseconds after the first room is shown until what can wait is begun."""


class App(QObject):
    """The window with its book. Tests make one with a bridge and preferences of their own."""

    strayed = Signal(object)

    def __init__(
        self,
        app: QApplication,
        preferences: PreferenceStore,
        bridge: Bridge | None = None,
        *,
        rooms: Sequence[Entry] = ROOMS,
    ) -> None:
        super().__init__()
        self._app = app
        self.preferences = preferences
        self.appearance = Appearance(app)
        self.wear()
        self.lanes = ThreadLanes() if bridge is None else None
        self.bridge = bridge if bridge is not None else Bridge(self.lanes, parent=self)
        self.places = Places(self)
        aside = SideLane(self, threaded=bridge is None)
        self.desk = Desk(
            self.bridge, self.places, Commands(self), preferences, Sayings(self), aside=aside
        )
        self._alongside: Alongside | None = None
        self.rooms = tuple(rooms)
        self.window = Window(self.desk, self.rooms)
        self.files = BookFiles(self.window, self.desk, self.open_book)
        self.location = ""
        self._first: Callable[[], None] = lambda: None
        self._doorbell = Doorbell(self)
        self._facts_soon = QTimer(self)
        self._hourly, self._settling = QTimer(self), QTimer(self)
        self._connect()
        self.window.take_commands(
            window_commands(self._deeds(), self.bridge, self.places, self.rooms)
        )

    def show(self, location: str | Path, *, create: bool = False) -> None:
        """Show the window, and open the book (a new one with `create`) once it is painted."""
        self.window.restoreGeometry(self.preferences.window_geometry())
        self.window.status.say(f"Opening {say_book(location)}…")
        self.window.installEventFilter(self)
        self._first = partial(self.open_book, str(location), create=create)
        self.window.show()

    def open_book(
        self,
        location: str,
        *,
        create: bool = False,
        before: Callable[[], object] | None = None,
    ) -> None:
        """Open another book in place of this one; `before` runs between the two."""
        self.desk.aside.leave()
        self.window.leave_rooms()
        self.location = location
        self.window.status.say(f"Opening {say_book(location)}…")
        self.bridge.open(lambda: open_book(location, create=create, before=before), self._opened)

    def wear(self) -> None:
        """Dress as the preferences say."""
        now = self.preferences.now
        chosen = Scheme(now.scheme) if now.scheme in set(Scheme) else None
        self.appearance.wear(chosen, text_size=now.text_size)

    def stop(self) -> None:
        """Keep the window's place, finish the writes, close the book."""
        self.preferences.keep_geometry(self.window.saveGeometry())
        self._hourly.stop()
        self._settling.stop()
        self.desk.aside.close()
        self.bridge.close()

    def catch_mistakes(self) -> None:
        """Show every mistake nobody caught as a report instead of ending in silence."""

        def caught(
            _kind: type[BaseException], error: BaseException, _way: TracebackType | None
        ) -> None:
            self.strayed.emit(error)

        sys.excepthook = caught
        threading.excepthook = lambda told: self.strayed.emit(told.exc_value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the book once the window has been painted."""
        if watched is self.window and event.type() is QEvent.Type.Paint:
            self.window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._first)
        return False

    def _connect(self) -> None:
        bridge = self.bridge
        self.window.closing.connect(self.stop)
        self._doorbell.rang.connect(self._come_forward)
        self._facts_soon.setSingleShot(True)
        self._facts_soon.setInterval(SOON)
        self._facts_soon.timeout.connect(self.ask_facts)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED)
        self._settling.timeout.connect(self._settle)
        self._hourly.setInterval(HOUR)
        self._hourly.timeout.connect(lambda: self.files.back_up_if_due(self.ask_facts))
        self.strayed.connect(bridge.troubles.meet)
        self.desk.wishes.book_wished.connect(self._open_wished)
        self.desk.wishes.look_wished.connect(self.wear)
        bridge.changed.connect(self._changed)
        bridge.troubles.book_troubled.connect(self._book_troubled)

    def _opened(self) -> None:
        self.preferences.opened(self.location)
        self._doorbell.listen(self.location)
        self.window.search_with(searcher(self.bridge, self.places, self.window))
        self.bridge.ask(is_set_up, then=self._enter, latest="enter")

    def _enter(self, set_up: bool) -> None:
        known = {entry.key for entry in self.rooms}
        room = self.preferences.now.room
        if set_up:
            self.places.go(Place(room if room in known else self.rooms[0].key))
        else:
            self.places.go(Place("settings", "first run"))
        self._facts_soon.start()
        self._settling.start()

    def _settle(self) -> None:
        """Begin what the first company on screen need not wait for."""
        hurry_no_more()
        if self.bridge.has_book:
            self.bridge.ask(look_book_over, then=_nothing)
            self.files.warn()
            self.files.back_up_if_due(self.ask_facts)
            self._hourly.start()
            self._run_alongside()
        if self.lanes is not None:
            self.lanes.warm()
            self.bridge.work(warm_up)

    def _run_alongside(self) -> None:
        from ui.shell.alongside import Alongside

        if self._alongside is None:
            self._alongside = Alongside(self.window, self.desk, self)
        self._alongside.begin(self.location)

    def ask_facts(self) -> None:
        """Ask for what stands around the rooms."""
        if self.bridge.has_book:
            self.bridge.ask(window_facts, then=self._show_facts, latest="facts")
            if self.window.rooms.key != "today":  # which counts by itself
                self.bridge.ask(count_to_call, then=self._count_to_call, latest="to call")

    def _count_to_call(self, number: int) -> None:
        self.desk.sayings.count("today", number)

    def _show_facts(self, facts: WindowFacts) -> None:
        self.window.show_facts(self.files.with_backup(facts))

    def _open_wished(self, wish: BookWish) -> None:
        self.open_book(wish.location, create=wish.create, before=wish.before)

    def _changed(self, _changes: Changes) -> None:
        self._facts_soon.start()

    def _book_troubled(self, trouble: BookTrouble) -> None:
        offers = self.files.offers(trouble, self.location)
        if self.bridge.has_book and trouble.kind == "damaged":
            self.window.leave_rooms()
            self.bridge.close_book()
        if self.bridge.has_book:
            self.window.message.refuse(f"{trouble.message} {trouble.what_to_do}")
        else:
            self.window.show_trouble(trouble, offers)
            self.window.status.say("No book is open")

    def _come_forward(self) -> None:
        minimised = Qt.WindowState.WindowMinimized
        self.window.setWindowState(self.window.windowState() & ~minimised)
        self.window.raise_()
        self.window.activateWindow()

    def _wear_scheme(self, scheme: str) -> None:
        self.preferences.change(scheme=scheme)
        self.wear()

    def _resize_text(self, by: int) -> None:
        size = max(80, min(200, self.preferences.now.text_size + by))
        self.preferences.change(text_size=size)
        self.wear()

    def _deeds(self) -> WindowDeeds:
        window, files = self.window, self.files
        return WindowDeeds(
            new_book=files.new_book,
            open_book=files.choose_book,
            back_up=files.back_up,
            find=window.open_palette,
            list_commands=lambda: window.open_palette(">"),
            filter=window.focus_filter,
            undo=window.undo,
            keys=window.show_keys,
            key_card=window.print_keys,
            about=files.about,
            wear=self._wear_scheme,
            resize_text=self._resize_text,
            leave=window.close,
        )


def _nothing(_answer: None) -> None:
    """Damage is told as trouble; all is well otherwise."""
