"""A value comes back as it was, through text."""

import json
from dataclasses import fields
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.calendar import PartOfDay
from crm.domain.next_steps import When
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, NumberFate, Outcome
from crm.domain.plain_data import as_data, from_data

NOW = datetime(2003, 3, 14, 10, 0, tzinfo=UTC)

texts = st.text(max_size=20)
whens = st.builds(
    When,
    st.dates(date(2003, 1, 1), date(2004, 1, 1)),
    st.none() | st.just(NOW),
    st.none() | st.sampled_from(PartOfDay),
    st.lists(texts, max_size=2).map(tuple),
)
calls = st.builds(
    Call,
    st.integers(1, 2**62),
    st.sampled_from(Outcome),
    person_id=st.none() | st.integers(1, 2**62),
    note=texts,
    seconds=st.integers(0, 9_999),
    at=st.none() | st.just(NOW),
    when=st.none() | whens,
    channel=st.none() | st.sampled_from(Channel),
    reason=st.none() | texts,
    number_fate=st.none() | st.sampled_from(NumberFate),
    scope=st.none() | st.sampled_from(Scope),
    best_time=st.none() | whens,
    incoming=st.booleans(),
    key=texts,
)


@given(calls)
def test_every_call_comes_back_as_it_was(call: Call) -> None:
    assert from_data(Call, json.loads(json.dumps(as_data(call)))) == call


def test_every_field_is_carried() -> None:
    """A field that is added later must come back too, of whatever kind it is."""
    filled = {
        "company_id": 7, "outcome": Outcome.CALL_BACK, "at": NOW, "channel": Channel.POST,
        "when": When(NOW.date(), NOW), "best_time": When(NOW.date(), part=PartOfDay.MORNING),
        "number_fate": NumberFate.FAX, "scope": Scope.PERSON,
    }  # fmt: skip
    for one in fields(Call):
        if one.name not in filled:
            known = {"int": 3, "bool": True, "str": "x"}
            kind = str(getattr(one.type, "__name__", one.type)).partition(" ")[0]
            filled[one.name] = known[kind]
    call = Call(**filled)  # type: ignore[arg-type]
    back = from_data(Call, json.loads(json.dumps(as_data(call))))
    assert back == call
    assert all(getattr(back, one.name) != one.default for one in fields(Call))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"company_id": 7},
        {"company_id": "7", "outcome": "no-answer"},
        {"company_id": 7, "outcome": "perhaps"},
        {"company_id": 7, "outcome": "no-answer", "at": "yesterday"},
        {"company_id": 7, "outcome": "no-answer", "when": "tuesday"},
        {"company_id": None, "outcome": "no-answer"},
    ],
)
def test_what_is_no_call_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        from_data(Call, data)


def test_what_a_later_release_added_is_passed_over() -> None:
    data = {"company_id": 7, "outcome": "no-answer", "mood": "good"}
    assert from_data(Call, data) == Call(7, Outcome.NO_ANSWER)
