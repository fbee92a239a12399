"""The room of measures on a real book: numbers, lists behind them, the map of the week."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from crm.actions.calls import log_call
from crm.data.book import Book
from crm.domain.measures import FEWEST_CALLS, Measure
from crm.domain.outcomes import Call, Outcome
from tests.books.clock import SetClock
from tests.ui.today.calling_day import NOW, fill
from ui.bridge import Bridge
from ui.command import Commands
from ui.lanes import InlineLanes
from ui.measures.questions import NO_DRIVE, Days
from ui.measures.room import MeasuresRoom
from ui.places import Place, Places
from ui.preferences import PreferenceStore
from ui.room import Desk, Sayings


@pytest.fixture
def firms(sqlite_book: Book, clock: SetClock) -> dict[str, int]:
    made = fill(sqlite_book, clock)
    clock.set(NOW)
    return made


@pytest.fixture
def room(
    qtbot: QtBot, qapp: QApplication, sqlite_book: Book, firms: dict[str, int], tmp_path: Path
) -> Iterator[MeasuresRoom]:
    bridge = Bridge(InlineLanes())
    bridge.use(sqlite_book)
    bridge.troubles.faulted.connect(pytest.fail)
    settings = QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)
    desk = Desk(bridge, Places(), Commands(), PreferenceStore(settings), Sayings())
    made = MeasuresRoom(desk)
    desk.commands.add("measures", made.commands(), made)
    bridge.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1270, 760)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.show_place(Place("measures"))
    made.focus_first()
    yield made
    made.close()
    bridge.close()


def number(room: MeasuresRoom, measure: Measure) -> str:
    return room.tiles[measure].words().split()[0]


def press(qtbot: QtBot, key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key)
    QApplication.processEvents()


def test_today_is_shown_first_with_its_calls_listed(room: MeasuresRoom) -> None:
    assert number(room, Measure.DIALS) == "1"
    assert number(room, Measure.NO_STEP) == "0"
    assert "25 March 2003" in room.said()
    assert "Dials · 25 March 2003" in room.said()
    assert room.list.count() == 1
    assert room.tiles[Measure.DIALS].accessibleName() == "Dials: 1"


def test_every_number_opens_a_list_of_its_length(room: MeasuresRoom) -> None:
    room.choose(Days.DRIVE)
    for measure, tile in room.tiles.items():
        tile.click()
        assert str(room.list.count()) == number(room, measure), measure
        assert tile.isChecked()
    assert number(room, Measure.DIALS) == "8"


def test_days_are_chosen_by_key_and_typed(room: MeasuresRoom) -> None:
    room.desk.commands.action("measures.week").trigger()
    assert "24 to 30 March 2003" in room.said()
    assert number(room, Measure.DIALS) == "2"
    room.desk.commands.action("measures.chosen").trigger()
    assert room.days.first.hasFocus()
    assert room.days.first.text() == "24 Mar 2003"
    room.days.first.setText("10 mar")
    room.days.last.setText("14/3/2003")
    room.days.dated.emit()
    assert "10 to 14 March 2003" in room.said()
    assert number(room, Measure.DIALS) == "3"
    room.days.last.setText("soon")
    room.days.dated.emit()
    assert "“soon” is no day" in room.said()
    assert room.days.last.text() == "soon"


def test_a_new_call_is_counted_at_once(room: MeasuresRoom, firms: dict[str, int]) -> None:
    room.bridge.do(log_call, Call(firms["Rugby Robotics"], Outcome.NO_ANSWER))
    assert number(room, Measure.DIALS) == "2"
    assert room.list.count() == 2
    room.bridge.undo()
    assert number(room, Measure.DIALS) == "1"


def test_enter_on_a_line_goes_to_its_company(
    room: MeasuresRoom, qtbot: QtBot, firms: dict[str, int]
) -> None:
    room.list.setFocus()
    room.list.step(0)
    press(qtbot, Qt.Key.Key_Return)
    assert room.desk.places.here == Place("companies", "company", firms["Leek Logic"])


def test_hours_with_few_calls_say_so_and_those_with_enough_show_their_share(
    room: MeasuresRoom, qtbot: QtBot, sqlite_book: Book, firms: dict[str, int], clock: SetClock
) -> None:
    room.choose(Days.WEEK)
    week = room.week
    tuesday = week.hours.index(1, week.hours.map.hours.index(10))
    assert tuesday.data() == "1"
    spoken = tuesday.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Tuesday from 10:00: 1 call, too few to tell"
    assert f"No hour of the week has {FEWEST_CALLS} calls" in room.said()
    for _ in range(FEWEST_CALLS - 1):
        room.bridge.do(log_call, Call(firms["Rugby Robotics"], Outcome.ENGAGED))
    tuesday = week.hours.index(1, week.hours.map.hours.index(10))
    assert tuesday.data() == "0%"
    assert "0% of 20 calls" in tuesday.data(Qt.ItemDataRole.AccessibleTextRole)
    week.setFocus()
    week.setCurrentIndex(tuesday)
    press(qtbot, Qt.Key.Key_Return)
    assert room.list.count() == FEWEST_CALLS
    assert "Dials · Tuesday from 10:00" in room.said()


def test_a_book_without_a_drive_says_so(qtbot: QtBot, desk: Desk, sqlite_book: Book) -> None:
    desk.bridge.use(sqlite_book)
    made = MeasuresRoom(desk)
    qtbot.addWidget(made)
    made.choose(Days.DRIVE)
    assert NO_DRIVE in made.said()


def test_the_map_is_a_sound_model(room: MeasuresRoom, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(room.week.hours)
