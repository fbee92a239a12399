"""Logging calls: what is filed, what comes next, and that one undo takes all of it back."""

from datetime import date

import pytest
from sqlalchemy import select

from crm.actions.calls import log_call
from crm.actions.companies import trash
from crm.actions.letters import queue_pack
from crm.data.book import Book
from crm.data.connection import Reading
from crm.data.queries.calling import counts_of_day, numbers_to_dial, refuse_dialling
from crm.data.queries.letters import queued
from crm.data.queries.objections import objecting_companies
from crm.data.records.activities import Activity, NextStep
from crm.data.records.catalogue import MUSTER
from crm.data.records.companies import Company
from crm.data.records.people import Person, PhoneNumber
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.next_steps import read_when
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, NumberFate, Outcome, Reason
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin
from tests.books.fingerprint import fingerprint


def open_steps(reading: Reading, company: int) -> list[tuple[str, date]]:
    query = select(NextStep.kind, NextStep.due_on).where(
        NextStep.company_id == company, NextStep.done_at.is_(None)
    )
    return [(row.kind, row.due_on) for row in reading.sql.execute(query)]


def stage(reading: Reading, company: int) -> str:
    return reading.sql.execute(select(Company.stage).where(Company.id == company)).scalar_one()


def first_number(reading: Reading, company: int) -> int:
    query = select(PhoneNumber.id).where(PhoneNumber.company_id == company)
    return reading.sql.execute(query.order_by(PhoneNumber.position)).scalars().first() or 0


def calls_for(book: Book, company: int) -> list[Call]:
    when = read_when("tue 2pm", book.clock())
    person = book.ask(
        lambda reading: reading.sql.execute(
            select(Person.id).where(Person.company_id == company)
        ).scalar_one()
    )
    number = book.ask(first_number, company)
    return [
        Call(company, Outcome.NO_ANSWER, number_id=number),
        Call(company, Outcome.MESSAGE),
        Call(company, Outcome.ENGAGED),
        Call(company, Outcome.CALL_BACK, person_id=person, when=when),
        Call(company, Outcome.GATEKEEPER, gatekeeper_name="Jon Adeyemi"),
        Call(company, Outcome.SEND_PACK, person_id=person, channel=Channel.POST),
        Call(company, Outcome.NOT_NOW),
        Call(company, Outcome.NOT_INTERESTED, reason=Reason.COST),
        Call(company, Outcome.BAD_NUMBER, number_id=number, number_fate=NumberFate.DISCONNECTED),
        Call(company, Outcome.WILL_JOIN, plan="11–24", signatory="Helen Marsh"),
        Call(company, Outcome.BOOKED, which="Branch evening", when=when),
        Call(company, Outcome.DO_NOT_CALL, scope=Scope.COMPANY, who_asked="Helen Marsh"),
    ]


@pytest.mark.parametrize("place", range(12))
def test_every_outcome_is_one_step_that_undo_takes_back(book: Book, place: int) -> None:
    company = begin(book).do(add_firm).value
    before = book.ask(fingerprint, MUSTER)
    call = calls_for(book, company)[place]
    done = book.do(log_call, call)
    assert done.changes.label == "Log call with Potteries Data Ltd"
    assert company in (done.changes.companies or ())
    after = book.ask(fingerprint, MUSTER)
    assert after != before
    book.undo()
    assert book.ask(fingerprint, MUSTER) == before
    book.redo()
    assert book.ask(fingerprint, MUSTER) == after


def test_no_answer_plans_the_other_part_of_the_day_two_working_days_on(book: Book) -> None:
    company = begin(book).do(add_firm).value
    book.do(log_call, Call(company, Outcome.NO_ANSWER))
    assert book.ask(open_steps, company) == [("call", date(2003, 3, 18))]
    assert book.ask(stage, company) == "Attempting"
    assert book.ask(counts_of_day, date(2003, 3, 14)).calls == 1


def test_interest_queues_a_pack_and_plans_to_post_it(book: Book) -> None:
    company = begin(book).do(add_firm).value
    call = Call(
        company, Outcome.SEND_PACK, person_name="Helen Marsh", channel=Channel.POST, note="Hello"
    )
    logged = book.do(log_call, call).value
    (waiting,) = book.ask(queued)
    assert waiting.id == logged.document_id
    assert waiting.person == "Ms Helen Marsh"
    assert waiting.reference.startswith("WM-0001-")
    assert book.ask(open_steps, company) == [("post pack", date(2003, 3, 17))]
    assert book.ask(stage, company) == "In conversation"


def test_someone_who_is_new_is_added_with_the_call(book: Book) -> None:
    company = begin(book).do(add_firm).value
    call = Call(company, Outcome.GATEKEEPER, gatekeeper_name="Mr Jon Adeyemi")
    book.do(log_call, call)
    book.do(log_call, call)
    people = book.ask(
        lambda reading: [
            tuple(row)
            for row in reading.sql.execute(
                select(Person.title, Person.surname, Person.role).where(
                    Person.company_id == company
                )
            )
        ]
    )
    assert sorted(people) == [("Mr", "Adeyemi", "gatekeeper"), ("Ms", "Marsh", "")]


def test_the_last_bad_number_leaves_a_number_to_be_found(book: Book) -> None:
    company = begin(book).do(add_firm, numbers=("+441632960123", "+441632960124")).value
    for left in (1, 0):
        number = book.ask(numbers_to_dial, [company])[company][0].id
        fate = NumberFate.DISCONNECTED
        book.do(log_call, Call(company, Outcome.BAD_NUMBER, number_id=number, number_fate=fate))
        assert len(book.ask(numbers_to_dial, [company]).get(company, ())) == left
        with pytest.raises(Refusal):
            book.ask(refuse_dialling, company, number)
    assert [kind for kind, _ in book.ask(open_steps, company)] == ["find number"]


def test_an_objection_survives_undo_and_reaches_a_second_firm_with_the_number(
    book: Book,
) -> None:
    company = begin(book).do(add_firm).value
    other = book.do(add_firm, name="Trentside Systems Ltd", postcode="ST16 2AA").value
    number = book.ask(first_number, company)
    book.do(
        log_call,
        Call(
            company,
            Outcome.DO_NOT_CALL,
            scope=Scope.NUMBER,
            number_id=number,
            who_asked="Helen Marsh",
        ),
    )
    assert book.ask(numbers_to_dial, [company, other]) == {}
    book.undo()
    assert book.ask(numbers_to_dial, [company, other]) == {}


def test_what_is_missing_is_named_and_nothing_is_filed(book: Book) -> None:
    company = begin(book).do(add_firm).value
    before = book.ask(fingerprint, MUSTER)
    for call, field in [
        (Call(company, Outcome.CALL_BACK, person_name="New Person"), "next_step"),
        (Call(company, Outcome.NOT_INTERESTED), "reason"),
        (Call(company, Outcome.WILL_JOIN), "plan"),
        (Call(company, Outcome.BAD_NUMBER, number_fate=NumberFate.FAX), "number"),
        (Call(company, Outcome.NO_ANSWER, note="x" * 6_000), "note"),
    ]:
        with pytest.raises(Refusal) as refused:
            book.do(log_call, call)
        assert refused.value.field == field
    assert book.ask(fingerprint, MUSTER) == before


def test_a_past_call_counts_on_its_own_day(book: Book, clock: SetClock) -> None:
    company = begin(book).do(add_firm).value
    yesterday = clock.now
    clock.forward(days=3)
    book.do(log_call, Call(company, Outcome.NO_ANSWER, at=yesterday))
    assert book.ask(counts_of_day, date(2003, 3, 14)).calls == 1
    assert book.ask(counts_of_day, date(2003, 3, 17)).calls == 0
    happened = book.ask(
        lambda reading: reading.sql.execute(select(Activity.happened_at)).scalars().all()
    )
    assert happened == [yesterday]


def test_undo_of_a_wish_says_that_it_stays_and_what_to_do(book: Book) -> None:
    company = begin(book).do(add_firm).value
    wish = Call(company, Outcome.DO_NOT_CALL, scope=Scope.COMPANY, who_asked="Helen Marsh")
    book.do(log_call, wish)
    for _ in range(2):
        said = book.undo().said
        assert "stays on record" in said
        assert "recorded in error" in said
        assert book.ask(objecting_companies, Channel.CALL, [company])
        assert book.redo().said == ""


def test_a_barred_number_bars_its_twin_at_the_same_company(book: Book) -> None:
    company = begin(book).do(add_firm, numbers=("+441632960123", "+441632960123")).value
    number = book.ask(first_number, company)
    wish = Call(
        company, Outcome.DO_NOT_CALL, scope=Scope.NUMBER, number_id=number, who_asked="Helen Marsh"
    )
    book.do(log_call, wish)
    assert [kind for kind, _ in book.ask(open_steps, company)] == ["find number"]


def test_a_call_keyed_in_late_takes_back_no_later_promise(book: Book, clock: SetClock) -> None:
    company = begin(book).do(add_firm).value
    yesterday = clock.now
    clock.forward(days=3)
    when = read_when("+2wd 14:00", clock.now)
    promise = Call(company, Outcome.CALL_BACK, person_name="Helen Marsh", when=when)
    book.do(log_call, promise)
    promised = book.ask(open_steps, company)
    late = book.do(
        log_call, Call(company, Outcome.NOT_INTERESTED, at=yesterday, reason=Reason.COST)
    )
    assert "later call" in late.said
    assert book.ask(open_steps, company) == promised
    assert book.ask(stage, company) == "In conversation"
    assert book.ask(counts_of_day, date(2003, 3, 14)).calls == 1
    wish = Call(
        company, Outcome.DO_NOT_CALL, at=yesterday, scope=Scope.COMPANY, who_asked="Helen Marsh"
    )
    book.do(log_call, wish)
    assert book.ask(open_steps, company) == []


def test_nobody_who_has_left_is_rung(book: Book) -> None:
    company = begin(book).do(add_firm, numbers=()).value

    def direct_line(work: Work) -> int:
        helen = work.session.scalars(select(Person)).one()
        line = PhoneNumber(company_id=company, person_id=helen.id, typed="x", e164="+441632960199")
        return work.add(line).id

    def leave(work: Work) -> None:
        work.session.scalars(select(Person)).one().left_on = work.today

    number = book.do(direct_line).value
    assert book.ask(refuse_dialling, company, number).e164 == "+441632960199"
    book.do(leave)
    assert book.ask(numbers_to_dial, [company]) == {}
    with pytest.raises(Refusal):
        book.ask(refuse_dialling, company, number)


def test_a_company_in_the_trash_is_not_dialled(book: Book) -> None:
    company = begin(book).do(add_firm).value
    number = book.ask(first_number, company)
    book.do(trash, company)
    with pytest.raises(Refusal, match="trash"):
        book.ask(refuse_dialling, company, number)
    with pytest.raises(Refusal, match="trash"):
        book.do(queue_pack, company)
