"""The calling screen on a real book of twelve firms, everything at once on one thread."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crm.data.book import Book
from crm.data.queries.timeline import timeline
from crm.domain.timeline import Entry
from tests.books.clock import SetClock
from tests.ui.today.calling_day import NOW, fill
from ui.bridge import Bridge
from ui.command import Command, Commands
from ui.fields_first import FieldsFirst
from ui.lanes import InlineLanes
from ui.places import Place, Places
from ui.preferences import PreferenceStore
from ui.room import Desk, Sayings
from ui.today.room import TodayRoom


@dataclass
class Screen:
    """The room in a window, and what a test needs of it."""

    qtbot: QtBot
    book: Book
    clock: SetClock
    firms: dict[str, int]
    desk: Desk
    room: TodayRoom
    dialled: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return [row.name for row in self.room.queue.list.rows()]

    @property
    def company(self) -> str:
        return self.room.company.name()

    def open(self, name: str) -> None:
        self.room.session.open(self.firms[name])
        self.room.call.to_note()

    def press(self, key: str, within: QWidget | None = None) -> None:
        """Press a key where the focus is, as the application's shortcuts see it."""
        at = within or QApplication.focusWidget() or self.room
        *held, last = key.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= {
                "Ctrl": Qt.KeyboardModifier.ControlModifier,
                "Shift": Qt.KeyboardModifier.ShiftModifier,
                "Alt": Qt.KeyboardModifier.AltModifier,
            }[one]
        named = {"Enter": "Return"}.get(last, last)
        self.qtbot.keyClick(at, getattr(Qt.Key, f"Key_{named}"), modifiers)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def past(self, name: str) -> tuple[Entry, ...]:
        return self.book.ask(timeline, self.firms[name]).entries

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget


@pytest.fixture(scope="session")
def filled_book(
    empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, int]]:
    """The small drive as a file, and its firms by name. Copy it; never open it."""
    path = tmp_path_factory.mktemp("calling") / "calling.muster"
    shutil.copyfile(empty_book_file, path)
    clock = SetClock()
    book = Book.open(path, clock=clock)
    firms = fill(book, clock)
    book.close()
    return path, firms


@pytest.fixture
def screen(
    qtbot: QtBot,
    qapp: QApplication,
    filled_book: tuple[Path, dict[str, int]],
    clock: SetClock,
    tmp_path: Path,
) -> Iterator[Screen]:
    path = tmp_path / "calling.muster"
    shutil.copyfile(filled_book[0], path)
    clock.set(NOW)
    book, firms = Book.open(path, clock=clock), filled_book[1]
    bridge = Bridge(InlineLanes())
    bridge.use(book)
    commands = Commands()
    fields_first = FieldsFirst(commands, qapp)
    settings = QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)
    desk = Desk(bridge, Places(), commands, PreferenceStore(settings), Sayings())
    room = TodayRoom(desk)
    commands.add("today", room.commands(), room)
    undo: Callable[[], None] = bridge.undo
    commands.add(
        "everywhere",
        [
            Command("edit.undo", "Undo", undo, "Ctrl+Z", tip="Take back"),
            Command("edit.redo", "Redo", bridge.redo, "Ctrl+Y", tip="Do again"),
        ],
        room,
    )
    bridge.changed.connect(room.refresh)
    qtbot.addWidget(room)
    room.resize(1270, 830)
    room.show()
    room.activateWindow()
    qtbot.waitExposed(room)
    made = Screen(qtbot, book, clock, firms, desk, room)
    room.caller.dialler.opener = lambda link: made.dialled.append(link) is None
    desk.sayings.said.connect(lambda text, _undo: made.said.append(text))
    desk.troubles.refused.connect(made.said.append)
    room.show_place(Place("today"))
    room.focus_first()
    qapp.processEvents()
    yield made
    qapp.removeEventFilter(fields_first)
    room.close()
    bridge.close()
