"""Filing a sheet and gathering what is printed on it, on both engines."""

from datetime import UTC, date, datetime, timedelta

import pytest

from crm.actions.call_sheets import file_call_sheet, gather_sheet
from crm.actions.calls import log_call
from crm.actions.companies import trash
from crm.data.book import Book
from crm.data.queries.call_sheets import sheet_lines, sheets
from crm.domain.errors import Refusal
from crm.domain.next_steps import read_when
from crm.domain.objections import Scope
from crm.domain.outcomes import Call, Outcome
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin

FRIDAY = date(2003, 3, 14)
TEN = datetime(2003, 3, 14, 10, tzinfo=UTC)


@pytest.fixture
def firms(book: Book) -> list[int]:
    begin(book)
    return [book.do(add_firm, f"Firm {n} Ltd", (f"+4416329601{n:02}",)).value for n in range(5)]


def names(book: Book, day: date = FRIDAY, limit: int = 30) -> list[str]:
    return [one.page.name for one in book.ask(gather_sheet, day, limit)[0].companies]


def test_paper_lasts_the_day_so_promises_still_to_come_are_on_it(
    book: Book, firms: list[int], clock: SetClock
) -> None:
    clock.set(TEN - timedelta(days=1))
    when = read_when("tomorrow 4pm", clock.now)
    book.do(log_call, Call(firms[3], Outcome.CALL_BACK, person_name="Jon Hill", when=when))
    clock.set(TEN)
    chosen, content = book.ask(gather_sheet, FRIDAY, 30)
    assert chosen.companies[0].page.name == "Firm 3 Ltd"
    assert len(chosen.companies) == 5
    first = content.entries[0]
    assert first.person.endswith("Jon Hill")
    assert "16:00" in first.promised
    assert first.numbers == ("01632 960103",)
    assert content.day == "Friday 14 March 2003"
    assert [entry.line for entry in content.entries] == [1, 2, 3, 4, 5]


def test_who_objects_is_never_printed(book: Book, firms: list[int]) -> None:
    book.do(
        log_call,
        Call(firms[1], Outcome.DO_NOT_CALL, scope=Scope.COMPANY, who_asked="Helen Marsh"),
    )
    book.do(trash, [firms[2]])
    assert names(book) == ["Firm 0 Ltd", "Firm 3 Ltd", "Firm 4 Ltd"]
    chosen, content = book.ask(gather_sheet, FRIDAY, 30, firms)
    assert [entry.name for entry in content.entries] == ["Firm 0 Ltd", "Firm 3 Ltd", "Firm 4 Ltd"]
    assert chosen.left_out == (
        ("Firm 1 Ltd", "asked not to be called"),
        ("Firm 2 Ltd", "in the trash"),
    )


def test_a_sheet_for_tomorrow_asks_for_tomorrows_queue(
    book: Book, firms: list[int], clock: SetClock
) -> None:
    book.do(
        log_call,
        Call(firms[0], Outcome.CALL_BACK, person_name="Jon", when=read_when("mon 9am", clock.now)),
    )
    assert names(book) == ["Firm 1 Ltd", "Firm 2 Ltd", "Firm 3 Ltd", "Firm 4 Ltd"]
    assert names(book, date(2003, 3, 17), limit=1) == ["Firm 0 Ltd"]


def test_a_filed_sheet_keeps_its_order_and_knows_what_was_called_since(
    book: Book, firms: list[int]
) -> None:
    order = [firms[4], firms[0], firms[2]]
    key = book.do(file_call_sheet, FRIDAY, order).value.id
    listed = book.ask(sheets)
    assert [(one.id, one.sheet.name, one.companies) for one in listed] == [
        (key, "Call sheet 14 Mar 2003 no. 1", 3)
    ]
    book.do(log_call, Call(firms[0], Outcome.NO_ANSWER))
    lines = book.ask(sheet_lines, key)
    assert [line.company.id for line in lines if line.company] == order
    assert [line.outcome for line in lines] == ["", "no-answer", ""]
    assert [line.line for line in lines] == [1, 2, 3]


def test_numbers_of_sheets_are_never_given_twice(book: Book, firms: list[int]) -> None:
    book.do(file_call_sheet, FRIDAY, firms[:1])
    book.undo()
    assert book.ask(sheets) == ()
    book.do(file_call_sheet, FRIDAY, firms[:1])
    book.do(file_call_sheet, date(2003, 3, 17), firms[:1])
    assert [one.sheet.reference for one in book.ask(sheets)] == ["1703-1", "1403-2"]


def test_what_cannot_be_a_sheet_is_refused(book: Book, firms: list[int]) -> None:
    with pytest.raises(Refusal) as caught:
        book.do(file_call_sheet, FRIDAY, [])
    assert caught.value.field == "companies"
    with pytest.raises(Refusal):
        book.ask(gather_sheet, FRIDAY, 0)
    with pytest.raises(Refusal) as caught:
        book.ask(sheet_lines, 12345)
    assert caught.value.field == "sheet"
