from datetime import date, datetime, timedelta
from typing import Any

import pytest

from crm.domain.calendar import LONDON
from crm.domain.call_queue import Candidate, build_queue
from crm.domain.empty_queue import EmptyQueue, Offer, say_empty
from crm.domain.planned_steps import StepKind
from crm.domain.queue_marks import Marks
from crm.domain.stages import Stage

NOW = datetime(2003, 3, 14, 10, 25, tzinfo=LONDON)


def firm(company_id: int, **facts: Any) -> Candidate:
    return Candidate(company_id, f"Company {company_id}", **facts)


def due(company_id: int, **facts: Any) -> Candidate:
    kept = {"stage": Stage.ATTEMPTING, "step_kind": StepKind.CALL, "due_on": NOW.date()}
    return firm(company_id, **kept | facts)


def said(*waiting: Candidate, **counts: Any) -> EmptyQueue:
    found = say_empty(build_queue(waiting, NOW), companies=counts.pop("companies", 5), **counts)
    assert found is not None
    return found


def test_a_book_without_companies_says_how_to_begin() -> None:
    found = said(companies=0)
    assert "import a list" in found.why
    assert found.offers == (Offer.IMPORT, Offer.NEW_COMPANY)


def test_nothing_is_said_while_somebody_is_to_be_called() -> None:
    assert say_empty(build_queue([firm(1)], NOW), companies=1) is None


def test_where_no_number_rings_numbers_are_to_be_found() -> None:
    found = said(due(1, has_usable_number=False), without_number=4)
    assert found.why.startswith("Nobody can be called: no usable number is on file.")
    assert found.offers[:2] == (Offer.WHO_WAITS, Offer.FIND_NUMBERS)


def test_when_everybody_has_been_tried_it_says_from_when_to_go_on() -> None:
    tried = [
        due(place, tries=1, tries_today=1, last_try_at=NOW - timedelta(minutes=10 * place))
        for place in (1, 2)
    ]
    found = said(*tried, later=3)
    assert found.why == (
        "Nobody is to be called now: 2 cooling down, 3 due another day. "
        "The next one comes up at 11:05."
    )
    assert found.offers[0] is Offer.WHO_WAITS


@pytest.mark.parametrize(
    ("waiting", "clock"),
    [
        (due(1, promised=True, due_at=NOW + timedelta(hours=2)), "12:15"),
        (due(1, due_at=NOW + timedelta(hours=2)), "12:25"),
        (firm(1, marks=Marks(snoozed_until=NOW + timedelta(minutes=5))), "10:30"),
    ],
)
def test_the_next_time_is_said(waiting: Candidate, clock: str) -> None:
    assert said(waiting).why.endswith(f"comes up at {clock}.")


def test_steps_of_other_days_are_told_apart() -> None:
    assert said(later=7).why.endswith("every next step is on another day.")
    assert said(due(1, due_on=date(2003, 3, 20))).offers == (Offer.CHOOSE, Offer.IMPORT)
    assert "everything that was planned is done" in said().why


def test_a_set_can_be_left() -> None:
    found = said(due(1, due_on=date(2003, 3, 20)), set_name="Stafford IT")
    assert found.why.startswith("Nobody of “Stafford IT” is to be called now")
    assert found.offers == (Offer.LEAVE_SET, Offer.WHO_WAITS)
    assert said(companies=0, set_name="Stafford IT").offers == (Offer.LEAVE_SET,)
