"""The application form: prefilled, with its reference and QR code; fillable, or flat for print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from crm.documents.colours import INK
from crm.documents.content import Fault, PackContent, Pages
from crm.documents.examine import examine_line, examine_text, in_sentence
from crm.documents.fonts import Face, break_line, draw_line, draw_line_right, font_name, width
from crm.documents.form_chrome import (
    TICK_SIZE,
    BandChoice,
    Chrome,
    Tick,
    draw_chrome,
    place_ticks,
)
from crm.documents.form_fields import MULTILINE, READ_ONLY, FormFields
from crm.documents.form_layout import (
    FORM_VERSION,
    REFERENCE_FIELD,
    VERSION_FIELD,
    Box,
)
from crm.documents.letterhead import Letterhead
from crm.documents.page import LEFT, RIGHT, Paper, down
from crm.documents.qr import SIZE as QR_SIZE
from crm.documents.qr import draw_qr

_SIZES: Final = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
_CLOSE_SIZES: Final = (6.5, 6.0, 5.5, 5.0, 4.5, 4.0)
"""Letters for what is too long for its box: as many lines as it holds, broken anywhere."""
_CLOSE_LEADING: Final = 1.12
_PAD: Final = 3.0
QR_TOP: Final = 13.0


@dataclass(frozen=True, slots=True)
class FittedValue:
    """A value as it stands in its box: size, leading and first baseline in points."""

    value: str
    lines: tuple[str, ...]
    size: float
    leading: float
    first_baseline: float


@dataclass(frozen=True, slots=True)
class ApplicationForm:
    """The form a company fills in to join, with what we know already in it.

    `values` are texts by field name (`form_layout` has the names); `ticked` the check boxes that
    are ticked, `bands` the fee bands to choose from. `declaration` stands above the signature.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    bands: tuple[BandChoice, ...] = ()
    ticked: tuple[str, ...] = ()
    intro: str = "Please correct what is wrong, sign, and send it back."
    declaration: str = (
        "What we say here is true. We apply for membership, will follow the code of conduct "
        "while we are members, and I may sign for the company."
    )
    title: str = "Application form"
    heading: str = "Application for membership"

    def prepare(self, pack: PackContent) -> Pages:
        """Look the values over and fit them into their boxes."""
        faults: list[Fault] = []
        chrome = self._chrome(pack.look, faults)
        fitted: dict[str, FittedValue] = {}
        tight: list[Fault] = []
        known = {box.entry.name for box in chrome.boxes}
        faults += [
            Fault(name, f"The form has no field {name[:60]}.")
            for name in sorted(set(self.values) - known)
        ]
        for box in chrome.boxes:
            label = in_sentence(box.entry.label)
            value = self.values.get(box.entry.name, "")
            if box.entry.lines > 1:
                value = " ".join(examine_text(value, box.entry.name, label, faults).split())
            else:
                value = examine_line(value, box.entry.name, label, faults, 400)
            one = fit_value(value, box)
            if one is None:
                one = _cut_value(value, box)
                tight.append(Fault(box.entry.name, f"The {label} does not fit on the form."))
            fitted[box.entry.name] = one

        def draw(paper: Paper) -> None:
            self._draw(paper, pack, chrome, fitted)

        # Printed text must fit; a field on the screen can be scrolled.
        return Pages(draw, tuple(dict.fromkeys(faults)), tuple(tight))

    def _chrome(self, look: Letterhead, faults: list[Fault]) -> Chrome:
        return Chrome(
            look,
            examine_line(self.heading, "form.heading", "heading of the form", faults),
            examine_line(self.intro, "form.intro", "line under the heading", faults, 200),
            tuple(
                BandChoice(examine_line(band.label, "fees", "fee band", faults))
                for band in self.bands
            ),
            examine_line(self.declaration, "form.declaration", "declaration", faults, 600),
        )

    def _draw(
        self,
        paper: Paper,
        pack: PackContent,
        chrome: Chrome,
        fitted: Mapping[str, FittedValue],
    ) -> None:
        with paper.page() as canvas:
            paper.stamp(chrome, lambda form: draw_chrome(form, chrome))
            _draw_reference(canvas, pack.reference)
            ticks = place_ticks(chrome)
            chosen = {*self.ticked, *_chosen_bands(self.bands)}
            if paper.fillable:
                _add_fields(FormFields(canvas), pack.reference, chrome, fitted, ticks, chosen)
            else:
                _draw_flat(canvas, pack.reference, chrome, fitted, ticks, chosen)


def _chosen_bands(bands: Sequence[BandChoice]) -> list[str]:
    return [f"membership.band_{place}" for place, band in enumerate(bands, 1) if band.chosen]


def fit_value(value: str, box: Box) -> FittedValue | None:
    """Choose the largest letters at which a value fits its box; None where none do."""
    font = font_name(Face.PLAIN)
    wide = box.wide * mm - 2 * _PAD
    for size in _SIZES:
        lines = [value] if box.entry.lines == 1 else break_line(value, font, size, wide)
        if len(lines) <= box.entry.lines and all(width(x, font, size) <= wide for x in lines):
            return _placed(value, lines, size, box)
    for size in _CLOSE_SIZES:
        lines = _break_anywhere(value, font, size, wide)
        if len(lines) * size * _CLOSE_LEADING <= box.high * mm - 2:
            return _close_set(value, lines, size, box)
    return None


def _cut_value(value: str, box: Box) -> FittedValue:
    """Fill the box with what fits of the value; only fillable forms and proofs show this."""
    font = font_name(Face.PLAIN)
    lines = break_line(value, font, _SIZES[-1], box.wide * mm - 2 * _PAD)[: box.entry.lines]
    return _placed(value, lines, _SIZES[-1], box)


def _break_anywhere(value: str, font: str, size: float, wide: float) -> list[str]:
    """Break between words, and within one (an email address) that is wider than the box."""
    lines: list[str] = []
    for word in break_line(value, font, size, wide):
        left = word
        while width(left, font, size) > wide:
            fits = next(n for n in range(len(left) - 1, 0, -1)
                        if n == 1 or width(left[:n], font, size) <= wide)  # fmt: skip
            lines.append(left[:fits])
            left = left[fits:]
        lines.append(left)
    return lines


def _close_set(value: str, lines: Sequence[str], size: float, box: Box) -> FittedValue:
    """Place lines close under each other about the middle of the box."""
    leading = size * _CLOSE_LEADING
    first = box.high * mm / 2 + (len(lines) - 1) * leading / 2 - size * 0.36
    return FittedValue(value, tuple(lines), size, leading, first)


def _placed(value: str, lines: Sequence[str], size: float, box: Box) -> FittedValue:
    leading = size * 1.3
    middle = box.high * mm / 2
    if box.entry.lines > 1:
        middle = box.high * mm - 3.1 * mm
    return FittedValue(value, tuple(lines), size, leading, middle - size * 0.36)


def _draw_reference(canvas: Canvas, reference: str) -> None:
    draw_qr(canvas, reference, (RIGHT - QR_SIZE) * mm, down(QR_TOP + QR_SIZE))
    canvas.setFillColor(INK)
    font = font_name(Face.PLAIN)
    draw_line_right(canvas, RIGHT * mm, down(QR_TOP + QR_SIZE + 3.4), reference, font, 7.5)


def _draw_flat(
    canvas: Canvas,
    reference: str,
    chrome: Chrome,
    fitted: Mapping[str, FittedValue],
    ticks: Sequence[Tick],
    chosen: set[str],
) -> None:
    font = font_name(Face.PLAIN)
    canvas.setFillColor(INK)
    for box in chrome.boxes:
        one = fitted[box.entry.name]
        baseline = down(box.top + box.high) + one.first_baseline
        for place, line in enumerate(one.lines):
            if line:
                left = box.left * mm + _PAD
                draw_line(canvas, left, baseline - place * one.leading, line, font, one.size)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1.0)
    side = TICK_SIZE * mm
    for tick in ticks:
        if tick.name in chosen:
            x, y = tick.left * mm, down(tick.top + TICK_SIZE)
            path = canvas.beginPath()
            path.moveTo(x + side * 0.2, y + side * 0.52)
            path.lineTo(x + side * 0.42, y + side * 0.26)
            path.lineTo(x + side * 0.82, y + side * 0.8)
            canvas.drawPath(path)
    draw_line(canvas, LEFT * mm, down(291), f"Form {FORM_VERSION} · {reference}", font, 6.5)


def _add_fields(
    fields: FormFields,
    reference: str,
    chrome: Chrome,
    fitted: Mapping[str, FittedValue],
    ticks: Sequence[Tick],
    chosen: set[str],
) -> None:
    font = font_name(Face.PLAIN)
    for box in chrome.boxes:
        one = fitted[box.entry.name]
        fields.add_text(
            box.entry.name,
            box.entry.label,
            one.value,
            one.lines,
            (box.left * mm, down(box.top + box.high), box.wide * mm, box.high * mm),
            font,
            one.size,
            first_baseline=one.first_baseline,
            leading=one.leading,
            flags=MULTILINE if box.entry.lines > 1 else 0,
        )
    side = TICK_SIZE * mm
    for tick in ticks:
        left, bottom = tick.left * mm, down(tick.top + TICK_SIZE)
        fields.add_tick(tick.name, tick.label, tick.name in chosen, left, bottom, side)
    fixed = (
        (VERSION_FIELD, "Version of this form", FORM_VERSION, f"Form {FORM_VERSION}", 12.0),
        (REFERENCE_FIELD, "Our reference", reference, f"· {reference}", 40.0),
    )
    left = LEFT * mm
    for name, label, value, shown, wide in fixed:
        box_at = (left - 3, down(292), wide * mm, 4 * mm)
        fields.add_text(
            name, label, value, [shown], box_at, font, 6.5,
            first_baseline=1.2 * mm, leading=8, flags=READ_ONLY,
        )  # fmt: skip
        left += width(shown, font, 6.5) + 4
