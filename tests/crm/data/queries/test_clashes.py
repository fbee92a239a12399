"""Promises close to each other are found by the index of open steps, and nothing else is."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from crm.actions.companies import set_next_step, trash
from crm.data.book import Book
from crm.data.queries.clashes import clashes, say_clashes
from crm.domain.next_steps import When, read_when
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin


def promise(book: Book, name: str, words: str) -> tuple[int, When]:
    company = book.do(add_firm, name=name, numbers=(), people=(), postcode="").value
    when = read_when(words, book.clock())
    book.do(set_next_step, company, when)
    return company, when


@pytest.mark.parametrize(
    ("minutes", "clash"), [(0, True), (10, True), (-10, True), (11, False), (-11, False)]
)
def test_ten_minutes_either_way_clash(book: Book, minutes: int, clash: bool) -> None:
    company, when = promise(begin(book), "Potteries Data", "tue 2pm")
    assert when.at is not None
    at = when.at + timedelta(minutes=minutes)
    said = say_clashes(book.ask(clashes, at))
    assert said == ("Clashes with Potteries Data at 14:00." if clash else "")
    assert book.ask(clashes, at, company) == ()


def test_only_open_promises_of_companies_that_are_there_count(book: Book, clock: SetClock) -> None:
    begin(book)
    gone, when = promise(book, "Gone", "tue 2pm")
    moved, _ = promise(book, "Moved", "tue 2pm")
    promise(book, "Day only", "tue")
    book.do(trash, gone)
    book.do(set_next_step, moved, read_when("wed 2pm", clock.now))
    assert when.at is not None
    assert book.ask(clashes, when.at) == ()


def test_midnight_is_no_wall(book: Book) -> None:
    _, when = promise(begin(book), "Night owl", "tue 23:55")
    assert when.at is not None
    assert len(book.ask(clashes, when.at + timedelta(minutes=9))) == 1


def test_the_index_of_open_steps_is_asked(sqlite_book: Book) -> None:
    _, when = promise(begin(sqlite_book), "Potteries Data", "tue 2pm")
    plan = sqlite_book.ask(
        lambda reading: [
            row.detail
            for row in reading.sql.execute(
                text(
                    "EXPLAIN QUERY PLAN SELECT c.id FROM next_steps s JOIN companies c"
                    " ON c.id = s.company_id WHERE s.done_at IS NULL AND s.due_on IN (:day)"
                ),
                {"day": when.day.isoformat()},
            )
        ]
    )
    assert any("ix_next_steps_open_due" in line for line in plan)
