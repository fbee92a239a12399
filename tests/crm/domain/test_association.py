"""The association itself as data, and what its letters must carry."""

from dataclasses import replace
from datetime import date

import pytest

from crm.domain.association import (
    AssociationProfile,
    Colours,
    DriveProfile,
    Indicator,
    Legal,
    LegalForm,
    check_profile,
    missing_particulars,
    particulars_line,
)
from crm.domain.errors import Refusal

PROFILE = AssociationProfile(name="Test Association", reference_prefix="TA")
COMPANY = Legal(
    LegalForm.LIMITED_BY_GUARANTEE, "Test Association", "England and Wales", "01234567", "1 Road"
)


def test_a_bare_name_will_do() -> None:
    check_profile(AssociationProfile(name="Test Association"))


@pytest.mark.parametrize(
    ("profile", "field"),
    [
        (replace(PROFILE, name=" "), "name"),
        (replace(PROFILE, reference_prefix="wm"), "reference_prefix"),
        (replace(PROFILE, reference_prefix="WMITA"), "reference_prefix"),
        (replace(PROFILE, colours=Colours("teal")), "accent"),
        (replace(PROFILE, call_goal=0), "call_goal"),
        (
            replace(PROFILE, drive=DriveProfile("2003", date(2003, 12, 31), date(2003, 1, 1))),
            "ends_on",
        ),
        (
            replace(
                PROFILE,
                drive=DriveProfile("2003", indicators=(Indicator("m", "O1", "New", "", -1),)),
            ),
            "target",
        ),
    ],
)
def test_what_nothing_can_be_printed_with(profile: AssociationProfile, field: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_profile(profile)
    assert caught.value.field == field


def test_only_a_company_misses_particulars() -> None:
    assert missing_particulars(Legal()) == ()
    assert missing_particulars(Legal(LegalForm.UNINCORPORATED)) == ()
    assert missing_particulars(COMPANY) == ()
    assert missing_particulars(replace(COMPANY, registered_in=" ", registered_number="")) == (
        "registered_in",
        "registered_number",
    )


def test_the_foot_of_a_letter() -> None:
    assert particulars_line(COMPANY) == (
        "Test Association. Registered in England and Wales, number 01234567. "
        "Registered office: 1 Road"
    )
    assert particulars_line(replace(COMPANY, registered_number="", directors=("A B", "C D"))) == (
        "Test Association. Registered in England and Wales. Registered office: 1 Road. "
        "Directors: A B, C D"
    )
    assert particulars_line(replace(COMPANY, form=LegalForm.UNINCORPORATED)) == ""


def test_the_target_of_an_indicator() -> None:
    drive = DriveProfile("2003", indicators=(Indicator("members", "O1", "New", "", 250),))
    assert drive.target("members") == 250
    assert drive.target("events") is None
