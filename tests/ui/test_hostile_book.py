"""Every room with a book of words that would like to be more than words, or are very long."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from crm.actions.association import set_up
from crm.actions.companies import pin
from crm.actions.letters import queue_pack
from crm.actions.notes import write_note
from crm.actions.tags import tag
from crm.data.book import Book
from crm.data.work import Work
from tests.books.clock import SetClock
from tests.books.drive import add_firm, profile
from ui.app import App
from ui.bridge import Bridge
from ui.lanes import InlineLanes
from ui.places import Place
from ui.preferences import PreferenceStore

RICH = "<b>Bold</b><img src='x'>"
NAMES = (
    f"{RICH} & Sons",
    "{{ company.name }} {% raw %} Ltd",
    "=cmd|' /C calc'!A0",
    "شركة التقنية المحدودة",
    "🚀 Rocket 👩‍💻 Ltd",
    "Ł" * 118,
    "A name that goes on and on for Systems Integration and Consultancy in the Midlands " * 1,
)
PEOPLE = (f"<i>Ann</i> {RICH}", "محمد علي", "Maximilian-Alexander Featherstonehaugh-Cholmondeley")
NOTE = f"{RICH} said https://{'x' * 90}.example <script>alert(1)</script> {{{{ no }}}} & שלום"
ROOMS = ("today", "companies", "letters", "exchange", "history", "settings")


def fill(work: Work) -> list[int]:
    """Put the names into the book, with notes, tags, something pinned and a pack each."""
    set_up(work, profile())
    keys = [
        add_firm(work, name, (f"+4416329602{place:02}",), PEOPLE)
        for place, name in enumerate(NAMES)
    ]
    for key in keys:
        write_note(work, key, NOTE)
        pin(work, key, RICH)
        queue_pack(work, key)
    tag(work, keys, "<u>tag</u>")
    work.label(f"Add {RICH}")
    return keys


@pytest.fixture(params=[100, 200], ids=["normal text", "twice the text"])
def program(
    request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> Iterator[tuple[App, list[int]]]:
    store = PreferenceStore(QSettings(str(tmp_path / "p.ini"), QSettings.Format.IniFormat))
    store.change(text_size=request.param)
    path = tmp_path / "hostile.muster"
    book = Book.open(path, create=True, clock=SetClock())
    keys = book.do(fill).value
    book.close()
    made = App(qapp, store, Bridge(InlineLanes()))
    faults: list[str] = []
    made.bridge.troubles.faulted.disconnect()
    made.bridge.troubles.faulted.connect(faults.append)
    made.location = str(path)
    made.window.resize(1440, 900)
    made.window.show()
    made.bridge.open(lambda: Book.open(path, clock=SetClock()), made._opened)
    qtbot.waitUntil(lambda: made.window.rooms.here is not None)
    yield made, keys
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()
    assert faults == []


def interpreted(window: QWidget) -> list[str]:
    """Say what shows, or would show as a tip, marks of the hostile words as marks."""
    found = []
    for widget in (window, *window.findChildren(QWidget)):
        if "<b>" in widget.toolTip() or "<i>" in widget.toolTip():
            found.append(f"tip of {type(widget).__name__}: {widget.toolTip()}")
        if not isinstance(widget, QLabel):
            continue
        marked = any(mark in widget.text() for mark in ("<b>", "<i>", "<u>", "<script"))
        if marked and widget.textFormat() is not Qt.TextFormat.PlainText:
            found.append(widget.text())
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_takes_words_for_more_than_words(
    program: tuple[App, list[int]], qtbot: QtBot, room: str
) -> None:
    app, _keys = program
    app.places.go(Place(room))
    qtbot.wait(50)
    assert interpreted(app.window) == []
    assert not app.window.grab().isNull()


def test_no_company_takes_words_for_more_than_words(
    program: tuple[App, list[int]], qtbot: QtBot
) -> None:
    app, keys = program
    for key in keys:
        for room in ("companies", "today"):
            app.places.go(Place(room, "company", key))
            qtbot.wait(20)
            assert interpreted(app.window) == []
            assert not app.window.grab().isNull()
    said = [label.text() for label in app.window.findChildren(QLabel)]
    assert any(NAMES[-1].strip() in words for words in said)
