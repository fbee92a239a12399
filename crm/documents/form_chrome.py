"""What is the same on every application form of an association: headings, boxes, small print."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from crm.documents.colours import INK, MUTED, RULE, WHITE, accent, tint
from crm.documents.fonts import Face, break_line, draw_line, font_name, width
from crm.documents.form_layout import (
    COMPANY,
    HEADING_HEIGHT,
    OFFICE,
    PEOPLE,
    SIGNED,
    TICKS,
    Box,
    Entry,
    place_rows,
    row_height,
)
from crm.documents.letterhead import Letterhead
from crm.documents.page import LEFT, RIGHT, down

COMPANY_TOP: Final = 42.5
TICK_SIZE: Final = 3.1
_TICK_LINE: Final = 5.6
_LEAD_WIDTH: Final = 24.0
_SIGN_HEIGHT: Final = 11.0
_OFFICE_ROW: Final = 6.2


@dataclass(frozen=True, slots=True)
class BandChoice:
    """A fee band to tick: `11–24 staff, £225 + VAT a year`; `chosen` is the firm's own."""

    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A check box in its place: mm from the top left of the page."""

    name: str
    label: str
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Chrome:
    """The unchanging matter of a form; equal ones are drawn once for the whole file."""

    look: Letterhead
    heading: str
    intro: str
    bands: tuple[BandChoice, ...]
    declaration: str

    @property
    def boxes(self) -> tuple[Box, ...]:
        """All boxes to write in, in reading order."""
        return _boxes(self.bands, self.declaration)

    @property
    def people_top(self) -> float:
        """Where the second section starts, in mm from the top."""
        return COMPANY_TOP + HEADING_HEIGHT + sum(map(row_height, COMPANY))

    @property
    def membership_top(self) -> float:
        """Where the third section starts, in mm from the top."""
        return self.people_top + HEADING_HEIGHT + sum(map(row_height, PEOPLE))

    @property
    def declaration_top(self) -> float:
        """Where the declaration starts, in mm from the top."""
        ticks = place_ticks(self)
        return ticks[-1].top + TICK_SIZE + 2.2

    @property
    def declaration_lines(self) -> tuple[str, ...]:
        """The declaration broken to the width of the form."""
        wide = (RIGHT - LEFT) * mm
        return tuple(break_line(self.declaration, font_name(Face.PLAIN), 8, wide))

    @property
    def signing_top(self) -> float:
        """Where the row to sign in starts, in mm from the top."""
        return self.declaration_top + len(self.declaration_lines) * 3.8 + 1.2

    @property
    def office_top(self) -> float:
        """Where the box for the association's own use starts, in mm from the top."""
        return self.signing_top + _SIGN_HEIGHT + 3.6


@cache
def _boxes(bands: tuple[BandChoice, ...], declaration: str) -> tuple[Box, ...]:
    chrome = Chrome(Letterhead(""), "", "", bands, declaration)
    signed = (Entry("", "Signature", 1.9), *SIGNED)
    return (
        *place_rows(COMPANY, COMPANY_TOP + HEADING_HEIGHT),
        *place_rows(PEOPLE, chrome.people_top + HEADING_HEIGHT),
        *(box for box in place_rows((signed,), chrome.signing_top + 2) if box.entry.name),
    )


def place_ticks(chrome: Chrome) -> tuple[Tick, ...]:
    """Place the check boxes: the fee bands first, then one line for each group."""
    return _ticks(tuple(band.label for band in chrome.bands), chrome.membership_top)


@cache
def _ticks(bands: tuple[str, ...], top: float) -> tuple[Tick, ...]:
    top += HEADING_HEIGHT
    choices = [(f"membership.band_{place}", label) for place, label in enumerate(bands, 1)]
    groups = (("Fee band", tuple(choices)), *TICKS) if choices else TICKS
    placed: list[Tick] = []
    for _, ticks in groups:
        left = LEFT + _LEAD_WIDTH
        for name, label in ticks:
            wide = TICK_SIZE + 1.6 + width(label, font_name(Face.PLAIN), 8) / mm + 5
            if left + wide - 5 > RIGHT and left > LEFT + _LEAD_WIDTH:
                left, top = LEFT + _LEAD_WIDTH, top + _TICK_LINE
            placed.append(Tick(name, label, left, top))
            left += wide
        top += _TICK_LINE
    return tuple(placed)


def draw_chrome(canvas: Canvas, chrome: Chrome) -> None:
    """Draw everything of the form that does not depend on who fills it in."""
    _draw_head(canvas, chrome)
    for top, words in (
        (COMPANY_TOP, "Your company"),
        (chrome.people_top, "Your people"),
        (chrome.membership_top, "Your membership"),
    ):
        canvas.setFillColor(accent(chrome.look.colour))
        bold = font_name(Face.PLAIN, bold=True)
        draw_line(canvas, LEFT * mm, down(top + 4.6), words, bold, 9.5)
    for box in chrome.boxes:
        _draw_box(canvas, chrome, box)
    _draw_ticks(canvas, chrome)
    _draw_signing(canvas, chrome)
    _draw_office(canvas, chrome)


def _draw_head(canvas: Canvas, chrome: Chrome) -> None:
    look = chrome.look
    bold = font_name(Face.PLAIN, bold=True)
    plain = font_name(Face.PLAIN)
    room = (RIGHT - LEFT - 30) * mm
    canvas.setFillColor(accent(look.colour))
    size = min(18.0, 18.0 * room / max(width(chrome.heading, bold, 18), 1))
    draw_line(canvas, LEFT * mm, down(21), chrome.heading, bold, size)
    canvas.setFillColor(MUTED)
    draw_line(canvas, LEFT * mm, down(27), chrome.intro, plain, 8.5)
    back = ", ".join(filter(None, (look.name, *look.address)))
    if look.email:
        back += f" · {look.email}"
    for place, line in enumerate(break_line(back, plain, 8, room)[:2]):
        draw_line(canvas, LEFT * mm, down(31.6 + place * 3.8), line, plain, 8)


def _draw_box(canvas: Canvas, chrome: Chrome, box: Box) -> None:
    canvas.setFillColor(MUTED)
    plain = font_name(Face.PLAIN)
    baseline = down(box.top - 0.9)
    draw_line(canvas, box.left * mm, baseline, box.entry.label, plain, 6.5)
    canvas.setFillColor(tint(chrome.look.colour, 0.06))
    canvas.setStrokeColor(tint(chrome.look.colour, 0.45))
    canvas.setLineWidth(0.5)
    canvas.roundRect(
        box.left * mm, down(box.top + box.high), box.wide * mm, box.high * mm, 1, fill=1
    )


def _draw_ticks(canvas: Canvas, chrome: Chrome) -> None:
    plain = font_name(Face.PLAIN)
    leads = {ticks[0][0]: words for words, ticks in TICKS} | {"membership.band_1": "Fee band"}
    for tick in place_ticks(chrome):
        canvas.setFillColor(WHITE)
        canvas.setStrokeColor(MUTED)
        canvas.setLineWidth(0.6)
        side = TICK_SIZE * mm
        canvas.rect(tick.left * mm, down(tick.top + TICK_SIZE), side, side, fill=1)
        baseline = down(tick.top + TICK_SIZE - 0.5)
        canvas.setFillColor(INK)
        draw_line(canvas, (tick.left + TICK_SIZE + 1.6) * mm, baseline, tick.label, plain, 8)
        if tick.name in leads:
            canvas.setFillColor(MUTED)
            draw_line(canvas, LEFT * mm, baseline, leads[tick.name], plain, 8)


def _draw_signing(canvas: Canvas, chrome: Chrome) -> None:
    plain = font_name(Face.PLAIN)
    canvas.setFillColor(INK)
    for place, line in enumerate(chrome.declaration_lines):
        draw_line(canvas, LEFT * mm, down(chrome.declaration_top + 3 + place * 3.8), line, plain, 8)
    box = next(box for box in chrome.boxes if box.entry.name == "signed.name")
    right = (box.left - 4) * mm
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.6)
    foot = down(box.top + box.high)
    canvas.line(LEFT * mm, foot, right, foot)
    canvas.setFillColor(MUTED)
    draw_line(canvas, LEFT * mm, down(box.top - 0.9), "Signature", plain, 6.5)


def _draw_office(canvas: Canvas, chrome: Chrome) -> None:
    top = chrome.office_top
    plain = font_name(Face.PLAIN)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    rows = -(-len(OFFICE) // 4)
    high = 5 + rows * _OFFICE_ROW + 1.4
    canvas.roundRect(LEFT * mm, down(top + high), (RIGHT - LEFT) * mm, high * mm, 1.5)
    canvas.setFillColor(MUTED)
    bold = font_name(Face.PLAIN, bold=True)
    draw_line(canvas, (LEFT + 3) * mm, down(top + 4.2), "For office use", bold, 7)
    for (left, baseline), words in zip(_office_places(top), OFFICE, strict=True):
        draw_line(canvas, left * mm, down(baseline), words, plain, 7)
        start = left + width(words, plain, 7) / mm + 1.5
        end = left + (RIGHT - LEFT - 6) / 4 - 3
        canvas.line(start * mm, down(baseline + 0.6), end * mm, down(baseline + 0.6))


def _office_places(top: float) -> Iterator[tuple[float, float]]:
    column = (RIGHT - LEFT - 6) / 4
    for place in range(len(OFFICE)):
        yield LEFT + 3 + place % 4 * column, top + 10 + place // 4 * _OFFICE_ROW
