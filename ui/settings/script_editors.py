"""Where scripts are written: the three parts of one, and the answers to objections."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QMenu, QPlainTextEdit, QWidget

from crm.domain.errors import Refusal
from crm.domain.scripts import SCRIPT_FIELDS, Answer, Part, StageScript
from ui.form.editors import GrowingText, line
from ui.form.fields import Form
from ui.look.buttons import Button, button
from ui.look.flow import Flow
from ui.look.measure import px
from ui.look.surfaces import column
from ui.look.text import literal

HINTS = {
    Part.OPENING: "A line is a sentence; one that names something unknown is left out.",
    Part.QUESTIONS: "What to find out, a question a line.",
    Part.CLOSING: "What to end with.",
}
NEW = "They say…"


class TextsEditor(QWidget):
    """Opening, questions and closing of one script; `edited` comes with every change."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self.editors: dict[Part, GrowingText] = {}
        for part in Part:
            words = part.value.capitalize()
            self.editors[part] = GrowingText(words, least=2 if part is Part.CLOSING else 3)
            self.form.add(part.value, words, self.editors[part], hint=HINTS[part])
        column(self).addWidget(self.form)
        self.form.edited.connect(self.edited)

    def put(self, script: StageScript) -> None:
        """Show the words of a script."""
        self.form.fill({part.value: script.texts[part] for part in Part})

    def texts(self) -> dict[Part, str]:
        """The words as they are typed."""
        return {part: editor.toPlainText() for part, editor in self.editors.items()}


class AnswersEditor(QWidget):
    """A list of objections, and the one chosen with its answer."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._answers: list[Answer] = []
        self._showing = False
        self.list = QListWidget()
        self.list.setAccessibleName("Objections")
        self.list.setFixedHeight(px(150))
        self.asked, self.says = line("They object"), GrowingText("You answer", least=3)
        self.form = Form()
        self.form.add("asked", "They object", self.asked)
        self.form.add("says", "You answer", self.says, hint=HINTS[Part.OPENING])
        self.add_button = button("New objection", run=self.add)
        self.remove_button = button("Take out", run=self.remove)
        self.up_button = button("Higher", run=partial(self.put_at, -1))
        self.down_button = button("Lower", run=partial(self.put_at, 1))
        layout = column(self, gap=8)
        layout.addWidget(self.list)
        foot = Flow(gap=8)
        for made in (self.add_button, self.remove_button, self.up_button, self.down_button):
            foot.addWidget(made)
        layout.addLayout(foot)
        layout.addWidget(self.form)
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self.form.edited.connect(self._typed)

    def put(self, answers: tuple[Answer, ...]) -> None:
        """Show these answers; the same place of the list stays chosen."""
        at = max(0, self.list.currentRow())
        self._answers = list(answers)
        self._list_all(min(at, len(answers) - 1))

    def answers(self) -> tuple[Answer, ...]:
        """The answers as they are typed."""
        return tuple(self._answers)

    def chosen(self) -> Answer | None:
        """The one that is being written."""
        at = self.list.currentRow()
        return self._answers[at] if 0 <= at < len(self._answers) else None

    def add(self) -> None:
        """Begin another objection."""
        self._answers.append(Answer("", ""))
        self._list_all(len(self._answers) - 1)
        self.asked.setFocus()
        self.edited.emit()

    def remove(self) -> None:
        """Take the one chosen out."""
        at = self.list.currentRow()
        if 0 <= at < len(self._answers):
            del self._answers[at]
            self._list_all(min(at, len(self._answers) - 1))
            self.edited.emit()

    def put_at(self, by: int) -> None:
        """Put the one chosen before or after its neighbour."""
        at = self.list.currentRow()
        if 0 <= at < len(self._answers) and 0 <= at + by < len(self._answers):
            self._answers.insert(at + by, self._answers.pop(at))
            self._list_all(at + by)
            self.edited.emit()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Go to the objection at fault, `asked 2` or `says 2`, and say it there."""
        name, _blank, number = (refusal.field or "").partition(" ")
        if number.isdecimal():
            self.list.setCurrentRow(int(number) - 1)
        return self.form.show_refusal(Refusal(refusal.message, field=name))

    def _list_all(self, at: int) -> None:
        self._showing = True
        self.list.clear()
        self.list.addItems([one.asked or NEW for one in self._answers])
        self._showing = False
        self.list.setCurrentRow(at)
        self._show()

    def _show(self) -> None:
        if self._showing:
            return
        one = self.chosen()
        self.form.setEnabled(one is not None)
        for made in (self.remove_button, self.up_button, self.down_button):
            made.setEnabled(one is not None)
        self._showing = True
        self.form.fill({"asked": one.asked if one else "", "says": one.says if one else ""})
        self._showing = False
        self.edited.emit()

    def _typed(self) -> None:
        at = self.list.currentRow()
        if self._showing or not 0 <= at < len(self._answers):
            return
        self._answers[at] = Answer(self.asked.text(), self.says.toPlainText())
        item = self.list.item(at)
        if item is not None:
            item.setText(self.asked.text() or NEW)
        self.edited.emit()


def value_button(target: Callable[[], QPlainTextEdit | None]) -> Button:
    """A button with a menu of all values in plain words; one chosen goes in at the caret."""
    made = button("Put in a value…")
    menu = QMenu(made)
    groups: Mapping[str, str] = {
        "association": "Association", "caller": "Association", "company": "Company",
        "person": "Person", "call": "Calls and packs", "promise": "Calls and packs",
        "pack": "Calls and packs", "band": "Fees",
    }  # fmt: skip
    menus: dict[str, QMenu] = {}
    for name, one in SCRIPT_FIELDS.items():
        title = groups[name.partition(".")[0]]
        if title not in menus:
            menus[title] = menu.addMenu(literal(title))
        put = partial(_put_in, target, f"{{{{ {name} }}}}")
        entry = menus[title].addAction(literal(f"{one.label} ({one.example})"))
        entry.triggered.connect(lambda _checked=False, put=put: put())
    made.clicked.connect(lambda: menu.popup(made.mapToGlobal(made.rect().bottomLeft())))
    return made


def _put_in(target: Callable[[], QPlainTextEdit | None], text: str) -> None:
    editor = target()
    if editor is not None:
        editor.insertPlainText(text)
        editor.setFocus()
