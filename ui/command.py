"""Commands: one object gives the menu entry, the key, the palette row and the tip."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.keys import both_enters, settle, spell
from ui.look.buttons import Button, plain_tip, refresh_buttons, say_keys
from ui.look.text import literal

EVERYWHERE = "everywhere"
"""The scope of what works in every room."""


def always() -> bool:
    """For commands that can be done at any time."""
    return True


@dataclass(slots=True, eq=False)
class Command:
    """One thing the user can do.

    `id` is `room.verb`; `keys` are in Qt's portable words (`"Ctrl+Shift+P"`, `"P"`), the
    first one shown; single letters and digits work only outside text fields. They are those
    of the user once `Commands` knows the command; `shipped` stay what they were. `tip` is a
    sentence. `group` is the head it stands under in the palette, the sheet of keys and the
    menus. `when` says whether it can be done now, `why_not` what is missing where it cannot. A
    `listed=False` command has a key but no row of its own.
    """

    id: str
    text: str
    run: Callable[[], object]
    keys: Sequence[str] = ()
    when: Callable[[], bool] = always
    tip: str = ""
    group: str = ""
    listed: bool = True
    why_not: str = ""
    shipped: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        keys = (self.keys,) if isinstance(self.keys, str) else tuple(self.keys)
        self.keys = self.shipped = tuple(key for key in keys if key)

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
    """The commands of one room, or of the window (`EVERYWHERE`), and where their keys work."""

    name: str
    commands: tuple[Command, ...]
    actions: Mapping[str, QAction] = field(default_factory=dict)
    title: str = ""


class Commands(QObject):
    """All commands there are, by scope, with the user's own keys.

    `keys_changed` comes when keys are others than before, or commands were added.
    """

    refreshed = Signal()
    keys_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scopes: dict[str, Scope] = {}
        self._own: Mapping[str, Sequence[str]] = MappingProxyType({})
        self._heard: frozenset[str] = frozenset()
        self._fetch: Callable[[], object] = always
        self._showing: dict[str, WeakSet[Button]] = {}

    def add(
        self, scope: str, commands: Iterable[Command], holder: QWidget, title: str = ""
    ) -> Scope:
        """Register commands; their keys work while `holder` is on screen in its window."""
        made = Scope(scope, tuple(commands))
        check(made.commands, known=[c for s in self._scopes.values() for c in s.commands])
        check_keys(made, [s for s in self._scopes.values() if s.name == EVERYWHERE])
        actions: dict[str, QAction] = {}
        for command in made.commands:
            action = self._action(command, holder)
            holder.addAction(action)
            actions[command.id] = action
        self._scopes[scope] = Scope(scope, made.commands, actions, title)
        self._settle()
        return self._scopes[scope]

    def remove(self, scope: str) -> None:
        """Let the commands of a room go; its actions go with their widget."""
        self._scopes.pop(scope, None)

    def wear(self, own: Mapping[str, Sequence[str]]) -> None:
        """Let commands listen to the user's keys by id; unknown ids do no harm."""
        self._own = dict(own)
        self._settle()

    def fetch_by(self, fetch: Callable[[], object]) -> None:
        """Say how the commands of rooms that were never entered are got."""
        self._fetch = fetch

    def everything(self) -> list[Scope]:
        """All scopes there are, rooms that were never entered too; these are made for it."""
        self._fetch()
        return self.known()

    def known(self) -> list[Scope]:
        """The scopes known so far: what works everywhere, then the rooms."""
        rooms = [scope for name, scope in self._scopes.items() if name != EVERYWHERE]
        return [self.scope(EVERYWHERE), *rooms]

    def show_key(self, button: Button, command: str) -> None:
        """Let a button that does more than its command show the command's first key."""
        self._showing.setdefault(command, WeakSet()).add(button)
        self._show_keys()

    def say_key(self, command: str) -> str:
        """The first key of a command as it is printed; empty where it has none."""
        known = self.find(command)
        return say_keys(known.keys[0]) if known is not None and known.keys else ""

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
        return spell(keys) in self._heard

    def refresh(self) -> None:
        """Let every action and button ask again whether it can be done now."""
        for scope in self._scopes.values():
            for command in scope.commands:
                scope.actions[command.id].setEnabled(command.possible())
        refresh_buttons()
        self.refreshed.emit()

    def _settle(self) -> None:
        heard: frozenset[str] = frozenset()
        everywhere: frozenset[str] = frozenset()
        for name in sorted(self._scopes, key=lambda scope: scope != EVERYWHERE):
            scope = self._scopes[name]
            listed = [(command.id, command.shipped) for command in scope.commands]
            keys = settle(listed, self._own, everywhere)
            for command in scope.commands:
                command.keys = keys[command.id]
                action = scope.actions[command.id]
                wanted = [QKeySequence(key) for key in both_enters(command.keys)]
                if action.shortcuts() != wanted:
                    action.setShortcuts(wanted)
            heard |= frozenset(key for own in keys.values() for key in own)
            if name == EVERYWHERE:
                everywhere = heard
        self._heard = heard
        refresh_buttons()
        self._show_keys()
        self.keys_changed.emit()

    def _show_keys(self) -> None:
        for name, buttons in self._showing.items():
            command = self.find(name)
            for button in filter(isValid, list(buttons)):
                button.show_keys(command.keys[0] if command is not None and command.keys else "")

    @staticmethod
    def _action(command: Command, holder: QWidget) -> QAction:
        action = QAction(literal(command.text), holder)
        action.setObjectName(command.id)
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
        for key in command.shipped:
            spelt = spell(key)
            if not spelt:
                raise CommandTrouble(f"{command.id}: no such key: {key}")
            if taken.setdefault(spelt, command.id) != command.id:
                raise CommandTrouble(f"{command.id} and {taken[spelt]} both listen to {spelt}")
