"""Membership fees by number of staff, and the VAT on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise

from crm.domain.errors import Refusal
from crm.domain.money import pounds


@dataclass(frozen=True, slots=True)
class FeeBand:
    """One plan: companies of `staff_from` to `staff_to` full-time-equivalent staff, both included.

    `staff_to` is None where the band has no end. Fees are pence before VAT; `id` is None until
    the band is kept in a book.
    """

    id: int | None
    label: str
    staff_from: int
    staff_to: int | None
    fee_pence: int
    joining_pence: int = 0

    def holds(self, staff: int) -> bool:
        """Whether a company of that size belongs here."""
        return self.staff_from <= staff and (self.staff_to is None or staff <= self.staff_to)


class VatTreatment(StrEnum):
    """How an association charges VAT on its fees."""

    CHARGED = "charged"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class VatRate:
    """A rate of VAT in per cent and the first day it holds; it ends where the next begins."""

    from_day: date
    percent: Decimal


def band_for(staff: int | None, bands: Iterable[FeeBand]) -> FeeBand | None:
    """Find the band of a company by its staff; None where the number is unknown or no band fits.

    Nobody on the books (0) counts as one: the owner. Raises Refusal(field="staff") below 0.
    """
    if staff is None:
        return None
    if staff < 0:
        raise Refusal("The number of staff cannot be less than 0.", field="staff")
    return next((band for band in bands if band.holds(max(staff, 1))), None)


def check_bands(bands: Iterable[FeeBand]) -> tuple[FeeBand, ...]:
    """Put bands in order of size; Refusal(field="fee_bands") where two overlap or leave a gap.

    So one company never has two fees, nor a size between two bands none.
    """
    ordered = tuple(sorted(bands, key=lambda band: band.staff_from))
    for band in ordered:
        if band.staff_from < 1 or (band.staff_to is not None and band.staff_to < band.staff_from):
            _refuse(f"The band {band.label} runs from {band.staff_from} to {band.staff_to} staff.")
        if band.fee_pence < 0 or band.joining_pence < 0:
            _refuse(f"The band {band.label} has a fee below nothing.")
    for smaller, larger in pairwise(ordered):
        if smaller.staff_to is None or smaller.staff_to >= larger.staff_from:
            _refuse(f"The bands {smaller.label} and {larger.label} overlap.")
        elif smaller.staff_to + 1 < larger.staff_from:
            _refuse(f"Between the bands {smaller.label} and {larger.label} some sizes have no fee.")
    return ordered


def band_label(staff_from: int, staff_to: int | None) -> str:
    """Say the size of a band: `11–24`, `250 or more`, `1`."""
    if staff_to is None:
        return f"{staff_from} or more"
    return f"{staff_from}" if staff_from == staff_to else f"{staff_from}–{staff_to}"


def vat_percent(day: date, rates: Sequence[VatRate]) -> Decimal | None:
    """Find the rate of VAT on a day, in per cent; None before the first known rate."""
    begun = [rate for rate in rates if rate.from_day <= day]
    return max(begun, key=lambda rate: rate.from_day).percent if begun else None


def vat_on(pence: int, percent: Decimal) -> int:
    """Work out the VAT on an amount before VAT, in whole pence, halves upwards (away from zero)."""
    return int((pence * percent / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def say_fee(pence: int, treatment: VatTreatment) -> str:
    """Say a fee with what VAT does to it: `£225 + VAT`, or the fee alone of an exempt body."""
    fee = pounds(pence, short=True)
    return f"{fee} + VAT" if treatment is VatTreatment.CHARGED else fee


def say_percent(percent: Decimal) -> str:
    """Say a rate: `17.5%`, `20%`."""
    return f"{percent.normalize():f}%"


def _refuse(message: str) -> None:
    raise Refusal(message, field="fee_bands")
