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
from ui.look.surfaces import column

HELP = Path(__file__).resolve().parents[2] / "resources" / "help"


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of help: Markdown whose first heading is its title."""

    title: str
    text: str

    def speaks_of(self, words: Sequence[str]) -> bool:
        """Whether every word stands somewhere in it."""
        folded = self.text.casefold()
        return all(word in folded for word in words)


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
    lines = [f"# {title}"]
    group = ""
    for command in commands:
        if command.group != group:
            group = command.group
            lines += ["", f"## {_plain(group)}", "", "| key | does | |", "|---|---|---|"]
        keys = " or ".join(say_keys(key) for key in command.keys) or "—"
        lines.append(f"| {_plain(keys)} | **{_plain(command.text)}** | {_plain(command.tip)} |")
    return Topic(title, "\n".join(lines))


class HelpSheet(QDialog):
    """Topics at the left, the page at the right; it may stay open beside the work."""

    def __init__(self, parent: QWidget, pages: Sequence[Topic]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys and help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(px(820), px(600))
        self._pages = list(pages)
        self._search = line("Search the help", placeholder="Search the help")
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
        self._search.textChanged.connect(self._filter)
        self._list.currentItemChanged.connect(lambda item, _before: self._show(item))
        self._filter("")

    def titles(self) -> list[str]:
        """The topics listed now."""
        return [self._list.item(n).text() for n in range(self._list.count())]

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        self._list.clear()
        for page in self._pages:
            if page.speaks_of(words):
                item = QListWidgetItem(page.title)
                item.setData(Qt.ItemDataRole.UserRole, page)
                self._list.addItem(item)
        if self._list.count():
            self._list.setCurrentRow(0)
        else:
            self._page.show_page("Nothing in the help speaks of that.")

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            page: Topic = item.data(Qt.ItemDataRole.UserRole)
            self._page.show_page(page.text)


def _plain(text: str) -> str:
    for mark in "\\`*_|[]<>#":
        text = text.replace(mark, f"\\{mark}")
    return text
