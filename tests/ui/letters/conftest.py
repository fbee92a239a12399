"""The room of letters on a real book of three queued packs, everything at once on one thread."""

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm.actions.letters import queue_pack
from crm.data.book import Book
from tests.books.drive import add_firm, begin
from ui.bridge import Bridge
from ui.command import Commands
from ui.lanes import InlineLanes
from ui.letters.room import LettersRoom
from ui.panels import printers, saving
from ui.panels.printers import PrintChoice, PrintWish
from ui.places import Places
from ui.preferences import PreferenceStore
from ui.room import Desk, Sayings

FIRMS = (
    ("Bluebrick Software", "ST5 1AA", ("Ann Wu",)),
    ("Etruria Embedded", "", ("Tom Bates",)),
    ("Lichfield Networks Ltd", "WS13 6AA", ()),
    ("Potteries Data Ltd", "ST4 1AA", ("Helen Marsh", "Iris Poole")),
)
"""In the queue they stand by postcode: Etruria, Potteries, Bluebrick, Lichfield."""


@dataclass
class Outside:
    """The world outside, as these tests set it: printers, answers to dialogs, what was opened."""

    printers: tuple[str, ...] = ()
    choice: PrintChoice | None = None
    save_at: Path | None = None
    asked: list[str] = field(default_factory=list)
    wishes: list[PrintWish] = field(default_factory=list)
    opened: list[bytes] = field(default_factory=list)
    viewer: bool = True


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    world = Outside()

    def choose(_parent: object, title: str, wish: PrintWish) -> PrintChoice | None:
        world.asked.append(title)
        world.wishes.append(wish)
        return world.choice

    def where(_parent: object, _title: str, proposed: Path) -> Path | None:
        world.asked.append(proposed.name)
        return world.save_at

    def view(path: Path) -> bool:
        world.opened.append(path.read_bytes())
        return world.viewer

    monkeypatch.setattr(printers, "printers", lambda: world.printers)
    monkeypatch.setattr(printers, "choose_printer", choose)
    monkeypatch.setattr(printers, "lp_program", lambda: None)
    monkeypatch.setattr(saving, "ask_where", where)
    monkeypatch.setattr(saving, "open_in_viewer", view)
    return world


@pytest.fixture
def letters_book(sqlite_book: Book) -> Book:
    begin(sqlite_book)
    for name, postcode, people in FIRMS:
        company = sqlite_book.do(add_firm, name=name, postcode=postcode, people=people).value
        sqlite_book.do(queue_pack, company)
    return sqlite_book


@pytest.fixture
def letters_desk(qapp: QApplication, letters_book: Book, tmp_path: Path) -> Iterator[Desk]:
    bridge = Bridge(InlineLanes())
    bridge.use(letters_book)
    bridge.troubles.faulted.connect(pytest.fail)
    settings = QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)
    yield Desk(bridge, Places(), Commands(), PreferenceStore(settings), Sayings())
    bridge.answers.forget()
    bridge.deleteLater()


@pytest.fixture
def open_room(qtbot: QtBot, letters_desk: Desk, outside: Outside) -> Callable[[], LettersRoom]:
    """Opens the room, with its commands and its place on the screen."""

    def opened() -> LettersRoom:
        room = LettersRoom(letters_desk)
        qtbot.addWidget(room)
        letters_desk.commands.add("letters", room.commands(), room)
        letters_desk.bridge.changed.connect(room.refresh)
        room.resize(1300, 800)
        room.show()
        qtbot.waitExposed(room)
        room.activateWindow()
        room.focus_first()
        return room

    return opened


@pytest.fixture
def room(open_room: Callable[[], LettersRoom]) -> LettersRoom:
    return open_room()


@pytest.fixture
def said(letters_desk: Desk) -> list[str]:
    """What the message bar was told, refusals too."""
    heard: list[str] = []
    letters_desk.sayings.said.connect(lambda text, _undo: heard.append(text))
    letters_desk.troubles.refused.connect(heard.append)
    return heard


@pytest.fixture
def fake_lp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outside: Outside) -> Path:
    """A real small `lp` that keeps its arguments and what it was given; gives its folder."""
    folder = tmp_path / "lp"
    folder.mkdir()
    program = folder / "lp"
    program.write_text(
        "#!/bin/sh\n"
        f'for one in "$@"; do printf "%s\\n" "$one"; done > "{folder}/arguments"\n'
        f'cat > "{folder}/printed.pdf"\n'
        f'if [ -e "{folder}/jam" ]; then echo "lp: The printer is on fire." >&2; exit 1; fi\n'
        'echo "request id is Office-1 (0 file(s))"\n',
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    monkeypatch.setattr(printers, "lp_program", _real_lp_program)
    outside.printers = ("Office",)
    outside.choice = PrintChoice("Office", 2, printers.Sides.LONG_EDGE)
    return folder


_real_lp_program = printers.lp_program
