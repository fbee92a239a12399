from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.cadence import (
    CADENCE,
    DIALLING,
    Cadence,
    CallHistory,
    Consequence,
    Heat,
    StepKind,
    after_meeting,
    after_posting,
    consequence,
    may_revisit_from,
)
from crm.domain.calendar import (
    CALLING_HOURS,
    LONDON,
    is_working_day,
    local_day,
    part_of_day,
    part_start,
    to_instant,
)
from crm.domain.errors import Refusal
from crm.domain.next_steps import When, read_when
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, NumberFate, Outcome, Reason
from crm.domain.stages import Stage, needs_step

FRIDAY = datetime(2003, 3, 14, 10, 0, tzinfo=LONDON)
SAID: dict[Outcome, dict[str, Any]] = {
    Outcome.CALL_BACK: {"person_name": "Priya Nair"},
    Outcome.GATEKEEPER: {"gatekeeper_name": "Jon"},
    Outcome.SEND_PACK: {"person_name": "Helen Marsh", "channel": Channel.POST},
    Outcome.NOT_INTERESTED: {"reason": Reason.COST},
    Outcome.BAD_NUMBER: {"number_fate": NumberFate.DISCONNECTED},
    Outcome.WILL_JOIN: {"plan": "11–24", "signatory": "Helen Marsh"},
    Outcome.BOOKED: {"which": "Secure coding"},
    Outcome.DO_NOT_CALL: {"who_asked": "Jon", "number_id": 1, "person_id": 1},
}


def call(outcome: Outcome, **said: Any) -> Call:
    return Call(company_id=1, outcome=outcome, **SAID.get(outcome, {}) | said)


def follow(
    outcome: Outcome,
    history: CallHistory | None = None,
    stage: Stage = Stage.ATTEMPTING,
    now: datetime = FRIDAY,
    **said: Any,
) -> Consequence:
    return consequence(call(outcome, **said), history or CallHistory(), stage, now)


def told(found: Consequence) -> tuple[Any, ...]:
    assert found.step is not None
    return (found.step.kind, found.step.day, found.step.part, found.stage)


@st.composite
def calls(draw: st.DrawFn, now: datetime) -> Call:
    outcome = draw(st.sampled_from(Outcome))
    said: dict[str, Any] = {}
    phrase = draw(st.sampled_from(["+1d", "tue 2pm", "2w", "1 jun 7:00", "3wd am", "sat"]))
    if outcome in {Outcome.CALL_BACK, Outcome.BOOKED} or draw(st.booleans()):
        said["when"] = read_when(phrase, now)
    if outcome is Outcome.DO_NOT_CALL:
        said["scope"] = draw(st.sampled_from(Scope))
    return call(outcome, **said)


@given(st.data(), st.sampled_from(Stage), st.booleans())
def test_every_open_company_has_exactly_one_step(
    data: st.DataObject, stage: Stage, member: bool
) -> None:
    history = CallHistory(member=member)
    now = datetime(2003, 3, 14, 9, 5, tzinfo=UTC)
    for _ in range(data.draw(st.integers(1, 25), label="calls")):
        now += timedelta(minutes=data.draw(st.integers(1, 20_000), label="minutes on"))
        left = data.draw(st.integers(0, 2), label="numbers left")
        said = data.draw(calls(now))
        found = consequence(said, replace(history, usable_numbers_left=left), stage, now)
        history, before = found.history, stage
        stage = found.stage or stage
        if member:
            assert stage is before
        elif not history.calls_closed:
            assert needs_step(stage) == (found.step is not None)
        if history.calls_closed and found.step is not None:
            assert found.step.kind not in DIALLING
        if found.step is not None:
            assert found.step.day >= local_day(now)
            assert found.step.text
            assert found.step.at is None or local_day(found.step.at) == found.step.day
        assert found.stage is not before
        assert found.stage is not Stage.NEW


@given(st.sampled_from(Outcome), st.integers(0, 60 * 24 * 365))
def test_what_the_rule_plans_itself_is_on_a_working_day(outcome: Outcome, minutes: int) -> None:
    now = datetime(2003, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    when = When(local_day(now) + timedelta(days=30))
    said = {"when": when} if outcome in {Outcome.CALL_BACK, Outcome.BOOKED} else {}
    scope = {"scope": Scope.NUMBER} if outcome is Outcome.DO_NOT_CALL else {}
    found = follow(outcome, CallHistory(usable_numbers_left=1), now=now, **said, **scope)
    if found.step is not None:
        assert is_working_day(found.step.day)
        assert found.step.at is None or CALLING_HOURS.contain(found.step.at)


def test_one_round_of_no_answers() -> None:
    at, history, stage = FRIDAY, CallHistory(), Stage.NEW
    rows = []
    for _ in range(6):
        found = follow(Outcome.NO_ANSWER, history, stage, at)
        assert found.step is not None
        assert found.counts_as_try
        history, stage = found.history, found.stage or stage
        rows.append((found.step.day, str(found.step.part), str(stage), found.propose_letter))
        part = found.step.part or part_of_day(at)
        at = to_instant(found.step.day, part_start(part))
    assert rows == [
        (date(2003, 3, 18), "early afternoon", "Attempting", False),
        (date(2003, 3, 20), "late afternoon", "Attempting", False),
        (date(2003, 3, 25), "morning", "Attempting", True),
        (date(2003, 3, 31), "early afternoon", "Attempting", False),
        (date(2003, 4, 8), "late afternoon", "Attempting", False),
        (date(2003, 7, 7), "morning", "Resting", False),
    ]
    assert history.tries == 6
    assert history.cycles_this_year == 1
    assert history.cycles_since == FRIDAY.date()


@given(st.dates(date(2001, 1, 1), date(2030, 1, 1)))
def test_at_most_two_rounds_begin_in_the_year_of_the_first(first: date) -> None:
    at, history, stage = to_instant(first, time(10)), CallHistory(), Stage.NEW
    began: list[date] = []
    for tried in range(30):
        if tried % 6 == 0:
            began.append(local_day(at))
        found = follow(Outcome.NO_ANSWER, history, stage, at)
        assert found.step is not None
        history, stage = found.history, found.stage or stage
        at = to_instant(found.step.day, time(10))
    for one, other in pairwise(began[::2]):
        assert other - one >= timedelta(days=365)
    for one, other in pairwise(began):
        assert other - one >= timedelta(days=90)


def test_a_message_waits_two_working_days_and_ends_a_round_too() -> None:
    assert told(follow(Outcome.MESSAGE, CallHistory(tries=3))) == (
        StepKind.CALL,
        date(2003, 3, 18),
        "early afternoon",
        None,
    )
    assert follow(Outcome.MESSAGE, CallHistory(tries=5)).stage is Stage.RESTING


def test_engaged_is_repeated_twice_and_then_counts_as_no_answer() -> None:
    first = follow(Outcome.ENGAGED, stage=Stage.NEW)
    assert first.step is not None
    assert first.step.at == FRIDAY + timedelta(minutes=30)
    assert first.step.repeat
    assert first.stage is Stage.ATTEMPTING
    assert not first.counts_as_try
    second = follow(Outcome.ENGAGED, first.history)
    assert second.step is not None
    assert second.step.repeat
    third = follow(Outcome.ENGAGED, second.history)
    assert third.step is not None
    assert (third.step.at, third.step.repeat) == (None, False)
    assert third.step == follow(Outcome.NO_ANSWER).step
    assert third.counts_as_try
    assert (third.history.tries, third.history.engaged_in_a_row) == (1, 0)


def test_an_engaged_repeat_waits_for_the_next_working_morning() -> None:
    evening = datetime(2003, 4, 17, 17, 5, tzinfo=LONDON)
    step = follow(Outcome.ENGAGED, now=evening).step
    assert step is not None
    assert step.at == datetime(2003, 4, 22, 8, 30, tzinfo=LONDON)
    assert step.day == date(2003, 4, 22)


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.CALL_BACK, Outcome.SEND_PACK])
def test_a_company_with_a_pack_keeps_its_stage(outcome: Outcome) -> None:
    when = read_when("tue 2pm", FRIDAY)
    assert follow(outcome, stage=Stage.PACK_SENT, when=when).stage is None


def test_a_promised_time_is_kept() -> None:
    found = follow(Outcome.CALL_BACK, when=read_when("tue 2pm", FRIDAY))
    assert found.step is not None
    assert found.step.at == datetime(2003, 3, 18, 14, 0, tzinfo=LONDON)
    assert (found.step.promised, found.step.text) == (True, "Call back Priya Nair")
    assert found.stage is Stage.IN_CONVERSATION
    assert found.warnings == ()


def test_a_promise_without_a_clock_time_lands_in_calling_hours() -> None:
    found = follow(Outcome.CALL_BACK, when=When(date(2003, 3, 15)))
    assert found.step is not None
    assert (found.step.day, found.step.at) == (date(2003, 3, 17), None)
    assert found.warnings == (
        "Nobody can be called on Sat 15 Mar any more: moved to Mon 17 Mar.",
        "No clock time was said: it comes up on Mon 17 Mar from 08:30.",
    )
    tuesday = follow(Outcome.CALL_BACK, when=read_when("tue am", FRIDAY))
    assert tuesday.warnings == (
        "No clock time was said: it comes up on Tue 18 Mar in the morning.",
    )


def test_the_gatekeepers_time_or_two_working_days() -> None:
    assert told(follow(Outcome.GATEKEEPER, stage=Stage.NEW)) == (
        StepKind.CALL,
        date(2003, 3, 18),
        "early afternoon",
        Stage.ATTEMPTING,
    )
    best = follow(Outcome.GATEKEEPER, best_time=read_when("mon 9:30", FRIDAY))
    assert best.step is not None
    assert best.step.at == datetime(2003, 3, 17, 9, 30, tzinfo=LONDON)


def test_a_pack_is_queued_and_then_asked_about() -> None:
    found = follow(Outcome.SEND_PACK)
    assert found.queue_pack
    assert told(found) == (
        StepKind.POST_PACK,
        date(2003, 3, 17),
        None,
        Stage.IN_CONVERSATION,
    )
    assert found.step is not None
    assert found.step.text == "Post the pack to Helen Marsh"
    assert found.history.hot is Heat.ASKED
    step = after_posting(date(2003, 4, 15))
    assert (step.kind, step.day) == (StepKind.CALL, date(2003, 4, 24))


def test_not_now_rests_ninety_days_or_as_said() -> None:
    history = CallHistory(hot=Heat.ASKED)
    found = follow(Outcome.NOT_NOW, history)
    assert told(found) == (StepKind.CALL, date(2003, 6, 12), None, Stage.RESTING)
    assert found.history.hot is None
    said = follow(Outcome.NOT_NOW, when=When(date(2003, 9, 1)))
    assert told(said) == (StepKind.CALL, date(2003, 9, 1), None, Stage.RESTING)


def test_not_interested_ends_it() -> None:
    found = follow(Outcome.NOT_INTERESTED, stage=Stage.PACK_SENT)
    assert (found.step, found.stage) == (None, Stage.DECLINED)
    assert may_revisit_from(date(2003, 3, 14)) == date(2004, 3, 15)


def test_a_bad_number_leads_to_the_next_one_and_then_to_none() -> None:
    found = follow(Outcome.BAD_NUMBER, CallHistory(usable_numbers_left=1))
    assert told(found) == (StepKind.CALL, FRIDAY.date(), None, None)
    assert found.step is not None
    assert found.step.repeat
    last = follow(Outcome.BAD_NUMBER, stage=Stage.NEW)
    assert told(last) == (StepKind.FIND_NUMBER, FRIDAY.date(), None, Stage.ATTEMPTING)
    assert not last.counts_as_try


def test_the_form_is_chased() -> None:
    found = follow(Outcome.WILL_JOIN)
    assert told(found) == (StepKind.CHASE_FORM, date(2003, 3, 21), None, Stage.IN_CONVERSATION)
    assert found.history.hot is Heat.JOINING


@pytest.mark.parametrize(
    ("booked", "confirm"),
    [
        (date(2003, 4, 22), date(2003, 4, 17)),
        (date(2003, 3, 20), date(2003, 3, 19)),
        (date(2003, 3, 17), date(2003, 3, 14)),
        (date(2003, 3, 14), date(2003, 3, 14)),
        (date(2003, 3, 15), date(2003, 3, 14)),
    ],
)
def test_a_booking_is_confirmed_the_working_day_before(booked: date, confirm: date) -> None:
    found = follow(Outcome.BOOKED, when=When(booked))
    assert told(found) == (StepKind.CONFIRM, confirm, None, Stage.IN_CONVERSATION)


def test_after_a_meeting_comes_a_call() -> None:
    assert after_meeting(date(2003, 4, 17), "Secure coding").day == date(2003, 4, 22)
    assert after_meeting(date(2003, 4, 17)).text == "Ask how the meeting was"


def test_do_not_call() -> None:
    company = follow(Outcome.DO_NOT_CALL, stage=Stage.PACK_SENT, scope=Scope.COMPANY)
    assert (company.step, company.stage, company.closes_calls) == (None, None, True)
    assert company.history.calls_closed
    left = CallHistory(usable_numbers_left=1)
    number = follow(Outcome.DO_NOT_CALL, left, Stage.NEW, scope=Scope.NUMBER)
    assert told(number) == (StepKind.CALL, FRIDAY.date(), None, Stage.ATTEMPTING)
    person = follow(Outcome.DO_NOT_CALL, scope=Scope.PERSON)
    assert told(person) == (StepKind.FIND_NUMBER, FRIDAY.date(), None, None)
    assert not person.closes_calls


def test_a_company_closed_to_calls_can_still_be_sent_a_pack() -> None:
    closed = CallHistory(calls_closed=True)
    assert follow(Outcome.SEND_PACK, closed).step is not None
    assert follow(Outcome.NO_ANSWER, closed).step is None
    assert follow(Outcome.WILL_JOIN, closed).step is None


def test_a_conversation_begins_a_new_count() -> None:
    history = CallHistory(tries=4, cycles_this_year=1, cycles_since=date(2003, 1, 6))
    assert follow(Outcome.SEND_PACK, history).history.tries == 0
    assert follow(Outcome.SEND_PACK, history).history.cycles_this_year == 0
    assert follow(Outcome.GATEKEEPER, history).history.tries == 0
    assert follow(Outcome.GATEKEEPER, history).history.cycles_this_year == 1


def test_an_applied_company_that_does_not_answer_stays_applied() -> None:
    found = follow(Outcome.NO_ANSWER, CallHistory(tries=5), Stage.APPLIED)
    assert told(found) == (StepKind.CALL, date(2003, 6, 12), "early afternoon", None)


def test_a_call_of_yesterday_plans_from_yesterday_but_not_into_the_past() -> None:
    late = datetime(2003, 3, 13, 15, 10, tzinfo=LONDON)
    assert told(follow(Outcome.NO_ANSWER, at=late))[1:3] == (date(2003, 3, 17), "morning")
    long_ago = datetime(2003, 2, 3, 15, 10, tzinfo=LONDON)
    assert told(follow(Outcome.NO_ANSWER, at=long_ago))[1] == FRIDAY.date()
    with pytest.raises(Refusal) as caught:
        follow(Outcome.NO_ANSWER, at=FRIDAY + timedelta(minutes=1))
    assert caught.value.field == "at"


def test_a_call_that_says_too_little_has_no_consequence() -> None:
    with pytest.raises(Refusal) as caught:
        follow(Outcome.CALL_BACK)
    assert caught.value.field == "next_step"


def test_the_intervals_are_data() -> None:
    assert CADENCE.tries == 6
    quick = Cadence(waits=(1,), rest_days=30)
    found = consequence(call(Outcome.NO_ANSWER), CallHistory(tries=1), Stage.NEW, FRIDAY, quick)
    assert told(found)[1:] == (date(2003, 4, 14), "early afternoon", Stage.RESTING)


def test_a_typed_time_stands_over_the_one_of_the_cadence() -> None:
    when = read_when("tue 2pm", FRIDAY)
    step = consequence(Call(1, Outcome.NO_ANSWER, when=when), CallHistory(), Stage.NEW, FRIDAY).step
    assert step is not None
    assert (step.day, step.at, step.promised) == (when.day, when.at, True)


def test_a_typed_time_does_not_keep_a_pack_from_being_posted() -> None:
    call = Call(
        1, Outcome.SEND_PACK, person_id=1, channel=Channel.POST, when=read_when("tue 2pm", FRIDAY)
    )
    step = consequence(call, CallHistory(), Stage.NEW, FRIDAY).step
    assert step is not None
    assert step.kind is StepKind.POST_PACK
    assert step.at is None
