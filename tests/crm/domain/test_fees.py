"""Membership fees by number of staff, and the VAT on them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.errors import Refusal
from crm.domain.fees import (
    FeeBand,
    VatRate,
    VatTreatment,
    band_for,
    band_label,
    check_bands,
    say_fee,
    say_percent,
    vat_on,
    vat_percent,
)

SIZES = ((1, 4), (5, 10), (11, 24), (25, 49), (50, 99), (100, 249))
BANDS = tuple(
    FeeBand(None, band_label(low, high), low, high, 10_000 + low, 2_500) for low, high in SIZES
)
RATES = (
    VatRate(date(1991, 4, 1), Decimal("17.5")),
    VatRate(date(2008, 12, 1), Decimal(15)),
    VatRate(date(2010, 1, 1), Decimal("17.5")),
    VatRate(date(2011, 1, 4), Decimal(20)),
)


@pytest.mark.parametrize(
    ("staff", "label"),
    [(0, "1–4"), (1, "1–4"), (4, "1–4"), (5, "5–10"), (12, "11–24"), (249, "100–249")],
)
def test_band_of_a_company(staff: int, label: str) -> None:
    band = band_for(staff, BANDS)
    assert band is not None
    assert band.label == label


def test_no_band_for_the_unknown_and_the_too_large() -> None:
    assert band_for(None, BANDS) is None
    assert band_for(250, BANDS) is None
    assert band_for(5, ()) is None


def test_staff_below_nothing_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        band_for(-1, BANDS)
    assert caught.value.field == "staff"


@given(st.integers(0, 100_000))
def test_every_size_has_one_band_at_most_and_an_open_end_takes_the_rest(staff: int) -> None:
    last = FeeBand(None, "250 or more", 250, None, 100_000)
    bands = check_bands((last, *reversed(BANDS)))
    assert bands == (*BANDS, last)
    assert sum(band.holds(max(staff, 1)) for band in bands) == 1
    assert band_for(staff, bands) is not None


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        ((BANDS[0], replace(BANDS[1], staff_from=4)), "overlap"),
        ((BANDS[0], replace(BANDS[1], staff_from=6)), "no fee"),
        ((replace(BANDS[0], staff_to=None), BANDS[1]), "overlap"),
        ((replace(BANDS[0], staff_to=0),), "from 1 to 0"),
        ((replace(BANDS[0], fee_pence=-1),), "below nothing"),
    ],
)
def test_bands_that_contradict_each_other(bands: tuple[FeeBand, ...], words: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_bands(bands)
    assert caught.value.field == "fee_bands"
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(1973, 4, 1), None),
        (date(2003, 3, 17), Decimal("17.5")),
        (date(2008, 11, 30), Decimal("17.5")),
        (date(2008, 12, 1), Decimal(15)),
        (date(2010, 6, 1), Decimal("17.5")),
        (date(2011, 1, 4), Decimal(20)),
        (date(2026, 1, 1), Decimal(20)),
    ],
)
def test_the_rate_of_a_day(day: date, percent: Decimal | None) -> None:
    assert vat_percent(day, RATES) == percent
    assert vat_percent(day, tuple(reversed(RATES))) == percent


@pytest.mark.parametrize(
    ("pence", "percent", "vat"),
    [(9_500, "17.5", 1_663), (22_500, "17.5", 3_938), (22_500, "20", 4_500), (2, "25", 1),
     (0, "20", 0)],
)  # fmt: skip
def test_vat_in_whole_pence(pence: int, percent: str, vat: int) -> None:
    assert vat_on(pence, Decimal(percent)) == vat
    assert vat_on(-pence, Decimal(percent)) == -vat


@given(st.integers(0, 10**11), st.sampled_from(["15", "17.5", "20"]))
def test_vat_is_within_half_a_penny(pence: int, percent: str) -> None:
    exact = pence * Decimal(percent) / 100
    assert abs(vat_on(pence, Decimal(percent)) - exact) <= Decimal("0.5")


def test_how_fees_are_said() -> None:
    assert say_fee(22_500, VatTreatment.CHARGED) == "£225 + VAT"
    assert say_fee(9_550, VatTreatment.EXEMPT) == "£95.50"
    assert say_percent(Decimal("17.5")) == "17.5%"
    assert say_percent(Decimal(20)) == "20%"
    assert band_label(250, None) == "250 or more"
    assert band_label(1, 1) == "1"
