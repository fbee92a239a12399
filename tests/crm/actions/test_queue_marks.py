"""Marks on the queue: what each does, what is stronger, and that undo takes it back."""

from datetime import timedelta

import pytest

from crm.actions.calls import log_call
from crm.actions.companies import set_next_step, trash
from crm.actions.queue_marks import call_today, pin_on_top, put_off, snooze, take_marks_off
from crm.data.book import Book
from crm.data.queries.queue import call_queue
from crm.data.queries.queue_marks import marks_of
from crm.domain.call_queue import SetAside
from crm.domain.errors import Refusal
from crm.domain.next_steps import When
from crm.domain.objections import Scope
from crm.domain.outcomes import Call, Outcome
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin

NAMES = ("Alpha Ltd", "Beta Ltd", "Gamma Ltd")


@pytest.fixture
def firms(book: Book) -> dict[str, int]:
    begin(book)
    return {
        name: book.do(add_firm, name=name, numbers=(f"+44163296020{place}",)).value
        for place, name in enumerate(NAMES)
    }


def rows(book: Book) -> list[tuple[str, str]]:
    return [(row.name, row.badge) for row in book.ask(call_queue).queue.rows]


def test_later_today_goes_behind_everything_else_until_tomorrow(
    book: Book, firms: dict[str, int], clock: SetClock
) -> None:
    done = book.do(put_off, firms["Alpha Ltd"])
    assert done.changes.label == "Put Alpha Ltd off till later today"
    assert rows(book)[-1] == ("Alpha Ltd", "later today")
    clock.forward(minutes=1)
    book.do(put_off, firms["Beta Ltd"])
    assert [name for name, _ in rows(book)] == ["Gamma Ltd", "Alpha Ltd", "Beta Ltd"]
    clock.forward(minutes=1)
    book.do(put_off, firms["Alpha Ltd"])  # once more: behind the other one
    assert [name for name, _ in rows(book)] == ["Gamma Ltd", "Beta Ltd", "Alpha Ltd"]
    clock.forward(days=3)
    assert rows(book)[0] == ("Alpha Ltd", "new")


def test_a_snoozed_company_waits_and_comes_up_when_it_is_over(
    book: Book, firms: dict[str, int], clock: SetClock
) -> None:
    book.do(snooze, firms["Gamma Ltd"], clock.now + timedelta(minutes=30))
    found = book.ask(call_queue).queue
    assert [c.name for c in found.set_aside[SetAside.SNOOZED]] == ["Gamma Ltd"]
    clock.forward(minutes=30)
    assert rows(book)[0] == ("Gamma Ltd", "10:30")
    clock.forward(days=3)
    assert rows(book)[-1] == ("Gamma Ltd", "new")
    with pytest.raises(Refusal):
        book.do(snooze, firms["Gamma Ltd"], clock.now)


def test_a_pin_stays_until_the_company_is_called_and_comes_back_with_undo(
    book: Book, firms: dict[str, int], clock: SetClock
) -> None:
    gamma = firms["Gamma Ltd"]
    book.do(put_off, gamma)
    book.do(pin_on_top, gamma)
    clock.forward(days=3)
    assert rows(book)[0] == ("Gamma Ltd", "pinned")
    book.do(log_call, Call(gamma, Outcome.NO_ANSWER))
    assert not book.ask(marks_of, gamma)
    book.undo()
    assert rows(book)[0] == ("Gamma Ltd", "pinned")
    book.do(take_marks_off, gamma)
    assert rows(book)[-1] == ("Gamma Ltd", "new")
    with pytest.raises(Refusal, match="no mark"):
        book.do(take_marks_off, gamma)


def test_what_is_due_another_day_can_be_called_today(
    book: Book, firms: dict[str, int], clock: SetClock
) -> None:
    alpha = firms["Alpha Ltd"]
    book.do(set_next_step, alpha, When(clock.now.date() + timedelta(days=10)))
    assert [name for name, _ in rows(book)] == ["Beta Ltd", "Gamma Ltd"]
    book.do(call_today, alpha)
    assert rows(book)[0] == ("Alpha Ltd", "today")
    book.undo()
    assert [name for name, _ in rows(book)] == ["Beta Ltd", "Gamma Ltd"]


def test_many_are_added_and_those_nobody_may_call_are_left_out_with_the_reason(
    book: Book, firms: dict[str, int]
) -> None:
    book.do(
        log_call,
        Call(firms["Alpha Ltd"], Outcome.DO_NOT_CALL, scope=Scope.COMPANY, who_asked="Jo"),
    )
    silent = book.do(add_firm, name="Silent Ltd", numbers=()).value
    book.do(trash, firms["Beta Ltd"])
    done = book.do(call_today, [*firms.values(), silent])
    assert (done.value.added, dict(done.value.left_out)) == (
        1, {"asked not to be called": 1, "in the trash": 1, "no usable number": 1}
    )  # fmt: skip
    assert done.changes.label == "Add Gamma Ltd to today"
    assert "1 company, asked not to be called" in done.said
    book.do(call_today, [firms["Gamma Ltd"]])  # twice is once
    assert rows(book) == [("Gamma Ltd", "today")]
    with pytest.raises(Refusal, match="cannot be called: no usable number"):
        book.do(call_today, silent)
    with pytest.raises(Refusal, match="asked not to be called"):
        book.do(pin_on_top, firms["Alpha Ltd"])
    with pytest.raises(Refusal, match="in the trash"):
        book.do(put_off, firms["Beta Ltd"])


def test_a_promise_that_is_due_cannot_be_put_off(
    book: Book, firms: dict[str, int], clock: SetClock
) -> None:
    alpha = firms["Alpha Ltd"]
    at = clock.now + timedelta(minutes=20)
    book.do(set_next_step, alpha, When(at.date(), at), promised=True)
    book.do(put_off, alpha)
    clock.forward(minutes=15)
    assert rows(book)[0] == ("Alpha Ltd", "10:20")
    for action, more in ((put_off, ()), (snooze, (clock.now + timedelta(hours=1),))):
        with pytest.raises(Refusal, match="promised a call for 10:20"):
            book.do(action, alpha, *more)
