"""The directory of members: two columns under headings, as many pages as it takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from crm.documents.blocks import Run
from crm.documents.colours import INK, MUTED, RULE, accent
from crm.documents.content import Fault, PackContent, Pages
from crm.documents.examine import examine_line
from crm.documents.fitting import draw_fitted, fit_text, steps
from crm.documents.flow import compose, draw_placed, paragraph
from crm.documents.fonts import Face, draw_line, draw_line_right, font_name
from crm.documents.letterhead import Letterhead
from crm.documents.page import Paper, down

_LEFT: Final = 20.0
_RIGHT: Final = 190.0
_TOP: Final = 38.0
_BOTTOM: Final = 277.0
_GAP: Final = 9.0
_COLUMN: Final = (_RIGHT - _LEFT - _GAP) / 2


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """One member as listed; what is empty, or not agreed to be printed, is left out."""

    name: str
    activities: str = ""
    address: str = ""
    telephone: str = ""
    email: str = ""
    web: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class DirectoryGroup:
    """Members under one heading: a letter, a branch, an activity."""

    heading: str
    entries: tuple[DirectoryEntry, ...]


@dataclass(frozen=True, slots=True)
class MembersDirectory:
    """All members who agreed to be listed; `line` under the title says as of when."""

    groups: tuple[DirectoryGroup, ...]
    line: str = ""
    title: str = "Directory of members"

    def prepare(self, pack: PackContent) -> Pages:
        """Set the entries and share them out over columns; none is parted."""
        faults: list[Fault] = []
        items = list(self._items(pack.look, faults))
        if not items:
            faults.append(Fault("members", "Nobody is listed."))
        high = (_BOTTOM - _TOP) * mm
        made = compose(items, _COLUMN * mm, high, high)
        if made.overfull:
            faults.append(Fault("members", "An entry is taller than a column."))
        line = examine_line(self.line, "line", "line under the title", faults)
        of = -(-len(made.pages) // 2)

        def draw(paper: Paper) -> None:
            for number in range(of):
                with paper.page() as canvas:
                    _draw_head(canvas, pack.look, self.title, line, number + 1, of)
                    for side, column in enumerate(made.pages[2 * number : 2 * number + 2]):
                        left = (_LEFT + side * (_COLUMN + _GAP)) * mm
                        draw_placed(canvas, column, left, down(_TOP))

        return Pages(draw, tuple(dict.fromkeys(faults)))

    def _items(self, look: Letterhead, faults: list[Fault]) -> Iterator[Flowable]:
        for group in self.groups:
            heading = examine_line(group.heading, "members", "heading", faults)
            if heading and group.entries:
                yield paragraph((Run(heading),), _style("heading", look.colour))
            for entry in group.entries:
                yield from _entry(entry, look.colour, faults)


def _entry(entry: DirectoryEntry, colour: str, faults: list[Fault]) -> Iterator[Flowable]:
    lines = [
        (entry.name, "name", "name", 120),
        (entry.activities, "activities", "says", 400),
        (entry.person, "person", "plain", 120),
        (entry.address, "address", "plain", 400),
        (" · ".join(filter(None, (entry.telephone, entry.web))), "telephone", "plain", 240),
        (entry.email, "email", "plain", 254),
    ]
    said = [
        (examine_line(text, "members", what, faults, most), kind)
        for text, what, kind, most in lines
    ]
    shown = [(text, kind) for text, kind in said if text]
    for place, (text, kind) in enumerate(shown, 1):
        item = paragraph((Run(text),), _style(kind, colour))
        item.keepWithNext = place < len(shown)
        if place == len(shown):
            item.spaceAfter = 9
        yield item


def _style(kind: str, colour: str) -> ParagraphStyle:
    plain, bold = font_name(Face.PLAIN), font_name(Face.PLAIN, bold=True)
    font, size, leading, ink = {
        "heading": (bold, 12.0, 16.0, accent(colour)),
        "name": (bold, 9.5, 12.0, INK),
        "says": (font_name(Face.TEXT, italic=True), 9.5, 12.0, INK),
    }.get(kind, (plain, 8.0, 11.0, MUTED))
    return ParagraphStyle(
        kind, fontName=font, fontSize=size, leading=leading, textColor=ink,
        spaceBefore=6 if kind == "heading" else 0, spaceAfter=5 if kind == "heading" else 0,
        keepWithNext=kind == "heading", embeddedHyphenation=0, uriWasteReduce=0,
        allowWidows=0, allowOrphans=0,
    )  # fmt: skip


def _draw_head(
    canvas: Canvas, look: Letterhead, title: str, line: str, number: int, of: int
) -> None:
    plain, bold = font_name(Face.PLAIN), font_name(Face.PLAIN, bold=True)
    room = (_RIGHT - _LEFT) * mm
    heading = fit_text(title, bold, steps(19, 9), room)
    if number == 1 and heading:
        canvas.setFillColor(accent(look.colour))
        draw_fitted(canvas, heading, _LEFT * mm, down(14.5))
    small = fit_text(line if number == 1 else title, plain, steps(8.5, 5), room)
    canvas.setFillColor(MUTED)
    if small:
        draw_fitted(canvas, small, _LEFT * mm, down(25.5))
    canvas.setStrokeColor(accent(look.colour))
    canvas.setLineWidth(0.6)
    canvas.line(_LEFT * mm, down(32), _RIGHT * mm, down(32))
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.4)
    middle = (_LEFT + _COLUMN + _GAP / 2) * mm
    canvas.line(middle, down(_TOP), middle, down(_BOTTOM))
    foot = fit_text(
        " · ".join(filter(None, (look.name, look.web))), plain, steps(7.5, 5), room - 60
    )
    if foot:
        draw_line(canvas, _LEFT * mm, down(285), foot.lines[0], plain, foot.size)
    if of > 1:
        words = f"Page {number} of {of}"
        draw_line_right(canvas, _RIGHT * mm, down(285), words, plain, 7.5)
