"""The window: it places things, and knows nothing about any of them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from crm.domain.changes import Done
from crm.domain.errors import BookTrouble, Refusal
from ui.command import EVERYWHERE, Command
from ui.fields_first import FieldsFirst
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import column, row
from ui.places import Place
from ui.room import Desk
from ui.shell.catalogue import ROOMS, Entry
from ui.shell.command_search import find_commands
from ui.shell.dropping import ReturnedFiles
from ui.shell.facts import Found, Searcher, WindowFacts, find_nothing
from ui.shell.help_sheet import HelpSheet, keys_topic, topics
from ui.shell.job_strip import JobStrip
from ui.shell.key_card import KeyCardPrinting
from ui.shell.menus import Menus
from ui.shell.message_bar import MessageBar
from ui.shell.notices import Notices
from ui.shell.palette import Palette
from ui.shell.rail import Rail
from ui.shell.rooms import Rooms
from ui.shell.status_bar import StatusBar
from ui.shell.top_bar import TopBar
from ui.shell.trouble_page import Offer, TroublePage
from ui.troubles import show_report

OFFERED = ("help.key_card", "help.change_keys")
"""What stands at the foot of the sheet of keys."""


MADE_AGAIN = frozenset({"companies", "letters", "history", "settings"})
"""The rooms made again at once for another size of text; a call and an import are left alone."""


class Window(QMainWindow):
    """Rail, top bar, rooms, message, jobs, status. `closing` comes before it is gone."""

    closing = Signal()

    def __init__(self, desk: Desk, entries: Sequence[Entry] = ROOMS) -> None:
        super().__init__()
        self.desk = desk
        self._entries = tuple(entries)
        self.setWindowTitle("Muster")
        self._take_room()
        self._measured, self._made_for_other_text = px(1000), False
        self.rail = Rail(self._entries)
        self.top_bar = TopBar()
        self.page = TroublePage()
        self.rooms = Rooms(desk, self._entries, self.page)
        self.notices = Notices()
        self.jobs = JobStrip(desk.jobs)
        self.status = StatusBar()
        self.menus = Menus(self.menuBar(), desk.commands)
        whole = self._place_parts()
        self.message = MessageBar(self.rooms, self.undo, self._message_place)
        self.palette_list = Palette(whole, self.top_bar.search, find_nothing, self._find_command,
                                    desk.preferences.used_command)  # fmt: skip
        self._key_card = KeyCardPrinting(desk, self)
        self._returned = ReturnedFiles(desk, self)
        self._connect()

    def take_commands(self, commands: Sequence[Command]) -> None:
        """Take the commands that work in every room."""
        known = [*commands, self.notices.command(), self._returned.command()]
        self.desk.commands.add(EVERYWHERE, known, self, "Everywhere")
        self.menus.fill()
        self._refresh_commands()

    def show_facts(self, facts: WindowFacts) -> None:
        """Show the association, its drive and the counts around the rooms."""
        self.rail.show_facts(facts)
        self.status.show_facts(facts)
        self.setWindowTitle(f"Muster — {facts.association}" if facts.association else "Muster")

    def search_with(self, search: Searcher) -> None:
        """Search with this when something is typed into the search box."""
        self.palette_list.search_with(search)

    def show_trouble(self, trouble: BookTrouble, offers: Sequence[Offer]) -> None:
        """Put the trouble with the book where the rooms were."""
        self.leave_rooms()
        self.page.show_trouble(trouble, offers)

    def leave_rooms(self) -> None:
        """Let the rooms go: their book is closed."""
        self.rooms.empty()
        self.top_bar.empty()
        self.page.show_waiting()
        self.menus.show_room("", "")

    def undo(self) -> None:
        """Take back the latest step; what stands in the way is listed, the rest offered."""
        self.desk.bridge.undo(troubled=self._undo_in_parts)

    def open_palette(self, text: str = "") -> None:
        """Put the caret into the search box."""
        self.palette_list.open(text)

    def focus_filter(self) -> None:
        """Go to the filter of the room shown."""
        if self.rooms.here is not None:
            self.rooms.here.focus_filter()

    def show_keys(self) -> None:
        """Show the keys of this screen and the help pages."""
        commands = self.desk.commands
        everywhere, *rooms = commands.known()
        here = [scope for scope in rooms if scope.name == self.rooms.key]
        others = [scope for scope in rooms if scope not in here]
        pages = [
            *(keys_topic(f"Keys: {scope.title}", scope.commands) for scope in here),
            keys_topic("Keys everywhere", everywhere.commands),
            *topics(),
            *(keys_topic(f"Keys: {scope.title}", scope.commands) for scope in others),
        ]
        offered = [command for one in OFFERED if (command := commands.find(one)) is not None]
        HelpSheet(self, pages, [button(command) for command in offered]).show()

    def print_keys(self) -> None:
        """Make the key card."""
        self._key_card.make()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the room say whether all is safe, then tell the app."""
        if self.rooms.here is not None and not self.rooms.here.may_leave():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Make the rooms again for another size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self._measure_again)

    def _measure_again(self) -> None:
        if px(1000) == self._measured:
            return
        self._measured, self._made_for_other_text = px(1000), True
        here = self.desk.places.here
        if self.rooms.key in MADE_AGAIN and here is not None and here.kind != "first run":
            self._make_rooms_again()
            self.desk.places.go(here)

    def _make_rooms_again(self) -> None:
        if self.rooms.here is None or self.rooms.here.may_leave():
            self._made_for_other_text = False
            self.rooms.empty()
            self.top_bar.empty()

    def _take_room(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(px(1440), room.width()), min(px(900), room.height()))

    def _place_parts(self) -> QWidget:
        middle, right, whole = QWidget(), QWidget(), QWidget()
        beside = row(middle, gap=0)
        beside.addWidget(self.rail)
        beside.addWidget(right, 1)
        above = column(right, gap=0)
        above.addWidget(self.top_bar)
        above.addWidget(self.notices)
        above.addWidget(self.rooms, 1)
        stacked = column(whole, gap=0)
        stacked.addWidget(middle, 1)
        stacked.addWidget(self.jobs)
        stacked.addWidget(self.status)
        self.setCentralWidget(whole)
        return whole

    def _connect(self) -> None:
        desk = self.desk
        app = QApplication.instance()
        desk.commands.wear(desk.preferences.now.keys)
        desk.commands.fetch_by(self.rooms.make_all)
        desk.commands.keys_changed.connect(self._show_keys_around)
        desk.commands.show_key(self.message.undo_button, "edit.undo")
        if isinstance(app, QApplication):
            self._fields_first = FieldsFirst(desk.commands, app)
        self.rail.chosen.connect(lambda key: desk.places.go(Place(key)))
        desk.places.went.connect(self._go)
        self.rooms.entered.connect(self._entered)
        self.rooms.currentChanged.connect(lambda _page: self.message.stand())
        desk.sayings.said.connect(lambda text, undo: self.message.say(text, undo=undo))
        desk.sayings.counted.connect(self.rail.show_count)
        desk.bridge.done.connect(self._say_done)
        desk.bridge.undo_changed.connect(self._show_undo)
        desk.troubles.refused.connect(self._refused)
        desk.troubles.faulted.connect(lambda details: show_report(self, details))

    def _show_keys_around(self) -> None:
        commands = self.desk.commands
        self.top_bar.search.show_keys(commands.say_key("edit.find"))
        self.status.show_undo_key(commands.say_key("edit.undo"))

    def _go(self, place: Place) -> None:
        if self._made_for_other_text and place.room != self.rooms.key:
            self._make_rooms_again()
        if self.desk.bridge.has_book and not self.rooms.show_place(place):
            self.rail.show_room(self.rooms.key)
        self._refresh_commands()

    def _entered(self, key: str) -> None:
        self.rail.show_room(key)
        self.top_bar.show_bar(key, self.rooms.top_bar_of)
        entry = next(e for e in self._entries if e.key == key)
        self.menus.show_room(key, entry.title)
        if entry.in_rail and not entry.at_foot:  # a day does not begin in Settings
            self.desk.preferences.change(room=key)

    def _say_done(self, done: Done[object]) -> None:
        words = " · ".join(part for part in (done.changes.label, done.said) if part)
        if words:
            undone = words.startswith("Undone")
            possible = self.desk.bridge.undo_label is not None
            self.message.say(words, undo=bool(done.changes.step) and possible and not undone)

    def _message_place(self) -> QWidget | None:
        return self.rooms.here.message_place() if self.rooms.here is not None else None

    def _show_undo(self, undo: str | None, _redo: str | None) -> None:
        self.status.show_undo(undo)
        self._refresh_commands()

    def _refused(self, text: str) -> None:
        if self.desk.bridge.has_book:
            self.message.refuse(text)
            return
        known = [self.desk.commands.find(name) for name in ("file.open", "file.new")]
        offers = [(one.text, one.press) for one in known if one is not None]
        self.page.show_words("This book cannot be used", (text,), offers)
        self.status.say("No book is open")

    def _undo_in_parts(self, refusal: Refusal) -> bool:
        if refusal.field != "step":
            return False
        bridge = self.desk.bridge
        self.message.refuse(
            refusal.message, offer="Undo the rest", run=lambda: bridge.undo(rest=True)
        )
        return True

    def _refresh_commands(self) -> None:
        self.desk.commands.refresh()

    def _find_command(self, text: str) -> list[Found]:
        commands, recent = self.desk.commands, self.desk.preferences.now.recent_commands
        scopes = [commands.scope(key) for key in (self.rooms.key, EVERYWHERE)]
        return find_commands(text, scopes, recent)
