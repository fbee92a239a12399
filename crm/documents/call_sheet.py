"""The call sheet: companies to ring away from the desk, with room to write what they said.

Each company stands whole on one page, under a short line number by which its result is keyed
in. Text is drawn as it stands, never read as markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from crm.documents.colours import INK, MUTED, RULE, accent
from crm.documents.fonts import (
    Face,
    break_line,
    draw_line,
    draw_line_right,
    font_name,
    tidy,
    width,
)
from crm.documents.page import Paper, down
from crm.domain.text_safety import clean_text

LEFT: Final = 12.0
RIGHT: Final = 198.0
TOP: Final = 25.6
BOTTOM: Final = 290.0
"""The edges of the companies on a page, in mm."""

_TEXT: Final = LEFT + 17
_FACT: Final = 3.7
_BOX: Final = 5.4
_WRITTEN: Final = 6.3
_ACROSS: Final = 6
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One company on the sheet; text is empty where nothing is known.

    `numbers` are telephone numbers as they are printed, each with whose it is.
    """

    line: int
    name: str
    town: str
    company_number: int
    person: str
    numbers: tuple[str, ...]
    why: str
    last: str
    promised: str
    script: str


@dataclass(frozen=True, slots=True)
class SheetContent:
    """All that stands on a call sheet. `outcomes` are key and label of each, in their order."""

    association: str
    colour: str
    day: str
    reference: str
    outcomes: tuple[tuple[str, str], ...]
    entries: tuple[SheetEntry, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """A company with its text broken into lines: caption and line, and how high it stands."""

    entry: SheetEntry
    numbers: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    high: float


def make_call_sheet(content: SheetContent) -> bytes:
    """Draw a call sheet as a PDF of A4 pages; the same content gives the same bytes."""
    rows = -(-len(content.outcomes) // _ACROSS)
    pages = _share_out([_block(entry, rows) for entry in content.entries])
    paper = Paper(title=f"Call sheet {content.reference}".strip(), author=content.association)
    for number, blocks in enumerate(pages, 1):
        with paper.page() as canvas:
            _draw_head(canvas, content, number, len(pages))
            top = TOP
            for block in blocks:
                _draw_block(canvas, block, content, top)
                top += block.high
    return paper.finish()


def _share_out(blocks: Sequence[_Block]) -> list[list[_Block]]:
    """Put the companies on pages, none of them across two."""
    pages: list[list[_Block]] = [[]]
    used = TOP
    for block in blocks:
        if pages[-1] and used + block.high > BOTTOM:
            pages.append([])
            used = TOP
        pages[-1].append(block)
        used += block.high
    return pages


def _block(entry: SheetEntry, rows_of_boxes: int) -> _Block:
    facts = (
        *_lines("Why", entry.why, 1),
        *_lines("Last", entry.last, 3),
        *_lines("Promised", entry.promised, 1),
        *_lines("Say", entry.script, 2),
    )
    bold = font_name(Face.PLAIN, bold=True)
    numbers = _broken(" · ".join(entry.numbers), bold, 10.5, (RIGHT - _TEXT) * mm, 2)
    high = 7.0 + 4.2 + 4.8 * len(numbers) + _FACT * len(facts)
    return _Block(entry, numbers, facts, high + _BOX * rows_of_boxes + 3 * _WRITTEN + 4.2)


def _lines(caption: str, text: str, most: int) -> tuple[tuple[str, str], ...]:
    found = _broken(text, font_name(Face.PLAIN), 8.5, (RIGHT - _TEXT) * mm, most)
    return tuple((caption if place == 0 else "", line) for place, line in enumerate(found))


def _broken(text: str, font: str, size: float, wide: float, most: int) -> tuple[str, ...]:
    """Break a text into at most so many lines, an ellipsis where more is left."""
    flat = " ".join(_plain(text).split())
    lines: list[str] = []
    for line in break_line(flat, font, size, wide):
        lines.extend(_pieces(line, font, size, wide))
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), font, size, wide))


def _pieces(line: str, font: str, size: float, wide: float) -> list[str]:
    """Cut a word that is wider than the sheet."""
    pieces = []
    while width(line, font, size) > wide:
        fits = next(n for n in range(len(line) - 1, 0, -1) if width(line[:n], font, size) <= wide)
        pieces.append(line[:fits])
        line = line[fits:]
    return [*pieces, line]


def _cut(text: str, font: str, size: float, wide: float) -> str:
    """Cut a line with an ellipsis where it is too wide."""
    if width(text, font, size) <= wide:
        return text
    while text and width(f"{text}…", font, size) > wide:
        text = text[:-1]
    return f"{text.rstrip(' .,;:')}…"


def _plain(text: str) -> str:
    """Make any text fit to be drawn: no emoji, no control characters, not endless."""
    return tidy(clean_text(text[:_LONGEST], "text")).text


def _draw_head(canvas: Canvas, content: SheetContent, page: int, of: int) -> None:
    plain, bold = font_name(Face.PLAIN), font_name(Face.PLAIN, bold=True)
    canvas.setFillColor(accent(content.colour))
    draw_line(canvas, LEFT * mm, down(15.5), f"Call sheet {content.reference}".strip(), bold, 15)
    canvas.setFillColor(MUTED)
    association = _cut(_plain(content.association), plain, 8.5, 110 * mm)
    draw_line(canvas, LEFT * mm, down(20.5), association, plain, 8.5)
    draw_line_right(canvas, RIGHT * mm, down(20.5), f"Page {page} of {of}", plain, 8.5)
    canvas.setFillColor(INK)
    draw_line_right(canvas, RIGHT * mm, down(15.5), content.day, bold, 11)
    canvas.setStrokeColor(accent(content.colour))
    canvas.setLineWidth(0.8)
    canvas.line(LEFT * mm, down(23), RIGHT * mm, down(23))
    canvas.setFillColor(MUTED)
    tip = "Tick an outcome, write what they said, then key it in by the number at the left."
    draw_line(canvas, LEFT * mm, down(293.4), tip, plain, 7)


def _draw_block(canvas: Canvas, block: _Block, content: SheetContent, top: float) -> None:
    at = _draw_name(canvas, block, top)
    plain = font_name(Face.PLAIN)
    for caption, line in block.facts:
        canvas.setFillColor(MUTED)
        draw_line(canvas, LEFT * mm, down(at + 2.9), caption, plain, 7.5)
        canvas.setFillColor(INK)
        draw_line(canvas, _TEXT * mm, down(at + 2.9), line, plain, 8.5)
        at += _FACT
    at = _draw_boxes(canvas, content.outcomes, at + 0.8)
    _draw_room_to_write(canvas, at)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    bottom = down(top + block.high - 1.4)
    canvas.line(LEFT * mm, bottom, RIGHT * mm, bottom)


def _draw_name(canvas: Canvas, block: _Block, top: float) -> float:
    """Draw line number, name, town, person and numbers; gives where the rest begins."""
    entry = block.entry
    plain, bold = font_name(Face.PLAIN), font_name(Face.PLAIN, bold=True)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.8)
    canvas.roundRect(LEFT * mm, down(top + 8.2), 13 * mm, 7.6 * mm, 1.2 * mm, stroke=1, fill=0)
    canvas.setFillColor(INK)
    number = str(entry.line)
    middle = (LEFT + 6.5) * mm - width(number, bold, 14) / 2
    draw_line(canvas, middle, down(top + 6.2), number, bold, 14)
    right = f"no. {entry.company_number}"
    room = (RIGHT - _TEXT) * mm - width(right, plain, 8) - 4 * mm
    name = _cut(_plain(entry.name), bold, 11.5, room)
    end = draw_line(canvas, _TEXT * mm, down(top + 4.6), name, bold, 11.5)
    canvas.setFillColor(MUTED)
    left = end + 2 * mm
    town = _cut(_plain(entry.town), plain, 9, _TEXT * mm + room - left)
    if town != "…":
        draw_line(canvas, left, down(top + 4.6), town, plain, 9)
    draw_line_right(canvas, RIGHT * mm, down(top + 4.6), right, plain, 8)
    at = top + 7.0
    canvas.setFillColor(INK)
    person = _cut(_plain(entry.person), plain, 9, (RIGHT - _TEXT) * mm)
    draw_line(canvas, _TEXT * mm, down(at + 2.4), person or "Nobody known by name", plain, 9)
    at += 4.2
    for line in block.numbers:
        draw_line(canvas, _TEXT * mm, down(at + 3.4), line, bold, 10.5)
        at += 4.8
    return at


def _draw_boxes(canvas: Canvas, outcomes: Sequence[tuple[str, str]], top: float) -> float:
    """Draw a box to tick for each outcome, its key in it; gives where they end."""
    plain, bold = font_name(Face.PLAIN), font_name(Face.PLAIN, bold=True)
    wide = (RIGHT - LEFT) / _ACROSS
    for place, (key, label) in enumerate(outcomes):
        row, across = divmod(place, _ACROSS)
        left, at = LEFT + across * wide, top + row * _BOX
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.6)
        canvas.rect(left * mm, down(at + 4.4), 4.4 * mm, 4.4 * mm, stroke=1, fill=0)
        canvas.setFillColor(MUTED)
        middle = (left + 2.2) * mm - width(key, bold, 7.5) / 2
        draw_line(canvas, middle, down(at + 3.2), key, bold, 7.5)
        canvas.setFillColor(INK)
        words = _cut(label, plain, 7.5, (wide - 6.4) * mm)
        draw_line(canvas, (left + 5.4) * mm, down(at + 3.2), words, plain, 7.5)
    return top + _BOX * -(-len(outcomes) // _ACROSS)


def _draw_room_to_write(canvas: Canvas, top: float) -> None:
    plain = font_name(Face.PLAIN)
    canvas.setStrokeColor(MUTED)
    canvas.setLineWidth(0.4)
    rows = (
        (("Time", LEFT, 34.0), ("Talked to", 36.0, 102.0), ("Next step, when", 104.0, RIGHT)),
        (("Note", LEFT, RIGHT),),
        (("", LEFT, RIGHT),),
    )
    for number, row in enumerate(rows, 1):
        base = down(top + number * _WRITTEN - 1)
        for caption, left, right in row:
            canvas.setFillColor(MUTED)
            end = draw_line(canvas, left * mm, base, caption, plain, 7) if caption else left * mm
            canvas.line(end + (1.2 * mm if caption else 0), base, right * mm, base)
