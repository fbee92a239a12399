from datetime import UTC, date, datetime

import pytest

from crm.actions.companies import change_company, restore, set_stage, trash
from crm.actions.people import add_number
from crm.actions.privacy import mark_objection_in_error, record_objection
from crm.data.book import Book
from crm.data.queries.company import company_page, dialable_numbers
from crm.data.queries.objections import (
    objecting_companies,
    objecting_emails,
    objecting_numbers,
    objections_for,
    objects_to,
)
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.objections import Channel, Scope
from tests.crm.data.queries.firms import email, firm, number, person, step

DIRECT, SWITCHBOARD = "+441782960123", "+441782960100"


@pytest.fixture
def potteries(book: Book) -> dict[str, int]:
    def fill(work: Work) -> dict[str, int]:
        made = firm(work, "Potteries Data Ltd", postcode="ST4 1AA", stage="Attempting")
        helen = person(work, made, "Helen", "Marsh")
        direct = number(work, made, DIRECT, person_id=helen)
        number(work, made, SWITCHBOARD, position=1)
        email(work, made, "helen@potteries.example", person_id=helen)
        step(
            work, made, date(2003, 3, 14), due_at=datetime(2003, 3, 14, 12, tzinfo=UTC),
            promised=True, person_id=helen,
        )  # fmt: skip
        return {"company": made, "helen": helen, "direct": direct}

    return book.do(fill).value


def refused(book: Book, action, *args, **kwargs) -> Refusal:
    with pytest.raises(Refusal) as caught:
        book.do(action, *args, **kwargs)
    return caught.value


def test_a_company_that_objects_to_calls_is_closed_to_them(
    book: Book, potteries: dict[str, int]
) -> None:
    company = potteries["company"]
    done = book.do(
        record_objection, Channel.CALL, Scope.COMPANY, company_id=company,
        words="stop ringing us", asked_by="Jon",
    )  # fmt: skip
    assert done.changes.label == "Record that Potteries Data Ltd asked not to be called"
    page = book.ask(company_page, company)
    wish = page.wish(Channel.CALL)
    assert (wish.allowed, wish.words, wish.asked_by) == (False, "stop ringing us", "Jon")
    assert wish.objection_id == done.value
    assert page.next_step is None
    assert (page.stage, page.wish(Channel.POST).allowed) == ("Attempting", True)
    assert book.ask(dialable_numbers, company) == ()
    (kept,) = book.ask(objections_for, company)
    assert (kept.taken_by, kept.stands) == ("organiser", True)


def test_the_same_firm_is_recognised_when_it_comes_back(
    book: Book, potteries: dict[str, int]
) -> None:
    book.do(record_objection, Channel.CALL, Scope.COMPANY, company_id=potteries["company"])

    def again(work: Work) -> tuple[int, int]:
        same = firm(work, "POTTERIES DATA LTD.", postcode="ST4 1AA")
        other = firm(work, "Potteries Data Ltd", postcode="ST4 2AA")
        return same, other

    same, other = book.do(again).value
    assert book.ask(objecting_companies, Channel.CALL, [same, other]) == {same}
    assert book.ask(objects_to, Channel.CALL, same) is not None
    assert book.ask(objects_to, Channel.CALL, other) is None
    assert book.ask(objects_to, Channel.POST, same) is None
    done = book.do(add_number, other, "01782 960100")
    assert "not to be called" in done.said
    assert book.ask(dialable_numbers, other) == ()
    # A new name does not open a company that was closed by record.
    book.do(change_company, potteries["company"], "name", "Trentside")
    assert book.ask(objects_to, Channel.CALL, potteries["company"]) is not None


def test_a_person_who_objects_leaves_the_company_to_be_called(
    book: Book, potteries: dict[str, int]
) -> None:
    company, helen = potteries["company"], potteries["helen"]
    book.do(record_objection, Channel.CALL, Scope.PERSON, company_id=company, person_id=helen)
    assert [one.e164 for one in book.ask(dialable_numbers, company)] == [SWITCHBOARD]
    step_left = book.ask(company_page, company).next_step
    assert step_left is not None
    assert (step_left.kind, step_left.person_id, step_left.promised) == ("call", None, False)
    assert book.ask(objects_to, Channel.CALL, company) is None
    assert book.ask(objects_to, Channel.CALL, company, helen) is not None


def test_when_no_number_is_left_one_is_to_be_found(book: Book, potteries: dict[str, int]) -> None:
    company = potteries["company"]
    for typed in ("01782 960123", "+44 1782 960100"):
        book.do(record_objection, Channel.CALL, Scope.NUMBER, company_id=company, value=typed)
    found = book.ask(company_page, company).next_step
    assert found is not None
    assert (found.kind, found.due_on) == ("find number", date(2003, 3, 14))


def test_a_number_of_no_company_can_object(book: Book, potteries: dict[str, int]) -> None:
    done = book.do(record_objection, Channel.CALL, Scope.NUMBER, value="0121 496 0999")
    assert done.changes.label == "Record that 0121 496 0999 asked not to be called"
    assert book.ask(objecting_numbers, {"+441214960999", DIRECT}) == {"+441214960999"}
    assert [wish.company_id for wish in book.ask(objections_for)] == [None]


def test_emails_and_post_are_wishes_of_their_own(book: Book, potteries: dict[str, int]) -> None:
    company, helen = potteries["company"], potteries["helen"]
    book.do(
        record_objection, Channel.EMAIL, Scope.NUMBER, company_id=company,
        value="HELEN@potteries.example",
    )  # fmt: skip
    assert book.ask(objecting_emails, {"helen@potteries.example"}) != frozenset()
    assert book.ask(objects_to, Channel.EMAIL, company, helen) is not None
    assert book.ask(objects_to, Channel.EMAIL, company) is None
    book.do(record_objection, Channel.POST, Scope.COMPANY, company_id=company)
    page = book.ask(company_page, company)
    assert not page.wish(Channel.POST).allowed
    assert page.wish(Channel.CALL).allowed
    assert page.next_step is not None


def test_no_undo_brings_a_call_back(book: Book, potteries: dict[str, int]) -> None:
    company = potteries["company"]
    book.do(record_objection, Channel.CALL, Scope.COMPANY, company_id=company)
    assert book.undo().said
    assert book.ask(objects_to, Channel.CALL, company) is not None
    assert book.ask(dialable_numbers, company) == ()
    assert not book.ask(company_page, company).wish(Channel.CALL).allowed


def test_a_wish_recorded_in_error_no_longer_counts_and_stays_on_record(
    book: Book, potteries: dict[str, int]
) -> None:
    company = potteries["company"]
    wish = book.do(record_objection, Channel.CALL, Scope.COMPANY, company_id=company).value
    assert refused(book, mark_objection_in_error, wish, " ").field == "reason"
    book.do(mark_objection_in_error, wish, "another company")
    assert book.ask(objects_to, Channel.CALL, company) is None
    assert book.ask(objecting_companies, Channel.CALL, [company]) == frozenset()
    assert book.ask(objecting_numbers, {DIRECT}) == frozenset()
    assert book.ask(objections_for, company) == ()
    (kept,) = book.ask(objections_for, company, in_error=True)
    assert (kept.stands, kept.in_error_reason) == (False, "another company")
    assert refused(book, mark_objection_in_error, wish, "again").field == "objection"
    resumed = book.ask(company_page, company).next_step
    assert resumed is not None
    assert resumed.kind == "call"


@pytest.mark.parametrize(
    ("channel", "scope", "said", "field"),
    [
        (Channel.CALL, Scope.COMPANY, {}, "company"),
        (Channel.CALL, Scope.NUMBER, {"value": "soon"}, "value"),
        (Channel.CALL, Scope.NUMBER, {"value": "01782 960100 / 01782 960123"}, "value"),
        (Channel.EMAIL, Scope.NUMBER, {"value": "nobody"}, "value"),
        (Channel.POST, Scope.NUMBER, {"value": "ST4 1AA"}, "scope"),
        (Channel.CALL, Scope.PERSON, {"company_id": "company"}, "person"),
        (Channel.CALL, Scope.PERSON, {"company_id": "other", "person_id": "helen"}, "person"),
    ],
)
def test_a_wish_must_say_whose_it_is(
    book: Book, potteries: dict[str, int], channel: Channel, scope: Scope,
    said: dict[str, str], field: str,
) -> None:  # fmt: skip
    keys = {**potteries, "other": book.do(lambda work: firm(work, "Other")).value}
    given = {name: keys.get(text, text) for name, text in said.items()}
    assert refused(book, record_objection, channel, scope, **given).field == field
    assert book.ask(objections_for) == ()


def test_a_twin_that_was_closed_by_a_wish_gets_a_step_when_it_no_longer_counts(
    book: Book, potteries: dict[str, int]
) -> None:
    wish = book.do(
        record_objection, Channel.CALL, Scope.COMPANY, company_id=potteries["company"]
    ).value
    twins = [
        book.do(lambda work: firm(work, "Potteries Data", postcode="ST4 1AA")).value
        for _ in range(3)
    ]
    book.do(set_stage, twins, "Attempting")
    assert [book.ask(company_page, twin).next_step for twin in twins] == [None] * 3
    book.do(change_company, twins[0], "name", "Hanley Data")
    book.do(trash, twins[1])
    book.do(mark_objection_in_error, wish, "another company")
    book.do(restore, twins[1])
    steps = [book.ask(company_page, twin).next_step for twin in twins]
    assert [step.kind if step else "" for step in steps] == ["call"] * 3
