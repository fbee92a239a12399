"""A run as a record: what is held back and why, one file, one undo, the same pages again."""

from datetime import date

import pytest
from sqlalchemy import select

from crm.actions.companies import trash
from crm.actions.letter_batches import MadeBatch, make_run
from crm.actions.letter_problems import FixAt, check_letters, held_letters, say_held
from crm.actions.letter_runs import put_back_from
from crm.actions.letters import mark_printed, post_run, queue_pack
from crm.actions.objecting import enter_objection
from crm.actions.reprints import reprint_document, reprint_run
from crm.actions.templates import save_template
from crm.data.book import Book
from crm.data.connection import Reading
from crm.data.queries.documents import document_facts, posted_to
from crm.data.queries.files import file_bytes
from crm.data.queries.invariants import companies_without_step
from crm.data.queries.letters import queued, run_file, runs
from crm.data.queries.templates import templates
from crm.data.records.activities import Activity, NextStep
from crm.data.records.catalogue import MUSTER
from crm.data.records.companies import Company
from crm.data.work import Work
from crm.documents.page_copy import copy_pages
from crm.documents.rendering import count_pages
from crm.domain.cadence import StepKind
from crm.domain.errors import Refusal
from crm.domain.objections import Channel, Scope
from tests.books.drive import add_firm, begin
from tests.books.fingerprint import fingerprint
from tests.crm.documents.reading import page_text

MANY, FAULTY = 500, 20


def firms(book: Book, count: int) -> list[int]:
    """Queue packs for firms in several places; gives the companies."""
    begin(book)

    def fill(work: Work) -> list[int]:
        keys = []
        for number in range(count):
            postcode = f"ST{number % 9 + 1} {number % 10}AA"
            telephone = f"+44163296{number:04}"
            keys.append(add_firm(work, f"Firm {number:03} Ltd", (telephone,), postcode=postcode))
            queue_pack(work, keys[-1])
        return keys

    return book.do(fill).value


def spoil(work: Work, companies: list[int]) -> None:
    """Give twenty companies five kinds of faults."""
    for place, key in enumerate(companies):
        company = work.get(Company, key)
        if place % 5 == 0:
            company.street = company.town = company.postcode = ""
        elif place % 5 == 1:
            company.name = "สวัสดี " + company.name
        elif place % 5 == 2:
            company.address_bad_since = date(2003, 3, 10)
        elif place % 5 == 3:
            enter_objection(work, Channel.POST, Scope.COMPANY, key)
        else:
            trash(work, key)


@pytest.mark.timeout(300)
def test_a_run_of_500_with_20_faulty_recipients(book: Book) -> None:
    companies = firms(book, MANY)
    faulty = companies[:: MANY // FAULTY]
    book.do(spoil, faulty)
    waiting = {one.company_id: one.id for one in book.ask(queued)}
    before = book.ask(fingerprint, MUSTER)
    made: MadeBatch = book.do(make_run).value

    assert (made.letters, len(made.held)) == (MANY - FAULTY, FAULTY)
    assert {one.company_id for one in made.held} == set(faulty)
    said = " ".join(one.reasons[0] for one in made.held)
    for reason in ("no postal address", "letters we cannot print", "came back", "not to be reached",
                   "in the trash"):  # fmt: skip
        assert said.count(reason) == FAULTY // 5, reason
    assert {one.id for one in book.ask(queued)} == {waiting[key] for key in faulty}
    run = book.ask(run_file, made.run_id)
    assert run is not None
    pdf = book.ask(file_bytes, run.file_sha256)
    assert pdf is not None
    assert count_pages(pdf) == run.pages
    frozen = book.ask(posted_to, made.run_id)
    postcodes = [one.address.postcode for one in frozen]
    assert postcodes == sorted(postcodes)
    assert all(document.first_page % 2 for document in run.documents)

    assert book.do(post_run, made.run_id).value == MANY - FAULTY
    good = set(companies) - set(faulty)

    def outcome(reading: Reading) -> tuple[set[int], set[int], dict[int, tuple[str, date]]]:
        filed = select(Activity.company_id).where(Activity.kind == "pack")
        sent = select(Company.id).where(Company.stage == "Pack sent")
        steps = select(NextStep.company_id, NextStep.kind, NextStep.due_on).where(
            NextStep.done_at.is_(None)
        )
        return (
            set(reading.sql.execute(filed).scalars()),
            set(reading.sql.execute(sent).scalars()),
            {row[0]: (row[1], row[2]) for row in reading.sql.execute(steps)},
        )

    filed, sent, steps = book.ask(outcome)
    assert filed == sent == good
    assert {steps[key] for key in good} == {(StepKind.CALL.value, date(2003, 3, 21))}
    assert {steps[key][0] for key in faulty} == {StepKind.POST_PACK.value}
    assert not book.ask(companies_without_step)

    assert book.ask(reprint_run, made.run_id) == pdf
    one = run.documents[123]
    assert book.ask(reprint_document, one.id) == book.ask(reprint_document, one.id)
    assert one.company in page_text(book.ask(reprint_document, one.id))
    book.undo()
    book.undo()
    assert book.ask(fingerprint, MUSTER) == before


def test_a_document_stays_as_it_was_made_whatever_changes_after(book: Book) -> None:
    companies = firms(book, 3)
    made = book.do(make_run).value
    first = book.ask(posted_to, made.run_id)[0]
    facts = book.ask(document_facts, first.document_id)
    assert facts is not None
    pages = book.ask(reprint_document, first.document_id)
    letter = next(one for one in book.ask(templates) if one.name == "Covering letter")
    assert letter.version_id in facts.version_ids
    book.do(save_template, letter.id, "Another text.")

    def move(work: Work) -> None:
        for key in companies:
            company = work.get(Company, key)
            company.name, company.street = "Renamed", "Elsewhere"

    book.do(move)
    assert book.ask(posted_to, made.run_id)[0] == first
    assert book.ask(reprint_document, first.document_id) == pages
    now = book.ask(document_facts, first.document_id)
    assert now is not None
    assert now.version_ids == facts.version_ids
    with pytest.raises(Refusal):
        book.ask(reprint_run, made.run_id + 1)


def test_after_a_jam_the_rest_goes_back_and_is_made_again(book: Book) -> None:
    firms(book, 4)
    made = book.do(make_run).value
    book.do(mark_printed, made.run_id)
    lines = book.ask(posted_to, made.run_id)
    before = book.ask(fingerprint, MUSTER)
    assert book.do(put_back_from, made.run_id, lines[1].document_id).value == 3
    assert [one.id for one in book.ask(queued)] == [one.document_id for one in lines[1:]]
    book.undo()
    assert book.ask(fingerprint, MUSTER) == before
    book.redo()
    again = book.do(make_run).value
    assert [one.reference for one in book.ask(posted_to, again.run_id)] == [
        one.reference for one in lines[1:]
    ]
    assert book.do(post_run, made.run_id).value == 1
    with pytest.raises(Refusal) as refused:
        book.do(put_back_from, made.run_id, lines[1].document_id)
    assert refused.value.field == "documents"
    with pytest.raises(Refusal, match="posted already"):
        book.do(put_back_from, made.run_id, lines[0].document_id)
    assert [one.state for one in book.ask(runs)] == ["produced", "posted"]


def test_every_problem_says_where_it_is_put_right(book: Book) -> None:
    company, *_ = firms(book, 1)

    def forget(work: Work) -> None:
        found = work.get(Company, company)
        found.street = found.town = found.postcode = ""
        found.staff = None

    book.do(forget)
    letter = next(one for one in book.ask(templates) if one.name == "Covering letter")
    book.do(save_template, letter.id, "You have {{ company.staff }} staff. {{ event.name }}")
    key = book.ask(queued)[0].id
    problems = book.ask(check_letters, [key])
    where = {(one.at, one.field) for one in problems if one.holds}
    assert {(FixAt.COMPANY, "company.staff"), (FixAt.TEMPLATE, "event.name")} <= where
    assert any(at is FixAt.COMPANY and field in {"address", "town"} for at, field in where)
    assert {one.template_id for one in problems if one.at is FixAt.TEMPLATE} == {letter.id}
    (held,) = held_letters(problems)
    assert (held.document_id, held.company_id) == (key, company)
    assert say_held([held]).startswith("1 letter stays in the queue: Firm 000 Ltd (")
    with pytest.raises(Refusal, match="stays in the queue"):
        book.do(make_run)
    assert book.ask(runs) == ()


def test_blank_sides_between_companies_are_no_part_of_a_reprint(book: Book) -> None:
    firms(book, 2)
    made = book.do(make_run, duplex=True).value
    pdf = book.ask(reprint_run, made.run_id)
    run = book.ask(run_file, made.run_id)
    assert run is not None
    last = run.documents[-1]
    alone = book.ask(reprint_document, last.id)
    assert alone == copy_pages(pdf, [(last.first_page, last.last_page)])
    assert count_pages(alone) == last.last_page - last.first_page + 1
