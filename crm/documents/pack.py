"""Packs: ordered parts for each company, many companies in one file."""

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Final

from crm.documents.colours import accent
from crm.documents.content import (
    Fault,
    Flow,
    MadePack,
    PackContent,
    PageRange,
    Pages,
    Part,
    Problem,
    Recipient,
)
from crm.documents.examine import examine_line
from crm.documents.fingerprint import fingerprint
from crm.documents.fonts import Face, font_name
from crm.documents.leaflet import flow_pages
from crm.documents.letter_paper import check_underlay
from crm.documents.letterhead import Letterhead
from crm.documents.page import Paper
from crm.documents.pictures import read_picture
from crm.documents.template import fill
from crm.domain.errors import Refusal
from crm.domain.progress import Progress, Quiet

PACKS_IN_A_FILE: Final = 500
"""Ask for at most this many at once: printers choke on longer files."""

Prepared = Sequence[Pages]

_ONE_AT_A_TIME = Lock()


def warm_up() -> None:
    """Load fonts and libraries before they are needed: it takes a quarter of a second."""
    for face in Face:
        for bold in (False, True):
            font_name(face, bold=bold)
    fill("# Warm", {})


def check_pack(pack: PackContent) -> tuple[Problem, ...]:
    """Say what is wrong with a pack for print, without drawing it.

    Finds empty merge fields, an address that is missing or does not fit the window, letters that
    no font has, text that is too long, and what the letterhead lacks.
    """
    problems, _, _ = _prepare(pack, fillable=False)
    return problems


def make_pack(
    packs: Sequence[PackContent],
    *,
    fillable: bool,
    duplex: bool = False,
    progress: Progress | None = None,
    proof: bool = False,
) -> MadePack:
    """Draw packs, in the order given, into one PDF.

    `fillable` gives the form fields that can be typed into, for one pack sent by email; `duplex`
    starts each company on a fresh sheet. A pack with a problem that holds is left out and its
    problems are reported; with `proof` it is drawn all the same, marked as not ready, to be
    looked at. Raises Refusal naming `fillable` for more than one fillable pack.
    """
    if fillable and len(packs) > 1:
        raise Refusal("A form to fill in on screen goes to one company.", field="fillable")
    with _ONE_AT_A_TIME:  # pages laid out once are shared, and can be drawn on one canvas only
        return _make(packs, fillable, duplex, progress or Quiet(), proof)


def make_document(
    part: Part, look: Letterhead, *, reference: str = "", progress: Progress | None = None
) -> MadePack:
    """Draw one part by itself that goes to nobody by post, such as a posting list."""
    pack = PackContent(reference, look, Recipient("", by_post=False), (part,))
    return make_pack([pack], fillable=False, progress=progress)


def _make(
    packs: Sequence[PackContent], fillable: bool, duplex: bool, progress: Progress, proof: bool
) -> MadePack:
    problems: list[Problem] = []
    ranges: list[PageRange] = []
    paper: Paper | None = None
    for done, pack in enumerate(packs):
        progress.step(done, len(packs), "packs")
        found, prepared, note = _prepare(pack, fillable=fillable)
        held = any(problem.holds for problem in found)
        problems += found
        if held and not proof:
            continue
        paper = paper or _paper(packs[0], fillable)
        paper.note = "NOT READY TO SEND: see the problems beside this preview." if held else note
        if duplex and paper.pages % 2:
            paper.blank()
        first = paper.pages + 1
        for pages in prepared:
            pages.draw(paper)
        if paper.pages >= first:
            ranges.append(PageRange(pack.reference, first, paper.pages))
    progress.step(len(packs), len(packs), "packs")
    return MadePack(
        paper.finish() if paper and paper.pages else b"",
        tuple(ranges),
        tuple(problems),
        fingerprint(tuple(packs), fillable, duplex, proof),
    )


def _paper(pack: PackContent, fillable: bool) -> Paper:
    title = ", ".join(part.title for part in pack.parts)
    return Paper(title=title, author=pack.look.name, fillable=fillable)


def _prepare(pack: PackContent, *, fillable: bool) -> tuple[tuple[Problem, ...], Prepared, str]:
    """Fill and check every part; give the problems, the pages and the note for drafts."""
    faults: list[Fault] = []
    note = _check_letterhead(pack.look, pack.recipient.by_post, faults)
    unusable = any(fault.holds for fault in faults)
    if not pack.parts:
        faults.append(Fault("parts", "The pack is empty."))
    found: list[tuple[str, Fault]] = [("", fault) for fault in faults]
    prepared: list[Pages] = []
    parts = () if unusable else [(part.title, part.prepare(pack)) for part in pack.parts]
    for group in _neighbours(parts):
        ready = group
        found += [(title, fault) for title, one in ready for fault in one.faults]
        if isinstance(ready[0][1], Flow):
            ready = list(_flow_together(pack, ready))
            found += [(title, fault) for title, one in ready for fault in one.faults]
        for title, one in ready:
            if isinstance(one, Pages):
                prepared.append(one)
                if not fillable:
                    found += [(title, fault) for fault in one.print_faults]
    problems = tuple(
        Problem(pack.reference, title, fault.field, fault.message, fault.holds)
        for title, fault in found
    )
    return problems, prepared, note


def _neighbours(
    parts: Sequence[tuple[str, Flow | Pages]],
) -> Iterator[list[tuple[str, Flow | Pages]]]:
    """Bring parts of running text together that share pages; every other part stands alone."""
    waiting: list[tuple[str, Flow | Pages]] = []
    for title, one in parts:
        before = waiting[-1][1] if waiting else None
        joins = isinstance(one, Flow) and isinstance(before, Flow)
        alone = any(isinstance(flow, Flow) and flow.fresh for flow in (one, before))
        if waiting and (alone or not joins):
            yield waiting
            waiting = []
        waiting.append((title, one))
    if waiting:
        yield waiting


def _flow_together(
    pack: PackContent, flows: Sequence[tuple[str, Flow | Pages]]
) -> Iterator[tuple[str, Pages]]:
    """Put neighbouring parts of running text on pages that they share."""
    blocks = tuple(block for _, one in flows if isinstance(one, Flow) for block in one.blocks)
    if blocks:
        title = flows[0][0]
        yield title, flow_pages(pack.look, blocks, title)


def _check_letterhead(look: Letterhead, by_post: bool, faults: list[Fault]) -> str:
    """Look the association's own details over; give the note that makes a letter a draft."""
    for name in ("name", "branch", "telephone", "email", "web"):
        examine_line(getattr(look, name), f"association.{name}", f"association’s {name}", faults)
    for line in look.address:
        examine_line(line, "association.address", "association’s address", faults)
    if not look.name.strip():
        faults.append(Fault("association.name", "The association has no name yet."))
    if by_post and not look.address:
        message = "The letterhead has no postal address to which replies can be sent."
        faults.append(Fault("association.address", message, holds=False))
    try:
        accent(look.colour)
    except Refusal as refusal:
        faults.append(Fault("association.colour", refusal.message))
    try:
        if look.logo:
            read_picture(look.logo)
    except Refusal as refusal:
        faults.append(Fault("association.logo", refusal.message))
    check_underlay(look, faults)
    if look.legal is None:
        return ""
    facts = (
        ("registered name", look.legal.registered_name),
        ("part of the United Kingdom it is registered in", look.legal.registered_in),
        ("registered number", look.legal.number),
        ("registered office", look.legal.office),
    )
    missing = [words for words, value in facts if not value.strip()]
    if not missing:
        return ""
    message = f"A company’s letters must give its {', '.join(missing)}; this one prints as a draft."
    faults.append(Fault("association.legal", message, holds=False))
    return f"DRAFT: the letterhead lacks the company’s {', '.join(missing)}."
