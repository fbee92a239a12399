"""A desk over a book that was set up, and lists to bring in."""

from collections.abc import Callable, Iterator
from pathlib import Path

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

HEADINGS = "Company,Contact,Tel,Town,Post code,Odd one"


@pytest.fixture
def real_desk(qapp, sqlite_book: Book, tmp_path) -> Iterator[Desk]:
    bridge = Bridge(InlineLanes())
    bridge.use(begin(sqlite_book))
    settings = QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)
    yield Desk(bridge, Places(), Commands(), PreferenceStore(settings), Sayings())
    bridge.close()
    bridge.deleteLater()


@pytest.fixture
def make_list(tmp_path) -> Callable[..., Path]:
    def make(*rows: str, name: str = "chamber list.csv", headings: str = HEADINGS) -> Path:
        path = tmp_path / name
        path.write_text("\n".join([headings, *rows]) + "\n", encoding="utf-8")
        return path

    return make
