"""F7, F8, pins, sets and sessions: by keys alone, without a dialog, each taken back by Ctrl+Z."""

from datetime import timedelta

from PySide6.QtWidgets import QApplication

from crm.actions.call_sets import work_through, work_through_view
from crm.actions.companies import trash
from crm.data.queries.queue_marks import marks_of
from crm.domain.call_queue import SetAside
from crm.domain.empty_queue import Offer
from tests.ui.today.calling_day import NOW
from tests.ui.today.conftest import Screen
from ui.look.scheme import Appearance
from ui.look.tokens import Scheme
from ui.places import Place
from ui.today.said import Whom

NEW = "Rugby Robotics"


def test_later_today_opens_the_next_and_goes_behind_all(screen: Screen) -> None:
    screen.open(NEW)
    screen.type("rang the bell")
    screen.press("F7")
    assert screen.company != NEW
    assert screen.names[-1] == NEW
    assert screen.focus() is screen.room.call.note
    assert "behind all others" in screen.said[-1]
    screen.open(NEW)
    assert screen.room.call.note.toPlainText() == "rang the bell"
    screen.room.call.note.clear()
    screen.press("Ctrl+Z", screen.room)
    screen.room.session.begin()
    assert not screen.book.ask(marks_of, screen.firms[NEW])


def test_a_promise_is_not_put_off(screen: Screen) -> None:
    assert screen.company == "Telford Payments Ltd"
    screen.press("F7")
    assert screen.company == "Telford Payments Ltd"
    assert "a promise cannot be put off" in screen.said[-1]


def test_a_snooze_is_half_an_hour_unless_another_time_is_typed(screen: Screen) -> None:
    screen.open(NEW)
    screen.press("F8")
    bar = screen.room.keys.snoozing
    assert screen.focus() is bar.line
    assert bar.said() == "Until 11:05"
    screen.type("soonish")
    screen.press("Enter")
    assert "is not understood" in bar.said()
    assert bar.line.text() == "soonish"
    bar.line.selectAll()
    screen.type("1h")
    assert bar.said() == "Until 11:35"
    screen.press("Enter")
    assert bar.isHidden()
    assert NEW not in screen.names
    assert screen.company != NEW
    assert screen.focus() is screen.room.call.note
    until = screen.book.ask(marks_of, screen.firms[NEW]).snoozed_until
    assert until == NOW + timedelta(hours=1)


def test_escape_leaves_the_snooze_and_nothing_is_marked(screen: Screen) -> None:
    screen.open(NEW)
    screen.press("F8")
    screen.press("Escape")
    assert screen.room.keys.snoozing.isHidden()
    assert screen.focus() is screen.room.call.note
    assert not screen.book.ask(marks_of, screen.firms[NEW])


def test_a_pin_stands_on_top_under_the_promises_and_comes_off(screen: Screen) -> None:
    screen.open(NEW)
    screen.press("Shift+F7")
    assert screen.names.index(NEW) == 2
    assert screen.room.queue.list.rows()[2].badge == "pinned"
    assert screen.company == NEW
    screen.press("Shift+F8")
    assert screen.names.index(NEW) > 2


def test_a_company_due_another_day_is_called_today(screen: Screen) -> None:
    screen.open("Leek Logic")  # tried a quarter of an hour ago, due in two days
    assert "Leek Logic" not in screen.names
    screen.press("Ctrl+F9")
    firm = screen.firms["Leek Logic"]
    assert screen.book.ask(marks_of, firm).added_at == NOW
    screen.room.queue.unfold()
    assert "Leek Logic" in [row.name for row in screen.room.queue.waiting.rows()]
    screen.clock.set(NOW + timedelta(hours=1))
    screen.room.session.begin()
    assert "Leek Logic" in screen.names


def test_a_set_is_shown_alone_until_it_is_left(screen: Screen) -> None:
    chosen = ["Rugby Robotics", "Leek Logic", "Trentside Systems Ltd"]
    made = screen.book.do(work_through, "Stafford IT", [screen.firms[name] for name in chosen])
    screen.room.show_place(Place("today", "set", made.value))
    assert screen.names == ["Trentside Systems Ltd", "Rugby Robotics"]
    assert "Working through: Stafford IT (2 left)" in screen.room.queue.words()
    assert screen.company == "Trentside Systems Ltd"
    screen.room.queue.foot.chosen.emit(SetAside.ANOTHER_DAY)
    (row,) = screen.room.queue.waiting.rows()
    assert (row.name, row.badge) == ("Leek Logic", "another day")
    assert screen.desk.preferences.now.call_sets == {"": made.value}
    screen.press("Shift+F5", screen.room)
    assert len(screen.names) == 11
    assert screen.desk.preferences.now.call_sets == {}


def test_a_set_that_is_taken_back_is_left(screen: Screen) -> None:
    made = screen.book.do(work_through_view, "Robots", "name:robotics").value
    screen.room.show_place(Place("today", "set", made))
    assert screen.names == ["Rugby Robotics"]
    screen.press("Ctrl+Z", screen.room)
    assert len(screen.names) == 11


def test_an_empty_set_offers_to_leave_it(screen: Screen) -> None:
    made = screen.book.do(work_through, "Robots", [screen.firms[NEW]]).value
    screen.room.show_place(Place("today", "set", made))
    screen.press("Ctrl+1")
    assert screen.names == []
    assert "Nobody of “Robots” is to be called now" in screen.room.queue.words()
    assert screen.room.queue.offered()[0] is Offer.LEAVE_SET


def test_the_counts_open_the_lists_behind_them(screen: Screen) -> None:
    foot = screen.room.queue.foot
    assert foot.words().startswith("11 ready · 0 call back later · 0 cooling down")
    assert "0 no next step" in foot.words()
    screen.open(NEW)
    screen.press("F8")
    screen.press("Enter")
    assert "1 snoozed" in foot.words()
    foot.chosen.emit(SetAside.SNOOZED)
    assert [row.name for row in screen.room.queue.waiting.rows()] == [NEW]
    assert screen.room.queue.list.isHidden()
    foot.chosen.emit(None)
    assert screen.room.queue.waiting.isHidden()
    assert not screen.room.queue.list.isHidden()


def test_a_session_counts_its_calls_and_a_pause_stays_where_it_is(screen: Screen) -> None:
    bar = screen.room.bar
    assert bar.session_words() == ""
    screen.press("F5")
    assert bar.session_words() == "Session 0:00 · 0 calls"
    first = screen.company
    screen.press("Ctrl+1")
    assert bar.session_words() == "Session 0:00 · 1 call"
    assert screen.company != first
    screen.press("F9")
    timer = screen.room.call.timer
    timer._clock = lambda: timer._since + 90
    screen.press("F5")
    assert bar.session_words() == "Paused 0:00 · 1 call"
    timer._clock = lambda: timer._since + 900
    assert timer.seconds() == 90
    stayed = screen.company
    screen.press("Ctrl+1")
    assert screen.company == stayed
    assert screen.past(stayed)[0].outcome == "no-answer"
    screen.press("F5")
    assert bar.session_words() == "Session 0:00 · 1 call"
    screen.press("Ctrl+F5")
    assert bar.session_words() == ""
    assert screen.said[-1] == "Session over: 0:00, 1 call."


def test_a_timer_that_was_held_goes_on_where_it_stood(screen: Screen) -> None:
    timer = screen.room.call.timer
    now = [1_000.0]
    timer._clock = lambda: now[0]
    timer.start()
    now[0] += 60
    timer.hold(True)
    now[0] += 600
    assert timer.text() == "❙❙ 01:00"
    timer.hold(False)
    now[0] += 5
    assert timer.seconds() == 65


def test_an_empty_queue_puts_the_focus_on_what_is_offered(screen: Screen) -> None:
    for firm in screen.firms.values():
        screen.book.do(trash, firm)
    screen.room.session.current = screen.room.session.card = None
    screen.room.session.begin()
    screen.room.focus_first()
    assert screen.focus().accessibleName() == "Import a list…"


def test_at_twice_the_text_nothing_of_the_queue_is_cut(
    screen: Screen, appearance: Appearance, qapp: QApplication
) -> None:
    appearance.wear(Scheme.LIGHT, text_size=200)
    made = screen.book.do(work_through, "Stafford IT", list(screen.firms.values())).value
    screen.room.show_place(Place("today", "set", made))
    screen.room.resize(1900, 1000)
    for _round in range(3):
        qapp.processEvents()
    queue = screen.room.queue
    chips = [one for one in queue.foot.children() if one.isWidgetType() and one.isVisible()]
    assert len(chips) >= 2
    for chip in chips:
        assert chip.width() >= chip.sizeHint().width()
        assert chip.geometry().right() <= queue.foot.width()
        assert chip.geometry().bottom() <= queue.foot.height()


def test_sentences_name_the_keys_the_user_has_chosen(screen: Screen) -> None:
    screen.desk.commands.wear({"call.session": ("F6",), "call.log_no_answer": ("Ctrl+Alt+N",),
                               "call.edit": ("F4",)})  # fmt: skip
    screen.room.call.log.click()
    assert screen.room.call.trouble() == "Choose an outcome first: Ctrl+Alt+N is no answer."
    screen.press("F6")
    assert screen.said[-1] == "The session has begun. F6 pauses it."
    screen.room.call.show_call("Nobody Ltd", Whom(), 0, 0)
    assert "(F4)" in screen.room.call.number._kind.text()
