"""What is wrong with letters, each problem with the place where it is put right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from crm.actions.paper import drawable
from crm.data.connection import Reading
from crm.data.queries.letter_checks import Caution, cautions
from crm.data.queries.pack_facts import PackFacts, PaperFacts, pack_facts
from crm.documents.content import Problem
from crm.documents.pack import check_pack
from crm.domain.errors import Refusal
from crm.domain.progress import Progress, Quiet


class FixAt(StrEnum):
    """Where a problem is put right."""

    COMPANY = "company"
    PERSON = "person"
    ASSOCIATION = "association"
    TEMPLATE = "template"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class LetterProblem:
    """One thing to look at before a letter goes out; `holds` where it must not go out with it.

    It is put right `at` the company or person named by key, in `field`; in the text of the
    template `template_id`; in the letter itself; or in what is known of the association.
    """

    document_id: int
    reference: str
    company_id: int
    company: str
    person_id: int | None
    template_id: int | None
    at: FixAt
    field: str
    message: str
    holds: bool


@dataclass(frozen=True, slots=True)
class HeldLetter:
    """A letter that stays in the queue, and why."""

    document_id: int
    reference: str
    company_id: int
    company: str
    reasons: tuple[str, ...]


_AT: Final[Mapping[str, FixAt]] = MappingProxyType(
    {
        "association": FixAt.ASSOCIATION,
        "sender": FixAt.ASSOCIATION,
        "branch": FixAt.ASSOCIATION,
        "drive": FixAt.ASSOCIATION,
        "band": FixAt.COMPANY,
        "privacy": FixAt.ASSOCIATION,
        "letter": FixAt.LETTER,
        "parts": FixAt.LETTER,
        "mandate": FixAt.ASSOCIATION,
        "template": FixAt.TEMPLATE,
        "event": FixAt.TEMPLATE,
        "events": FixAt.TEMPLATE,
        "pdf": FixAt.TEMPLATE,
        "pages": FixAt.TEMPLATE,
        "note": FixAt.TEMPLATE,
        "person": FixAt.PERSON,
    }
)


def check_letters(
    reading: Reading, document_ids: Sequence[int], progress: Progress | None = None
) -> tuple[LetterProblem, ...]:
    """Look queued letters over, drawing nothing; in their order, what holds first."""
    facts = pack_facts(reading, document_ids)
    told = progress or Quiet()
    found: list[Problem] = []
    for place, content in enumerate(drawable(reading, facts)):
        told.step(place, len(facts.packs), "Looking letters over")
        found += check_pack(content)
    return letter_problems(facts, found, cautions(reading, document_ids))


def letter_problems(
    facts: PaperFacts, found: Sequence[Problem], warned: Sequence[Caution]
) -> tuple[LetterProblem, ...]:
    """Bring together what drawing found and what the book warns of, each with its place."""
    by_reference = {pack.reference: pack for pack in facts.packs}
    by_document = {pack.document_id: pack for pack in facts.packs}
    problems = [_drawn(by_reference[one.reference], one) for one in found]
    problems += [_warned(by_document[one.document_id], one) for one in warned]
    order = {pack.document_id: place for place, pack in enumerate(facts.packs)}
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda one: (order[one.document_id], not one.holds)))


def held_letters(problems: Sequence[LetterProblem]) -> tuple[HeldLetter, ...]:
    """Give the letters that must not go out as they stand, each with all its reasons."""
    held: dict[int, list[LetterProblem]] = {}
    for one in problems:
        if one.holds:
            held.setdefault(one.document_id, []).append(one)
    return tuple(
        HeldLetter(
            key,
            those[0].reference,
            those[0].company_id,
            those[0].company,
            tuple(one.message for one in those),
        )
        for key, those in held.items()
    )


def say_held(held: Sequence[HeldLetter], most: int = 3) -> str:
    """Say which letters stay in the queue and why; empty for none."""
    if not held:
        return ""
    named = "; ".join(f"{one.company} ({one.reasons[0].rstrip('.')})" for one in held[:most])
    more = f"; and {len(held) - most} more" if len(held) > most else ""
    stay = "letter stays" if len(held) == 1 else "letters stay"
    return f"{len(held)} {stay} in the queue: {named}{more}."


def refuse_held(held: Sequence[HeldLetter]) -> None:
    """Refuse letters that must not go out, naming company and reason."""
    if held:
        said = " ".join(f"{one.company}: {' '.join(one.reasons)}" for one in held)
        raise Refusal(said, field="company")


def _drawn(pack: PackFacts, one: Problem) -> LetterProblem:
    at = _AT.get(one.field.partition(".")[0], FixAt.COMPANY)
    if at is FixAt.PERSON and pack.addressee is None:
        at = FixAt.COMPANY
    template = next((part.template_id for part in pack.parts if part.name == one.part), None)
    return _problem(pack, at, one.field, one.message, template, holds=one.holds)


def _warned(pack: PackFacts, one: Caution) -> LetterProblem:
    return _problem(pack, FixAt.COMPANY, one.field, one.message, None, holds=one.holds)


def _problem(
    pack: PackFacts, at: FixAt, field: str, message: str, template: int | None, *, holds: bool
) -> LetterProblem:
    return LetterProblem(
        pack.document_id,
        pack.reference,
        pack.firm.id,
        pack.firm.name,
        pack.addressee.id if pack.addressee else None,
        template,
        at,
        field,
        message,
        holds,
    )
