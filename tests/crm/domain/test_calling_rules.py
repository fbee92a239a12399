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
    LABEL_LENGTH,
    MOST_REASONS,
    REASON_LENGTH,
    SPANS,
    CallingRules,
    check_rules,
    rules_as_data,
    rules_from_data,
)
from crm.domain.errors import Refusal
from crm.domain.outcomes import RULES, Outcome
from crm.domain.planned_steps import Cadence


def with_cadence(**changed: object) -> CallingRules:
    return replace(CALLING_RULES, cadence=replace(CALLING_RULES.cadence, **changed))  # type: ignore[arg-type]


def numbers(name: str) -> st.SearchStrategy[object]:
    span = SPANS[name]
    one = st.integers(span.least, min(span.most, 400))
    if not span.most_of_them:
        return one
    return st.lists(one, min_size=1, max_size=span.most_of_them).map(tuple)


@st.composite
def any_rules(draw: st.DrawFn) -> CallingRules:
    """Any rules that may be set."""
    drawn = {name: draw(numbers(name)) for name in SPANS}
    own = {name: drawn.pop(name) for name in list(drawn) if hasattr(CALLING_RULES, name)}
    noon, three = 12 * 60, 15 * 60
    opens = draw(st.integers(0, three - 1))
    closes = draw(st.integers((noon if opens < noon else three) + 1, 1_439))
    hours = CallingHours(time(opens // 60, opens % 60), time(closes // 60, closes % 60))
    words = st.text("abcdefgh&<", min_size=1, max_size=12)
    reasons = draw(st.lists(words, min_size=1, max_size=5, unique=True))
    labels = draw(st.permutations(CALLING_RULES.labels))
    return CallingRules(
        Cadence(**drawn, hours=hours),  # type: ignore[arg-type]
        reasons=tuple(reasons),
        labels=tuple(labels),
        **own,  # type: ignore[arg-type]
    )


@given(any_rules())
def test_rules_come_back_from_the_book_as_they_went_in(rules: CallingRules) -> None:
    check_rules(rules)
    assert rules_from_data(json.loads(json.dumps(rules_as_data(rules)))) == rules


def test_a_book_without_rules_has_those_that_ship() -> None:
    assert rules_from_data({}) == CALLING_RULES
    check_rules(CALLING_RULES)


@pytest.mark.parametrize("value", [None, "two", -1, True, 2.5, [], [1, "x"], {"a": 1}, 10**8])
@pytest.mark.parametrize("name", ["waits", "message_wait", "tries_a_day", "opens", "reasons"])
def test_what_is_unsound_holds_at_its_default(name: str, value: object) -> None:
    kept = rules_as_data(replace(CALLING_RULES, cooling_minutes=90)) | {name: value}
    assert rules_from_data(kept) == replace(CALLING_RULES, cooling_minutes=90)


def test_hours_that_close_before_they_open_are_not_kept() -> None:
    kept = rules_as_data(CALLING_RULES) | {"opens": "18:00", "closes": "09:00"}
    assert rules_from_data(kept).cadence.hours == CALLING_RULES.cadence.hours


def test_an_outcome_an_older_book_has_no_words_for_keeps_its_own() -> None:
    kept = rules_as_data(CALLING_RULES) | {"labels": {"message": "Voicemail", "gone": "Gone"}}
    rules = rules_from_data(kept)
    assert rules.label(Outcome.MESSAGE) == "Voicemail"
    assert rules.label(Outcome.ENGAGED) == RULES[Outcome.ENGAGED].label


@pytest.mark.parametrize(
    "labels", [None, {"message": ""}, {"message": "Engaged"}, {"message": 5e9}]
)
def test_words_that_cannot_be_told_apart_are_not_kept(labels: object) -> None:
    rules = rules_from_data(rules_as_data(CALLING_RULES) | {"labels": labels})
    assert len({label.casefold() for label in rules.labels}) == len(RULES)
    assert all(rules.labels)


def labels_with(outcome: Outcome, words: str) -> tuple[str, ...]:
    return tuple(words if one is outcome else CALLING_RULES.label(one) for one in RULES)


@pytest.mark.parametrize(
    ("field", "rules"),
    [
        ("waits", with_cadence(waits=())),
        ("waits", with_cadence(waits=(1,) * 13)),
        ("waits", with_cadence(waits=(366,))),
        ("waits", with_cadence(waits=(-1, 2))),
        ("engaged_minutes", with_cadence(engaged_minutes=0)),
        ("rounds_a_year", with_cadence(rounds_a_year=0)),
        ("not_now_choices", with_cadence(not_now_choices=())),
        ("closes", with_cadence(hours=CallingHours(time(17), time(17)))),
        ("closes", with_cadence(hours=CallingHours(time(9), time(12)))),
        ("closes", with_cadence(hours=CallingHours(time(15), time(20)))),
        ("tries_a_day", replace(CALLING_RULES, tries_a_day=0)),
        ("cooling_minutes", replace(CALLING_RULES, cooling_minutes=1_441)),
        ("reasons", replace(CALLING_RULES, reasons=())),
        ("reasons", replace(CALLING_RULES, reasons=(" ",))),
        ("reasons", replace(CALLING_RULES, reasons=("Cost", "cost"))),
        ("reasons", replace(CALLING_RULES, reasons=("x" * (REASON_LENGTH + 1),))),
        ("reasons", replace(CALLING_RULES, reasons=tuple(map(str, range(MOST_REASONS + 1))))),
        ("label_engaged", replace(CALLING_RULES, labels=labels_with(Outcome.ENGAGED, " "))),
        (
            "label_booked",
            replace(CALLING_RULES, labels=labels_with(Outcome.BOOKED, "x" * (LABEL_LENGTH + 1))),
        ),
        ("label_message", replace(CALLING_RULES, labels=labels_with(Outcome.MESSAGE, "NO ANSWER"))),
    ],
)
def test_rules_nobody_could_call_by_are_refused_by_name(field: str, rules: CallingRules) -> None:
    with pytest.raises(Refusal) as refused:
        check_rules(rules)
    assert refused.value.field == field
