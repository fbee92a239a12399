"""The stack of rooms: made when first shown, told what changed while they were hidden."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from crm.domain.changes import Changes
from ui.places import Place
from ui.room import Desk, Room
from ui.shell.catalogue import Entry, load


class Rooms(QStackedWidget):
    """Shows the room of a place; `entered(key)` comes after it is shown."""

    entered = Signal(str)

    def __init__(self, desk: Desk, entries: Sequence[Entry], waiting: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._entries = {entry.key: entry for entry in entries}
        self._rooms: dict[str, Room] = {}
        self._stale: dict[str, Changes] = {}
        self._waiting = waiting
        self.addWidget(waiting)
        desk.bridge.changed.connect(self.tell)

    @property
    def here(self) -> Room | None:
        """The room shown now."""
        shown = self.currentWidget()
        return shown if isinstance(shown, Room) else None

    @property
    def key(self) -> str:
        """The key of the room shown now; empty for none."""
        return next((key for key, room in self._rooms.items() if room is self.here), "")

    def show_place(self, place: Place) -> bool:
        """Show a place; False where the present room does not let go."""
        if place.room not in self._entries:
            return False
        here = self.here
        if here is not None and place.room != self.key and not here.may_leave():
            return False
        room = self._rooms.get(place.room) or self._make(self._entries[place.room])
        entering = room is not here
        self.setCurrentWidget(room)
        stale = self._stale.pop(place.room, None)
        if stale is not None:
            room.refresh(stale)
        room.show_place(place)
        if entering:
            room.focus_first()
            self.entered.emit(place.room)
        return True

    def tell(self, changes: Changes) -> None:
        """Tell the room shown; the others hear of it when they are shown."""
        for key, room in self._rooms.items():
            if room is self.here:
                room.refresh(changes)
            else:
                before = self._stale.get(key)
                self._stale[key] = changes if before is None else together(before, changes)

    def top_bar_of(self, key: str) -> QWidget | None:
        """What a room puts in the top bar; asked once for each room."""
        return self._rooms[key].top_bar() if key in self._rooms else None

    def make_all(self) -> None:
        """Make every room there is, so that all commands are known; none is entered."""
        if self._desk.bridge.has_book:
            for key, entry in self._entries.items():
                if key not in self._rooms:
                    self._make(entry)

    def empty(self) -> None:
        """Let every room go; another book is opened."""
        self.setCurrentWidget(self._waiting)
        for key, room in self._rooms.items():
            self._desk.commands.remove(key)
            self.removeWidget(room)
            room.deleteLater()
        self._rooms.clear()
        self._stale.clear()

    def _make(self, entry: Entry) -> Room:
        room = load(entry)(self._desk)
        room.setAccessibleName(entry.title)
        self._rooms[entry.key] = room
        self.addWidget(room)
        self._desk.commands.add(entry.key, room.commands(), room, entry.title)
        return room


def together(first: Changes, second: Changes) -> Changes:
    """Two changes as one."""
    kinds: dict[str, frozenset[int] | None] = dict(first.kinds)
    for kind, ids in second.kinds.items():
        if kind in kinds:
            known = kinds[kind]
            kinds[kind] = None if known is None or ids is None else known | ids
        else:
            kinds[kind] = ids
    many = first.companies is None or second.companies is None
    companies = (
        None if many else (first.companies or frozenset()) | (second.companies or frozenset())
    )
    return Changes(second.step, second.label, kinds, companies)
