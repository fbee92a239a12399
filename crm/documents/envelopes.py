"""Envelopes printed one by one: DL, C5 and C4, the address placed and ours small in the corner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from crm.documents.colours import MUTED
from crm.documents.content import Fault
from crm.documents.examine import examine_line
from crm.documents.fitting import FittedText, draw_fitted, fit_text, steps
from crm.documents.fonts import Face, font_name
from crm.documents.label_sheets import LabelSheet
from crm.documents.labels import AddressLabel
from crm.documents.page import Paper
from crm.documents.sheet_printing import Fitted, MadeLabels, make_sheets
from crm.domain.progress import Progress

_RETURN_AT: Final = 10.0
_RETURN_WIDE: Final = 78.0
_RETURN_WORDS: Final = "If undelivered, please return to"


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope lying with its long side down; all in mm.

    The address goes into a zone that keeps clear of the stamp, and of the 15 mm at the foot and
    the right that sorting machines read and print on.
    """

    name: str
    wide: float
    high: float
    left: float
    top: float
    zone_wide: float
    zone_high: float

    @property
    def sheet(self) -> LabelSheet:
        """The envelope as a sheet with one label, where the address goes."""
        return LabelSheet(
            self.name, self.zone_wide, self.zone_high, 1, 1, self.left, self.top,
            self.zone_wide, self.zone_high, 0.0, self.wide, self.high,
        )  # fmt: skip


ENVELOPES: Final[Mapping[str, Envelope]] = {
    envelope.name: envelope
    for envelope in (
        Envelope("DL", 220.0, 110.0, 90.0, 43.0, 112.0, 50.0),
        Envelope("C5", 229.0, 162.0, 95.0, 72.0, 118.0, 60.0),
        Envelope("C4", 324.0, 229.0, 140.0, 105.0, 165.0, 80.0),
    )
}
"""The envelopes that letters and packs go out in."""


def make_envelopes(
    addresses: Sequence[AddressLabel],
    envelope: Envelope,
    *,
    sender: Sequence[str] = (),
    shift: tuple[float, float] = (0.0, 0.0),
    outlines: bool = False,
    progress: Progress | None = None,
) -> MadeLabels:
    """Print one envelope for each address, in their order.

    `sender` are the lines of our own address, small at the top left, where returned post goes.
    `shift` moves everything right and down by up to 5 mm. An address that cannot be printed has no
    envelope, and the reason is reported.
    """
    items = [_Addressed(one, envelope, tuple(sender)) for one in addresses]
    return make_sheets(
        items,
        envelope.sheet,
        title=f"{envelope.name} envelopes",
        shift=shift,
        outlines=outlines,
        progress=progress,
    )


@dataclass(frozen=True, slots=True)
class _Addressed:
    """An address in its zone, and the sender in the corner of the envelope around it."""

    label: AddressLabel
    envelope: Envelope
    sender: tuple[str, ...]

    def fit(self, wide: float, high: float) -> Fitted:
        faults: list[Fault] = []
        inner = self.label.fit(wide, high)
        sender = _fit_sender(self.sender, faults)
        envelope = self.envelope

        def draw(paper: Paper) -> None:
            if sender:
                canvas = paper.canvas
                canvas.saveState()
                up = envelope.high - envelope.top - envelope.zone_high
                canvas.translate(-envelope.left * mm, -up * mm)
                look = ("sender", envelope, sender)
                paper.stamp(look, lambda form: _draw_sender(form, sender, envelope))
                canvas.restoreState()
            if inner.draw:
                inner.draw(paper)

        return Fitted(
            draw if inner.draw else None, inner.size, inner.shrunk, inner.dropped,
            (*inner.faults, *faults),
        )  # fmt: skip


def _fit_sender(lines: tuple[str, ...], faults: list[Fault]) -> FittedText | None:
    said = [examine_line(one, "association.address", "return address", faults) for one in lines]
    words = ", ".join(filter(None, said))
    if not words:
        return None
    text = f"{_RETURN_WORDS} {words}"
    fitted = fit_text(text, font_name(Face.PLAIN), steps(7, 5), _RETURN_WIDE * mm, 14 * mm, 5)
    if fitted is None:
        message = "Our own address is too long for the corner of an envelope."
        faults.append(Fault("association.address", message, holds=False))
    return fitted


def _draw_sender(canvas: Canvas, sender: FittedText, envelope: Envelope) -> None:
    canvas.setFillColor(MUTED)
    draw_fitted(canvas, sender, _RETURN_AT * mm, (envelope.high - _RETURN_AT) * mm)
