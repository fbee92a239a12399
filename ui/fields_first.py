"""Whose key it is: the text field's that has the focus, or a command's."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.command import Commands

EDITING = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.SelectAll,
)
"""What a field with text keeps for itself and an empty one leaves to the program."""


class FieldsFirst(QObject):
    """Decides whether a key belongs to the text field that has the focus or to a command.

    Plain keys always belong to the field; Ctrl+A does while it holds text, Ctrl+Z and Ctrl+Y
    while it has typing to take back or bring back; any other combination that a command
    listens to goes to the command. In a list to choose from, letters choose.
    """

    def __init__(self, commands: Commands, app: QApplication) -> None:
        super().__init__(commands)
        self._commands = commands
        # Only the widget with the focus is listened to: a filter on all events costs time.
        app.focusChanged.connect(self._follow)
        self._follow(None, app.focusWidget())

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if now is not None and (text_of(now) is not None or is_choice(now)):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse the field's claim on a key where the key belongs to a command."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        text = text_of(watched)
        if text is None:
            chooses = is_choice(watched) and event.text().isprintable() and is_plain(event)
            event.setAccepted(chooses and bool(event.text()))
            return event.isAccepted()
        if not self._belongs_to_command(event, text, watched):
            return False
        event.ignore()
        return True

    def _belongs_to_command(self, event: QKeyEvent, text: str, field: QObject) -> bool:
        for standard, back in (
            (QKeySequence.StandardKey.Undo, True),
            (QKeySequence.StandardKey.Redo, False),
        ):
            if event.matches(standard):
                return not has_typing(field, back=back)
        if any(event.matches(standard) for standard in EDITING):
            return not text
        if is_plain(event) and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35:
            return False
        spelt = QKeySequence(event.keyCombination()).toString(
            QKeySequence.SequenceFormat.PortableText
        )
        return bool(spelt) and self._commands.key_taken(spelt)


def is_plain(event: QKeyEvent) -> bool:
    """Whether a key is pressed with nothing held but Shift."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


def is_choice(widget: QObject) -> bool:
    """Whether it is a list to choose from, folded or unfolded."""
    if isinstance(widget, QComboBox):
        return True
    return isinstance(widget, QAbstractItemView) and isinstance(
        widget.window().parentWidget(), QComboBox
    )


def text_of(widget: QObject) -> str | None:
    """The text of a field that can be edited now; None for everything else."""
    if isinstance(widget, QAbstractSpinBox):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText() if widget.isEditable() else None
    if isinstance(widget, QLineEdit):
        return None if widget.isReadOnly() else widget.text()
    if isinstance(widget, (QPlainTextEdit, QTextEdit)):
        return None if widget.isReadOnly() else widget.toPlainText()
    return None


def has_typing(field: QObject, *, back: bool) -> bool:
    """Whether a field has typing to take back, or (not `back`) to bring back."""
    if isinstance(field, (QPlainTextEdit, QTextEdit)):
        document = field.document()
        return document.isUndoAvailable() if back else document.isRedoAvailable()
    line = field.findChild(QLineEdit) if not isinstance(field, QLineEdit) else field
    if line is None:
        return False
    return line.isUndoAvailable() if back else line.isRedoAvailable()
