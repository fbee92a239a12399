"""A standing order mandate: filled in as far as is known, with boxes for the rest.

Never a Direct Debit: that needs a layout and a logo which a bank approves. Whoever has such a form
prints it by `approved`, a PDF that takes the place of this page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from crm.documents.colours import INK, MUTED, RULE, accent, tint
from crm.documents.content import Fault, PackContent, Pages
from crm.documents.examine import examine_line
from crm.documents.fitting import FittedText, draw_fitted, fit_text, steps
from crm.documents.fonts import Face, draw_line, draw_line_right, font_name
from crm.documents.inserted import InsertedPdf
from crm.documents.page import LEFT, RIGHT, Paper, down
from crm.domain.calendar import say_long_date
from crm.domain.errors import Refusal
from crm.domain.money import pounds
from crm.domain.pounds_in_words import pounds_in_words

_BOX: Final = 8.4
_CAPTION: Final = 3.6
_ROW: Final = _BOX + _CAPTION + 4.0
_GAP: Final = 4.0
_CELL: Final = 6.6
_SORT_CODE: Final = 6
_ACCOUNT: Final = 8
_INTRO: Final = (
    "Please fill in what is missing, sign, and send this to us: we pass it on to your bank. "
    "This is a standing order. Its amount changes only when you tell your bank."
)


@dataclass(frozen=True, slots=True)
class Mandate:
    """A standing order from a member's bank account to ours; what is not known is a box.

    Sort codes and account numbers are digits with or without dashes. `pence` None and `first_on`
    None leave room to write. `frequency` as it is said: `every year`. `reference` is what the
    payment quotes. `approved` is a bank-approved form that is printed in place of this page.
    """

    payer_name: str
    reference: str
    payee_name: str
    payee_bank: str = ""
    payee_sort_code: str = ""
    payee_account: str = ""
    pence: int | None = None
    first_on: date | None = None
    frequency: str = "every year"
    payer_bank: str = ""
    payer_bank_address: str = ""
    payer_sort_code: str = ""
    payer_account: str = ""
    approved: bytes = b""
    title: str = "Standing order mandate"

    def prepare(self, pack: PackContent) -> Pages:
        """Look the facts over and fit them into their boxes."""
        if self.approved:
            return InsertedPdf(self.approved, self.title).prepare(pack)
        faults: list[Fault] = []
        amount, words = self._amount(faults)
        first = say_long_date(self.first_on) if self.first_on else ""
        if not (self.payee_sort_code.strip() and self.payee_account.strip()):
            message = "Our own bank account is not known: the mandate leaves boxes for it."
            faults.append(Fault("association.bank", message, holds=False))
        sections = (
            (
                "Your bank",
                ((_Field("Name of your bank", self.payer_bank),
                  _Field("Its address and postcode", self.payer_bank_address, 1.8)),
                 (_Field("Name of the account to pay from", self.payer_name),),
                 (_Cells("Sort code", self.payer_sort_code, _SORT_CODE),
                  _Cells("Account number", self.payer_account, _ACCOUNT))),
            ),
            (
                "Please pay",
                ((_Field("Account name", self.payee_name), _Field("Bank", self.payee_bank, 0.7)),
                 (_Cells("Sort code", self.payee_sort_code, _SORT_CODE),
                  _Cells("Account number", self.payee_account, _ACCOUNT),
                  _Field("Quoting the reference", self.reference))),
            ),
            (
                "How much and when",
                ((_Field("Amount in figures", amount, 0.45), _Field("Amount in words", words)),
                 (_Field("First payment on", first), _Field("and then", self.frequency),
                  _Field("until", "further notice in writing"))),
            ),
        )  # fmt: skip
        fitted = _fit_sections(sections, faults)
        name = pack.look.name

        def draw(paper: Paper) -> None:
            with paper.page() as canvas:
                chrome = ("mandate", pack.look, self.title)
                paper.stamp(
                    chrome, lambda form: _draw_head(form, self.title, name, pack.look.colour)
                )
                canvas.setFillColor(MUTED)
                draw_line_right(
                    canvas, RIGHT * mm, down(20.5), pack.reference, font_name(Face.PLAIN), 8.5
                )
                bottom = _draw_sections(canvas, fitted, pack.look.colour)
                _draw_signing(canvas, bottom, pack.look.colour)

        return Pages(draw, tuple(dict.fromkeys(faults)))

    def _amount(self, faults: list[Fault]) -> tuple[str, str]:
        if self.pence is None:
            return "", ""
        try:
            words = pounds_in_words(self.pence)
        except Refusal as refusal:
            faults.append(Fault("pence", refusal.message))
            return "", ""
        return pounds(self.pence), words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class _Field:
    caption: str
    value: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class _Cells:
    """A box for each digit."""

    caption: str
    value: str
    count: int


_Row = tuple[_Field | _Cells, ...]
_Sections = Sequence[tuple[str, tuple[_Row, ...]]]


@dataclass(frozen=True, slots=True)
class _Placed:
    caption: str
    left: float
    wide: float
    value: FittedText | None = None
    cells: int = 0
    digits: str = ""


_FittedSections = tuple[tuple[str, tuple[tuple[_Placed, ...], ...]], ...]


def _fit_sections(sections: _Sections, faults: list[Fault]) -> _FittedSections:
    return tuple(
        (heading, tuple(_fit_row(row, faults) for row in rows)) for heading, rows in sections
    )


def _fit_row(row: _Row, faults: list[Fault]) -> tuple[_Placed, ...]:
    plain = font_name(Face.PLAIN)
    cells = sum(one.count * _CELL for one in row if isinstance(one, _Cells))
    room = RIGHT - LEFT - cells - _GAP * (len(row) - 1)
    shares = sum(one.share for one in row if isinstance(one, _Field))
    left = LEFT
    placed = []
    for one in row:
        said = examine_line(one.value, "mandate", one.caption, faults, 200)
        if isinstance(one, _Cells):
            wide = one.count * _CELL
            digits = "".join(char for char in said if char.isdigit())
            if said and len(digits) != one.count:
                message = f"{one.caption} has {one.count} digits: {said[:20]} is left out."
                faults.append(Fault("mandate", message, holds=False))
                digits = ""
            placed.append(_Placed(one.caption, left, wide, None, one.count, digits))
        else:
            wide = room * one.share / shares
            fitted = None
            if said:
                fitted = fit_text(
                    said, plain, steps(10, 5), (wide - 4) * mm, (_BOX - 1) * mm, 3, 1.12
                )
                if fitted is None:
                    faults.append(Fault("mandate", f"{one.caption} does not fit: {said[:60]}."))
            placed.append(_Placed(one.caption, left, wide, fitted))
        left += wide + _GAP
    return tuple(placed)


def _draw_head(canvas: Canvas, title: str, name: str, colour: str) -> None:
    plain, bold = font_name(Face.PLAIN), font_name(Face.PLAIN, bold=True)
    canvas.setFillColor(accent(colour))
    draw_line(canvas, LEFT * mm, down(20.5), title, bold, 19)
    canvas.setFillColor(MUTED)
    fitted = fit_text(_INTRO, plain, (9.0,), (RIGHT - LEFT) * mm, 10_000, 3, 1.35)
    if fitted:
        draw_fitted(canvas, fitted, LEFT * mm, down(24.5))
    foot = fit_text(name, plain, steps(7.5, 5), (RIGHT - LEFT) * mm)
    if foot:
        draw_fitted(canvas, foot, LEFT * mm, down(282))


def _draw_sections(canvas: Canvas, sections: _FittedSections, colour: str) -> float:
    top = 38.0
    bold = font_name(Face.PLAIN, bold=True)
    for heading, rows in sections:
        canvas.setFillColor(accent(colour))
        draw_line(canvas, LEFT * mm, down(top + 4.2), heading, bold, 11)
        top += 8.0
        for row in rows:
            for one in row:
                _draw_box(canvas, one, top, colour)
            top += _ROW
        top += 5.0
    return top


def _draw_box(canvas: Canvas, one: _Placed, top: float, colour: str) -> None:
    plain = font_name(Face.PLAIN)
    canvas.setFillColor(MUTED)
    draw_line(canvas, one.left * mm, down(top + 2.5), one.caption, plain, 7)
    bottom = down(top + _CAPTION + _BOX)
    canvas.setFillColor(tint(colour, 0.05))
    canvas.setStrokeColor(tint(colour, 0.5))
    canvas.setLineWidth(0.5)
    canvas.rect(one.left * mm, bottom, one.wide * mm, _BOX * mm, fill=1)
    canvas.setFillColor(INK)
    if one.cells:
        for place in range(one.cells):
            left = (one.left + place * _CELL) * mm
            if place:
                canvas.line(left, bottom, left, bottom + _BOX * mm)
            if one.digits:
                draw_line(canvas, left + 6.2, bottom + 8, one.digits[place], plain, 11)
    elif one.value:
        middle = bottom + _BOX * mm / 2 + one.value.high / 2
        draw_fitted(canvas, one.value, (one.left + 2) * mm, middle)


def _draw_signing(canvas: Canvas, top: float, colour: str) -> None:
    plain = font_name(Face.PLAIN)
    bold = font_name(Face.PLAIN, bold=True)
    canvas.setFillColor(accent(colour))
    draw_line(canvas, LEFT * mm, down(top + 4.2), "Signed for the account", bold, 11)
    wide = (RIGHT - LEFT - 2 * _GAP) / 3
    for row, captions in enumerate(
        (("Signature", "Name", "Date"), ("Second signature, if needed", "Name", "Date"))
    ):
        line = top + 22 + row * 20
        for place, caption in enumerate(captions):
            left = LEFT + place * (wide + _GAP)
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.7)
            canvas.line(left * mm, down(line), (left + wide) * mm, down(line))
            canvas.setFillColor(MUTED)
            draw_line(canvas, left * mm, down(line + 3.4), caption, plain, 7)
