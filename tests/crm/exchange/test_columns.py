import json

import pytest

from crm.domain.errors import Refusal
from crm.domain.imported_values import ColumnKind as Kind
from crm.exchange.column_contents import Content, content_of, usual_content
from crm.exchange.column_names import kind_of_heading
from crm.exchange.columns import (
    ColumnMapping,
    MappedColumn,
    guess_columns,
    headings_fingerprint,
    mapping_from_dict,
)
from crm.exchange.foreign_table import ForeignRow


def rows(*cells: tuple[str, ...]) -> list[ForeignRow]:
    return [ForeignRow(number, row) for number, row in enumerate(cells, start=2)]


def kinds(headers: tuple[str, ...], *cells: tuple[str, ...]) -> list[Kind | None]:
    return [column.kind for column in guess_columns(headers, rows(*cells)).columns]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("CompanyName", Kind.COMPANY_NAME),
        (" CompanyNumber", Kind.REGISTERED_NUMBER),
        ("RegAddress.CareOf", Kind.CARE_OF),
        ("RegAddress.POBox", Kind.PO_BOX),
        ("RegAddress.AddressLine1", Kind.ADDRESS_LINE_1),
        (" RegAddress.AddressLine2", Kind.ADDRESS_LINE_2),
        ("RegAddress.PostTown", Kind.TOWN),
        ("RegAddress.County", Kind.COUNTY),
        ("RegAddress.Country", Kind.COUNTRY),
        ("RegAddress.PostCode", Kind.POSTCODE),
        ("CompanyCategory", Kind.LEGAL_FORM),
        ("CompanyStatus", Kind.STATUS),
        ("IncorporationDate", Kind.INCORPORATED_ON),
        ("SICCode.SicText_1", Kind.ACTIVITIES),
        ("SICCode.SicText_4", Kind.ACTIVITIES),
        ("E-mail", Kind.EMAIL),
        ("eMail Address", Kind.EMAIL),
        ("Tel. No.", Kind.PHONE),
        ("TELEPHONE", Kind.PHONE),
        ("Main Telephone Number", Kind.PHONE),
        ("Mobile (optional)", Kind.MOBILE),
        ("Post Code", Kind.POSTCODE),
        ("No. of Employees", Kind.STAFF),
        ("first_name", Kind.FORENAMES),
        ("Last Name", Kind.SURNAME),
        ("Job Title", Kind.JOB_TITLE),
        ("Company\nName", Kind.COMPANY_NAME),
        ("POSTCODE", Kind.POSTCODE),
    ],
)
def test_known_headings(heading, kind):
    assert kind_of_heading(heading)[0] is kind


@pytest.mark.parametrize(
    "heading",
    ["Fax", "Office fax", "CountryOfOrigin", "PreviousName_1.CompanyName", "URI", "ID",
     "Accounts.AccountCategory", "Mortgages.NumMortCharges", "", "x" * 5_000, "Ω", "wibble"],
)  # fmt: skip
def test_headings_that_hold_nothing_we_keep(heading):
    assert kind_of_heading(heading)[0] is None


@pytest.mark.parametrize(
    ("cell", "content"),
    [
        ("", Content.NOTHING),
        ("info@acme.example", Content.EMAIL),
        ("www.acme.co.uk", Content.WEBSITE),
        ("acme.example", Content.WEBSITE),
        ("st16 2aa", Content.POSTCODE),
        ("CD111FP", Content.WORDS),
        ("13/03/1984", Content.DATE),
        ("2003-03-14", Content.DATE),
        ("01799445", Content.COMPANY_NUMBER),
        ("SC073411", Content.COMPANY_NUMBER),
        ("07700 900123", Content.MOBILE),
        ("+44 7700 900123", Content.MOBILE),
        ("(0121) 496 0123", Content.PHONE),
        ("12", Content.NUMBER),
        ("£1,234.50", Content.NUMBER),
        ("62012 - Business and domestic software development", Content.SIC),
        ("Ms", Content.TITLE),
        ("Ms Helen Marsh", Content.PERSON),
        ("Acme Ltd", Content.COMPANY),
        ("14 Liverpool Road", Content.STREET),
        ("Stone", Content.WORDS),
        ("=cmd", Content.WORDS),
        ("a" * 100_000, Content.WORDS),
    ],
)
def test_the_shape_of_a_cell(cell, content):
    assert content_of(cell) is content


def test_mobiles_among_numbers_are_numbers():
    cells = ["07700 900123", "07700 900124", "0121 496 0123", ""]
    assert usual_content(cells) == (Content.PHONE, 1.0)


def test_a_usual_list_is_understood():
    headers = ("ID", "Company", "Title", "First name", "Surname", "Position", "Tel", "Tel 2",
               "Mobile", "E-mail", "Web", "Address 1", "Town", "County", "Postcode", "Employees",
               "Fax", "Comments")  # fmt: skip
    assert kinds(headers, ("1", "Acme", "Ms", *[""] * 15)) == [
        None, Kind.COMPANY_NAME, Kind.PERSON_TITLE, Kind.FORENAMES, Kind.SURNAME, Kind.JOB_TITLE,
        Kind.PHONE, Kind.SECOND_PHONE, Kind.MOBILE, Kind.EMAIL, Kind.WEBSITE, Kind.ADDRESS_LINE_1,
        Kind.TOWN, Kind.COUNTY, Kind.POSTCODE, Kind.STAFF, None, Kind.NOTES,
    ]  # fmt: skip


def test_title_means_mr_or_managing_director():
    headers = ("Company", "Name", "Title")
    assert kinds(headers, ("Acme", "Jo Marsh", "Mr"))[2] is Kind.PERSON_TITLE
    assert kinds(headers, ("Acme", "Jo Marsh", "Managing Director"))[2] is Kind.JOB_TITLE


def test_name_means_the_company_unless_another_column_does():
    assert kinds(("Name", "Town"), ("Acme", "Stone")) == [Kind.COMPANY_NAME, Kind.TOWN]
    assert kinds(("Name", "Company"), ("Jo", "Acme")) == [Kind.FULL_NAME, Kind.COMPANY_NAME]


def test_address_means_the_first_line_where_others_follow():
    assert kinds(("Company", "Address"), ("A", "1 High St, Stone"))[1] is Kind.ADDRESS
    assert kinds(("Company", "Address", "Town"), ("A", "1 High St", "Stone"))[1] is (
        Kind.ADDRESS_LINE_1
    )


def test_contents_speak_where_headings_do_not():
    headers = tuple(f"Column {letter}" for letter in "ABCDEF")
    cells = [
        ("Acme Ltd", "14 High Street", "ST16 2AA", "0121 496 0123", "a@a.example", "9"),
        ("Bolt plc", "2 Low Road", "ST4 1AA", "01785 000000", "b@b.example", "12"),
    ]
    assert kinds(headers, *cells) == [
        Kind.COMPANY_NAME, Kind.ADDRESS_LINE_1, Kind.POSTCODE, Kind.PHONE, Kind.EMAIL, None,
    ]  # fmt: skip


def test_contents_correct_a_heading_that_cannot_be_right():
    cells = [("Acme", "info@acme.example"), ("Bolt", "b@b.example")]
    assert kinds(("Company", "Contact number"), *cells) == [Kind.COMPANY_NAME, Kind.EMAIL]


def test_a_firm_may_be_called_by_its_web_address():
    assert kinds(("Company", "Town"), ("lastminute.com", "Stone"))[0] is Kind.COMPANY_NAME


def test_further_numbers_are_phones_too():
    headers = ("Company", "Tel", "Telephone", "Direct line")
    found = kinds(headers, ("A", "1", "2", "3"))
    assert found == [Kind.COMPANY_NAME, Kind.PHONE, Kind.SECOND_PHONE, Kind.PHONE]


def test_the_guess_says_how_sure_it_is():
    mapping = guess_columns(("Company", "x"), rows(("Acme", "ST16 2AA"), ("Bolt", "ST4 1AA")))
    known, guessed = mapping.columns
    assert known.confidence == 1.0
    assert guessed.kind is Kind.POSTCODE
    assert 0 < guessed.confidence < 1


def test_editing_moves_a_kind_that_only_one_column_can_hold():
    mapping = guess_columns(("Company", "Firm", "Notes", "x"), rows(("A", "B", "C", "D")))
    moved = mapping.with_column(3, Kind.COMPANY_NAME).with_column(1, Kind.NOTES)
    assert [column.kind for column in moved.columns] == [
        None, Kind.NOTES, Kind.NOTES, Kind.COMPANY_NAME,
    ]  # fmt: skip
    moved.check()
    with pytest.raises(Refusal) as refused:
        moved.with_column(3, None).check()
    assert refused.value.field == "columns"


def test_a_mapping_is_remembered_for_the_same_headings_in_any_order():
    headers = ("Company", "Tel", "Tel", "Misc")
    mapping = ColumnMapping(
        (
            MappedColumn("Company", Kind.COMPANY_NAME),
            MappedColumn("Tel", Kind.PHONE),
            MappedColumn("Tel", None),
            MappedColumn("Misc", Kind.NOTES),
        )
    )
    remembered = json.loads(json.dumps(mapping.to_dict()))
    again = mapping_from_dict(remembered, ("Misc", " TEL ", "Tel", "company", "New"))
    assert [column.kind for column in again.columns] == [
        Kind.NOTES, Kind.PHONE, None, Kind.COMPANY_NAME, None,
    ]  # fmt: skip
    assert mapping_from_dict(remembered, headers).columns[3].kind is Kind.NOTES
    assert headings_fingerprint(headers) == headings_fingerprint(("misc", "tel", "Tel", "COMPANY"))
    assert headings_fingerprint(headers) != headings_fingerprint(("Misc", "Tel", "Company"))


@pytest.mark.parametrize(
    "remembered",
    [{}, {"columns": 5}, {"columns": [5, {"heading": 1}, {"heading": "Tel", "kind": "shoe size"}]}],
)
def test_a_spoilt_memory_maps_nothing(remembered):
    assert mapping_from_dict(remembered, ("Tel",)).columns == (MappedColumn("Tel", None, 0.0),)


def test_two_columns_never_come_to_hold_one_kind():
    entry = {"heading": "Name", "kind": "company name"}
    mapping = mapping_from_dict({"columns": [entry, entry]}, ("Name", "Name"))
    assert [column.kind for column in mapping.columns] == [Kind.COMPANY_NAME, None]


def test_cells_are_sorted_by_kind():
    mapping = guess_columns(("Company", "Notes", "Comments", "Fax"), [])
    (raw, bad) = mapping.raw_rows(
        iter(
            [
                ForeignRow(2, (" Acme ", "one", "two", "3"), "odd"),
                ForeignRow(3, ("a", "b"), "torn", unreadable=True),
            ]
        )
    )
    assert raw.values == {Kind.COMPANY_NAME: ("Acme",), Kind.NOTES: ("one", "two")}
    assert (raw.remark, raw.trouble) == ("odd", "")
    assert (bad.values, bad.trouble, bad.cells) == ({}, "torn", ("a", "b"))
    assert mapping.headings() == {Kind.COMPANY_NAME: "Company", Kind.NOTES: "Notes"}
