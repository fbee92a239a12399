"""Each promise is told once for each instant it is due at, whatever the clock does."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.reminders import (
    AWAY,
    REMEMBERED,
    SNOOZE,
    Absence,
    Due,
    Promise,
    ReminderMemory,
    look,
    put_off,
    say_how_soon,
    say_promise,
    why_away,
)

NOW = datetime(2003, 3, 14, 10, 0, tzinfo=UTC)
AHEAD = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)


def promise(step: int, at: datetime, person: str = "") -> Promise:
    return Promise(step, step, f"Firm {step}", at, person)


def seen(minutes: float = 0) -> ReminderMemory:
    """A memory of someone who looked a while before NOW."""
    return ReminderMemory(NOW - minutes * MINUTE)


def test_a_promise_is_told_five_minutes_before_and_not_again() -> None:
    one = promise(1, NOW + AHEAD)
    early = look([one], seen(1), NOW - timedelta(seconds=1), AHEAD)
    assert early.remind == ()
    found = look([one], early.memory, NOW, AHEAD)
    assert found.remind == (one,)
    assert found.came_due == ()
    assert look([one], found.memory, NOW + MINUTE, AHEAD).remind == ()


def test_what_passed_while_nobody_looked_is_listed_once() -> None:
    unseen, near = promise(1, NOW - 30 * MINUTE), promise(2, NOW + 2 * MINUTE)
    found = look([near, unseen], seen(60), NOW, AHEAD)
    assert found.came_due == (unseen,)
    assert found.remind == (near,)
    again = look([near, unseen], found.memory, NOW + 90 * MINUTE, AHEAD)
    assert (again.remind, again.came_due) == ((), ())


def test_what_was_told_before_closing_is_not_listed_after_it() -> None:
    one = promise(1, NOW + 3 * MINUTE)
    told = look([one], seen(), NOW, AHEAD)
    later = look([one], told.memory, NOW + timedelta(hours=20), AHEAD)
    assert (later.remind, later.came_due) == ((), ())


def test_the_very_first_look_lists_nothing_old() -> None:
    old, near = promise(1, NOW - timedelta(days=3)), promise(2, NOW + MINUTE)
    found = look([old, near], ReminderMemory(), NOW, AHEAD)
    assert (found.remind, found.came_due) == ((near,), ())
    assert look([old, near], found.memory, NOW + MINUTE, AHEAD).remind == ()


def test_a_step_moved_to_another_time_is_told_anew() -> None:
    told = look([promise(1, NOW)], seen(1), NOW, AHEAD).memory
    moved = promise(1, NOW + timedelta(hours=1))
    assert look([moved], told, NOW + timedelta(minutes=56), AHEAD).came_due == ()
    soon = look([], told, NOW + timedelta(minutes=55), AHEAD).memory
    assert look([moved], soon, NOW + timedelta(minutes=56), AHEAD).remind == (moved,)


def test_a_snooze_tells_once_more_after_ten_minutes() -> None:
    one = promise(1, NOW + AHEAD)
    memory = put_off(look([one], seen(), NOW, AHEAD).memory, one.due, NOW)
    before = look([one], memory, NOW + SNOOZE - MINUTE, AHEAD)
    assert before.remind == ()
    after = look([one], before.memory, NOW + SNOOZE, AHEAD)
    assert after.remind == (one,)
    assert after.memory.snoozed == ()
    assert look([one], after.memory, NOW + 2 * SNOOZE, AHEAD).remind == ()


def test_a_snoozed_step_that_was_done_is_let_go() -> None:
    one = promise(1, NOW)
    memory = put_off(look([one], seen(), NOW, AHEAD).memory, one.due, NOW)
    assert look([], memory, NOW + SNOOZE, AHEAD).memory.snoozed == ()


def test_a_clock_set_back_two_days_ends_no_snooze_in_two_days_and_repeats_nothing() -> None:
    told, put = promise(1, NOW), promise(2, NOW)
    memory = put_off(look([told, put], seen(), NOW, AHEAD).memory, put.due, NOW)
    back = NOW - timedelta(days=2)
    found = look([], memory, back, AHEAD)  # by this clock neither is near
    assert (found.remind, found.came_due) == ((), ())
    ripe = look([told, put], found.memory, NOW - 3 * MINUTE, AHEAD)
    assert (ripe.remind, ripe.came_due) == ((put,), ())


def test_a_new_promise_is_told_though_the_clock_was_set_back() -> None:
    back = NOW - timedelta(days=2)
    fresh = promise(7, back + AHEAD)
    assert look([fresh], ReminderMemory(NOW), back, AHEAD).remind == (fresh,)


def test_the_hour_that_comes_twice_is_two_instants() -> None:
    london = ZoneInfo("Europe/London")
    first = datetime(2003, 10, 26, 1, 30, tzinfo=london, fold=0).astimezone(UTC)
    second = datetime(2003, 10, 26, 1, 30, tzinfo=london, fold=1).astimezone(UTC)
    both = [promise(1, first), promise(2, second)]
    found = look(both, ReminderMemory(first - MINUTE), first, AHEAD)
    assert found.remind == (both[0],)
    later = look(both, ReminderMemory(second - MINUTE, found.memory.told), second, AHEAD)
    assert later.remind == (both[1],)


def test_what_is_remembered_stays_small() -> None:
    many = [promise(n, NOW - n * MINUTE) for n in range(REMEMBERED + 50)]
    found = look(many, seen(), NOW, AHEAD)
    assert len(found.memory.told) == REMEMBERED
    assert Due(NOW, 0) in found.memory.told


clocks = st.lists(
    st.one_of(
        st.integers(1, 90).map(lambda s: timedelta(seconds=s)),
        st.sampled_from(
            [timedelta(days=2), timedelta(days=-2), timedelta(hours=1), timedelta(hours=-1),
             timedelta(days=400), timedelta(days=-400), timedelta(minutes=9)]
        ),
    ),
    min_size=1,
    max_size=40,
)  # fmt: skip
times = st.lists(st.integers(-3_000, 3_000), min_size=1, max_size=12)


@given(clocks, times, st.sampled_from([0, 1, 5, 30]))
def test_each_is_told_once_and_none_is_missed_however_the_clock_moves(
    moves: list[timedelta], minutes: list[int], ahead: int
) -> None:
    promises = [promise(n, NOW + m * MINUTE) for n, m in enumerate(minutes)]
    early = timedelta(minutes=ahead)
    now, told, ripe = NOW, Counter[Due](), set[Due]()
    memory = look(promises, ReminderMemory(), NOW, early).memory
    silent = {p.due for p in promises if p.due_at <= NOW}
    soon = {p.due for p in promises if NOW < p.due_at <= NOW + early}
    told.update(soon)
    for move in moves:
        now += move
        found = look(promises, memory, now, early)
        memory = found.memory
        told.update(p.due for p in (*found.remind, *found.came_due))
        ripe |= {p.due for p in promises if p.due_at - early <= now}
    assert set(told.values()) <= {1}
    assert set(told) == (ripe | soon) - silent


@given(clocks, times)
def test_the_zone_a_time_is_written_in_changes_nothing(
    moves: list[timedelta], minutes: list[int]
) -> None:
    zones = [UTC, ZoneInfo("Europe/London"), ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York")]
    plain = [promise(n, NOW + m * MINUTE) for n, m in enumerate(minutes)]
    zoned = [promise(n, p.due_at.astimezone(zones[n % len(zones)])) for n, p in enumerate(plain)]
    one = other = ReminderMemory(NOW - AWAY)
    now = NOW
    for number, move in enumerate(moves):
        now += move
        first = look(plain, one, now, AHEAD)
        second = look(zoned, other, now.astimezone(zones[number % len(zones)]), AHEAD)
        one, other = first.memory, second.memory
        assert [p.step_id for p in first.remind] == [p.step_id for p in second.remind]
        assert [p.step_id for p in first.came_due] == [p.step_id for p in second.came_due]


@pytest.mark.parametrize(
    ("passed", "ran", "why"),
    [
        (timedelta(hours=9), None, Absence.CLOSED),
        (timedelta(hours=9), timedelta(hours=9), Absence.ASLEEP),
        (timedelta(days=2), timedelta(seconds=20), Absence.CLOCK),
    ],
)
def test_it_says_why_nobody_looked(passed: timedelta, ran: timedelta | None, why: Absence) -> None:
    assert why_away(passed, ran) is why


def test_it_says_what_and_how_soon() -> None:
    one = promise(3, datetime(2003, 7, 1, 9, 30, tzinfo=UTC), "Sarah Marsh")
    assert say_promise(one) == "10:30, Sarah Marsh at Firm 3"
    assert say_promise(promise(3, one.due_at)) == "10:30, Firm 3"
    said = {
        -5: "in 5 minutes", -1: "in 1 minute", 0: "now", 12: "12 minutes ago",
        150: "2 hours ago", 4_000: "days ago",
    }  # fmt: skip
    for minutes, words in said.items():
        assert say_how_soon(one, one.due_at + minutes * MINUTE) == words
