"""Printing the keys of this machine: gathered from the commands, drawn on one page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.command import EVERYWHERE, Scope
from ui.keys import words_of
from ui.look.messages import choose
from ui.room import Desk

if TYPE_CHECKING:  # what draws pages is imported when a page is wanted
    from crm.documents.key_card import KeyCard
    from ui.panels.outlet import Outlet

TITLE = "Muster: the keys"
NOTE = "Ctrl, Alt and function keys work everywhere; single letters outside text fields."
FILE = "Muster keys"


def key_card(scopes: Sequence[Scope]) -> "KeyCard":
    """The card of all commands that have a key: what works everywhere first, then by screen."""
    from crm.documents.key_card import KeyCard, KeyGroup, KeyRow

    groups = []
    for scope in sorted(scopes, key=lambda scope: scope.name != EVERYWHERE):
        rows = tuple(
            KeyRow(" or ".join(map(words_of, command.keys)), command.text)
            for command in scope.commands
            if command.keys
        )
        if rows:
            groups.append(KeyGroup(scope.title or scope.name, rows))
    return KeyCard(TITLE, NOTE, tuple(groups))


class KeyCardPrinting(QObject):
    """Makes the card and asks what becomes of it: a file, or the PDF viewer."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._outlet: Outlet | None = None

    def make(self) -> None:
        """Draw the card with the keys as they are now."""
        from crm.documents.key_card import make_key_card

        card = key_card(self._desk.commands.everything())
        self._desk.bridge.work(make_key_card, card, then=self._made, owner=self)

    def _made(self, pdf: bytes) -> None:
        from ui.panels.outlet import Outlet

        answers = ("Open in PDF viewer", "Save PDF…")
        words = "The key card is one page of A4, with the keys as they are on this machine."
        chosen = choose(self._window, "Key card", words, answers)
        if chosen is None:
            return
        if self._outlet is None:
            self._outlet = Outlet(self._desk, self._window)
        (self._outlet.view, self._outlet.save)[chosen](pdf, FILE)
