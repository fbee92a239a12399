"""Parts of packs as content that can be drawn: each kind from the facts it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from crm.actions.merge_values import vat_treatment
from crm.data.queries.association import AssociationFacts
from crm.data.queries.letters import WRITTEN, PackPartFacts
from crm.data.queries.pack_facts import PackFacts, PaperFacts
from crm.documents.content import Fields, Part, Signatory
from crm.documents.form import ApplicationForm
from crm.documents.form_chrome import BandChoice
from crm.documents.inserted import InsertedPdf, Placement
from crm.documents.leaflet import FeeLine, FeeTable, Leaflet
from crm.documents.letter import Letter
from crm.documents.mandate import Mandate
from crm.documents.membership_glance import MembershipGlance
from crm.documents.programme import Programme, ProgrammeLine
from crm.domain.addresses import Address, one_line
from crm.domain.calendar import say_long_date
from crm.domain.errors import Refusal
from crm.domain.fees import VatRate, VatTreatment, band_for, say_fee, vat_on, vat_percent

Pictures = Mapping[str, bytes]
"""The bytes of files by SHA-256: the logo, signatures, the letterhead, inserted PDFs."""

SUBJECT: Final = "# {{ letter.subject }}\n\n"
"""What stands before the text of a written letter that is about something."""


@dataclass(frozen=True, slots=True)
class PartMaking:
    """What a part is made from: one part of one pack, with the values of its merge fields."""

    facts: PaperFacts
    pack: PackFacts
    part: PackPartFacts
    values: Fields
    day: date
    files: Pictures


def part_content(making: PartMaking) -> Part:
    """Make the content of one part. Refusal (field `part`) for a kind nobody knows."""
    make = KINDS.get(making.part.part)
    if make is None:
        raise Refusal(f"Muster does not know how to print a {making.part.part}.", field="part")
    return make(making)


def _letter(making: PartMaking) -> Part:
    return Letter(
        making.part.body,
        making.values,
        making.day,
        signatory_of(making),
        personal=making.pack.personal_paragraph,
        title=making.part.name,
    )


def _written(making: PartMaking) -> Part:
    """A written letter: the subject as its heading, the text where the template has it."""
    subject = making.pack.subject
    return Letter(
        (SUBJECT if subject else "") + making.part.body,
        {**making.values, "letter.subject": subject},
        making.day,
        signatory_of(making),
        personal=making.pack.personal_paragraph,
        title=subject or making.part.name,
    )


def signatory_of(making: PartMaking) -> Signatory:
    """Give who signs; nobody where the association has no signatory yet."""
    signing = making.facts.signatory
    if signing is None:
        return Signatory("")
    picture = making.files.get(signing.signature_sha256 or "", b"")
    return Signatory(signing.name, signing.title, picture)


def _leaflet(making: PartMaking) -> Part:
    return Leaflet(making.part.body, making.values, title=making.part.name)


def _fees(making: PartMaking) -> Part:
    treatment = vat_treatment(making.facts.association)
    own = band_for(making.pack.firm.staff, making.facts.bands)
    lines = tuple(
        FeeLine(
            band.label,
            say_fee(band.fee_pence, treatment),
            say_fee(band.joining_pence, treatment) if band.joining_pence else "",
            own=band == own,
        )
        for band in making.facts.bands
    )
    return FeeTable(lines, note=making.part.body, title=making.part.name)


def _form(making: PartMaking) -> Part:
    firm, who = making.pack.firm, making.pack.addressee
    treatment = vat_treatment(making.facts.association)
    own = band_for(firm.staff, making.facts.bands)
    values = {
        "company.name": firm.legal_name or firm.name,
        "company.trading_name": firm.name if firm.legal_name not in {"", firm.name} else "",
        "company.legal_form": firm.legal_form,
        "company.number": firm.registered_number,
        "company.vat_number": firm.vat_number,
        "company.founded": str(firm.founded_year or ""),
        "company.staff": "" if firm.staff is None else str(firm.staff),
        "company.registered_address": _home(making),
        "company.telephone": firm.telephone,
        "company.email": firm.email,
        "company.web": firm.website,
        "company.activities": firm.activities,
        "member.title": who.title if who else "",
        "member.first_name": who.forenames if who else "",
        "member.last_name": who.surname if who else "",
        "member.job_title": who.job_title if who else "",
    }
    choices = tuple(
        BandChoice(f"{band.label} staff, {say_fee(band.fee_pence, treatment)}", chosen=band == own)
        for band in making.facts.bands
    )
    declared = making.part.body.strip()
    if not declared:
        return ApplicationForm(values=values, bands=choices, title=making.part.name)
    return ApplicationForm(
        values=values, bands=choices, declaration=declared, title=making.part.name
    )


def _mandate(making: PartMaking) -> Part:
    profile, firm = making.facts.association, making.pack.firm
    bank = profile.settings.get("bank", {})
    band = band_for(firm.staff, making.facts.bands)
    return Mandate(
        firm.legal_name or firm.name,
        making.pack.reference,
        str(bank.get("name") or profile.name),
        str(bank.get("bank", "")),
        str(bank.get("sort_code", "")),
        str(bank.get("account", "")),
        None if band is None else _with_vat(band.fee_pence, profile, making.day),
        title=making.part.name,
    )


def _programme(making: PartMaking) -> Part:
    names = [field.name for field in fields(ProgrammeLine)]
    lines = tuple(
        ProgrammeLine(**{name: getattr(event, name) for name in names})
        for event in making.facts.events
    )
    return Programme(lines, note=making.part.body.strip(), title=making.part.name)


def _glance(making: PartMaking) -> Part:
    firm, who, term = making.pack.firm, making.pack.addressee, making.pack.background.term
    values = making.values
    membership: tuple[tuple[str, str], ...] = ()
    if term is not None:
        membership = (
            ("Member number", term.number),
            ("Band", f"{term.band} staff" if term.band else ""),
            ("Fee", f"{values['membership.fee']} a year" if values["membership.fee"] else ""),
            ("From", say_long_date(term.from_on)),
            ("To", say_long_date(term.to_on)),
        )
    contact = ", ".join(filter(None, (str(values["person.name"]), who.job_title if who else "")))
    held = (
        ("Main contact", contact),
        ("Telephone", firm.telephone),
        ("Email", firm.email),
        ("Address", _home(making)),
        ("Website", firm.website),
        ("Staff", "" if firm.staff is None else str(firm.staff)),
        ("What you do", firm.activities),
    )
    return MembershipGlance(
        firm.name, membership, held, note=making.part.body.strip(), title=making.part.name
    )


def _inserted(making: PartMaking) -> Part:
    pdf = making.files.get(making.part.file_sha256 or "", b"")
    return InsertedPdf(pdf, making.part.name, Placement(making.part.placing or Placement.WHOLE))


KINDS: Final[Mapping[str, Callable[[PartMaking], Part]]] = MappingProxyType(
    {
        "letter": _letter,
        WRITTEN: _written,
        "leaflet": _leaflet,
        "fees": _fees,
        "form": _form,
        "mandate": _mandate,
        "programme": _programme,
        "glance": _glance,
        "inserted": _inserted,
    }
)
"""How each kind of part is made."""


def _home(making: PartMaking) -> str:
    firm = making.pack.firm
    return one_line(Address(firm.premises, firm.street, firm.locality, firm.town, firm.postcode))


def _with_vat(pence: int, profile: AssociationFacts, day: date) -> int | None:
    """Give a fee as it is paid; None where the rate of VAT on that day is not known."""
    if vat_treatment(profile) is not VatTreatment.CHARGED:
        return pence
    rates = [
        VatRate(date.fromisoformat(one["from_day"]), Decimal(one["percent"]))
        for one in profile.settings.get("vat", {}).get("rates", ())
    ]
    percent = vat_percent(day, rates)
    return None if percent is None else pence + vat_on(pence, percent)
