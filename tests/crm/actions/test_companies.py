from datetime import UTC, date, datetime

import pytest

from crm.actions.companies import (
    NewCompany,
    add_company,
    branch_confidence,
    change_company,
    change_facts,
    pin,
    restore,
    set_next_step,
    set_stage,
    trash,
)
from crm.actions.people import NewPerson
from crm.data.book import Book
from crm.data.queries.companies import matching_ids
from crm.data.queries.company import company_page
from crm.data.queries.company_facts import CompanyPage
from crm.data.records.activities import Activity, Objection
from crm.data.work import Work
from crm.domain.cadence import StepKind
from crm.domain.errors import Refusal
from crm.domain.next_steps import When, read_when
from crm.domain.outcomes import Reason
from crm.domain.stages import Stage
from tests.books.clock import START
from tests.crm.data.queries.firms import branch, firm, person, step, term


@pytest.fixture
def county_branches(book: Book) -> dict[str, int]:
    def fill(work: Work) -> dict[str, int]:
        return {
            "Staffordshire": branch(work, "Potteries branch", "Staffordshire"),
            "Shropshire": branch(work, "Shropshire", "Shropshire"),
        }

    return book.do(fill).value


def page(book: Book, company: int) -> CompanyPage:
    return book.ask(company_page, company)


def new(book: Book, name: str = "Potteries Data Ltd", **facts: object) -> int:
    return book.do(lambda work: firm(work, name, **facts)).value


def refused(book: Book, action, *args, **kwargs) -> Refusal:
    with pytest.raises(Refusal) as caught:
        book.do(action, *args, **kwargs)
    return caught.value


def test_a_new_company_comes_with_all_that_was_typed(
    book: Book, county_branches: dict[str, int]
) -> None:
    done = book.do(
        add_company,
        NewCompany(
            "  Potteries  Data Ltd ", town="Stoke-on-Trent", postcode="st41aa",
            telephone="01782 960123 / 0124", email="info@potteries.example",
            facts={"staff": "12", "website": "potteries.example"},
            person=NewPerson("Ms Helen Marsh", role="decision maker", telephone="01782 960100"),
            tags=["database", "#training"],
        ),
    )  # fmt: skip
    shown = page(book, done.value)
    assert done.changes.label == "Add Potteries Data Ltd"
    assert (shown.name, shown.town, shown.postcode) == (
        "Potteries Data Ltd", "Stoke-on-Trent", "ST4 1AA",
    )  # fmt: skip
    assert (shown.stage, shown.staff, shown.website) == ("New", 12, "potteries.example")
    assert shown.branch_id == county_branches["Staffordshire"]
    assert not shown.branch_chosen
    assert [one.e164 for one in shown.numbers] == ["+441782960123", "+441782960124"]
    assert [one.address for one in shown.emails] == ["info@potteries.example"]
    assert [one.name for one in shown.people] == ["Ms Helen Marsh"]
    assert [one.e164 for one in shown.people[0].numbers] == ["+441782960100"]
    assert shown.tags == ("database", "training")
    assert (shown.source, shown.source_on) == ("typed in", date(2003, 3, 14))
    assert shown.next_step is None
    assert done.changes.companies == {done.value}


def test_a_company_without_a_name_is_refused_and_leaves_nothing(book: Book) -> None:
    assert refused(book, add_company, NewCompany(" -- ")).field == "name"
    assert refused(book, add_company, NewCompany("A", facts={"staff": "many"})).field == "staff"
    assert refused(book, add_company, NewCompany("A", email="nobody")).field == "email"
    assert len(book.ask(matching_ids)) == 0


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("name", "Potteries <b>Data</b> plc", "Potteries <b>Data</b> plc"),
        ("staff", "1,200", 1_200),
        ("staff", None, None),
        ("staff", 7, 7),
        ("founded_year", "1998", 1_998),
        ("registered_number", "4481234", "04481234"),
        ("registered_number", "", ""),
        ("vat_number", "gb 123 4567 89", "GB123456789"),
        ("subscriber_kind", "Corporate", "corporate"),
        ("website", "https://potteries.example/", "https://potteries.example"),
        ("postcode", "ws1 1aa", "WS1 1AA"),
        ("activities", "Databases,\nhosting", "Databases,\nhosting"),
        ("street", " 14 Liverpool Road, ", "14 Liverpool Road"),
        ("source_on", "3 February 2003", date(2003, 2, 3)),
        ("decline_reason", "Cost", "cost"),
        ("hot", "asked", "asked"),
        ("lawful_basis", "consent", "consent"),
    ],
)
def test_a_fact_is_kept_in_its_normal_form(
    book: Book, field: str, typed: object, kept: object
) -> None:
    company = new(book)
    done = book.do(change_company, company, field, typed)
    assert getattr(page(book, company), field) == kept
    assert done.changes.label.startswith("Change ")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("staff", "-1"),
        ("staff", "several"),
        ("founded_year", "2004"),
        ("founded_year", "98"),
        ("registered_number", "twelve"),
        ("subscriber_kind", "both"),
        ("website", "not a site"),
        ("town", "t" * 81),
        ("source_on", "after the holidays"),
        ("source_on", "15 March 2003"),
        ("decline_reason", "bored"),
        ("branch", "Atlantis"),
        ("referred_by", "nobody here"),
        ("stage", "Enthusiastic"),
        ("id", "7"),
        ("tries", "7"),
        ("version", "7"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(
    book: Book, field: str, typed: str
) -> None:
    company = new(book)
    before = page(book, company)
    assert refused(book, change_company, company, field, typed).field == field
    assert page(book, company) == before


def test_a_new_name_sorts_at_its_new_place(book: Book) -> None:
    first, second = new(book, "Alpha"), new(book, "Beta")
    book.do(change_company, first, "name", "Östlund & Co Ltd")
    assert list(book.ask(matching_ids)) == [second, first]


def test_the_postcode_suggests_the_branch_until_one_was_chosen(
    book: Book, county_branches: dict[str, int]
) -> None:
    company = new(book)
    book.do(change_company, company, "postcode", "ST4 1AA")
    assert page(book, company).branch_id == county_branches["Staffordshire"]
    book.do(change_company, company, "branch", "Salop")
    book.do(change_company, company, "postcode", "ST4 2AA")
    assert page(book, company).branch_id == county_branches["Shropshire"]
    assert page(book, company).branch_chosen
    book.do(change_company, company, "branch", "")
    assert page(book, company).branch_id == county_branches["Staffordshire"]
    assert not page(book, company).branch_chosen
    book.do(change_company, company, "postcode", "EH1 1AA")
    assert page(book, company).branch_id is None


def test_how_sure_a_branch_is(book: Book) -> None:
    assert branch_confidence("B1 1AA", "West Midlands (metropolitan county)") == 1.0
    assert branch_confidence("B1 1AA", "Shropshire") is None
    assert branch_confidence("", "Shropshire") is None


def test_an_odd_postcode_is_kept_and_said(book: Book) -> None:
    company = new(book)
    done = book.do(change_company, company, "postcode", "rubbish")
    assert "does not look like" in done.said
    assert page(book, company).postcode == "RUBBISH"


def test_several_facts_change_together_or_not_at_all(book: Book) -> None:
    company = new(book)
    book.do(change_facts, company, {"town": "Stone", "staff": "5"})
    assert (page(book, company).town, page(book, company).staff) == ("Stone", 5)
    assert refused(book, change_facts, company, {"town": "Leek", "staff": "?!"}).field == "staff"
    assert page(book, company).town == "Stone"


def test_who_referred_a_company_makes_it_a_referral(book: Book) -> None:
    company, friend = new(book), new(book, "Trentside")
    book.do(change_company, company, "referred_by", "trentside")
    assert page(book, company).referred_by_id == friend
    assert page(book, company).source_kind == "referral"
    assert refused(book, change_company, friend, "referred_by", str(friend)).field == "referred_by"


def test_a_pinned_note(book: Book) -> None:
    company = new(book)
    assert book.do(pin, company, "Decides with her brother").changes.label.startswith("Pin")
    assert page(book, company).pinned == "Decides with her brother"
    assert book.do(pin, company, "").changes.label.startswith("Unpin")


def test_opening_a_company_makes_a_step_and_closing_takes_it_away(book: Book) -> None:
    company = new(book)
    assert book.do(set_stage, company, Stage.IN_CONVERSATION).value == 1
    step_made = page(book, company).next_step
    assert step_made is not None
    assert (step_made.kind, step_made.due_on) == ("call", date(2003, 3, 14))
    book.do(set_stage, company, Stage.PACK_SENT)
    assert page(book, company).next_step == step_made
    done = book.do(set_stage, company, Stage.DECLINED, Reason.COST)
    assert done.changes.label == "Move Potteries Data Ltd to Declined"
    shown = page(book, company)
    assert (shown.stage, shown.decline_reason, shown.next_step) == ("Declined", "cost", None)
    book.do(set_stage, company, "resting")
    shown = page(book, company)
    assert (shown.stage, shown.decline_reason) == ("Resting", "")
    assert shown.next_step is not None
    assert shown.next_step.due_on == date(2003, 6, 12)


def test_a_change_of_stage_is_on_the_timeline(book: Book) -> None:
    company = new(book)
    done = book.do(set_stage, company, Stage.DECLINED, Reason.TOO_BUSY)
    key = next(iter(done.changes.kinds["activities"] or ()))
    filed = book.do(lambda work: work.get(Activity, key)).value
    assert (filed.kind, filed.summary) == ("stage", "New → Declined: too busy")
    again = book.do(set_stage, company, Stage.DECLINED)
    assert (again.value, again.changes.kinds) == (0, {})


def test_a_stage_that_makes_no_sense_is_refused(book: Book) -> None:
    company = new(book, stage="Attempting")
    assert refused(book, set_stage, company, Stage.NEW).field == "stage"


def test_members_and_companies_closed_to_calls_get_no_step_by_stage(book: Book) -> None:
    member, closed, plain = new(book, "Member"), new(book, "Closed"), new(book, "Plain")

    def fill(work: Work) -> None:
        term(work, member, date(2003, 1, 1), date(2003, 12, 31))
        work.add(Objection(channel="call", scope="company", company_id=closed, taken_at=work.now))

    book.do(fill)
    assert book.do(set_stage, [member, closed, plain, plain], Stage.APPLIED).value == 3
    assert page(book, member).next_step is None
    assert page(book, closed).next_step is None
    assert page(book, plain).next_step is not None


def test_moving_many_companies_is_one_step(book: Book) -> None:
    many = [new(book, f"Firm {n}") for n in range(3)]
    done = book.do(set_stage, many, Stage.ATTEMPTING)
    assert (done.value, done.changes.label) == (3, "Move 3 companies to Attempting")
    assert done.changes.companies == set(many)


def test_the_next_step_replaces_the_one_that_stood(book: Book) -> None:
    company = new(book, stage="Attempting")

    def fill(work: Work) -> int:
        step(work, company, date(2003, 3, 20))
        return person(work, company, "Helen", "Marsh")

    helen = book.do(fill).value
    when = read_when("tue 2pm", START)
    done = book.do(set_next_step, company, when, text="ring Helen", person_id=helen)
    found = page(book, company).next_step
    assert found is not None
    assert (found.due_on, found.due_at) == (
        date(2003, 3, 18), datetime(2003, 3, 18, 14, tzinfo=UTC),
    )  # fmt: skip
    assert (found.text, found.person, found.promised) == ("ring Helen", "Helen Marsh", True)
    assert done.changes.label == "Set the next step with Potteries Data Ltd"
    book.do(set_next_step, company, read_when("+3wd", START), kind=StepKind.REVIEW)
    found = page(book, company).next_step
    assert found is not None
    assert (found.kind, found.promised, found.text) == ("review", False, "Review")


def test_a_next_step_must_be_possible(book: Book) -> None:
    company, other = new(book, stage="Attempting"), new(book, "Other")
    jo = book.do(lambda work: person(work, other, "Jo", "Jones")).value
    past, soon = When(date(2003, 3, 13)), When(date(2003, 3, 17))
    assert refused(book, set_next_step, company, past).field == "next_step"
    assert refused(book, set_next_step, company, soon, person_id=jo).field == "person"
    book.do(trash, company)
    assert refused(book, set_next_step, company, soon).field == "company"
    assert refused(book, set_next_step, 999_999, soon).field == "company"


def test_the_trash_gives_back_whole_companies(book: Book) -> None:
    one, two = new(book, "One", stage="Attempting"), new(book, "Two")
    book.do(lambda work: step(work, one, date(2003, 3, 20)))
    before = page(book, one)
    done = book.do(trash, [one, two])
    assert (done.value, done.changes.label) == (2, "Put 2 companies in the trash")
    assert book.do(trash, one).value == 0
    assert len(book.ask(matching_ids)) == 0
    assert book.do(restore, [one, two]).value == 2
    after = page(book, one)
    assert after.version == before.version + 2
    assert (after.name, after.next_step) == (before.name, before.next_step)
