"""F1: the keys of the screen, and the help pages; typing searches both."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QSplitter, QWidget

from ui.command import Command
from ui.form.editors import line
from ui.look.buttons import say_keys
from ui.look.measure import px
from ui.look.pages import Page
from ui.look.surfaces import column, row

HELP = Path(__file__).resolve().parents[2] / "resources" / "help"


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of help: Markdown whose first heading is its title.

    A page of keys holds its `commands`, so that a search shows only those meant.
    """

    title: str
    text: str
    commands: tuple[Command, ...] = ()

    def speaks_of(self, words: Sequence[str]) -> bool:
        """Whether every word stands somewhere in it."""
        return _has(self.text, words)

    def narrowed(self, words: Sequence[str]) -> str:
        """The page for who looks for these words: of a page of keys, the keys that answer."""
        meant = [one for one in self.commands if _has(" ".join(_cells(one)), words)]
        return _written(self.title, meant) if words and meant else self.text


def topics(folder: Path = HELP) -> list[Topic]:
    """The help pages that ship, in the order of their file names."""
    pages = []
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        first = text.partition("\n")[0].lstrip("# ").strip()
        pages.append(Topic(first or path.stem, text))
    return pages


def keys_topic(title: str, commands: Sequence[Command]) -> Topic:
    """A page of commands by group, each with its key and what it does."""
    return Topic(title, _written(title, commands), tuple(commands))


class HelpSheet(QDialog):
    """Topics at the left, the page at the right; it may stay open beside the work."""

    def __init__(
        self, parent: QWidget, pages: Sequence[Topic], buttons: Sequence[QWidget] = ()
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys and help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(px(820), px(600))
        self._pages = list(pages)
        self._words: list[str] = []
        self._search = line(
            "Search the keys and the help", placeholder="Search the keys and the help"
        )
        self._list = QListWidget()
        self._list.setAccessibleName("Help topics")
        self._page = Page("Help page")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._list)
        split.addWidget(self._page)
        split.setSizes([px(220), px(600)])
        layout = column(self, gap=8, margin=12)
        layout.addWidget(self._search)
        layout.addWidget(split, 1)
        foot = row(gap=8)
        for made in buttons:
            foot.addWidget(made)
        foot.addStretch(1)
        layout.addLayout(foot)
        self._search.textChanged.connect(self._filter)
        self._list.currentItemChanged.connect(lambda item, _before: self._show(item))
        self._filter("")

    def titles(self) -> list[str]:
        """The topics listed now."""
        return [self._list.item(n).text() for n in range(self._list.count())]

    def _filter(self, text: str) -> None:
        words = self._words = text.casefold().split()
        self._list.clear()
        for page in self._pages:
            if page.speaks_of(words):
                item = QListWidgetItem(page.title)
                item.setData(Qt.ItemDataRole.UserRole, page)
                self._list.addItem(item)
        if self._list.count():
            self._list.setCurrentRow(0)
        else:
            self._page.show_page("Nothing here speaks of that. Try another word, or fewer.")

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            page: Topic = item.data(Qt.ItemDataRole.UserRole)
            self._page.show_page(page.narrowed(self._words))


def _has(text: str, words: Sequence[str]) -> bool:
    folded = text.casefold().replace("\\", "")
    return all(word in folded for word in words)


def _cells(command: Command) -> tuple[str, str, str]:
    keys = " or ".join(say_keys(key) for key in command.keys) or "—"
    return keys, command.text, command.tip


def _written(title: str, commands: Sequence[Command]) -> str:
    lines = [f"# {_plain(title)}"]
    group = None
    for command in commands:
        if command.group != group:
            group = command.group
            lines += ["", f"## {_plain(group)}", "", "| key | does | |", "|---|---|---|"]
        keys, does, tip = map(_plain, _cells(command))
        lines.append(f"| {keys} | **{does}** | {tip} |")
    return "\n".join(lines)


def _plain(text: str) -> str:
    for mark in "\\`*_|[]<>#":
        text = text.replace(mark, f"\\{mark}")
    return text
