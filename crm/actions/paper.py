"""Turning what the book knows into content that can be drawn, and drawn packs into a run."""

from collections.abc import Mapping, Sequence
from datetime import date

from crm.actions.letters import MadeDocument, MadeRun
from crm.data.queries.association import AssociationFacts, PlanFacts, SignatoryFacts
from crm.data.queries.letters import PackPartFacts
from crm.data.queries.pack_facts import AddresseeFacts, FirmFacts, PackFacts, PaperFacts
from crm.documents.content import (
    FieldValue,
    MadePack,
    PackContent,
    Part,
    Recipient,
    Signatory,
)
from crm.documents.form import ApplicationForm
from crm.documents.form_chrome import BandChoice
from crm.documents.leaflet import FeeLine, FeeTable, Leaflet
from crm.documents.letter import Letter
from crm.documents.letterhead import LegalFacts, Letterhead
from crm.domain.addresses import Address, one_line
from crm.domain.association import LegalForm
from crm.domain.cadence import after_posting
from crm.domain.calendar import MONTHS, to_local
from crm.domain.errors import Refusal
from crm.domain.fees import FeeBand, VatTreatment, band_for, say_fee
from crm.domain.person_names import PersonName, close_for, display, salutation

Pictures = Mapping[str, bytes]
"""PNG or JPEG bytes by SHA-256: the logo and signatures."""

NO_PICTURES: Pictures = {}


def pack_contents(
    facts: PaperFacts, day: date, pictures: Pictures = NO_PICTURES
) -> tuple[PackContent, ...]:
    """Make content of packs, in their order, for letters dated `day`."""
    return tuple(_content(facts, pack, day, pictures) for pack in facts.packs)


def made_run(
    facts: PaperFacts, contents: Sequence[PackContent], made: MadePack, label: str = ""
) -> MadeRun:
    """Bring drawn packs together with the documents they are; held ones are not among them."""
    places = {pages.reference: pages for pages in made.ranges}
    documents = [
        MadeDocument(
            pack.document_id,
            places[pack.reference].first,
            places[pack.reference].last,
            made.content_hash,
            {
                "organisation": content.recipient.organisation,
                "person": content.recipient.person,
                "address": one_line(content.recipient.address) if content.recipient.address else "",
                "salutation": content.recipient.salutation,
            },
            [part.version_id for part in pack.parts],
        )
        for pack, content in zip(facts.packs, contents, strict=True)
        if pack.reference in places
    ]
    if not documents:
        raise Refusal("None of these packs can be printed as they stand.", field="documents")
    pages = max(place.last for place in made.ranges)
    return MadeRun(made.pdf, pages, made.content_hash, documents, label)


def merge_values(facts: PaperFacts, pack: PackFacts, day: date) -> dict[str, FieldValue]:
    """Give the values of all merge fields for one pack, by name."""
    firm, who, signing = pack.firm, pack.addressee, facts.signatory
    profile = facts.association
    name = _person_name(who)
    band = band_for(firm.staff, _bands(facts.plans))
    treatment = _treatment(profile)
    follow_up = after_posting(day).day
    return {
        "company.name": firm.name,
        "company.trading_name": firm.name,
        "company.town": firm.town,
        "company.postcode": firm.postcode,
        "company.staff": firm.staff,
        "company.web": firm.website,
        "company.activities": firm.activities,
        "company.branch": firm.branch,
        "person.name": display(name) if name else "",
        "person.first_name": who.forenames if who else "",
        "person.last_name": who.surname if who else "",
        "person.job_title": who.job_title if who else "",
        "call.last_date": _day_month(to_local(pack.spoke_at).date()) if pack.spoke_at else "",
        "call.wants": "",
        "next.date": _day_month(follow_up),
        "pack.posted_date": _day_month(pack.posted_on) if pack.posted_on else "",
        "band.label": band.label if band else "",
        "band.fee": say_fee(band.fee_pence, treatment) if band else "",
        "band.joining_fee": say_fee(band.joining_pence, treatment) if band else "",
        "event.name": "",
        "event.date": "",
        "event.place": "",
        "association.name": profile.name,
        "association.short_name": profile.short_name,
        "association.region": str(profile.settings.get("region", "")),
        "association.web": profile.website,
        "association.telephone": profile.telephone,
        "association.email": profile.email,
        "branch.name": f"{firm.branch} branch" if firm.branch else "",
        "branch.chairman": "",
        "drive.year": str(day.year),
        "sender.name": signing.name if signing else "",
        "sender.job_title": signing.title if signing else "",
        "sender.telephone": signing.telephone if signing else "",
        "sender.email": signing.email if signing else "",
    }


def _content(facts: PaperFacts, pack: PackFacts, day: date, pictures: Pictures) -> PackContent:
    values = merge_values(facts, pack, day)
    return PackContent(
        pack.reference or "PROOF",
        _letterhead(facts.association, pack.firm, pictures),
        _recipient(pack.firm, pack.addressee, by_post=pack.channel == "post"),
        tuple(_part(facts, pack, part, values, day, pictures) for part in pack.parts),
    )


def _part(
    facts: PaperFacts,
    pack: PackFacts,
    part: PackPartFacts,
    values: dict[str, FieldValue],
    day: date,
    pictures: Pictures,
) -> Part:
    match part.part:
        case "letter":
            return Letter(
                part.body,
                values,
                day,
                _signatory(facts.signatory, pictures),
                personal=pack.personal_paragraph,
                title=part.name,
            )
        case "leaflet":
            return Leaflet(part.body, values, title=part.name)
        case "fees":
            return _fee_table(facts, pack.firm, part)
        case "form":
            return _form(facts, pack, part)
        case other:
            raise Refusal(f"Muster does not know how to print a {other}.", field="part")


def _letterhead(profile: AssociationFacts, firm: FirmFacts, pictures: Pictures) -> Letterhead:
    home = Address(
        profile.premises, profile.street, profile.locality, profile.town, profile.postcode
    )
    street = " ".join(filter(None, (home.premises, home.street)))
    lines = tuple(filter(None, (street, home.locality, home.town, home.postcode)))
    form = LegalForm(profile.legal_form)
    legal = None
    if form.is_company:
        legal = LegalFacts(
            profile.registered_name,
            profile.registered_in,
            profile.registered_number,
            profile.registered_office,
            tuple(profile.settings.get("directors", ())),
        )
    return Letterhead(
        name=profile.name,
        branch=f"{firm.branch} branch" if firm.branch else "",
        address=lines,
        telephone=profile.telephone,
        email=profile.email,
        web=profile.website,
        colour=profile.accent or "#0B6E7F",
        logo=pictures.get(profile.logo_sha256 or "", b""),
        legal=legal,
    )


def _recipient(firm: FirmFacts, who: AddresseeFacts | None, *, by_post: bool) -> Recipient:
    name = _person_name(who)
    greeting = salutation(name)
    return Recipient(
        organisation=firm.name,
        person=display(name) if name else "",
        job_title=who.job_title if who else "",
        address=Address(firm.premises, firm.street, firm.locality, firm.town, firm.postcode),
        salutation=greeting,
        close=close_for(greeting),
        by_post=by_post,
    )


def _signatory(signing: SignatoryFacts | None, pictures: Pictures) -> Signatory:
    if signing is None:
        return Signatory("")
    picture = pictures.get(signing.signature_sha256 or "", b"")
    return Signatory(signing.name, signing.title, picture)


def _fee_table(facts: PaperFacts, firm: FirmFacts, part: PackPartFacts) -> FeeTable:
    treatment = _treatment(facts.association)
    bands = _bands(facts.plans)
    own = band_for(firm.staff, bands)
    lines = tuple(
        FeeLine(
            band.label,
            say_fee(band.fee_pence, treatment),
            say_fee(band.joining_pence, treatment) if band.joining_pence else "",
            own=band == own,
        )
        for band in bands
    )
    return FeeTable(lines, note=part.body, title=part.name)


def _form(facts: PaperFacts, pack: PackFacts, part: PackPartFacts) -> ApplicationForm:
    firm, who = pack.firm, pack.addressee
    treatment = _treatment(facts.association)
    bands = _bands(facts.plans)
    own = band_for(firm.staff, bands)
    home = Address(firm.premises, firm.street, firm.locality, firm.town, firm.postcode)
    values = {
        "company.name": firm.legal_name or firm.name,
        "company.trading_name": firm.name if firm.legal_name not in {"", firm.name} else "",
        "company.legal_form": firm.legal_form,
        "company.number": firm.registered_number,
        "company.vat_number": firm.vat_number,
        "company.founded": str(firm.founded_year or ""),
        "company.staff": "" if firm.staff is None else str(firm.staff),
        "company.registered_address": one_line(home),
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
        for band in bands
    )
    form = ApplicationForm(values=values, bands=choices, title=part.name)
    if not part.body.strip():
        return form
    return ApplicationForm(
        values=values, bands=choices, declaration=part.body.strip(), title=part.name
    )


def _bands(plans: Sequence[PlanFacts]) -> tuple[FeeBand, ...]:
    return tuple(
        FeeBand(
            plan.id, plan.label, plan.staff_from, plan.staff_to, plan.fee_pence, plan.joining_pence
        )
        for plan in plans
    )


def _treatment(profile: AssociationFacts) -> VatTreatment:
    return VatTreatment(profile.settings.get("vat", {}).get("treatment", VatTreatment.CHARGED))


def _person_name(who: AddresseeFacts | None) -> PersonName | None:
    return None if who is None else PersonName(who.title, who.forenames, who.surname, who.suffix)


def _day_month(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"
