import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.addresses import Address
from crm.domain.errors import Cancelled
from crm.domain.imported_values import (
    ImportedCompany,
    ImportedPerson,
    ImportedRow,
    RowProblem,
    Severity,
)
from crm.domain.imports import (
    Action,
    ExistingCompany,
    ImportPlan,
    PlannedRow,
    index_existing,
    match_keys,
    plan_rows,
)
from crm.domain.person_names import PersonName
from crm.domain.phone_numbers import ReadNumber

STONE = Address("", "1 High Street", "", "Stone", "ST15 8AA")
PHONE = ReadNumber("01785 000000", "+441785000000")
OTHER = ReadNumber("01785 000001", "+441785000001")
HELEN = ImportedPerson(PersonName("Ms", "Helen", "Marsh"), emails=("helen@acme.example",))
CHRIS = ImportedPerson(PersonName("", "Chris", "Patel"))
ACME = ImportedCompany("Acme Ltd", "01799445", address=STONE, numbers=(PHONE,))
BARE = ImportedCompany("Acme Ltd")


def rows(*companies: ImportedCompany) -> list[ImportedRow]:
    return [ImportedRow(number, company) for number, company in enumerate(companies, start=2)]


def held(**values: object) -> ExistingCompany:
    return ExistingCompany(5, 3, {"name": "ACME LIMITED", "name_key": "acme"} | values)


def plan(*companies: ImportedCompany, existing: tuple[ExistingCompany, ...] = ()) -> ImportPlan:
    return plan_rows(rows(*companies), index_existing(existing))


def only(company: ImportedCompany, *existing: ExistingCompany) -> PlannedRow:
    (row,) = plan(company, existing=existing).rows
    return row


def test_a_company_the_book_does_not_know_is_created():
    row = only(ACME)
    assert (row.action, row.company, row.existing_id) == (Action.CREATE, ACME, None)


def test_an_error_keeps_its_cells_and_says_why():
    problem = RowProblem(4, "Firm", "There is no company name.", Severity.ERROR)
    warning = RowProblem(4, "Tel", "Odd.")
    (row,) = plan_rows([ImportedRow(4, None, (warning, problem), ("", "x"))], {}).rows
    assert row.action is Action.ERROR
    assert row.reason == "Firm: There is no company name."
    assert row.cells == ("", "x")


@pytest.mark.parametrize(
    "existing",
    [
        held(registered_number="01799445", name="Something else", name_key="something else"),
        held(postcode="ST15 8AA"),
        held(numbers=("+441785000009", "+441785000000")),
    ],
    ids=["registered number", "name and postcode", "name and number"],
)
def test_a_company_is_known_again(existing):
    row = only(replace(ACME, website="acme.example"), existing)
    assert row.action is Action.UPDATE
    assert (row.existing_id, row.existing_version) == (5, 3)
    assert row.changes["website"] == "acme.example"


@pytest.mark.parametrize(
    "existing",
    [
        held(),
        held(town="Stone"),
        held(postcode="ST15 8AA", name="Acme Tools", name_key="acme tools"),
        held(numbers=("+441785000000",), name="Bolt", name_key="bolt"),
        held(registered_number="99999999", postcode="ST15 8AA", numbers=("+441785000000",)),
    ],
    ids=["name", "name and town", "postcode", "number", "another registered number"],
)
def test_a_company_like_it_is_another(existing):
    assert only(ACME, existing).action is Action.CREATE


def test_the_registered_number_decides_before_name_and_place():
    namesake = ExistingCompany(1, 1, {"name": "Acme Ltd", "postcode": "ST15 8AA"})
    same = ExistingCompany(9, 1, {"name": "Old name", "registered_number": "01799445"})
    assert only(ACME, namesake, same).existing_id == 9


def test_only_empty_fields_are_filled_and_differences_are_said():
    existing = held(
        registered_number="01799445", staff=12, website="", town="Stafford", legal_form=None
    )
    company = replace(ACME, staff=40, website="acme.example", legal_form="plc", activities="Tools")
    row = only(company, existing)
    assert row.action is Action.UPDATE
    assert set(row.changes) == {"legal_form", "activities", "website", "numbers"}
    assert row.reason == (
        "adds legal form, activities, website, numbers; already there as ACME LIMITED; "
        "not changed: staff 12 (the list says 40), town Stafford (the list says Stone)"
    )


def test_an_address_is_completed_but_never_mixed():
    same = held(registered_number="01799445", town="STONE", street="1 High Street")
    assert only(ACME, same).changes["postcode"] == "ST15 8AA"
    other = held(registered_number="01799445", street="9 Low Road")
    assert "town" not in only(ACME, other).changes
    assert "postcode" not in only(ACME, other).changes


def test_nothing_new_is_skipped():
    existing = held(
        registered_number="01799445", street="1 High Street", town="Stone", postcode="ST15 8AA",
        numbers=("+441785000000",), emails=("helen@acme.example",), people=("helen marsh",),
    )  # fmt: skip
    row = only(replace(ACME, people=(HELEN,)), existing)
    assert row.action is Action.SKIP
    assert row.reason == "nothing new; already there as ACME LIMITED"
    assert row.existing_id == 5


def test_people_and_their_numbers_are_added_once():
    existing = held(registered_number="01799445", people=("helen marsh",))
    helen = replace(HELEN, numbers=(OTHER,))
    changes = only(replace(ACME, people=(helen, CHRIS)), existing).changes
    assert changes["people"] == (CHRIS,)
    assert changes["numbers"] == (PHONE, OTHER)
    assert changes["emails"] == ("helen@acme.example",)


def test_a_new_person_does_not_bring_a_number_that_is_there():
    existing = held(registered_number="01799445", numbers=("+441785000001",))
    changes = only(replace(ACME, people=(replace(CHRIS, numbers=(OTHER,)),)), existing).changes
    assert changes["people"] == (CHRIS,)


def test_text_that_is_no_number_is_never_matched_nor_added():
    text = ReadNumber("ask for Jo", None)
    row = only(replace(BARE, numbers=(text,), registered_number="01799445"),
               held(registered_number="01799445"))  # fmt: skip
    assert row.action is Action.SKIP


@pytest.mark.parametrize("status", ["Liquidation", "Active - Proposal to Strike off"])
def test_a_company_that_is_not_active_is_skipped(status):
    row = only(replace(ACME, status=status))
    assert row.action is Action.SKIP
    assert status in row.reason
    assert only(replace(ACME, status="Active")).action is Action.CREATE


def test_a_second_row_of_the_same_company_is_skipped_and_loses_nobody():
    first = replace(ACME, people=(HELEN,))
    second = replace(ACME, people=(CHRIS,), numbers=(OTHER,), emails=("info@acme.example",))
    third = replace(ACME, people=(HELEN,))
    created, skipped, again = plan(first, second, third).rows
    assert created.action is Action.CREATE
    assert created.company is not None
    assert created.company.people == (HELEN, CHRIS)
    assert created.company.numbers == (PHONE, OTHER)
    assert created.company.emails == ("info@acme.example",)
    assert skipped.action is again.action is Action.SKIP
    assert skipped.reason == "same company as row 2, which now has Chris Patel, a number, an email"
    assert again.reason == "same company as row 2"


def test_a_second_row_fills_what_the_first_left_empty():
    first = replace(ACME, address=Address(), notes="one", staff=4)
    second = replace(ACME, website="acme.example", staff=9, notes="two")
    created, skipped = plan(first, second).rows
    assert created.company == replace(second, staff=4, notes="one\ntwo")
    assert skipped.reason == "same company as row 2, which now has website, address, notes"


def test_a_later_row_can_turn_nothing_new_into_an_update():
    existing = held(registered_number="01799445", street="1 High Street", town="Stone",
                    postcode="ST15 8AA", numbers=("+441785000000",))  # fmt: skip
    first, second = plan(ACME, replace(ACME, people=(CHRIS,)), existing=(existing,)).rows
    assert (first.action, second.action) == (Action.UPDATE, Action.SKIP)
    assert first.changes == {"people": (CHRIS,)}


def test_rows_with_different_registered_numbers_are_two_companies():
    found = plan(
        ACME, replace(ACME, registered_number="00000001"), replace(ACME, registered_number="")
    )
    assert [row.action for row in found.rows] == [Action.CREATE, Action.CREATE, Action.SKIP]
    assert found.rows[2].reason.startswith("same company as row 2")


def test_a_row_of_a_name_alone_is_known_by_it_unless_the_towns_differ():
    leek = replace(BARE, address=Address(town="Leek"))
    found = plan(BARE, BARE, leek, replace(BARE, address=Address(town="Stone")))
    actions = [row.action for row in found.rows]
    assert actions == [Action.CREATE, Action.SKIP, Action.SKIP, Action.CREATE]
    assert found.rows[0].company == leek
    assert only(leek, held(town="Stone")).action is Action.CREATE
    assert only(leek, held(town="LEEK")).action is Action.SKIP
    assert only(BARE, held(town="Stone", postcode="ST15 8AA")).action is Action.SKIP
    assert only(ACME, held(town="Stone")).action is Action.CREATE


def test_a_row_that_was_left_out_does_not_hide_a_later_one():
    closed = replace(ACME, status="Dissolved")
    assert [row.action for row in plan(closed, ACME).rows] == [Action.SKIP, Action.CREATE]


def test_keys_name_the_registered_number_first():
    assert match_keys("acme", "01799445", "ST15 8AA", ["+441785000000"]) == (
        "registered 01799445",
        "place ST15 8AA acme",
        "number +441785000000 acme",
        "name acme",
    )
    assert match_keys("", "", "ST15 8AA", ["+441785000000"]) == ()


def test_planning_stops_when_told():
    class Impatient:
        def step(self, done, of=None, note=""):
            raise Cancelled

    with pytest.raises(Cancelled):
        plan_rows(rows(ACME), {}, Impatient())


COMPANIES = st.builds(
    ImportedCompany,
    st.sampled_from(["Acme Ltd", "ACME", "Bolt plc"]),
    registered_number=st.sampled_from(["", "00000001", "00000002"]),
    address=st.builds(Address, postcode=st.sampled_from(["", "ST15 8AA", "ST4 1AA"])),
    numbers=st.sampled_from([(), (PHONE,), (OTHER,), (PHONE, OTHER)]),
    people=st.sampled_from([(), (HELEN,), (CHRIS,)]),
    status=st.sampled_from(["", "Active", "Dissolved"]),
)


@given(st.lists(COMPANIES, max_size=8))
def test_every_row_is_decided_once_and_nobody_is_lost(companies):
    found = plan(*companies)
    assert [row.row_number for row in found.rows] == list(range(2, len(companies) + 2))
    assert sum(found.counts().values()) == len(companies)
    created = [row.company for row in found.with_action(Action.CREATE) if row.company]
    kept = {person for company in created for person in company.people}
    live = [company for company in companies if company.status != "Dissolved"]
    assert kept == {person for company in live for person in company.people}
    assert pickle.loads(pickle.dumps(found)) == found


@given(st.lists(COMPANIES, max_size=6))
def test_bringing_the_same_list_in_twice_adds_nothing(companies):
    first = plan(*companies)
    book = []
    for number, row in enumerate(first.with_action(Action.CREATE), start=1):
        company = row.company
        assert company is not None
        values = {
            "name": company.name,
            "registered_number": company.registered_number,
            "postcode": company.address.postcode,
            "numbers": tuple(n.e164 for n in company.numbers),
            "emails": tuple(e for person in company.people for e in person.emails),
            "people": tuple(f"{p.name.forenames} {p.name.surname}".lower() for p in company.people),
        }
        book.append(ExistingCompany(number, 1, values))
    again = plan(*companies, existing=tuple(book))
    assert again.counts()[Action.CREATE] == 0
