"""Choosing by hand whose form it is: by name, number, postcode, or the reference printed on it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from ui.bridge import Bridge
from ui.look.measure import px
from ui.look.surfaces import column
from ui.look.text import wrapped
from ui.returned.questions import Firm, firms, whose

if TYPE_CHECKING:
    from crm.actions.returned_forms import FoundForm

ASKED = "Company, person, number or reference"


class SearchLine(QLineEdit):
    """A line whose arrows walk the list under it."""

    walked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the arrows on."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.walked.emit(step)


class WhosePane(QWidget):
    """A line to search in and what was found. `company(key)` and `form(found)` are the choice."""

    company = Signal(object)
    form = Signal(object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._sha256: Callable[[], str] = str
        self.line = SearchLine()
        self.line.setAccessibleName(ASKED)
        self.line.setPlaceholderText(ASKED)
        self.list = QListWidget()
        self.list.setAccessibleName("Companies found")
        self.list.setMinimumHeight(px(60))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._said = wrapped("", "muted")
        inside = column(self, gap=6)
        for part in (self.line, self.list, self._said):
            inside.addWidget(part)
        self.line.textEdited.connect(self._search)
        self.line.returnPressed.connect(self._take)
        self.line.walked.connect(self._walk)
        self.list.itemActivated.connect(self._activated)

    def begin(self, sha256: str) -> None:
        """Ask for another form."""
        self._sha256 = lambda: sha256
        self.line.clear()
        self.list.clear()
        self._said.setText("")

    def _search(self, text: str) -> None:
        if text.strip():
            self._bridge.ask(firms, text, then=self._show, owner=self, latest="firms")
        else:
            self._show(())

    def _show(self, found: tuple[Firm, ...]) -> None:
        self.list.clear()
        for firm in found:
            item = QListWidgetItem(f"{firm.name}  ·  {firm.more}" if firm.more else firm.name)
            item.setData(Qt.ItemDataRole.UserRole, firm.company_id)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if found else -1)
        typed = bool(self.line.text().strip())
        self._said.setText("" if found or not typed else "Nothing was found.")

    def _walk(self, step: int) -> None:
        last = self.list.count() - 1
        self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + step)))

    def _take(self) -> None:
        text = self.line.text().strip()
        if _like_a_reference(text):
            self._bridge.ask(whose, text, self._sha256(), then=self._found, owner=self)
        elif (item := self.list.currentItem()) is not None:
            self._activated(item)

    def _found(self, found: "FoundForm") -> None:
        if found.beside is None:
            self._said.setText(found.message)
        else:
            self.form.emit(found)

    def _activated(self, item: QListWidgetItem) -> None:
        self.company.emit(item.data(Qt.ItemDataRole.UserRole))


def _like_a_reference(text: str) -> bool:
    """Whether letters, digits and a last letter stand in the order of a reference."""
    tight = text.replace(" ", "").replace("-", "")
    middle = tight.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    return (
        bool(middle)
        and middle.isdecimal()
        and tight[:1].isalpha()
        and tight[-1:].isalpha()
        and (len(middle) >= 4)
    )
