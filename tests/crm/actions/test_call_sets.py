"""A set to work through: a selection stays as it was, a view is asked anew."""

import pytest

from crm.actions.call_sets import work_through, work_through_view
from crm.actions.calls import log_call
from crm.actions.companies import set_stage, trash
from crm.actions.tags import tag, untag
from crm.data.book import Book
from crm.data.queries.call_sets import call_sets, set_named
from crm.data.queries.queue import call_queue, queue_counts
from crm.domain.call_queue import SetAside, set_aside_reason
from crm.domain.errors import Refusal
from crm.domain.objections import Scope
from crm.domain.outcomes import Call, Outcome
from crm.domain.stages import Stage
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin


@pytest.fixture
def firms(book: Book) -> dict[str, int]:
    begin(book)
    return {
        name: book.do(add_firm, name=name, numbers=(f"+44163296020{place}",)).value
        for place, name in enumerate(["Alpha", "Beta", "Gamma", "Delta"])
    }


def names(book: Book, set_id: int) -> list[str]:
    return [row.name for row in book.ask(call_queue, set_id).queue.rows]


def test_a_selection_is_worked_through_in_the_usual_order(
    book: Book, firms: dict[str, int]
) -> None:
    chosen = book.do(work_through, "", [firms["Gamma"], firms["Alpha"]]).value
    found = book.ask(call_queue, chosen)
    assert [row.name for row in found.queue.rows] == ["Alpha", "Gamma"]
    assert (found.to_call, found.companies) == (2, 2)
    assert found.working is not None
    assert found.working.name == "2 companies"
    assert book.ask(call_queue).to_call == 4
    book.undo()
    assert book.ask(call_queue, chosen).working is None


def test_those_of_a_set_that_may_not_be_called_are_listed_with_the_reason(
    book: Book, firms: dict[str, int], clock: SetClock
) -> None:
    silent = book.do(add_firm, name="Silent", numbers=()).value
    chosen = book.do(work_through, "Stafford IT", [*firms.values(), silent]).value
    book.do(
        log_call, Call(firms["Alpha"], Outcome.DO_NOT_CALL, scope=Scope.COMPANY, who_asked="Jo")
    )
    book.do(log_call, Call(firms["Beta"], Outcome.NO_ANSWER))
    book.do(set_stage, firms["Gamma"], Stage.DECLINED)
    found = book.ask(call_queue, chosen)
    said = {
        candidate.name: set_aside_reason(candidate, why, clock.now)
        for why, waiting in found.queue.set_aside.items()
        for candidate in waiting
    }
    assert [row.name for row in found.queue.rows] == ["Delta"]
    assert said == {
        "Alpha": "Asked not to be called",
        "Beta": "Try again, due Tue 18 Mar",
        "Gamma": "Declined: nothing is planned",
        "Silent": "No usable number: find one",
    }
    assert found.queue.count(SetAside.ANOTHER_DAY) == found.later == 1
    assert found.without_number == 1
    counts = book.ask(queue_counts, chosen)
    assert (counts.companies, counts.never_called) == (5, 2)


def test_a_view_is_asked_anew_each_time(book: Book, firms: dict[str, int]) -> None:
    book.do(tag, [firms["Alpha"], firms["Beta"]], "cloud")
    chosen = book.do(work_through_view, "Cloud firms", "tag:cloud").value
    assert names(book, chosen) == ["Alpha", "Beta"]
    book.do(untag, firms["Alpha"], "cloud")
    book.do(tag, firms["Delta"], "cloud")
    assert names(book, chosen) == ["Beta", "Delta"]
    book.do(trash, firms["Beta"])
    assert names(book, chosen) == ["Delta"]


def test_what_cannot_be_worked_through_is_refused(book: Book, firms: dict[str, int]) -> None:
    for action, said in ((work_through, []), (work_through, [999]), (work_through_view, " ")):
        with pytest.raises(Refusal):
            book.do(action, "Nobody", said)
    with pytest.raises(Refusal, match="There are: none yet"):
        book.ask(set_named, "Stafford IT")


def test_the_newest_set_of_a_name_is_meant(
    book: Book, firms: dict[str, int], clock: SetClock
) -> None:
    book.do(work_through, "Stafford IT", [firms["Alpha"]])
    clock.forward(hours=1)
    newest = book.do(work_through, "stafford it", [firms["Beta"]]).value
    assert book.ask(set_named, " STAFFORD  it").id == newest
    assert len(book.ask(call_sets)) == 2
