"""What a note says beyond its words, as chips under it: tags, who it was, what is pinned.

A number or an email address in the note is offered to whom the call is with.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm.domain.note_marks import MarkedPerson, NoteMarks, contacts_in, read_marks, whom_marked
from crm.domain.phone_numbers import say_number
from ui.look.buttons import Button
from ui.look.flow import Flow
from ui.look.surfaces import column, empty, row
from ui.look.text import badge, wrapped
from ui.look.tokens import Kind

if TYPE_CHECKING:
    from crm.data.queries.call_card import CallCard

LONGEST = 40
"""Letters of a pinned fact that a chip shows."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A number or an email address that stands in a note, and how it is said."""

    kind: str
    typed: str
    said: str


class NoteChips(QWidget):
    """Chips that follow the note as it is typed; `person_changed` when it names another person.

    `offered` is the first contact of the note that is not on file, None for nothing.
    """

    person_changed = Signal()

    def __init__(self, keep: Button) -> None:
        super().__init__()
        self.setAccessibleName("What the note marks")
        self.marked: MarkedPerson | None = None
        self.offered: Contact | None = None
        self._keep = keep
        self._people: list[tuple[int, str]] = []
        self._known: frozenset[str] = frozenset()
        self._note = ""
        self._whom = ""
        self._chips = QWidget()
        self._flow = Flow(self._chips, gap=4)
        layout = column(self, gap=4)
        self._offer = QWidget()
        self._asked = wrapped("", "small")
        layout.addWidget(self._chips)
        offer = row(self._offer, gap=6)
        offer.addWidget(self._asked, 1)
        offer.addWidget(keep)
        layout.addWidget(self._offer)
        keep.rename("Add")
        self._offer.hide()
        self.hide()

    def show_card(self, card: "CallCard", whom: str) -> None:
        """Read the note as one about this company; `whom` gets what is offered."""
        page = card.page
        here = [person for person in page.people if person.left_on is None]
        self._people = [(one.id, f"{one.forenames} {one.surname}".strip()) for one in here]
        numbers = [*page.numbers, *(number for one in page.people for number in one.numbers)]
        emails = [*page.emails, *(email for one in page.people for email in one.emails)]
        self._known = frozenset(
            [*(number.e164 or "" for number in numbers), *(email.address for email in emails)]
        )
        self._whom = whom
        self._read()

    def show_note(self, note: str) -> None:
        """Follow what is typed."""
        if note == self._note:
            return
        self._note = note
        before = self.marked
        self._read()
        if self.marked != before:
            self.person_changed.emit()

    def words(self) -> tuple[str, ...]:
        """The chips shown now."""
        return tuple(_words(read_marks(self._note), self.marked)) if not self.isHidden() else ()

    def offer(self) -> str:
        """What is offered to be kept; empty for nothing."""
        return "" if self._offer.isHidden() else self._keep.accessibleName()

    def _read(self) -> None:
        marks = read_marks(self._note)
        self.marked = whom_marked(marks, self._people)
        self.offered = self._contact()
        empty(self._flow)
        said = _words(marks, self.marked)
        for words in said:
            kind = Kind.WARNING if words.startswith(("Pinned", "Which")) else Kind.ACCENT
            chip = badge(words, kind)
            self._flow.addWidget(chip)
            chip.show()
        self._chips.setVisible(bool(said))
        self._offer.setVisible(self.offered is not None)
        if self.offered is not None:
            words = f"{self.offered.said} to {self._whom}" if self._whom else self.offered.said
            self._asked.setText(f"Add {words}?")
            self._keep.setAccessibleName(f"Add {words}")
        self.setVisible(bool(said) or self.offered is not None)
        self.updateGeometry()

    def _contact(self) -> Contact | None:
        found = contacts_in(self._note)
        for number in found.numbers:
            if number.e164 and number.e164 not in self._known:
                return Contact("number", number.typed, say_number(number.e164))
        for email in found.emails:
            if email not in self._known:
                return Contact("email", email, email)
        return None


def _words(marks: NoteMarks, person: MarkedPerson | None) -> list[str]:
    said = [f"Tag: {tag}" for tag in marks.tags]
    if person is not None and person.several:
        said.append(f"Which: {' or '.join(person.several)}?")
    elif person is not None:
        said.append(f"With: {person.name}{'' if person.person_id else ' (new)'}")
    for fact in marks.pinned:
        short = fact if len(fact) <= LONGEST else f"{fact[: LONGEST - 1].rstrip()}…"
        said.append(f"Pinned: {short}")
    return said
