"""The association itself as data: its profile, and what its letters must carry."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from crm.domain.addresses import Address
from crm.domain.errors import Refusal
from crm.domain.fees import FeeBand, VatRate, VatTreatment

CALL_GOAL: Final = 40
"""Calls wanted on a working day where the association has not said."""

_PREFIX = re.compile("[A-Z]{1,4}")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


class LegalForm(StrEnum):
    """What an association is in law; the first until the organiser has said."""

    UNKNOWN = ""
    UNINCORPORATED = "unincorporated association"
    LIMITED_BY_GUARANTEE = "company limited by guarantee"
    LIMITED_BY_SHARES = "company limited by shares"
    COMMUNITY_INTEREST = "community interest company"
    OTHER = "other"

    @property
    def is_company(self) -> bool:
        """Whether the Companies Act asks for particulars on its letters and forms."""
        return self in {
            LegalForm.LIMITED_BY_GUARANTEE,
            LegalForm.LIMITED_BY_SHARES,
            LegalForm.COMMUNITY_INTEREST,
        }


@dataclass(frozen=True, slots=True)
class Legal:
    """The legal form and, of a company, what its letters must carry (SI 2015/17 regulation 25).

    `registered_in` is the part of the UK (`England and Wales`). `directors` are all or none.
    """

    form: LegalForm = LegalForm.UNKNOWN
    registered_name: str = ""
    registered_in: str = ""
    registered_number: str = ""
    registered_office: str = ""
    directors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours of the association on paper, as `#RRGGBB`: of headings and rules."""

    accent: str = "#0B6E7F"


@dataclass(frozen=True, slots=True)
class Signatory:
    """Someone who signs letters; the picture of the signature is named by its SHA-256."""

    name: str
    title: str = ""
    telephone: str = ""
    email: str = ""
    signature_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """A county group; `county` is spelt as in the table of outward codes."""

    name: str
    county: str


@dataclass(frozen=True, slots=True)
class Vat:
    """How VAT is charged on fees, the number it is charged under, and the rates by date."""

    treatment: VatTreatment = VatTreatment.CHARGED
    number: str = ""
    rates: tuple[VatRate, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something a funder counts: `key` is the program's name for it, `code` the funder's."""

    key: str
    code: str
    name: str
    unit: str
    target: int
    definition: str = ""


@dataclass(frozen=True, slots=True)
class DriveProfile:
    """A drive as it is set up; its days are None until the organiser has given them."""

    name: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    indicators: tuple[Indicator, ...] = ()

    def target(self, key: str) -> int | None:
        """How many of one indicator are wanted; None where it is not counted."""
        return next((one.target for one in self.indicators if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Funder:
    """Who pays for the drive or backs it; the grant in pence, None where there is none."""

    name: str
    grant_pence: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AssociationProfile:
    """Everything the program knows about the association; what is unknown is empty.

    `fee_bands` carry the joining fee each; `joining_pence` is what a new band starts with. The
    logo is named by the SHA-256 of its file. `call_goal` is calls on a working day.
    """

    name: str
    short_name: str = ""
    region: str = ""
    reference_prefix: str = ""
    address: Address = field(default_factory=Address)
    telephone: str = ""
    email: str = ""
    website: str = ""
    legal: Legal = field(default_factory=Legal)
    colours: Colours = field(default_factory=Colours)
    logo_sha256: str | None = None
    signatories: tuple[Signatory, ...] = ()
    branches: tuple[Branch, ...] = ()
    fee_bands: tuple[FeeBand, ...] = ()
    joining_pence: int = 0
    vat: Vat = field(default_factory=Vat)
    drive: DriveProfile = field(default_factory=DriveProfile)
    funders: tuple[Funder, ...] = ()
    call_goal: int = CALL_GOAL


def check_profile(profile: AssociationProfile) -> None:
    """Refuse a profile that nothing can be printed or counted with, naming the first field."""
    if not profile.name.strip():
        raise Refusal("The association needs a name.", field="name")
    if profile.reference_prefix and not _PREFIX.fullmatch(profile.reference_prefix):
        message = "References begin with one to four capital letters, like WM."
        raise Refusal(message, field="reference_prefix")
    if not _COLOUR.fullmatch(profile.colours.accent):
        raise Refusal("A colour is written like #0B6E7F.", field="accent")
    if profile.call_goal < 1:
        raise Refusal("The daily call goal is at least 1.", field="call_goal")
    starts, ends = profile.drive.starts_on, profile.drive.ends_on
    if starts and ends and ends <= starts:
        raise Refusal("The drive ends before it begins.", field="ends_on")
    for indicator in profile.drive.indicators:
        if indicator.target < 0:
            message = f"The target for {indicator.name} is less than 0."
            raise Refusal(message, field="target")


def missing_particulars(legal: Legal) -> tuple[str, ...]:
    """Name the blank fields without which a company's official letter is only a draft.

    Empty for bodies that are no company, and while the legal form is unknown.
    """
    if not legal.form.is_company:
        return ()
    must = ("registered_name", "registered_in", "registered_number", "registered_office")
    return tuple(name for name in must if not getattr(legal, name).strip())


def particulars_line(legal: Legal) -> str:
    """Say what the Companies Act asks of a letter's foot; empty where it asks nothing.

    Blank particulars are left out: `missing_particulars` says which.
    """
    if not legal.form.is_company:
        return ""
    place = f"Registered in {legal.registered_in}" if legal.registered_in else "Registered"
    number = f"{place}, number {legal.registered_number}" if legal.registered_number else ""
    office = f"Registered office: {legal.registered_office}" if legal.registered_office else ""
    directors = f"Directors: {', '.join(legal.directors)}" if legal.directors else ""
    said = (legal.registered_name, number or place * bool(legal.registered_in), office, directors)
    return ". ".join(part for part in said if part)
