"""The section of keys: every command with its keys, and pressing another one for it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeWidget, QTreeWidgetItem

from ui.command import Command, Scope
from ui.form.editors import line
from ui.keys import is_letter, why_reserved, with_key, words_of
from ui.look.buttons import button
from ui.look.flow import Flow
from ui.look.measure import px
from ui.look.messages import ask
from ui.look.surfaces import card, column
from ui.look.text import dress, heading, wrapped
from ui.settings.key_changes import Clash, changed_by_user, clashes, keep, stays, with_keys
from ui.settings.key_field import KeyField
from ui.settings.section import Section

MINE = Qt.ItemDataRole.UserRole
NO_KEY = "—"
NOTHING_FOUND = "No command is called that. Try another word, or a key such as F9."


class KeysSection(Section):
    """A list to search, and under it the command chosen."""

    title = "Keys"
    lead = (
        "Choose what you want to do, then press the key you would like for it. Kept on this "
        "machine only."
    )

    def build(self) -> None:
        """The search, the list, the one chosen."""
        self._scopes: list[Scope] = []
        self._waiting: tuple[Command, tuple[str, ...], list[Clash]] | None = None
        self.search = line("Search commands or keys", placeholder="Search commands or keys")
        self.search.setClearButtonEnabled(True)
        self.tree = self._make_tree()
        self.page.addWidget(self.search)
        self.page.addWidget(self.tree)
        self._nothing = wrapped(NOTHING_FOUND, "muted")
        self._nothing.hide()
        self.page.addWidget(self._nothing)
        self.page.addWidget(self._make_chosen())
        foot = Flow(gap=8)
        print_ = self.desk.commands.find("help.key_card")
        if print_ is not None:
            foot.addWidget(button(print_))
        self.reset_all_button = button("All keys as they came…", run=self.reset_all)
        foot.addWidget(self.reset_all_button)
        self.page.addLayout(foot)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self.tree.setFocus)
        self.tree.currentItemChanged.connect(lambda _now, _before: self._show_chosen())
        self.tree.itemActivated.connect(lambda _item, _column: self.field.setFocus())
        self.field.pressed.connect(self.take)
        self.field.left.connect(self.tree.setFocus)
        self.desk.commands.keys_changed.connect(self._show_keys)

    def entered(self) -> None:
        """Gather the commands of every room, also of those that were not entered yet."""
        self._scopes = self.desk.commands.everything()
        chosen = self.chosen()
        self.tree.clear()
        for scope in self._scopes:
            if scope.commands:
                self._add_scope(scope)
        self._filter(self.search.text())
        self.choose(chosen.id if chosen is not None else "")

    def chosen(self) -> Command | None:
        """The command chosen in the list."""
        item = self.tree.currentItem()
        found = item.data(0, MINE) if item is not None else None
        return found if isinstance(found, Command) else None

    def choose(self, command: str) -> None:
        """Choose a command by its id; the first one shown where there is none such."""
        items = [item for item in self._items() if not item.isHidden()]
        named = (item for item in items if item.data(0, MINE).id == command)
        item = next(named, items[0] if items else None)
        if item is not None:
            self.tree.setCurrentItem(item)

    def take(self, key: str) -> None:
        """Give the key pressed to the command chosen, or say what stands in the way."""
        command = self.chosen()
        if command is None:
            return
        reason = "" if key in stays(command) else why_reserved(key)
        if reason:
            self._say(f"{words_of(key)} cannot be taken. {reason}" if key else reason, bad=True)
        elif key in command.keys:
            self._say(f"{command.text} has {words_of(key)} already.")
        else:
            self._propose(command, with_key(command.keys, key))

    def take_over(self) -> None:
        """Give the key to the command although others had it."""
        if self._waiting is not None:
            command, keys, found = self._waiting
            self._apply(command, keys, found)

    def leave_it(self) -> None:
        """Leave the keys as they are."""
        self._show_chosen()
        self.field.setFocus()

    def clear(self) -> None:
        """Take all keys from the command chosen."""
        command = self.chosen()
        if command is not None:
            self._apply(command, (), [])

    def reset(self) -> None:
        """Give the command chosen the keys it came with."""
        command = self.chosen()
        if command is not None:
            self._propose(command, command.shipped)

    def reset_all(self) -> None:
        """Give all commands the keys they came with, after asking."""
        count = sum(changed_by_user(item.data(0, MINE)) for item in self._items())
        words = f"{count} {'command has' if count == 1 else 'commands have'} keys of your own."
        if ask(self, "All keys as they came", words, yes="Give them back", danger=True):
            keep(self.desk, {})
            self._show_chosen()

    def message(self) -> str:
        """What is said about the key pressed; empty for nothing."""
        return "" if self._message.isHidden() else self._message.text()

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName("Commands and their keys")
        tree.setColumnCount(2)
        tree.setHeaderLabels(("What it does", "Key"))
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        tree.setIndentation(px(10))
        tree.setUniformRowHeights(True)
        tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        tree.setMinimumHeight(px(250))
        tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return tree

    def _make_chosen(self) -> QFrame:
        holder = card()
        layout = column(holder, gap=6, margin=12)
        self._name, self._tip, self._message = heading(), wrapped("", "muted"), wrapped()
        self._name.setWordWrap(True)
        self.field = KeyField("New key")
        self.take_over_button = button("Take it over", primary=True, run=self.take_over)
        self.leave_button = button("Leave it as it was", run=self.leave_it)
        self.clear_button = button("No key", run=self.clear)
        self.reset_button = button("As it came", run=self.reset)
        for part in (self._name, self._tip, self.field, self._message):
            layout.addWidget(part)
        buttons = Flow(gap=8)
        for made in (self.take_over_button, self.leave_button, self.clear_button,
                     self.reset_button):  # fmt: skip
            buttons.addWidget(made)
        layout.addLayout(buttons)
        self._chosen_card = holder
        return holder

    def _tops(self) -> list[QTreeWidgetItem]:
        tops = (self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount()))
        return [top for top in tops if top is not None]

    def _items(self) -> list[QTreeWidgetItem]:
        items = (top.child(n) for top in self._tops() for n in range(top.childCount()))
        return [item for item in items if item is not None]

    def _add_scope(self, scope: Scope) -> None:
        top = QTreeWidgetItem(self.tree, [scope.title or scope.name])
        top.setFlags(Qt.ItemFlag.ItemIsEnabled)
        top.setFirstColumnSpanned(True)
        face = top.font(0)
        face.setBold(True)
        top.setFont(0, face)
        for command in scope.commands:
            item = QTreeWidgetItem(top, [command.text, _say_keys(command.keys)])
            item.setData(0, MINE, command)
            item.setToolTip(0, command.tip)
        top.setExpanded(True)

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        shown = 0
        for item in self._items():
            command: Command = item.data(0, MINE)
            said = f"{command.text} {command.tip} {_say_keys(command.keys)}".casefold()
            item.setHidden(not all(word in said for word in words))
            shown += not item.isHidden()
        for top in self._tops():
            top.setHidden(not any(i.parent() is top and not i.isHidden() for i in self._items()))
        self._nothing.setVisible(not shown)
        current = self.tree.currentItem()
        if current is None or current.isHidden() or current.parent() is None:
            self.choose("")
        self.tree.setColumnWidth(0, self.tree.viewport().width() * 6 // 10)

    def _show_keys(self) -> None:
        for item in self._items():
            item.setText(1, _say_keys(item.data(0, MINE).keys))

    def _show_chosen(self) -> None:
        self._waiting = None
        command = self.chosen()
        self._chosen_card.setVisible(command is not None)
        self._message.hide()
        self._offer(clash=False)
        if command is None:
            return
        self._name.setText(f"{command.text}: {_say_keys(command.keys)}")
        came = f" It came with {_say_keys(command.shipped)}." if changed_by_user(command) else ""
        self._tip.setText(f"{command.tip}.{came}")
        self.reset_button.setEnabled(changed_by_user(command))
        self.clear_button.setEnabled(bool(set(command.keys) - set(stays(command))))
        self.field.setAccessibleName(f"New key for {command.text}")

    def _offer(self, *, clash: bool) -> None:
        for made in (self.take_over_button, self.leave_button):
            made.setVisible(clash)
        for made in (self.clear_button, self.reset_button):
            made.setHidden(clash)

    def _propose(self, command: Command, keys: Sequence[str]) -> None:
        found = clashes(self._scopes, command, keys)
        if not found:
            self._apply(command, tuple(keys), [])
            return
        held = [clash for clash in found if clash.key in stays(clash.command)]
        if held:
            self._say(f"{_whose(held)} It cannot be taken from there.", bad=True)
            return
        self._say(f"{_whose(found)} Take it over, and it is lost there.", bad=True)
        self._waiting = (command, tuple(keys), found)
        self._offer(clash=True)
        self.take_over_button.setFocus()

    def _apply(self, command: Command, keys: Sequence[str], found: list[Clash]) -> None:
        keep(self.desk, with_keys(self.desk.preferences.now.keys, command, keys, found))
        self._show_chosen()
        said = f"{command.text}: {_say_keys(command.keys)}"
        if command.keys and all(is_letter(key) for key in command.keys):
            said += ". A letter works outside text fields only: not while you type a note."
        self._say(said)
        self.field.setFocus()

    def _say(self, text: str, *, bad: bool = False) -> None:
        self._show_chosen()
        dress(self._message, words="trouble" if bad else "echo")
        self._message.setText(text)
        self._message.show()
        self.field.setAccessibleDescription(text)


def _say_keys(keys: Sequence[str]) -> str:
    return " or ".join(map(words_of, keys)) or NO_KEY


def _whose(found: Sequence[Clash]) -> str:
    held = ", ".join(f"“{clash.command.text}” ({clash.where})" for clash in found)
    return f"{words_of(found[0].key)} is {held}."
