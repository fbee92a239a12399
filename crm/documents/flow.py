"""Laying out running text: blocks become paragraphs and tables, those fill pages.

Text is put into the engine's fragments directly; no word of it is ever read as markup.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.paragraph import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from crm.documents.blocks import Block, Cell, Kind, Run, TableBlock, TextBlock
from crm.documents.colours import INK, MUTED, accent
from crm.documents.fonts import Face, font_name, runs
from crm.documents.ruled_table import RuledTable

LETTER: Final = "letter"
LEAFLET: Final = "leaflet"
TABLE_HEAD: Final = "table head"
SMALL_CELL: Final = "small cell"
_RIGHT: Final = " right"


@cache
def styles(setting: str, colour: str) -> dict[str, ParagraphStyle]:
    """Give the style of each kind of block in a letter or a leaflet, by the accent colour."""
    text = font_name(Face.TEXT)
    found = {
        Kind.TEXT: _style(text, 11, 15, INK, after=8),
        Kind.ITEM: _style(text, 11, 15, INK, after=3, indent=14),
        Kind.NOTE: _style(font_name(Face.PLAIN), 8, 11, MUTED, after=4),
        TABLE_HEAD: _style(font_name(Face.PLAIN, bold=True), 8, 12, MUTED),
        SMALL_CELL: _style(font_name(Face.PLAIN), 9, 12.5, INK),
    }
    for name in (Kind.TEXT, TABLE_HEAD, SMALL_CELL):
        found[name + _RIGHT] = ParagraphStyle("right", found[name], alignment=TA_RIGHT)
    if setting == LETTER:
        bold = font_name(Face.TEXT, bold=True)
        found[Kind.HEADING] = _style(bold, 11, 15, INK, after=8, keep=True)
        found[Kind.SUBHEADING] = _style(bold, 11, 15, INK, before=3, after=3, keep=True)
    else:
        bold = font_name(Face.PLAIN, bold=True)
        tone = accent(colour)
        found[Kind.HEADING] = _style(bold, 19, 24, tone, after=6, keep=True)
        found[Kind.SUBHEADING] = _style(bold, 11, 15, tone, before=10, after=3, keep=True)
    return dict(found)


def _style(
    font: str,
    size: float,
    leading: float,
    colour: Color,
    *,
    before: float = 0,
    after: float = 0,
    indent: float = 0,
    keep: bool = False,
) -> ParagraphStyle:
    return ParagraphStyle(
        "paper",
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=colour,
        spaceBefore=before,
        spaceAfter=after,
        leftIndent=indent,
        bulletIndent=2 if indent else 0,
        bulletFontName=font,
        bulletFontSize=size,
        bulletColor=colour,
        keepWithNext=keep,
        allowWidows=0,
        allowOrphans=0,
        embeddedHyphenation=0,
        uriWasteReduce=0,
    )


def paragraph(
    words: Sequence[Run], style: ParagraphStyle, marker: str = "", depth: int = 0
) -> Paragraph:
    """Set a paragraph from runs of plain text, choosing for each character a font that has it."""
    fragments: list[ParaFrag] = []
    for run in words:
        name = _run_font(style.fontName, bold=run.bold, italic=run.italic)
        for place, line in enumerate(run.text.split("\n")):
            if place:
                fragments.append(_fragment("", style.fontName, style, line_break=True))
            fragments += [_fragment(part, font, style) for font, part in runs(line, name) if part]
    if not fragments:
        fragments.append(_fragment(" ", style.fontName, style))
    if depth:
        style = ParagraphStyle(
            "deeper",
            style,
            leftIndent=style.leftIndent * (depth + 1),
            bulletIndent=style.bulletIndent + style.leftIndent * depth,
        )
    return Paragraph("", style, bulletText=marker or None, frags=fragments)


@cache
def _run_font(style_font: str, *, bold: bool, italic: bool) -> str:
    face, _, cut = style_font.partition("-")
    return font_name(Face(face), bold=bold or "Bold" in cut, italic=italic or "Italic" in cut)


def _fragment(text: str, font: str, style: ParagraphStyle, *, line_break: bool = False) -> ParaFrag:
    fragment = ParaFrag(
        text=text,
        fontName=font,
        fontSize=style.fontSize,
        textColor=style.textColor,
        bold=0,
        italic=0,
        rise=0,
        us_lines=[],
        link=[],
    )
    if line_break:
        fragment.lineBreak = True
    return fragment


def flowables(blocks: Iterable[Block], setting: str, colour: str) -> list[Flowable]:
    """Set blocks as paragraphs and tables."""
    look = styles(setting, colour)
    items: list[Flowable] = []
    in_list = False
    for block in blocks:
        listed = isinstance(block, TextBlock) and block.kind is Kind.ITEM
        if in_list and not listed:
            items[-1].spaceAfter = look[Kind.TEXT].spaceAfter
        in_list = listed
        items.append(
            _table(block, look, colour)
            if isinstance(block, TableBlock)
            else paragraph(block.runs, look[block.kind], block.marker, block.depth)
        )
    return items


def _table(block: TableBlock, look: dict[str, ParagraphStyle], colour: str) -> RuledTable:
    def cells(row: Sequence[Cell], name: str) -> list[Paragraph]:
        return [
            paragraph(cell, look[name + _RIGHT if place in block.right else name])
            for place, cell in enumerate(row)
        ]

    return RuledTable(
        cells(block.head, TABLE_HEAD),
        [cells(row, SMALL_CELL if block.small else Kind.TEXT) for row in block.rows],
        block.shares or (1.0,) * len(block.head),
        block.marked,
        colour,
    )


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph, table or gap and how far below the top of its column it starts (points)."""

    item: Flowable
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Composed:
    """Text shared out over pages; `overfull` where something is taller than a whole page."""

    pages: tuple[tuple[Placed, ...], ...]
    overfull: bool = False


def compose(items: Sequence[Flowable], wide: float, first: float, rest: float) -> Composed:
    """Fill pages with text: `first` points of height on the first, `rest` on each later one."""
    waiting = list(reversed(items))
    pages: list[tuple[Placed, ...]] = []
    page: list[Placed] = []
    used = gap = 0.0
    overfull = False
    while waiting:
        room = (rest if pages else first) - used
        item = waiting.pop()
        space = max(gap, item.getSpaceBefore()) if page else 0.0
        high = item.wrap(wide, room)[1]
        if space + high + _kept_with(item, waiting, wide) > room + 0.01:
            parts = [] if _keeps(item) else item.split(wide, room - space)
            if len(parts) > 1:
                waiting += reversed(parts[1:])
                item = parts[0]
                high = item.wrap(wide, room)[1]
            elif page:
                waiting.append(item)
                pages.append(tuple(page))
                page, used, gap = [], 0.0, 0.0
                continue
            else:
                overfull = overfull or high > room
        page.append(Placed(item, used + space, high))
        used += space + high
        gap = item.getSpaceAfter()
    if page or not pages:
        pages.append(tuple(page))
    return Composed(tuple(pages), overfull)


def _keeps(item: Any) -> bool:
    return bool(item.getKeepWithNext())


def _kept_with(item: Flowable, waiting: Sequence[Flowable], wide: float) -> float:
    """Say how much must follow an item on its page (points): two lines of what it belongs to."""
    needed = 0.0
    gap = item.getSpaceAfter()
    for follower in reversed(waiting):
        if not _keeps(item):
            break
        high = follower.wrap(wide, 10_000)[1]
        if not _keeps(follower) and isinstance(follower, Paragraph):
            high = min(high, 2 * follower.style.leading)
        needed += max(gap, follower.getSpaceBefore()) + high
        item, gap = follower, follower.getSpaceAfter()
    return needed


def draw_placed(canvas: Canvas, page: Iterable[Placed], left: float, top: float) -> None:
    """Draw one page's share; `left` and `top` are points from the bottom left of the sheet."""
    for placed in page:
        placed.item.drawOn(canvas, left, top - placed.top - placed.height)


def text_block(text: str, kind: Kind = Kind.TEXT, *, bold: bool = False) -> TextBlock:
    """Make a block of one run."""
    return TextBlock(kind, (Run(text, bold),))
