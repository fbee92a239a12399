from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crm.domain.errors import Refusal
from crm.domain.next_steps import When
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import (
    REASONS,
    RULES,
    Call,
    Need,
    NumberFate,
    Outcome,
    Reason,
    check_call,
    ends_cadence,
    needs_of,
    read_choice,
)

TUESDAY = When(date(2003, 3, 18))

COMPLETE: dict[Outcome, dict[str, Any]] = {
    Outcome.NO_ANSWER: {},
    Outcome.MESSAGE: {},
    Outcome.ENGAGED: {},
    Outcome.CALL_BACK: {"when": TUESDAY, "person_id": 7},
    Outcome.GATEKEEPER: {"gatekeeper_name": "Jon"},
    Outcome.SEND_PACK: {"person_id": 7, "channel": Channel.POST},
    Outcome.NOT_NOW: {},
    Outcome.NOT_INTERESTED: {"reason": Reason.COST},
    Outcome.BAD_NUMBER: {"number_fate": NumberFate.FAX},
    Outcome.WILL_JOIN: {"plan": "11–24", "signatory": "Helen Marsh"},
    Outcome.BOOKED: {"which": "Secure coding", "when": TUESDAY},
    Outcome.DO_NOT_CALL: {"scope": Scope.COMPANY, "who_asked": "Helen Marsh"},
}


def call(outcome: Outcome, **said: Any) -> Call:
    return Call(company_id=1, outcome=outcome, **said)


def test_the_table_of_outcomes() -> None:
    flags = {
        rule.key: "".join(
            letter
            for letter, flag in zip(
                "ARCT", (rule.attempt, rule.reached, rule.conversation, rule.ends), strict=True
            )
            if flag
        )
        for rule in RULES.values()
    }
    assert flags == {
        "1": "A",
        "2": "A",
        "3": "",
        "4": "ARC",
        "5": "AR",
        "6": "ARC",
        "7": "ARC",
        "8": "ARCT",
        "9": "",
        "0": "ARC",
        "M": "ARC",
        "X": "AR",
    }
    assert list(RULES) == list(Outcome)


def test_the_names_on_the_command_line() -> None:
    assert " ".join(Outcome) == (
        "no-answer message engaged call-back gatekeeper send-pack not-now not-interested "
        "bad-number will-join booked do-not-call"
    )


@pytest.mark.parametrize("outcome", Outcome)
def test_a_call_that_says_everything_is_taken(outcome: Outcome) -> None:
    check_call(call(outcome, **COMPLETE[outcome]))


@pytest.mark.parametrize(
    ("outcome", "field"),
    [
        (Outcome.CALL_BACK, "next_step"),
        (Outcome.GATEKEEPER, "gatekeeper_name"),
        (Outcome.SEND_PACK, "person"),
        (Outcome.NOT_INTERESTED, "reason"),
        (Outcome.BAD_NUMBER, "number_fate"),
        (Outcome.WILL_JOIN, "plan"),
        (Outcome.BOOKED, "which"),
        (Outcome.DO_NOT_CALL, "scope"),
    ],
)
def test_the_first_thing_missing_is_named(outcome: Outcome, field: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_call(call(outcome))
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("outcome", "field", "unsaid"),
    [
        (Outcome.CALL_BACK, "person", {"person_id": None}),
        (Outcome.SEND_PACK, "channel", {"channel": None}),
        (Outcome.WILL_JOIN, "signatory", {"signatory": "  "}),
        (Outcome.BOOKED, "next_step", {"when": None}),
        (Outcome.DO_NOT_CALL, "who_asked", {"who_asked": None}),
    ],
)
def test_the_second_thing_missing_is_named(
    outcome: Outcome, field: str, unsaid: dict[str, Any]
) -> None:
    with pytest.raises(Refusal) as caught:
        check_call(call(outcome, **COMPLETE[outcome] | unsaid))
    assert caught.value.field == field


def test_a_name_is_good_enough_for_somebody_not_on_file() -> None:
    check_call(call(Outcome.CALL_BACK, when=TUESDAY, person_name="Priya Nair"))


def test_what_has_a_default_may_be_left_unsaid() -> None:
    assert RULES[Outcome.NOT_NOW].offered == {Need.WHEN}
    assert RULES[Outcome.GATEKEEPER].offered == {Need.BEST_TIME}


@pytest.mark.parametrize(
    ("scope", "field", "key"),
    [(Scope.NUMBER, "number", "number_id"), (Scope.PERSON, "person", "person_id")],
)
def test_do_not_call_names_the_number_or_the_person(scope: Scope, field: str, key: str) -> None:
    said = call(Outcome.DO_NOT_CALL, scope=scope, who_asked="Jon")
    with pytest.raises(Refusal) as caught:
        check_call(said)
    assert caught.value.field == field
    assert len(needs_of(said)) == 3
    check_call(replace(said, **{key: 3}))


@pytest.mark.parametrize(
    ("outcome", "said", "field"),
    [
        (Outcome.NOT_INTERESTED, {"reason": "the weather"}, "reason"),
        (Outcome.BAD_NUMBER, {"number_fate": "haunted"}, "number_fate"),
        (Outcome.DO_NOT_CALL, {"scope": "planet", "who_asked": "Jon"}, "scope"),
        (Outcome.SEND_PACK, {"person_id": 1, "channel": "pigeon"}, "channel"),
        (Outcome.SEND_PACK, {"person_id": 1, "channel": Channel.CALL}, "channel"),
        (Outcome.NO_ANSWER, {"seconds": -1}, "seconds"),
    ],
)
def test_what_is_no_choice_is_refused(outcome: Outcome, said: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_call(call(outcome, **said))
    assert caught.value.field == field


def test_reading_a_choice() -> None:
    assert read_choice(" Too  SMALL ", Reason, field="reason") is Reason.TOO_SMALL
    with pytest.raises(Refusal, match="disconnected, wrong company, person left, fax"):
        read_choice("x" * 1_000_000, NumberFate, field="number_fate")
    assert len(REASONS) == 9


def test_what_ends_the_cadence() -> None:
    ending = {outcome for outcome in Outcome if ends_cadence(call(outcome, **COMPLETE[outcome]))}
    assert ending == {Outcome.NOT_INTERESTED, Outcome.DO_NOT_CALL}
    assert not ends_cadence(call(Outcome.DO_NOT_CALL, scope=Scope.NUMBER))
