"""Scripts as data: what is kept differs from what ships, and nonsense falls back on it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.data.queries.scripts import shipped_scripts
from crm.domain.scripts import (
    Answer,
    Part,
    Scripts,
    scripts_as_data,
    scripts_from_data,
    stages_without_script,
)

TEXTS = st.dictionaries(st.sampled_from(Part), st.text(max_size=40))
ANSWERS = st.lists(st.builds(Answer, st.text(max_size=9), st.text(max_size=9)), max_size=4)


def test_every_stage_that_is_called_has_one_script() -> None:
    shipped = shipped_scripts()
    stages = [stage for one in shipped.scripts for stage in one.stages]
    assert len(stages) == len(set(stages))
    assert stages_without_script(shipped) == frozenset()
    assert shipped.of_stage("In conversation").key == "conversation"
    assert shipped.of_stage("no such stage") is shipped.scripts[0]
    assert shipped.of_key("no such key") is None


def test_what_was_not_changed_is_not_kept() -> None:
    assert scripts_as_data(shipped_scripts(), shipped_scripts()) == {}


@given(st.integers(0, 5), TEXTS, ANSWERS)
def test_what_is_kept_comes_back(at: int, texts: dict[Part, str], answers: list[Answer]) -> None:
    shipped = shipped_scripts()
    changed = [one.with_texts(texts) if n == at else one for n, one in enumerate(shipped.scripts)]
    scripts = Scripts(tuple(changed), tuple(answers))
    assert scripts_from_data(scripts_as_data(scripts, shipped), shipped) == scripts


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"texts": []},
        {"texts": {"first": "hello", "gone": {"opening": "x"}}},
        {"texts": {"first": {"opening": 7}}},
        {"texts": {"first": {"opening": "x" * 100_000}}},
        {"answers": "none"},
    ],
)
def test_nonsense_is_as_it_shipped(data: dict[str, object]) -> None:
    assert scripts_from_data(data, shipped_scripts()) == shipped_scripts()


def test_answers_of_the_wrong_shape_are_left_out() -> None:
    kept = {"answers": [{"asked": "Why?", "says": "So."}, {"asked": 1, "says": "x"}, "no"]}
    found = scripts_from_data(kept, shipped_scripts())
    assert found == replace(shipped_scripts(), answers=(Answer("Why?", "So."),))
