"""Letters in free text: queued, changed while they wait, frozen, sent; nothing else moves."""

from datetime import date

import pytest
from sqlalchemy import select

from crm.actions.calls import log_call
from crm.actions.companies import trash
from crm.actions.letter_batches import make_run
from crm.actions.letters import post_run, put_back, queue_pack, take_out
from crm.actions.posting import mark_emailed
from crm.actions.privacy import record_objection
from crm.actions.reprints import reprint_document
from crm.actions.written_letters import change_written, write_letter
from crm.data.book import Book
from crm.data.connection import Reading
from crm.data.queries.calling import counts_of_day
from crm.data.queries.company import company_page
from crm.data.queries.documents import document_facts, document_named
from crm.data.queries.letter_checks import cautions
from crm.data.queries.letters import packs_waiting, queued, run_file
from crm.data.queries.pack_candidates import pack_candidates
from crm.data.queries.pack_facts import pack_facts
from crm.data.queries.timeline import timeline
from crm.data.records.catalogue import MUSTER
from crm.data.records.people import EmailAddress, Person
from crm.data.work import Work
from crm.documents.page_copy import copy_pages
from crm.domain.errors import Refusal
from crm.domain.next_steps import read_when
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, Outcome
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin
from tests.books.fingerprint import fingerprint
from tests.crm.documents.reading import page_text

TEXT = "Thank you for the tour of your works.\n\nHere is what I promised."


def helen(reading: Reading) -> int:
    return reading.sql.execute(select(Person.id).order_by(Person.id)).scalars().first() or 0


def talked_to(book: Book) -> int:
    company = begin(book).do(add_firm).value
    when = read_when("tue 2pm", book.clock())
    book.do(log_call, Call(company, Outcome.CALL_BACK, person_name="Helen Marsh", when=when))
    return company


def test_a_letter_goes_out_and_leaves_stage_and_step_alone(book: Book, clock: SetClock) -> None:
    company = talked_to(book)
    stood = book.ask(company_page, company)
    before = book.ask(fingerprint, MUSTER)
    person = book.ask(helen)
    key = book.do(write_letter, company, person, "Your <works> & ours", TEXT).value
    (waiting,) = book.ask(queued)
    assert (waiting.subject, waiting.person) == ("Your <works> & ours", "Ms Helen Marsh")
    made = book.do(make_run).value
    assert (made.letters, made.pages) == (1, 1)
    pdf = book.ask(reprint_document, key)
    text = page_text(pdf)
    assert "Your <works> & ours" in text
    assert "Thank you for the tour of your works." in text
    assert "Dear Ms Marsh" in text
    assert "Enc:" not in text
    with pytest.raises(Refusal, match="produced already"):
        book.do(change_written, key, text="Something else")
    clock.forward(days=1)
    assert book.do(post_run, made.run_id).changes.label == "Post 1 letter"
    now = book.ask(company_page, company)
    assert (now.stage, now.next_step) == (stood.stage, stood.next_step)
    entry = book.ask(timeline, company).entries[0]
    assert (entry.title, entry.text) == ("Letter posted", TEXT)
    assert "Your <works> & ours" in entry.more
    for _ in range(3):
        book.undo()
    assert book.ask(fingerprint, MUSTER) == before


def test_a_waiting_letter_is_changed_and_taken_out(book: Book) -> None:
    company = talked_to(book)
    key = book.do(write_letter, company, None, "", TEXT).value
    book.do(change_written, key, subject="News", text="Shorter.", person_id=book.ask(helen))
    facts = book.ask(document_facts, key)
    assert facts is not None
    assert (facts.subject, facts.text, facts.person_id) == ("News", "Shorter.", book.ask(helen))
    assert book.ask(document_named, facts.reference) == key
    with pytest.raises(Refusal) as refused:
        book.do(change_written, key, text=" \n ")
    assert refused.value.field == "text"
    book.do(take_out, [key])
    assert book.ask(queued) == ()


def test_what_cannot_be_written_is_refused_by_its_field(book: Book) -> None:
    company = talked_to(book)
    other = book.do(add_firm, name="Other").value
    for field, arguments in (
        ("text", (company, None, "Subject", "")),
        ("text", (company, None, "", "x" * 5001)),
        ("subject", (company, None, "x" * 121, TEXT)),
        ("person", (other, book.ask(helen), "", TEXT)),
    ):
        with pytest.raises(Refusal) as refused:
            book.do(write_letter, *arguments)
        assert refused.value.field == field
    book.do(record_objection, Channel.POST, Scope.COMPANY, company_id=company)
    with pytest.raises(Refusal) as refused:
        book.do(write_letter, company, None, "", TEXT)
    assert refused.value.field == "channel"
    book.do(trash, other)
    with pytest.raises(Refusal, match="in the trash"):
        book.do(write_letter, other, None, "", TEXT)


def test_put_back_a_letter_is_free_to_be_changed_again(book: Book) -> None:
    company = talked_to(book)
    key = book.do(write_letter, company, None, "One", TEXT).value
    run = book.do(make_run).value.run_id
    made = book.ask(document_facts, key)
    assert made is not None
    assert made.recipient["salutation"] == "Dear Ms Marsh"
    assert made.recipient["town"] == "Stoke-on-Trent"
    assert len(made.content_hash) == 64
    book.do(put_back, [key])
    book.do(change_written, key, text="Two.")
    facts = book.ask(document_facts, key)
    assert facts is not None
    assert (facts.recipient, facts.version_ids, facts.content_hash) == ({}, (), "")
    found = book.ask(run_file, run)
    assert found is not None
    assert found.documents == ()


def with_email(book: Book, company: int, address: str, person: int | None = None) -> None:
    def add(work: Work) -> None:
        work.add(EmailAddress(company_id=company, person_id=person, address=address))

    book.do(add)


def test_an_emailed_letter_says_to_which_address_it_went(book: Book) -> None:
    company = talked_to(book)
    key = book.do(write_letter, company, None, "Hello", TEXT, Channel.EMAIL).value
    with pytest.raises(Refusal, match="no email address"):
        book.do(make_run, [key])
    with_email(book, company, "office@potteries.example")
    with_email(book, company, "helen@potteries.example", book.ask(helen))
    with pytest.raises(Refusal, match="Nothing waits"):
        book.do(make_run)
    run = book.do(make_run, [key], fillable=True).value.run_id
    with pytest.raises(Refusal):
        book.do(mark_emailed, 1)
    book.do(mark_emailed, key)
    facts = book.ask(document_facts, key)
    found = book.ask(run_file, run)
    assert facts is not None
    assert found is not None
    assert (facts.state, facts.emailed_to) == ("emailed", "helen@potteries.example")
    assert found.state == "emailed"
    assert book.ask(timeline, company).entries[0].title == "Letter emailed"
    with pytest.raises(Refusal):
        book.do(mark_emailed, key)


def test_no_letter_is_emailed_to_who_objects(book: Book) -> None:
    company = talked_to(book)
    with_email(book, company, "helen@potteries.example", book.ask(helen))
    with_email(book, company, "office@potteries.example")
    key = book.do(write_letter, company, None, "Hello", TEXT, Channel.EMAIL).value
    book.do(make_run, [key])
    book.do(record_objection, Channel.EMAIL, Scope.NUMBER, value="else@potteries.example")
    with pytest.raises(Refusal) as refused:
        book.do(mark_emailed, key, "Else@potteries.example")
    assert refused.value.field == "to_address"
    book.do(record_objection, Channel.EMAIL, Scope.NUMBER, value="helen@potteries.example")
    book.do(mark_emailed, key)
    facts = book.ask(document_facts, key)
    assert facts is not None
    assert facts.emailed_to == "office@potteries.example"


def test_pages_of_equal_files_are_equal(book: Book) -> None:
    company = talked_to(book)
    key = book.do(write_letter, company, None, "Hello", TEXT).value
    book.do(make_run)
    once = book.ask(reprint_document, key)
    assert once == book.ask(reprint_document, key)
    assert page_text(copy_pages(once, [(1, 1)])) == page_text(once)


def test_a_written_letter_counts_as_no_pack(book: Book) -> None:
    company = talked_to(book)
    book.do(write_letter, company, None, "Hello", TEXT)
    assert book.ask(packs_waiting, company) == 0
    book.do(post_run, book.do(make_run).value.run_id)
    assert book.ask(pack_candidates, [company]).ready == (company,)
    pack = book.do(queue_pack, company).value
    assert book.ask(cautions, [pack]) == ()
    facts = book.ask(pack_facts, [pack]).packs[0]
    assert facts.background.posted_on is None
    assert book.ask(counts_of_day, date(2003, 3, 14)).packs == 1
