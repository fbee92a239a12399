"""What rules of calling come to, day by day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.domain.calendar import PartOfDay, local_day, part_of_day, say_clock
from crm.domain.calling_rules import CALLING_RULES, CallingRules
from crm.domain.outcomes import Outcome
from crm.domain.simulation import DAYS, Happening, Story, simulate
from crm.domain.stages import Stage
from tests.crm.domain.test_calling_rules import any_rules, with_cadence

MONDAY = date(2003, 11, 3)
DATES = st.dates(date(2003, 1, 1), date(2010, 12, 31))


def shown(happened: tuple[Happening, ...]) -> list[str]:
    return [f"{one.when.day:%d %b} {one.when.part or say_clock(one.at)}" for one in happened]


def test_a_company_that_never_answers_is_tried_six_times_and_rests() -> None:
    happened = simulate(CALLING_RULES, Story.NOBODY, MONDAY)
    assert shown(happened) == [
        "03 Nov 08:30",
        "05 Nov early afternoon",
        "07 Nov late afternoon",
        "12 Nov morning",
        "18 Nov early afternoon",
        "26 Nov late afternoon",
        "24 Feb morning",
    ]
    assert [one.number for one in happened] == [1, 2, 3, 4, 5, 6, 0]
    assert [one.letter for one in happened].index(True) == 2
    assert happened[-1].planned
    assert happened[-1].stage is Stage.RESTING


def test_a_pack_asked_for_is_posted_and_asked_about() -> None:
    happened = simulate(CALLING_RULES, Story.PACK, MONDAY)
    assert [one.outcome for one in happened[:5]] == [
        Outcome.NO_ANSWER, Outcome.NO_ANSWER, Outcome.SEND_PACK, None, Outcome.NO_ANSWER,
    ]  # fmt: skip
    assert [one.when.day.day for one in happened[:5]] == [3, 5, 7, 10, 17]
    assert happened[3].text == "The pack is posted"
    assert happened[4].stage is Stage.PACK_SENT


def test_an_engaged_company_is_rung_again_within_the_hour() -> None:
    happened = simulate(CALLING_RULES, Story.ENGAGED, MONDAY)
    assert [say_clock(one.at) for one in happened[:3]] == ["08:30", "09:00", "09:30"]
    assert [one.number for one in happened[:3]] == [0, 0, 1]


def test_not_now_rests_beyond_the_days_shown() -> None:
    happened = simulate(CALLING_RULES, Story.NOT_NOW, MONDAY)
    assert [one.planned for one in happened] == [False, True]
    assert happened[1].when.day == date(2004, 2, 2)


def test_labels_of_the_book_are_used() -> None:
    labels = ("Rang out", *CALLING_RULES.labels[1:])
    rules = CallingRules(labels=labels)
    assert simulate(rules, Story.NOBODY, MONDAY)[0].text == "Rang out"


@given(any_rules(), st.sampled_from(Story), DATES)
@settings(max_examples=150)
def test_every_sample_keeps_to_its_rules(rules: CallingRules, story: Story, starts: date) -> None:
    happened = simulate(rules, story, starts)
    hours = rules.cadence.hours
    assert happened
    assert all(one.at <= other.at for one, other in pairwise(happened))
    assert all(hours.contain(one.at) for one in happened)
    assert all(local_day(one.at) < starts + timedelta(days=DAYS) for one in happened[:-1])
    assert not any(one.planned for one in happened[:-1])
    # It never just stops: an open company has a next step, which comes or is still to come.
    assert happened[-1].planned or len(happened) >= 400
    for one in happened:
        assert one.when.day == local_day(one.at)
        assert one.when.part in (None, part_of_day(one.at))


@given(any_rules(), DATES)
@settings(max_examples=150)
def test_retries_keep_their_distance_and_their_number(rules: CallingRules, starts: date) -> None:
    happened = [one for one in simulate(rules, Story.NOBODY, starts, 120) if not one.planned]
    for one, other in pairwise(happened):
        assert other.at - one.at >= rules.cooling
        assert part_of_day(one.at) is not part_of_day(other.at)
    days = [local_day(one.at) for one in happened]
    assert max(map(days.count, days)) <= rules.tries_a_day
    rests = [one.number for one in happened if one.stage is Stage.RESTING]
    assert all(number % rules.cadence.tries == 0 for number in rests)


@pytest.mark.parametrize("waits", [(1,), (0, 0, 0), (5, 1)])
def test_a_round_has_one_more_try_than_waits(waits: tuple[int, ...]) -> None:
    happened = simulate(with_cadence(waits=waits), Story.NOBODY, MONDAY)
    assert len([one for one in happened if not one.planned]) == len(waits) + 1


def test_the_parts_of_the_day_take_turns() -> None:
    parts = [one.when.part for one in simulate(CALLING_RULES, Story.NOBODY, MONDAY)[1:4]]
    assert parts == [PartOfDay.EARLY_AFTERNOON, PartOfDay.LATE_AFTERNOON, PartOfDay.MORNING]
