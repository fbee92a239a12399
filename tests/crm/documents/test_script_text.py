"""Scripts in the sandbox: gaps leave their line out, values stay plain, faults say where."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.data.queries.scripts import shipped_scripts
from crm.documents.script_text import (
    check_answers,
    check_script_text,
    fill_lines,
    speak,
    speak_script,
)
from crm.domain.errors import Refusal
from crm.domain.scripts import SCRIPT_FIELDS, Answer, Part

ALL = {name: one.example for name, one in SCRIPT_FIELDS.items()}


def test_the_shipped_scripts_can_all_be_filled() -> None:
    shipped = shipped_scripts()
    for script in shipped.scripts:
        for text in script.texts.values():
            check_script_text(text, "text")
        full = speak_script(script, shipped, ALL)
        said = sum(len(full.parts[part]) for part in Part)
        assert said == sum(len(script.texts[part].splitlines()) for part in Part)
        assert not any("{" in line or "  " in line for part in Part for line in full.parts[part])
    check_answers(shipped.answers)


def test_a_line_with_a_gap_is_left_out_and_an_answer_without_words_too() -> None:
    spoken = speak(shipped_scripts(), "Pack sent", {})
    assert spoken.parts[Part.OPENING] == ("Did the pack reach you?",)
    assert spoken.parts[Part.CLOSING] == ()
    answers = dict(spoken.answers)
    assert answers["What does it cost?"] == "It goes by the number of staff."
    named = speak(shipped_scripts(), "Pack sent", {"person.first_name": "Helen"})
    assert named.parts[Part.OPENING] == ("Did the pack reach you, Helen?",)


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40))
def test_a_value_stays_what_it_is(name: str) -> None:
    (line,) = fill_lines("Ask **{{ company.name }}**.", {"company.name": f"a{name}z"}) or ("",)
    assert line == f"Ask a{normalize('NFC', name)}z."


@pytest.mark.parametrize("name", ["{{ x }}", "{% if %}", "<script>", "# a", "1. b", "a\n\nb"])
def test_hostile_values_run_nothing(name: str) -> None:
    words = " ".join(name.split())
    assert fill_lines("{{ company.name }}?", {"company.name": name}) == (f"{words}?",)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Hello.\nI am {{ caller.nam }}.", "Line 2, column 9: there is no merge field caller.nam."),
        ("{{ company.name | shout }}", "filter"),
        ("{% for a in b %}{% endfor %}", "Line 1"),
        ("{% if person.name %}\nHello\n{% endif %}", "Line 1: a condition must end on the line"),
        ("{{ person.salutation }}", "no merge field person.salutation"),
        ("x" * 6_000, "too long"),
    ],
)
def test_what_cannot_be_filled_is_refused_with_its_place(text: str, where: str) -> None:
    with pytest.raises(Refusal, match=where[:30].replace("(", "\\(")) as refused:
        check_script_text(text, "opening")
    assert where in refused.value.message
    assert refused.value.field == "opening"


def test_a_kept_text_that_cannot_be_filled_any_more_is_left_out() -> None:
    assert fill_lines("{{ gone.field }}\nStill here", ALL) == ("Still here",)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ([Answer("a", "b"), Answer(" ", "b")], "asked 2"),
        ([Answer("a", "")], "says 1"),
        ([Answer("a", "{{ x }}")], "says 1"),
        ([Answer("a", "b")] * 41, "answers"),
    ],
)
def test_answers_that_say_nothing_are_refused(answers: list[Answer], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_answers(answers)
    assert refused.value.field == field
