"""Commands: one object gives the menu entry, the key, the palette row and the tip."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.look.buttons import plain_tip, refresh_buttons
from ui.look.text import literal


def always() -> bool:
    """For commands that can be done at any time."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the user can do.

    `id` is `room.verb`; `keys` are in Qt's portable words (`"Ctrl+Shift+P"`, `"P"`), the
    first one shown; single letters and digits work only outside text fields. `tip` is a
    sentence. `group` is the head it stands under in the palette, the sheet of keys and the
    menus. `when` says whether it can be done now. A `listed=False` command has a key but no
    row of its own.
    """

    id: str
    text: str
    run: Callable[[], object]
    keys: Sequence[str] = ()
    when: Callable[[], bool] = always
    tip: str = ""
    group: str = ""
    listed: bool = True

    def __post_init__(self) -> None:
        keys = (self.keys,) if isinstance(self.keys, str) else tuple(self.keys)
        object.__setattr__(self, "keys", tuple(key for key in keys if key))

    def possible(self) -> bool:
        """Whether it can be done now."""
        return self.when()

    def press(self) -> None:
        """Do it, if it can be done now."""
        if self.possible():
            self.run()


class CommandTrouble(Exception):
    """Two commands share an id or a key, or one says nothing: a mistake in the program."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The commands of one room, or of the window (`everywhere`), and where their keys work."""

    name: str
    commands: tuple[Command, ...]
    actions: Mapping[str, QAction] = field(default_factory=dict)


class Commands(QObject):
    """All commands there are, by scope."""

    refreshed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scopes: dict[str, Scope] = {}

    def add(self, scope: str, commands: Iterable[Command], holder: QWidget) -> Scope:
        """Register commands; their keys work while `holder` is on screen in its window."""
        made = Scope(scope, tuple(commands))
        check(made.commands, known=[c for s in self._scopes.values() for c in s.commands])
        check_keys(made, [s for s in self._scopes.values() if s.name == "everywhere"])
        actions: dict[str, QAction] = {}
        for command in made.commands:
            action = self._action(command, holder)
            holder.addAction(action)
            actions[command.id] = action
        self._scopes[scope] = Scope(scope, made.commands, actions)
        return self._scopes[scope]

    def remove(self, scope: str) -> None:
        """Let the commands of a room go; its actions go with their widget."""
        self._scopes.pop(scope, None)

    def scope(self, name: str) -> Scope:
        """The commands of one scope; empty where nothing is registered."""
        return self._scopes.get(name, Scope(name, ()))

    def find(self, command: str) -> Command | None:
        """The command with an id."""
        for scope in self._scopes.values():
            for known in scope.commands:
                if known.id == command:
                    return known
        return None

    def action(self, command: str) -> QAction:
        """The action of a command, for a menu."""
        for scope in self._scopes.values():
            if command in scope.actions:
                return scope.actions[command]
        raise KeyError(command)

    def key_taken(self, keys: str) -> bool:
        """Whether any command listens to a key combination."""
        return any(keys in c.keys for s in self._scopes.values() for c in s.commands)

    def refresh(self) -> None:
        """Let every action and button ask again whether it can be done now."""
        for scope in self._scopes.values():
            for command in scope.commands:
                scope.actions[command.id].setEnabled(command.possible())
        refresh_buttons()
        self.refreshed.emit()

    @staticmethod
    def _action(command: Command, holder: QWidget) -> QAction:
        action = QAction(literal(command.text), holder)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(False)
        action.setToolTip(plain_tip(command.tip))
        action.setStatusTip(command.tip)
        action.triggered.connect(lambda _checked=False: command.press())
        return action


def check(commands: Sequence[Command], *, known: Iterable[Command] = ()) -> None:
    """Raise where an id is taken twice or a command has no tip."""
    seen = {command.id for command in known}
    for command in commands:
        if command.id in seen:
            raise CommandTrouble(f"two commands are called {command.id}")
        if not command.tip.strip():
            raise CommandTrouble(f"{command.id} has no tip")
        seen.add(command.id)


def check_keys(scope: Scope, also: Iterable[Scope] = ()) -> None:
    """Raise where two commands that can be reached together listen to the same key."""
    taken: dict[str, str] = {}
    for command in [c for s in also if s.name != scope.name for c in s.commands] + [
        *scope.commands
    ]:
        for key in command.keys:
            spelt = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
            if not spelt:
                raise CommandTrouble(f"{command.id}: no such key: {key}")
            if spelt in taken:
                raise CommandTrouble(f"{command.id} and {taken[spelt]} both listen to {spelt}")
            taken[spelt] = command.id


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
    listens to goes to the command.
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
        if now is not None and text_of(now) is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse the field's claim on a key where the key belongs to a command."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        text = text_of(watched)
        if text is None or not self._belongs_to_command(event, text, watched):
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
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35:
            return False
        spelt = QKeySequence(event.keyCombination()).toString(
            QKeySequence.SequenceFormat.PortableText
        )
        return bool(spelt) and self._commands.key_taken(spelt)


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


def typing_now() -> bool:
    """Whether the focus is in a text field."""
    focused = QGuiApplication.focusObject()
    return focused is not None and text_of(focused) is not None
