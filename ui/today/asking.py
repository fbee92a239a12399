"""The strip above the note that asks for what an outcome must still say."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from crm.domain.errors import Refusal
from crm.domain.outcomes import Need
from ui.look.surfaces import as_part, column, empty
from ui.look.text import label, section_title, wrapped
from ui.today.asking_fields import AskField, Choices, make_field, make_offers


class AskingStrip(QFrame):
    """The fields that are missing and nothing else, each with a value to accept.

    Enter goes on to the next one; after the last `answered(dict[Need, object])` comes. Esc
    (`left`) leads back to the note, and nothing is logged.
    """

    answered = Signal(object)
    left = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        as_part(self, "accent card")
        self._now = now
        self._fields: list[AskField] = []
        self._layout = column(self, gap=6, margin=10)
        self.setAccessibleName("What the outcome must say")
        self.hide()

    def ask(self, title: str, needs: Sequence[Need], choices: Choices) -> None:
        """Ask for these things, with the caret in the first."""
        self._clear()
        self._layout.addWidget(section_title(title, accent=True))
        for need in needs:
            field = make_field(need, choices, self._now)
            self._fields.append(field)
            caption = label(field.caption, "small")
            caption.setBuddy(field.editor)
            self._layout.addWidget(caption)
            self._layout.addWidget(field.editor)
            offers = make_offers(field, choices)
            if offers is not None:
                self._layout.addWidget(offers)
            self._layout.addWidget(field.trouble)
            for watched in field.watched():
                watched.installEventFilter(self)
        self._layout.addWidget(wrapped("Enter accepts · Esc back to the note", "small"))
        self.setAccessibleDescription(title)
        self.show()
        self._fields[0].focus()

    def fold(self) -> None:
        """Ask for nothing any more."""
        self.hide()
        self._clear()

    def needs(self) -> tuple[Need, ...]:
        """What is asked for now."""
        return tuple(field.need for field in self._fields) if not self.isHidden() else ()

    def field(self, need: Need) -> QWidget:
        """The editor of something asked for."""
        return next(field.editor for field in self._fields if field.need is need)

    def trouble(self) -> str:
        """What is said to be wrong; empty for nothing."""
        return next((said for field in self._fields if (said := field.trouble.text())), "")

    def answer(self) -> None:
        """Take all fields as they are; the first that cannot be is gone to."""
        answers: dict[Need, object] = {}
        for field in self._fields:
            try:
                answers[field.need] = field.value()
            except Refusal as refusal:
                field.show_refusal(refusal)
                return
        self.answered.emit(answers)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say it beside its field; False where that is not asked for here."""
        for field in self._fields:
            if field.need == refusal.field and not self.isHidden():
                field.show_refusal(refusal)
                return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter and Esc of every field."""
        if not isinstance(event, QKeyEvent):
            return False
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.type() is QEvent.Type.ShortcutOverride and plain and event.text().isprintable():
            # A letter picks in a list here; it must not log another outcome.
            event.setAccepted(bool(event.text()))
            return bool(event.text())
        if event.type() is not QEvent.Type.KeyPress or not plain or _popped_up(watched):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on(watched)
            return True
        return False

    def _go_on(self, watched: QObject) -> None:
        place = next(n for n, field in enumerate(self._fields) if watched in field.watched())
        try:
            self._fields[place].value()
        except Refusal as refusal:
            self._fields[place].show_refusal(refusal)
            return
        if place + 1 < len(self._fields):
            self._fields[place + 1].focus()
        else:
            self.answer()

    def _clear(self) -> None:
        for field in self._fields:
            for watched in field.watched():
                watched.removeEventFilter(self)
        self._fields.clear()
        empty(self._layout)


def _popped_up(watched: QObject) -> bool:
    return isinstance(watched, QComboBox) and watched.view().isVisible()
