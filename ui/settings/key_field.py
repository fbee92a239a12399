"""A field that is given a key by pressing it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from ui.keys import spell

ASLEEP = "Come here to press another key"
AWAKE = "Press the new key now, or Esc to leave it"
_HELD = {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta,
         Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock}  # fmt: skip


class KeyField(QLineEdit):
    """Takes the next key pressed in it: `pressed(str)` in Qt's portable words.

    While it has the focus no command listens; Tab leads on and Esc away (`left`).
    """

    pressed = Signal(str)
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setPlaceholderText(ASLEEP)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def event(self, event: QEvent) -> bool:
        """Claim every key before a command can."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key, whatever it is."""
        event.accept()
        if event.key() in _HELD:
            return
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape and not held:
            self.left.emit()
            return
        combined = QKeySequence(event.keyCombination())
        self.pressed.emit(spell(combined.toString(QKeySequence.SequenceFormat.PortableText)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that a key is waited for."""
        super().focusInEvent(event)
        self.setPlaceholderText(AWAKE)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Wait no more."""
        super().focusOutEvent(event)
        self.setPlaceholderText(ASLEEP)
