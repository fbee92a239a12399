import pytest

from crm.domain.errors import Refusal
from crm.domain.stages import (
    LADDER,
    OPEN_STAGES,
    Stage,
    check_move,
    needs_step,
    raised,
    stage_when_applied,
    stage_when_posted,
)


def test_the_stored_words_are_those_people_read() -> None:
    assert [str(stage) for stage in Stage] == [
        "New",
        "Attempting",
        "In conversation",
        "Pack sent",
        "Applied",
        "Resting",
        "Declined",
        "Ineligible",
    ]


def test_open_companies_need_a_step_and_the_others_do_not() -> None:
    needing = {stage for stage in Stage if needs_step(stage)}
    assert needing == OPEN_STAGES == set(Stage) - {Stage.NEW, Stage.DECLINED, Stage.INELIGIBLE}


@pytest.mark.parametrize("stage", Stage)
def test_members_and_companies_closed_to_calls_need_none(stage: Stage) -> None:
    assert not needs_step(stage, member=True)
    assert not needs_step(stage, calls_closed=True)


@pytest.mark.parametrize("stage", set(Stage) - {Stage.NEW, Stage.INELIGIBLE})
def test_nothing_becomes_new_again(stage: Stage) -> None:
    with pytest.raises(Refusal, match="nobody has called") as caught:
        check_move(stage, Stage.NEW)
    assert caught.value.field == "stage"


@pytest.mark.parametrize("before", Stage)
@pytest.mark.parametrize("after", set(Stage) - {Stage.NEW})
def test_every_other_move_is_allowed(before: Stage, after: Stage) -> None:
    check_move(before, after)


def test_an_ineligible_company_may_be_new_again() -> None:
    check_move(Stage.INELIGIBLE, Stage.NEW)


@pytest.mark.parametrize("stage", LADDER)
@pytest.mark.parametrize("to", LADDER)
def test_nobody_is_taken_down_the_ladder(stage: Stage, to: Stage) -> None:
    assert LADDER.index(raised(stage, to)) == max(LADDER.index(stage), LADDER.index(to))


def test_resting_and_declined_companies_come_back() -> None:
    assert raised(Stage.RESTING, Stage.ATTEMPTING) is Stage.ATTEMPTING
    assert raised(Stage.DECLINED, Stage.IN_CONVERSATION) is Stage.IN_CONVERSATION


def test_an_ineligible_company_comes_back_only_by_a_conversation() -> None:
    assert raised(Stage.INELIGIBLE, Stage.ATTEMPTING) is Stage.INELIGIBLE
    assert raised(Stage.INELIGIBLE, Stage.IN_CONVERSATION) is Stage.IN_CONVERSATION


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Stage.NEW, Stage.PACK_SENT),
        (Stage.IN_CONVERSATION, Stage.PACK_SENT),
        (Stage.RESTING, Stage.PACK_SENT),
        (Stage.APPLIED, Stage.APPLIED),
        (Stage.DECLINED, Stage.DECLINED),
        (Stage.INELIGIBLE, Stage.INELIGIBLE),
    ],
)
def test_posting_a_pack(before: Stage, after: Stage) -> None:
    assert stage_when_posted(before) is after


@pytest.mark.parametrize("before", Stage)
def test_a_form_that_is_in_makes_it_applied(before: Stage) -> None:
    assert stage_when_applied(before) is Stage.APPLIED
