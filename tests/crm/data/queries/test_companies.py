from datetime import UTC, date, datetime

import pytest

from crm.data.book import Book
from crm.data.queries.companies import (
    Order,
    Sorting,
    count_companies,
    emptying_term,
    first_lines,
    lines,
    matching_ids,
    saved_views,
)
from crm.data.records.companies import SavedView
from crm.data.work import Work
from crm.domain.filters import read_filter
from tests.books.clock import START
from tests.crm.data.queries.firms import branch, firm, number, person, step, term

Firms = dict[str, int]


@pytest.fixture
def firms(book: Book) -> Firms:
    def fill(work: Work) -> Firms:
        staffs = branch(work, "Staffordshire", "Staffordshire")
        shrops = branch(work, "Shropshire", "Shropshire")
        made = {
            "potteries": firm(
                work, "Potteries Data Ltd", town="Stoke-on-Trent", postcode="ST4 1AA", staff=12,
                branch_id=staffs, stage="Pack sent", last_contact_kind="pack",
                last_contact_at=datetime(2003, 3, 10, 9, tzinfo=UTC),
            ),
            "bluebrick": firm(
                work, "Bluebrick Software", town="Stafford", staff=4, branch_id=staffs,
                stage="In conversation", last_contact_kind="call",
                last_contact_at=datetime(2003, 3, 12, 9, tzinfo=UTC),
            ),
            "ecole": firm(work, "École & Co", town="Telford", branch_id=shrops),
            "zephyr": firm(work, "Zephyr", stage="Applied", staff=80),
            "gone": firm(work, "Gone Ltd", trashed_at=START),
        }  # fmt: skip
        step(work, made["potteries"], date(2003, 3, 18), text="Ask about the pack")
        at = datetime(2003, 3, 18, 10, tzinfo=UTC)
        step(work, made["zephyr"], date(2003, 3, 18), due_at=at, kind="chase form")
        step(work, made["ecole"], date(2003, 3, 1), done_at=START, done_how="called")
        term(work, made["zephyr"], date(2003, 1, 1), date(2003, 12, 31))
        helen = person(work, made["potteries"], "Helen", "Marsh")
        number(work, made["potteries"], "+441782960123", person_id=helen)
        number(work, made["potteries"], "+441782960100", position=1)
        number(work, made["bluebrick"], "+441785960001", state="disconnected")
        number(work, made["bluebrick"], None, typed="ask Jo")
        return made

    return book.do(fill).value


def names(book: Book, order: Order) -> list[str]:
    ids = book.ask(matching_ids, (), order)
    first = book.ask(first_lines, (), order, 2)
    everything = book.ask(lines, ids)
    assert [line.id for line in first] == list(ids[:2])
    return [line.name.split()[0] for line in everything]


def test_a_line_says_what_the_table_shows(book: Book, firms: Firms) -> None:
    (line,) = book.ask(lines, [firms["potteries"]])
    assert line.name == "Potteries Data Ltd"
    assert (line.stage, line.town, line.branch) == ("Pack sent", "Stoke-on-Trent", "Staffordshire")
    assert line.last_contact_at == datetime(2003, 3, 10, 9, tzinfo=UTC)
    assert line.last_contact_kind == "pack"
    assert (line.next_kind, line.next_on) == ("call", date(2003, 3, 18))
    assert (line.next_at, line.next_text) == (None, "Ask about the pack")
    assert (line.staff, line.postcode) == (12, "ST4 1AA")


def test_the_phone_is_the_companys_own_before_a_persons(book: Book, firms: Firms) -> None:
    shown = {line.id: line.phone for line in book.ask(first_lines)}
    assert shown[firms["potteries"]] == "+441782960100"
    assert shown[firms["bluebrick"]] == "ask Jo"
    assert shown[firms["ecole"]] == ""


def test_lines_come_in_the_order_asked_and_skip_what_is_gone(book: Book, firms: Firms) -> None:
    asked = [firms["zephyr"], 999_999, firms["bluebrick"], firms["ecole"]]
    assert [line.id for line in book.ask(lines, asked)] == [asked[0], asked[2], asked[3]]


def test_a_done_step_is_not_shown(book: Book, firms: Firms) -> None:
    (line,) = book.ask(lines, [firms["ecole"]])
    assert (line.next_kind, line.next_on, line.next_text) == ("", None, "")


@pytest.mark.parametrize(
    ("column", "descending", "expected"),
    [
        (Sorting.NAME, False, ["Bluebrick", "École", "Potteries", "Zephyr"]),
        (Sorting.NAME, True, ["Zephyr", "Potteries", "École", "Bluebrick"]),
        (Sorting.TOWN, False, ["Bluebrick", "Potteries", "École", "Zephyr"]),
        (Sorting.TOWN, True, ["École", "Potteries", "Bluebrick", "Zephyr"]),
        (Sorting.STAFF, False, ["Bluebrick", "Potteries", "Zephyr", "École"]),
        (Sorting.STAFF, True, ["Zephyr", "Potteries", "Bluebrick", "École"]),
        (Sorting.LAST_CONTACT, True, ["Bluebrick", "Potteries", "École", "Zephyr"]),
        (Sorting.LAST_CONTACT, False, ["Potteries", "Bluebrick", "École", "Zephyr"]),
        (Sorting.NEXT_STEP, False, ["Zephyr", "Potteries", "Bluebrick", "École"]),
        (Sorting.NEXT_STEP, True, ["Potteries", "Zephyr", "Bluebrick", "École"]),
        (Sorting.BRANCH, False, ["École", "Bluebrick", "Potteries", "Zephyr"]),
        (Sorting.BRANCH, True, ["Bluebrick", "Potteries", "École", "Zephyr"]),
        (Sorting.POSTCODE, False, ["Potteries", "Bluebrick", "École", "Zephyr"]),
        (Sorting.STAGE, False, ["École", "Bluebrick", "Potteries", "Zephyr"]),
        (Sorting.STAGE, True, ["Zephyr", "Potteries", "Bluebrick", "École"]),
    ],
)
def test_each_column_sorts_both_ways_with_the_unknown_last(
    book: Book, firms: Firms, column: Sorting, descending: bool, expected: list[str]
) -> None:
    assert names(book, Order(column, descending)) == expected


def test_member_and_lapsed_stand_over_the_stored_stage_by_date(
    book: Book, firms: Firms, clock
) -> None:
    def stage() -> str:
        return book.ask(lines, [firms["zephyr"]])[0].stage

    assert stage() == "Member"
    clock.set(datetime(2002, 12, 31, 12, tzinfo=UTC))
    assert stage() == "Applied"
    clock.set(datetime(2003, 12, 31, 12, tzinfo=UTC))
    assert stage() == "Member"
    clock.set(datetime(2004, 1, 1, 12, tzinfo=UTC))
    assert stage() == "Lapsed"


def test_a_term_counts_once_it_is_paid(book: Book, firms: Firms) -> None:
    def unpaid(work: Work) -> None:
        term(work, firms["ecole"], date(2003, 1, 1), date(2003, 12, 31), paid_on=None)

    book.do(unpaid)
    assert book.ask(lines, [firms["ecole"]])[0].stage == "New"


def test_the_trash_shows_only_when_asked_for(book: Book, firms: Firms) -> None:
    assert firms["gone"] not in book.ask(matching_ids)
    assert list(book.ask(matching_ids, trashed=True)) == [firms["gone"]]
    assert (book.ask(count_companies), book.ask(count_companies, trashed=True)) == (4, 1)


def test_an_empty_result_names_the_term_that_removes_most(book: Book, firms: Firms) -> None:
    terms = read_filter("staff:>1 town:nowhere stage:applied")
    assert book.ask(emptying_term, terms) == (terms[1], 0)
    terms = read_filter("staff:<20 town:telford")
    assert book.ask(emptying_term, terms) == (terms[1], 2)
    assert book.ask(emptying_term, read_filter("staff:<20")) is None
    assert book.ask(emptying_term, ()) is None


def test_saved_views_count_what_they_show_now(book: Book, firms: Firms) -> None:
    def save(work: Work) -> None:
        work.add(SavedView(name="Broken", filter_text="nonsense:x", position=2))
        work.add(SavedView(name="Small", filter_text="staff:<20", position=1))

    book.do(save)
    assert [(view.name, view.count) for view in book.ask(saved_views)] == [
        ("Small", 2), ("Broken", None),
    ]  # fmt: skip
