"""Certificates on landscape A4: of membership, and of having been at an event."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from crm.documents.colours import INK, MUTED, accent, tint
from crm.documents.content import Fault, PackContent, Pages, Signatory
from crm.documents.examine import examine_line
from crm.documents.fitting import FittedText, draw_fitted, fit_text, steps
from crm.documents.fonts import Face, font_name
from crm.documents.page import Paper
from crm.documents.pictures import draw_picture, read_picture
from crm.domain.errors import Refusal

WIDE: Final = 297.0
HIGH: Final = 210.0
MARGIN: Final = 13.0
"""From the edge of the paper to the middle of the border, in mm."""
_MEASURE: Final = 215.0
_SIGN_WIDE: Final = 62.0
_SIGN_LINE: Final = 168.0
_NAME_SIZES: Final = steps(40, 10, 1)
_STRANDS: Final = 7
_WAVES: Final = 84
_SWING: Final = 3.1
_CORNER: Final = 12.0
_SPOTS: Final = 6


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate: `lead` (certifies that), the name large, what it says of it, a small line.

    `says` are the lines under the name; up to three people sign. The name is set smaller until it
    fits and is never cut.
    """

    name: str
    says: tuple[str, ...]
    small: str = ""
    signatories: tuple[Signatory, ...] = ()
    lead: str = "certifies that"
    title: str = "Certificate"

    def prepare(self, pack: PackContent) -> Pages:
        """Fit every line between the borders."""
        faults: list[Fault] = []
        text, plain = font_name(Face.TEXT), font_name(Face.PLAIN)
        bold = font_name(Face.PLAIN, bold=True)
        ours = _fit(pack.look.name, "association.name", bold, steps(20, 9), 2, faults)
        lead = _fit(self.lead, "lead", text, (15.0,), 1, faults)
        name = _fit(self.name, "name", text, _NAME_SIZES, 3, faults)
        if name is None:
            faults.append(Fault("name", "The certificate has no name."))
        says = [_fit(line, "says", text, steps(15, 7), 3, faults) for line in self.says]
        small = _fit(self.small, "small", plain, steps(9.5, 6), 2, faults)
        signing = tuple(one for one in self.signatories[:3] if _check(one, faults))

        def draw(paper: Paper) -> None:
            with paper.page((WIDE, HIGH)) as canvas:
                colour = pack.look.colour
                paper.stamp(("guilloche", colour), lambda form: _draw_border(form, colour))
                _draw_words(canvas, ours, lead, name, [one for one in says if one], small, colour)
                _draw_signing(canvas, signing)

        return Pages(draw, tuple(dict.fromkeys(faults)))


def membership_certificate(
    name: str,
    branch: str,
    number: str,
    term: str,
    signatories: tuple[Signatory, ...] = (),
) -> Certificate:
    """Certify a membership; `branch` as `Staffordshire branch`, `term` in words, both may be ""."""
    says = f"is a member of the {branch}" if branch else "is a member of the Association"
    small = " · ".join(filter(None, (f"Number {number}" if number else "", term)))
    return Certificate(name, (says,), small, signatories, title="Membership certificate")


def attendance_certificate(
    name: str,
    company: str,
    event: str,
    day: str,
    place: str = "",
    hours: str = "",
    trainer: str = "",
    signatories: tuple[Signatory, ...] = (),
) -> Certificate:
    """Certify that somebody was at an event; `hours` as they are said (`6 hours of training`)."""
    where = f"{day}, {place}" if place else day
    small = " · ".join(filter(None, (hours, f"Trainer: {trainer}" if trainer else "")))
    of = (f"of {company}",) if company else ()
    says = (*of, f"attended {event}", where)
    return Certificate(name, says, small, signatories, title="Certificate of attendance")


def _fit(
    text: str, field: str, font: str, sizes: tuple[float, ...], most: int, faults: list[Fault]
) -> FittedText | None:
    said = examine_line(text, field, field, faults, 200)
    if not said:
        return None
    fitted = fit_text(said, font, sizes, _MEASURE * mm, 10_000, most)
    if fitted is None:
        faults.append(Fault(field, f"This does not fit on the certificate: {said[:60]}."))
    return fitted


def _check(signatory: Signatory, faults: list[Fault]) -> bool:
    try:
        if signatory.signature:
            read_picture(signatory.signature)
    except Refusal as refusal:
        faults.append(Fault("sender.signature", f"Signature: {refusal.message}"))
        return False
    return bool(signatory.name.strip() or signatory.job_title.strip())


def _draw_words(
    canvas: Canvas,
    ours: FittedText | None,
    lead: FittedText | None,
    name: FittedText | None,
    says: list[FittedText],
    small: FittedText | None,
    colour: str,
) -> None:
    left = (WIDE - _MEASURE) / 2 * mm
    at = (HIGH - 36) * mm
    canvas.setFillColor(accent(colour))
    if ours:
        draw_fitted(canvas, ours, left, at, _MEASURE * mm, "centre")
    canvas.setFillColor(INK)
    middle = [one for one in (lead, name, *says, small) if one]
    gaps = [0.0] + [
        16.0 if name in {one, before} else 13.0 if one is small else 3.0
        for before, one in pairwise(middle)
    ]
    whole = sum(one.high for one in middle) + sum(gaps)
    top, bottom = (HIGH - 54) * mm, (HIGH - _SIGN_LINE + 18) * mm
    squeeze = min(1.0, (top - bottom - whole + sum(gaps)) / max(sum(gaps), 1))
    at = top - max(0.0, top - bottom - whole) / 2
    for gap, one in zip(gaps, middle, strict=True):
        canvas.setFillColor(MUTED if one is small else INK)
        at = draw_fitted(canvas, one, left, at - gap * squeeze, _MEASURE * mm, "centre")


def _draw_signing(canvas: Canvas, signing: tuple[Signatory, ...]) -> None:
    if not signing:
        return
    plain = font_name(Face.PLAIN)
    step = _MEASURE / len(signing)
    for place, one in enumerate(signing):
        left = (WIDE - _MEASURE) / 2 + step * (place + 0.5) - _SIGN_WIDE / 2
        if one.signature:
            canvas.saveState()
            canvas.translate(0, (HIGH - 297) * mm)
            draw_picture(canvas, one.signature, left + 6, _SIGN_LINE - 17, 50, 16)
            canvas.restoreState()
        canvas.setStrokeColor(MUTED)
        canvas.setLineWidth(0.5)
        line = (HIGH - _SIGN_LINE) * mm
        canvas.line(left * mm, line, (left + _SIGN_WIDE) * mm, line)
        at = line - 2
        for words, ink in ((one.name, INK), (one.job_title, MUTED)):
            fitted = words.strip() and fit_text(
                words.strip(), plain, steps(9, 5.5), _SIGN_WIDE * mm, 10_000, 2
            )
            if fitted:
                canvas.setFillColor(ink)
                at = draw_fitted(canvas, fitted, left * mm, at, _SIGN_WIDE * mm, "centre")


def _draw_border(canvas: Canvas, colour: str) -> None:
    """Draw interlaced waves round the page between two fine lines, as bank notes have them."""
    canvas.setLineWidth(0.35)
    for strand in range(_STRANDS):
        canvas.setStrokeColor(tint(colour, 0.62 if strand % 3 == 0 else 0.34))
        path = canvas.beginPath()
        count = _WAVES * _SPOTS
        for spot in range(count + 1):
            x, y = _on_border(spot / count, strand / _STRANDS)
            (path.lineTo if spot else path.moveTo)(x * mm, y * mm)
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.setStrokeColor(accent(colour))
    for out, line in ((_SWING + 1.2, 0.9), (-_SWING - 1.2, 0.5)):
        canvas.setLineWidth(line)
        near = (MARGIN - out) * mm
        canvas.roundRect(
            near, near, WIDE * mm - 2 * near, HIGH * mm - 2 * near, max(_CORNER + out, 1) * mm
        )


def _on_border(part: float, phase: float) -> tuple[float, float]:
    """Say where a strand is after a part of its way round: mm from the bottom left."""
    wide, high = WIDE - 2 * MARGIN - 2 * _CORNER, HIGH - 2 * MARGIN - 2 * _CORNER
    arc = math.pi / 2 * _CORNER
    way = part * 2 * (wide + high + 2 * arc)
    turn = 2 * math.pi * (part * _WAVES + phase)
    swing = _SWING * math.sin(turn) * (0.72 + 0.28 * math.cos(2 * math.pi * part * _WAVES / 6))
    left, right = MARGIN + _CORNER, WIDE - MARGIN - _CORNER
    low, top = MARGIN + _CORNER, HIGH - MARGIN - _CORNER
    corners = ((right, low, -90.0), (right, top, 0.0), (left, top, 90.0), (left, low, 180.0))
    starts = ((left, MARGIN, 1, 0), (WIDE - MARGIN, low, 0, 1),
              (right, HIGH - MARGIN, -1, 0), (MARGIN, top, 0, -1))  # fmt: skip
    for (x, y, across, up), (mid_x, mid_y, angle), side in zip(
        starts, corners, (wide, high, wide, high), strict=True
    ):
        if way <= side:
            return x + across * way + up * swing, y + up * way - across * swing
        way -= side
        if way <= arc:
            turned = math.radians(angle + 90 * way / arc)
            reach = _CORNER + swing
            return mid_x + reach * math.cos(turned), mid_y + reach * math.sin(turned)
        way -= arc
    return left, MARGIN - swing
