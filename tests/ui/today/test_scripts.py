"""Scripts hold only what is known: a sentence with a gap is left out, values stay plain text."""

import tomllib

import pytest

from crm.domain.stages import Stage
from tests.ui.today.conftest import Screen
from ui.today.scripts import FILE, fill, script_for


def test_values_are_put_in_once_and_as_they_are() -> None:
    assert fill("Ask {company}.", {"company": "{town} <b>R&D</b>", "town": "Leek"}) == (
        "Ask {town} <b>R&D</b>."
    )


@pytest.mark.parametrize("sentence", ["We spoke on {reached_on}.", "{said} and {unknown}"])
def test_a_sentence_with_something_unknown_is_left_out(sentence: str) -> None:
    assert fill(sentence, {"said": "yes"}) == ""


def test_a_first_name_that_is_not_known_goes_with_its_comma() -> None:
    assert fill("Did the pack reach you, {first_name}?", {}) == "Did the pack reach you?"


def test_every_stage_that_is_shown_has_one_script() -> None:
    kept = tomllib.loads(FILE.read_text(encoding="utf-8"))
    stages = [stage for script in kept["script"] for stage in script["stages"]]
    assert len(stages) == len(set(stages))
    assert set(stages) == {*Stage, "Member", "Lapsed"} - {Stage.INELIGIBLE}


def test_the_script_of_a_company_says_who_calls_whom_and_what_was_said(screen: Screen) -> None:
    screen.open("Potteries Data Ltd")
    session = screen.room.session
    assert session.card is not None
    script = script_for(session.card, session.day, session.now().date(), "Helen Marsh")
    assert script.title == "Going on"
    assert script.sentences[0] == "Is this a good moment, Helen?"
    assert any("two juniors" in sentence for sentence in script.sentences)
    assert any("11–24" in answer for _asked, answer in script.answers)
    assert screen.room.call.script.text() == script.text
