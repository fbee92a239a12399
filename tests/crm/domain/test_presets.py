"""Reading the profile of an association from a preset file."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crm.domain.addresses import Address
from crm.domain.association import AssociationProfile, LegalForm
from crm.domain.errors import Refusal
from crm.domain.fees import VatTreatment, band_for, vat_percent
from crm.domain.geography import COUNTIES
from crm.domain.presets import read_preset

WMITA = (Path(__file__).parents[3] / "resources/presets/wmita.toml").read_text("utf-8")


@pytest.fixture(scope="module")
def wmita() -> AssociationProfile:
    return read_preset(WMITA)


def test_who_the_preset_is(wmita: AssociationProfile) -> None:
    assert (wmita.name, wmita.short_name) == ("West Midlands IT Association", "WMita")
    assert wmita.reference_prefix == "WM"
    assert wmita.website == "www.wmita.co.uk"
    assert wmita.colours.accent == "#0B6E7F"
    assert wmita.call_goal == 40


def test_what_is_not_known_is_not_made_up(wmita: AssociationProfile) -> None:
    assert wmita.legal.form is LegalForm.UNKNOWN
    assert not wmita.address
    assert not wmita.signatories
    assert (wmita.telephone, wmita.email, wmita.vat.number) == ("", "", "")
    assert wmita.drive.starts_on is None
    assert wmita.logo_sha256 is None


def test_a_branch_for_every_county(wmita: AssociationProfile) -> None:
    assert tuple(branch.county for branch in wmita.branches) == COUNTIES
    assert "West Midlands" not in {branch.name for branch in wmita.branches}


def test_fees_and_vat(wmita: AssociationProfile) -> None:
    band = band_for(12, wmita.fee_bands)
    assert band is not None
    assert (band.label, band.fee_pence, band.joining_pence) == ("11–24", 22_500, 2_500)
    assert [band.fee_pence for band in wmita.fee_bands] == [
        9_500, 14_500, 22_500, 35_000, 55_000, 85_000,
    ]  # fmt: skip
    assert wmita.vat.treatment is VatTreatment.CHARGED
    assert vat_percent(date(2003, 3, 17), wmita.vat.rates) == Decimal("17.5")
    assert vat_percent(date(2026, 1, 1), wmita.vat.rates) == 20


def test_targets_and_funders(wmita: AssociationProfile) -> None:
    wanted = {indicator.key: indicator.target for indicator in wmita.drive.indicators}
    assert wanted == {"members": 250, "events": 10, "training": 10, "demand": 10}
    assert wmita.drive.name == "2003 membership drive"
    assert wmita.funders[0].grant_pence == 85_000_000
    assert len(wmita.funders) == 3


def test_a_filled_preset() -> None:
    profile = read_preset(
        """
        name = "Test"
        [address]
        premises = "1"
        street = "Road"
        town = "Stone"
        postcode = "st150aa"
        [legal]
        form = "company limited by guarantee"
        directors = ["A B", "C D"]
        [vat]
        treatment = "exempt"
        [drive]
        starts_on = 2003-01-01
        ends_on = 2003-12-31
        [[signatories]]
        name = "A B"
        title = "Founder member"
        [fees]
        bands = [{ staff_from = 1, fee = "50" }]
        """
    )
    assert profile.address == Address("1", "Road", "", "Stone", "ST15 0AA")
    assert profile.legal.directors == ("A B", "C D")
    assert profile.vat.treatment is VatTreatment.EXEMPT
    assert profile.drive.ends_on == date(2003, 12, 31)
    assert profile.signatories[0].title == "Founder member"
    assert profile.fee_bands[0].staff_to is None
    assert profile.fee_bands[0].label == "1 or more"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("name = ", "preset"),
        ("a = " + "[" * 20_000, "preset"),
        ("name = 3", "name"),
        ("short_name = 'x'", "name"),
        (WMITA.replace('short_name = "WMita"', 'shortname = "WMita"'), "shortname"),
        (WMITA.replace('"£145"', '"lots"'), "fees.bands.2.fee"),
        (WMITA.replace(', fee = "£95"', ""), "fees.bands.1.fee"),
        (WMITA.replace("staff_from = 11", "staff_from = 10"), "fee_bands"),
        (WMITA.replace('"17.5"', '"17,5"', 1), "vat.rates.1.percent"),
        (WMITA.replace("1991-04-01", '"April"'), "vat.rates.1.from_day"),
        (WMITA.replace("1991-04-01", "1991-04-01T00:00:00"), "vat.rates.1.from_day"),
        (WMITA.replace("target = 250", "target = true"), "drive.indicators.1.target"),
        (WMITA.replace('"charged"', '"sometimes"'), "vat.treatment"),
        (WMITA.replace('"#0B6E7F"', '"teal"'), "accent"),
        (WMITA.replace('county = "Shropshire"\n', ""), "branches.2.county"),
        ("name = 'x'\nbranches = 3", "branches"),
        ("name = 'x'\nbranches = [3]", "branches"),
        ("name = 'x'\n[legal]\ndirectors = [3]", "legal.directors"),
        ("name = '" + "x" * 121 + "'", "name"),
    ],
)
def test_what_is_wrong_is_named(text: str, field: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_preset(text)
    assert caught.value.field == field
