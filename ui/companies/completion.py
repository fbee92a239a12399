"""What could stand next in the filter: fields, then their values, offered under the line."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from crm.domain.filter_fields import FIELDS
from ui.look.measure import px

MOST_SHOWN = 12


def completions(word: str, known: Mapping[str, Sequence[str]]) -> list[str]:
    """The terms that the last word of a filter may become; `known` has values by field."""
    minus = "-" if word.startswith("-") else ""
    name, colon, value = word.removeprefix("-").partition(":")
    if not colon:
        begun = [one for one in FIELDS if name and one.startswith(name.lower())]
        return [f"{minus}{one}:" for one in begun]
    field = FIELDS.get(name.lower())
    if field is None:
        return []
    done, comma, last = value.rpartition(",")
    values = [*field.choices, *known.get(field.name, ()), *([field.none] if field.none else [])]
    if not values or values == [field.none]:
        values = [field.example.partition(":")[2], *values]
    found = [one for one in values if one and one.lower().startswith(last.lower().strip('"'))]
    offered = [f"{minus}{field.name}:{done}{comma}{_quoted(one)}" for one in found]
    return [one for one in offered if one != word]


class FilterCompletion(QObject):
    """Offers completions under a line; Tab or Enter on one takes it."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._known: Mapping[str, Sequence[str]] = {}
        self._offered = QStringListModel(self)
        self._completer = QCompleter(self._offered, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(MOST_SHOWN)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._completer.setWidget(line)
        self._popup.setAccessibleName("What can be typed here")
        self._popup.installEventFilter(self)
        self._popup.clicked.connect(lambda index: self._take(str(index.data())))
        line.textEdited.connect(self._offer)

    def know(self, values: Mapping[str, Sequence[str]]) -> None:
        """Take the values there are for some fields."""
        self._known = values

    def offered(self) -> list[str]:
        """What is offered now."""
        return self._offered.stringList()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the one that is lit at Enter, or the first at Tab, before the line hears of it."""
        if watched is not self._popup or event.type() is not QEvent.Type.KeyPress:
            return False
        if not isinstance(event, QKeyEvent):
            return False
        here = self._popup.currentIndex()
        tab = event.key() == Qt.Key.Key_Tab
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if tab and not here.isValid():
            here = self._offered.index(0)
        if not (tab or enter) or not here.isValid():
            return False
        self._popup.hide()
        self._take(str(here.data()))
        return True

    def _offer(self, text: str) -> None:
        word = text[: self._line.cursorPosition()].rpartition(" ")[2]
        found = completions(word, self._known)[:MOST_SHOWN] if word else []
        self._offered.setStringList(found)
        if not found:
            self._popup.hide()
            return
        place = self._line.rect()
        place.setWidth(px(230))
        place.moveLeft(max(0, self._line.cursorRect().left() - px(8)))
        self._completer.complete(place)

    def _take(self, term: str) -> None:
        at = self._line.cursorPosition()
        before, blank, _word = self._line.text()[:at].rpartition(" ")
        head = f"{before}{blank}{term}"
        self._line.setText(head + self._line.text()[at:])
        self._line.setCursorPosition(len(head))
        self._line.textEdited.emit(self._line.text())
        if not term.endswith(":") and hasattr(self._line, "finished"):
            self._line.finished.emit()


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
