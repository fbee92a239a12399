"""The sign-in sheet of an event: who is expected, room to sign, and lines for walk-ins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from crm.documents.colours import INK, MUTED, RULE, accent, tint
from crm.documents.content import Fault, PackContent, Pages
from crm.documents.examine import examine_line
from crm.documents.fitting import FittedText, draw_fitted, fit_text, steps
from crm.documents.fonts import Face, draw_line, draw_line_right, font_name, width
from crm.documents.letterhead import Letterhead
from crm.documents.page import Paper, down

_LEFT: Final = 16.0
_RIGHT: Final = 196.0
_TOP: Final = 40.0
_BOTTOM: Final = 280.0
_ROW: Final = 9.6
_HEAD: Final = 6.5
_COLUMNS: Final = ((0.0, "No."), (9.0, "Name"), (62.0, "Company"), (124.0, "Signature"))
_MOST_WALK_INS: Final = 60
_WALK_INS: Final = "Not on the list? Please print your name and your company here, and sign."


@dataclass(frozen=True, slots=True)
class SignInLine:
    """Somebody who is expected."""

    name: str
    company: str = ""


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """The sheet of one event. `walk_ins` empty lines follow those who are expected.

    `note` stands at the foot of each page (what the list is used for).
    """

    event: str
    when: str
    place: str = ""
    people: tuple[SignInLine, ...] = ()
    walk_ins: int = 8
    note: str = ""
    title: str = "Sign-in sheet"

    def prepare(self, pack: PackContent) -> Pages:
        """Fit every name into its row and share the rows out over pages."""
        faults: list[Fault] = []
        rows = [_fit_row(line, number, faults) for number, line in enumerate(self.people, 1)]
        if not 0 <= self.walk_ins <= _MOST_WALK_INS:
            message = f"A sheet has 0 to {_MOST_WALK_INS} lines for walk-ins."
            faults.append(Fault("walk_ins", message))
        first_free = len(rows) + 1
        empty = min(max(self.walk_ins, 0), _MOST_WALK_INS)
        if empty and self.people:
            rows.append(_Row(""))
        rows += [_Row(str(first_free + place)) for place in range(empty)]
        if not rows:
            faults.append(Fault("people", "Nobody is expected, and there are no empty lines."))
        fits = int((_BOTTOM - _TOP - _HEAD) / _ROW)
        pages = [rows[start : start + fits] for start in range(0, len(rows), fits)] or [[]]
        event = examine_line(self.event, "event.name", "event", faults)
        where = examine_line(
            " · ".join(filter(None, (self.when, self.place))), "event.place", "place", faults, 240
        )
        note = examine_line(self.note, "note", "note", faults, 300)

        def draw(paper: Paper) -> None:
            for number, page in enumerate(pages, 1):
                with paper.page() as canvas:
                    look = ("sign-in", pack.look, event, where, note)
                    paper.stamp(
                        look, lambda form: _draw_chrome(form, pack.look, event, where, note)
                    )
                    if len(pages) > 1:
                        canvas.setFillColor(MUTED)
                        words = f"Page {number} of {len(pages)}"
                        font = font_name(Face.PLAIN)
                        draw_line_right(canvas, _RIGHT * mm, down(289), words, font, 7.5)
                    _draw_rows(canvas, page, len(self.people), pack.look.colour)

        return Pages(draw, tuple(dict.fromkeys(faults)))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row; the one without a number says what the empty ones after it are for."""

    number: str
    name: FittedText | None = None
    company: FittedText | None = None


def _fit_row(line: SignInLine, number: int, faults: list[Fault]) -> _Row:
    fitted = []
    for text, what, place, font in (
        (line.name, "name", 1, font_name(Face.PLAIN, bold=True)),
        (line.company, "company name", 2, font_name(Face.PLAIN)),
    ):
        said = examine_line(text, "people", what, faults)
        room = (_COLUMNS[place + 1][0] - _COLUMNS[place][0] - 3) * mm
        one = fit_text(said, font, steps(9.5, 5), room, (_ROW - 1) * mm, 3, 1.1) if said else None
        if said and one is None:
            faults.append(Fault("people", f"The {what} does not fit in its row: {said[:60]}."))
        fitted.append(one)
    return _Row(str(number), fitted[0], fitted[1])


def _draw_chrome(canvas: Canvas, look: Letterhead, event: str, where: str, note: str) -> None:
    plain, bold = font_name(Face.PLAIN), font_name(Face.PLAIN, bold=True)
    room = (_RIGHT - _LEFT) * mm
    canvas.setFillColor(accent(look.colour))
    heading = fit_text(event, bold, steps(17, 7), room, 14 * mm, 2, 1.15) if event else None
    at = down(12)
    if heading:
        at = draw_fitted(canvas, heading, _LEFT * mm, at)
    canvas.setFillColor(INK)
    said = fit_text(where, plain, steps(10, 6), room, 9 * mm, 2) if where else None
    if said:
        draw_fitted(canvas, said, _LEFT * mm, at - 3)
    canvas.setFillColor(tint(look.colour, 0.12))
    canvas.rect(_LEFT * mm, down(_TOP + _HEAD), room, _HEAD * mm, stroke=0, fill=1)
    canvas.setFillColor(MUTED)
    for left, caption in _COLUMNS:
        draw_line(canvas, (_LEFT + left + 1.5) * mm, down(_TOP + 4.4), caption, bold, 8)
    line = " · ".join(filter(None, (look.name, look.web)))
    small = min(7.5, 7.5 * 150 * mm / max(width(line, plain, 7.5), 1))
    draw_line(canvas, _LEFT * mm, down(289), line, plain, small)
    words = fit_text(note, plain, steps(7, 5), room, 5 * mm, 2) if note else None
    if words:
        draw_fitted(canvas, words, _LEFT * mm, down(281))


def _draw_rows(canvas: Canvas, rows: Sequence[_Row], expected: int, colour: str) -> None:
    plain = font_name(Face.PLAIN)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    top = _TOP + _HEAD
    for row in rows:
        bottom = top + _ROW
        if not row.number:
            canvas.setFillColor(MUTED)
            draw_line(canvas, (_LEFT + 1.5) * mm, down(top + 5.9), _WALK_INS, plain, 8)
            canvas.line(_LEFT * mm, down(bottom), _RIGHT * mm, down(bottom))
            top = bottom
            continue
        if int(row.number) > expected:
            canvas.setFillColor(tint(colour, 0.04))
            wide = (_RIGHT - _LEFT) * mm
            canvas.rect(_LEFT * mm, down(bottom), wide, _ROW * mm - 0.5, stroke=0, fill=1)
        canvas.setFillColor(MUTED)
        draw_line(canvas, (_LEFT + 1.5) * mm, down(top + 5.9), row.number, plain, 8)
        canvas.setFillColor(INK)
        for one, (left, _) in zip((row.name, row.company), _COLUMNS[1:3], strict=True):
            if one:
                middle = down(top + _ROW / 2) + one.high / 2
                draw_fitted(canvas, one, (_LEFT + left + 1.5) * mm, middle)
        for left, _ in _COLUMNS[1:]:
            canvas.line((_LEFT + left) * mm, down(top), (_LEFT + left) * mm, down(bottom))
        canvas.line(_LEFT * mm, down(bottom), _RIGHT * mm, down(bottom))
        top = bottom
