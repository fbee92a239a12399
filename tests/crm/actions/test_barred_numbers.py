"""A wish not to be called bars the digits, wherever they stand: dialling, queue and card."""

import pytest

from crm.actions.calls import log_call
from crm.actions.people import NewPerson, add_number, add_person
from crm.actions.privacy import record_objection
from crm.data.book import Book
from crm.data.queries.call_card import call_card
from crm.data.queries.calling import numbers_to_dial, refuse_dialling
from crm.data.queries.company import company_page
from crm.data.queries.queue import call_queue
from crm.domain.errors import Refusal
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, NumberFate, Outcome
from tests.books.drive import add_firm, begin
from tests.crm.actions.test_calls import first_number

SHARED = "01632 960199"


def two_firms(book: Book) -> tuple[int, int]:
    one = begin(book).do(add_firm, numbers=()).value
    other = book.do(add_firm, name="Trentside", postcode="ST16 2AA", numbers=()).value
    book.do(add_number, one, SHARED)
    book.do(add_number, other, "+44 (0)1632 960199")
    return one, other


def object_to_calls(book: Book, scope: Scope, company: int) -> None:
    if scope is Scope.PERSON:
        person = book.do(add_person, company, NewPerson("Jo Price", telephone=SHARED)).value
        book.do(record_objection, Channel.CALL, scope, company_id=company, person_id=person)
    elif scope is Scope.NUMBER:
        number = book.ask(first_number, company)
        book.do(record_objection, Channel.CALL, scope, company_id=company, number_id=number)
    else:
        book.do(record_objection, Channel.CALL, scope, company_id=company)


@pytest.mark.parametrize("scope", Scope)
def test_a_number_shared_by_two_companies_is_barred_at_both(book: Book, scope: Scope) -> None:
    one, other = two_firms(book)
    object_to_calls(book, scope, one)
    assert book.ask(numbers_to_dial, [one, other]) == {}
    for company in (one, other):
        card = book.ask(call_card, company)
        assert card.numbers == ()
        assert {dead.why for dead in card.dead} <= {
            "asked not to be called", "the company asked not to be called",
            "the person asked not to be called",
        }  # fmt: skip
        assert card.dead
        with pytest.raises(Refusal, match="asked not to be called"):
            book.ask(refuse_dialling, company, book.ask(first_number, company))
    assert not {one, other} & {row.company_id for row in book.ask(call_queue).queue.rows}


@pytest.mark.parametrize(("fate", "why"), [
    (NumberFate.FAX, "a fax machine"), (NumberFate.DISCONNECTED, "disconnected"),
    (NumberFate.WRONG_COMPANY, "another company"), (NumberFate.PERSON_LEFT, "has left"),
])  # fmt: skip
def test_a_dead_number_says_what_is_wrong_with_it(book: Book, fate: NumberFate, why: str) -> None:
    company = begin(book).do(add_firm).value
    number = book.ask(first_number, company)
    book.do(log_call, Call(company, Outcome.BAD_NUMBER, number_id=number, number_fate=fate))
    with pytest.raises(Refusal, match=why) as refused:
        book.ask(refuse_dialling, company, number)
    assert refused.value.field == "number"
    assert "01632 960123 is not dialled" in refused.value.message


def test_a_direct_number_comes_before_the_switchboard(book: Book) -> None:
    company = begin(book).do(add_firm, numbers=()).value
    helen = book.ask(company_page, company).people[0].id
    for typed, kind, person in (
        ("01632 960101", "switchboard", None), ("07700 900123", "mobile", helen),
        ("01632 960102", "switchboard", helen), ("01632 960103", "direct", helen),
    ):  # fmt: skip
        book.do(add_number, company, typed, person_id=person, kind=kind)
    card = book.ask(call_card, company)
    own = [number.kind for number in card.numbers if number.person_id == helen]
    assert own == ["direct", "mobile", "switchboard"]
