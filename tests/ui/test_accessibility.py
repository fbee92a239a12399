"""Every room with the demo book: what takes the focus says what it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crm.actions.demo import demo_moment
from crm.data.book import Book
from crm.data.queries.queue import call_queue
from tests.books.clock import SetClock
from tests.books.demo import DEMO_DAY
from ui.app import App
from ui.bridge import Bridge
from ui.lanes import InlineLanes
from ui.places import Place
from ui.preferences import PreferenceStore

ROOMS = (
    "today", "companies", "company", "letters", "exchange", "history", "settings", "measures",
    "sheets", "labels", "returned",
)  # fmt: skip
NAMELESS = {QAccessible.Role.NoRole}


@pytest.fixture(params=[100, 200], ids=["normal text", "twice the text"])
def program(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    demo_book_file: Path,
) -> Iterator[App]:
    store = PreferenceStore(QSettings(str(tmp_path / "p.ini"), QSettings.Format.IniFormat))
    store.change(text_size=request.param)
    path = tmp_path / "demo.muster"
    path.write_bytes(demo_book_file.read_bytes())
    made = App(qapp, store, Bridge(InlineLanes()))
    made.location = str(path)
    made.window.resize(1440, 900)
    made.window.show()
    clock = SetClock(demo_moment(DEMO_DAY))
    made.bridge.open(lambda: Book.open(path, clock=clock), made._opened)
    qtbot.waitUntil(lambda: made.window.rooms.here is not None)
    yield made
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()


def enter(program: App, qtbot: QtBot, room: str) -> None:
    place = Place(room)
    if room == "company":
        book = program.bridge._book
        assert book is not None
        company = book.ask(call_queue).queue.rows[1].company_id
        place = Place("companies", "company", company)
    program.places.go(place)
    qtbot.wait(50)


def described(widget: QWidget) -> str:
    owner = widget.parentWidget()
    return f"{type(widget).__name__} in {type(owner).__name__}"


@pytest.mark.parametrize("room", ROOMS)
def test_whatever_takes_the_focus_has_a_name_and_a_role(
    program: App, qtbot: QtBot, room: str
) -> None:
    enter(program, qtbot, room)
    reachable = [
        widget
        for widget in program.window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]
    assert reachable
    silent = []
    for widget in reachable:
        said = QAccessible.queryAccessibleInterface(widget)
        if said is None or not said.text(QAccessible.Text.Name) or said.role() in NAMELESS:
            silent.append(described(widget))
    assert silent == []
