"""Reminders in the window and the tray, on a real book whose clock the test moves."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from crm.actions.calls import log_call
from crm.actions.companies import set_next_step
from crm.data.queries.company import company_page
from crm.data.side_rows import WaitingCall
from crm.domain.next_steps import read_when
from crm.domain.outcomes import Call, Outcome
from crm.domain.reminders import Due, ReminderMemory
from tests.books.clock import START
from tests.books.drive import add_firm, begin
from tests.ui.shell.test_window import Quiet, Silent  # noqa: F401 -- named by the entries below
from ui.bridge import Bridge
from ui.command import Commands
from ui.lanes import InlineLanes
from ui.places import Places
from ui.preferences import PreferenceStore
from ui.room import Desk, Sayings
from ui.shell.alongside import Alongside
from ui.shell.catalogue import Entry
from ui.shell.tray import Tray
from ui.shell.window import Window

ROOMS = (
    Entry("today", "Today", "tests.ui.shell.test_window:Quiet", "Calls"),
    Entry("companies", "Companies", "tests.ui.shell.test_window:Silent", "Companies"),
)


class Scene:
    def __init__(self, book, clock, desk, window, alongside, ran):
        self.book, self.clock, self.desk, self.window = book, clock, desk, window
        self.alongside, self._ran = alongside, ran
        self.strip, self.listed = alongside.strip, alongside.came_due

    def promise(self, name, when):
        firm = self.book.do(add_firm, name, ()).value
        self.book.do(set_next_step, firm, read_when(when, self.clock()), text="Call back")
        return firm

    def forward(self, **units):
        """Let the clock and the machine run on, and look."""
        self.clock.forward(**units)
        self._ran[0] += timedelta(**units).total_seconds()
        self.alongside.reminders.look()

    def set_clock(self, **units):
        """Move the clock alone, and look."""
        self.clock.forward(**units)
        self.alongside.reminders.look()

    def shown(self):
        return not self.strip.isHidden()

    @property
    def place(self):
        here = self.desk.places.here
        return here and (here.room, here.kind, here.id)


@pytest.fixture
def scene(qtbot, sqlite_book, clock, tmp_path):
    bridge = Bridge(InlineLanes())
    begin(sqlite_book)
    bridge.use(sqlite_book)
    settings = QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)
    desk = Desk(bridge, Places(), Commands(), PreferenceStore(settings), Sayings())
    window = Window(desk, ROOMS)
    window.take_commands([])
    alongside, ran = Alongside(window, desk, window), [1_000.0]
    alongside.reminders._seconds = lambda: ran[0]
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    alongside.begin(str(tmp_path / "drive.muster"))
    yield Scene(sqlite_book, clock, desk, window, alongside, ran)
    desk.aside.close()


def test_five_minutes_before_the_time_it_says_who_and_when(scene):
    scene.promise("Potteries Data", "today 11:00")
    scene.forward(minutes=54)
    assert not scene.shown()
    scene.forward(minutes=1)
    assert scene.shown()
    assert scene.strip.text() == "Promised in 5 minutes: 11:00, Potteries Data — Call back"
    scene.forward(minutes=7)
    scene.strip._say()
    assert "2 minutes ago" in scene.strip.text()


def test_every_answer_is_reached_by_keys_and_nothing_is_dialled(qtbot, scene):
    firm = scene.promise("Potteries Data", "today 10:04")
    scene.forward(minutes=1)
    qtbot.keyClick(scene.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is scene.strip.calling
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is scene.strip.snoozing
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is scene.strip.opening
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert scene.place == ("companies", "company", firm)
    assert not scene.shown()


def test_call_goes_to_the_calling_screen(qtbot, scene):
    firm = scene.promise("Potteries Data", "today 10:04")
    scene.forward(minutes=1)
    scene.strip.to_first()
    qtbot.keyClick(scene.strip.calling, Qt.Key.Key_Enter)
    assert scene.place == ("today", "company", firm)
    assert not scene.shown()


def test_snooze_reminds_after_ten_minutes_and_leaves_the_promise_alone(qtbot, scene):
    firm = scene.promise("Potteries Data", "today 10:04")
    scene.forward(minutes=1)
    qtbot.mouseClick(scene.strip.snoozing, Qt.MouseButton.LeftButton)
    assert not scene.shown()
    scene.forward(minutes=9)
    assert not scene.shown()
    scene.forward(minutes=1)
    assert scene.shown()
    assert "7 minutes ago" in scene.strip.text()
    step = scene.book.ask(company_page, firm).next_step
    assert step.due_at == START + timedelta(minutes=4)


def test_a_call_that_was_made_ends_its_reminder(scene):
    firm = scene.promise("Potteries Data", "today 10:04")
    scene.promise("Leek Logic", "today 10:05")
    scene.forward(minutes=1)
    assert "Potteries Data" in scene.strip.text()
    assert "(and 1 more)" in scene.strip.text()
    scene.desk.bridge.do(log_call, Call(firm, Outcome.NO_ANSWER))
    scene.alongside.reminders.look()
    assert "Leek Logic" in scene.strip.text()
    assert "more" not in scene.strip.text()
    scene.strip.seen.emit(scene.alongside.reminders.standing[0])
    assert not scene.shown()


def test_escape_goes_back_to_the_room_and_the_reminder_stays(qtbot, scene):
    scene.promise("Potteries Data", "today 10:04")
    scene.forward(minutes=1)
    scene.strip.to_first()
    qtbot.keyClick(scene.strip.calling, Qt.Key.Key_Escape)
    assert scene.shown()


def test_what_came_due_while_the_machine_slept_is_listed_once(qtbot, scene):
    firms = [scene.promise(f"Firm {n}", f"today 1{n}:00") for n in range(1, 4)]
    scene.forward(minutes=1)
    scene.forward(hours=5)
    assert scene.listed.text() == "3 promises came due while this machine slept"
    assert scene.listed.rows()[0] == "Fri 14 Mar, 11:00, Firm 1: Call back"
    assert not scene.shown()
    qtbot.keyClick(scene.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is scene.listed.list
    qtbot.keyClick(scene.listed.list, Qt.Key.Key_Down)
    qtbot.keyClick(scene.listed.list, Qt.Key.Key_Return)
    assert scene.place == ("today", "company", firms[1])
    assert len(scene.listed.rows()) == 2
    scene.listed.seen.emit()
    assert scene.listed.isHidden()
    assert scene.window.notices.isHidden()
    scene.forward(hours=5)
    assert scene.listed.isHidden()


def test_what_came_due_while_it_was_closed_is_listed_at_the_start(scene, tmp_path):
    scene.promise("Potteries Data", "today 12:00")
    scene.promise("Leek Logic", "today 10:03")
    scene.forward(minutes=1)
    assert "Leek Logic" in scene.strip.text()
    scene.desk.aside.leave()
    assert not scene.shown()
    scene.clock.forward(days=3)
    scene.alongside.begin(str(tmp_path / "drive.muster"))
    assert scene.listed.text() == "1 promise came due while Muster was closed"
    assert "Potteries Data" in scene.listed.rows()[0]
    assert not scene.shown(), "what was told before is not told again"


def test_a_clock_set_forward_and_back_repeats_nothing(scene):
    scene.promise("Potteries Data", "today 12:00")
    scene.forward(minutes=1)
    scene.set_clock(days=2)
    assert scene.listed.text() == (
        "1 promise came due when the clock of this machine was set forward"
    )
    scene.listed.seen.emit()
    scene.set_clock(days=-2)
    scene.forward(hours=2)
    assert not scene.shown()
    assert scene.listed.isHidden()


def test_they_can_be_turned_off_and_begin_anew(scene):
    scene.desk.preferences.change(reminders=False)
    scene.promise("Potteries Data", "today 10:30")
    scene.forward(hours=1)
    assert not scene.shown()
    scene.desk.preferences.change(reminders=True, remind_before=15)
    scene.promise("Leek Logic", "today 11:20")
    scene.forward(minutes=1)
    assert scene.listed.isHidden()
    assert not scene.shown()
    scene.forward(minutes=4)
    assert "Leek Logic" in scene.strip.text()


def test_what_was_told_is_remembered_beside_the_book(scene, tmp_path):
    scene.promise("Potteries Data", "today 10:04")
    scene.forward(minutes=1)
    due = scene.alongside.reminders.standing[0].due
    kept = []
    scene.desk.aside._do(lambda book: kept.append(book.read().reminders))
    assert kept[0] == ReminderMemory(scene.clock(), frozenset({Due(due.at, due.step_id)}))


def test_a_call_behind_a_long_write_is_shown_as_waiting(qtbot, scene):
    aside, status = scene.desk.aside, scene.window.status
    assert "Waiting" not in status.text()
    for key in ("one", "two"):
        aside.wait(WaitingCall(key, 1, "Firm", START, {}, {}))
    assert "Waiting" not in status.text(), "a call that is saved at once is not worth a word"
    qtbot.waitUntil(lambda: "Waiting to be saved (2)" in status.text())
    aside.filed(["one"])
    qtbot.waitUntil(lambda: "Waiting to be saved (1)" in status.text())
    aside.filed(["two"])
    assert "Waiting" not in status.text()


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)
def test_the_tray_tells_too_and_its_menu_does_the_same(qtbot, scene):
    tray = Tray(scene.window, available=True)
    told = []
    tray.call_wanted.connect(lambda one: told.append(("call", one)))
    tray.snooze_wanted.connect(lambda one: told.append(("snooze", one)))
    tray.open_wanted.connect(lambda one: told.append(("open", one)))
    for action in tray.menu.actions():
        action.trigger()
    assert told == []
    scene.promise("R&D <b>Systems</b>", "today 10:04")
    scene.forward(minutes=1)
    promise = scene.alongside.reminders.standing[0]
    tray.tell(promise)
    assert tray.shown
    assert [action.text() for action in tray.menu.actions()] == [
        "Call", "Snooze 10 minutes", "Open",
    ]  # fmt: skip
    for action in tray.menu.actions():
        action.trigger()
    assert told == [("call", promise), ("snooze", promise), ("open", promise)]
    tray.show_promises(())
    qtbot.waitUntil(lambda: not tray.shown)
    tray.close()


def test_without_a_tray_nothing_is_missing(scene):
    tray = Tray(scene.window, available=False)
    scene.promise("Potteries Data", "today 10:04")
    scene.forward(minutes=1)
    tray.tell(scene.alongside.reminders.standing[0])
    assert not tray.shown
    tray.close()
    assert scene.shown()
