"""The address of a company: read as a block, changed line by line, saved as one step."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from crm.domain.errors import Refusal
from ui.companies.words import say_address
from ui.form.editable import NOTHING, Shown
from ui.form.editors import line
from ui.form.fields import Form
from ui.look.surfaces import column
from ui.look.text import dress

if TYPE_CHECKING:
    from crm.data.queries.company_facts import CompanyPage

LINES: Final = (
    ("premises", "Building or unit"),
    ("street", "Street"),
    ("locality", "Locality"),
    ("town", "Town"),
    ("postcode", "Postcode"),
)


class AddressFact(QWidget):
    """`saved({field: text})` comes with the lines that were changed."""

    saved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._values: dict[str, str] = dict.fromkeys((field for field, _ in LINES), "")
        self.shown = Shown("Address")
        self.shown.opened.connect(self.edit)
        self.form = Form(gap=4)
        for field, caption in LINES:
            editor = line(caption)
            editor.installEventFilter(self)
            self.form.add(field, caption, editor)
        self.form.hide()
        layout = column(self, gap=2)
        layout.addWidget(self.shown)
        layout.addWidget(self.form)
        self.setFocusProxy(self.shown)

    @property
    def editing(self) -> bool:
        """Whether it is open now."""
        return not self.form.isHidden()

    def put(self, page: "CompanyPage") -> None:
        """Show an address; what is being typed is left alone."""
        self._values = {field: getattr(page, field) for field, _caption in LINES}
        said = say_address(page)
        self.shown.setText(said or NOTHING)
        dress(self.shown, blank="" if said else "true")

    def edit(self) -> None:
        """Open it."""
        if self.editing:
            return
        self.form.fill(self._values)
        self.shown.hide()
        self.form.show()
        self.form.field("premises" if self._values["premises"] else "street").editor.setFocus()

    def save(self) -> None:
        """Close it and tell what was changed."""
        if not self.editing:
            return
        typed = self.form.values()
        changed = {field: text for field, text in typed.items() if text != self._values[field]}
        self._close()
        if changed:
            self.saved.emit(changed)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Open it again with what was typed, and say which line was not taken."""
        typed = self.form.values()
        self.edit()
        self.form.fill(typed)
        return self.form.show_refusal(refusal)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter saves, Esc does not, leaving the lines saves."""
        if not self.editing:
            return False
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.save()
                return True
        elif event.type() is QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            goes_to = QApplication.focusWidget()
            inside = goes_to is not None and self.form.isAncestorOf(goes_to)
            if not inside and event.reason() is not Qt.FocusReason.PopupFocusReason:
                self.save()
        return False

    def _close(self) -> None:
        focused = QApplication.focusWidget()
        inside = focused is not None and self.form.isAncestorOf(focused)
        self.form.clear_troubles()
        self.form.hide()
        self.shown.show()
        if inside:
            self.shown.setFocus(Qt.FocusReason.OtherFocusReason)
