"""The page that stands where the rooms are while there is no book to work with."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from crm.domain.errors import BookTrouble
from ui.look.buttons import Button, button
from ui.look.flow import Flow
from ui.look.measure import px
from ui.look.surfaces import as_part, card, column, empty
from ui.look.text import label, title, wrapped

HEADS = {
    "missing": "There is no book here",
    "locked": "This book is open already",
    "damaged": "This book is damaged",
    "newer": "This book was made by a newer Muster",
    "full": "The disk is full",
    "not_a_book": "This file is no book",
    "driver": "Muster cannot read books on this machine",
    "unreachable": "The database cannot be reached",
}

Offer = tuple[str, Callable[[], object]]


class TroublePage(QFrame):
    """Says what happened, what is safe, and what can be done."""

    def __init__(self) -> None:
        super().__init__()
        as_part(self, "pane")
        self._card = card()
        self._card.setFixedWidth(px(520))
        self._content = column(self._card, gap=12, margin=24)
        outside = column(self)
        outside.addStretch(1)
        outside.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        outside.addStretch(2)
        self._buttons: list[Button] = []
        self._card.hide()

    def show_waiting(self) -> None:
        """Show nothing but the ground: the book is being opened."""
        self._card.hide()

    def show_trouble(self, trouble: BookTrouble, offers: Sequence[Offer]) -> None:
        """Show a trouble with what can be done; the first offer is the usual one."""
        self.show_words(
            HEADS.get(trouble.kind, "This book cannot be used"),
            (trouble.message, trouble.what_to_do),
            offers,
        )

    def show_words(self, head: str, words: Sequence[str], offers: Sequence[Offer]) -> None:
        """Show a head, paragraphs and buttons."""
        empty(self._content)
        self._content.addWidget(title(head))
        for paragraph in words:
            self._content.addWidget(wrapped(paragraph))
        line = Flow(gap=8)
        self._buttons = [
            button(text, primary=number == 0, run=run) for number, (text, run) in enumerate(offers)
        ]
        for made in self._buttons:
            line.addWidget(made)
        self._content.addLayout(line)
        self._card.setAccessibleName(head)
        self._card.show()
        if self._buttons:
            self._buttons[0].setFocus()

    def says(self) -> str:
        """All its words, for tests."""
        kind = type(label(""))
        return "\n".join(part.text() for part in self._card.findChildren(kind))
