"""The rules of calling, kept as data and read back."""

import json
from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.calendar import CallingHours
from crm.domain.calling_rules import (
    CALLING_RULES,
    CallingRules,
    rules_as_data,
    rules_from_data,
)
from crm.domain.planned_steps import Cadence

_FEW = st.integers(0, 400)


@st.composite
def some_rules(draw: st.DrawFn) -> CallingRules:
    cadence = Cadence(
        waits=tuple(draw(st.lists(_FEW, min_size=1, max_size=8))),
        message_wait=draw(_FEW),
        rest_days=draw(_FEW),
        not_now_choices=tuple(draw(st.lists(_FEW, min_size=1, max_size=5))),
        hours=CallingHours(time(draw(st.integers(6, 11))), time(draw(st.integers(12, 21)), 30)),
    )
    return CallingRules(cadence, draw(_FEW), draw(_FEW), draw(_FEW), draw(_FEW))


@given(some_rules())
def test_rules_come_back_from_the_book_as_they_went_in(rules: CallingRules) -> None:
    assert rules_from_data(json.loads(json.dumps(rules_as_data(rules)))) == rules


def test_a_book_without_rules_has_those_that_ship() -> None:
    assert rules_from_data({}) == CALLING_RULES


@pytest.mark.parametrize("value", [None, "two", -1, True, 2.5, [], [1, "x"], {"a": 1}])
@pytest.mark.parametrize("name", ["waits", "message_wait", "tries_a_day", "opens"])
def test_what_is_unsound_holds_at_its_default(name: str, value: object) -> None:
    kept = rules_as_data(replace(CALLING_RULES, cooling_minutes=90)) | {name: value}
    assert rules_from_data(kept) == replace(CALLING_RULES, cooling_minutes=90)


def test_hours_that_close_before_they_open_are_not_kept() -> None:
    kept = rules_as_data(CALLING_RULES) | {"opens": "18:00", "closes": "09:00"}
    assert rules_from_data(kept).cadence.hours == CALLING_RULES.cadence.hours
