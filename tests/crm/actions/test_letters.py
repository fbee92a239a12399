"""Packs from the queue to the post, and what each step writes into the history."""

from datetime import date

import pytest
from sqlalchemy import select

from crm.actions.calls import log_call
from crm.actions.letters import (
    change_queued,
    file_run,
    mark_printed,
    post_run,
    put_back,
    queue_pack,
    take_out,
)
from crm.actions.paper import made_run, pack_contents
from crm.data.book import Book
from crm.data.connection import Reading
from crm.data.queries.files import file_bytes
from crm.data.queries.letter_checks import cautions
from crm.data.queries.letters import count_queued, queued, run_file, runs
from crm.data.queries.pack_facts import pack_facts, sample_pack_facts
from crm.data.records.activities import Activity, NextStep
from crm.data.records.catalogue import MUSTER
from crm.data.records.companies import Company
from crm.documents.pack import check_pack, make_pack
from crm.domain.errors import Refusal
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, Outcome
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin
from tests.books.fingerprint import fingerprint


def two_packs(book: Book) -> list[int]:
    begin(book)
    for name, postcode in [("Trentside Systems Ltd", "ST16 2AA"), ("Bluebrick", "ST5 1AA")]:
        company = book.do(add_firm, name=name, postcode=postcode).value
        call = Call(company, Outcome.SEND_PACK, person_name="Helen Marsh", channel=Channel.POST)
        book.do(log_call, call)
    return [waiting.id for waiting in book.ask(queued)]


def make(book: Book, ids: list[int]) -> int:
    facts = book.ask(pack_facts, ids)
    contents = pack_contents(facts, date(2003, 3, 14))
    made = make_pack(contents, fillable=False)
    return book.do(file_run, made_run(facts, contents, made)).value


def steps(reading: Reading) -> list[tuple[str, date]]:
    query = select(NextStep.kind, NextStep.due_on).where(NextStep.done_at.is_(None))
    return sorted(tuple(row) for row in reading.sql.execute(query))


def stages(reading: Reading) -> set[str]:
    return set(reading.sql.execute(select(Company.stage)).scalars())


def test_a_run_is_made_printed_and_posted_and_every_step_can_be_undone(book: Book) -> None:
    ids = two_packs(book)
    states = [book.ask(fingerprint, MUSTER)]
    run = make(book, ids)
    states.append(book.ask(fingerprint, MUSTER))
    book.do(mark_printed, run)
    states.append(book.ask(fingerprint, MUSTER))
    assert book.do(post_run, run).value == 2
    assert book.ask(count_queued) == 0
    assert book.ask(stages) == {"Pack sent"}
    assert book.ask(steps) == [("call", date(2003, 3, 21))] * 2
    filed = book.ask(
        lambda reading: (
            reading.sql.execute(select(Activity.summary).where(Activity.kind == "pack"))
            .scalars()
            .all()
        )
    )
    assert len(filed) == 2
    assert all("Covering letter" in text and "WM-000" in text for text in filed)
    for state in reversed(states):
        book.undo()
        assert book.ask(fingerprint, MUSTER) == state


def test_the_file_of_a_run_is_kept_and_its_pages_are_known(book: Book) -> None:
    run = make(book, two_packs(book))
    found = book.ask(run_file, run)
    assert found is not None
    assert [d.company for d in found.documents] == ["Trentside Systems Ltd", "Bluebrick"]
    assert found.documents[0].first_page == 1
    assert found.documents[1].first_page == found.documents[0].last_page + 1
    assert found.documents[1].last_page == found.pages
    pdf = book.ask(file_bytes, found.file_sha256)
    assert pdf is not None
    assert pdf.startswith(b"%PDF")


def test_equal_facts_make_equal_bytes(book: Book) -> None:
    ids = two_packs(book)
    made = [
        make_pack(pack_contents(book.ask(pack_facts, ids), date(2003, 3, 14)), fillable=False).pdf
        for _ in range(2)
    ]
    assert made[0] == made[1]


def test_a_spoilt_pack_goes_back_and_the_rest_is_posted(book: Book) -> None:
    ids = two_packs(book)
    run = make(book, ids)
    book.do(put_back, ids[:1])
    assert book.do(post_run, run).value == 1
    (left,) = book.ask(queued)
    assert left.id == ids[0]
    assert book.ask(stages) == {"Pack sent", "In conversation"}
    with pytest.raises(Refusal):
        book.do(post_run, run)


def test_a_batch_drawn_before_the_queue_changed_is_refused(book: Book) -> None:
    ids = two_packs(book)
    facts = book.ask(pack_facts, ids)
    contents = pack_contents(facts, date(2003, 3, 14))
    made = make_pack(contents, fillable=False)
    book.do(take_out, ids[:1])
    with pytest.raises(Refusal, match="No longer in the queue"):
        book.do(file_run, made_run(facts, contents, made))
    assert book.ask(runs) == ()


def test_an_objection_to_post_is_found_in_the_queue_and_refuses_a_pack(book: Book) -> None:
    ids = two_packs(book)
    company = book.ask(queued)[0].company_id

    def object_to_post(work: object) -> None:
        from crm.actions.objecting import enter_objection

        enter_objection(work, Channel.POST, Scope.COMPANY, company)  # type: ignore[arg-type]

    book.do(object_to_post)
    assert [c.holds for c in book.ask(cautions, ids)] == [True]
    with pytest.raises(Refusal) as refused:
        book.do(queue_pack, company)
    assert refused.value.field == "channel"


def test_a_second_pack_within_two_weeks_is_worth_a_word(book: Book, clock: SetClock) -> None:
    ids = two_packs(book)
    book.do(post_run, make(book, ids))
    company = book.ask(run_file, book.ask(runs)[0].id).documents[0].company_id
    clock.forward(days=12)
    again = book.do(queue_pack, company).value
    (caution,) = book.ask(cautions, [again])
    assert "12 days ago" in caution.message
    assert not caution.holds


def test_parts_can_be_left_out_but_not_all(book: Book) -> None:
    ids = two_packs(book)
    going = [part.position for part in book.ask(pack_facts, ids).packs[0].parts]
    book.do(change_queued, ids[0], left_out=[1, 2], personal_paragraph="See you in Leek.")
    facts = book.ask(pack_facts, ids[:1])
    assert len(facts.packs[0].parts) == len(going) - 2
    assert facts.packs[0].personal_paragraph == "See you in Leek."
    with pytest.raises(Refusal):
        book.do(change_queued, ids[0], left_out=going)


def test_what_a_letter_would_say_can_be_looked_at_for_any_company(book: Book) -> None:
    two_packs(book)
    company = book.ask(queued)[0].company_id
    pack = book.ask(pack_facts, [book.ask(queued)[0].id]).packs[0].pack_id
    (content,) = pack_contents(book.ask(sample_pack_facts, company, pack), date(2003, 3, 14))
    assert content.recipient.salutation == "Dear Ms Marsh"
    assert not [problem for problem in check_pack(content) if problem.holds]


def test_nothing_is_posted_in_the_future(book: Book) -> None:
    run = make(book, two_packs(book))
    with pytest.raises(Refusal) as refused:
        book.do(post_run, run, date(2003, 3, 15))
    assert refused.value.field == "posted_on"
