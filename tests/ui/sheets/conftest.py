"""The room of call sheets on a real book of twelve firms, everything at once on one thread."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from crm.data.book import Book
from crm.data.queries.timeline import timeline
from crm.domain.timeline import Entry
from tests.books.clock import SetClock
from tests.ui.today.calling_day import NOW, fill
from ui.bridge import Bridge
from ui.command import Commands
from ui.lanes import InlineLanes
from ui.panels import printers, saving
from ui.places import Place, Places
from ui.preferences import PreferenceStore
from ui.room import Desk, Sayings
from ui.sheets.key_in_page import KeyInPage
from ui.sheets.room import KEY_IN, SheetsRoom

MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}


@dataclass
class Sheets:
    """The room, and what a test needs of it."""

    qtbot: QtBot
    book: Book
    firms: dict[str, int]
    desk: Desk
    room: SheetsRoom
    save_at: Path
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    pressed: int = 0

    @property
    def page(self) -> KeyInPage:
        return self.room.keying

    def press(self, *keys: str) -> None:
        """Press keys where the focus is: in the grid, or in the cell that is typed in."""
        for key in keys:
            self.pressed += 1
            *held, last = key.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for one in held:
                modifiers |= MODIFIERS[one]
            named = {"Enter": "Return"}.get(last, last)
            self.qtbot.keyClick(self.at(), getattr(Qt.Key, f"Key_{named}"), modifiers)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type letters, the first of which opens the cell."""
        for letter in text:
            self.pressed += 1
            self.qtbot.keyClicks(self.at(), letter)
            QApplication.processEvents()

    def at(self) -> QLineEdit | KeyInPage | object:
        grid = self.page.grid
        editors = [e for e in grid.viewport().findChildren(QLineEdit) if e.isVisible()]
        return editors[-1] if editors else grid

    def line(self, row: int) -> list[str]:
        """What a row shows, from its company to its state."""
        rows = self.page.rows
        return [str(rows.data(rows.index(row, c))) for c in range(1, rows.columnCount())]

    def past(self, name: str) -> tuple[Entry, ...]:
        return self.book.ask(timeline, self.firms[name]).entries

    def key_in(self, sheet: int | None = None) -> None:
        self.room.show_place(Place("sheets", "sheet", sheet, KEY_IN))
        self.page.grid.setFocus()
        QApplication.processEvents()


@pytest.fixture
def sheets(
    qtbot: QtBot,
    qapp: QApplication,
    sqlite_book: Book,
    clock: SetClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Sheets]:
    firms = fill(sqlite_book, clock)
    clock.set(NOW)
    bridge = Bridge(InlineLanes())
    bridge.use(sqlite_book)
    bridge.troubles.faulted.connect(pytest.fail)
    settings = QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)
    desk = Desk(bridge, Places(), Commands(), PreferenceStore(settings), Sayings())
    room = SheetsRoom(desk)
    desk.commands.add("sheets", room.commands(), room)
    bridge.changed.connect(room.refresh)
    made = Sheets(qtbot, sqlite_book, firms, desk, room, tmp_path / "sheet.pdf")

    def where(_parent: object, _title: str, proposed: Path) -> Path:
        made.asked.append(proposed.name)
        return made.save_at

    monkeypatch.setattr(printers, "printers", tuple)
    monkeypatch.setattr(saving, "ask_where", where)
    desk.sayings.said.connect(lambda text, _undo: made.said.append(text))
    desk.troubles.refused.connect(made.said.append)
    qtbot.addWidget(room)
    room.resize(1270, 760)
    room.show()
    room.activateWindow()
    qtbot.waitExposed(room)
    yield made
    room.close()
    bridge.close()
