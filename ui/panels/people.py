"""The people of a company as cards: who they are, what they decide, how they are reached."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget

from crm.domain.phone_numbers import say_number
from ui.look.flow import Flow
from ui.look.measure import px, snug
from ui.look.surfaces import as_part, column, empty
from ui.look.text import badge, breakable, label, strong, wrapped
from ui.look.tokens import Kind

if TYPE_CHECKING:
    from crm.data.queries.company_facts import EmailFacts, NumberFacts, PersonFacts

CARD_WIDTH = 236
"""The least width of a card at the design size."""

LONG_WORD = 24
"""Letters of an address that may be too wide for a card, and is broken within."""

SHORT_NAME = 24
"""Letters of a name that stands on one line beside its badge."""

ROLE_KINDS = {"decision maker": Kind.ACCENT, "influencer": Kind.INFO, "gatekeeper": Kind.NEUTRAL}


def say_contact(number: "NumberFacts") -> str:
    """A number as people read it, with its kind and what speaks against dialling it."""
    said = say_number(number.e164) if number.e164 else number.typed
    if number.extension:
        said = f"{said} ext {number.extension}"
    return " · ".join(part for part in (said, number.kind, *_against(number)) if part)


def _against(number: "NumberFacts") -> Sequence[str]:
    if number.objects:
        return ("do not call",)
    if number.state != "usable":
        return (number.state,)
    return () if number.e164 else ("cannot be dialled",)


class PersonCard(QFrame):
    """One person, or the company's own numbers; `picked` comes at a click, Enter or space."""

    picked = Signal()

    def __init__(
        self,
        name: str,
        *,
        role: str = "",
        line: str = "",
        numbers: Iterable["NumberFacts"] = (),
        emails: Iterable["EmailFacts"] = (),
        pickable: bool = False,
    ) -> None:
        super().__init__()
        as_part(self, "card")
        self._pickable = pickable
        if pickable:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = column(self, gap=2)
        layout.setContentsMargins(px(10), px(7), px(10), px(8))
        head = Flow(gap=6)
        head.addWidget(strong(name) if len(name) <= SHORT_NAME else wrapped(name, "strong"))
        if role:
            head.addWidget(badge(role, ROLE_KINDS.get(role, Kind.NEUTRAL)))
        layout.addLayout(head)
        said = [name, role, line]
        if line:
            layout.addWidget(wrapped(line, "muted"))
        for number in numbers:
            said.append(say_contact(number))
            layout.addWidget(_contact(said[-1], struck=bool(_against(number))))
        for email in emails:
            said.append(f"{email.address} · do not email" if email.objects else email.address)
            layout.addWidget(_contact(said[-1], struck=email.objects))
        layout.addStretch(1)
        self.setAccessibleName(", ".join(part for part in said if part))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick at a click."""
        super().mouseReleaseEvent(event)
        if self._pickable and event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick at Enter or the space bar."""
        pressed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self._pickable and pressed:
            self.picked.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the focus is."""
        super().focusInEvent(event)
        as_part(self, "lit card")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it has gone."""
        super().focusOutEvent(event)
        as_part(self, "card")


class PeopleCards(QWidget):
    """Cards beside each other, as many in a row as there is room for.

    `picked(person_id)` comes when a card is chosen; None stands for the company's own numbers.
    """

    picked = Signal(object)

    def __init__(self, *, pickable: bool = False) -> None:
        super().__init__()
        self.setAccessibleName("People")
        self._pickable = pickable
        self._cards: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        snug(self._grid, 10)

    def show_people(
        self,
        people: Iterable["PersonFacts"],
        numbers: Iterable["NumberFacts"] = (),
        emails: Iterable["EmailFacts"] = (),
    ) -> None:
        """Show the people, and the company's own numbers and addresses as a card beside them."""
        self.setUpdatesEnabled(False)
        empty(self._grid)
        self._cards = [self._person(one) for one in people]
        own, written = tuple(numbers), tuple(emails)
        if own or written:
            card = card_of(None, own, written, pickable=self._pickable)
            card.picked.connect(lambda: self.picked.emit(None))
            self._cards.append(card)
        if not self._cards:
            self._cards.append(label("Nobody is known here yet.", "muted"))
        self._columns = 0
        self._place()
        self.setUpdatesEnabled(True)

    def cards(self) -> tuple[PersonCard, ...]:
        """The cards shown now."""
        return tuple(card for card in self._cards if isinstance(card, PersonCard))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find another number of cards for a row."""
        super().resizeEvent(event)
        self._place()

    def minimumSizeHint(self) -> QSize:
        """One card wide: cards go under each other where there is no room."""
        widest = max((card.minimumSizeHint().width() for card in self._cards), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def _person(self, person: "PersonFacts") -> PersonCard:
        card = card_of(person, person.numbers, person.emails, pickable=self._pickable)
        card.picked.connect(lambda: self.picked.emit(person.id))
        return card

    def _place(self) -> None:
        columns = max(1, min(self.width() // px(CARD_WIDTH), 3))
        if columns == self._columns:
            return
        self._columns = columns
        for card in self._cards:
            self._grid.removeWidget(card)
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for number in range(3):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)


def card_of(
    person: "PersonFacts | None",
    numbers: Iterable["NumberFacts"],
    emails: Iterable["EmailFacts"],
    *,
    pickable: bool = False,
) -> PersonCard:
    """The card of a person, or (None) of the company's own numbers and addresses."""
    if person is None:
        return PersonCard(
            "Company", line="no person named", numbers=numbers, emails=emails, pickable=pickable
        )
    left = f"left {person.left_on:%d %b %Y}".replace(" 0", " ") if person.left_on else ""
    stop = "do not call" if person.objects else ""
    best = f"best {person.best_time}" if person.best_time else ""
    return PersonCard(
        person.name,
        role=person.role,
        line=" · ".join(part for part in (person.job_title, best, left, stop) if part),
        numbers=numbers,
        emails=emails,
        pickable=pickable,
    )


def _contact(text: str, *, struck: bool) -> QLabel:
    long = any(len(word) > LONG_WORD for word in text.split())
    made = wrapped(breakable(text) if long else text, "muted" if struck else "")
    made.setAccessibleName(text)
    if not struck and not long:
        return made
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    if not struck:
        # What is marked with the mouse would be copied with its invisible joints.
        copy = QAction("Copy", made)
        copy.triggered.connect(lambda _on=False: QGuiApplication.clipboard().setText(text))
        made.addAction(copy)
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    return made
