from datetime import UTC, date, datetime

import pytest

from crm.actions.people import (
    NewPerson,
    add_email,
    add_number,
    add_person,
    change_email,
    change_number,
    change_person,
    mark_number,
    remove_email,
    remove_number,
    remove_person,
)
from crm.data.book import Book
from crm.data.queries.companies import matching_ids
from crm.data.queries.company import company_page, dialable_numbers
from crm.data.queries.company_facts import PersonFacts
from crm.domain.errors import Refusal
from crm.domain.filters import read_filter
from tests.crm.data.queries.firms import activity, firm


@pytest.fixture
def company(book: Book) -> int:
    return book.do(lambda work: firm(work, "Potteries Data Ltd")).value


@pytest.fixture
def helen(book: Book, company: int) -> int:
    new = NewPerson(
        "Ms Helen Marsh OBE", job_title="Managing Director", role="Decision maker",
        telephone="01782 960123", email="Helen@Potteries.example",
    )  # fmt: skip
    return book.do(add_person, company, new).value


def people(book: Book, company: int) -> tuple[PersonFacts, ...]:
    return book.ask(company_page, company).people


def refused(book: Book, action, *args, **kwargs) -> Refusal:
    with pytest.raises(Refusal) as caught:
        book.do(action, *args, **kwargs)
    return caught.value


def test_a_person_is_taken_apart_and_kept_whole(book: Book, company: int, helen: int) -> None:
    (one,) = people(book, company)
    assert (one.title, one.forenames, one.surname, one.suffix) == ("Ms", "Helen", "Marsh", "OBE")
    assert (one.name, one.role) == ("Ms Helen Marsh OBE", "decision maker")
    assert [number.e164 for number in one.numbers] == ["+441782960123"]
    assert [email.address for email in one.emails] == ["helen@potteries.example"]
    assert list(book.ask(matching_ids, read_filter('person:"marsh helen"'))) == [company]


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("name", "Dr Ellen Márquez", {"title": "Dr", "surname": "Márquez", "suffix": ""}),
        ("surname", "Marsh-Jones", {"forenames": "Helen", "surname": "Marsh-Jones"}),
        ("title", "", {"title": "", "name": "Helen Marsh OBE"}),
        ("job_title", " Chair ", {"job_title": "Chair"}),
        ("role", "GATEKEEPER", {"role": "gatekeeper"}),
        ("best_time", "Tue, Thu afternoon", {"best_time": "Tue, Thu afternoon"}),
        ("left_on", "today", {"left_on": date(2003, 3, 14)}),
        ("left_on", "1 March 2003", {"left_on": date(2003, 3, 1)}),
    ],
)
def test_a_fact_of_a_person_is_changed(
    book: Book, company: int, helen: int, field: str, typed: str, kept: dict[str, object]
) -> None:
    book.do(change_person, helen, field, typed)
    (one,) = people(book, company)
    assert {name: getattr(one, name) for name in kept} == kept


def test_a_changed_name_is_found(book: Book, company: int, helen: int) -> None:
    book.do(change_person, helen, "surname", "Jones")
    assert list(book.ask(matching_ids, read_filter("person:jones"))) == [company]
    assert list(book.ask(matching_ids, read_filter("person:marsh"))) == []


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("role", "boss"),
        ("left_on", "tomorrow"),
        ("left_on", "15 March 2003"),
        ("job_title", "x" * 121),
        ("company_id", "7"),
    ],
)
def test_a_fact_that_makes_no_sense_is_refused(
    book: Book, company: int, helen: int, field: str, typed: str
) -> None:
    before = people(book, company)
    assert refused(book, change_person, helen, field, typed).field == field
    assert people(book, company) == before


def test_the_last_part_of_a_name_stays(book: Book, company: int) -> None:
    jo = book.do(add_person, company, NewPerson("Jo")).value
    part = "forenames" if people(book, company)[0].forenames else "surname"
    assert refused(book, change_person, jo, part, "").field == part


def test_one_field_may_hold_several_numbers(book: Book, company: int) -> None:
    done = book.do(
        add_number, company, "01782 960100 / 01782 960101 ext 5, ask for Jo", kind="switchboard"
    )
    shown = book.ask(company_page, company).numbers
    assert [one.e164 for one in shown] == ["+441782960100", "+441782960101"]
    assert (shown[1].extension, shown[1].note) == ("5", "ask for Jo")
    assert {one.kind for one in shown} == {"switchboard"}
    assert len(done.value) == 2


def test_a_number_is_not_added_twice(book: Book, company: int, helen: int) -> None:
    book.do(add_number, company, "01782 960100")
    assert refused(book, add_number, company, "+44 1782 960100").field == "number"
    assert refused(book, add_number, company, "01782 960123", person_id=helen).field == "number"
    book.do(add_number, company, "01782 960100", person_id=helen)
    assert refused(book, add_number, company, "  ").field == "number"
    assert refused(book, add_number, company, "01782 960199", kind="loud").field == "kind"


def test_text_without_a_number_is_kept_and_cannot_be_dialled(book: Book, company: int) -> None:
    book.do(add_number, company, "not known")
    (one,) = book.ask(company_page, company).numbers
    assert (one.typed, one.e164) == ("not known", None)
    assert book.ask(dialable_numbers, company) == ()


def test_a_number_is_changed_and_marked(book: Book, company: int) -> None:
    (key,) = book.do(add_number, company, "01782 960100").value
    book.do(change_number, key, "number", "0121 496 0123")
    book.do(change_number, key, "kind", "Mobile")
    done = book.do(mark_number, key, "disconnected")
    assert done.changes.label == "Mark 0121 496 0123 as disconnected"
    (one,) = book.ask(company_page, company).numbers
    assert (one.e164, one.kind, one.state) == ("+441214960123", "mobile", "disconnected")
    assert book.ask(dialable_numbers, company) == ()
    assert refused(book, mark_number, key, "asleep").field == "state"
    assert refused(book, change_number, key, "number", "").field == "number"
    assert refused(book, change_number, key, "e164", "1").field == "e164"


def test_emails_are_added_changed_and_removed(book: Book, company: int) -> None:
    first, second = book.do(add_email, company, "Jo <jo@a.example>; info@a.example").value
    assert refused(book, add_email, company, "JO@a.example").field == "email"
    assert refused(book, add_email, company, "nobody").field == "email"
    book.do(change_email, first, "joe@a.example")
    book.do(remove_email, second)
    assert [one.address for one in book.ask(company_page, company).emails] == ["joe@a.example"]


def test_somebody_of_another_company_is_refused(book: Book, company: int, helen: int) -> None:
    other = book.do(lambda work: firm(work, "Other")).value
    assert refused(book, add_number, other, "01782 960100", person_id=helen).field == "person"
    assert refused(book, add_email, other, "a@b.example", person_id=helen).field == "person"


def test_a_person_nobody_spoke_to_goes_with_their_numbers(
    book: Book, company: int, helen: int
) -> None:
    assert book.do(remove_person, helen).value is True
    page = book.ask(company_page, company)
    assert (page.people, page.numbers, page.emails) == ((), (), ())


def test_a_person_on_the_timeline_is_marked_as_left(book: Book, company: int, helen: int) -> None:
    at = datetime(2003, 3, 13, 10, tzinfo=UTC)
    book.do(lambda work: activity(work, company, "call", at, person_id=helen))
    done = book.do(remove_person, helen)
    assert done.value is False
    assert "marked as having left" in done.said
    assert people(book, company)[0].left_on == date(2003, 3, 14)


def test_a_number_that_was_rung_is_kept(book: Book, company: int) -> None:
    rung, other = book.do(add_number, company, "01782 960100 / 960101").value
    at = datetime(2003, 3, 13, 10, tzinfo=UTC)
    book.do(lambda work: activity(work, company, "call", at, number_id=rung))
    assert refused(book, remove_number, rung).field == "number"
    book.do(remove_number, other)
    assert len(book.ask(company_page, company).numbers) == 1
