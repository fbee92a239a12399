"""The brief of one company on one page: facts, people, and the latest of its timeline."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from crm.documents.blocks import Block, Kind, Run, TableBlock
from crm.documents.colours import MUTED
from crm.documents.content import Fault, PackContent, Pages
from crm.documents.examine import examine_line
from crm.documents.flow import LEAFLET, Composed, compose, draw_placed, flowables, text_block
from crm.documents.fonts import Face, draw_line, font_name
from crm.documents.leaflet import BOTTOM, TOP
from crm.documents.membership_glance import facts_table
from crm.documents.page import LEFT, MEASURE, Paper, down


@dataclass(frozen=True, slots=True)
class BriefPerson:
    """A person of the company."""

    name: str
    job_title: str = ""
    telephone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class BriefEntry:
    """One thing that happened: `14 March 2003`, `Call`, what was said."""

    when: str
    what: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class CompanyBrief:
    """What to know of a company before a visit. `facts` are (caption, words); empty ones go.

    `timeline` is newest first; as many entries are printed as the page holds, and how many more
    there are is said. `pinned` are the facts that somebody marked.
    """

    company: str
    facts: tuple[tuple[str, str], ...]
    people: tuple[BriefPerson, ...] = ()
    timeline: tuple[BriefEntry, ...] = ()
    pinned: tuple[str, ...] = ()
    line: str = ""
    title: str = "Company brief"

    def prepare(self, pack: PackContent) -> Pages:
        """Find out how much of the timeline the page holds."""
        faults: list[Fault] = []
        upper = self._upper(faults)
        entries = [_entry_row(entry, faults) for entry in self.timeline]
        colour = pack.look.colour
        low, top = 0, len(entries)
        made = _composed(upper, entries, top, colour)
        while len(made.pages) > 1 and low < top:
            middle = (low + top) // 2
            tried = _composed(upper, entries, middle, colour)
            if len(tried.pages) > 1:
                top = middle
            else:
                low = middle + 1
            made = _composed(upper, entries, max(top - 1, 0), colour)
        if made.overfull or len(made.pages) > 1:
            message = "There are too many facts or people for one page."
            faults.append(Fault("facts", message, holds=False))
        foot = " · ".join(filter(None, (pack.look.name, self.line)))

        def draw(paper: Paper) -> None:
            for page in made.pages:
                with paper.page() as canvas:
                    draw_placed(canvas, page, LEFT * mm, down(TOP))
                    _draw_foot(canvas, foot)

        return Pages(draw, tuple(dict.fromkeys(faults)))

    def _upper(self, faults: list[Fault]) -> list[Block]:
        name = examine_line(self.company, "company.name", "company name", faults)
        blocks: list[Block] = [text_block(name, Kind.HEADING)]
        pinned = [examine_line(one, "pinned", "pinned fact", faults, 400) for one in self.pinned]
        blocks += [text_block(one, bold=True) for one in pinned if one]
        facts = facts_table(self.facts, "facts", faults)
        if facts:
            blocks.append(facts)
        if self.people:
            rows = tuple(
                tuple(
                    (Run(examine_line(text, "people", what, faults, 254), bold=what == "name"),)
                    for text, what in (
                        (one.name, "name"), (one.job_title, "job title"),
                        (one.telephone, "telephone"), (one.email, "email"),
                    )
                )
                for one in self.people
            )  # fmt: skip
            blocks += [
                text_block("People", Kind.SUBHEADING),
                TableBlock((), rows, (2.2, 2.2, 1.6, 3.0), small=True),
            ]
        return blocks


_Row = tuple[tuple[Run, ...], ...]


def _entry_row(entry: BriefEntry, faults: list[Fault]) -> _Row:
    when, what = (
        examine_line(text, "timeline", name, faults)
        for text, name in ((entry.when, "date"), (entry.what, "kind"))
    )
    text = entry.text if len(entry.text) <= 600 else f"{entry.text[:599].rstrip()}…"
    said = examine_line(text, "timeline", "note", faults, 600)
    return ((Run(when),), (Run(what, bold=True),), (Run(said),))


def _composed(upper: Sequence[Block], entries: Sequence[_Row], many: int, colour: str) -> Composed:
    blocks = list(upper)
    if entries:
        blocks.append(text_block("What happened", Kind.SUBHEADING))
        if many:
            blocks.append(TableBlock((), tuple(entries[:many]), (1.5, 1.9, 5.6), small=True))
        if many < len(entries):
            left = len(entries) - many
            said = "1 earlier entry is" if left == 1 else f"{left} earlier entries are"
            blocks.append(text_block(f"{said} not on this page.", Kind.NOTE))
    room = (BOTTOM - TOP) * mm
    return compose(flowables(blocks, LEAFLET, colour), MEASURE, room, room)


def _draw_foot(canvas: Canvas, words: str) -> None:
    canvas.setFillColor(MUTED)
    draw_line(canvas, LEFT * mm, down(285), words, font_name(Face.PLAIN), 7.5)
