"""Which promised times are to be reminded of."""

from datetime import timedelta

import pytest

from crm.actions.calls import log_call
from crm.actions.companies import set_next_step, trash
from crm.actions.privacy import record_objection
from crm.data.book import Book
from crm.data.queries.promises import promises_due
from crm.domain.next_steps import read_when
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, Outcome
from crm.domain.planned_steps import StepKind
from tests.books.clock import START, SetClock
from tests.books.drive import add_firm, begin

AHEAD = timedelta(minutes=5)


def names(book: Book, ahead: timedelta = AHEAD) -> list[str]:
    return [one.company for one in book.ask(promises_due, ahead).promises]


@pytest.fixture
def firm(book: Book) -> int:
    key: int = begin(book).do(add_firm).value
    return key


def test_a_promised_call_is_found_from_five_minutes_before(
    book: Book, firm: int, clock: SetClock
) -> None:
    book.do(log_call, Call(firm, Outcome.CALL_BACK, person_name="Sarah Marsh",
                           when=read_when("today 14:00", START)))  # fmt: skip
    clock.set(START.replace(hour=13, minute=54))
    assert names(book) == []
    clock.forward(minutes=1)
    found = book.ask(promises_due, AHEAD)
    assert found.now == clock()
    assert [(one.company_id, one.company, one.person) for one in found.promises] == [
        (firm, "Potteries Data Ltd", "Sarah Marsh")
    ]
    assert found.promises[0].due_at == START.replace(hour=14)


def test_what_was_done_or_moved_is_not_reminded_of(book: Book, firm: int, clock: SetClock) -> None:
    book.do(set_next_step, firm, read_when("today 14:00", START))
    clock.set(START.replace(hour=13, minute=58))
    assert names(book) == ["Potteries Data Ltd"]
    book.do(log_call, Call(firm, Outcome.NO_ANSWER))
    assert names(book) == []
    book.undo()
    assert names(book) == ["Potteries Data Ltd"]
    book.do(set_next_step, firm, read_when("tomorrow 14:00", clock()))
    assert names(book) == []


def test_only_clock_times_that_somebody_was_told(book: Book, firm: int, clock: SetClock) -> None:
    book.do(set_next_step, firm, read_when("today 14:00", START), promised=False)
    clock.set(START.replace(hour=14))
    assert names(book) == []
    book.do(set_next_step, firm, read_when("today pm", START))
    assert names(book) == []
    book.do(
        set_next_step, firm, read_when("today 14:01", clock()), kind=StepKind.POST_PACK,
        promised=True,
    )  # fmt: skip
    assert names(book) == []


def test_nobody_is_reminded_of_who_asked_not_to_be_called(
    book: Book, firm: int, clock: SetClock
) -> None:
    other = book.do(add_firm, "Leek Logic", ("+441632960199",), ("Jo Fox",), "ST13 5AA").value
    for one in (firm, other):
        book.do(set_next_step, one, read_when("today 14:00", START))
    clock.set(START.replace(hour=13, minute=58))
    assert names(book) == ["Potteries Data Ltd", "Leek Logic"]
    book.do(lambda work: record_objection(
        work, Channel.CALL, Scope.COMPANY, company_id=firm))  # fmt: skip
    assert names(book) == ["Leek Logic"]
    book.do(trash, other)
    assert names(book) == []


def test_promises_of_the_last_sixty_days_are_listed_by_their_time(
    book: Book, firm: int, clock: SetClock
) -> None:
    other = book.do(add_firm, "Leek Logic", ("+441632960199",), ("Jo Fox",), "ST13 5AA").value
    book.do(set_next_step, firm, read_when("mon 14:00", START))
    book.do(set_next_step, other, read_when("mon 9:00", START))
    clock.forward(days=30)
    assert names(book) == ["Leek Logic", "Potteries Data Ltd"]
    clock.forward(days=60)
    assert names(book) == []


def test_the_book_is_not_read_through_for_it(sqlite_book: Book) -> None:
    asked: list[str] = []

    def watch(reading):  # type: ignore[no-untyped-def]
        raw = reading.sql.connection.driver_connection
        raw.set_trace_callback(asked.append)
        try:
            promises_due(reading, AHEAD)
        finally:
            raw.set_trace_callback(None)
        select = next(one for one in asked if "next_steps" in one)
        return [row[-1] for row in raw.execute(f"EXPLAIN QUERY PLAN {select}")]

    plan = sqlite_book.ask(watch)
    assert any("ix_next_steps_open_due" in line for line in plan), plan
    assert not any(line.startswith("SCAN") for line in plan), plan
