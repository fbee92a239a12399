"""One key logs the call from inside the note and opens the next company at once."""

import pytest
from PySide6.QtWidgets import QComboBox

from crm.data.queries.company import company_page
from crm.domain.objections import Channel
from crm.domain.outcomes import RULES, Need, Outcome
from tests.ui.today.conftest import Screen
from ui.today.outcome_buttons import log_keys

AT_ONCE = (Outcome.NO_ANSWER, Outcome.MESSAGE, Outcome.ENGAGED)


@pytest.mark.parametrize("outcome", AT_ONCE)
def test_an_outcome_that_needs_nothing_is_one_key_from_inside_the_note(
    screen: Screen, outcome: Outcome
) -> None:
    called, following = screen.names[0], screen.names[1]
    screen.type("rang twice")
    screen.press(log_keys(outcome)[0])
    newest = screen.past(called)[0]
    assert (newest.outcome, newest.text) == (outcome.value, "rang twice")
    assert screen.company == following
    assert screen.focus() is screen.room.call.note
    assert screen.room.call.note.toPlainText() == ""
    assert screen.said[-1].startswith(f"Logged {RULES[outcome].label.lower()} with {called}. Next:")


ASKED = {
    Outcome.CALL_BACK: (Need.WHEN,),
    Outcome.GATEKEEPER: (Need.GATEKEEPER, Need.BEST_TIME),
    Outcome.SEND_PACK: (Need.CHANNEL, Need.REFERRAL),
    Outcome.NOT_NOW: (Need.WHEN,),
    Outcome.NOT_INTERESTED: (Need.REASON,),
    Outcome.BAD_NUMBER: (Need.NUMBER_FATE,),
    Outcome.WILL_JOIN: (Need.PLAN, Need.SIGNATORY, Need.REFERRAL),
    Outcome.BOOKED: (Need.WHICH, Need.WHEN, Need.REFERRAL),
    Outcome.DO_NOT_CALL: (Need.SCOPE, Need.WHO_ASKED),
}


@pytest.mark.parametrize("outcome", ASKED)
def test_an_outcome_stops_on_what_it_must_say_and_enter_accepts_it(
    screen: Screen, outcome: Outcome
) -> None:
    screen.open("Potteries Data Ltd")
    screen.type("said so")
    screen.press(log_keys(outcome)[0])
    assert screen.room.call.asking.needs() == ASKED[outcome]
    first = screen.room.call.asking.field(ASKED[outcome][0])
    assert first.isAncestorOf(screen.focus()) or screen.focus() is first
    assert screen.past("Potteries Data Ltd")[0].outcome == "send-pack"  # nothing filed yet
    for _need in ASKED[outcome]:
        screen.press("Enter")
    newest = screen.past("Potteries Data Ltd")[0]
    kept = [entry for entry in screen.past("Potteries Data Ltd") if entry.text == "said so"]
    assert kept, newest
    assert kept[0].outcome == outcome.value
    assert screen.room.call.asking.isHidden()
    assert screen.room.call.note.toPlainText() == ""


def test_every_outcome_has_a_test() -> None:
    assert {*AT_ONCE, *ASKED} == set(Outcome)


def test_escape_leads_back_to_the_note_and_files_nothing(screen: Screen) -> None:
    screen.type("wants to think")
    before = screen.past(screen.company)
    screen.press("Ctrl+4")
    screen.press("Escape")
    assert screen.room.call.asking.isHidden()
    assert screen.focus() is screen.room.call.note
    assert screen.room.call.note.toPlainText() == "wants to think"
    assert screen.past(screen.company) == before


def test_a_time_that_is_not_understood_is_said_beside_it_and_kept(screen: Screen) -> None:
    screen.open("Potteries Data Ltd")
    screen.press("Ctrl+4")
    screen.type("after the holidays")
    screen.press("Enter")
    when = screen.room.call.asking.field(Need.WHEN)
    assert "after the holidays" in when.trouble()  # type: ignore[attr-defined]
    assert when.text() == "after the holidays"  # type: ignore[attr-defined]
    assert screen.company == "Potteries Data Ltd"


def test_a_call_back_on_tuesday_takes_ten_presses(screen: Screen) -> None:
    screen.open("Potteries Data Ltd")
    presses = ["F9", "Ctrl+4", *"tue 2pm", "Enter"]
    screen.press(presses[0])
    screen.press(presses[1])
    screen.type("tue 2pm")
    screen.press(presses[-1])
    step = screen.book.ask(company_page, screen.firms["Potteries Data Ltd"]).next_step
    assert step is not None
    assert (step.due_on.isoformat(), step.promised) == ("2003-04-01", True)
    assert len(presses) == 10


def test_a_typed_next_step_stands_over_the_cadence(screen: Screen) -> None:
    called = screen.company
    screen.press("Ctrl+T")
    screen.type("fri 3pm")
    screen.press("Enter")
    assert screen.focus() is screen.room.call.note
    screen.press("Ctrl+1")
    step = screen.book.ask(company_page, screen.firms[called]).next_step
    assert step is not None
    assert step.due_at is not None
    assert step.due_on.isoformat() == "2003-03-28"


def test_a_next_step_with_no_place_is_refused_beside_it_and_all_is_kept(screen: Screen) -> None:
    screen.open("Potteries Data Ltd")
    screen.type("no money")
    screen.press("Ctrl+T")
    screen.type("+3d")
    screen.press("Ctrl+8")
    screen.press("Enter")
    assert "clear the next step" in screen.room.call.next_step.field.trouble()
    assert screen.room.call.note.toPlainText() == "no money"
    assert screen.company == "Potteries Data Ltd"


def test_a_pack_goes_by_email_where_that_is_chosen(screen: Screen) -> None:
    screen.open("Potteries Data Ltd")
    screen.press("Ctrl+6")
    channel = screen.room.call.asking.field(Need.CHANNEL)
    assert isinstance(channel, QComboBox)
    screen.press("E")
    assert channel.currentText() == "Email"
    screen.press("Enter")
    screen.press("Enter")
    documents = screen.book.ask(company_page, screen.firms["Potteries Data Ltd"]).documents
    assert Channel.EMAIL in {document.channel for document in documents}


def test_single_digits_work_outside_text_fields_only(screen: Screen) -> None:
    called = screen.company
    screen.type("1")
    assert screen.room.call.note.toPlainText() == "1"
    assert screen.company == called
    screen.room.queue.list.setFocus()
    screen.press("1")
    assert screen.past(called)[0].outcome == "no-answer"
    assert screen.company != called


def test_a_click_chooses_and_the_button_at_the_foot_logs(screen: Screen) -> None:
    called = screen.company
    pane = screen.room.call
    pane.outcomes.button(Outcome.NO_ANSWER).click()
    assert screen.company == called
    assert pane.next_step.planned().startswith("Try again")
    pane.log.click()
    assert screen.past(called)[0].outcome == "no-answer"


def test_the_button_asks_for_an_outcome_first(screen: Screen) -> None:
    screen.room.call.log.click()
    assert "Choose an outcome" in screen.room.call.trouble()


def test_a_bad_number_leads_to_the_next_one_of_the_same_company(screen: Screen) -> None:
    screen.open("Potteries Data Ltd")
    before = screen.room.call.number.number()
    screen.press("Ctrl+9")
    screen.press("Enter")
    assert screen.company == "Potteries Data Ltd"
    assert screen.room.call.number.number() not in {before, "No number"}
