"""Conditions of parts: kept and read back, said in words, and decided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.errors import Refusal
from crm.domain.part_conditions import (
    ALWAYS,
    Circumstances,
    Mailing,
    PartCondition,
    read_condition,
    say_condition,
    why_not,
    write_condition,
)

NAMES = st.lists(st.sampled_from(["1–4", "5–10", "11–24", "Stoke & “Trent”"]), max_size=3)
STAFF = st.none() | st.integers(0, 50)


@st.composite
def conditions(draw: st.DrawFn) -> PartCondition:
    first = draw(STAFF)
    last = draw(st.none() | st.integers(first or 0, 60))
    return PartCondition(
        bands=tuple(draw(NAMES)),
        branches=tuple(draw(NAMES)),
        mailing=draw(st.none() | st.sampled_from(list(Mailing))),
        events=draw(st.none() | st.booleans()),
        staff_from=first,
        staff_to=last,
        member=draw(st.none() | st.booleans()),
    )


@st.composite
def circumstances(draw: st.DrawFn) -> Circumstances:
    return Circumstances(
        band=draw(st.sampled_from(["", "1–4", "11–24"])),
        branch=draw(st.sampled_from(["", "Stoke & “Trent”", "Staffordshire"])),
        staff=draw(STAFF),
        mailed_before=draw(st.booleans()),
        events=draw(st.booleans()),
        member=draw(st.booleans()),
    )


@given(conditions())
def test_a_condition_is_read_back_as_it_was_written(condition: PartCondition) -> None:
    assert read_condition(write_condition(condition)) == condition
    assert bool(condition) is (say_condition(condition) != "always")
    assert bool(condition) is bool(write_condition(condition))


@given(conditions(), circumstances())
def test_a_part_goes_exactly_where_every_single_condition_holds(
    condition: PartCondition, found: Circumstances
) -> None:
    single = [
        PartCondition(bands=condition.bands),
        PartCondition(branches=condition.branches),
        PartCondition(mailing=condition.mailing),
        PartCondition(events=condition.events),
        PartCondition(member=condition.member),
        PartCondition(staff_from=condition.staff_from, staff_to=condition.staff_to),
    ]
    assert (not why_not(condition, found)) is all(not why_not(one, found) for one in single)
    assert not why_not(ALWAYS, found)


@given(circumstances())
def test_exactly_one_of_two_opposites_holds(found: Circumstances) -> None:
    for one, other in (
        (PartCondition(mailing=Mailing.FIRST), PartCondition(mailing=Mailing.LATER)),
        (PartCondition(events=True), PartCondition(events=False)),
        (PartCondition(member=True), PartCondition(member=False)),
    ):
        assert bool(why_not(one, found)) is not bool(why_not(other, found))


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (ALWAYS, "always"),
        (PartCondition(bands=("1–4", "5–10")), "only band 1–4 or 5–10"),
        (PartCondition(branches=("Staffordshire",)), "only branch Staffordshire"),
        (PartCondition(staff_from=5, staff_to=10), "only 5 to 10 staff"),
        (PartCondition(staff_from=5), "only 5 staff or more"),
        (PartCondition(staff_to=10), "only 10 staff or fewer"),
        (
            PartCondition(mailing=Mailing.LATER, member=False),
            "only with later mailings, only who is no member",
        ),
        (PartCondition(events=True), "only while there are coming events"),
    ],
)
def test_conditions_are_said_in_words(condition: PartCondition, said: str) -> None:
    assert say_condition(condition) == said


def test_what_keeps_a_part_away_is_said_of_the_company() -> None:
    small = Circumstances(band="1–4", staff=3)
    assert why_not(PartCondition(bands=("5–10",)), small) == "their band is 1–4"
    assert why_not(PartCondition(staff_from=5), small) == "they have 3 staff"
    assert why_not(PartCondition(events=True), small) == "there are no coming events"
    assert why_not(PartCondition(branches=("Warwickshire",)), small) == "their branch is not known"


@pytest.mark.parametrize(
    "kept",
    ["nonsense", "[1]", '{"bands": "1–4"}', '{"who": 1}', '{"staff_from": "5"}',
     '{"mailing": "third"}', '{"member": 1}', '{"staff_from": 9, "staff_to": 3}'],
)  # fmt: skip
def test_what_is_no_condition_is_refused(kept: str) -> None:
    with pytest.raises(Refusal):
        read_condition(kept)
