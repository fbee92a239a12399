from datetime import UTC, date, datetime

import pytest

from crm.data.book import Book
from crm.data.queries.company import company_page, dialable_numbers
from crm.data.queries.objections import book_salt
from crm.data.records.activities import Objection, ObjectionKey
from crm.data.records.companies import Address
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.objections import Channel, KeyKind, Scope, objection_hash
from tests.crm.data.queries.firms import (
    activity,
    branch,
    document,
    email,
    firm,
    number,
    person,
    plan,
    step,
    tagged,
    term,
)

DIRECT, SWITCHBOARD, JONS, FAX = "+441782960123", "+441782960100", "+441782960111", "+441782960199"


@pytest.fixture
def potteries(book: Book) -> int:
    def fill(work: Work) -> int:
        staffs = branch(work, "Staffordshire", "Staffordshire")
        plan(work, "1–10", 1, 10, 14_500)
        plan(work, "11–24", 11, None, 22_500)
        friend = firm(work, "Trentside Systems Ltd")
        made = firm(
            work, "Potteries Data Ltd", town="Stoke-on-Trent", postcode="ST4 1AA", staff=12,
            branch_id=staffs, branch_chosen=True, stage="Pack sent", tries=2, referred_by_id=friend,
            source="chamber-list.csv, row 212",
        )  # fmt: skip
        jon = person(work, made, "Jon", "Adeyemi", role="gatekeeper", position=0)
        helen = person(work, made, "Helen", "Marsh", title="Ms", role="decision maker", position=1)
        left = person(work, made, "Ann", "Gone", left_on=date(2003, 1, 1))
        number(work, made, JONS, person_id=jon)
        number(work, made, SWITCHBOARD, kind="switchboard", position=1)
        number(work, made, SWITCHBOARD, kind="switchboard", position=2, typed="01782 960100 x2")
        number(work, made, DIRECT, person_id=helen, kind="direct", position=3)
        number(work, made, FAX, state="fax")
        number(work, made, "+441782960155", person_id=left)
        number(work, made, None, typed="ask reception")
        email(work, made, "info@potteries.example")
        email(work, made, "helen@potteries.example", person_id=helen)
        tagged(work, "training", made)
        tagged(work, "database", made)
        work.add(Address(company_id=made, kind="invoice", town="Hanley"))
        activity(
            work, made, "call", datetime(2003, 3, 4, 10, tzinfo=UTC), reached=True,
            conversation=True, person_id=helen, note="wants training for two juniors",
        )  # fmt: skip
        activity(
            work, made, "call", datetime(2003, 3, 5, 10, tzinfo=UTC), reached=True, person_id=jon,
        )  # fmt: skip
        activity(work, made, "call", datetime(2003, 3, 6, 10, tzinfo=UTC), note="no answer")
        at = datetime(2003, 3, 17, 14, tzinfo=UTC)
        step(
            work, made, date(2003, 3, 17), due_at=at, promised=True, person_id=helen,
            text="ring after Tuesday",
        )  # fmt: skip
        document(work, made, "WM-0482", state="posted", posted_on=date(2003, 3, 7))
        document(work, made, "WM-0483", state="removed", posted_on=None)
        return made

    return book.do(fill).value


def test_the_page_holds_the_facts(book: Book, potteries: int) -> None:
    page = book.ask(company_page, potteries)
    assert (page.name, page.staff, page.town) == ("Potteries Data Ltd", 12, "Stoke-on-Trent")
    assert (page.branch, page.branch_chosen) == ("Staffordshire", True)
    assert (page.stage, page.stored_stage) == ("Pack sent", "Pack sent")
    assert page.referred_by == "Trentside Systems Ltd"
    assert page.tags == ("database", "training")
    assert page.band is not None
    assert (page.band.label, page.band.fee_pence) == ("11–24", 22_500)
    assert [one.town for one in page.addresses] == ["Hanley"]
    assert page.membership is None
    assert [(one.reference, one.state) for one in page.documents] == [("WM-0482", "posted")]


def test_people_come_with_what_is_theirs_and_who_decides_first(book: Book, potteries: int) -> None:
    page = book.ask(company_page, potteries)
    assert [one.name for one in page.people] == ["Ms Helen Marsh", "Jon Adeyemi", "Ann Gone"]
    helen = page.people[0]
    assert [one.e164 for one in helen.numbers] == [DIRECT]
    assert [one.address for one in helen.emails] == ["helen@potteries.example"]
    assert {one.e164 for one in page.numbers} == {SWITCHBOARD, FAX, None}
    assert [one.address for one in page.emails] == ["info@potteries.example"]


def test_the_four_answers(book: Book, potteries: int) -> None:
    answers = book.ask(company_page, potteries).answers
    assert answers.reached_at == datetime(2003, 3, 5, 10, tzinfo=UTC)
    assert answers.reached == "Jon Adeyemi"
    assert answers.said == "wants training for two juniors"
    assert answers.said_at == datetime(2003, 3, 4, 10, tzinfo=UTC)
    assert answers.promised is not None
    assert (answers.promised.text, answers.promised.person) == ("ring after Tuesday", "Helen Marsh")
    assert answers.promised.due_at == datetime(2003, 3, 17, 14, tzinfo=UTC)
    assert answers.tries == 2
    assert answers.pack_posted_on == date(2003, 3, 7)


def test_a_company_nobody_called_has_empty_answers(book: Book) -> None:
    bare = book.do(lambda work: firm(work, "Bare Ltd")).value
    page = book.ask(company_page, bare)
    assert page.answers.reached_at is None
    assert (page.answers.reached, page.answers.said, page.answers.promised) == ("", "", None)
    assert (page.next_step, page.band, page.people) == (None, None, ())
    assert all(wish.allowed for wish in page.wishes)
    assert not page.ctps.stale


def test_the_membership_is_the_latest_term(book: Book, potteries: int) -> None:
    def join(work: Work) -> None:
        term(work, potteries, date(2002, 1, 1), date(2002, 12, 31))
        term(work, potteries, date(2003, 1, 1), date(2003, 12, 31), number="WM-7")

    book.do(join)
    page = book.ask(company_page, potteries)
    assert (page.stage, page.stored_stage) == ("Member", "Pack sent")
    assert page.membership is not None
    assert (page.membership.number, page.membership.to_on) == ("WM-7", date(2003, 12, 31))


def test_the_page_of_a_company_that_is_gone_is_refused(book: Book) -> None:
    with pytest.raises(Refusal) as refused:
        book.ask(company_page, 12_345)
    assert refused.value.field == "company"


def test_the_ctps_check_is_the_oldest_and_goes_stale_after_28_days(book: Book, clock) -> None:
    def fill(work: Work) -> int:
        made = firm(work, "Checked Ltd")
        number(work, made, DIRECT, ctps_checked_on=date(2003, 3, 1), ctps_result="clear")
        number(work, made, JONS, ctps_checked_on=date(2003, 3, 3), ctps_result="listed")
        number(work, made, FAX, state="fax")
        return made

    made = book.do(fill).value
    clock.set(datetime(2003, 3, 29, 12, tzinfo=UTC))
    check = book.ask(company_page, made).ctps
    assert (check.checked_on, check.listed, check.stale) == (date(2003, 3, 1), True, False)
    clock.forward(days=1)
    assert book.ask(company_page, made).ctps.stale
    book.do(lambda work: number(work, made, SWITCHBOARD))
    assert book.ask(company_page, made).ctps.checked_on is None


def dialled(book: Book, company: int, **asked: int) -> list[str | None]:
    return [one.e164 for one in book.ask(dialable_numbers, company, **asked)]


def object_to(
    book: Book, scope: Scope, company: int, person_id: int | None = None, e164: str = ""
) -> int:
    def take(work: Work) -> int:
        wish = work.add(
            Objection(
                channel="call", scope=scope.value, company_id=company, person_id=person_id,
                taken_at=work.now,
            )
        )  # fmt: skip
        if e164:
            key_hash = objection_hash(KeyKind.NUMBER, e164, work.ask(book_salt))
            work.add(ObjectionKey(objection_id=wish.id, key_hash=key_hash))
        return wish.id

    return book.do(take).value


def test_whom_the_step_names_is_rung_first_then_who_decides(book: Book, potteries: int) -> None:
    assert dialled(book, potteries) == [DIRECT, SWITCHBOARD, JONS]
    jon = book.ask(company_page, potteries).people[1].id
    assert dialled(book, potteries, person_id=jon) == [JONS, DIRECT, SWITCHBOARD]


def test_a_number_that_objects_is_not_rung_whoever_has_it(book: Book, potteries: int) -> None:
    other = book.do(lambda work: firm(work, "Other Ltd")).value
    object_to(book, Scope.NUMBER, other, e164=SWITCHBOARD)
    assert dialled(book, potteries) == [DIRECT, JONS]
    page = book.ask(company_page, potteries)
    assert {one.e164: one.objects for one in page.numbers}[SWITCHBOARD]
    assert page.wish(Channel.CALL).allowed


def test_a_person_who_objects_is_not_rung(book: Book, potteries: int) -> None:
    helen = book.ask(company_page, potteries).people[0]
    object_to(book, Scope.PERSON, potteries, person_id=helen.id)
    assert dialled(book, potteries) == [SWITCHBOARD, JONS]
    assert book.ask(company_page, potteries).people[0].objects


def test_a_company_that_objects_has_no_number_to_ring(book: Book, potteries: int) -> None:
    wish = object_to(book, Scope.COMPANY, potteries)
    assert dialled(book, potteries) == []
    page = book.ask(company_page, potteries)
    assert not page.wish(Channel.CALL).allowed
    assert page.wish(Channel.CALL).objection_id == wish
    assert page.wish(Channel.POST).allowed
