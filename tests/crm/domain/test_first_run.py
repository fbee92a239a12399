"""The answers of a first run: what is missing is named, nothing is made up."""

from datetime import date

import pytest

from crm.actions.shipped import preset
from crm.domain.association import LegalForm
from crm.domain.errors import Refusal
from crm.domain.first_run import (
    read_answers,
    read_civil_day,
    read_email,
    read_own_postcode,
    read_telephone,
)

ANSWERS = {
    "name": "WMita", "street": "4 Market Square", "town": "Stafford", "postcode": "st162aa",
    "legal_form": "company limited by guarantee", "signatory": "Alex Brook", "title": "",
    "telephone": "01632 960123", "email": "Alex@wmita.example", "drive": "2003 drive",
    "starts_on": "6 January 2003", "ends_on": "2003-12-31",
}  # fmt: skip
NEEDED = set(ANSWERS) - {"title", "legal_form"}


def test_answers_go_into_the_shipped_profile():
    profile = read_answers(preset(), ANSWERS)
    assert profile.address.postcode == "ST16 2AA"
    assert profile.legal.form is LegalForm.LIMITED_BY_GUARANTEE
    assert profile.signatories[0].email == "alex@wmita.example"
    assert (profile.drive.starts_on, profile.drive.ends_on) == (
        date(2003, 1, 6), date(2003, 12, 31),
    )  # fmt: skip
    assert profile.drive.target("members") == 250
    assert profile.fee_bands == preset().fee_bands


@pytest.mark.parametrize("field", sorted(NEEDED))
def test_what_is_missing_is_named(field):
    with pytest.raises(Refusal) as caught:
        read_answers(preset(), {**ANSWERS, field: "  "})
    assert caught.value.field == field


def test_a_form_nobody_knows_is_refused():
    with pytest.raises(Refusal) as caught:
        read_answers(preset(), {**ANSWERS, "legal_form": "guild"})
    assert caught.value.field == "legal_form"


@pytest.mark.parametrize("typed", ["31/02/2003", "soon", "", "<b>", "1/1/1"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(Refusal) as caught:
        read_civil_day(typed, "ends_on")
    assert caught.value.field == "ends_on"


def test_contacts_are_checked_and_may_be_empty():
    assert (read_telephone(""), read_email(" "), read_own_postcode("")) == ("", "", "")
    for read, typed in (
        (read_telephone, "ask Bob"), (read_email, "alex"), (read_own_postcode, "nowhere"),
    ):  # fmt: skip
        with pytest.raises(Refusal, match=typed):
            read(typed)
