import pytest

from crm.domain.calendar import PartOfDay
from crm.domain.number_health import BestTime, Tally, best_time, kind_order, why_not_dialled
from crm.domain.person_fields import NUMBER_KINDS, NUMBER_STATES

MORNING, EARLY, LATE = PartOfDay


def test_a_part_that_stands_out_is_said() -> None:
    found = best_time({MORNING: Tally(4, 3), EARLY: Tally(2, 0), LATE: Tally(3, 1)})
    assert found == BestTime(MORNING, 3, 4)
    assert found.words == "best in the morning (3 of 4 answered)"


@pytest.mark.parametrize(
    "tallies",
    [
        {},
        {MORNING: Tally(4, 4)},
        {MORNING: Tally(6, 0), LATE: Tally(3, 0)},
        {MORNING: Tally(4, 2), LATE: Tally(2, 1)},
        {MORNING: Tally(1, 1), LATE: Tally(8, 3)},
    ],
)
def test_few_calls_or_no_difference_say_nothing(tallies: dict[PartOfDay, Tally]) -> None:
    assert best_time(tallies) is None


def test_why_a_number_is_not_dialled() -> None:
    assert why_not_dialled("usable", "+441785960123") == ""
    assert why_not_dialled("fax", "+441785960123") == "a fax machine"
    assert why_not_dialled("usable", None) == "cannot be dialled"
    assert why_not_dialled("usable", "+44", left=True) == "the person has left"
    assert why_not_dialled("fax", "+44", objects=True) == "asked not to be called"
    assert "the person asked" in why_not_dialled("usable", "+44", person_objects=True)
    assert "company asked" in why_not_dialled("usable", "+44", objects=True, closed=True)


def test_every_state_but_usable_says_something() -> None:
    said = {state: why_not_dialled(state, "+441785960123") for state in NUMBER_STATES}
    assert [state for state, why in said.items() if not why] == ["usable"]


def test_direct_numbers_come_first_and_the_switchboard_last() -> None:
    assert sorted(NUMBER_KINDS, key=kind_order) == ["direct", "mobile", "", "switchboard"]
