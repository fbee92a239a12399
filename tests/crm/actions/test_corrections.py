"""A call is corrected afterwards as if it had been logged right at once, where that still goes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from crm.actions.calls import log_call
from crm.actions.companies import set_stage, trash
from crm.actions.corrections import WISH_STAYS, correct_call, plan_correction
from crm.actions.letters import queue_pack
from crm.data.book import Book
from crm.data.connection import Reading
from crm.data.queries.call_corrections import latest_call
from crm.data.queries.calling import numbers_to_dial
from crm.data.queries.company import company_page
from crm.data.queries.invariants import companies_without_step
from crm.data.queries.letters import queued
from crm.data.queries.objections import objecting_companies
from crm.data.records.activities import Activity, NextStep
from crm.data.records.catalogue import MUSTER
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.data.records.people import PhoneNumber
from crm.data.work import Work
from crm.domain.call_standing import PUT_BACK
from crm.domain.errors import Refusal
from crm.domain.next_steps import read_when
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, NumberFate, Outcome, Reason
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin
from tests.books.fingerprint import fingerprint
from tests.crm.actions.test_calls import calls_for, first_number, open_steps


def facts(reading: Reading, company: int) -> Mapping[str, Any]:
    row = reading.sql.execute(select(*Company.__table__.c).where(Company.id == company)).one()
    return {name: row._asdict()[name] for name in PUT_BACK}


def activity(reading: Reading, key: int) -> Mapping[str, Any]:
    query = select(*Activity.__table__.c).where(Activity.id == key)
    row = reading.sql.execute(query).one()._asdict()
    return {name: row[name] for name in ("outcome", "attempt", "reached", "conversation", "note")}


def steps(reading: Reading, company: int) -> list[tuple[Any, ...]]:
    query = (
        select(NextStep.kind, NextStep.due_on, NextStep.due_at, NextStep.part, NextStep.text,
               NextStep.done_how)
        .where(NextStep.company_id == company)
        .order_by(NextStep.done_at.is_(None), NextStep.made_at, NextStep.id)
    )  # fmt: skip
    return [tuple(row) for row in reading.sql.execute(query)]


def states(reading: Reading, company: int) -> list[str]:
    query = select(PhoneNumber.state).where(PhoneNumber.company_id == company)
    return list(reading.sql.execute(query.order_by(PhoneNumber.id)).scalars())


SOFT = [place for place, outcome in enumerate(Outcome) if outcome is not Outcome.DO_NOT_CALL]


@pytest.mark.parametrize("wrong", SOFT)
@pytest.mark.parametrize("right", [0, 3, 5, 8, 11])
def test_a_corrected_call_stands_as_if_it_had_been_right_at_once(
    book: Book, clock: SetClock, wrong: int, right: int
) -> None:
    one = begin(book).do(add_firm).value
    other = book.do(add_firm, name="Trentside Systems Ltd", postcode="ST16 2AA",
                    numbers=("+441632960199",)).value  # fmt: skip
    for company in (one, other):
        book.do(log_call, Call(company, Outcome.MESSAGE))
    clock.forward(days=3)
    mine, others = calls_for(book, one), calls_for(book, other)
    logged = book.do(log_call, mine[wrong]).value
    planned = book.ask(plan_correction, logged.activity_id, mine[right])
    assert planned.whole
    before = book.ask(fingerprint, MUSTER)
    done = book.do(correct_call, logged.activity_id, mine[right])
    assert done.changes.label == "Correct the call with Potteries Data Ltd"
    book.do(log_call, others[right])
    assert book.ask(facts, one) == book.ask(facts, other)
    assert book.ask(steps, one) == book.ask(steps, other)
    assert book.ask(states, one) == book.ask(states, other)
    packs = book.ask(queued)
    assert len([p for p in packs if p.company_id == one]) == int(right == 5)
    if right != 11:
        book.undo()
        book.undo()
        assert book.ask(fingerprint, MUSTER) == before


def test_the_plan_says_what_will_change_first(book: Book) -> None:
    company = begin(book).do(add_firm).value
    logged = book.do(log_call, Call(company, Outcome.NO_ANSWER)).value
    when = read_when("tue 2pm", book.clock())
    right = Call(company, Outcome.CALL_BACK, person_name="Helen Marsh", when=when)
    before = book.ask(fingerprint, MUSTER)
    plan = book.ask(plan_correction, logged.activity_id, right)
    assert plan.changes == (
        "Outcome: no answer → call back.",
        "Stage: Attempting → In conversation.",
        (
            "Next step: Try again, Tue 18 Mar, early afternoon → "
            "Call back Helen Marsh, Tue 18 Mar 14:00."
        ),
    )
    assert plan.stays == ()
    assert book.ask(fingerprint, MUSTER) == before


def test_a_bad_number_that_was_none_is_usable_again(book: Book) -> None:
    company = begin(book).do(add_firm).value
    number = book.ask(first_number, company)
    wrong = Call(company, Outcome.BAD_NUMBER, number_id=number, number_fate=NumberFate.FAX)
    logged = book.do(log_call, wrong).value
    right = Call(company, Outcome.NO_ANSWER)
    plan = book.ask(plan_correction, logged.activity_id, right)
    assert "+441632960123: fax → usable." in plan.changes
    book.do(correct_call, logged.activity_id, right)
    assert [one.id for one in book.ask(numbers_to_dial, [company])[company]] == [number]
    assert [kind for kind, _ in book.ask(open_steps, company)] == ["call"]


def test_a_queued_pack_is_taken_out_and_one_that_is_printed_stays(book: Book) -> None:
    one = begin(book).do(add_firm).value
    pack = Call(one, Outcome.SEND_PACK, person_name="Helen Marsh", channel=Channel.POST)
    logged = book.do(log_call, pack).value
    plan = book.ask(plan_correction, logged.activity_id, Call(one, Outcome.NO_ANSWER))
    assert any("is taken out of the queue" in line for line in plan.changes)
    book.do(correct_call, logged.activity_id, Call(one, Outcome.NO_ANSWER))
    assert book.ask(queued) == ()
    other = book.do(add_firm, name="Trentside", postcode="ST16 2AA").value
    logged = book.do(
        log_call,
        Call(other, Outcome.SEND_PACK, person_name="Helen Marsh", channel=Channel.POST),
    ).value
    document = logged.document_id or 0

    def print_it(work: Work) -> None:
        work.get(Document, document).state = "printed"

    book.do(print_it)
    done = book.do(correct_call, logged.activity_id, Call(other, Outcome.NO_ANSWER))
    assert "is printed already and stays" in done.said
    assert book.do(lambda work: work.get(Document, document).state).value == "printed"
    again = Call(other, Outcome.SEND_PACK, person_name="Ann Wu", channel=Channel.POST)
    book.do(correct_call, logged.activity_id, again)
    sent = book.ask(company_page, other).documents
    assert len(sent) <= 2


def test_the_same_pack_goes_to_whom_the_correction_says(book: Book) -> None:
    company = begin(book).do(add_firm, people=("Helen Marsh", "Ann Wu")).value
    wrong = Call(company, Outcome.SEND_PACK, person_name="Helen Marsh", channel=Channel.POST)
    logged = book.do(log_call, wrong).value
    right = Call(company, Outcome.SEND_PACK, person_name="Ann Wu", channel=Channel.EMAIL)
    book.do(correct_call, logged.activity_id, right)
    (waiting,) = book.ask(queued)
    assert (waiting.id, waiting.person) == (logged.document_id, "Ms Ann Wu")


def test_of_an_older_call_only_the_outcome_changes(book: Book, clock: SetClock) -> None:
    company = begin(book).do(add_firm).value
    older = book.do(log_call, Call(company, Outcome.NO_ANSWER, note="rang")).value
    clock.forward(days=3)
    when = read_when("+2wd 14:00", clock.now)
    book.do(log_call, Call(company, Outcome.CALL_BACK, person_name="Helen Marsh", when=when))
    stood, planned = book.ask(facts, company), book.ask(open_steps, company)
    right = Call(company, Outcome.NOT_INTERESTED, reason=Reason.COST)
    plan = book.ask(plan_correction, older.activity_id, right)
    assert not plan.whole
    assert plan.stays == ("Stage and next step stay as they are: a later call is on file.",)
    done = book.do(correct_call, older.activity_id, right)
    assert "a later call is on file" in done.said
    assert book.ask(open_steps, company) == planned
    assert book.ask(facts, company) == stood
    assert book.ask(activity, older.activity_id) == {
        "outcome": "not-interested", "attempt": True, "reached": True, "conversation": True,
        "note": "rang",
    }  # fmt: skip


def test_a_company_moved_by_hand_since_keeps_its_stage(book: Book) -> None:
    company = begin(book).do(add_firm).value
    logged = book.do(log_call, Call(company, Outcome.NO_ANSWER)).value
    book.do(set_stage, company, "Applied")
    plan = book.ask(plan_correction, logged.activity_id, Call(company, Outcome.MESSAGE))
    assert plan.stays == ("Stage and next step stay as they are: more has happened since.",)
    book.do(correct_call, logged.activity_id, Call(company, Outcome.MESSAGE))
    assert book.ask(facts, company)["stage"] == "Applied"


def test_no_correction_lifts_a_wish_and_one_can_record_it(book: Book, clock: SetClock) -> None:
    one = begin(book).do(add_firm).value
    wish = Call(one, Outcome.DO_NOT_CALL, scope=Scope.COMPANY, who_asked="Helen Marsh")
    logged = book.do(log_call, wish).value
    done = book.do(correct_call, logged.activity_id, Call(one, Outcome.NO_ANSWER))
    assert WISH_STAYS in done.said
    assert book.ask(objecting_companies, Channel.CALL, [one])
    other = book.do(add_firm, name="Trentside", postcode="ST16 2AA",
                    numbers=("+441632960199",)).value  # fmt: skip
    older = book.do(log_call, Call(other, Outcome.NO_ANSWER)).value
    clock.forward(days=3)
    book.do(log_call, Call(other, Outcome.MESSAGE))
    wish = Call(other, Outcome.DO_NOT_CALL, scope=Scope.COMPANY, who_asked="Jo")
    book.do(correct_call, older.activity_id, wish)
    assert book.ask(objecting_companies, Channel.CALL, [other])
    assert book.ask(open_steps, other) == []


def test_what_cannot_be_corrected_says_why(book: Book) -> None:
    company = begin(book).do(add_firm).value
    logged = book.do(log_call, Call(company, Outcome.NO_ANSWER)).value
    before = book.ask(fingerprint, MUSTER)
    for wrong, field in (
        (Call(company, Outcome.NOT_INTERESTED), "reason"),
        (Call(company, Outcome.CALL_BACK), "next_step"),
        (Call(company, Outcome.BAD_NUMBER, number_fate=NumberFate.FAX), "number"),
    ):
        for refused in (
            lambda wrong=wrong: book.ask(plan_correction, logged.activity_id, wrong),
            lambda wrong=wrong: book.do(correct_call, logged.activity_id, wrong),
        ):
            with pytest.raises(Refusal) as caught:
                refused()
            assert caught.value.field == field
    with pytest.raises(Refusal, match="not in the book"):
        book.ask(plan_correction, 987, Call(company, Outcome.MESSAGE))
    assert book.ask(fingerprint, MUSTER) == before
    book.do(trash, company)
    with pytest.raises(Refusal, match="trash"):
        book.do(correct_call, logged.activity_id, Call(company, Outcome.MESSAGE))


def test_the_clock_set_back_two_days_corrects_all_the_same(book: Book, clock: SetClock) -> None:
    company = begin(book).do(add_firm).value
    logged = book.do(log_call, Call(company, Outcome.NO_ANSWER)).value
    clock.forward(days=-2)
    book.do(correct_call, logged.activity_id, Call(company, Outcome.MESSAGE))
    assert len(book.ask(open_steps, company)) == 1


@pytest.mark.timeout(240)
@settings(
    max_examples=12, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    deeds=st.lists(
        st.tuples(st.sampled_from(["log", "late", "correct", "older", "undo", "pack"]),
                  st.integers(0, 10), st.sampled_from([0, 40, 3_000])),
        min_size=3, max_size=12,
    )
)  # fmt: skip
def test_an_open_company_has_one_step_whatever_is_corrected(
    book: Book, clock: SetClock, deeds: list[tuple[str, int, int]]
) -> None:
    if not book.ask(lambda reading: reading.sql.execute(select(Company.id)).all()):
        begin(book)
    serial = len(book.ask(lambda r: r.sql.execute(select(Company.id)).all()))
    company = book.do(add_firm, name=f"Firm {serial}", postcode=f"ST{serial % 30 + 1} 1AA",
                      numbers=(f"+4416329{serial % 99_999:05}",)).value  # fmt: skip
    made: list[int] = []
    for kind, place, minutes in deeds:
        clock.forward(minutes=minutes + 1)
        call = calls_for_fresh(book, company, place)
        if kind == "undo" and made:
            book.undo()
            made = [key for key in made if latest_call_is_known(book, key)]
        elif kind == "pack":
            book.do(queue_pack, company)
        elif kind in {"correct", "older"} and made:
            key = made[0] if kind == "older" else book.ask(latest_call, company) or made[-1]
            book.do(correct_call, key, call)
        elif kind == "late":
            late = Call(company, Outcome.MESSAGE, at=clock.now - timedelta(minutes=30))
            made.append(book.do(log_call, late).value.activity_id)
        else:
            made.append(book.do(log_call, call).value.activity_id)
        assert book.ask(companies_without_step) == {}
        assert len(book.ask(open_steps, company)) <= 1
    assert book.check() == ()


def latest_call_is_known(book: Book, key: int) -> bool:
    found = select(Activity.id).where(Activity.id == key)
    return book.ask(lambda reading: reading.sql.execute(found).scalar()) is not None


def calls_for_fresh(book: Book, company: int, place: int) -> Call:
    """One of the calls that can be logged again and again, for a company with one number."""
    soft = [
        Call(company, Outcome.NO_ANSWER),
        Call(company, Outcome.MESSAGE),
        Call(company, Outcome.ENGAGED),
        Call(company, Outcome.CALL_BACK, person_name="Helen Marsh",
             when=read_when("+1wd 14:00", book.clock())),
        Call(company, Outcome.GATEKEEPER, gatekeeper_name="Jon Adeyemi"),
        Call(company, Outcome.SEND_PACK, person_name="Helen Marsh", channel=Channel.POST),
        Call(company, Outcome.NOT_NOW),
        Call(company, Outcome.NOT_INTERESTED, reason=Reason.COST),
        Call(company, Outcome.BAD_NUMBER, number_id=book.ask(first_number, company),
             number_fate=NumberFate.DISCONNECTED),
        Call(company, Outcome.WILL_JOIN, plan="11–24", signatory="Helen Marsh"),
        Call(company, Outcome.BOOKED, which="Evening", when=read_when("+1w", book.clock())),
    ]  # fmt: skip
    return soft[place]
