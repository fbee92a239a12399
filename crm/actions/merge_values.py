"""The values of merge fields for one pack, from what the book knows."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from crm.data.queries.association import AssociationFacts, SignatoryFacts
from crm.data.queries.firm_facts import AddresseeFacts, BackgroundFacts, FirmFacts, TermFacts
from crm.data.queries.pack_facts import PackFacts, PaperFacts
from crm.documents.content import FieldValue
from crm.domain.addresses import Address, one_line
from crm.domain.association import LegalForm
from crm.domain.cadence import after_posting
from crm.domain.calendar import MONTHS, say_long_date, to_local
from crm.domain.fees import VatTreatment, band_for, say_fee
from crm.domain.person_names import PersonName, display

PRIVACY_FIELDS: Final = (
    "contact", "sources", "basis_prospects", "basis_members", "basis_accounts", "shared_with",
    "keep_prospects", "keep_members",
)  # fmt: skip
"""What a privacy notice says that only the association itself can know, by merge field."""

Values = Mapping[str, FieldValue]


def merge_values(facts: PaperFacts, pack: PackFacts, day: date) -> dict[str, FieldValue]:
    """Give the values of all merge fields for one pack in letters dated `day`, by name."""
    treatment = vat_treatment(facts.association)
    band = band_for(pack.firm.staff, facts.bands)
    return {
        **_of_firm(pack.firm),
        **_of_person(pack.addressee),
        **_of_background(pack.background, day),
        **_of_term(pack.background.term, treatment),
        **_of_events(facts),
        **_of_association(facts.association),
        **_of_sender(facts.signatory),
        "band.label": band.label if band else "",
        "band.fee": say_fee(band.fee_pence, treatment) if band else "",
        "band.joining_fee": say_fee(band.joining_pence, treatment) if band else "",
        "drive.year": str(day.year),
    }


def vat_treatment(profile: AssociationFacts) -> VatTreatment:
    """Tell how the association charges VAT on its fees."""
    return VatTreatment(profile.settings.get("vat", {}).get("treatment", VatTreatment.CHARGED))


def person_name(who: AddresseeFacts | None) -> PersonName | None:
    """Give the name of an addressee; None where nobody is addressed by name."""
    return None if who is None else PersonName(who.title, who.forenames, who.surname, who.suffix)


def _of_firm(firm: FirmFacts) -> Values:
    return {
        "company.name": firm.name,
        "company.trading_name": firm.name,
        "company.town": firm.town,
        "company.postcode": firm.postcode,
        "company.staff": firm.staff,
        "company.web": firm.website,
        "company.activities": firm.activities,
        "company.branch": firm.branch,
        "branch.name": f"{firm.branch} branch" if firm.branch else "",
        "branch.chairman": "",
        "referral.name": firm.referrer,
    }


def _of_person(who: AddresseeFacts | None) -> Values:
    name = person_name(who)
    return {
        "person.name": display(name) if name else "",
        "person.first_name": who.forenames if who else "",
        "person.last_name": who.surname if who else "",
        "person.job_title": who.job_title if who else "",
    }


def _of_background(before: BackgroundFacts, day: date) -> Values:
    return {
        "call.last_date": _local_day(before.spoke_at),
        "call.wants": "",
        "next.date": _day_month(after_posting(day).day),
        "pack.posted_date": _day_month(before.posted_on) if before.posted_on else "",
        "attended.name": before.attended,
        "attended.date": _local_day(before.attended_at),
    }


def _of_term(term: TermFacts | None, treatment: VatTreatment) -> Values:
    fee = term.fee_pence if term else None
    return {
        "membership.number": term.number if term else "",
        "membership.from": say_long_date(term.from_on) if term else "",
        "membership.to": say_long_date(term.to_on) if term else "",
        "membership.fee": "" if fee is None else say_fee(fee, treatment),
        "membership.invoice": "",
        "membership.grace_to": "",
        "membership.payment": "",
    }


def _of_events(facts: PaperFacts) -> Values:
    first = facts.events[0] if facts.events else None
    return {
        "event.name": first.title if first else "",
        "event.date": first.when if first else "",
        "event.place": first.place if first else "",
        "event.kind": first.kind if first else "",
        "event.time": "",
        "event.price": first.price if first else "",
        "event.speakers": first.speakers if first else "",
        "event.reply_by": "",
    }


def _of_association(profile: AssociationFacts) -> Values:
    home = Address(
        profile.premises, profile.street, profile.locality, profile.town, profile.postcode
    )
    notice = profile.settings.get("privacy", {})
    return {
        "association.name": profile.name,
        "association.short_name": profile.short_name,
        "association.region": str(profile.settings.get("region", "")),
        "association.web": profile.website,
        "association.telephone": profile.telephone,
        "association.email": profile.email,
        "association.address": one_line(home),
        "association.legal": _registration(profile),
        **{f"privacy.{name}": str(notice.get(name, "")) for name in PRIVACY_FIELDS},
    }


def _of_sender(signing: SignatoryFacts | None) -> Values:
    return {
        "sender.name": signing.name if signing else "",
        "sender.job_title": signing.title if signing else "",
        "sender.telephone": signing.telephone if signing else "",
        "sender.email": signing.email if signing else "",
    }


def _registration(profile: AssociationFacts) -> str:
    if not LegalForm(profile.legal_form).is_company or not profile.registered_number:
        return ""
    where = f"registered in {profile.registered_in}" if profile.registered_in else "registered"
    return f"{where} with the number {profile.registered_number}"


def _local_day(at: datetime | None) -> str:
    return "" if at is None else _day_month(to_local(at).date())


def _day_month(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"
