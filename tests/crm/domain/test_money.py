"""Money as whole pence: how it is said and how it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.errors import Refusal
from crm.domain.money import MOST_PENCE, pounds, read_pounds


@pytest.mark.parametrize(
    ("pence", "said", "short"),
    [
        (123_450, "£1,234.50", "£1,234.50"),
        (9_500, "£95.00", "£95"),
        (85_000_000, "£850,000.00", "£850,000"),
        (0, "£0.00", "£0"),
        (5, "£0.05", "£0.05"),
        (-1_205, "-£12.05", "-£12.05"),
    ],
)
def test_saying_amounts(pence: int, said: str, short: str) -> None:
    assert pounds(pence) == said
    assert pounds(pence, short=True) == short


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("£1,234.50", 123_450),
        ("1234.5", 123_450),
        (" 95 ", 9_500),
        ("GBP 95", 9_500),
        ("50p", 50),
        (".75", 75),
        ("-£5", -500),
        ("−12.05", -1_205),
        ("£0", 0),
    ],
)
def test_reading_amounts(typed: str, pence: int) -> None:
    assert read_pounds(typed) == pence


@pytest.mark.parametrize(
    "typed",
    ["", "£", "about 95", "1,23", "1.234,50", "1.234", "12,34,567", "£1e3", "95 + VAT", "--5",
     "9" * 5_000, "1000000000", "٩٥", "=95"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_pounds(typed, "joining_fee")
    assert caught.value.field == "joining_fee"
    assert len(caught.value.message) < 120


@given(st.integers(-MOST_PENCE, MOST_PENCE), st.booleans())
def test_what_is_said_reads_back(pence: int, short: bool) -> None:
    assert read_pounds(pounds(pence, short=short)) == pence
