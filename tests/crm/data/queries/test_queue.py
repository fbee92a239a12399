"""The queue of the book: who is in it, why, and who is set aside."""

from datetime import date, timedelta

from crm.actions.calls import log_call
from crm.actions.companies import set_next_step
from crm.data.book import Book
from crm.data.queries.calling import numbers_to_dial
from crm.data.queries.queue import call_queue, queue_counts, with_counts
from crm.data.records.activities import Membership
from crm.data.records.companies import Company
from crm.data.work import Work
from crm.domain.call_queue import SetAside
from crm.domain.next_steps import When, read_when
from crm.domain.objections import Scope
from crm.domain.outcomes import Call, Outcome
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin


def names(book: Book) -> list[str]:
    return [row.name for row in book.ask(call_queue).queue.rows]


def test_promises_come_before_retries_and_new_companies(book: Book, clock: SetClock) -> None:
    begin(book)
    firms = {
        name: book.do(add_firm, name=name, numbers=(f"+44163296020{place}",)).value
        for place, name in enumerate(["Zeta Ltd", "Alpha Ltd", "Kappa Ltd"])
    }
    when = read_when("mon 10:00", clock())
    book.do(
        log_call,
        Call(firms["Kappa Ltd"], Outcome.CALL_BACK, person_name="Priya Nair", when=when),
    )
    book.do(log_call, Call(firms["Alpha Ltd"], Outcome.NO_ANSWER))
    assert names(book) == ["Zeta Ltd"]
    clock.forward(days=4, hours=5)  # Tuesday afternoon
    found = book.ask(call_queue)
    assert [row.name for row in found.queue.rows] == ["Kappa Ltd", "Alpha Ltd", "Zeta Ltd"]
    assert "Priya Nair" in found.queue.rows[0].reason
    assert found.never_called == 1
    assert found.without_step == 0


def test_nobody_without_a_number_or_with_an_objection_is_in_it(book: Book) -> None:
    begin(book)
    silent = book.do(add_firm, name="Numberless Ltd", numbers=()).value
    stopped = book.do(add_firm, name="Stopped Ltd").value
    shared = book.do(add_firm, name="Sharing Ltd", postcode="B1 1AA").value
    book.do(
        log_call,
        Call(stopped, Outcome.DO_NOT_CALL, scope=Scope.COMPANY, who_asked="Helen Marsh"),
    )
    found = book.ask(call_queue)
    assert found.queue.rows == ()
    assert found.without_number == 1
    # The number belongs to both firms, and digits count, not records.
    assert [c.company_id for c in found.queue.set_aside[SetAside.NO_NUMBER]] == [silent, shared]
    assert found.queue.without_number(found.without_number) == 2
    # While somebody can be called, those who never can are counted only.
    book.do(add_firm, name="Ready Ltd", numbers=("+441632960199",), postcode="WS1 1AA")
    found = book.ask(call_queue)
    assert [c.company_id for c in found.queue.set_aside[SetAside.NO_NUMBER]] == [shared]
    assert found.queue.without_number(found.without_number) == 2


def trash(work: Work, company: int) -> None:
    work.get(Company, company).trashed_at = work.now


def test_a_company_in_the_trash_is_called_by_nobody(book: Book, clock: SetClock) -> None:
    begin(book)
    company = book.do(add_firm).value
    assert names(book) == ["Potteries Data Ltd"]
    book.do(trash, company)
    assert names(book) == []
    book.undo()
    book.do(log_call, Call(company, Outcome.NO_ANSWER))
    assert book.ask(call_queue).later == 1
    clock.forward(days=4, hours=5)
    assert names(book) == ["Potteries Data Ltd"]
    book.do(trash, company)
    assert names(book) == []


def test_what_waits_beyond_the_queue_is_counted_without_the_trash(book: Book) -> None:
    begin(book)
    for name in ("Numberless Ltd", "Thrown Ltd"):
        company = book.do(add_firm, name=name, numbers=()).value
    book.do(trash, company)
    later = [book.do(add_firm, name=name).value for name in ("Zeta Ltd", "Alpha Ltd")]
    for company in later:
        book.do(log_call, Call(company, Outcome.NO_ANSWER))
    book.do(trash, later[0])
    book.do(add_firm, name="Kappa Ltd")
    found = book.ask(call_queue)
    assert (found.without_number, found.never_called, found.later) == (1, 1, 1)
    assert (found.to_call, found.without_step) == (1, 0)


def joined(work: Work, company: int, stage: str, ended: date) -> None:
    work.get(Company, company).stage = stage
    work.add(
        Membership(
            company_id=company,
            number="WM-1",
            from_on=ended - timedelta(days=365),
            to_on=ended,
            paid_on=ended - timedelta(days=365),
        )
    )


def test_whoever_was_a_member_once_is_called_again_unless_they_declined(
    book: Book, clock: SetClock
) -> None:
    begin(book)
    past, future = clock.now.date() - timedelta(days=30), clock.now.date() + timedelta(days=30)
    for name, stage, ended in (
        ("Lapsed Ltd", "Applied", past),
        ("Declined Ltd", "Declined", past),
        ("Member Ltd", "Applied", future),
    ):
        book.do(joined, book.do(add_firm, name=name).value, stage, ended)
    book.do(add_firm, name="Aardvark Ltd")
    found = book.ask(call_queue)
    assert [(row.name, row.reason) for row in found.queue.rows] == [
        ("Lapsed Ltd", "Was a member"),
        ("Aardvark Ltd", "Never called"),
    ]
    assert found.to_call == found.never_called == 2


def test_two_tries_a_day_are_counted_over_all_numbers(book: Book, clock: SetClock) -> None:
    begin(book)
    numbers = ("+441632960123", "+441632960124")
    company = book.do(add_firm, numbers=numbers, people=("Helen Marsh",)).value
    ids = [one.id for one in book.ask(numbers_to_dial, [company])[company]]
    for number in ids:
        book.do(log_call, Call(company, Outcome.NO_ANSWER, number_id=number))
        book.do(set_next_step, company, When(clock.now.date()))
        assert book.ask(call_queue).queue.count(SetAside.COOLING) == 1
        clock.forward(hours=2, minutes=5)
    waiting = book.ask(call_queue).queue.set_aside[SetAside.COOLING]
    assert [each.tries_today for each in waiting] == [2]


def test_the_counts_may_be_those_of_a_moment_ago(book: Book) -> None:
    begin(book)
    book.do(add_firm, name="Alpha Ltd")
    book.do(add_firm, name="Silent Ltd", numbers=())
    counts = book.ask(queue_counts)
    book.do(add_firm, name="Beta Ltd")
    found = book.ask(call_queue, None, counts)
    assert (found.to_call, found.companies, found.without_number) == (2, 2, 1)
    assert with_counts(found, book.ask(queue_counts)).companies == 3
