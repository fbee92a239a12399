"""What the room of letters asks the book: composed of the queries of crm, run on reader lanes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from crm.domain.errors import Refusal
from ui.letters.warming import warm_up

if TYPE_CHECKING:  # they bring SQLAlchemy and reportlab, which the reader's thread imports
    from crm.data.connection import Reading
    from crm.data.queries.letter_checks import Caution
    from crm.data.queries.letters import QueuedDocument, RunFile, RunLine
    from crm.data.queries.pack_facts import PackFacts, PaperFacts
    from crm.documents.content import PackContent


@dataclass(frozen=True, slots=True)
class Waiting:
    """The packs in the queue in the order of their postcodes, and the latest runs."""

    queued: tuple["QueuedDocument", ...]
    runs: tuple["RunLine", ...]
    today: date


@dataclass(frozen=True, slots=True)
class PartChoice:
    """One part of a pack and whether this company gets it; `kind` is letter, form, ...

    `why` says why a part does not apply to this company: nobody can tick it.
    """

    position: int
    name: str
    kind: str
    kept: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """One pack, ready to be drawn; `key` is the hash of all that would be printed."""

    document_id: int
    company_id: int
    company: str
    pack: str
    addressee_id: int | None
    paragraph: str
    content: "PackContent"
    key: str
    parts: tuple[PartChoice, ...]
    cautions: tuple["Caution", ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Packs to draw in one go, with the facts that filing their run wants."""

    facts: "PaperFacts"
    contents: tuple["PackContent", ...]


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person a pack can be addressed to."""

    id: int
    words: str


def waiting(reading: "Reading") -> Waiting:
    """Read both lists at the left."""
    from crm.data.queries.letters import queued, runs

    return Waiting(queued(reading), runs(reading), reading.today)


def gather(
    reading: "Reading", document_ids: Sequence[int], typed: Mapping[int, str] | None = None
) -> tuple[Gathered, ...]:
    """Gather packs that are still in the queue; `typed` are paragraphs that are not saved yet."""
    from crm.actions.paper import drawable
    from crm.data.queries.letter_checks import cautions
    from crm.data.queries.letters import pack_parts, queued
    from crm.data.queries.pack_facts import pack_facts
    from crm.documents.fingerprint import fingerprint

    warm_up()
    still = {one.id: one.pack for one in queued(reading)}
    ids = [key for key in document_ids if key in still]
    if not ids:
        return ()
    facts = pack_facts(reading, ids)
    drafted = tuple(_with_paragraph(pack, typed or {}) for pack in facts.packs)
    facts = replace(facts, packs=drafted)
    contents = drawable(reading, facts)
    found = cautions(reading, ids)
    all_parts = {key: pack_parts(reading, key) for key in {pack.pack_id for pack in facts.packs}}
    return tuple(
        Gathered(
            pack.document_id,
            pack.firm.id,
            pack.firm.name,
            still[pack.document_id],
            pack.addressee.id if pack.addressee else None,
            pack.personal_paragraph,
            content,
            fingerprint((content,), False, False, True),
            tuple(
                PartChoice(
                    part.position,
                    part.name,
                    part.part,
                    any(kept.position == part.position for kept in pack.parts),
                    next((one.why for one in pack.omitted if one.position == part.position), ""),
                )
                for part in all_parts[pack.pack_id]
            ),
            tuple(caution for caution in found if caution.document_id == pack.document_id),
        )
        for pack, content in zip(facts.packs, contents, strict=True)
    )


def gather_batch(reading: "Reading", document_ids: Sequence[int]) -> Batch:
    """Gather packs that are about to be drawn as one run, in the order given."""
    from crm.actions.paper import drawable
    from crm.data.queries.pack_facts import pack_facts

    warm_up()
    facts = pack_facts(reading, document_ids)
    return Batch(facts, drawable(reading, facts))


def addressees(reading: "Reading", company_id: int) -> tuple[Addressee, ...]:
    """List who at a company a pack can be addressed to."""
    from crm.data.queries.company_people import company_people

    return tuple(
        Addressee(person.id, ", ".join(filter(None, (person.name, person.job_title))))
        for person in company_people(reading, company_id, (), ())
        if person.left_on is None
    )


def run_of(reading: "Reading", run_id: int) -> "RunFile | None":
    """Read a run with its documents; None where it is no longer there."""
    from crm.data.queries.letters import run_file

    return run_file(reading, run_id)


def run_pdf(reading: "Reading", sha256: str) -> bytes:
    """Read the PDF of a run. Refuses where the book holds no such file."""
    from crm.data.queries.files import file_bytes

    warm_up()
    found = file_bytes(reading, sha256)
    if found is None:
        raise Refusal("The PDF of this run is no longer in the book.", field="pdf")
    return found


def _with_paragraph(pack: "PackFacts", typed: Mapping[int, str]) -> "PackFacts":
    if pack.document_id not in typed:
        return pack
    return replace(pack, personal_paragraph=typed[pack.document_id])
