"""What the worker process draws for the room of letters: module functions, plain values.

Importing this brings reportlab: the window does so inside functions, after `warming`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from crm.documents.content import MadePack, PackContent, Problem
from crm.documents.pack import make_pack
from crm.documents.page_copy import copy_pages
from crm.documents.rendering import RenderedPage, render_pages
from crm.domain.errors import Refusal
from crm.domain.progress import Progress


@dataclass(frozen=True, slots=True)
class Outlook:
    """What drawing one pack would give: its pages, and what is wrong with it."""

    pages: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A pack drawn to be looked at, with its pages as pictures at `dpi`.

    `milliseconds` is how long the making of the PDF took.
    """

    pdf: bytes
    pictures: tuple[RenderedPage, ...]
    dpi: float
    outlook: Outlook
    milliseconds: float


def look_over(contents: Sequence[PackContent]) -> tuple[Outlook, ...]:
    """Count the pages of packs and find what is wrong with them."""
    made = make_pack(contents, fillable=False, proof=True)
    pages = {one.reference: one.last - one.first + 1 for one in made.ranges}
    problems: Mapping[str, list[Problem]] = {content.reference: [] for content in contents}
    for problem in made.problems:
        problems[problem.reference].append(problem)
    return tuple(
        Outlook(pages.get(content.reference, 0), tuple(problems[content.reference]))
        for content in contents
    )


def draw_proof(content: PackContent, dpi: float) -> Proof:
    """Draw one pack to be looked at, faults and all."""
    began = perf_counter()
    made = make_pack([content], fillable=False, proof=True)
    took = (perf_counter() - began) * 1000
    pictures = tuple(render_pages(made.pdf, dpi)) if made.pdf else ()
    return Proof(made.pdf, pictures, dpi, Outlook(len(pictures), made.problems), took)


def draw_batch(
    contents: Sequence[PackContent], two_sided: bool, progress: Progress | None = None
) -> MadePack:
    """Draw packs for print; those that must not go out are left out with their problems."""
    return make_pack(contents, fillable=False, duplex=two_sided, progress=progress)


def draw_fillable(content: PackContent) -> bytes:
    """Draw one company's pack with a form to fill in on the screen. Refuses what is held back."""
    made = make_pack([content], fillable=True)
    held = [problem for problem in made.problems if problem.holds]
    if held:
        raise Refusal(held[0].message, field=held[0].field)
    return made.pdf


def copy_and_show(pdf: bytes, first: int, last: int, dpi: float) -> Proof:
    """Show the pages of one document of a run, as they were made."""
    began = perf_counter()
    copied = copy_pages(pdf, [(first, last)])
    took = (perf_counter() - began) * 1000
    pictures = tuple(render_pages(copied, dpi))
    return Proof(copied, pictures, dpi, Outlook(len(pictures), ()), took)
