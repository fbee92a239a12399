from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.addresses import Address
from crm.domain.imported_rows import read_row
from crm.domain.imported_values import ColumnKind as Kind
from crm.domain.imported_values import ImportedCompany, ImportedRow, RawRow, Severity
from crm.domain.person_names import PersonName

HEADINGS = {kind: kind.value.title() for kind in Kind}


def row(**cells: str) -> ImportedRow:
    values = {Kind[name]: (text,) for name, text in cells.items()}
    return read_row(RawRow(7, values, tuple(cells.values())), HEADINGS)


def company(**cells: str) -> ImportedCompany:
    read = row(**{"COMPANY_NAME": "Acme Ltd"} | cells)
    assert read.company is not None
    return read.company


def problems(**cells: str) -> list[str]:
    return [problem.say() for problem in row(**{"COMPANY_NAME": "Acme Ltd"} | cells).problems]


def test_a_full_row_becomes_a_company_with_its_person():
    found = company(
        COMPANY_NAME=" Potteries  Data Ltd ",
        REGISTERED_NUMBER="1799445",
        INCORPORATED_ON="13/03/1984",
        PERSON_TITLE="ms",
        FORENAMES="HELEN",
        SURNAME="MARSH",
        JOB_TITLE="Managing Director",
        PHONE="01785 000000 / 000001",
        MOBILE="07700 900123",
        EMAIL="Helen.Marsh@Potteries.example; info@potteries.example",
        WEBSITE="www.potteries.example/",
        ADDRESS_LINE_1="UNIT 4",
        ADDRESS_LINE_2="ENTERPRISE WAY",
        TOWN="STOKE-ON-TRENT",
        COUNTY="Staffs",
        POSTCODE="st41aa",
        STAFF="1,200",
        ACTIVITIES="62012 - Business and domestic software development",
        SOURCE="Chamber list",
        NOTES="met at the fair",
    )
    assert found.name == "Potteries Data Ltd"
    assert found.registered_number == "01799445"
    assert found.incorporated_on == date(1984, 3, 13)
    assert found.address == Address("Unit 4", "Enterprise Way", "", "Stoke-on-Trent", "ST4 1AA")
    assert [number.e164 for number in found.numbers] == ["+441785000000", "+441785000001"]
    assert found.emails == ("info@potteries.example",)
    assert found.website == "www.potteries.example"
    assert found.staff == 1200
    (person,) = found.people
    assert person.name == PersonName("Ms", "Helen", "Marsh")
    assert person.job_title == "Managing Director"
    assert [number.e164 for number in person.numbers] == ["+447700900123"]
    assert person.emails == ("helen.marsh@potteries.example",)
    assert found.source == "Chamber list"
    assert found.notes == "met at the fair"


@pytest.mark.parametrize("name", ["", "   ", "-", "???", "\u200b\u202e"])
def test_a_row_without_a_name_is_an_error_and_keeps_its_cells(name):
    read = row(COMPANY_NAME=name, TOWN="Stone")
    assert read.company is None
    assert read.cells == (name, "Stone")
    assert [problem.say() for problem in read.problems] == [
        "Row 7, Company Name: There is no company name."
    ]


def test_a_name_of_a_megabyte_is_an_error():
    read = row(COMPANY_NAME="x" * 1_000_000)
    assert read.company is None
    (problem,) = read.problems
    assert problem.severity is Severity.ERROR
    assert "too long: 1,000,000 characters" in problem.message


def test_headings_repeated_among_the_rows_are_no_company():
    assert row(COMPANY_NAME="Company Name").company is None


def test_a_row_that_could_not_be_read_is_an_error():
    read = read_row(RawRow(9, {}, ("a", "b"), trouble="Torn."), HEADINGS)
    assert (read.company, read.cells) == (None, ("a", "b"))
    assert read.problems[0].say() == "Row 9: Torn."


def test_a_remark_is_only_a_warning():
    raw = RawRow(9, {Kind.COMPANY_NAME: ("Acme",)}, remark="Odd.")
    assert read_row(raw, HEADINGS).company == ImportedCompany("Acme")
    assert read_row(raw, HEADINGS).problems[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    "name", ["Łódź & Søn", "شركة", "🚀 Rockets", "<b>Bold</b>", "{{ name }}", "=cmd|'/C calc'!A0"]
)
def test_any_name_is_kept_as_it_is(name):
    assert company(COMPANY_NAME=name).name == name


@pytest.mark.parametrize(
    ("kind", "text", "warning"),
    [
        ("POSTCODE", "somewhere", "Row 7, Postcode: “SOMEWHERE” does not look like a UK postcode."),
        ("EMAIL", "info at acme", "Row 7, Email: This is not an email address."),
        ("WEBSITE", "javascript:alert(1)", "Row 7, Website: This is not a web address."),
        ("REGISTERED_NUMBER", "GB 123 4567 89", "Row 7, Registered Number: This is not"),
        ("INCORPORATED_ON", "31/02/2003", "Row 7, Incorporation Date: This is not a date."),
        ("STAFF", "11-50", "Row 7, Staff: This is not one number of people."),
        ("JOB_TITLE", "x" * 200, "Row 7, Job Title: The text is too long"),
        ("TOWN", "x" * 200, "Row 7, Address Line 1: The town is too long"),
    ],
)
def test_what_cannot_be_read_is_warned_of_and_kept_in_the_notes(kind, text, warning):
    (problem,) = problems(**{kind: text})
    assert problem.startswith(warning)
    assert problem.endswith("It is kept in the notes.")
    assert text in company(**{kind: text}).notes


def test_a_number_that_is_none_is_kept_as_text():
    (problem,) = problems(PHONE="ask for Jo")
    assert problem.startswith("Row 7, Phone: No telephone number")
    (number,) = company(PHONE="ask for Jo").numbers
    assert (number.typed, number.e164) == ("ask for Jo", None)


@pytest.mark.parametrize("nothing", ["n/a", "-", "none", "TBC", "Not known"])
def test_words_for_nothing_are_nothing(nothing):
    cells = dict.fromkeys(
        ["PHONE", "EMAIL", "WEBSITE", "POSTCODE", "STAFF", "REGISTERED_NUMBER", "TOWN"], nothing
    )
    assert row(COMPANY_NAME="Acme", **cells) == ImportedRow(7, ImportedCompany("Acme"))


def test_a_mobile_of_nobody_is_the_company_s():
    assert company(MOBILE="07700 900123").numbers[0].e164 == "+447700900123"
    assert company(EMAIL="jo@acme.example").emails == ("jo@acme.example",)


def test_the_same_number_twice_is_one():
    found = company(PHONE="01785 000000", SECOND_PHONE="+44 1785 000000")
    assert len(found.numbers) == 1


def test_a_number_cut_short_by_the_spreadsheet_is_no_number():
    (number,) = company(PHONE="4.41785E+11").numbers
    assert number.e164 is None
    assert "last digits are lost" in number.warning
    assert company(PHONE="1785000000.0").numbers[0].e164 == "+441785000000"


def test_the_register_s_address_parts():
    found = company(CARE_OF="ALBANY SERVICES", ADDRESS_LINE_1="18 CHURCH STREET")
    assert found.address == Address("c/o Albany Services", "18 Church Street")
    assert "PO Box 12" in company(PO_BOX="12", TOWN="STONE").address.street


def test_a_whole_address_in_one_cell():
    headings = {Kind.COMPANY_NAME: "Name", Kind.ADDRESS: "Address"}
    text = "14 Liverpool Road, Stoke-on-Trent, Staffordshire, ST4 1AA"
    raw = RawRow(2, {Kind.COMPANY_NAME: ("Acme",), Kind.ADDRESS: (text,)})
    read = read_row(raw, headings).company
    assert read is not None
    assert read.address == Address("", "14 Liverpool Road", "", "Stoke-on-Trent", "ST4 1AA")


def test_a_town_left_empty_is_not_made_up_from_the_street():
    found = company(ADDRESS_LINE_1="14 Liverpool Road", TOWN=" ", POSTCODE="ST4 1AA")
    assert found.address == Address("", "14 Liverpool Road", "", "", "ST4 1AA")


@pytest.mark.parametrize(
    ("text", "status", "note"),
    [
        ("Active", "Active", ""),
        ("LIVE", "Active", ""),
        ("Liquidation", "Liquidation", ""),
        ("Active - Proposal to Strike off", "Active - Proposal to Strike off", ""),
        ("In Administration/Receiver Manager", "In Administration/Receiver Manager", ""),
        ("Prospect", "", "Status: Prospect"),
    ],
)
def test_only_the_register_s_words_are_a_status(text, status, note):
    found = company(STATUS=text)
    assert (found.status, found.notes) == (status, note)


def test_a_job_title_of_nobody_is_a_note():
    found = company(JOB_TITLE="Director", FULL_NAME="not known")
    assert found.people == ()
    assert found.notes == "Job title: Director"


def test_several_activities_are_joined_once_each():
    texts = ("62012 - Software", "None Supplied", "62012 - Software", "63110 - Data")
    raw = RawRow(2, {Kind.COMPANY_NAME: ("Acme",), Kind.ACTIVITIES: texts})
    read = read_row(raw, HEADINGS).company
    assert read is not None
    assert read.activities == "62012 - Software; 63110 - Data"


def test_notes_beyond_what_can_be_kept_are_an_error():
    read = row(COMPANY_NAME="Acme", NOTES="x" * 6_000)
    assert read.company is None
    assert read.problems[0].column == "Notes"


@given(st.dictionaries(st.sampled_from(list(Kind)), st.text(min_size=1, max_size=150), max_size=8))
def test_no_cell_breaks_a_row_and_errors_alone_keep_it_out(cells):
    raw = RawRow(3, {kind: (text,) for kind, text in cells.items()}, tuple(cells.values()))
    read = read_row(raw, HEADINGS)
    errors = [p for p in read.problems if p.severity is Severity.ERROR]
    assert bool(errors) == (read.company is None)
    assert all(problem.row_number == 3 and problem.message for problem in read.problems)
    if read.company is None:
        assert read.cells == raw.cells


@pytest.mark.parametrize("kind", ["PHONE", "EMAIL", "ADDRESS", "POSTCODE", "ACTIVITIES"])
def test_a_cell_beyond_all_measure_is_an_error_at_once(kind):
    read = row(COMPANY_NAME="Acme", **{kind: "0" + " " * 1_000_000 + "1"})
    assert read.company is None
    assert "too long" in read.problems[0].message


def test_a_long_run_of_blanks_in_a_number_does_no_harm():
    (number,) = company(PHONE="01785" + " " * 4_000 + "000000").numbers
    assert number.e164 == "+441785000000"
