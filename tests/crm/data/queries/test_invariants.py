"""A check of the whole book finds open companies that lost their next step."""

from crm.actions.calls import log_call
from crm.actions.filing import open_step
from crm.data.book import Book
from crm.data.queries.invariants import open_companies_have_a_step
from crm.data.work import Work
from crm.domain.objections import Scope
from crm.domain.outcomes import Call, Outcome
from tests.books.drive import add_firm, begin


def lose_step(work: Work, company: int) -> None:
    step = open_step(work, company)
    assert step is not None
    work.delete(step)


def found(book: Book) -> list[str]:
    return list(book.ask(lambda reading: list(open_companies_have_a_step(reading))))


def test_a_lost_step_is_named_and_what_needs_none_is_not(book: Book) -> None:
    begin(book)
    lost, barred, new = (
        book.do(add_firm, name=name, numbers=(number,)).value
        for name, number in [
            ("Lost Ltd", "+441632960001"), ("Barred Ltd", "+441632960002"),
            ("New Ltd", "+441632960003"),
        ]
    )  # fmt: skip
    assert new
    book.do(log_call, Call(lost, Outcome.NO_ANSWER))
    book.do(log_call, Call(barred, Outcome.NO_ANSWER))
    said = Call(barred, Outcome.DO_NOT_CALL, scope=Scope.COMPANY, who_asked="the office")
    book.do(log_call, said)
    assert found(book) == []
    book.do(lose_step, lost)
    assert found(book) == [f"Lost Ltd (number {lost}) is open but has no next step."]
    assert any("Lost Ltd" in trouble for trouble in book.check(open_companies_have_a_step))
