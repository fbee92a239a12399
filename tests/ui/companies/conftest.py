"""The room of companies on a real book, everything at once on one thread."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from crm.actions.companies import set_stage
from crm.actions.tags import tag
from crm.data.book import Book
from tests.books.drive import add_firm, begin
from ui.bridge import Bridge
from ui.command import Commands
from ui.companies.room import CompaniesRoom
from ui.lanes import InlineLanes
from ui.places import Place, Places
from ui.preferences import PreferenceStore
from ui.room import Desk, Sayings


@dataclass
class Stage:
    """What a test plays on."""

    book: Book
    desk: Desk
    room: CompaniesRoom
    firms: dict[str, int]
    said: list[str]

    def names(self) -> list[str]:
        """The names in the table, in its order."""
        table = self.room.list.table
        rows = range(table.count())
        return [table.model().index(row, 1).data() for row in rows]

    def show(self, name: str) -> int:
        """Open the page of a firm."""
        self.room.open(self.firms[name])
        return self.firms[name]


@pytest.fixture
def stage(sqlite_book: Book, qapp: QApplication, tmp_path) -> Iterator[Stage]:
    book = begin(sqlite_book)
    firms = {
        "Potteries Data Ltd": book.do(add_firm).value,
        "Bluebrick & Sons <b>": book.do(
            add_firm, "Bluebrick & Sons <b>", ("+441632960188",), ("Ann Wu",), "ST5 1AA"
        ).value,
        "Trentside Systems": book.do(add_firm, "Trentside Systems", (), (), "ST16 2AA").value,
    }
    book.do(set_stage, firms["Potteries Data Ltd"], "In conversation")
    book.do(tag, firms["Trentside Systems"], ["cloud"])
    bridge = Bridge(InlineLanes())
    bridge.use(book)
    settings = QSettings(str(tmp_path / "p.ini"), QSettings.Format.IniFormat)
    desk = Desk(bridge, Places(), Commands(), PreferenceStore(settings), Sayings())
    said: list[str] = []
    bridge.troubles.refused.connect(said.append)
    bridge.troubles.faulted.connect(lambda details: said.append(f"FAULT {details}"))
    room = CompaniesRoom(desk)
    room.setAccessibleName("Companies")
    desk.commands.add("companies", room.commands(), room)

    def go(place: Place) -> None:
        if place.room == "companies":
            room.show_place(place)

    desk.places.went.connect(go)
    bridge.changed.connect(room.refresh)
    room.resize(1240, 820)
    room.show()
    desk.places.go(Place("companies"))
    qapp.processEvents()
    yield Stage(book, desk, room, firms, said)
    room.close()
    room.deleteLater()
    assert not [words for words in said if words.startswith("FAULT")]
    qapp.processEvents()
