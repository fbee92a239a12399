"""What a room is, and what it is given: rooms build on this and never on the shell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from crm.domain.changes import Changes
from ui.bridge import Bridge
from ui.command import Command, Commands
from ui.jobs import Jobs
from ui.places import Place, Places
from ui.preferences import PreferenceStore
from ui.side_lane import SideLane
from ui.troubles import Troubles


class Sayings(QObject):
    """What the message bar and the rail are told."""

    said = Signal(str, bool)
    counted = Signal(str, object)

    def say(self, text: str, *, undo: bool = False) -> None:
        """Say a sentence in the message bar, with Undo beside it if asked."""
        self.said.emit(text, undo)

    def count(self, room: str, number: int | None) -> None:
        """Show a number beside a room in the rail; None shows none."""
        self.counted.emit(room, number)


@dataclass(frozen=True, slots=True)
class BookWish:
    """Another book to be opened in place of this one.

    With `create` it is made first. `before` runs on the writer thread once the present book
    is closed and before the wished one is opened: a restore, a move.
    """

    location: str
    create: bool = False
    before: Callable[[], object] | None = None


class Wishes(QObject):
    """What a room may ask of the program as a whole: another book, other clothes."""

    book_wished = Signal(object)
    look_wished = Signal()

    def open_book(self, wish: BookWish) -> None:
        """Ask for another book."""
        self.book_wished.emit(wish)

    def wear(self) -> None:
        """Ask the program to dress as the preferences say now."""
        self.look_wished.emit()


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a room works with; one for the whole window."""

    bridge: Bridge
    places: Places
    commands: Commands
    preferences: PreferenceStore
    sayings: Sayings
    wishes: Wishes = field(default_factory=Wishes)
    aside: SideLane = field(default_factory=SideLane)

    @property
    def troubles(self) -> Troubles:
        """Where errors go that a room meets by itself."""
        return self.bridge.troubles

    @property
    def jobs(self) -> Jobs:
        """The long work that runs now."""
        return self.bridge.jobs

    def say(self, text: str, *, undo: bool = False) -> None:
        """Say a sentence in the message bar."""
        self.sayings.say(text, undo=undo)


class Room(QWidget):
    """One screen. A room is made when it is first shown, with the desk, and stays.

    Its constructor takes the desk alone. What it overrides is optional.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.bridge = desk.bridge

    def commands(self) -> Sequence[Command]:
        """What can be done here; asked once, after the constructor."""
        return ()

    def top_bar(self) -> QWidget | None:
        """What the room puts at the right of the search box; asked once."""
        return None

    def show_place(self, place: Place) -> None:
        """Show a place of this room; also called each time the room is entered."""

    def refresh(self, changes: Changes) -> None:
        """Ask again for what the changes touch; called only while the room is shown.

        What changed while it was hidden is told when it is shown again, in one `Changes`.
        """

    def message_place(self) -> QWidget:
        """Give the part over whose foot a message may stand for a while; the room as a rule."""
        return self

    def focus_first(self) -> None:
        """Put the focus where work begins."""
        self.setFocus()

    def focus_filter(self) -> None:
        """Put the focus where the room is filtered or searched (Ctrl+L)."""

    def may_leave(self) -> bool:
        """Whether everything typed here is safe; False keeps the user in the room."""
        return True
