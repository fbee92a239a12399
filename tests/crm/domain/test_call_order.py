import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from crm.domain.call_order import Band
from crm.domain.call_queue import Candidate, SetAside, build_queue, set_aside_reason
from crm.domain.calling_rules import CallingRules
from crm.domain.planned_steps import Heat
from crm.domain.queue_marks import Marks
from crm.domain.stages import Stage
from tests.crm.domain.queue_candidates import (
    MONDAY,
    NOW,
    aside,
    due,
    new,
    packed,
    promised,
    retry,
    said,
    snoozed,
)


def test_marks_move_a_company_but_not_before_a_promise() -> None:
    earlier = NOW - timedelta(hours=1)
    in_order = [
        promised(1, marks=Marks(later_at=earlier)),
        new(2, marks=Marks(pinned_at=earlier)),
        due(3, marks=Marks(pinned_at=NOW)),
        new(4, marks=Marks(snoozed_until=earlier)),
        due(5, hot=Heat.ASKED),
        new(6, name="Added", stage=Stage.DECLINED, marks=Marks(added_at=earlier)),
        due(7, name="Beside"),
        retry(8),
        new(9),
        due(10, hot=Heat.JOINING, marks=Marks(later_at=earlier)),
        new(11, marks=Marks(later_at=NOW)),
    ]
    found = build_queue(random.Random(3).sample(in_order, len(in_order)), NOW)
    assert found.order == tuple(range(1, 12))
    assert [row.band for row in found.rows].count(Band.BY_THE_RULES) == 5


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        (retry(marks=Marks(pinned_at=NOW)), (3, "pinned", "Pinned: 2nd try, no answer Monday")),
        (new(marks=Marks(later_at=NOW)), (4, "later today", "Later today: Never called")),
        (snoozed(until=NOW), (2, "10:25", "Snoozed until 10:25: Call")),
        (new(marks=Marks(added_at=NOW)), (2, "today", "Added to today: Never called")),
        (
            due(due_on=date(2003, 3, 20), marks=Marks(added_at=NOW)),
            (2, "today", "Added to today: Call, due Thu 20 Mar"),
        ),
        (
            promised(due_on=date(2003, 3, 20), due_at=None, marks=Marks(added_at=NOW)),
            (2, "today", "Added to today: Call back Priya Nair, promised for Thu 20 Mar"),
        ),
        (
            new(stage=Stage.DECLINED, marks=Marks(added_at=NOW)),
            (2, "today", "Added to today: Declined"),
        ),
        (due(marks=Marks(added_at=NOW)), (2, "due", "Call")),
    ],
)
def test_a_mark_is_said_in_the_row(candidate: Candidate, expected: tuple[int, str, str]) -> None:
    assert said(candidate) == expected


def test_no_mark_lifts_the_caps_or_an_objection() -> None:
    marks = Marks(pinned_at=NOW, added_at=NOW)
    assert aside(new(objects=True, marks=marks)) is SetAside.OBJECTION
    assert aside(retry(tries_today=2, marks=marks)) is SetAside.COOLING
    assert aside(promised(due_at=NOW + timedelta(hours=2), marks=marks)) is SetAside.LATER_TODAY
    assert aside(promised(marks=Marks(snoozed_until=NOW + timedelta(hours=1)))) is None
    morning = retry(last_try_at=MONDAY.replace(hour=9))
    assert aside(morning) is SetAside.OTHER_TIME
    assert aside(replace(morning, marks=marks)) is None


def test_the_rules_of_the_book_are_those_that_count() -> None:
    rules = CallingRules(tries_a_day=3, cooling_minutes=15, ahead_minutes=30, hot_after_pack=10)
    waits = promised(due_at=NOW + timedelta(minutes=25))
    tried = retry(tries_today=2, last_try_at=NOW.replace(hour=8, minute=0), hot=Heat.ASKED)
    assert build_queue([waits], NOW).order == ()
    assert build_queue([waits], NOW, rules=rules).order == (1,)
    assert build_queue([tried], NOW).order == ()
    assert build_queue([tried], NOW, rules=rules).order == (1,)
    just = replace(tried, last_try_at=NOW - timedelta(minutes=10))
    assert build_queue([just], NOW, rules=rules).order == ()
    assert set_aside_reason(just, SetAside.COOLING, NOW, rules).endswith("again from 10:30")
    (row,) = build_queue([packed()], NOW, rules=rules).rows
    assert row.badge == "due"
