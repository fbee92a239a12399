"""The History room: steps newest first, one taken back, what is in the way listed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QPushButton

from crm.actions.association import change_association
from crm.actions.companies import change_company
from crm.data.book import Book
from crm.data.queries.association import association
from tests.books.drive import add_firm, begin
from ui.bridge import Bridge
from ui.command import Commands
from ui.history.room import HistoryRoom
from ui.lanes import InlineLanes
from ui.places import Places
from ui.preferences import PreferenceStore
from ui.room import Desk, Sayings


@pytest.fixture
def desk(qapp, sqlite_book: Book, tmp_path) -> Iterator[Desk]:
    bridge = Bridge(InlineLanes())
    bridge.use(begin(sqlite_book))
    settings = QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)
    yield Desk(bridge, Places(), Commands(), PreferenceStore(settings), Sayings())
    bridge.close()
    bridge.deleteLater()


@pytest.fixture
def room(qtbot, desk):
    made = HistoryRoom(desk)
    made.resize(1200, 800)
    desk.commands.add("history", made.commands(), made)
    desk.bridge.changed.connect(made.refresh)
    made.show()
    made.focus_first()
    return made


def labels(room):
    table = room.table
    return [table.rows.pages.cells(row)[2] for row in range(table.count())]


def town(room):
    found = []
    room.bridge.ask(association, then=found.append)
    return found[0].town


def test_steps_stand_newest_first_with_who_and_when(room):
    room.bridge.do(change_association, "town", "Stone")
    assert labels(room)[0] == "Change the association's town"
    when, who, _what, _state = room.table.rows.pages.cells(0)
    assert when == "Fri 14 Mar 2003, 10:00"
    assert who == "organiser"


def test_the_chosen_step_is_taken_back_by_key(qtbot, room):
    room.bridge.do(change_association, "town", "Stone")
    room.bridge.do(change_association, "street", "2 Other Street")
    room.table.go_to(room._steps[1].id)
    qtbot.keyClick(room.table, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert town(room) == "Stafford"
    assert labels(room)[0] == "Undone: Change the association's town"
    assert room.table.rows.pages.cells(2)[3].text == "undone"
    assert "does not stand" in room.pane._state.text()
    assert not room.pane.undo.isEnabled()


def test_what_came_later_is_listed_and_the_rest_can_be_undone(qtbot, room):
    done = []
    room.bridge.do(add_firm, then=done.append)
    (company,) = done
    room.bridge.do(change_company, company, "town", "Stone")
    older = next(step for step in room._steps if step.label.startswith("Add "))
    room.table.go_to(older.id)
    room.undo_step()
    assert "Potteries Data Ltd" in room.pane.conflict()
    count = len(labels(room))
    room.pane.leave.click()
    assert room.pane.conflict() == ""
    assert len(labels(room)) == count
    room.undo_step()
    room.pane.rest.click()
    assert room.pane.conflict() == ""
    assert labels(room)[0].startswith("Undone: ")


def test_older_steps_are_added_below(room, monkeypatch):
    monkeypatch.setattr("ui.history.room.TOGETHER", 3)
    for number in range(8):
        room.bridge.do(change_association, "town", f"Stone {number}")
    room._steps = []
    room._ask()
    assert len(labels(room)) == 3
    room.show_older()
    room.show_older()
    room.show_older()
    assert len(labels(room)) == 9
    assert labels(room)[-1].startswith("Set up")
    assert not room._more


def test_everything_has_a_name(room):
    assert room.table.accessibleName()
    for part in room.findChildren(QPushButton):
        assert part.accessibleName(), part
