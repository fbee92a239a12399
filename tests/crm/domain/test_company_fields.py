from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.company_fields import EDITABLE, ReadField, company_name_key, read_company_field
from crm.domain.errors import Refusal

TODAY = date(2003, 3, 14)


def read_or_refused(field: str, typed: str) -> ReadField | Refusal:
    try:
        return read_company_field(field, typed, TODAY)
    except Refusal as refusal:
        return refusal


@given(field=st.sampled_from(sorted(EDITABLE)), typed=st.text(max_size=300))
def test_whatever_is_typed_is_read_or_refused_beside_its_field(field: str, typed: str) -> None:
    read = read_or_refused(field, typed)
    if isinstance(read, Refusal):
        assert read.field == field
    elif isinstance(read.value, str):
        # What was kept reads as itself, so that saving twice changes nothing.
        assert read_company_field(field, read.value, TODAY).value == read.value


@pytest.mark.parametrize(
    "field", sorted(set(EDITABLE) - {"name", "subscriber_kind", "source_kind"})
)
def test_empty_text_clears_a_field(field: str) -> None:
    assert read_company_field(field, "  ", TODAY).value in {None, ""}


@pytest.mark.parametrize("name", ["", "  ", "…", "\u202e", "\x00"])
def test_a_name_needs_a_letter_or_digit(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_company_field("name", name, TODAY)
    assert refused.value.field == "name"


def test_a_name_of_a_megabyte_is_refused() -> None:
    with pytest.raises(Refusal, match="too long"):
        read_company_field("name", "x" * 1_000_000, TODAY)


@given(st.text(min_size=1, max_size=40).filter(lambda text: any(c.isalnum() for c in text)))
def test_every_name_has_a_key_to_sort_by(name: str) -> None:
    assert company_name_key(name)


def test_an_odd_vat_number_is_kept_with_a_warning() -> None:
    assert read_company_field("vat_number", "12 34", TODAY).warning
    assert not read_company_field("vat_number", "GB 123 4567 89", TODAY).warning
