"""Letters that come back: the address is held, found again, and one next step stands all along."""

import pytest

from crm.actions.calls import log_call
from crm.actions.companies import change_company, set_next_step, set_stage
from crm.actions.letter_batches import make_run
from crm.actions.letter_problems import FixAt, check_letters
from crm.actions.letters import post_run, queue_pack
from crm.actions.privacy import record_objection
from crm.actions.returned_mail import FIND_ADDRESS, address_is_right, letter_came_back
from crm.data.book import Book
from crm.data.queries.company import company_page
from crm.data.queries.letter_checks import cautions
from crm.data.queries.timeline import timeline
from crm.data.records.catalogue import MUSTER
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.next_steps import read_when
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, Outcome
from tests.books.drive import add_firm, begin
from tests.books.fingerprint import fingerprint


def posted(book: Book) -> tuple[int, int]:
    company = begin(book).do(add_firm).value
    document = book.do(queue_pack, company).value
    book.do(post_run, book.do(make_run).value.run_id)
    return company, document


def step(book: Book, company: int) -> str:
    found = book.ask(company_page, company).next_step
    return found.text if found else ""


def test_a_returned_letter_holds_the_next_until_the_address_is_edited(book: Book) -> None:
    company, document = posted(book)
    before = book.ask(fingerprint, MUSTER)
    book.do(letter_came_back, document, "gone away")
    assert step(book, company) == FIND_ADDRESS
    entry = book.ask(timeline, company).entries[0]
    assert entry.title == "Membership pack came back"
    assert "gone away" in entry.more
    again = book.do(queue_pack, company).value
    held = [one for one in book.ask(cautions, [again]) if one.holds]
    assert [one.message for one in held] == ["A letter came back from this address on 14 March."]
    (problem,) = [one for one in book.ask(check_letters, [again]) if one.holds]
    assert (problem.at, problem.field, problem.company_id) == (FixAt.COMPANY, "address", company)
    with pytest.raises(Refusal, match="A letter came back"):
        book.do(make_run)
    book.do(change_company, company, "staff", "30")
    assert [one.holds for one in book.ask(cautions, [again])] == [True, False]
    book.do(change_company, company, "street", "15 Liverpool Road")
    assert not [one for one in book.ask(cautions, [again]) if one.holds]
    assert step(book, company) == "Post the pack"
    assert book.do(make_run).value.letters == 1
    for _ in range(5):
        book.undo()
    assert book.ask(fingerprint, MUSTER) == before


def test_an_address_that_was_right_is_written_to_again(book: Book) -> None:
    company, document = posted(book)
    book.do(letter_came_back, document)
    book.do(address_is_right, company)
    assert step(book, company) == "Ask about the pack"
    with pytest.raises(Refusal):
        book.do(address_is_right, company)
    with pytest.raises(Refusal, match="came back already"):
        book.do(letter_came_back, document)


def test_an_address_that_changed_meanwhile_is_not_held(book: Book) -> None:
    company, document = posted(book)
    before = step(book, company)
    book.do(change_company, company, "postcode", "ST4 2BB")
    done = book.do(letter_came_back, document, "no such number")
    assert "another address by now" in done.said
    assert step(book, company) == before
    again = book.do(queue_pack, company).value
    assert not [one for one in book.ask(cautions, [again]) if one.holds]


def test_a_promise_stays_and_who_is_not_to_be_called_is_looked_up(book: Book) -> None:
    company, document = posted(book)
    when = read_when("tue 2pm", book.clock())
    book.do(log_call, Call(company, Outcome.CALL_BACK, person_name="Helen Marsh", when=when))
    promised = book.ask(company_page, company).next_step
    book.do(letter_came_back, document)
    assert book.ask(company_page, company).next_step == promised
    book.undo()
    book.do(record_objection, Channel.CALL, Scope.COMPANY, company_id=company)
    book.do(letter_came_back, document)
    found = book.ask(company_page, company).next_step
    assert found is not None
    assert (found.kind, found.text) == ("review", FIND_ADDRESS)


def test_a_declined_company_gets_no_step_by_a_returned_letter(book: Book) -> None:
    company, document = posted(book)
    book.do(set_stage, company, "Declined")
    book.do(letter_came_back, document)
    assert book.ask(company_page, company).next_step is None
    book.do(change_company, company, "town", "Leek")
    assert book.ask(company_page, company).next_step is None


def test_a_step_of_ones_own_is_not_moved_when_the_address_is_found(book: Book) -> None:
    company, document = posted(book)
    book.do(letter_came_back, document)
    book.do(set_next_step, company, read_when("+3d", book.clock()), text="Look in on them")
    book.do(change_company, company, "town", "Leek")
    assert step(book, company) == "Look in on them"


def test_what_was_not_posted_cannot_come_back(book: Book) -> None:
    company = begin(book).do(add_firm).value
    document = book.do(queue_pack, company).value
    with pytest.raises(Refusal) as refused:
        book.do(letter_came_back, document)
    assert refused.value.field == "documents"


def test_the_step_to_find_an_address_is_a_call_only_where_there_is_a_number(book: Book) -> None:
    begin(book)

    def mute(work: Work) -> int:
        return add_firm(work, name="Mute", numbers=())

    company = book.do(mute).value
    document = book.do(queue_pack, company).value
    book.do(post_run, book.do(make_run).value.run_id)
    book.do(letter_came_back, document)
    found = book.ask(company_page, company).next_step
    assert found is not None
    assert found.kind == "review"
