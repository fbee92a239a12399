"""The window by keyboard, with rooms that do nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from crm.domain.changes import Changes
from crm.domain.errors import BookTrouble, Refusal
from tests.ui.preview import FACTS, make_window
from ui.command import Command
from ui.look.tokens import Scheme
from ui.places import Place
from ui.room import Room
from ui.shell.catalogue import ROOMS, Entry
from ui.shell.facts import WindowFacts
from ui.shell.help_sheet import HelpSheet, keys_topic
from ui.shell.rooms import together

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Quiet(Room):
    """A room that notes what it is told."""

    def __init__(self, desk):
        super().__init__(desk)
        self.told, self.places, self.filtered = [], [], 0
        self.leave = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def commands(self):
        return [Command("quiet.p", "Pack", lambda: self.told.append("P"), "P", tip="Packs it")]

    def refresh(self, changes):
        self.told.append(changes)

    def show_place(self, place):
        self.places.append(place)

    def focus_filter(self):
        self.filtered += 1

    def may_leave(self):
        return self.leave


class Silent(Quiet):
    def commands(self):
        return []


@pytest.fixture
def window(qtbot, desk, monkeypatch):
    entries = (
        Entry("today", "Today", "tests.ui.shell.test_window:Quiet", "Calls"),
        Entry("companies", "Companies", "tests.ui.shell.test_window:Silent", "All"),
    )
    monkeypatch.setattr("tests.ui.preview.ENTRIES", entries)
    made = make_window(desk)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    desk.places.go(Place("today"))
    return made


def log_call(_work):
    """An action."""


def test_alt_and_a_number_go_to_a_room_and_back(qtbot, window, desk):
    assert window.rooms.key == "today"
    qtbot.keyClick(window.rooms.here, Qt.Key.Key_2, ALT)
    assert window.rooms.key == "companies"
    qtbot.keyClick(window.rooms.here, Qt.Key.Key_Left, ALT)
    assert window.rooms.key == "today"
    qtbot.keyClick(window.rooms.here, Qt.Key.Key_Right, ALT)
    assert window.rooms.key == "companies"
    assert desk.preferences.now.room == "companies"


def test_a_key_of_a_room_works_only_while_the_room_is_shown(qtbot, window, desk):
    today = window.rooms.here
    qtbot.keyClick(today, Qt.Key.Key_P)
    desk.places.go(Place("companies"))
    qtbot.keyClick(window.rooms.here, Qt.Key.Key_P)
    assert today.told == ["P"]


def test_ctrl_z_undoes_and_the_bar_says_so(qtbot, window, desk, book):
    desk.bridge.do(log_call)
    assert window.message.text() == "Log call"
    assert "Undo: Log call" in window.status.text()
    qtbot.keyClick(window.rooms.here, Qt.Key.Key_Z, CTRL)
    assert book.steps == []
    assert window.message.text() == "Undo: Log call"
    assert "Undo:" not in window.status.text()
    qtbot.keyClick(window.rooms.here, Qt.Key.Key_Y, CTRL)
    assert book.steps == ["Log call"]


def test_what_cannot_be_undone_is_not_offered_but_ctrl_z_says_why(window, desk, book, qtbot):
    def refuse(step=None, *, rest=False):
        raise Refusal("A demo book is not taken back: open another book instead.")

    book.undo_label = lambda: None
    book.undo = refuse
    desk.bridge.do(log_call)
    assert "Undo" not in window.status.text()
    assert window.message._undo.isHidden()
    qtbot.keyClick(window.rooms.here, Qt.Key.Key_Z, CTRL)
    assert "open another book" in window.message.text()


def test_what_stands_in_the_way_of_undo_is_said_and_the_rest_offered(qtbot, window, desk, book):
    rested = []

    def undo(step=None, *, rest=False):
        rested.append(rest)
        if not rest:
            raise Refusal("The town was edited since.", field="step")
        book.steps.clear()
        return book.redo() if book.undone else book.do(log_call)

    desk.bridge.do(log_call)
    book.undo = undo
    window.undo()
    assert window.message.text() == "The town was edited since."
    offer = next(b for b in window.message.findChildren(QPushButton) if "rest" in b.text())
    offer.click()
    assert rested == [False, True]


def test_a_hidden_room_hears_all_changes_at_once_when_it_is_shown(window, desk):
    desk.places.go(Place("companies"))
    companies = window.rooms.here
    desk.places.go(Place("today"))
    desk.bridge.do(log_call)
    desk.bridge.do(log_call)
    assert companies.told == []
    desk.places.go(Place("companies", "company", 17))
    assert len(companies.told) == 1
    assert companies.places[-1] == Place("companies", "company", 17)


def test_a_room_may_keep_the_user(window, desk):
    window.rooms.here.leave = False
    desk.places.go(Place("companies"))
    assert window.rooms.key == "today"
    assert not window.close()
    window.rooms.here.leave = True


def test_two_changes_become_one():
    first = Changes(1, "a", {"companies": frozenset({1}), "people": None}, frozenset({1}))
    second = Changes(2, "b", {"companies": frozenset({2}), "people": frozenset({3})}, None)
    both = together(first, second)
    assert both.kinds == {"companies": frozenset({1, 2}), "people": None}
    assert both.companies is None


def test_ctrl_k_finds_and_enter_opens_and_esc_goes_back(qtbot, window):
    box, list_ = window.top_bar.search, window.palette_list
    here = window.rooms.here
    here.setFocus()
    qtbot.keyClick(here, Qt.Key.Key_K, CTRL)
    assert box.hasFocus()
    qtbot.keyClicks(box, "pot")
    assert list_.isVisible()
    assert list_.found()[0].title == "Potteries Data Ltd"
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not list_.isVisible()
    assert here.hasFocus()


def test_after_a_greater_than_sign_commands_are_found_and_done(qtbot, window, desk):
    box = window.top_bar.search
    qtbot.keyClick(window.rooms.here, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(box, "> companies")
    assert [found.title for found in window.palette_list.found()] == ["Companies"]
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.rooms.key == "companies"


def test_a_late_answer_to_an_older_question_is_not_shown(qtbot, window):
    shows = []
    window.search_with(lambda text, show: shows.append(show))
    window.open_palette()
    box = window.top_bar.search
    qtbot.keyClicks(box, "ab")
    shows[1](())
    before = window.palette_list.found()
    shows[0]([object()])
    assert window.palette_list.found() == before


def test_f1_lists_the_keys_of_the_screen_and_searches(qtbot, window):
    qtbot.keyClick(window.rooms.here, Qt.Key.Key_F1)
    sheet = window.findChild(HelpSheet)
    assert sheet.titles()[:2] == ["Keys: Today", "Keys everywhere"]
    sheet._search.setText("packs it")
    assert sheet.titles()[0] == "Keys: Today"
    assert "Keys everywhere" not in sheet.titles()
    sheet.close()


def test_marks_in_a_tip_are_shown_as_they_are():
    page = keys_topic("Keys", [Command("a", "<b>|x", lambda: None, "P", tip="*t*", group="g")])
    assert "\\<b\\>\\|x" in page.text
    assert "\\*t\\*" in page.text


def test_trouble_with_the_book_is_a_page_with_ways_out(window):
    done = []
    trouble = BookTrouble("locked", "<b>Ann</b> has it open.", "Close it there.")
    window.show_trouble(trouble, [("Try again", lambda: done.append(1))])
    assert "This book is open already" in window.page.says()
    assert "<b>Ann</b> has it open." in window.page.says()
    window.page.findChild(QPushButton).click()
    assert done == [1]


def test_facts_are_shown_around_the_rooms(window):
    window.show_facts(FACTS)
    assert window.windowTitle() == "Muster — West Midlands IT Association"
    assert "4,812 companies" in window.status.text()
    window.show_facts(WindowFacts(association="<b>A & B</b>"))
    assert not window.rail._pace.isVisible()


def test_ctrl_l_goes_to_the_filter_of_the_room(qtbot, window):
    qtbot.keyClick(window.rooms.here, Qt.Key.Key_L, CTRL)
    assert window.rooms.here.filtered == 1


def test_everything_that_can_have_the_focus_has_a_name(window, desk):
    desk.bridge.do(log_call)
    unnamed = []
    for widget in window.findChildren(QWidget):
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        if reached and not isinstance(widget, Room):
            face = QAccessible.queryAccessibleInterface(widget)
            if not face or not face.text(QAccessible.Text.Name):
                unnamed.append(type(widget).__name__)
    assert unnamed == []


@pytest.mark.parametrize("scheme", list(Scheme))
def test_no_text_is_cut_at_twice_the_size(window, appearance, scheme):
    appearance.wear(scheme, text_size=200)
    window.resize(2200, 1400)
    window.grab()
    cut = [
        text.text()
        for text in window.rail.findChildren(QLabel)
        if text.isVisible() and not text.wordWrap() and text.sizeHint().width() > text.width()
    ]
    assert cut == []


def test_the_catalogue_names_each_room_once():
    keys = [entry.key for entry in ROOMS]
    assert len(set(keys)) == len(keys)
    assert sum(entry.keyed for entry in ROOMS) <= 7


def test_a_book_that_is_refused_is_said_where_the_rooms_would_be(window, desk):
    desk.bridge.close_book()
    window.leave_rooms()
    desk.troubles.refused.emit("There is already a file called list.muster.")
    assert "already a file called list.muster" in window.page.says()
    assert "No book is open" in window.status.text()


def test_a_message_stays_in_sight_where_another_room_is_shown(window, desk):
    window.message.say("Queued")
    desk.places.go(Place("companies"))
    middle = window.message.geometry().center()
    shown = window.rooms.childAt(middle)
    assert shown is window.message or window.message.isAncestorOf(shown)


def test_rooms_are_made_again_for_another_size_of_text(qtbot, window, desk, appearance):
    desk.places.go(Place("companies"))
    before = window.rooms.here
    before.leave = False
    appearance.wear(Scheme.LIGHT, text_size=150)
    qtbot.wait(10)
    assert window.rooms.here is before
    before.leave = True
    appearance.wear(Scheme.LIGHT, text_size=200)
    qtbot.waitUntil(lambda: window.rooms.here is not before)
    assert window.rooms.key == "companies"


def test_a_call_is_left_alone_by_another_size_of_text(qtbot, window, desk, appearance):
    call = window.rooms.here
    appearance.wear(Scheme.LIGHT, text_size=200)
    qtbot.wait(10)
    assert window.rooms.here is call
    desk.places.go(Place("companies"))
    desk.places.go(Place("today"))
    assert window.rooms.here is not call


def test_the_rail_gives_way_and_keeps_the_members_of_the_drive_in_sight(window, qtbot):
    window.show_facts(FACTS)
    pace, rail = window.rail._pace, window.rail
    assert pace._of.text() == f"of {FACTS.target:,} members"
    assert not pace._forecast.isHidden()
    rail.setFixedWidth(rail.minimumWidth())
    qtbot.waitUntil(pace._forecast.isHidden)
    assert pace._of.text() == f"of {FACTS.target:,}"
    assert pace._of.width() >= pace._of.sizeHint().width()
    assert FACTS.forecast in pace.accessibleDescription()
    assert FACTS.forecast in pace.toolTip()


def test_a_message_stands_over_the_part_a_room_names_for_it(window, desk):
    desk.places.go(Place("companies"))
    window.message.say("Saved.")
    left = window.message.x()
    room = window.rooms.here
    part = QWidget(room)
    part.setGeometry(300, 0, 400, room.height() - 60)
    part.show()
    room.message_place = lambda: part
    window.message.say("Saved.")
    assert window.message.x() == left + 300
    assert window.message.geometry().bottom() < part.geometry().bottom()
    assert window.message.width() <= 400
