"""Name badges and membership cards, for the same sheets as labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from crm.documents.colours import INK, MUTED, WHITE, accent, tint
from crm.documents.content import Fault, PackContent, Pages
from crm.documents.examine import examine_line
from crm.documents.fitting import FittedText, draw_fitted, fit_text, steps
from crm.documents.fonts import Face, draw_line, font_name
from crm.documents.label_sheets import CARDS, LabelSheet
from crm.documents.page import HEIGHT, WIDTH, Paper
from crm.documents.sheet_printing import Fitted, MadeLabels, make_sheets
from crm.domain.progress import Progress

_PAD: Final = 5.0
_BADGE_BAND: Final = 10.0
_CARD_BAND: Final = 12.5
_CARD: Final = CARDS["CR80"]
_CAPTION: Final = 6.2


@dataclass(frozen=True, slots=True)
class NameBadge:
    """A badge to wear: the name large, the company under it, the event along the top.

    `line` is a small line at the foot (the date, the association).
    """

    name: str
    company: str = ""
    event: str = ""
    job_title: str = ""
    line: str = ""
    colour: str = "#0B6E7F"

    def fit(self, wide: float, high: float) -> Fitted:
        """Fit every line on a badge of that size in mm; nothing is cut."""
        faults: list[Fault] = []
        lines = _Lines(faults, (wide - 2 * _PAD) * mm, self.colour)
        bold, plain = font_name(Face.PLAIN, bold=True), font_name(Face.PLAIN)
        event = lines.fit(self.event, "event.name", "event", bold, steps(11, 6), 2, 9 * mm)
        foot = lines.fit(self.line, "line", "line at the foot", plain, steps(7.5, 5), 1)
        top = (high - (_BADGE_BAND if event else 3)) * mm
        bottom = (9 if foot else 4) * mm
        room = top - bottom - 4
        name = lines.fit(
            self.name, "person.name", "name", bold, steps(30, 7, 1), 4, room * 0.55, 1.08
        )
        firm = lines.fit(
            self.company, "company.name", "company name", plain, steps(14, 6), 3, room * 0.34
        )
        job = lines.fit(
            self.job_title, "person.job_title", "job title", plain, steps(9.5, 6), 1, room * 0.2
        )
        if not self.name.strip():
            faults.append(Fault("person.name", "The badge has no name."))
        middle = [one for one in (name, job, firm) if one]
        gaps = 5.0 * (len(middle) - 1)
        free = room - sum(one.high for one in middle) - gaps
        dropped: tuple[str, ...] = ()
        if free < 0 and job:
            middle.remove(job)
            dropped = (self.job_title,)
            free += job.high + 5

        def draw(paper: Paper) -> None:
            canvas = paper.canvas
            _badge_head(canvas, event, wide, high, self.colour)
            at = top - 2 - max(free, 0) / 2
            for one in middle:
                canvas.setFillColor(MUTED if one is job else INK)
                at = draw_fitted(canvas, one, _PAD * mm, at, lines.wide, "centre") - 5
            if foot:
                canvas.setFillColor(MUTED)
                draw_fitted(canvas, foot, _PAD * mm, 4 * mm + foot.high, lines.wide, "centre")

        size = name.size if name else 0.0
        return Fitted(draw, size, size < 16, dropped, tuple(faults))


@dataclass(frozen=True, slots=True)
class MembershipCard:
    """A member's card, front only: whose it is, the number, valid to, and the fee band."""

    name: str
    number: str
    valid_to: str
    band: str = ""
    association: str = ""
    branch: str = ""
    colour: str = "#0B6E7F"
    title: str = "Membership card"

    def fit(self, wide: float, high: float) -> Fitted:
        """Fit every line on a card of that size in mm; nothing is cut."""
        faults: list[Fault] = []
        lines = _Lines(faults, (wide - 2 * _PAD) * mm, self.colour)
        bold, plain = font_name(Face.PLAIN, bold=True), font_name(Face.PLAIN)
        ours = lines.fit(
            self.association, "association.name", "association’s name", bold, steps(12, 6), 2,
            (_CARD_BAND - 2.5) * mm,
        )  # fmt: skip
        name = lines.fit(self.name, "company.name", "name", bold, steps(15, 6), 5, 17 * mm, 1.15)
        branch = lines.fit(self.branch, "branch.name", "branch", plain, steps(8.5, 6), 1)
        if not self.name.strip():
            faults.append(Fault("company.name", "The card has no name."))
        if not self.number.strip():
            faults.append(Fault("membership.number", "The card has no membership number."))
        facts = [
            (
                caption,
                lines.fit(
                    value,
                    field,
                    caption.lower(),
                    bold,
                    steps(9, 5.5),
                    1,
                    share=0.28 if caption != "Valid to" else 0.40,
                ),
            )
            for caption, value, field in (
                ("Number", self.number, "membership.number"),
                ("Valid to", self.valid_to, "membership.to"),
                ("Staff", self.band, "band.label"),
            )
            if value
        ]

        def draw(paper: Paper) -> None:
            canvas = paper.canvas
            look = ("card", ours, wide, high, self.colour)
            paper.stamp(look, lambda form: _card_front(form, ours, wide, high, self.colour))
            at = (high - _CARD_BAND - 4.0) * mm
            canvas.setFillColor(MUTED)
            draw_line(canvas, _PAD * mm, at - 4, "Member", plain, 7)
            at -= 8
            if name:
                canvas.setFillColor(INK)
                at = draw_fitted(canvas, name, _PAD * mm, at, lines.wide)
            if branch:
                canvas.setFillColor(MUTED)
                draw_fitted(canvas, branch, _PAD * mm, at - 1.5, lines.wide)
            _draw_facts(canvas, facts, lines.wide)

        return Fitted(draw, name.size if name else 0.0, bool(name and name.size < 9), (),
                      tuple(faults))  # fmt: skip

    def prepare(self, pack: PackContent) -> Pages:
        """Put the card on a page of a pack, with marks to cut it out by."""
        fitted = self.fit(_CARD.wide, _CARD.high)

        def draw(paper: Paper) -> None:
            with paper.page() as canvas:
                left, bottom = (WIDTH - _CARD.wide) / 2, HEIGHT - 40 - _CARD.high
                font = font_name(Face.PLAIN)
                canvas.setFillColor(MUTED)
                words = "Your membership card: please cut along the marks."
                draw_line(canvas, left * mm, (bottom + _CARD.high + 9) * mm, words, font, 8)
                _draw_cutting_marks(canvas, left, bottom)
                canvas.saveState()
                canvas.translate(left * mm, bottom * mm)
                if fitted.draw:
                    fitted.draw(paper)
                canvas.restoreState()

        return Pages(draw, fitted.faults)


def make_badges(
    badges: Sequence[NameBadge],
    sheet: LabelSheet,
    *,
    start: int = 1,
    shift: tuple[float, float] = (0.0, 0.0),
    outlines: bool = False,
    progress: Progress | None = None,
) -> MadeLabels:
    """Print name badges; otherwise as `make_sheets`."""
    return make_sheets(badges, sheet, title="Name badges", start=start, shift=shift,
                       outlines=outlines, progress=progress)  # fmt: skip


def make_cards(
    cards: Sequence[MembershipCard],
    sheet: LabelSheet,
    *,
    start: int = 1,
    shift: tuple[float, float] = (0.0, 0.0),
    outlines: bool = False,
    progress: Progress | None = None,
) -> MadeLabels:
    """Print membership cards; otherwise as `make_sheets`."""
    return make_sheets(cards, sheet, title="Membership cards", start=start, shift=shift,
                       outlines=outlines, progress=progress)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Lines:
    """Fits lines into one width and notes what is wrong with them."""

    faults: list[Fault]
    wide: float
    colour: str

    def fit(
        self,
        text: str,
        field: str,
        what: str,
        font: str,
        sizes: tuple[float, ...],
        most: int,
        high: float = 10_000,
        leading: float = 1.2,
        share: float = 1.0,
    ) -> FittedText | None:
        said = examine_line(text, field, what, self.faults)
        if not said:
            return None
        fitted = fit_text(said, font, sizes, self.wide * share, high, most, leading)
        if fitted is None:
            self.faults.append(Fault(field, f"The {what} does not fit: {said[:60]}."))
        return fitted


def _badge_head(
    canvas: Canvas, event: FittedText | None, wide: float, high: float, colour: str
) -> None:
    if event is None:
        return
    canvas.setFillColor(accent(colour))
    canvas.rect(0, (high - _BADGE_BAND) * mm, wide * mm, _BADGE_BAND * mm, stroke=0, fill=1)
    canvas.setFillColor(WHITE)
    top = (high - _BADGE_BAND / 2) * mm + event.high / 2
    draw_fitted(canvas, event, _PAD * mm, top, (wide - 2 * _PAD) * mm, "centre")


def _card_front(
    canvas: Canvas, ours: FittedText | None, wide: float, high: float, colour: str
) -> None:
    canvas.setFillColor(accent(colour))
    canvas.rect(0, (high - _CARD_BAND) * mm, wide * mm, _CARD_BAND * mm, stroke=0, fill=1)
    canvas.setFillColor(tint(colour, 0.10))
    canvas.rect(0, 0, wide * mm, 13 * mm, stroke=0, fill=1)
    if ours:
        canvas.setFillColor(WHITE)
        top = (high - _CARD_BAND / 2) * mm + ours.high / 2
        draw_fitted(canvas, ours, _PAD * mm, top)


def _draw_facts(
    canvas: Canvas, facts: Sequence[tuple[str, FittedText | None]], wide: float
) -> None:
    plain = font_name(Face.PLAIN)
    for (caption, value), start in zip(facts, (0.0, 0.30, 0.72), strict=False):
        left = _PAD * mm + start * wide
        canvas.setFillColor(MUTED)
        draw_line(canvas, left, 8.6 * mm, caption, plain, _CAPTION)
        if value:
            canvas.setFillColor(INK)
            draw_fitted(canvas, value, left, 4.0 * mm + value.high)


def _draw_cutting_marks(canvas: Canvas, left: float, bottom: float) -> None:
    canvas.setStrokeColor(MUTED)
    canvas.setLineWidth(0.3)
    for x in (left, left + _CARD.wide):
        for start, end in (
            (bottom - 6, bottom - 2),
            (bottom + _CARD.high + 2, bottom + _CARD.high + 6),
        ):
            canvas.line(x * mm, start * mm, x * mm, end * mm)
    for y in (bottom, bottom + _CARD.high):
        for start, end in ((left - 6, left - 2), (left + _CARD.wide + 2, left + _CARD.wide + 6)):
            canvas.line(start * mm, y * mm, end * mm, y * mm)
