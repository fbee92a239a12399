"""All that is needed to draw packs: the firm, the person, the talk before, and who writes.

What comes out is plain; `actions.paper` makes content of it, `documents` draws that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.queries.association import (
    AssociationFacts,
    PlanFacts,
    SignatoryFacts,
    association,
    plans,
    signatories,
)
from crm.data.queries.calling import members_among
from crm.data.queries.files import file_bytes
from crm.data.queries.firm_facts import (
    AddresseeFacts,
    BackgroundFacts,
    FirmFacts,
    addressees,
    backgrounds,
    firms,
)
from crm.data.queries.letters import PackPartFacts, pack_parts
from crm.data.queries.templates import template_part
from crm.data.records.letters import Document
from crm.domain.errors import Refusal
from crm.domain.fees import FeeBand, band_for
from crm.domain.objections import Channel
from crm.domain.part_conditions import Circumstances, read_condition, why_not

_AT_ONCE: Final = 400


@dataclass(frozen=True, slots=True)
class OmittedPart:
    """A part of a pack that a company does not get, and why: `their band is 1–4`."""

    position: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One coming event as a programme prints it."""

    when: str
    title: str
    kind: str = ""
    place: str = ""
    price: str = ""
    speakers: str = ""


@dataclass(frozen=True, slots=True)
class PackFacts:
    """One pack for one company; `document_id` is 0 for one that is only looked at.

    `omitted` are the parts that do not apply to this company; parts that somebody took out by
    hand are neither there nor among `parts`.
    """

    document_id: int
    reference: str
    pack_id: int
    firm: FirmFacts
    addressee: AddresseeFacts | None
    parts: tuple[PackPartFacts, ...]
    channel: str
    personal_paragraph: str
    background: BackgroundFacts
    subject: str = ""
    omitted: tuple[OmittedPart, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """Packs to draw and who writes them."""

    association: AssociationFacts
    signatory: SignatoryFacts | None
    plans: tuple[PlanFacts, ...]
    packs: tuple[PackFacts, ...]
    events: tuple[EventFacts, ...] = ()

    @property
    def bands(self) -> tuple[FeeBand, ...]:
        """The fee bands as rules want them."""
        return tuple(
            FeeBand(
                plan.id,
                plan.label,
                plan.staff_from,
                plan.staff_to,
                plan.fee_pence,
                plan.joining_pence,
            )
            for plan in self.plans
        )

    @property
    def files(self) -> frozenset[str]:
        """The SHA-256 of every file that drawing wants: logo, signature, paper, inserted PDFs."""
        signing = self.signatory
        wanted = {
            self.association.logo_sha256,
            self.association.letterhead_sha256,
            signing.signature_sha256 if signing else None,
            *(part.file_sha256 for pack in self.packs for part in pack.parts),
        }
        return frozenset(sha for sha in wanted if sha)


def pack_facts(reading: Reading, document_ids: Sequence[int]) -> PaperFacts:
    """Gather what queued documents need, in the order asked. Refuses unknown documents."""
    columns = (
        Document.id, Document.company_id, Document.person_id, Document.pack_id,
        Document.reference, Document.channel, Document.personal_paragraph, Document.subject,
        Document.left_out,
    )  # fmt: skip
    rows = {}
    for start in range(0, len(document_ids), _AT_ONCE):
        some = document_ids[start : start + _AT_ONCE]
        query = select(*columns).where(Document.id.in_(some))
        rows.update({row.id: row for row in reading.sql.execute(query)})
    gone = [document for document in document_ids if document not in rows]
    if gone:
        raise Refusal(f"{len(gone)} of the packs are no longer there.", field="documents")
    ordered = [rows[document] for document in document_ids]
    companies = [row.company_id for row in ordered]
    known = firms(reading, companies)
    before = backgrounds(reading, companies)
    parts = {pack: pack_parts(reading, pack) for pack in {row.pack_id for row in ordered}}
    whom: dict[int, AddresseeFacts | None] = {}
    for channel in {row.channel for row in ordered}:
        those = [row for row in ordered if row.channel == channel]
        wanted = [(row.company_id, row.person_id) for row in those]
        found = addressees(reading, wanted, Channel(channel))
        whom.update({row.id: one for row, one in zip(those, found, strict=True)})
    gathered = tuple(
        PackFacts(
            row.id,
            row.reference,
            row.pack_id,
            known[row.company_id],
            whom[row.id],
            tuple(part for part in parts[row.pack_id] if part.position not in row.left_out),
            row.channel,
            row.personal_paragraph,
            before[row.company_id],
            row.subject,
        )
        for row in ordered
    )
    return _paper(reading, gathered)


def sample_pack_facts(
    reading: Reading, company_id: int, pack_id: int, *, person_id: int | None = None
) -> PaperFacts:
    """Gather a pack that is only looked at, for a company as it stands now."""
    return _looked_at(reading, company_id, pack_parts(reading, pack_id), pack_id, person_id)


def preview_facts(
    reading: Reading,
    company_id: int,
    template_id: int,
    body: str | None = None,
    *,
    person_id: int | None = None,
) -> PaperFacts:
    """Gather one template alone for any company; `body` is a text that is not saved yet.

    Nothing is queued, and no condition keeps it away.
    """
    part = template_part(reading, template_id)
    if body is not None:
        part = replace(part, body=body)
    return _looked_at(reading, company_id, (part,), 0, person_id)


def kept_files(reading: Reading, facts: PaperFacts) -> Mapping[str, bytes]:
    """Read the bytes of all files that drawing some packs wants, by SHA-256."""
    found = {sha: file_bytes(reading, sha) for sha in sorted(facts.files)}
    return {sha: content for sha, content in found.items() if content}


def _looked_at(
    reading: Reading,
    company_id: int,
    parts: tuple[PackPartFacts, ...],
    pack_id: int,
    person_id: int | None,
) -> PaperFacts:
    known = firms(reading, [company_id])
    if company_id not in known:
        raise Refusal("The company is no longer in the book.", field="company")
    (who,) = addressees(reading, [(company_id, person_id)], Channel.POST)
    before = backgrounds(reading, [company_id])[company_id]
    one = PackFacts(0, "", pack_id, known[company_id], who, parts, "post", "", before)
    return _paper(reading, (one,))


def _paper(reading: Reading, packs: tuple[PackFacts, ...]) -> PaperFacts:
    profile = association(reading)
    if profile is None:
        raise Refusal("The association's name is not filled in yet.", field="name")
    signing = signatories(reading)
    facts = PaperFacts(profile, signing[0] if signing else None, plans(reading), packs)
    members = members_among(reading, [pack.firm.id for pack in packs])
    chosen = tuple(_applying(facts, pack, pack.firm.id in members) for pack in packs)
    return replace(facts, packs=chosen)


def _applying(facts: PaperFacts, pack: PackFacts, member: bool) -> PackFacts:
    """Leave out the parts that do not apply to this company, and keep why."""
    if pack.pack_id == 0:
        return pack
    band = band_for(pack.firm.staff, facts.bands)
    found = Circumstances(
        band=band.label if band else "",
        branch=pack.firm.branch,
        staff=pack.firm.staff,
        mailed_before=pack.background.posted_on is not None,
        events=bool(facts.events),
        member=member,
    )
    kept: list[PackPartFacts] = []
    omitted: list[OmittedPart] = []
    for part in pack.parts:
        why = _lacking(part, facts, pack) or why_not(read_condition(part.condition), found)
        if why:
            omitted.append(OmittedPart(part.position, part.name, why))
        else:
            kept.append(part)
    return replace(pack, parts=tuple(kept), omitted=tuple(omitted))


def _lacking(part: PackPartFacts, facts: PaperFacts, pack: PackFacts) -> str:
    """Say what a part cannot be drawn without; empty where nothing is lacking."""
    if part.part == "programme" and not facts.events:
        return "there are no coming events"
    if part.part == "mandate" and not facts.association.settings.get("bank", {}).get("account"):
        return "our bank account is not filled in"
    if part.part == "glance" and pack.background.term is None:
        return "there is no membership yet"
    return ""
