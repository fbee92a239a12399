"""The script beside the call: filled for the company, answers by key, the caret in the note."""

import pytest
from PySide6.QtWidgets import QLabel

from crm.actions.association import change_association
from crm.actions.companies import change_company
from crm.actions.scripts import change_answers, change_script
from crm.domain.scripts import Answer, Part
from tests.ui.today.conftest import Screen


def test_the_script_says_who_calls_whom_and_what_was_said(screen: Screen) -> None:
    screen.open("Potteries Data Ltd")
    script = screen.room.call.script
    assert script.text().startswith("Is this a good moment, Helen?")
    assert "two juniors" in script.text()
    assert "{" not in script.text()


def test_alt_o_goes_through_the_answers_and_the_caret_stays(screen: Screen) -> None:
    screen.open("Potteries Data Ltd")
    note, script = screen.room.call.note, screen.room.call.script
    screen.press("Alt+O")
    assert script.answer() == (
        "What does it cost?",
        "It goes by the number of staff. For you, 11–24: £225.00 a year and VAT.",
    )
    screen.press("Alt+O")
    screen.press("Alt+Shift+O")
    assert script.answer() is not None
    assert script.answer()[0] == "What does it cost?"
    assert note.hasFocus()
    assert note.toPlainText() == ""
    for _ in range(4):
        screen.press("Alt+O")
    assert script.answer() is None


def test_words_changed_in_settings_are_said_at_once(screen: Screen) -> None:
    screen.open("Potteries Data Ltd")
    texts = {Part.OPENING: "Hello {{ company.name }}.", Part.QUESTIONS: "One?\nTwo?"}
    screen.desk.bridge.do(change_script, "conversation", texts)
    assert screen.room.call.script.text() == "Hello Potteries Data Ltd. One? Two?"
    screen.desk.bridge.do(change_answers, [])
    screen.press("Alt+O")
    shown = [one.text() for one in screen.room.call.script.findChildren(QLabel) if one.isVisible()]
    assert any("Settings" in text for text in shown)
    screen.desk.bridge.do(change_answers, [Answer("Why?", "Because.")])
    screen.press("Alt+O")
    assert screen.room.call.script.answer() == ("Why?", "Because.")


@pytest.mark.parametrize(
    "name", ["{{ caller.name }} Ltd", "{% if x %} Ltd", "<b>R&D</b> **Ltd**", "[a](http://x) Ltd"]
)
def test_what_a_company_is_called_stays_what_it_is(screen: Screen, name: str) -> None:
    screen.open("Potteries Data Ltd")
    screen.desk.bridge.do(change_script, "conversation", {Part.OPENING: "{{ company.name }}?"})
    screen.desk.bridge.do(change_company, screen.firms["Potteries Data Ltd"], "name", name)
    assert screen.room.call.script.text() == f"{name}?"


def test_other_changes_of_the_association_do_no_harm(screen: Screen) -> None:
    screen.open("Potteries Data Ltd")
    before = screen.room.call.script.text()
    screen.desk.bridge.do(change_association, "town", "Stone")
    assert screen.room.call.script.text() == before


def test_the_script_of_the_next_company_is_filled_before_its_key_is_pressed(screen: Screen) -> None:
    teller, ready = screen.room.teller, screen.room.teller._ready
    assert ready is not None
    before = screen.company
    screen.press("Ctrl+1")
    assert screen.company != before
    assert teller._shown == ready[0]
    assert screen.room.call.script.text() == " ".join(
        said for sentences in ready[1].parts.values() for said in sentences
    )


def test_counting_the_day_again_leaves_an_unfolded_answer_open(screen: Screen) -> None:
    screen.press("Alt+O")
    answer = screen.room.call.script.answer()
    assert answer is not None
    screen.room.session.look_again()
    assert screen.room.call.script.answer() == answer
