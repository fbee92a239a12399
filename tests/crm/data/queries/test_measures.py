"""Measures of a small book counted by hand, on both engines, and the list behind each number."""

from datetime import UTC, date, datetime, timedelta

import pytest

from crm.actions.calls import log_call
from crm.actions.letters import queue_pack
from crm.data.book import Book
from crm.data.queries.counted_lines import Behind, behind_ids, behind_rows
from crm.data.queries.measures import Measures, measures
from crm.data.records.activities import Activity
from crm.data.work import Work
from crm.domain.measures import Measure, Span, span_of, this_week
from crm.domain.next_steps import read_when
from crm.domain.objections import Channel
from crm.domain.outcomes import Call, Outcome, Reason
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin

FRIDAY = date(2003, 3, 14)


def at(hour: int, minute: int = 0, day: int = 14) -> datetime:
    return datetime(2003, 3, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def called(book: Book, clock: SetClock) -> Book:
    """Seven calls on Friday and one on Monday, by hand.

    Reached: 5 (call back, pack, not interested, gatekeeper, Monday's); conversations: 4.
    """
    begin(book)
    firms = [book.do(add_firm, f"Firm {n} Ltd", (f"+4416329601{n:02}",)).value for n in range(6)]

    def call(
        firm: int, moment: datetime, outcome: Outcome, who: str = "Ann", **said: object
    ) -> None:
        clock.set(moment)
        book.who = who
        book.do(log_call, Call(firms[firm], outcome, **said))  # type: ignore[arg-type]

    call(0, at(10, 5), Outcome.CALL_BACK, person_name="Helen Marsh",
         when=read_when("mon 2pm", at(10, 5)))  # fmt: skip
    call(1, at(10, 20), Outcome.CALL_BACK, person_name="Jon Hill",
         when=read_when("mon 3pm", at(10, 20)))  # fmt: skip
    call(2, at(10, 40), Outcome.NO_ANSWER)
    call(3, at(11, 15), Outcome.SEND_PACK, "Ben", person_name="Asha Patel", channel=Channel.POST)
    call(4, at(11, 30), Outcome.NOT_INTERESTED, "Ben", reason=Reason.COST)
    call(5, at(11, 45), Outcome.GATEKEEPER, "Ben", gatekeeper_name="Jo")
    call(2, at(15, 10), Outcome.ENGAGED, "Ben")
    call(0, at(14, 10, day=17), Outcome.CALL_BACK, person_name="Helen Marsh",
         when=read_when("wed 10am", at(14, 10, day=17)))  # fmt: skip
    book.do(queue_pack, firms[0])
    clock.set(at(16, 0, day=17))
    return book


def count(book: Book, span: Span) -> Measures:
    return book.ask(measures, span)


def test_a_day_is_counted_for_everybody_and_by_organiser(called: Book) -> None:
    found = count(called, span_of(FRIDAY, FRIDAY))
    assert found.whole.counts == {
        Measure.DIALS: 7, Measure.REACHED: 5, Measure.CONVERSATIONS: 4, Measure.PACKS_QUEUED: 1,
    }  # fmt: skip
    ann, ben = dict(found.by_organiser)["Ann"], dict(found.by_organiser)["Ben"]
    assert (ann.count(Measure.DIALS), ann.hours, ann.calls_an_hour) == (3, 1, 3.0)
    assert (ben.count(Measure.DIALS), ben.hours, ben.calls_an_hour) == (4, 2, 2.0)
    assert found.whole.hours == 3
    assert found.without_step == 0
    assert {(c.weekday, c.hour): (c.dials, c.reached) for c in found.heat.cells.values()} == {
        (4, 10): (3, 2), (4, 11): (3, 3), (4, 15): (1, 0),
    }  # fmt: skip


def test_promises_are_judged_on_their_own_day(called: Book) -> None:
    """Firm 0 was called at 14:10 for 14:00; firm 1 is still waiting at 16:00 for 15:00."""
    monday = count(called, span_of(date(2003, 3, 17), date(2003, 3, 17))).whole
    assert monday.counts[Measure.KEPT] == 1
    assert monday.counts[Measure.MISSED] == 1
    assert Measure.DUE not in monday.counts
    week = count(called, this_week(date(2003, 3, 17)))
    assert week.whole.counts[Measure.DUE] == 1
    assert dict(week.by_organiser)["Ann"].counts[Measure.DUE] == 1


def test_a_late_call_is_told_from_a_missed_one(called: Book, clock: SetClock) -> None:
    late = called.ask(behind_ids, Behind(this_week(date(2003, 3, 17)), Measure.MISSED))
    firm = called.ask(behind_rows, Behind(this_week(FRIDAY), Measure.MISSED), late)[0].company_id
    called.do(log_call, Call(firm, Outcome.NO_ANSWER))
    monday = count(called, span_of(date(2003, 3, 17), date(2003, 3, 17))).whole
    assert (monday.count(Measure.LATE), monday.count(Measure.MISSED)) == (1, 0)


@pytest.mark.parametrize("who", ["", "Ann", "Ben"])
@pytest.mark.parametrize(
    "span", [Span(FRIDAY, FRIDAY), Span(FRIDAY, date(2003, 3, 31)), Span(date(2003, 1, 1), FRIDAY)]
)
def test_every_number_is_the_length_of_the_list_behind_it(
    called: Book, span: Span, who: str
) -> None:
    found = count(called, span)
    effort = dict(found.by_organiser)[who] if who else found.whole
    for measure in Measure:
        ids = called.ask(behind_ids, Behind(span, measure, who))
        expected = found.without_step if measure is Measure.NO_STEP else effort.count(measure)
        assert len(ids) == len(set(ids)) == expected, measure
        lines = called.ask(behind_rows, Behind(span, measure, who), ids)
        assert [line.id for line in lines] == list(ids)


def test_the_calls_of_an_hour_of_the_week_are_listed(called: Book) -> None:
    span = span_of(date(2003, 3, 1), date(2003, 4, 30))
    found = count(called, span)
    for at_hour, cell in found.heat.cells.items():
        behind = Behind(span, Measure.DIALS, hour=at_hour)
        assert len(called.ask(behind_ids, behind)) == cell.dials
        reached = Behind(span, Measure.REACHED, hour=at_hour)
        assert len(called.ask(behind_ids, reached)) == cell.reached
    assert len(called.ask(behind_ids, Behind(span, Measure.DIALS, hour=(6, 3)))) == 0


def test_lines_say_what_happened_newest_first(called: Book) -> None:
    behind = Behind(span_of(FRIDAY, FRIDAY), Measure.REACHED, "Ben")
    lines = called.ask(behind_rows, behind, called.ask(behind_ids, behind))
    assert [(line.company, line.what) for line in lines] == [
        ("Firm 5 Ltd", "Gatekeeper"),
        ("Firm 4 Ltd", "Not interested"),
        ("Firm 3 Ltd", "Interested, send pack"),
    ]
    assert lines[0].at == at(11, 45)


def test_what_was_keyed_in_without_a_time_counts_but_says_nothing_of_the_hour(
    called: Book,
) -> None:
    def file_untimed(work: Work) -> None:
        firm = work.get(
            Activity, work.ask(behind_ids, Behind(Span(FRIDAY, FRIDAY), Measure.DIALS))[0]
        )
        work.add(
            Activity(
                company_id=firm.company_id, kind="call", happened_at=at(13), who="Ann",
                outcome="no-answer", attempt=True, details={"time_noted": False},
            )
        )  # fmt: skip

    called.do(file_untimed)
    found = count(called, span_of(FRIDAY, FRIDAY))
    assert found.whole.count(Measure.DIALS) == 8
    assert found.heat.cell(4, 13).dials == 0
    at_one = Behind(found.span, Measure.DIALS, hour=(4, 13))
    assert len(called.ask(behind_ids, at_one)) == 0


def test_a_span_begins_and_ends_at_midnight_in_london(book: Book, clock: SetClock) -> None:
    begin(book)
    firm = book.do(add_firm).value
    summer = datetime(2003, 7, 1, 22, 59, tzinfo=UTC)
    for moment in (summer, summer + timedelta(minutes=1)):
        clock.set(moment)
        book.do(log_call, Call(firm, Outcome.NO_ANSWER))
    for day in (date(2003, 7, 1), date(2003, 7, 2)):
        assert book.ask(measures, span_of(day, day)).whole.count(Measure.DIALS) == 1
