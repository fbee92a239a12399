"""Fields that say what is wrong beside themselves, and forms made of them."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from crm.domain.errors import Refusal
from ui.form.editors import put_text, text_in
from ui.look.measure import px
from ui.look.surfaces import column, row
from ui.look.text import dress, label, small, wrapped


class Field(QWidget):
    """A caption, something to type in, and under it what is wrong with it.

    `name` is the field in the words of the code, as a `Refusal` names it; `hint` stands
    under the editor while nothing is wrong. `edited` comes when the user changes it.
    """

    edited = Signal()

    def __init__(self, name: str, caption: str, editor: QWidget, *, hint: str = "") -> None:
        super().__init__()
        self.name = name
        self.editor = editor
        self._hint = small(hint)
        self._hint.setWordWrap(True)
        if not hint:  # showing what has no parent yet would open a window of its own
            self._hint.hide()
        self._trouble = wrapped("", "trouble")
        self._trouble.hide()
        self._caption = label(caption, "small")
        self._caption.setBuddy(editor)
        if not caption:
            self._caption.hide()
        if caption and not editor.accessibleName():
            editor.setAccessibleName(caption)
        layout = column(self, gap=3)
        for part in (self._caption, editor, self._hint, self._trouble):
            layout.addWidget(part)
        self.setFocusProxy(editor)
        _on_change(editor, self._edited)

    def text(self) -> str:
        """What is typed, without blanks at its ends."""
        return text_in(self.editor).strip()

    def put(self, text: str) -> None:
        """Show another value, with nothing wrong."""
        put_text(self.editor, text)
        self.clear_trouble()

    def show_trouble(self, message: str) -> None:
        """Say what is wrong; what was typed stays."""
        self._trouble.setText(message)
        self._trouble.show()
        self._hint.hide()
        self.editor.setAccessibleDescription(message)
        dress(self.editor, faulty="true")

    def clear_trouble(self) -> None:
        """Nothing is wrong any more."""
        if self._trouble.isHidden():
            return
        self._trouble.hide()
        self._hint.setVisible(bool(self._hint.text()))
        self.editor.setAccessibleDescription("")
        dress(self.editor, faulty="")

    def trouble(self) -> str:
        """What is said to be wrong; empty for nothing."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def _edited(self) -> None:
        self.clear_trouble()
        self.edited.emit()


class Form(QWidget):
    """Fields above each other; shows a refusal beside the field it names."""

    edited = Signal()

    def __init__(self, *, gap: float = 10) -> None:
        super().__init__()
        self._layout: QVBoxLayout = column(self, gap=gap)
        self._fields: dict[str, Field] = {}

    def add(self, name: str, caption: str, editor: QWidget, *, hint: str = "") -> Field:
        """Add a field at the bottom."""
        return self.take(Field(name, caption, editor, hint=hint), self._layout)

    def take(self, field: Field, layout: QVBoxLayout | None = None) -> Field:
        """Take a field in; where it is placed elsewhere by the caller, give no layout."""
        self._fields[field.name] = field
        field.edited.connect(self.edited)
        if layout is not None:
            layout.addWidget(field)
        return field

    def add_widget(self, widget: QWidget) -> None:
        """Put something between the fields."""
        self._layout.addWidget(widget)

    def field(self, name: str) -> Field:
        """The field of a name."""
        return self._fields[name]

    def values(self) -> dict[str, str]:
        """What is typed in each field."""
        return {name: field.text() for name, field in self._fields.items()}

    def fill(self, values: Mapping[str, str]) -> None:
        """Show values in the fields they name."""
        for name, value in values.items():
            if name in self._fields:
                self._fields[name].put(value)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Show it beside its field and go there; False where no field is named so."""
        field = self._fields.get(refusal.field or "")
        if field is None:
            return False
        field.show_trouble(refusal.message)
        field.editor.setFocus()
        return True

    def clear_troubles(self) -> None:
        """Nothing is wrong any more."""
        for field in self._fields.values():
            field.clear_trouble()


class Fact(QWidget):
    """A caption beside a value, as on the page of a company."""

    def __init__(self, caption: str, value: QWidget, *, caption_width: float = 97) -> None:
        super().__init__()
        layout = row(self, gap=0)
        self.caption: QLabel = label(caption, "muted")
        self.caption.setFixedWidth(px(caption_width))
        self.caption.setContentsMargins(0, px(3), 0, 0)
        layout.addWidget(self.caption, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(value, 1)
        if not value.accessibleName():
            value.setAccessibleName(caption)


def _on_change(editor: QWidget, told: Callable[[], object]) -> None:
    if isinstance(editor, QLineEdit):
        editor.textEdited.connect(lambda _text: told())
    elif isinstance(editor, QPlainTextEdit):
        editor.textChanged.connect(told)
    elif isinstance(editor, QComboBox):
        editor.activated.connect(lambda _number: told())
    elif isinstance(editor, QCheckBox):
        editor.clicked.connect(lambda _on=False: told())
