"""One look at the book gives all that is shown of a company while it is called."""

from crm.actions.calls import log_call
from crm.data.book import Book
from crm.data.queries.call_card import call_card, calling_day
from crm.domain.objections import Scope
from crm.domain.outcomes import Call, Outcome
from tests.books.drive import add_firm, begin


def test_a_card_holds_the_numbers_and_what_the_cadence_remembers(book: Book) -> None:
    firm = begin(book).do(add_firm, numbers=("+441632960123", "+441632960124")).value
    book.do(log_call, Call(firm, Outcome.NO_ANSWER))
    card = book.ask(call_card, firm)
    assert card.page.name == "Potteries Data Ltd"
    assert [number.e164 for number in card.numbers] == ["+441632960123", "+441632960124"]
    assert (card.history.tries, card.history.usable_numbers_left) == (1, 2)
    assert not card.history.calls_closed


def test_nothing_may_be_dialled_after_an_objection(book: Book) -> None:
    firm = begin(book).do(add_firm).value
    book.do(log_call, Call(firm, Outcome.DO_NOT_CALL, scope=Scope.COMPANY, who_asked="Helen Marsh"))
    card = book.ask(call_card, firm)
    assert card.numbers == ()
    assert card.history.calls_closed


def test_the_day_says_counts_goal_and_who_is_calling(book: Book) -> None:
    firm = begin(book).do(add_firm).value
    book.do(log_call, Call(firm, Outcome.NO_ANSWER))
    day = book.ask(calling_day)
    assert (day.counts.calls, day.counts.reached) == (1, 0)
    assert day.association == "West Midlands IT Association"
    assert day.caller == "Alex Brook"
    assert day.plans[0].label
