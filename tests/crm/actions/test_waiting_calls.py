"""A waiting call is filed once, however often it is tried."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from crm.actions.calls import log_call
from crm.actions.companies import trash
from crm.actions.waiting_calls import file_waiting_call
from crm.data.book import Book
from crm.data.queries.drafts import DraftsCompany, book_mark, calls_filed, companies_of_drafts
from crm.data.records.activities import Activity
from crm.domain.outcomes import Call, Outcome
from tests.books.clock import START, SetClock
from tests.books.drive import add_firm, begin


def calls_in(book: Book) -> int:
    query = select(func.count(Activity.id)).where(Activity.kind == "call")
    return book.ask(lambda reading: int(reading.sql.execute(query).scalar_one()))


def test_a_call_tried_again_is_in_the_book_once(book: Book) -> None:
    firm = begin(book).do(add_firm).value
    call = Call(firm, Outcome.NO_ANSWER, key="one", at=START)
    first = book.do(file_waiting_call, call)
    assert first.value is not None
    again = book.do(file_waiting_call, call)
    assert again.value is None
    assert not again.changes.step
    assert calls_in(book) == 1
    assert book.do(file_waiting_call, Call(firm, Outcome.NO_ANSWER, key="two")).value is not None
    assert calls_in(book) == 2


def test_one_that_the_screen_has_filed_is_not_filed_again(book: Book) -> None:
    firm = begin(book).do(add_firm).value
    call = Call(firm, Outcome.MESSAGE, key="one")
    book.do(log_call, call)
    assert book.do(file_waiting_call, call).value is None
    assert book.ask(calls_filed, [firm], ["one", "two"]) == {"one"}
    assert book.ask(calls_filed, [firm + 1], ["one"]) == frozenset()


def test_a_call_that_was_taken_back_may_be_filed_anew(book: Book) -> None:
    firm = begin(book).do(add_firm).value
    call = Call(firm, Outcome.NO_ANSWER, key="one")
    book.do(log_call, call)
    book.undo()
    assert book.ask(calls_filed, [firm], ["one"]) == frozenset()


def test_it_is_filed_under_the_time_it_was_made(book: Book, clock: SetClock) -> None:
    firm = begin(book).do(add_firm).value
    clock.forward(days=1)
    book.do(file_waiting_call, Call(firm, Outcome.NO_ANSWER, key="one", at=START))
    query = select(Activity.happened_at).where(Activity.kind == "call")
    found = book.ask(lambda reading: reading.sql.execute(query).scalar_one())
    assert clock() - found == timedelta(days=1)


def test_one_logged_before_the_clock_was_set_back_is_filed_all_the_same(
    book: Book, clock: SetClock
) -> None:
    firm = begin(book).do(add_firm).value
    clock.set(START - timedelta(days=2))
    filed = book.do(file_waiting_call, Call(firm, Outcome.NO_ANSWER, key="one", at=START))
    assert filed.value is not None
    assert calls_in(book) == 1


def test_the_companies_of_drafts_are_named_and_gone_ones_missing(book: Book) -> None:
    firm = begin(book).do(add_firm).value
    other = book.do(add_firm, "Leek Logic", ("+441632960199",)).value
    book.do(trash, other)
    assert book.ask(companies_of_drafts, [firm, other, 5]) == {
        firm: DraftsCompany("Potteries Data Ltd", trashed=False),
        other: DraftsCompany("Leek Logic", trashed=True),
    }


def test_a_book_is_known_by_its_mark(book: Book, tmp_path: Path) -> None:
    begin(book)
    mark = book.ask(book_mark)
    book.do(add_firm)
    assert book.ask(book_mark) == mark
    other = Book.open(tmp_path / "other.muster", create=True)
    assert other.ask(book_mark) != mark
    other.close()
