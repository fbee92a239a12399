"""What keeps a made pack from the post, and what posting one leaves to be done next."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from crm.actions.calls import log_call
from crm.actions.companies import set_next_step, set_stage
from crm.actions.letters import change_queued, post_run, put_back, queue_pack, take_out
from crm.actions.privacy import mark_objection_in_error, record_objection
from crm.data.book import Book
from crm.data.connection import Reading
from crm.data.queries.company import company_page
from crm.data.queries.letters import made_lately, queued, run_file
from crm.data.records.people import EmailAddress, Person
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.next_steps import read_when
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, Outcome, Reason
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin
from tests.crm.actions.test_letters import make, stages, steps, two_packs

WANTS_A_PACK = {"person_name": "Helen Marsh", "channel": Channel.POST}


def wish_of_all(book: Book, channel: Channel, company: int) -> int:
    return book.do(record_objection, channel, Scope.COMPANY, company_id=company).value


def company_of(book: Book, document: int) -> int:
    return next(one.company_id for one in book.ask(queued) if one.id == document)


def helen(reading: Reading) -> int:
    return reading.sql.execute(select(Person.id)).scalar_one()


def test_a_pack_for_somebody_who_objected_meanwhile_is_held_back(book: Book) -> None:
    ids = two_packs(book)
    objecting = company_of(book, ids[0])
    run = make(book, ids)
    wish_of_all(book, Channel.POST, objecting)
    done = book.do(post_run, run)
    assert done.value == 1
    assert "Trentside Systems Ltd asked on 14 March 2003" in done.said
    assert book.ask(stages) == {"Pack sent", "In conversation"}
    found = book.ask(run_file, run)
    assert found is not None
    assert [one.state for one in found.documents] == ["produced", "posted"]
    with pytest.raises(Refusal, match="Trentside Systems Ltd") as refused:
        book.do(post_run, run)
    assert refused.value.field == "documents"
    book.do(put_back, ids[:1])
    book.do(take_out, ids[:1])


def test_what_was_posted_before_the_wish_is_filed_as_it_was(book: Book, clock: SetClock) -> None:
    ids = two_packs(book)
    objecting = company_of(book, ids[0])
    run = make(book, ids)
    clock.forward(days=3)
    wish_of_all(book, Channel.POST, objecting)
    assert book.do(post_run, run, date(2003, 3, 14)).value == 2


def test_no_call_follows_a_pack_where_calls_are_not_wanted(book: Book) -> None:
    ids = two_packs(book)
    closed = company_of(book, ids[0])
    run = make(book, ids)
    wish_of_all(book, Channel.CALL, closed)
    assert book.do(post_run, run).value == 2
    assert book.ask(company_page, closed).next_step is None
    assert book.ask(steps) == [("call", date(2003, 3, 21))]


def test_a_pack_taken_out_leads_to_no_call_where_none_is_wanted(book: Book) -> None:
    ids = two_packs(book)
    closed = company_of(book, ids[0])
    wish_of_all(book, Channel.CALL, closed)
    book.do(take_out, ids)
    assert book.ask(company_page, closed).next_step is None
    assert [kind for kind, _ in book.ask(steps)] == ["call"]


def test_a_pack_taken_out_leaves_the_step_to_post_the_other(book: Book) -> None:
    first, _ = two_packs(book)
    company = company_of(book, first)
    book.do(queue_pack, company)
    book.do(take_out, [first])
    assert [kind for kind, _ in book.ask(steps)] == ["post pack", "post pack"]


def test_a_promise_outlives_the_posting_of_a_pack(book: Book) -> None:
    company = begin(book).do(add_firm).value
    document = book.do(queue_pack, company).value
    promise = read_when("tue 2pm", book.clock())
    book.do(log_call, Call(company, Outcome.CALL_BACK, person_name="Helen Marsh", when=promise))
    book.do(post_run, make(book, [document]))
    assert book.ask(stages) == {"Pack sent"}
    assert book.ask(steps) == [("call", date(2003, 3, 18))]


def test_a_pack_for_an_applicant_is_not_to_be_posted_again(book: Book) -> None:
    company = begin(book).do(add_firm).value
    book.do(set_stage, company, "Applied")
    call = Call(company, Outcome.SEND_PACK, **WANTS_A_PACK)
    document = book.do(log_call, call).value.document_id
    book.do(post_run, make(book, [document]))
    assert book.ask(stages) == {"Applied"}
    assert book.ask(steps) == [("call", date(2003, 3, 21))]


def test_a_company_that_declined_meanwhile_stays_declined(book: Book) -> None:
    ids = two_packs(book)
    declined = company_of(book, ids[0])
    run = make(book, ids)
    book.do(log_call, Call(declined, Outcome.NOT_INTERESTED, reason=Reason.COST))
    assert book.do(post_run, run).value == 2
    assert book.ask(stages) == {"Declined", "Pack sent"}
    assert book.ask(company_page, declined).next_step is None


def test_a_queued_pack_is_not_turned_to_somebody_who_objects(book: Book) -> None:
    company = begin(book).do(add_firm).value
    document = book.do(queue_pack, company).value
    person = book.ask(helen)
    book.do(record_objection, Channel.POST, Scope.PERSON, company_id=company, person_id=person)
    with pytest.raises(Refusal) as refused:
        book.do(change_queued, document, person_id=person)
    assert refused.value.field == "channel"


def test_no_pack_is_emailed_to_an_address_that_objects(book: Book) -> None:
    company = begin(book).do(add_firm).value

    def address(work: Work) -> None:
        work.add(EmailAddress(company_id=company, address="info@potteries.example"))

    book.do(address)
    book.do(record_objection, Channel.EMAIL, Scope.NUMBER, value="Info@Potteries.example")
    with pytest.raises(Refusal) as refused:
        book.do(queue_pack, company, channel=Channel.EMAIL)
    assert refused.value.field == "channel"
    book.do(queue_pack, company, channel=Channel.POST)


def test_no_call_is_planned_with_who_asked_not_to_be_called(book: Book) -> None:
    company = begin(book).do(add_firm).value
    wish = wish_of_all(book, Channel.CALL, company)
    with pytest.raises(Refusal, match="asked not to be called") as refused:
        book.do(set_next_step, company, read_when("tue 2pm", book.clock()))
    assert refused.value.field == "company"
    book.do(mark_objection_in_error, wish, "another company")
    book.do(set_next_step, company, read_when("tue 2pm", book.clock()))


def test_a_wish_outlives_the_company_it_was_of(book: Book) -> None:
    added = begin(book).do(add_firm)
    wish = wish_of_all(book, Channel.POST, added.value)
    book.undo(added.changes.step, rest=True)
    book.do(mark_objection_in_error, wish, "another company")


def test_a_pack_queued_after_midnight_in_summer_is_of_the_new_day(
    book: Book, clock: SetClock
) -> None:
    company = begin(book).do(add_firm).value
    clock.set(datetime(2003, 6, 2, 23, 30, tzinfo=UTC))
    book.do(queue_pack, company)
    assert book.ask(made_lately, company, clock.now) == (date(2003, 6, 3),)
