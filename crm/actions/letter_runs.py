"""Runs of made letters: file one, print it, post it, put back what was spoilt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crm.actions.posting import post_pack, why_held
from crm.data.queries.letter_checks import holding
from crm.data.queries.letters import RunFile, run_file, written_letters
from crm.data.records.companies import Company
from crm.data.records.letters import Document, LetterRun
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.objections import Channel

WAITING = frozenset({"produced", "printed"})
"""The states of a document that is made and not sent yet."""


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """One company's pages in a made run, with what was frozen for it."""

    document_id: int
    first_page: int
    last_page: int
    content_hash: str
    recipient: Mapping[str, Any]
    """Plain words: the address lines and the salutation that were printed."""
    template_versions: Sequence[int]


@dataclass(frozen=True, slots=True)
class MadeRun:
    """A drawn batch, ready to be filed: the PDF, its pages by document, what it was made of."""

    pdf: bytes
    pages: int
    content_hash: str
    documents: Sequence[MadeDocument]
    label: str = field(default="")


def file_run(work: Work, made: MadeRun) -> int:
    """Store a drawn batch as one run and freeze its documents; gives the run's key.

    Refuses when one of the documents has left the queue since the batch was drawn, or must not
    go out: somebody objected, the address proved bad.
    """
    found = work.get_many(Document, [each.document_id for each in made.documents])
    documents = list(zip(found, made.documents, strict=True))
    stale = [document.reference for document, _ in documents if document.state != "queued"]
    if stale:
        raise Refusal(f"No longer in the queue: {', '.join(stale)}.", field="documents")
    held = work.ask(holding, [one.id for one, _ in documents])
    if held:
        raise Refusal(" ".join(one.message for one in held), field="documents")
    label = made.label or _count(len(documents), _thing(work, found))
    run = work.add(
        LetterRun(
            label=label,
            state="produced",
            file_sha256=work.file_in(made.pdf, f"{label}.pdf", "application/pdf"),
            content_hash=made.content_hash,
            pages=made.pages,
            made_at=work.now,
            who=work.who,
        )
    )
    work.session.flush()
    for document, each in documents:
        document.state = "produced"
        document.run_id = run.id
        document.first_page = each.first_page
        document.last_page = each.last_page
        document.content_hash = each.content_hash
        document.recipient = dict(each.recipient)
        document.template_versions = list(each.template_versions)
    work.label(f"Make {label}")
    return run.id


def mark_printed(work: Work, run_id: int) -> None:
    """Note that a run has been printed."""
    run = work.get(LetterRun, run_id)
    if run.state in {"posted", "emailed"}:
        raise Refusal(f"{run.label} is {run.state} already.", field="run")
    run.state = "printed"
    run.printed_at = work.now
    for line in _run(work, run_id).documents:
        if line.state == "produced":
            work.get(Document, line.id).state = "printed"
    work.label(f"Print {run.label}")


def put_back(work: Work, document_ids: Sequence[int]) -> int:
    """Put made but unposted packs back into the queue: a spoilt sheet, a wrong text.

    What was frozen for them is free again; the PDF of their run keeps their pages.
    """
    documents = work.get_many(Document, document_ids)
    for document in documents:
        if document.state not in WAITING:
            raise Refusal(f"{document.reference} is {document.state}.", field="documents")
        document.state = "queued"
        document.run_id = None
        document.first_page = None
        document.last_page = None
        document.content_hash = ""
        document.recipient = {}
        document.template_versions = []
    thing = _thing(work, documents)
    work.label(f"Put {_count(len(documents), thing)} back into the queue")
    return len(documents)


def put_back_from(work: Work, run_id: int, document_id: int) -> int:
    """Put one document of a run and all behind it back into the queue: a jam half-way.

    Gives how many; what of them was posted already stays. Refusal (field `documents`) where the
    document is not of this run or nothing of it waits.
    """
    lines = _run(work, run_id).documents
    place = next((place for place, one in enumerate(lines) if one.id == document_id), None)
    if place is None:
        raise Refusal("This letter is not part of that run.", field="documents")
    waiting = [one.id for one in lines[place:] if one.state in WAITING]
    if not waiting:
        raise Refusal("Every letter from there on is posted already.", field="documents")
    return put_back(work, waiting)


def post_run(work: Work, run_id: int, posted_on: date | None = None) -> int:
    """Mark the waiting packs of a run as posted; gives how many.

    Each gets an entry on its timeline, its company moves to Pack sent, and the follow-up
    call of the cadence replaces the step that stood, unless that was promised. A pack for
    somebody who has objected since it was made is held back, and named.
    """
    day = posted_on or work.today
    if day > work.today:
        raise Refusal("Packs cannot be posted in the future.", field="posted_on")
    run = work.get(LetterRun, run_id)
    waiting = [d.id for d in _run(work, run_id).documents if d.state in WAITING]
    if not waiting:
        raise Refusal(f"{run.label}: every pack of this run is posted already.", field="run")
    documents = work.get_many(Document, waiting)
    held = {one.id: said for one in documents if (said := why_held(work, one, day))}
    if len(held) == len(waiting):
        raise Refusal(" ".join(held.values()), field="documents")
    for said in held.values():
        work.say(said)
    going = [one for one in documents if one.id not in held]
    # Read at once and held, as the session forgets what nobody holds.
    companies = work.get_many(Company, [one.company_id for one in going])
    for place, document in enumerate(going, start=1):
        post_pack(work, document, day)
        work.progress.step(place, len(companies), "Filing what was posted")
    by_email = {one.channel for one in going} == {Channel.EMAIL.value}
    run.state = "emailed" if by_email else "posted"
    run.posted_on = day
    work.label(f"{'Email' if by_email else 'Post'} {run.label}")
    return len(going)


def _run(work: Work, run_id: int) -> RunFile:
    found = work.ask(run_file, run_id)
    if found is None:
        raise Refusal("There is no such run.", field="run")
    return found


def _thing(work: Work, documents: Sequence[Document]) -> str:
    written = work.ask(written_letters)
    return "letter" if any(one.pack_id == written for one in documents) else "pack"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
