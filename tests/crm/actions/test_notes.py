"""A note stands on the timeline without a call, and may set the next step."""

import pytest

from crm.actions.notes import write_note
from crm.data.book import Book
from crm.data.queries.company import company_page
from crm.data.queries.timeline import timeline
from crm.domain.errors import Refusal
from crm.domain.next_steps import read_when
from tests.books.clock import START
from tests.books.drive import add_firm, begin


def test_a_note_is_one_step_that_undo_takes_back(book: Book) -> None:
    firm = begin(book).do(add_firm).value
    book.do(write_note, firm, "Moving to Leek in May")
    assert book.ask(timeline, firm).entries[0].text == "Moving to Leek in May"
    assert book.undo_label() == "Write a note about Potteries Data Ltd"
    book.undo()
    assert all(entry.text == "" for entry in book.ask(timeline, firm).entries)


def test_a_note_may_come_with_a_time(book: Book) -> None:
    firm = begin(book).do(add_firm).value
    book.do(write_note, firm, "Ring again", None, read_when("mon 9am", START))
    step = book.ask(company_page, firm).next_step
    assert step is not None
    assert step.due_on.isoformat() == "2003-03-17"


def test_nothing_is_no_note(book: Book) -> None:
    firm = begin(book).do(add_firm).value
    with pytest.raises(Refusal, match="nothing to save") as refused:
        book.do(write_note, firm, "  \n ")
    assert refused.value.field == "note"
    other = book.do(add_firm, "Leek Logic", ("+441632960199",), ("Jo Fox",)).value
    person = book.ask(company_page, other).people[0].id
    with pytest.raises(Refusal, match="another company"):
        book.do(write_note, firm, "Heard from Jo", person)
