from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.imported_cells import (
    check_email,
    read_date_cell,
    read_registered_number,
    read_staff,
    read_website,
    split_emails,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("01799445", "01799445"),
        ("1799445", "01799445"),
        ("1799445.0", "01799445"),
        (" 0179 9445 ", "01799445"),
        ("sc73411", "SC073411"),
        ("SC073411", "SC073411"),
        ("OC 301234", "OC301234"),
        ("IP12345R", "IP12345R"),
        ("R0000123", "R0000123"),
        ("O1799445", "01799445"),
        ("00000000", ""),
        ("123456789", ""),
        ("GB123", ""),
        ("Acme", ""),
        ("", ""),
        ("7", ""),
        ("١٢٣٤٥٦٧٨", ""),
    ],
)
def test_registered_numbers(text, number):
    assert read_registered_number(text) == number


@given(st.text(max_size=12))
def test_a_registered_number_has_eight_characters_and_reads_as_itself(text):
    number = read_registered_number(text)
    assert len(number) in {0, 8}
    assert read_registered_number(number) == number


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Info@Acme.Example", "info@acme.example"),
        ("jo@müller.de", "jo@müller.de"),
        ("a..b@acme.example", ""),
        ("jo@localhost", ""),
        ("jo", ""),
        ("", ""),
        ("a" * 300 + "@acme.example", ""),
    ],
)
def test_emails(text, address):
    assert check_email(text) == address


def test_cells_with_several_emails():
    assert split_emails("Jo Marsh <jo@a.example>; mailto:info@a.example") == (
        "jo@a.example",
        "info@a.example",
    )
    assert split_emails("jo@a.example / b@a.example.") == ("jo@a.example", "b@a.example")
    assert split_emails("by post") == ("by post",)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13/03/1984", date(1984, 3, 13)),
        ("2003-03-14", date(2003, 3, 14)),
        ("2003-03-14 09:30:00", date(2003, 3, 14)),
        ("2003-03-14T09:30:00Z", date(2003, 3, 14)),
        ("14.3.2003", date(2003, 3, 14)),
        ("14 March 2003", date(2003, 3, 14)),
        ("14 Mar 2003", date(2003, 3, 14)),
        ("31/02/2003", None),
        ("03/2003", None),
        ("14 Smarch 2003", None),
        ("soon", None),
    ],
)
def test_dates_are_read_day_first(text, day):
    assert read_date_cell(text) == day


@pytest.mark.parametrize(
    ("text", "count"),
    [("12", 12), ("12.0", 12), ("1,200", 1200), ("40 staff", 40), ("0", 0), ("11-50", None),
     ("50+", None), ("1,2", None), ("99999999999", None), ("many", None), ("-3", None)],
)  # fmt: skip
def test_staff_is_one_number(text, count):
    assert read_staff(text) == count


@pytest.mark.parametrize(
    ("text", "website"),
    [
        ("www.acme.co.uk/", "www.acme.co.uk"),
        ("https://acme.example/a?b=c#d", "https://acme.example/a?b=c#d"),
        ("acme.example:8080", "acme.example:8080"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("//host/share", ""),
        ("jo@acme.example", ""),
        ("see below", ""),
        ("acme", ""),
        ("a." * 300 + "uk", ""),
    ],
)
def test_websites(text, website):
    assert read_website(text) == website
