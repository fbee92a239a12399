"""The queue keeps still under the cursor, typed notes are never lost, undo brings a call back."""

from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
)

from crm.actions.calls import log_call
from crm.actions.companies import set_next_step, trash
from crm.actions.privacy import record_objection
from crm.data.queries.company import company_page
from crm.domain.errors import Refusal
from crm.domain.next_steps import When
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, Outcome
from tests.ui.today.calling_day import NOW
from tests.ui.today.conftest import Screen
from ui.look.scheme import Appearance
from ui.look.tokens import Scheme
from ui.places import Place


def test_the_first_of_the_queue_is_open_and_the_caret_is_in_the_note(screen: Screen) -> None:
    assert screen.names[:2] == ["Telford Payments Ltd", "Trentside Systems Ltd"]
    assert screen.company == "Telford Payments Ltd"
    assert screen.focus() is screen.room.call.note
    assert screen.room.queue.words().startswith("11 to call")


def test_the_queue_does_not_move_while_a_call_is_under_way(screen: Screen) -> None:
    before = screen.names
    screen.type("they are talking")
    urgent = screen.firms["Rugby Robotics"]
    screen.desk.bridge.do(set_next_step, urgent, When(NOW.date(), NOW))
    assert screen.names == before
    screen.press("Ctrl+1")
    assert screen.names.index("Rugby Robotics") < screen.names.index("Black Country Hosting")
    assert screen.room.session.current == screen.firms["Trentside Systems Ltd"]


def test_a_promise_that_has_come_due_is_next(screen: Screen) -> None:
    screen.open("Black Country Hosting")
    screen.press("Ctrl+1")
    assert screen.company == "Telford Payments Ltd"


def test_the_next_company_is_here_before_it_is_asked_for(screen: Screen) -> None:
    session = screen.room.session
    following = session.next_id()
    assert following in session._cards


def test_a_note_stays_with_its_company(screen: Screen) -> None:
    first = screen.company
    screen.type("half a thought")
    screen.press("Alt+Down")
    assert screen.company != first
    assert screen.room.call.note.toPlainText() == ""
    screen.press("Alt+Up")
    assert screen.company == first
    assert screen.room.call.note.toPlainText() == "half a thought"


def test_undo_brings_the_call_back_with_its_note_and_redo_files_it_again(screen: Screen) -> None:
    called = screen.company
    screen.type("asked for Asha")
    screen.press("Ctrl+1")
    assert screen.company != called
    screen.press("Ctrl+Z")
    assert screen.company == called
    assert screen.room.call.note.toPlainText() == "asked for Asha"
    assert all(entry.text != "asked for Asha" for entry in screen.past(called))
    screen.room.call.note.clearFocus()
    screen.press("Ctrl+Y", screen.room)
    assert screen.past(called)[0].text == "asked for Asha"
    assert screen.company != called


def test_what_the_book_refuses_brings_company_and_note_back(screen: Screen) -> None:
    screen.open("Rugby Robotics")
    screen.type("nobody there")
    screen.book.do(trash, screen.firms["Rugby Robotics"])  # behind the screen's back
    screen.press("Ctrl+1")
    assert screen.company == "Rugby Robotics"
    assert screen.room.call.note.toPlainText() == "nobody there"
    assert "in the trash" in screen.room.call.trouble()


def test_dialling_copies_hands_over_and_starts_the_timer(screen: Screen) -> None:
    screen.open("Rugby Robotics")
    assert screen.room.call.number.number() == "01632 960110"
    screen.press("F9")
    assert screen.dialled == ["tel:+441632960110"]
    assert QGuiApplication.clipboard().text() == "+441632960110"
    assert not screen.room.call.timer.isHidden()
    assert screen.focus() is screen.room.call.note


def test_without_a_telephone_program_it_says_so(screen: Screen) -> None:
    screen.room.caller.dialler.opener = lambda _link: False
    screen.press("F9")
    assert screen.said[-1].startswith("No program on this machine takes calls (tel:).")
    assert "is copied" in screen.said[-1]


def test_the_other_key_dials_the_next_number(screen: Screen) -> None:
    screen.open("Potteries Data Ltd")
    shown = screen.room.call.number.number()
    screen.press("Shift+F9")
    assert screen.room.call.number.number() != shown
    assert len(screen.dialled) == 1


def test_nobody_who_objected_is_dialled(screen: Screen) -> None:
    screen.open("Rugby Robotics")
    firm = screen.firms["Rugby Robotics"]
    screen.book.do(
        record_objection, Channel.CALL, Scope.COMPANY, company_id=firm, asked_by="Jo"
    )  # elsewhere
    screen.press("F9")
    assert screen.dialled == []
    assert "asked not to be called" in screen.room.call.number.trouble()


def test_two_presses_log_no_answer(screen: Screen) -> None:
    called = screen.company
    for key in ("F9", "Ctrl+1"):
        screen.press(key)
    assert screen.past(called)[0].outcome == "no-answer"


def test_the_time_of_the_call_is_filed(screen: Screen) -> None:
    called = screen.company
    timer = screen.room.call.timer
    timer._clock = lambda: 1000.0
    screen.press("F9")
    timer._clock = lambda: 1134.0
    timer._show()
    assert timer.text() == "● 02:14"
    screen.press("Ctrl+1")
    assert screen.past(called)[0].title == "Call · 2 min · no answer"
    assert timer.isHidden()


def test_ctrl_enter_saves_a_note_and_stays(screen: Screen) -> None:
    called = screen.company
    screen.type("moved to Leek")
    screen.press("Ctrl+Enter")
    newest = screen.past(called)[0]
    assert (newest.title, newest.text) == ("Note", "moved to Leek")
    assert screen.company == called
    assert screen.room.call.note.toPlainText() == ""


def test_a_pack_is_one_key(screen: Screen) -> None:
    screen.open("Potteries Data Ltd")
    screen.press("Ctrl+Shift+P")
    assert screen.said[-1] == "Pack queued for Potteries Data Ltd: see Letters."
    documents = screen.book.ask(company_page, screen.firms["Potteries Data Ltd"]).documents
    assert len(documents) == 2


def test_edit_goes_to_the_page_of_the_company(screen: Screen) -> None:
    screen.open("Potteries Data Ltd")
    screen.press("F2")
    here = screen.desk.places.here
    assert here == Place("companies", "company", screen.firms["Potteries Data Ltd"])


def test_the_counts_of_the_day_stand_in_the_top_bar(screen: Screen) -> None:
    screen.press("Ctrl+1")
    assert screen.room.bar.accessibleName().startswith("2 of 40 calls today, 0 reached")


def test_a_day_with_nobody_left_says_that_the_rest_is_due_later(screen: Screen) -> None:
    for name, firm in screen.firms.items():
        if name != "Leek Logic":  # tried a quarter of an hour ago
            screen.book.do(trash, firm)
    screen.room.session.begin()
    assert "every next step is on another day" in screen.room.queue.words()


def test_an_empty_queue_says_why_and_offers_what_to_do(screen: Screen) -> None:
    for firm in screen.firms.values():
        screen.book.do(trash, firm)
    screen.room.session.begin()
    screen.desk.bridge.do(trash, screen.firms["Rugby Robotics"])
    screen.press("Alt+Down", screen.room)
    assert screen.names == []
    assert "nobody to call" in screen.room.queue.words().lower()
    assert not screen.room.queue._offers.isHidden()


def test_who_waits_is_listed_apart_with_the_reason(screen: Screen) -> None:
    firm = screen.firms["Rugby Robotics"]
    screen.book.do(record_objection, Channel.CALL, Scope.COMPANY, company_id=firm, asked_by="Jo")
    screen.room.session.begin()
    assert "Rugby Robotics" not in screen.names
    screen.room.queue.unfold()
    (row,) = screen.room.queue.waiting.rows()
    assert (row.name, row.badge, row.tip) == (
        "Rugby Robotics", "objection", "Asked not to be called",
    )  # fmt: skip


def test_an_hour_later_the_company_is_still_there_with_its_note(screen: Screen) -> None:
    screen.type("on hold")
    screen.clock.set(NOW + timedelta(hours=1))
    screen.room.session.look_again()
    assert screen.room.call.note.toPlainText() == "on hold"


def test_everything_that_can_have_the_focus_has_a_name(screen: Screen) -> None:
    screen.press("Ctrl+0")
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView)
    widgets = [w for kind in kinds for w in screen.room.findChildren(kind) if w.isVisible()]
    assert len(widgets) > 20
    assert [w for w in widgets if not w.accessibleName()] == []


@pytest.mark.parametrize("percent", [100, 200])
def test_a_narrow_window_cuts_nothing(
    screen: Screen, appearance: Appearance, qapp: QApplication, percent: int
) -> None:
    appearance.wear(Scheme.LIGHT, text_size=percent)
    room = screen.room
    screen.open("Potteries Data Ltd")
    room.resize(room.minimumSizeHint())
    for _round in range(3):
        qapp.processEvents()
    call, company = room.call, room.company
    assert room.queue.isHidden()
    for pane, parts in (
        (call, (call.outcomes, call.note, call.number, call.log)),
        (company, (company.people, company.answers, company.past)),
    ):
        for part in parts:
            assert part.mapTo(pane, part.rect().topRight()).x() <= pane.width()
            assert part.width() >= part.minimumSizeHint().width()
    for made in call.outcomes.findChildren(QAbstractButton):
        assert made.width() >= made.sizeHint().width()


def test_a_call_logged_elsewhere_shows_here_without_touching_the_note(screen: Screen) -> None:
    screen.open("Potteries Data Ltd")
    screen.type("ringing")
    call = Call(screen.firms["Potteries Data Ltd"], Outcome.MESSAGE, note="from the shell")
    screen.desk.bridge.do(log_call, call)
    assert screen.room.company.past.entries()[0].text == "from the shell"
    assert screen.room.call.note.toPlainText() == "ringing"


def test_a_refusal_without_a_field_is_said_above_the_note(screen: Screen) -> None:
    screen.room.call.show_refusal(Refusal("It cannot be done."))
    assert screen.room.call.trouble() == "It cannot be done."
    screen.type("x")
    assert screen.room.call.trouble() == ""


def test_a_key_pressed_before_the_company_is_here_counts_when_it_is(screen: Screen) -> None:
    session, called = screen.room.session, screen.company
    card, session.card = session.card, None
    screen.press("Ctrl+1")
    assert all(entry.outcome != "no-answer" for entry in screen.past(called)[:1])
    assert card is not None
    session._open_card(card)
    assert screen.past(called)[0].outcome == "no-answer"
