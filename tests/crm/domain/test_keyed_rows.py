"""Rows of the grid for results on paper, read as calls."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.errors import Refusal
from crm.domain.keyed_rows import (
    Cell,
    KeyedRow,
    KnownCompany,
    cell_of,
    cells_to_fill,
    choices_of,
    first_values,
    outcome_of_key,
    read_clock_cell,
    read_row,
)
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import REASONS, RULES, NumberFate, Outcome, check_call

AT = datetime(2003, 3, 14, 10, tzinfo=UTC)
FIRM = KnownCompany(
    482,
    "Potteries Data Ltd",
    (("Ms Helen Marsh", 1), ("Jon Adeyemi", 2), ("Sue Marsh", 3)),
    ((11, "01632 960123"), (12, "01632 960200")),
    person="Ms Helen Marsh",
    band="1 to 10 staff",
)


def row(outcome: Outcome, **cells: str) -> KeyedRow:
    return KeyedRow(FIRM, outcome, **cells)


def trouble_of(read: Callable[[], object]) -> Cell | None:
    try:
        read()
    except Refusal as refusal:
        return cell_of(refusal.field)
    return None


def refused(keyed: KeyedRow) -> Cell:
    with pytest.raises(Refusal) as caught:
        read_row(keyed, AT, REASONS)
    return cell_of(caught.value.field)


@pytest.mark.parametrize("outcome", Outcome)
def test_first_values_and_the_cells_asked_for_are_enough_for_every_outcome(
    outcome: Outcome,
) -> None:
    typed = {Cell.WHO: "Jo Bell", Cell.NEXT: "tue 2pm"}
    if outcome is Outcome.NOT_INTERESTED:
        typed[Cell.SAYS] = "cost"
    filled = {
        **{c: typed[c] for c in cells_to_fill(outcome) if c in typed},
        **first_values(outcome, FIRM),
    }
    names = {Cell.WHO: "who", Cell.SAYS: "says", Cell.NEXT: "next_step"}
    call = read_row(
        row(outcome, **{names[cell]: text for cell, text in filled.items()}), AT, REASONS
    )
    check_call(call, REASONS)
    assert (call.company_id, call.at, call.outcome) == (482, AT, outcome)
    assert outcome_of_key(RULES[outcome].key.lower()) is outcome


def test_a_row_without_a_company_or_an_outcome_is_refused_there() -> None:
    assert refused(KeyedRow()) is Cell.COMPANY
    assert refused(KeyedRow(FIRM)) is Cell.OUTCOME


@pytest.mark.parametrize(
    ("outcome", "cell"),
    [
        (Outcome.CALL_BACK, Cell.NEXT),
        (Outcome.GATEKEEPER, Cell.WHO),
        (Outcome.NOT_INTERESTED, Cell.SAYS),
        (Outcome.BAD_NUMBER, Cell.SAYS),
        (Outcome.WILL_JOIN, Cell.SAYS),
        (Outcome.DO_NOT_CALL, Cell.SAYS),
    ],
)
def test_what_is_missing_is_refused_at_its_cell(outcome: Outcome, cell: Cell) -> None:
    assert refused(row(outcome)) is cell


def test_people_are_known_by_an_unmistakable_part_of_their_name() -> None:
    for typed, person in (("helen marsh", None), ("Ms Helen Marsh", 1), ("jon", 2), ("sue", 3)):
        call = read_row(row(Outcome.CALL_BACK, who=typed, next_step="+3d"), AT, REASONS)
        if person is not None:
            assert (call.person_id, call.person_name) == (person, "")
    call = read_row(row(Outcome.CALL_BACK, who="Marsh", next_step="+3d"), AT, REASONS)
    assert (call.person_id, call.person_name) == (None, "Marsh")


def test_words_of_a_closed_list_may_be_shortened() -> None:
    def reason(text: str) -> str | None:
        return read_row(row(Outcome.NOT_INTERESTED, says=text), AT, REASONS).reason

    assert reason("co") == "cost"
    assert reason("Budget") == "no budget this year"
    assert reason("busy") == "too busy"
    assert refused(row(Outcome.NOT_INTERESTED, says="too")) is Cell.SAYS
    assert refused(row(Outcome.NOT_INTERESTED, says="weather")) is Cell.SAYS
    pack = read_row(row(Outcome.SEND_PACK, says="e", who="jon"), AT, REASONS)
    assert pack.channel is Channel.EMAIL


def test_the_number_meant_is_the_first_or_told_by_its_digits() -> None:
    first = read_row(row(Outcome.BAD_NUMBER, says="fax"), AT, REASONS)
    assert (first.number_id, first.number_fate) == (11, NumberFate.FAX)
    second = read_row(row(Outcome.BAD_NUMBER, says="disc 960200"), AT, REASONS)
    assert (second.number_id, second.number_fate) == (12, NumberFate.DISCONNECTED)
    assert refused(row(Outcome.BAD_NUMBER, says="fax 999999")) is Cell.SAYS
    barred = read_row(row(Outcome.DO_NOT_CALL, says="num 960200", who="jon"), AT, REASONS)
    assert (barred.scope, barred.number_id, barred.who_asked) == (Scope.NUMBER, 12, "jon")
    assert read_row(row(Outcome.NO_ANSWER), AT, REASONS).number_id is None
    alone = replace(FIRM, numbers=FIRM.numbers[:1])
    assert read_row(KeyedRow(alone, Outcome.NO_ANSWER), AT, REASONS).number_id == 11


def test_when_is_read_as_said_on_the_day_of_the_call() -> None:
    call = read_row(row(Outcome.CALL_BACK, who="jon", next_step="tomorrow 2pm"), AT, REASONS)
    assert call.when is not None
    assert call.when.day == date(2003, 3, 15)
    assert refused(row(Outcome.CALL_BACK, who="jon", next_step="31 feb")) is Cell.NEXT


def test_what_would_be_lost_in_silence_is_refused() -> None:
    assert refused(row(Outcome.NOT_INTERESTED, says="cost", next_step="tue 2pm")) is Cell.NEXT
    assert refused(row(Outcome.SEND_PACK, who="jon", says="post", next_step="+3d")) is Cell.NEXT
    assert refused(row(Outcome.NO_ANSWER, says="cost")) is Cell.SAYS


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", None), ("1410", time(14, 10)), ("14:10", time(14, 10)), ("9.30", time(9, 30)),
        ("2", time(14)), ("210", time(14, 10)), ("2pm", time(14)), ("12", time(12)),
        ("12am", time(0)), ("9", time(9)), ("0905", time(9, 5)), ("7:15am", time(7, 15)),
    ],
)  # fmt: skip
def test_times_are_read_as_they_are_noted(typed: str, expected: time | None) -> None:
    assert read_clock_cell(typed) == expected


@given(st.text(max_size=12))
def test_any_other_time_is_refused_at_its_cell(typed: str) -> None:
    assert trouble_of(lambda: read_clock_cell(typed)) in {None, Cell.TIME}


@given(st.sampled_from(Outcome), st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused_at_a_cell(
    outcome: Outcome, who: str, says: str, when: str
) -> None:
    keyed = row(outcome, who=who, says=says, next_step=when)
    found = trouble_of(lambda: check_call(read_row(keyed, AT, REASONS), REASONS))
    assert found in {None, Cell.WHO, Cell.SAYS, Cell.NEXT}


def test_closed_lists_are_those_of_the_book() -> None:
    assert choices_of(Outcome.NOT_INTERESTED, ("dear", "far")) == ("dear", "far")
    assert choices_of(Outcome.NO_ANSWER, REASONS) == ()
