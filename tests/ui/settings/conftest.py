"""A desk over a real book: an empty one, or one that was set up."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings

from crm.data.book import Book
from tests.books.drive import begin
from ui.bridge import Bridge
from ui.command import Commands
from ui.lanes import InlineLanes
from ui.places import Places
from ui.preferences import PreferenceStore
from ui.room import Desk, Sayings


@pytest.fixture
def new_desk(qapp, sqlite_book: Book, tmp_path) -> Iterator[Desk]:
    bridge = Bridge(InlineLanes())
    bridge.use(sqlite_book)
    settings = QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)
    yield Desk(bridge, Places(), Commands(), PreferenceStore(settings), Sayings())
    bridge.close()
    bridge.deleteLater()


@pytest.fixture
def set_up_desk(new_desk: Desk, sqlite_book: Book) -> Desk:
    begin(sqlite_book)
    new_desk.bridge.use(sqlite_book)
    return new_desk
