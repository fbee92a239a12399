"""Turning what the book knows into content that can be drawn, and drawn packs into a run."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from crm.actions.letters import MadeDocument, MadeRun
from crm.actions.merge_values import merge_values, person_name
from crm.actions.part_contents import PartMaking, Pictures, part_content
from crm.data.connection import Reading
from crm.data.queries.association import AssociationFacts
from crm.data.queries.firm_facts import AddresseeFacts, FirmFacts
from crm.data.queries.pack_facts import PackFacts, PaperFacts, kept_files
from crm.documents.content import MadePack, PackContent, Recipient
from crm.documents.fingerprint import fingerprint
from crm.documents.letterhead import LegalFacts, Letterhead
from crm.domain.addresses import Address, one_line
from crm.domain.association import LegalForm
from crm.domain.errors import Refusal
from crm.domain.person_names import close_for, display, salutation

__all__ = [
    "NO_PICTURES", "Pictures", "drawable", "made_run", "merge_values", "pack_contents",
]  # fmt: skip

NO_PICTURES: Pictures = {}


def drawable(reading: Reading, facts: PaperFacts) -> tuple[PackContent, ...]:
    """Make content of packs for letters of today, with the files that they need from the book."""
    return pack_contents(facts, reading.today, kept_files(reading, facts))


def pack_contents(
    facts: PaperFacts, day: date, pictures: Pictures = NO_PICTURES
) -> tuple[PackContent, ...]:
    """Make content of packs, in their order, for letters dated `day`."""
    return tuple(_content(facts, pack, day, pictures) for pack in facts.packs)


def made_run(
    facts: PaperFacts, contents: Sequence[PackContent], made: MadePack, label: str = ""
) -> MadeRun:
    """Bring drawn packs together with the documents they are; held ones are not among them.

    What each recipient gets is frozen: address, salutation, texts by version, and a hash of it.
    """
    places = {pages.reference: pages for pages in made.ranges}
    documents = [
        MadeDocument(
            pack.document_id,
            places[pack.reference].first,
            places[pack.reference].last,
            fingerprint(content),
            _frozen(pack, content),
            [part.version_id for part in pack.parts],
        )
        for pack, content in zip(facts.packs, contents, strict=True)
        if pack.reference in places
    ]
    if not documents:
        raise Refusal("None of these packs can be printed as they stand.", field="documents")
    pages = max(place.last for place in made.ranges)
    return MadeRun(made.pdf, pages, made.content_hash, documents, label)


def _frozen(pack: PackFacts, content: PackContent) -> Mapping[str, Any]:
    """Say in plain values what a document was made with, so that nothing later changes it."""
    to = content.recipient
    home = to.address or Address()
    return {
        "organisation": to.organisation,
        "person": to.person,
        "job_title": to.job_title,
        "address": one_line(home),
        "premises": home.premises,
        "street": home.street,
        "locality": home.locality,
        "town": home.town,
        "postcode": home.postcode,
        "salutation": to.salutation,
        "parts": [part.name for part in pack.parts],
        "omitted": [[part.name, part.why] for part in pack.omitted],
    }


def _content(facts: PaperFacts, pack: PackFacts, day: date, files: Pictures) -> PackContent:
    values = merge_values(facts, pack, day)
    return PackContent(
        pack.reference or "PROOF",
        _letterhead(facts.association, pack.firm, files),
        _recipient(pack.firm, pack.addressee, by_post=pack.channel == "post"),
        tuple(
            part_content(PartMaking(facts, pack, part, values, day, files)) for part in pack.parts
        ),
    )


def _letterhead(profile: AssociationFacts, firm: FirmFacts, files: Pictures) -> Letterhead:
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
        logo=files.get(profile.logo_sha256 or "", b""),
        legal=legal,
        underlay=files.get(profile.letterhead_sha256 or "", b""),
    )


def _recipient(firm: FirmFacts, who: AddresseeFacts | None, *, by_post: bool) -> Recipient:
    name = person_name(who)
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
