"""A value that is read until one wants to change it: F2 or a click, Enter saves, Esc does not."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from crm.domain.errors import Refusal
from ui.form.editors import GrowingText, line, put_text, text_in
from ui.look.measure import px
from ui.look.surfaces import column
from ui.look.text import dress, wrapped

NOTHING = "—"


class Shown(QLabel):
    """The value as it is read; it can have the focus and be opened for editing."""

    opened = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setProperty("words", "editable")
        self.setContentsMargins(px(3), px(2), px(3), px(2))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(px(40))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open at a click."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open at F2 or Enter."""
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the focus is."""
        super().focusInEvent(event)
        dress(self, lit="true")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it has gone."""
        super().focusOutEvent(event)
        dress(self, lit="")


class Editable(QWidget):
    """A value in place: `saved(text)` comes when the user has changed it.

    Leaving the field saves too, so that nothing typed is lost. A `Refusal` handed to
    `show_refusal` opens it again with what was typed and the message under it.
    """

    saved = Signal(str)

    def __init__(
        self,
        name: str,
        value: str = "",
        *,
        save: Callable[[str], object] | None = None,
        several_lines: bool = False,
        say: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__()
        self._value = value
        self._before = value
        self._say = say
        self._nothing = NOTHING
        self._shown = Shown(name)
        self._shown.opened.connect(self.edit)
        self._editor: QLineEdit | QPlainTextEdit = (
            GrowingText(name, least=2) if several_lines else line(name)
        )
        self._editor.installEventFilter(self)
        self._trouble = wrapped("", "trouble")
        self._trouble.hide()
        self._editor.hide()
        layout = column(self, gap=2)
        for part in (self._shown, self._editor, self._trouble):
            layout.addWidget(part)
        self.setFocusProxy(self._shown)
        if save is not None:
            self.saved.connect(save)
        self.put(value)

    @property
    def editing(self) -> bool:
        """Whether it is open now."""
        return not self._editor.isHidden()

    def value(self) -> str:
        """The value shown, as it was put or saved last."""
        return self._value

    def put(self, value: str) -> None:
        """Show another value; what is being typed is left alone."""
        self._value = value
        said = self._say(value) if self._say and value else value
        self._shown.setText(said or self._nothing)
        dress(self._shown, blank="" if value else "true")

    def say_nothing(self, words: str) -> None:
        """Show these words while it is empty: what can be added here."""
        self._nothing = words
        self.put(self._value)

    def edit(self) -> None:
        """Open it with the value selected."""
        if self.editing:
            return
        put_text(self._editor, self._value)
        self._shown.hide()
        self._editor.show()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._editor.selectAll()

    def save(self) -> None:
        """Close it and tell, if something was changed."""
        if not self.editing:
            return
        typed = text_in(self._editor).strip()
        self._close()
        if typed != self._value:
            self._before = self._value
            self.put(typed)
            self.saved.emit(typed)

    def cancel(self) -> None:
        """Close it and forget what was typed."""
        self._close()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Open it again with what was typed, and say why it was not taken."""
        typed = self._value
        self.put(self._before)
        self.edit()
        put_text(self._editor, typed)
        self._trouble.setText(refusal.message)
        self._trouble.show()
        dress(self._editor, faulty="true")
        self._editor.setAccessibleDescription(refusal.message)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter saves, Esc does not, going elsewhere saves."""
        if watched is not self._editor or not self.editing:
            return False
        if event.type() is QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() is not Qt.FocusReason.PopupFocusReason:
                self.save()
            return False
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(self._editor, QPlainTextEdit) and not event.modifiers():
                return False
            self.save()
            return True
        return False

    def _close(self) -> None:
        had_focus = self._editor.hasFocus()
        self._trouble.hide()
        dress(self._editor, faulty="")
        self._editor.setAccessibleDescription("")
        self._editor.hide()
        self._shown.show()
        if had_focus:
            self._shown.setFocus(Qt.FocusReason.OtherFocusReason)
