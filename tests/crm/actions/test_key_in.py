"""A sheet keyed in as one step, with the lines that are refused left out, on both engines."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.actions.corrections import correct_call
from crm.actions.key_in import KeyedCall, TypedLine, key_in, key_in_lines
from crm.actions.privacy import record_objection
from crm.data.book import Book
from crm.data.queries.call_sheets import known_company
from crm.data.queries.company import company_page
from crm.data.queries.counted_lines import Behind, behind_ids, behind_rows
from crm.data.queries.measures import measures
from crm.data.queries.timeline import timeline
from crm.domain.keyed_rows import KeyedRow
from crm.domain.measures import Measure, Span
from crm.domain.next_steps import read_when
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, Outcome, Reason
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin

MONDAY = datetime(2003, 3, 17, 9, tzinfo=UTC)
FRIDAY = datetime(2003, 3, 14, 9, tzinfo=UTC)
DAY = Span(FRIDAY.date(), FRIDAY.date())


@pytest.fixture
def firms(book: Book, clock: SetClock) -> list[int]:
    begin(book)
    made = [book.do(add_firm, f"Firm {n} Ltd", (f"+4416329601{n:02}",)).value for n in range(6)]
    clock.set(MONDAY)
    return made


def at(minutes: int) -> datetime:
    return FRIDAY + timedelta(minutes=minutes)


def test_a_sheet_is_one_step_in_the_order_of_its_times(book: Book, firms: list[int]) -> None:
    calls = [
        KeyedCall(1, Call(firms[0], Outcome.NO_ANSWER, at=at(30), note="second try")),
        KeyedCall(2, Call(firms[0], Outcome.NO_ANSWER, at=at(0), note="first try")),
        KeyedCall(3, Call(firms[1], Outcome.CALL_BACK, at=at(10), person_name="Jon",
                          when=read_when("tue 2pm", at(10)))),
    ]  # fmt: skip
    done = book.do(key_in, calls, "call sheet 1403-1")
    assert done.value.filed == (2, 3, 1)
    assert done.value.refused == ()
    assert done.changes.label == "Key in 3 calls from call sheet 1403-1"
    page = book.ask(company_page, firms[0])
    assert page.answers.tries == 2
    assert book.ask(company_page, firms[1]).next_step.due_at == datetime(
        2003, 3, 18, 14, tzinfo=UTC
    )  # type: ignore[union-attr]
    book.undo()
    assert book.ask(company_page, firms[0]).stored_stage == "New"
    assert book.ask(measures, DAY).whole.count(Measure.DIALS) == 0


def test_refused_lines_leave_nothing_and_the_others_are_filed(book: Book, firms: list[int]) -> None:
    before = book.ask(timeline, firms[1]).total
    calls = [
        KeyedCall(1, Call(firms[0], Outcome.NO_ANSWER, at=at(0))),
        KeyedCall(2, Call(firms[1], Outcome.CALL_BACK, at=at(5))),
        KeyedCall(3, Call(firms[2], Outcome.NO_ANSWER, at=MONDAY + timedelta(hours=1))),
        KeyedCall(4, Call(firms[3], Outcome.NO_ANSWER)),
        KeyedCall(5, Call(99_999, Outcome.NO_ANSWER, at=at(20))),
        KeyedCall(6, Call(firms[4], Outcome.NOT_INTERESTED, at=at(25), reason=Reason.COST)),
    ]
    done = book.do(key_in, calls).value
    assert done.filed == (1, 6)
    assert {(one.line, one.field) for one in done.refused} == {
        (2, "next_step"), (3, "at"), (4, "at"), (5, "company"),
    }  # fmt: skip
    assert all(one.message for one in done.refused)
    assert book.ask(timeline, firms[1]).total == before
    assert book.ask(measures, DAY).whole.count(Measure.DIALS) == 2


def test_a_line_refused_half_way_takes_back_what_it_had_done(book: Book, firms: list[int]) -> None:
    """A pack that cannot go to an objecting company is refused after its person was added."""
    book.do(record_objection, Channel.POST, Scope.COMPANY, company_id=firms[0], asked_by="Jo")
    wrong = Call(firms[0], Outcome.SEND_PACK, at=at(0), person_name="New Person",
                 channel=Channel.POST)  # fmt: skip
    right = [
        KeyedCall(n, Call(firm, Outcome.NO_ANSWER, at=at(n))) for n, firm in enumerate(firms, 2)
    ]
    done = book.do(key_in, [KeyedCall(1, wrong), *right]).value
    assert [one.line for one in done.refused] == [1]
    assert len(done.filed) == 6
    assert [one.name for one in book.ask(company_page, firms[0]).people] == ["Ms Helen Marsh"]
    again = book.do(add_firm, "Another Ltd", ("+441632960199",)).value
    assert again not in firms


def test_nothing_filed_is_no_step(book: Book, firms: list[int]) -> None:
    label = book.undo_label()
    done = book.do(key_in, [KeyedCall(1, Call(firms[0], Outcome.CALL_BACK, at=at(0)))])
    assert done.value.filed == ()
    assert book.undo_label() == label


def test_times_that_were_put_between_do_not_speak_of_good_hours(
    book: Book, firms: list[int]
) -> None:
    calls = [
        KeyedCall(1, Call(firms[0], Outcome.NO_ANSWER, at=at(0)), timed=False),
        KeyedCall(2, Call(firms[1], Outcome.NO_ANSWER, at=at(5))),
    ]
    book.do(key_in, calls)
    found = book.ask(measures, DAY)
    assert found.whole.count(Measure.DIALS) == 2
    assert found.heat.cell(4, 9).dials == 1
    assert len(book.ask(behind_ids, Behind(DAY, Measure.DIALS, hour=(4, 9)))) == 1


def test_lines_are_read_as_typed_and_refused_with_the_field_at_fault(
    book: Book, firms: list[int]
) -> None:
    known = [book.ask(known_company, firm) for firm in firms]
    none = Outcome.NO_ANSWER
    lines = [
        TypedLine(1, KeyedRow(known[0], none)),
        TypedLine(
            2, KeyedRow(known[1], Outcome.CALL_BACK, who="marsh", next_step="mon 2pm"), "1010"
        ),
        TypedLine(3, KeyedRow(known[2], none), "25:00"),
        TypedLine(4, KeyedRow(known[3], Outcome.CALL_BACK, who="marsh")),
        TypedLine(5, KeyedRow(None, none)),
        TypedLine(6, KeyedRow(known[4], none)),
    ]
    done = book.do(key_in_lines, lines, FRIDAY.date(), "call sheet 1403-1").value
    assert done.filed == (1, 2, 6)
    assert [(one.line, one.field) for one in done.refused] == [
        (3, "time"), (4, "next_step"), (5, "company"),
    ]  # fmt: skip
    calls = Behind(DAY, Measure.DIALS)
    rows = book.ask(behind_rows, calls, book.ask(behind_ids, calls))
    assert [(row.company, row.at) for row in rows] == [
        ("Firm 4 Ltd", at(90)), ("Firm 1 Ltd", at(70)), ("Firm 0 Ltd", at(0)),
    ]  # fmt: skip
    page = book.ask(company_page, firms[1])
    assert page.next_step is not None
    assert page.next_step.due_at == datetime(2003, 3, 17, 14, tzinfo=UTC)
    assert [one.name for one in page.people] == ["Ms Helen Marsh"]


def test_a_correction_does_not_make_a_time_known(book: Book, firms: list[int]) -> None:
    keyed = KeyedCall(1, Call(firms[0], Outcome.NO_ANSWER, at=at(0)), timed=False)
    book.do(key_in, [keyed])
    activity = book.ask(behind_ids, Behind(DAY, Measure.DIALS))[0]
    book.do(correct_call, activity, Call(firms[0], Outcome.MESSAGE, at=at(0)))
    found = book.ask(measures, DAY)
    assert found.whole.count(Measure.DIALS) == 1
    assert found.heat.cell(4, 9).dials == 0
