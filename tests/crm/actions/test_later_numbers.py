"""A number that comes on file after the wish not to be called is barred elsewhere too."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crm.actions.people import NewPerson, add_email, add_number, add_person, change_number
from crm.actions.privacy import mark_objection_in_error, record_objection
from crm.data.book import Book
from crm.data.queries.call_card import call_card
from crm.data.queries.calling import numbers_to_dial, refuse_dialling
from crm.data.queries.company import company_page
from crm.data.queries.objections import objecting_emails, objecting_numbers, objects_to
from crm.data.queries.queue import call_queue
from crm.data.records.companies import Company
from crm.data.records.people import PhoneNumber
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.objections import Channel, Scope
from tests.books.drive import add_firm, begin
from tests.crm.actions.test_calls import first_number
from tests.crm.actions.test_imports import bring

LATER = "01632 960777"
E164 = "+441632960777"
FIRM = "Potteries Data Ltd"

Way = Callable[[Book, int, Path], object]


def by_hand(book: Book, company: int, _folder: Path) -> None:
    book.do(add_number, company, LATER)


def corrected(book: Book, company: int, _folder: Path) -> None:
    number = book.do(add_number, company, "01632 960778").value[0]
    book.do(change_number, number, "number", LATER)


def with_a_person(book: Book, company: int, _folder: Path) -> None:
    book.do(add_person, company, NewPerson("Jo Price", telephone=LATER))


def from_a_note(book: Book, company: int, _folder: Path) -> None:
    """As the chip under a note adds it, and a returned form does."""
    helen = book.ask(company_page, company).people[0].id
    book.do(add_number, company, f"{LATER} ext 4", person_id=helen, kind="direct", source="note")


def by_import(book: Book, _company: int, folder: Path) -> None:
    bring(
        book,
        folder,
        "Company,Telephone,Address 1,Town,Postcode\n"
        f"{FIRM},{LATER},14 Liverpool Road,Stoke-on-Trent,ST4 1AA\n",
    )


def as_a_copy(book: Book, _company: int, _folder: Path) -> None:
    """The same firm once more, as a list or a restore brings it: only name and place agree."""
    book.do(add_firm, name="POTTERIES DATA LIMITED", numbers=(E164,), postcode="ST4 1AA")


def moved_over(book: Book, company: int, _folder: Path) -> None:
    """As a merge leaves it: the number of another record now stands on this one."""
    other = book.do(add_firm, name="Potteries", numbers=(), postcode="ST4 9ZZ").value
    number = book.do(add_number, other, LATER).value[0]

    def move(work: Work) -> None:
        work.get(PhoneNumber, number).company_id = company
        work.label("Move a number")

    book.do(move)


WAYS: tuple[Way, ...] = (
    by_hand, corrected, with_a_person, from_a_note, by_import, as_a_copy, moved_over,
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_later_number_of_an_objecting_company_is_dialled_at_no_other(
    book: Book, tmp_path: Path, way: Way
) -> None:
    one = begin(book).do(add_firm, name=FIRM).value
    other = book.do(add_firm, name="Trentside", postcode="ST16 2AA", numbers=(E164,)).value
    wish = book.do(record_objection, Channel.CALL, Scope.COMPANY, company_id=one).value
    assert book.ask(numbers_to_dial, [other])
    way(book, one, tmp_path)
    assert book.ask(numbers_to_dial, [other]) == {}
    card = book.ask(call_card, other)
    assert card.numbers == ()
    assert {dead.why for dead in card.dead} == {"asked not to be called"}
    with pytest.raises(Refusal, match="asked not to be called"):
        book.ask(refuse_dialling, other, book.ask(first_number, other))
    assert other not in {row.company_id for row in book.ask(call_queue).queue.rows}
    found = book.ask(objects_to, Channel.CALL, other, e164=E164)
    assert found is not None
    assert found.id == wish
    book.do(mark_objection_in_error, wish, "Another firm")
    assert book.ask(numbers_to_dial, [other])


def test_a_later_number_of_an_objecting_person_is_dialled_nowhere(book: Book) -> None:
    one = begin(book).do(add_firm, name=FIRM).value
    other = book.do(add_firm, name="Trentside", postcode="ST16 2AA", numbers=(E164,)).value
    helen = book.ask(company_page, one).people[0].id
    book.do(record_objection, Channel.CALL, Scope.PERSON, company_id=one, person_id=helen)
    book.do(add_number, one, LATER, person_id=helen)
    assert book.ask(objecting_numbers, [E164]) == {E164}
    assert E164 not in {n.e164 for n in book.ask(numbers_to_dial, [one])[one]}
    assert book.ask(numbers_to_dial, [other]) == {}


def test_an_objecting_person_is_known_again_in_a_copy_of_the_company(book: Book) -> None:
    one = begin(book).do(add_firm, name=FIRM).value
    helen = book.ask(company_page, one).people[0].id
    book.do(record_objection, Channel.CALL, Scope.PERSON, company_id=one, person_id=helen)
    copy = book.do(add_firm, name="Potteries D", numbers=()).value
    again = book.ask(company_page, copy).people[0].id
    book.do(add_number, copy, LATER, person_id=again)
    assert book.ask(numbers_to_dial, [copy]) == {}


def test_a_number_that_is_nobodys_any_more_is_free_again(book: Book) -> None:
    one = begin(book).do(add_firm, name=FIRM).value
    book.do(record_objection, Channel.CALL, Scope.COMPANY, company_id=one)
    book.do(add_number, one, LATER)
    assert book.ask(objecting_numbers, [E164]) == {E164}
    book.undo()
    assert book.ask(objecting_numbers, [E164]) == frozenset()


def test_a_later_address_is_barred_as_a_later_number_is(book: Book) -> None:
    one = begin(book).do(add_firm, name=FIRM).value
    other = book.do(add_firm, name="Trentside", postcode="ST16 2AA").value
    book.do(record_objection, Channel.EMAIL, Scope.COMPANY, company_id=one)
    for company in (one, other):
        book.do(add_email, company, "office@firm.example")
    assert book.ask(objecting_emails, ["office@firm.example"]) == {"office@firm.example"}
    assert book.ask(objects_to, Channel.EMAIL, other) is not None


def test_a_company_in_the_trash_still_bars_its_numbers(book: Book) -> None:
    one = begin(book).do(add_firm, name=FIRM).value
    book.do(record_objection, Channel.CALL, Scope.COMPANY, company_id=one)
    book.do(add_number, one, LATER)

    def throw(work: Work) -> None:
        work.get(Company, one).trashed_at = work.now
        work.label("Throw away")

    book.do(throw)
    assert book.ask(objecting_numbers, [E164]) == {E164}
