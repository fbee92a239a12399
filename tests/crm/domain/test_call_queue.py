import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.calendar import (
    LONDON,
    PartOfDay,
    part_of_day,
    working_days_between,
)
from crm.domain.call_order import Band
from crm.domain.call_queue import (
    BadgeKind,
    Candidate,
    SetAside,
    build_queue,
    set_aside_reason,
    why_empty,
)
from crm.domain.outcomes import Outcome
from crm.domain.planned_steps import Heat, StepKind
from crm.domain.queue_marks import Marks
from crm.domain.stages import Stage
from tests.crm.domain.queue_candidates import (
    MONDAY,
    NOW,
    TODAY,
    aside,
    due,
    new,
    packed,
    promised,
    retry,
    said,
    snoozed,
)


def test_the_whole_order() -> None:
    in_order = [
        promised(1, due_at=NOW - timedelta(days=1), due_on=date(2003, 3, 13)),
        promised(2, due_at=NOW - timedelta(minutes=20)),
        promised(3, due_at=NOW + timedelta(minutes=10)),
        due(4, repeat=True),
        due(5, hot=Heat.JOINING, step_kind=StepKind.CHASE_FORM),
        packed(6, due_on=date(2003, 3, 13)),
        packed(7),
        due(8, hot=Heat.ASKED),
        due(9, due_on=date(2003, 3, 12)),
        due(10, due_on=date(2003, 3, 13)),
        due(11, name="A"),
        due(12, name="b"),
        due(13, due_at=NOW, repeat=True),
        retry(14, due_on=date(2003, 3, 12)),
        retry(15),
        retry(16, due_on=date(2003, 3, 11), part=PartOfDay.LATE_AFTERNOON),
        new(17, source_kind="referral"),
        new(18, source_kind="event"),
        new(19, lapsed=True, stage=Stage.APPLIED),
        new(20, name="Aardvark"),
        new(21, name="Zebra", source_kind="list"),
    ]
    shuffled = random.Random(7).sample(in_order, len(in_order))
    found = build_queue(shuffled, NOW)
    assert found.order == tuple(range(1, 22))
    assert [row.group for row in found.rows] == [1] * 3 + [2] * 10 + [3] * 3 + [4] * 5


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        (promised(), (1, "10:30", "Call back Priya Nair, promised for 10:30")),
        (
            promised(due_on=date(2003, 3, 13), due_at=NOW - timedelta(days=1)),
            (1, "Thu 13 Mar 10:25", "Call back Priya Nair, promised for Thu 13 Mar 10:25"),
        ),
        (promised(due_at=None, step_text=""), (1, "today", "Call back, promised for today")),
        (
            promised(due_at=None, part=PartOfDay.MORNING),
            (1, "this morning", "Call back Priya Nair, promised for this morning"),
        ),
        (packed(), (2, "follow up", "Pack posted 7 days ago")),
        (
            packed(tries=1, last_try_at=MONDAY),
            (2, "follow up", "Pack posted 7 days ago, 2nd try"),
        ),
        (
            due(hot=Heat.JOINING, step_text="Chase the form"),
            (2, "will join", "Will join: chase the form"),
        ),
        (due(hot=Heat.ASKED), (2, "follow up", "Asked for information: call")),
        (due(step_kind=StepKind.POST_PACK), (2, "post", "Post the pack")),
        (
            due(step_kind=StepKind.FIND_NUMBER, due_on=date(2003, 3, 12)),
            (2, "number", "Find a number, due Wed 12 Mar"),
        ),
        (
            due(due_at=NOW, step_text="Best time to call"),
            (2, "due", "Best time to call, at 10:25"),
        ),
        (due(repeat=True, step_text="Call the next number"), (2, "again", "Call the next number")),
        (retry(), (3, "retry", "2nd try, no answer Monday")),
        (
            retry(tries=2, last_outcome=Outcome.MESSAGE, last_try_at=MONDAY + timedelta(days=3)),
            (3, "retry", "3rd try, message left yesterday"),
        ),
        (
            retry(tries=10, last_try_at=datetime(2003, 2, 3, 15, tzinfo=LONDON)),
            (3, "retry", "11th try, no answer Mon 3 Feb"),
        ),
        (new(), (4, "new", "Never called")),
        (
            new(source_kind="referral", source_text="Referred by Tamworth IT"),
            (4, "referral", "Referred by Tamworth IT"),
        ),
        (new(source_kind="event"), (4, "warm", "Came to an event")),
        (new(source_kind="lapsed"), (4, "lapsed", "Was a member")),
        (
            new(lapsed=True, stage=Stage.APPLIED, source_kind="referral", source_text="By Tom"),
            (4, "lapsed", "Was a member"),
        ),
        (new(source_kind="list", source_text="list.csv, row 2"), (4, "new", "Never called")),
    ],
)
def test_each_row_says_its_reason(candidate: Candidate, expected: tuple[int, str, str]) -> None:
    assert said(candidate) == expected


def test_a_row_as_it_is_shown() -> None:
    (row,) = build_queue([promised(name="Trentside Systems Ltd", town="Stafford")], NOW).rows
    assert (row.name, row.line) == ("Trentside Systems Ltd", "Call back Priya Nair · Stafford")
    assert row.badge_kind is BadgeKind.DUE
    (row,) = build_queue([new(town="")], NOW).rows
    assert row.line == "Never called"


def test_a_promise_comes_up_ten_minutes_before_its_time() -> None:
    at = NOW + timedelta(minutes=11)
    assert aside(promised(due_at=at)) is SetAside.LATER_TODAY
    assert aside(promised(due_at=at), NOW + timedelta(minutes=1)) is None
    afternoon = promised(due_at=None, part=PartOfDay.EARLY_AFTERNOON)
    assert aside(afternoon) is SetAside.LATER_TODAY
    assert aside(afternoon, NOW.replace(hour=11, minute=50)) is None


def test_other_steps_come_up_at_their_time_and_on_their_day() -> None:
    assert aside(due(due_at=NOW + timedelta(minutes=1))) is SetAside.LATER_TODAY
    assert aside(due(due_on=date(2003, 3, 15))) is SetAside.ANOTHER_DAY
    assert aside(due(part=PartOfDay.LATE_AFTERNOON)) is SetAside.LATER_TODAY
    assert aside(due(part=PartOfDay.LATE_AFTERNOON, due_on=date(2003, 3, 13))) is None


def test_retries_wait_an_hour_and_stop_at_two_a_day() -> None:
    tried = {"last_try_at": NOW.replace(hour=11, minute=0), "tries_today": 1}
    assert aside(retry(**tried), NOW.replace(hour=11, minute=59)) is SetAside.COOLING
    assert aside(retry(**tried), NOW.replace(hour=12, minute=0)) is None
    twice = retry(last_try_at=NOW - timedelta(hours=2), tries_today=2)
    assert aside(twice, NOW.replace(hour=16)) is SetAside.COOLING


@pytest.mark.parametrize("exempt", [{"promised": True}, {"repeat": True}, {"tries": 0}])
def test_only_retries_are_bound(exempt: dict[str, Any]) -> None:
    just_now = NOW - timedelta(minutes=5)
    assert aside(retry(last_try_at=just_now, tries_today=2, **exempt)) is None


def test_a_retry_comes_at_another_part_of_the_day() -> None:
    morning = retry(last_try_at=MONDAY.replace(hour=9))
    assert aside(morning) is SetAside.OTHER_TIME
    assert aside(morning, NOW.replace(hour=12)) is None
    assert aside(packed(tries=1, last_try_at=MONDAY.replace(hour=9))) is None


@pytest.mark.parametrize("make", [new, due, promised, retry, packed])
def test_nobody_who_objects_or_has_no_number_is_called(make: Any) -> None:
    assert aside(make(objects=True, has_usable_number=False)) is SetAside.OBJECTION
    assert aside(make(has_usable_number=False)) is SetAside.NO_NUMBER


def test_closed_companies_and_members_are_no_matter_for_the_queue() -> None:
    quiet = [
        new(1, stage=Stage.DECLINED),
        new(2, stage=Stage.INELIGIBLE),
        new(3, stage=Stage.APPLIED, member=True),
        new(4, member=True, source_kind="lapsed"),
        new(5, lapsed=True, stage=Stage.DECLINED),
    ]
    found = build_queue(quiet, NOW)
    assert (found.rows, found.set_aside) == ((), {})
    assert aside(new(stage=Stage.ATTEMPTING)) is SetAside.NO_STEP
    assert said(due(member=True, stage=Stage.APPLIED))[0] == 2


@given(st.dates(date(2001, 1, 1), date(2020, 1, 1)), st.integers(0, 20))
def test_a_pack_is_hot_from_the_fifth_working_day(posted: date, days: int) -> None:
    today = posted + timedelta(days=days)
    now = datetime(today.year, today.month, today.day, 10, tzinfo=UTC)
    candidate = packed(pack_posted_on=posted, due_on=today)
    hot = said(candidate, now)[2].startswith("Pack posted")
    assert hot == (working_days_between(posted, today) >= 5)


@pytest.mark.parametrize(
    ("candidate", "why", "reason"),
    [
        (new(), SetAside.OBJECTION, "Asked not to be called"),
        (new(), SetAside.NO_NUMBER, "No usable number: find one"),
        (new(), SetAside.NO_STEP, "No next step: set one"),
        (retry(tries_today=2), SetAside.COOLING, "Tried twice today"),
        (retry(tries_today=3), SetAside.COOLING, "Tried 3 times today"),
        (snoozed(), SetAside.SNOOZED, "Snoozed until 10:45"),
        (new(stage=Stage.DECLINED), SetAside.CLOSED, "Declined: nothing is planned"),
        (new(stage=Stage.APPLIED, member=True), SetAside.CLOSED, "A member"),
        (
            retry(last_try_at=NOW - timedelta(minutes=20)),
            SetAside.COOLING,
            "Tried at 10:05, again from 11:05",
        ),
        (retry(), SetAside.OTHER_TIME, "Last tried in the morning too: again from 12:00"),
        (promised(), SetAside.LATER_TODAY, "Call back Priya Nair, due 10:30"),
        (due(due_on=date(2003, 3, 20)), SetAside.ANOTHER_DAY, "Call, due Thu 20 Mar"),
    ],
)
def test_those_set_aside_say_why(candidate: Candidate, why: SetAside, reason: str) -> None:
    assert set_aside_reason(candidate, why, NOW) == reason


def test_the_last_part_of_a_day_waits_for_the_next_morning() -> None:
    late = NOW.replace(hour=16)
    assert set_aside_reason(retry(), SetAside.OTHER_TIME, late).endswith(
        "in the morning from 08:30"
    )


def test_an_empty_queue_says_why() -> None:
    assert "import a list" in why_empty(build_queue([], NOW))
    waiting = [new(1, objects=True), new(2, objects=True), due(3, due_on=date(2003, 3, 20))]
    assert why_empty(build_queue(waiting, NOW)) == (
        "Nobody is to be called now: 2 asked not to be called, 1 due another day."
    )
    assert why_empty(build_queue([new()], NOW, limit=0)) == ""


def test_a_clock_set_back_holds_nobody_up() -> None:
    assert aside(retry(last_try_at=NOW.replace(hour=12) + timedelta(days=2))) is None


def test_a_set_says_of_the_closed_too() -> None:
    closed = [new(1, stage=Stage.DECLINED), new(2, stage=Stage.APPLIED, member=True)]
    found = build_queue(closed, NOW, closed_too=True)
    assert [each.company_id for each in found.set_aside[SetAside.CLOSED]] == [1, 2]


instants = st.integers(0, 20 * 24 * 60).map(lambda back: NOW - timedelta(minutes=back))
candidates = st.builds(
    Candidate,
    company_id=st.integers(1, 10_000),
    name=st.sampled_from(["Ash Ltd", "ash ltd", "Élan", "Zeta"]),
    stage=st.sampled_from(Stage),
    step_kind=st.sampled_from(StepKind),
    due_on=st.none() | st.dates(date(2003, 3, 1), date(2003, 3, 20)),
    due_at=st.none() | instants | instants.map(lambda at: NOW + (NOW - at)),
    part=st.none() | st.sampled_from(PartOfDay),
    promised=st.booleans(),
    repeat=st.booleans(),
    tries=st.integers(0, 7),
    tries_today=st.integers(0, 3),
    last_try_at=st.none() | instants,
    last_outcome=st.none() | st.sampled_from(Outcome),
    source_kind=st.sampled_from(["referral", "event", "lapsed", "list", "other", ""]),
    hot=st.none() | st.sampled_from(Heat),
    pack_posted_on=st.none() | st.dates(date(2003, 2, 1), date(2003, 3, 14)),
    has_usable_number=st.booleans(),
    objects=st.booleans(),
    member=st.booleans(),
    lapsed=st.booleans(),
    marks=st.builds(
        Marks,
        pinned_at=st.none() | instants,
        later_at=st.none() | instants,
        snoozed_until=st.none() | instants | instants.map(lambda at: NOW + (NOW - at)),
        added_at=st.none() | instants,
    ),
)


@given(st.lists(candidates, unique_by=lambda each: each.company_id), st.randoms())
def test_any_facts_make_one_queue(facts: list[Candidate], chance: random.Random) -> None:
    found = build_queue(facts, NOW)
    assert build_queue(chance.sample(facts, len(facts)), NOW) == found
    assert build_queue(facts, NOW, limit=2).rows == found.rows[:2]
    assert [row.company_id for row in found.rows] == list(found.order)
    plain = [row.group for row in found.rows if row.band is Band.BY_THE_RULES]
    assert plain == sorted(plain)
    assert [row.band for row in found.rows] == sorted(row.band for row in found.rows)
    by_id = {each.company_id: each for each in facts}
    waiting = [each.company_id for these in found.set_aside.values() for each in these]
    assert len({*found.order, *waiting}) == len(found.order) + len(waiting)
    for row in found.rows:
        each = by_id[row.company_id]
        assert each.has_usable_number
        assert not each.objects
        assert each.due_on is None or each.due_on <= TODAY or each.marks.wanted()
        assert row.badge
        if each.due_on is not None and each.is_retry():
            assert each.tries_today < 2
            tried = each.last_try_at
            assert tried is None or tried > NOW or NOW - tried >= timedelta(hours=1)
        if row.group == 3 and each.last_try_at is not None and not each.marks.wanted():
            assert part_of_day(each.last_try_at) is not part_of_day(NOW)
    for why, these in found.set_aside.items():
        assert all(set_aside_reason(each, why, NOW) for each in these)


def untrue(reason: str, each: Candidate) -> list[str]:
    """List what a reason says that the facts do not bear out."""
    said = reason.casefold()
    marks, tried, today = each.marks, each.last_try_at, TODAY
    claims = {
        "pinned": marks.pinned_at is not None,
        "later today": marks.later_at is not None,
        "snoozed until": marks.snoozed_until is not None and marks.snoozed_until <= NOW,
        "added to today": marks.wanted() and (each.due_on is None or each.due_on > today),
        "promised for": each.promised,
        "will join": each.hot is Heat.JOINING,
        "asked for information": each.hot is Heat.ASKED,
        "pack posted": each.stage is Stage.PACK_SENT and each.pack_posted_on is not None,
        " try": each.tries > 0,
        "no answer": each.last_outcome is Outcome.NO_ANSWER and tried is not None,
        "message left": each.last_outcome is Outcome.MESSAGE and tried is not None,
        "never called": each.due_on is None and each.stage is Stage.NEW,
        "was a member": each.lapsed or each.source_kind == "lapsed",
        "referred": each.source_kind == "referral",
        "came to an event": each.source_kind == "event",
        ", due": each.due_on is not None and each.due_on != today,
        "post the pack": each.step_kind is StepKind.POST_PACK,
        "chase the form": each.step_kind is StepKind.CHASE_FORM,
        "find a number": each.step_kind is StepKind.FIND_NUMBER,
    }
    return [words for words, true in claims.items() if words in said and not true]


@given(candidates)
def test_a_reason_says_only_what_is_true(each: Candidate) -> None:
    for row in build_queue([each], NOW).rows:
        assert untrue(row.reason, each) == []
        if row.group == 3:
            assert f"{each.tries + 1}" in row.reason
        if each.marks.pinned_at is not None and row.group != 1:
            assert row.reason.startswith("Pinned: ")


def test_tries_are_counted_in_words() -> None:
    assert said(retry(tries=21))[2].startswith("22nd try")
