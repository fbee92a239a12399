"""A filter typed as text and shown as chips: `stage:attempting town:stafford staff:>20`."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QWidget

from ui.look.chips import chip
from ui.look.flow import Flow
from ui.look.text import dress

TERM = re.compile(r'(?:[^\s"]|"[^"]*"?)+')
"""One term: `field:value`, `field:"two words"`, `"two words"` or a word."""


def split_terms(text: str) -> list[str]:
    """The terms of a filter text; joined with blanks they mean the same."""
    return TERM.findall(text)


def is_field_term(term: str) -> bool:
    """Whether a term names a field and so becomes a chip."""
    name, colon, value = term.partition(":")
    return bool(colon and value and name.lstrip("-").isidentifier())


class TermLine(QLineEdit):
    """The line for the next term."""

    finished = Signal()
    taken_back = Signal()
    left_down = Signal()
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter makes chips, Backspace at the start takes one back, Down goes to the list."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        elif key == Qt.Key.Key_Backspace and not self.text():
            self.taken_back.emit()
        elif key == Qt.Key.Key_Down:
            self.left_down.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class FilterLine(QWidget):
    """Chips for what is filtered by, and a line to type more.

    `changed(text)` comes at each key with the whole filter; `left_down` when the user wants
    to go on to the rows. `say` turns a term into the words of its chip.
    """

    changed = Signal(str)
    left_down = Signal()

    def __init__(
        self,
        name: str = "Filter",
        *,
        placeholder: str = "Filter: a name, town:stafford, stage:attempting, last:>14d",
        say: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__()
        self._say = say if say is not None else str
        self._terms: list[str] = []
        self._line = TermLine()
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(placeholder)
        self._line.setClearButtonEnabled(False)
        self._line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        dress(self._line, plain="true")
        self._chips: list[QPushButton] = []
        self._layout = Flow(self, gap=6)
        self._layout.addWidget(self._line)
        self.setFocusProxy(self._line)
        self._line.textEdited.connect(lambda _text: self.changed.emit(self.text()))
        self._line.finished.connect(self._finish)
        self._line.taken_back.connect(self._take_back)
        self._line.left_down.connect(self.left_down)
        self._line.escaped.connect(self._escape)

    def text(self) -> str:
        """The whole filter."""
        return " ".join([*self._terms, *self._line.text().split(" ")]).strip()

    def put(self, text: str) -> None:
        """Show another filter: fields as chips, free words in the line."""
        terms = split_terms(text)
        self._terms = [term for term in terms if is_field_term(term)]
        self._line.setText(" ".join(term for term in terms if not is_field_term(term)))
        self._show_chips()

    def terms(self) -> Sequence[str]:
        """The terms shown as chips."""
        return tuple(self._terms)

    def _finish(self) -> None:
        before = self.text()
        typed = split_terms(self._line.text())
        made = [term for term in typed if is_field_term(term)]
        if made:
            self._terms.extend(made)
            self._line.setText(" ".join(term for term in typed if not is_field_term(term)))
            self._show_chips()
        else:
            self.left_down.emit()
        if self.text() != before:
            self.changed.emit(self.text())

    def _take_back(self) -> None:
        if self._terms:
            self._line.setText(self._terms.pop())
            self._show_chips()
            self.changed.emit(self.text())

    def _escape(self) -> None:
        if self._line.text():
            self._line.clear()
        elif self._terms:
            self._terms.clear()
            self._show_chips()
        else:
            self.left_down.emit()
            return
        self.changed.emit(self.text())

    def _drop(self, term: str) -> None:
        if term in self._terms:
            self._terms.remove(term)
            self._show_chips()
            self._line.setFocus()
            self.changed.emit(self.text())

    def _show_chips(self) -> None:
        for gone in self._chips:
            self._layout.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._chips = [self._chip(term) for term in self._terms]
        for place, made in enumerate(self._chips):
            self._layout.insertWidget(place, made)
        for first, second in pairwise([*self._chips, self._line]):
            QWidget.setTabOrder(first, second)

    def _chip(self, term: str) -> QPushButton:
        made = chip(f"{self._say(term)} ✕", lambda: self._drop(term))
        made.setAccessibleName(f"Remove the filter {self._say(term)}")
        return made
