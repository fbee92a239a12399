"""What could stand next in the filter: fields, then their values, offered under the line."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView

from crm.domain.filter_fields import FIELDS
from ui.look.measure import px
from ui.look.surfaces import as_part

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
    """Offers completions under a line; Tab takes the first or the lit one, Enter the lit one.

    The list is a child of the window, so that the line keeps the focus.
    """

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._known: Mapping[str, Sequence[str]] = {}
        self._offered = QStringListModel(self)
        self._list = QListView(line)
        self._list.setModel(self._offered)
        self._list.setAccessibleName("What can be typed here")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        as_part(self._list, "popup")
        self._list.clicked.connect(lambda index: self._take(str(index.data())))
        self._list.hide()
        line.textEdited.connect(self._offer)
        line.installEventFilter(self)

    def know(self, values: Mapping[str, Sequence[str]]) -> None:
        """Take the values there are for some fields."""
        self._known = values

    def offered(self) -> list[str]:
        """What is offered now."""
        return [] if self._list.isHidden() else self._offered.stringList()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list and take from it before the line hears of the key."""
        if self._list.isHidden():
            return False
        if event.type() is QEvent.Type.FocusOut:
            self._list.hide()
        return (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._key(Qt.Key(event.key()))
        )

    def _key(self, key: Qt.Key) -> bool:
        here = self._list.currentIndex().row()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            row = here + (1 if key == Qt.Key.Key_Down else -1)
            last = self._offered.rowCount() - 1
            self._list.setCurrentIndex(self._offered.index(max(0, min(last, row))))
        elif key == Qt.Key.Key_Escape:
            self._list.hide()
        elif key == Qt.Key.Key_Tab or (key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here >= 0):
            self._take(self._offered.stringList()[max(0, here)])
        else:
            return False
        return True

    def _offer(self, text: str) -> None:
        word = text[: self._line.cursorPosition()].rpartition(" ")[2]
        found = completions(word, self._known)[:MOST_SHOWN] if word else []
        self._offered.setStringList(found)
        self._list.setVisible(bool(found))
        if not found:
            return
        window = self._line.window()
        self._list.setParent(window)
        left = max(0, self._line.cursorRect().left() - px(8))
        at = self._line.mapTo(window, QPoint(left, self._line.height() + px(2)))
        height = self._list.sizeHintForRow(0) * len(found) + px(4)
        self._list.setGeometry(at.x(), at.y(), px(260), min(height, window.height() - at.y()))
        self._list.show()
        self._list.raise_()

    def _take(self, term: str) -> None:
        self._list.hide()
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
