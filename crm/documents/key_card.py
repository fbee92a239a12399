"""The key card: every key of the program on one sheet of A4, to lie beside the telephone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from crm.documents.colours import INK, MUTED, RULE
from crm.documents.fonts import Face, break_line, draw_line, draw_line_right, font_name, width
from crm.documents.page import HEIGHT, WIDTH, Paper, down
from crm.domain.errors import Refusal

_EDGE: Final = 13.0
_GAP: Final = 9.0
_TOP: Final = 27.0
_WIDE: Final = (WIDTH - 2 * _EDGE - _GAP) / 2 * mm
_HIGH: Final = (HEIGHT - _TOP - _EDGE) * mm
_KEYS: Final = 0.34
"""The share of a column that the keys have."""
_LARGEST, _SMALLEST, _STEP = 9.5, 4.5, 0.25
_LEADING: Final = 1.5


@dataclass(frozen=True, slots=True)
class KeyRow:
    """What is pressed, and what it does."""

    keys: str
    does: str


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """The keys of one screen."""

    title: str
    rows: tuple[KeyRow, ...]


@dataclass(frozen=True, slots=True)
class KeyCard:
    """Everything on the card, in order; `note` stands under the title."""

    title: str
    note: str
    groups: tuple[KeyGroup, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a column: a head, or keys and words; `first` begins an entry."""

    head: str = ""
    keys: str = ""
    does: str = ""
    first: bool = True


def make_key_card(card: KeyCard) -> bytes:
    """Draw the card on one page, in letters as large as fit; equal cards are equal bytes.

    Raises Refusal naming `keys` where even the smallest letters need a second page.
    """
    size = _LARGEST
    while size >= _SMALLEST:
        columns = _share_out(list(_lines(card, size)), int(_HIGH // (size * _LEADING)))
        if columns is not None:
            return _draw(card, columns, size)
        size -= _STEP
    raise Refusal("There are too many keys for one page.", field="keys")


def _lines(card: KeyCard, size: float) -> Iterator[_Line]:
    bold, plain = font_name(Face.PLAIN, bold=True), font_name(Face.PLAIN)
    for group in card.groups:
        yield _Line(head=group.title)
        for row in group.rows:
            keys = break_line(row.keys, bold, size, _WIDE * _KEYS - 4)
            does = break_line(row.does, plain, size, _WIDE * (1 - _KEYS))
            for number in range(max(len(keys), len(does))):
                yield _Line(
                    keys=keys[number] if number < len(keys) else "",
                    does=does[number] if number < len(does) else "",
                    first=number == 0,
                )


def _share_out(lines: list[_Line], most: int) -> tuple[list[_Line], list[_Line]] | None:
    """Fill two columns of `most` lines, about equally; None where they do not hold all."""
    spaced: list[_Line] = []
    for line in lines:
        spaced += ([_Line(first=False)] if line.head and spaced else []) + [line]
    for cut in range((len(spaced) + 1) // 2, min(most, len(spaced)) + 1):
        begins = cut == len(spaced) or spaced[cut].first
        if not begins or (cut and spaced[cut - 1].head):
            continue
        left, right = spaced[:cut], spaced[cut:]
        return (left, right) if len(right) <= most else None
    return None


def _draw(card: KeyCard, columns: tuple[list[_Line], list[_Line]], size: float) -> bytes:
    paper = Paper(title=card.title, author="Muster")
    bold, plain = font_name(Face.PLAIN, bold=True), font_name(Face.PLAIN)
    with paper.page() as canvas:
        draw_line(canvas, _EDGE * mm, down(17), card.title, bold, 15)
        canvas.setFillColor(MUTED)
        room = (WIDTH - 2 * _EDGE) * mm - width(card.title, bold, 15) - 12
        note = 8.0 * min(1.0, room / max(width(card.note, plain, 8), 1))
        draw_line_right(canvas, (WIDTH - _EDGE) * mm, down(17), card.note, plain, note)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.6)
        canvas.line(_EDGE * mm, down(20), (WIDTH - _EDGE) * mm, down(20))
        for number, column in enumerate(columns):
            left = _EDGE * mm + number * (_WIDE + _GAP * mm)
            _draw_column(canvas, column, left, size)
    return paper.finish()


def _draw_column(canvas: Canvas, lines: list[_Line], left: float, size: float) -> None:
    bold, plain = font_name(Face.PLAIN, bold=True), font_name(Face.PLAIN)
    baseline = down(_TOP)
    for line in lines:
        if line.head:
            canvas.setFillColor(MUTED)
            draw_line(canvas, left, baseline, line.head.upper(), bold, size * 0.9)
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.4)
            canvas.line(left, baseline - size * 0.42, left + _WIDE, baseline - size * 0.42)
        canvas.setFillColor(INK)
        if line.keys:
            draw_line(canvas, left, baseline, line.keys, bold, size)
        if line.does:
            draw_line(canvas, left + _WIDE * _KEYS, baseline, line.does, plain, size)
        baseline -= size * _LEADING
