"""What a note marks is kept with the call, whoever was named is added, incoming is no try."""

import pytest
from sqlalchemy import select

from crm.actions.calls import log_call
from crm.actions.notes import write_note
from crm.data.book import Book
from crm.data.connection import Reading
from crm.data.queries.company import company_page
from crm.data.records.activities import Activity
from crm.data.records.catalogue import MUSTER
from crm.data.records.companies import Company
from crm.domain.errors import Refusal
from crm.domain.objections import Channel
from crm.domain.outcomes import Call, Outcome
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin
from tests.books.fingerprint import fingerprint


def newest(reading: Reading, company: int) -> tuple[str, int | None, bool, bool]:
    query = (
        select(Activity.note, Activity.person_id, Activity.attempt, Activity.reached)
        .where(Activity.company_id == company)
        .order_by(Activity.id.desc())
    )
    row = reading.sql.execute(query.limit(1)).one()
    return row.note, row.person_id, row.attempt, row.reached


def pack_for(company: int, referral: str) -> Call:
    return Call(
        company, Outcome.SEND_PACK, person_name="Helen Marsh", channel=Channel.POST,
        referral=referral,
    )  # fmt: skip


def test_marks_are_kept_in_the_same_step(book: Book) -> None:
    company = begin(book).do(add_firm).value
    before = book.ask(fingerprint, MUSTER)
    note = "@helen writes C# and is #1 here #cloud\n!Closed on Fridays"
    done = book.do(log_call, Call(company, Outcome.NO_ANSWER, note=note))
    assert done.changes.label == "Log call with Potteries Data Ltd"
    page = book.ask(company_page, company)
    assert page.tags == ("cloud",)
    assert page.pinned == "Closed on Fridays"
    assert book.ask(newest, company)[:2] == (note, page.people[0].id)
    book.do(log_call, Call(company, Outcome.MESSAGE, note="!closed on fridays #Cloud"))
    again = book.ask(company_page, company)
    assert (again.tags, again.pinned) == (page.tags, page.pinned)
    book.undo()
    book.undo()
    assert book.ask(fingerprint, MUSTER) == before


def test_who_was_chosen_stands_over_who_is_marked(book: Book) -> None:
    company = begin(book).do(add_firm, people=("Helen Marsh", "Ann Wu")).value
    helen, ann = book.ask(company_page, company).people
    book.do(log_call, Call(company, Outcome.MESSAGE, person_id=ann.id, note="@Helen is away"))
    assert book.ask(newest, company)[1] == ann.id
    book.do(log_call, Call(company, Outcome.MESSAGE, note="@Helen is away"))
    assert book.ask(newest, company)[1] == helen.id


def test_a_mark_that_means_two_people_notes_nobody_and_says_so(book: Book) -> None:
    company = begin(book).do(add_firm, people=("Jon Price", "Jon Adeyemi")).value
    done = book.do(log_call, Call(company, Outcome.MESSAGE, note="@Jon is in on Monday"))
    assert "may mean Jon Price or Jon Adeyemi" in done.said
    assert book.ask(newest, company)[1] is None


def test_a_new_name_is_whom_the_call_was_with(book: Book) -> None:
    company = begin(book).do(add_firm).value
    call = Call(company, Outcome.NOT_NOW, note="@Priya Nair asks us to wait")
    book.do(log_call, call)
    people = {person.id: person.name for person in book.ask(company_page, company).people}
    assert people[book.ask(newest, company)[1] or 0] == "Priya Nair"


def test_a_note_without_a_call_keeps_its_marks_and_may_be_of_yesterday(
    book: Book, clock: SetClock
) -> None:
    company = begin(book).do(add_firm).value
    yesterday = clock.now
    clock.forward(days=1)
    book.do(write_note, company, "#cloud @Helen !Moves in May", None, None, yesterday)
    page = book.ask(company_page, company)
    assert (page.tags, page.pinned) == (("cloud",), "Moves in May")
    assert book.ask(newest, company)[1] == page.people[0].id
    with pytest.raises(Refusal) as refused:
        book.do(write_note, company, "x", None, None, clock.now.replace(year=2004))
    assert refused.value.field == "at"


def test_who_else_to_ring_is_added_as_a_referral(book: Book) -> None:
    company = begin(book).do(add_firm).value
    done = book.do(log_call, pack_for(company, "Rugby Robotics 01788 960123"))
    assert "Rugby Robotics was added: named by Potteries Data Ltd." in done.said
    added = book.ask(
        lambda reading: reading.sql.execute(
            select(Company.id).where(Company.name == "Rugby Robotics")
        ).scalar_one()
    )
    page = book.ask(company_page, added)
    assert (page.source_kind, page.referred_by_id) == ("referral", company)
    assert [number.e164 for number in page.numbers] == ["+441788960123"]


@pytest.mark.parametrize("typed", ["Trentside Systems", "Some Name 01632 960199"])
def test_a_company_that_is_there_already_is_used_instead(book: Book, typed: str) -> None:
    company = begin(book).do(add_firm).value
    other = book.do(add_firm, name="Trentside Systems Ltd", postcode="ST16 2AA",
                    numbers=("+441632960199",)).value  # fmt: skip
    done = book.do(log_call, pack_for(company, typed))
    assert "Trentside Systems Ltd is in the book already" in done.said
    assert book.ask(company_page, other).referred_by_id == company
    count = select(Company.id)
    assert len(book.ask(lambda reading: reading.sql.execute(count).all())) == 2


def test_a_referral_without_a_name_is_refused_whole(book: Book) -> None:
    company = begin(book).do(add_firm).value
    before = book.ask(fingerprint, MUSTER)
    with pytest.raises(Refusal) as refused:
        book.do(log_call, pack_for(company, "01788 960123"))
    assert refused.value.field == "referral"
    assert book.ask(fingerprint, MUSTER) == before


def test_an_incoming_call_is_reached_and_no_try_of_ours(book: Book, clock: SetClock) -> None:
    company = begin(book).do(add_firm).value
    book.do(log_call, Call(company, Outcome.NO_ANSWER))
    tried = book.ask(company_page, company).answers.last_try_at
    clock.forward(days=1)
    call = Call(company, Outcome.GATEKEEPER, gatekeeper_name="Jon", incoming=True)
    book.do(log_call, call)
    assert book.ask(newest, company)[2:] == (False, True)
    answers = book.ask(company_page, company).answers
    assert (answers.tries, answers.last_try_at) == (0, tried)
    with pytest.raises(Refusal, match="They rang us") as refused:
        book.do(log_call, Call(company, Outcome.NO_ANSWER, incoming=True))
    assert refused.value.field == "outcome"
