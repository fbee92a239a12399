"""The best part of the day comes from the company's own calls, and only from enough of them."""

from datetime import UTC, datetime

from crm.actions.calls import log_call
from crm.data.book import Book
from crm.data.queries.answered_times import answered_times
from crm.data.queries.call_card import call_card
from crm.domain.calendar import PartOfDay
from crm.domain.outcomes import Call, NumberFate, Outcome
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin
from tests.crm.actions.test_calls import first_number


def call_at(book: Book, clock: SetClock, company: int, day: int, hour: int, **said: object) -> None:
    clock.set(datetime(2003, 3, day, hour, 0, tzinfo=UTC))
    outcome = said.pop("outcome", Outcome.NO_ANSWER)
    book.do(log_call, Call(company, outcome, **said))  # type: ignore[arg-type]


def test_who_answers_in_the_morning_is_best_rung_then(book: Book, clock: SetClock) -> None:
    company = begin(book).do(add_firm).value
    number = book.ask(first_number, company)
    keeper = {"outcome": Outcome.GATEKEEPER, "gatekeeper_name": "Jon", "number_id": number}
    call_at(book, clock, company, 17, 9, **keeper)
    call_at(book, clock, company, 18, 10, **keeper)
    call_at(book, clock, company, 19, 13, number_id=number)
    call_at(book, clock, company, 20, 16, number_id=number)
    assert book.ask(answered_times, company) == {}
    call_at(book, clock, company, 21, 16, number_id=number)
    best = book.ask(answered_times, company)
    assert {key: found.part for key, found in best.items()} == {
        None: PartOfDay.MORNING, number: PartOfDay.MORNING,
    }  # fmt: skip
    assert best[None].words == "best in the morning (2 of 2 answered)"


def test_when_they_rang_says_nothing_of_when_they_answer(book: Book, clock: SetClock) -> None:
    company = begin(book).do(add_firm).value
    for day in (17, 18, 19, 20, 21):
        call_at(
            book, clock, company, day, 9,
            outcome=Outcome.GATEKEEPER, gatekeeper_name="Jon", incoming=True,
        )  # fmt: skip
    assert book.ask(answered_times, company) == {}


def test_a_card_says_of_each_dead_number_why(book: Book) -> None:
    company = begin(book).do(add_firm, numbers=("+441632960123", "+441632960124")).value
    number = book.ask(first_number, company)
    wrong = Call(company, Outcome.BAD_NUMBER, number_id=number, number_fate=NumberFate.FAX)
    book.do(log_call, wrong)
    card = book.ask(call_card, company)
    assert [(dead.number.id, dead.why) for dead in card.dead] == [(number, "a fax machine")]
    assert number not in {one.id for one in card.numbers}
