"""The menus, made of commands: those of the window, and one of the room shown."""

from PySide6.QtWidgets import QMenu, QMenuBar

from ui.command import Commands
from ui.look.text import literal
from ui.shell.commands import HELP, MENUS

RULES = frozenset({"edit.find", "file.leave", "go.back", "view.bigger", "view.system"})
"""Commands above which a line is drawn."""


class Menus:
    """Fills a menu bar; the room's menu stands before Help and changes with the room."""

    def __init__(self, bar: QMenuBar, commands: Commands) -> None:
        self._commands = commands
        self._menus: dict[str, QMenu] = {}
        for title in MENUS:
            self._menus[title] = bar.addMenu(literal(title))
            self._menus[title].aboutToShow.connect(commands.refresh)
        self._room = QMenu(bar)
        self._room.aboutToShow.connect(commands.refresh)
        self._room_entry = bar.insertMenu(self._menus[HELP].menuAction(), self._room)
        self._room_entry.setVisible(False)

    def fill(self) -> None:
        """Put the commands of the window into their menus."""
        for command in self._commands.scope("everywhere").commands:
            menu = self._menus.get(command.group)
            if menu is None or not command.listed:
                continue
            if command.id in RULES and not menu.isEmpty():
                menu.addSeparator()
            menu.addAction(self._commands.action(command.id))

    def show_room(self, key: str, title: str) -> None:
        """Let the room's menu hold the commands of a room."""
        self._room.clear()
        group = ""
        for command in self._commands.scope(key).commands:
            if not command.listed:
                continue
            if command.group != group and not self._room.isEmpty():
                self._room.addSeparator()
            group = command.group
            self._room.addAction(self._commands.action(command.id))
        self._room.setTitle(literal(title))
        self._room_entry.setVisible(not self._room.isEmpty())
