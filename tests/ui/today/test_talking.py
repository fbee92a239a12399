"""What is said in and around a call: marks, contacts, past and incoming calls, clashes, health."""

from datetime import timedelta

from PySide6.QtGui import QGuiApplication

from crm.actions.companies import set_next_step, trash
from crm.actions.people import mark_number
from crm.actions.privacy import record_objection
from crm.data.queries.company import company_page
from crm.data.queries.company_facts import CompanyPage
from crm.data.queries.company_named import find_company
from crm.domain.next_steps import read_when
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Need
from tests.ui.today.calling_day import NOW
from tests.ui.today.conftest import Screen
from ui.places import Place
from ui.today.number_panel import NumberLine

POTTERIES = "Potteries Data Ltd"


def page_of(screen: Screen, name: str = POTTERIES) -> CompanyPage:
    return screen.book.ask(company_page, screen.firms[name])


def test_marks_are_shown_as_they_are_typed_and_filed_with_the_call(screen: Screen) -> None:
    screen.open(POTTERIES)
    screen.type("@jon says C# #cloud !Closed on Fridays")
    assert screen.room.call.chips.words() == (
        "Tag: cloud", "With: Jon Adeyemi", "Pinned: Closed on Fridays",
    )  # fmt: skip
    assert screen.room.call.whom() == "Call with Jon Adeyemi"
    screen.press("Ctrl+2")
    page = page_of(screen)
    assert (page.tags, page.pinned) == (("cloud",), "Closed on Fridays")
    assert "for Jon Adeyemi" in screen.past(POTTERIES)[0].more
    assert screen.room.call.chips.isHidden()


def test_somebody_new_is_named_by_the_note(screen: Screen) -> None:
    screen.open("Rugby Robotics")
    screen.type("@Ann Wu wants")
    assert screen.room.call.chips.words() == ("With: Ann Wu (new)",)
    screen.press("Ctrl+4")
    assert screen.room.call.asking.needs() == (Need.WHEN,)
    screen.press("Enter")
    assert [one.name for one in page_of(screen, "Rugby Robotics").people] == ["Ann Wu"]


def test_a_number_in_the_note_is_offered_and_kept_by_one_key(screen: Screen) -> None:
    screen.open(POTTERIES)
    screen.type("new line 01785 960123")
    assert screen.room.call.chips.offer().startswith("Add 01785 960123 to Helen Marsh")
    screen.press("Ctrl+Shift+U")
    helen = next(one for one in page_of(screen).people if one.name == "Helen Marsh")
    assert "+441785960123" in {number.e164 for number in helen.numbers}
    assert screen.room.call.chips.offer() == ""
    assert screen.room.call.note.toPlainText() == "new line 01785 960123"
    screen.room.call.note.clearFocus()
    screen.press("Ctrl+Z", screen.room)
    helen = next(one for one in page_of(screen).people if one.name == "Helen Marsh")
    assert "+441785960123" not in {number.e164 for number in helen.numbers}


def test_an_email_in_the_note_goes_to_the_company_where_nobody_is_named(screen: Screen) -> None:
    screen.open("Rugby Robotics")
    screen.type("info@rugby.example ")
    screen.press("Ctrl+Shift+U")
    assert [one.address for one in page_of(screen, "Rugby Robotics").emails] == [
        "info@rugby.example"
    ]


def test_a_past_call_is_filed_at_its_time(screen: Screen) -> None:
    called = screen.company
    screen.type("rang from the train")
    screen.press("Ctrl+Shift+W")
    screen.type("yesterday 15:10")
    assert screen.room.call.made.echo.text() == "Made yesterday 15:10"
    screen.press("Enter")
    assert screen.focus() is screen.room.call.note
    screen.press("Ctrl+1")
    newest = next(one for one in screen.past(called) if one.text == "rang from the train")
    assert newest.at == (NOW - timedelta(days=1)).replace(hour=15, minute=10)
    assert screen.room.call.made.text() == ""


def test_a_call_that_lies_ahead_is_refused_at_the_field(screen: Screen) -> None:
    called = screen.company
    screen.type("half a note")
    screen.press("Ctrl+Shift+W")
    screen.type("17:00")
    screen.press("Ctrl+1")
    assert "lies ahead" in screen.room.call.made.trouble.text()
    assert (screen.company, screen.room.call.note.toPlainText()) == (called, "half a note")
    assert screen.room.call.made.text() == "17:00"


def test_an_incoming_call_opens_with_the_caret_in_the_note(screen: Screen) -> None:
    screen.room.show_place(Place("today", "incoming", screen.firms["Rugby Robotics"]))
    assert screen.company == "Rugby Robotics"
    assert screen.focus() is screen.room.call.note
    screen.type("asks for the fees")
    screen.press("Ctrl+1")
    assert "They rang us" in screen.room.call.trouble()
    screen.press("Ctrl+7")
    screen.press("Enter")
    newest = screen.past("Rugby Robotics")[0]
    assert (newest.outcome, newest.fruitless) == ("not-now", False)
    assert "they rang" in newest.more
    assert page_of(screen, "Rugby Robotics").answers.last_try_at is None


def test_a_promise_close_by_is_warned_of_as_it_is_typed(screen: Screen) -> None:
    screen.desk.bridge.do(
        set_next_step, screen.firms[POTTERIES], read_when("fri 2pm", screen.clock.now)
    )
    screen.open("Rugby Robotics")
    screen.press("Ctrl+T")
    screen.type("fri 14:08")
    assert screen.room.call.next_step.field.warnings() == (
        "Clashes with Potteries Data Ltd at 14:00."
    )
    screen.type("x")
    assert screen.room.call.next_step.field.warnings() == ""
    screen.open(POTTERIES)
    screen.press("Ctrl+4")
    when = screen.room.call.asking.field(Need.WHEN)
    screen.type("fri 2pm")
    assert when.warnings() == ""  # type: ignore[attr-defined]


def test_christmas_day_is_taken_with_a_warning(screen: Screen) -> None:
    screen.press("Ctrl+T")
    screen.type("25 dec 10:00")
    field = screen.room.call.next_step.field
    assert field.echo() == "Thu 25 Dec 10:00"
    assert "Christmas Day" in field.warnings()


def test_a_time_of_today_is_said_as_today(screen: Screen) -> None:
    screen.press("Ctrl+T")
    screen.type("3pm")
    assert screen.room.call.next_step.field.echo() == "Today, Tue 25 Mar 15:00"


def test_every_number_is_listed_with_its_health(screen: Screen) -> None:
    helen = next(one for one in page_of(screen).people if one.name == "Helen Marsh")
    screen.desk.bridge.do(mark_number, helen.numbers[0].id, "fax")
    screen.open(POTTERIES)
    listed = screen.room.call.number.listed()
    assert NumberLine("01632 960200", "a fax machine", dead=True) in listed
    assert len([line for line in listed if not line.dead]) == 1
    for _round in range(3):
        screen.press("Shift+F9")
    assert "tel:+441632960200" not in screen.dialled
    assert len(set(screen.dialled)) == 2


def test_where_every_number_is_barred_the_key_says_why(screen: Screen) -> None:
    firm = screen.firms["Rugby Robotics"]
    number = page_of(screen, "Rugby Robotics").numbers[0].id
    screen.desk.bridge.do(_object_to, firm, number)
    screen.open("Rugby Robotics")
    screen.press("F9")
    assert screen.dialled == []
    assert "01632 960110: asked not to be called" in screen.room.call.number.trouble()


def _object_to(work, company: int, number: int) -> None:  # type: ignore[no-untyped-def]
    record_objection(work, Channel.CALL, Scope.NUMBER, company_id=company, number_id=number)


def test_a_company_that_is_thrown_away_goes_and_its_note_is_kept(screen: Screen) -> None:
    screen.open("Rugby Robotics")
    screen.type("they moved")
    screen.desk.bridge.do(trash, screen.firms["Rugby Robotics"])
    assert screen.company != "Rugby Robotics"
    assert "Rugby Robotics is in the trash now. Your note is kept" in screen.said[-1]
    assert QGuiApplication.clipboard().text() == "they moved"
    assert screen.room.caller.drafts.of(screen.firms["Rugby Robotics"]).note == "they moved"


def test_who_else_to_ring_is_asked_after_a_yes_and_enter_passes_by(screen: Screen) -> None:
    screen.open(POTTERIES)
    screen.press("Ctrl+6")
    assert screen.room.call.asking.needs() == (Need.CHANNEL, Need.REFERRAL)
    screen.press("Enter")
    screen.type("01785 960123")
    screen.press("Enter")
    assert "Say the name too" in screen.room.call.asking.trouble()
    screen.type(" Keele Robotics")
    screen.press("Enter")
    added = screen.book.ask(find_company, "Keele Robotics")
    page = screen.book.ask(company_page, added)
    assert (page.source_kind, page.referred_by) == ("referral", POTTERIES)


def test_the_clock_set_back_two_days_harms_nothing(screen: Screen) -> None:
    called = screen.company
    timer = screen.room.call.timer
    timer._clock = lambda: 1000.0
    screen.press("F9")
    timer._clock = lambda: 10.0
    screen.clock.set(NOW - timedelta(days=2))
    assert timer.seconds() == 0
    screen.room.session.look_again()
    screen.type("odd clock")
    screen.press("Ctrl+2")
    assert any(one.text == "odd clock" for one in screen.past(called))
