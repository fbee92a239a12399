"""The rules of calling as typed in a form."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.calling_rules import CALLING_RULES, CallingRules
from crm.domain.outcomes import Outcome
from crm.domain.typed_rules import read_rules, rules_as_texts
from tests.crm.domain.test_calling_rules import any_rules

TEXTS = rules_as_texts(CALLING_RULES)


@given(any_rules())
def test_what_is_shown_reads_back_as_the_same_rules(rules: CallingRules) -> None:
    read = read_rules(rules_as_texts(rules))
    assert (read.rules, dict(read.wrong)) == (rules, {})


@given(st.sampled_from(sorted(TEXTS)), st.text(max_size=30))
def test_whatever_is_typed_is_understood_or_said_to_be_wrong(field: str, text: str) -> None:
    read = read_rules(TEXTS | {field: text})
    assert (read.rules is None) == bool(read.wrong)
    assert all(message for message in read.wrong.values())


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("waits", ""), ("waits", "2, two"), ("waits", "2.5"), ("waits", "1 " * 13),
        ("waits", "366"), ("waits", "-1"), ("rest_days", "ninety"), ("rest_days", ""),
        ("rest_days", "9" * 5_000), ("tries_a_day", "0"), ("message_wait", "²"),
        ("opens", ""), ("opens", "25:00"), ("opens", "morning"), ("closes", "8:30"),
        ("closes", "at 5"), ("reasons", " \n \n"), ("reasons", "Cost\ncost"),
        ("label_engaged", ""), ("label_message", "no answer"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field(field: str, text: str) -> None:
    read = read_rules(TEXTS | {field: text})
    assert read.rules is None
    assert list(read.wrong) == [field]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    read = read_rules(TEXTS | {"waits": "x", "opens": "x", "label_booked": ""})
    assert set(read.wrong) == {"waits", "opens", "label_booked"}


def test_lists_and_times_are_read_as_people_type_them() -> None:
    typed = {
        "waits": "2 2;3 , 4", "opens": "9.15", "closes": "5:30 PM",
        "reasons": "  Cost \n\n too\tbusy\n", "label_message": " Voicemail  left ",
    }  # fmt: skip
    rules = read_rules(TEXTS | typed).rules
    assert rules is not None
    assert rules.cadence.waits == (2, 2, 3, 4)
    assert (rules.cadence.hours.opens, rules.cadence.hours.closes) == (time(9, 15), time(17, 30))
    assert rules.reasons == ("Cost", "too busy")
    assert rules.label(Outcome.MESSAGE) == "Voicemail left"
