"""What the worker process draws of labels, envelopes and posting lists.

Importing this brings reportlab: the window does so inside functions, after `warming`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.data.queries.addressed import Addressed
from crm.documents.envelopes import ENVELOPES, make_envelopes
from crm.documents.label_sheets import LabelSheet
from crm.documents.labels import AddressLabel, MadeLabels, make_labels
from crm.documents.letterhead import Letterhead
from crm.documents.pack import make_document
from crm.documents.posting_list import PostingLine, PostingList
from crm.documents.rendering import RenderedPage, count_pages, render_pages
from crm.domain.progress import Progress

SHOWN = 6
"""Pages drawn as pictures at once; the others come as they are scrolled to."""


@dataclass(frozen=True, slots=True)
class DrawnSheets:
    """Made sheets with pictures of them at `dpi`, and what is to be said of some items.

    `remarks` are the number of an item (from 0), a sentence, and whether it was held back.
    """

    pdf: bytes
    pages: int
    printed: int
    pictures: tuple[RenderedPage, ...]
    dpi: float
    remarks: tuple[tuple[int, str, bool], ...] = ()


def draw_labels(
    items: Sequence[Addressed],
    sheet: LabelSheet,
    start: int,
    shift: tuple[float, float],
    dpi: float,
    progress: Progress | None = None,
) -> DrawnSheets:
    """Draw address labels on sheets, from one label on."""
    made = make_labels(_labels(items), sheet, start=start, shift=shift, progress=progress)
    return _drawn(made, dpi)


def draw_envelopes(
    items: Sequence[Addressed],
    envelope: str,
    sender: Sequence[str],
    shift: tuple[float, float],
    dpi: float,
    progress: Progress | None = None,
) -> DrawnSheets:
    """Draw envelopes, one for each address."""
    kind = ENVELOPES[envelope]
    made = make_envelopes(_labels(items), kind, sender=sender, shift=shift, progress=progress)
    return _drawn(made, dpi)


def draw_posting_list(
    items: Sequence[Addressed],
    look: Letterhead,
    title: str,
    day: date,
    dpi: float,
    progress: Progress | None = None,
) -> DrawnSheets:
    """Draw the list that goes to the post office with the packs."""
    lines = tuple(
        PostingLine(one.reference, _named(one), one.address.town, one.address.postcode)
        for one in items
    )
    listed = PostingList(title, day, lines, (("Items in all", f"{len(lines):,}"),))
    made = make_document(listed, look, progress=progress)
    remarks = tuple((-1, problem.message, problem.holds) for problem in made.problems)
    pages = count_pages(made.pdf) if made.pdf else 0
    return DrawnSheets(made.pdf, pages, len(lines), _pictures(made.pdf, pages, dpi), dpi, remarks)


def _labels(items: Sequence[Addressed]) -> list[AddressLabel]:
    return [AddressLabel(one.organisation, one.address, one.person, one.job_title) for one in items]


def _drawn(made: MadeLabels, dpi: float) -> DrawnSheets:
    printed = sum(not fit.held for fit in made.fits)
    pictures = _pictures(made.pdf, made.sheets, dpi)
    return DrawnSheets(made.pdf, made.sheets, printed, pictures, dpi, _remarks(made))


def _remarks(made: MadeLabels) -> tuple[tuple[int, str, bool], ...]:
    """Say of each item once what is wrong, what holds first."""
    said: dict[tuple[int, str], bool] = {}
    for fit in made.fits:
        if fit.says:
            said[fit.number, fit.says] = bool(fit.held)
    held = {fit.number for fit in made.fits if fit.held}
    for problem in made.problems:
        if problem.number not in held:  # why it is held is enough
            said.setdefault((problem.number, problem.message), problem.holds)
    rows = [(number, words, holds) for (number, words), holds in said.items()]
    return tuple(sorted(rows, key=lambda row: (not row[2], row[0])))


def _pictures(pdf: bytes, pages: int, dpi: float) -> tuple[RenderedPage, ...]:
    if not pdf:
        return ()
    return tuple(render_pages(pdf, dpi, range(min(pages, SHOWN))))


def _named(one: Addressed) -> str:
    return ", ".join(filter(None, (one.organisation, one.person)))
