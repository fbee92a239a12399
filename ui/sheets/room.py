"""The room of call sheets: print one, or key in what came of it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget

from crm.domain.changes import Changes
from ui.command import Command
from ui.look.buttons import button
from ui.look.chips import chip
from ui.look.measure import px
from ui.look.surfaces import column, pane, row
from ui.look.text import title
from ui.panels.outlet import Outlet
from ui.places import Place
from ui.room import Desk, Room
from ui.sheets.key_in_page import KeyInPage
from ui.sheets.print_page import PrintPage

GROUP = "Call sheets"
KEYED = "Key in "
"""How the label of a step begins that filed rows of the grid."""

KEY_IN = "key in"
"""The `view` of a place that shows the grid; its `id` is a sheet. Else a sheet is printed: of
the queue, or of the companies whose numbers stand in `view`."""


class SheetsRoom(Room):
    """Two pages: printing with a preview, and the grid."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stack = QStackedWidget()
        self._commands = (
            Command("sheets.print", "Print call sheet…", self._print,
                    "Ctrl+P", self._can_print, group=GROUP,
                    tip="File this sheet and print it", why_not="There is no sheet to print"),
            Command("sheets.save", "Save PDF…", self._save, "Ctrl+S",
                    self._can_print, group=GROUP, tip="File this sheet and save it as a PDF",
                    why_not="There is no sheet to save"),
            Command("sheets.key_in", "Key in results", self.key_in, "Ctrl+G", group=GROUP,
                    tip="Key in what came of the calls on paper"),
            Command("sheets.new", "New call sheet", self.new_sheet, "Ctrl+N", group=GROUP,
                    tip="Choose companies of the queue for a sheet of paper"),
            Command("sheets.file", "File calls", self._file,
                    ("Ctrl+Return", "Ctrl+Enter"), self._can_file, group=GROUP,
                    tip="File every row keyed in, in one step that one undo takes back",
                    why_not="Nothing was keyed in yet"),
            Command("sheets.clear", "Clear row", self._clear, "Ctrl+Delete",
                    self._on_grid, group=GROUP,
                    tip="Take back what was typed in this row",
                    why_not="There is no row to clear"),
        )  # fmt: skip
        by_id = {command.id: command for command in self._commands}
        outlet = Outlet(desk, self)
        outlet.setParent(self)
        self.printing = PrintPage(
            desk, outlet,
            [button(by_id["sheets.print"], primary=True), button(by_id["sheets.save"])],
        )  # fmt: skip
        self.keying = KeyInPage(desk, button(by_id["sheets.file"], primary=True))
        for page in (self.printing, self.keying):
            self._stack.addWidget(page)
        self._tabs = (
            chip("Print", self.new_sheet, checkable=True),
            chip("Key in results", self.key_in, checkable=True),
        )
        head = pane("head")
        beside = row(head, gap=10)
        beside.setContentsMargins(px(16), px(10), px(16), px(10))
        beside.addWidget(title("Call sheets"))
        beside.addSpacing(px(10))
        for tab in self._tabs:
            beside.addWidget(tab)
        beside.addStretch()
        whole = column(self, gap=0)
        whole.addWidget(head)
        whole.addWidget(self._stack, 1)
        self._show_page()

    def commands(self) -> Sequence[Command]:
        """Printing, saving, keying in, filing."""
        return self._commands

    def show_place(self, place: Place) -> None:
        """Show the grid of a sheet, or the sheet of the queue or of some companies."""
        if place.view == KEY_IN:
            self._stack.setCurrentWidget(self.keying)
            if not self.keying.begun():
                self.keying.begin(place.id)
        elif not (self._on_grid() and self.keying.begun() and not place.view):
            self._stack.setCurrentWidget(self.printing)
            self.printing.begin([int(word) for word in place.view.split() if word.isdecimal()])
        self._show_page()

    def refresh(self, changes: Changes) -> None:
        """What is on paper stays; rows whose filing is taken back hold what was typed again."""
        if changes.label.startswith(f"Undone: {KEYED}"):
            self.keying.taken_back()
        elif changes.label.startswith(f"Redone: {KEYED}"):
            self.keying.filed_again()

    def focus_first(self) -> None:
        """The grid, or how many companies."""
        if self._on_grid():
            self.keying.grid.setFocus()
        else:
            self.printing.limit.setFocus()

    def focus_filter(self) -> None:
        """Which sheet, or which day."""
        (self.keying.sheet if self._on_grid() else self.printing.day).setFocus()

    def key_in(self) -> None:
        """Go to the grid, with the newest sheet unless something was typed already."""
        self._stack.setCurrentWidget(self.keying)
        if not self.keying.begun():
            self.keying.begin_newest()
        self._show_page()
        self.focus_first()

    def new_sheet(self) -> None:
        """Go to printing; what was keyed in is kept."""
        self._stack.setCurrentWidget(self.printing)
        self.printing.begin()
        self._show_page()
        self.focus_first()

    def _print(self) -> None:
        self.printing.print_sheet()

    def _save(self) -> None:
        self.printing.save()

    def _file(self) -> None:
        self.keying.file()

    def _clear(self) -> None:
        self.keying.clear_row()

    def _on_grid(self) -> bool:
        return self._stack.currentIndex() == 1

    def _can_print(self) -> bool:
        return self._stack.currentIndex() == 0 and self.printing.can_print()

    def _can_file(self) -> bool:
        return self._on_grid() and self.keying.begun()

    def _show_page(self) -> None:
        for tab, page in zip(self._tabs, (self.printing, self.keying), strict=True):
            tab.setChecked(self._stack.currentWidget() is page)
        self.desk.commands.refresh()
