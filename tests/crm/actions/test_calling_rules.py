"""Rules of calling that a book has of its own, and the steps that a change of them moves."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from crm.actions.calling_rules import set_calling_rules
from crm.actions.calls import log_call
from crm.actions.companies import set_next_step, trash
from crm.actions.letters import post_run
from crm.data.book import Book
from crm.data.connection import Reading
from crm.data.queries.call_card import call_card, calling_day
from crm.data.queries.calling_rules import calling_rules
from crm.data.queries.company import company_page
from crm.data.queries.moved_steps import AFTER_A_PACK, MovedSteps, moved_by
from crm.data.queries.timeline import timeline
from crm.data.records.activities import NextStep
from crm.data.records.companies import Company
from crm.domain.calendar import CallingHours, PartOfDay
from crm.domain.calling_rules import CALLING_RULES, CallingRules
from crm.domain.errors import Refusal
from crm.domain.next_steps import read_when
from crm.domain.objections import Channel
from crm.domain.outcomes import Call, Outcome
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin
from tests.crm.actions.test_letters import make, two_packs
from tests.crm.domain.test_calling_rules import with_cadence

TO_HELEN = {"person_name": "Helen Marsh"}
MONDAY = date(2003, 3, 17)
TUESDAY = date(2003, 3, 18)


def firms(book: Book, count: int = 1) -> list[int]:
    begin(book)
    return [book.do(add_firm, f"Firm {place}").value for place in range(count)]


def due(reading: Reading, company: int) -> date:
    query = select(NextStep.due_on).where(
        NextStep.company_id == company, NextStep.done_at.is_(None)
    )
    return reading.sql.execute(query).scalar_one()


def days_moved(found: MovedSteps) -> list[tuple[date, date]]:
    return [(step.before.day, step.after.day) for step in found.steps]


def test_a_book_calls_by_its_own_rules(book: Book) -> None:
    (company,) = firms(book)
    rules = with_cadence(waits=(1, 1), call_after_pack=3)
    assert book.do(set_calling_rules, rules).changes.label == "Change the rules of calling"
    assert book.ask(calling_rules) == rules
    assert book.ask(calling_day).rules == rules
    assert book.ask(call_card, company).rules == rules
    book.do(log_call, Call(company, Outcome.NO_ANSWER))
    assert book.ask(due, company) == MONDAY
    book.undo()
    book.undo()
    assert book.ask(calling_rules) == CALLING_RULES


def test_reasons_and_words_are_those_of_the_book(book: Book) -> None:
    (company,) = firms(book)
    labels = tuple(
        "Turned down" if one == "Not interested" else one for one in CALLING_RULES.labels
    )
    book.do(set_calling_rules, replace(CALLING_RULES, reasons=("Dog ate it",), labels=labels))
    with pytest.raises(Refusal, match="Dog ate it") as refused:
        book.do(log_call, Call(company, Outcome.NOT_INTERESTED, reason="cost", **TO_HELEN))
    assert refused.value.field == "reason"
    done = book.do(log_call, Call(company, Outcome.NOT_INTERESTED, reason="dog ATE it"))
    assert done.value.outcome == "Turned down"
    page = book.ask(company_page, company)
    assert (page.stage, page.decline_reason) == ("Declined", "Dog ate it")
    book.do(set_calling_rules, CALLING_RULES)
    assert book.ask(company_page, company).decline_reason == "Dog ate it"
    (entry,) = (e for e in book.ask(timeline, company).entries if e.outcome == "not-interested")
    assert entry.title == "Call · not interested"


def test_rules_as_they_ship_leave_nothing_in_the_book(book: Book) -> None:
    begin(book)
    book.do(set_calling_rules, with_cadence(rest_days=30))
    book.do(set_calling_rules, CALLING_RULES)
    assert book.ask(calling_rules) == CALLING_RULES


def test_rules_nobody_could_call_by_change_nothing(book: Book) -> None:
    begin(book)
    with pytest.raises(Refusal) as refused:
        book.do(set_calling_rules, with_cadence(waits=()))
    assert refused.value.field == "waits"
    assert book.ask(calling_rules) == CALLING_RULES


def test_a_change_moves_what_the_rules_made_and_nothing_else(book: Book, clock: SetClock) -> None:
    tried, typed, told, messaged, thrown, resting = firms(book, 6)
    for company in (tried, typed, thrown):
        book.do(log_call, Call(company, Outcome.NO_ANSWER))
    book.do(set_next_step, typed, read_when("tue", clock()))
    book.do(trash, thrown)
    book.do(log_call, Call(told, Outcome.CALL_BACK, when=read_when("tue 2pm", clock()), **TO_HELEN))
    book.do(log_call, Call(messaged, Outcome.MESSAGE))
    book.do(log_call, Call(resting, Outcome.NOT_NOW, when=read_when("+90d", clock()), **TO_HELEN))
    rules = with_cadence(waits=(4, 2), not_now_days=10)
    found = book.ask(moved_by, rules)
    assert [(step.company_id, step.kind) for step in found.steps] == [(tried, "retries")]
    assert days_moved(found) == [(TUESDAY, date(2003, 3, 20))]
    before = {one: book.ask(due, one) for one in (typed, told, messaged, thrown, resting)}
    done = book.do(set_calling_rules, rules, move=True)
    assert (done.value, done.changes.label) == (
        1,
        "Change the rules of calling and move 1 next step",
    )
    assert book.ask(due, tried) == date(2003, 3, 20)
    assert {one: book.ask(due, one) for one in before} == before
    book.undo()
    assert book.ask(due, tried) == TUESDAY
    assert book.ask(calling_rules) == CALLING_RULES


def test_what_was_moved_is_known_again_and_moves_back(book: Book) -> None:
    (company,) = firms(book)
    book.do(log_call, Call(company, Outcome.NO_ANSWER))
    rules = with_cadence(waits=(4, 2))
    book.do(set_calling_rules, rules, move=True)
    assert days_moved(book.ask(moved_by, CALLING_RULES)) == [(date(2003, 3, 20), TUESDAY)]
    book.do(set_calling_rules, CALLING_RULES, move=True)
    assert book.ask(due, company) == TUESDAY


def test_what_was_left_to_stand_stays(book: Book) -> None:
    (company,) = firms(book)
    book.do(log_call, Call(company, Outcome.NO_ANSWER))
    book.do(set_calling_rules, with_cadence(waits=(4, 2)))
    assert book.ask(moved_by, with_cadence(waits=(6, 2))) == MovedSteps()
    assert book.ask(due, company) == TUESDAY


@pytest.mark.parametrize(
    ("call", "changed", "kind", "moves"),
    [
        (
            {"outcome": Outcome.MESSAGE}, {"message_wait": 1}, "retries", (TUESDAY, MONDAY),
        ),
        (
            {"outcome": Outcome.GATEKEEPER, "gatekeeper_name": "Jo Hill"},
            {"gatekeeper_wait": 1}, "calls past a gatekeeper", (TUESDAY, MONDAY),
        ),
        (
            {"outcome": Outcome.SEND_PACK, "channel": Channel.POST, **TO_HELEN},
            {"post_within": 2}, "packs to post", (MONDAY, TUESDAY),
        ),
        (
            {"outcome": Outcome.NOT_NOW, **TO_HELEN},
            {"not_now_days": 30}, "calls after “not now”", (date(2003, 6, 12), date(2003, 4, 14)),
        ),
        (
            {"outcome": Outcome.WILL_JOIN, "plan": "11–24", "signatory": "Helen Marsh", **TO_HELEN},
            {"chase_form_after": 1}, "forms to chase", (date(2003, 3, 21), MONDAY),
        ),
    ],
)  # fmt: skip
def test_every_sort_of_step_the_cadence_makes_is_found(
    book: Book,
    call: dict[str, object],
    changed: dict[str, object],
    kind: str,
    moves: tuple[date, date],
) -> None:
    (company,) = firms(book)
    book.do(log_call, Call(company, **call))  # type: ignore[arg-type]
    found = book.ask(moved_by, with_cadence(**changed))
    assert (days_moved(found), dict(found.kinds)) == ([moves], {kind: 1})
    assert book.do(set_calling_rules, with_cadence(**changed), move=True).value == 1
    assert book.ask(due, company) == moves[1]
    assert book.ask(moved_by, with_cadence(**changed)) == MovedSteps()


def test_a_best_time_that_was_said_is_not_the_cadences(book: Book, clock: SetClock) -> None:
    (company,) = firms(book)
    said = read_when("tue", clock())
    call = Call(company, Outcome.GATEKEEPER, gatekeeper_name="Jo Hill", best_time=said)
    book.do(log_call, call)
    assert book.ask(due, company) == TUESDAY
    assert book.ask(moved_by, with_cadence(gatekeeper_wait=5)) == MovedSteps()


def test_the_call_after_a_pack_moves(book: Book) -> None:
    ids = two_packs(book)
    run = make(book, ids)
    book.do(post_run, run)
    rules = with_cadence(call_after_pack=10)
    found = book.ask(moved_by, rules)
    assert dict(found.kinds) == {AFTER_A_PACK: 2}
    assert days_moved(found) == [(date(2003, 3, 21), date(2003, 3, 28))] * 2
    assert book.do(set_calling_rules, rules, move=True).value == 2


def test_an_engaged_tone_moves_by_its_minutes(book: Book, clock: SetClock) -> None:
    (company,) = firms(book)
    book.do(log_call, Call(company, Outcome.ENGAGED))
    made = clock()
    clock.forward(minutes=5)
    (moved,) = book.ask(moved_by, with_cadence(engaged_minutes=60)).steps
    assert (moved.before.at, moved.after.at) == (
        made + timedelta(minutes=30), made + timedelta(minutes=60),
    )  # fmt: skip
    (sooner,) = book.ask(moved_by, with_cadence(engaged_minutes=1)).steps
    assert sooner.after.at == clock()


def test_a_step_is_never_moved_into_the_past(book: Book, clock: SetClock) -> None:
    (company,) = firms(book)
    slow = with_cadence(waits=(10, 2))
    book.do(set_calling_rules, slow)
    book.do(log_call, Call(company, Outcome.NO_ANSWER))
    clock.forward(days=7)
    assert days_moved(book.ask(moved_by, CALLING_RULES)) == [(date(2003, 3, 28), date(2003, 3, 21))]
    clock.forward(days=30)
    assert book.ask(moved_by, CALLING_RULES) == MovedSteps()


def test_a_round_that_would_have_ended_is_left_to_its_next_try(book: Book, clock: SetClock) -> None:
    (company,) = firms(book)
    book.do(log_call, Call(company, Outcome.NO_ANSWER))
    clock.forward(days=5)
    book.do(log_call, Call(company, Outcome.NO_ANSWER))
    found = book.ask(moved_by, with_cadence(waits=(2,)))
    assert (found.steps, found.more) == ((), 1)


def test_a_change_of_words_or_caps_moves_nothing(book: Book) -> None:
    (company,) = firms(book)
    book.do(log_call, Call(company, Outcome.NO_ANSWER))
    others = CallingRules(tries_a_day=5, reasons=("none",))
    assert book.ask(moved_by, others) == MovedSteps()
    late = with_cadence(hours=CallingHours(time(10), time(20)), letter_after=1)
    assert book.ask(moved_by, late) == MovedSteps()


def test_the_part_of_the_day_is_kept(book: Book) -> None:
    (company,) = firms(book)
    book.do(log_call, Call(company, Outcome.NO_ANSWER))
    book.do(set_calling_rules, with_cadence(waits=(3,)), move=True)
    parts = select(NextStep.part).where(NextStep.done_at.is_(None))
    assert book.ask(lambda r: r.sql.execute(parts).scalar_one()) == PartOfDay.EARLY_AFTERNOON
    stage = select(Company.stage).where(Company.id == company)
    assert book.ask(lambda r: r.sql.execute(stage).scalar_one()) == "Attempting"
