"""Where the user is, and the way back: rooms never know each other, they ask to go somewhere."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

REMEMBERED = 100
"""How many places back the way is kept."""


@dataclass(frozen=True, slots=True)
class Place:
    """A room, and what in it is looked at.

    `kind` and `id` name a thing (`"company"`, 17), `view` a way of looking at things (a
    filter text, a tab); all empty means the room as it was left.
    """

    room: str
    kind: str = ""
    id: int | None = None
    view: str = ""


class Places(QObject):
    """The place now, those before and those gone back from."""

    went = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._here: Place | None = None
        self._before: list[Place] = []
        self._after: list[Place] = []

    @property
    def here(self) -> Place | None:
        """The place looked at; None before the first one."""
        return self._here

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return bool(self._before)

    @property
    def can_go_forward(self) -> bool:
        """Whether a place was gone back from."""
        return bool(self._after)

    def go(self, place: Place) -> None:
        """Go to a place; the way forward is forgotten. Going where one is only looks again."""
        if place != self._here:
            if self._here is not None:
                self._before.append(self._here)
                del self._before[:-REMEMBERED]
            self._after.clear()
            self._here = place
        self.went.emit(place)

    def note(self, place: Place) -> None:
        """Say that the room itself moved on to another thing; nobody is told to go there."""
        if place == self._here:
            return
        if self._here is not None:
            self._before.append(self._here)
            del self._before[:-REMEMBERED]
        self._after.clear()
        self._here = place

    def back(self) -> None:
        """Go to the place before this one, if there is one."""
        self._step(self._before, self._after)

    def forward(self) -> None:
        """Go to the place gone back from, if there is one."""
        self._step(self._after, self._before)

    def _step(self, source: list[Place], other: list[Place]) -> None:
        if not source:
            return
        if self._here is not None:
            other.append(self._here)
        self._here = source.pop()
        self.went.emit(self._here)
