"""A British business letter on the association's paper, placed for a DL window envelope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from crm.documents.blocks import Block, Kind, TextBlock, plain_text
from crm.documents.colours import INK, MUTED
from crm.documents.content import Fault, Fields, PackContent, Pages, Signatory
from crm.documents.examine import (
    examine_blocks,
    examine_line,
    examine_text,
    in_sentence,
    note_empty,
)
from crm.documents.flow import LETTER, Composed, compose, draw_placed, flowables, text_block
from crm.documents.fonts import Face, draw_line, draw_line_right, font_name
from crm.documents.letter_paper import draw_first_paper, draw_next_paper
from crm.documents.letterhead import Letterhead
from crm.documents.page import (
    BOTTOM,
    LEFT,
    MEASURE,
    RIGHT,
    Paper,
    down,
    draw_page_number,
)
from crm.documents.pictures import draw_picture, read_picture
from crm.documents.template import Filled, fill
from crm.documents.window_address import FittedAddress, fit_recipient
from crm.domain.calendar import say_long_date
from crm.domain.errors import Refusal

DATE_LINE: Final = 100.4
BODY_TOP: Final = 105.5
CONTINUED_TOP: Final = 30.0
"""Where things start, in mm from the top; under the window nothing stands above 96."""
SIGNING_ROOM: Final = 17.0
"""Room to sign, in mm."""
_SHORT_PARAGRAPH: Final = 600


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to the recipient of the pack.

    `template` is text with merge fields; its first-level heading is the subject. Salutation,
    close, date and reference are set by the letter itself, unless the template prints
    `person.salutation` or `person.close`. `personal` is a paragraph for this recipient only: it
    stands where the template prints `letter.personal`, otherwise first. `enclosures` None means
    the titles of the other parts of the pack.
    """

    template: str
    fields: Fields
    day: date
    signatory: Signatory
    personal: str = ""
    enclosures: tuple[str, ...] | None = None
    title: str = "Covering letter"

    def prepare(self, pack: PackContent) -> Pages:
        """Fill the template, fit the address and look everything over."""
        faults: list[Fault] = []
        address = fit_recipient(pack.recipient, faults)
        body = self._body(pack, faults)
        ending = self._ending(pack, faults)
        signature = _signature(self.signatory, faults)

        made = _compose(body, ending, signature, pack.look)
        if made.overfull:
            faults.append(Fault("template", "Something in the letter is longer than a page."))

        def draw(paper: Paper) -> None:
            self._draw(paper, pack, address, made)

        return Pages(draw, tuple(dict.fromkeys(faults)))

    def _body(self, pack: PackContent, faults: list[Fault]) -> tuple[Block, ...]:
        personal = examine_text(self.personal, "letter.personal", "personal paragraph", faults)
        fields = dict(self.fields) | {
            "letter.date": say_long_date(self.day),
            "letter.reference": pack.reference,
            "letter.personal": personal,
            "person.salutation": pack.recipient.salutation,
            "person.close": pack.recipient.close,
        }
        try:
            filled = fill(self.template, fields)
        except Refusal as refusal:
            faults.append(Fault(refusal.field or "template", refusal.message))
            filled = Filled((), (), frozenset())
        note_empty([name for name in filled.empty if name != "letter.personal"], faults)
        if not (filled.blocks or personal or faults):
            faults.append(Fault("letter.personal", "The letter says nothing yet."))
        blocks = examine_blocks(filled.blocks, fields, filled.used, faults)
        if personal and "letter.personal" not in filled.used:
            greeted = "person.salutation" in filled.used
            blocks = _after_headings(blocks, plain_text(personal), 1 if greeted else 0)
        if "person.salutation" not in filled.used:
            salutation = pack.recipient.salutation
            said = examine_line(salutation, "person.salutation", "salutation", faults)
            blocks = (text_block(said), *blocks)
        if "person.close" not in filled.used:
            blocks = (*blocks, text_block(pack.recipient.close))
        return blocks

    def _ending(self, pack: PackContent, faults: list[Fault]) -> tuple[TextBlock, ...]:
        name = examine_line(self.signatory.name, "sender.name", "name of the signatory", faults)
        if not name:
            faults.append(Fault("sender.name", "Nobody is named to sign the letter."))
        job = examine_line(self.signatory.job_title, "sender.job_title", "job title", faults)
        enclosures = self.enclosures
        if enclosures is None:
            enclosures = tuple(part.title for part in pack.parts if part.title != self.title)
        named = "\n".join(filter(None, (name, job)))
        blocks = [text_block(named)] if named else []
        if enclosures:
            listed = "; ".join(in_sentence(one) for one in enclosures)
            listed = examine_line(listed, "letter.enclosures", "list of enclosures", faults, 600)
            blocks.append(text_block(f"Enc: {listed}", Kind.NOTE))
        return tuple(blocks)

    def _draw(
        self, paper: Paper, pack: PackContent, address: FittedAddress, made: Composed
    ) -> None:
        day = say_long_date(self.day)
        of = len(made.pages)
        for number, page in enumerate(made.pages, 1):
            with paper.page() as canvas:
                if number == 1:
                    draw_first_paper(paper, pack.look)
                    _draw_address(canvas, address)
                    _draw_date(canvas, day, pack.reference)
                    draw_page_number(canvas, number, of)
                else:
                    who = pack.recipient.person or pack.recipient.organisation
                    head = f"{who} · {day} · {pack.reference}"
                    draw_next_paper(paper, pack.look, head, number, of)
                top = BODY_TOP if number == 1 else CONTINUED_TOP
                draw_placed(canvas, page, LEFT * mm, down(top))


def _compose(
    body: Sequence[Block], ending: Sequence[Block], signature: bytes, look: Letterhead
) -> Composed:
    """Share the letter out over pages; the close is never parted from the name under it."""
    items = flowables(body, LETTER, look.colour)
    last = [block for block in body[-2:-1] if isinstance(block, TextBlock)]
    if last and len(last[0].text) < _SHORT_PARAGRAPH:
        items[-2].keepWithNext = True
    items[-1].keepWithNext = True
    space = SigningSpace(signature)
    space.keepWithNext = True
    end = flowables(ending, LETTER, look.colour)
    for item in end[:-1]:
        item.keepWithNext = True
    items += [space, *end]
    return compose(items, MEASURE, (BOTTOM - BODY_TOP) * mm, (BOTTOM - CONTINUED_TOP) * mm)


class SigningSpace(Flowable):
    """Room to sign in, or the scanned signature of who signs."""

    def __init__(self, signature: bytes) -> None:
        super().__init__()
        self._signature = signature

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Ask for the height of a signature."""
        self.width, self.height = aW, SIGNING_ROOM * mm
        return self.width, self.height

    def draw(self) -> None:
        """Draw the signature, where there is one."""
        if self._signature:
            self.canv.translate(0, -down(SIGNING_ROOM - 1))
            draw_picture(self.canv, self._signature, 0, 0, 55, SIGNING_ROOM - 2)


def _signature(signatory: Signatory, faults: list[Fault]) -> bytes:
    if signatory.signature:
        try:
            read_picture(signatory.signature)
        except Refusal as refusal:
            faults.append(Fault("sender.signature", f"Signature: {refusal.message}"))
            return b""
    return signatory.signature


def _draw_address(canvas: Canvas, address: FittedAddress) -> None:
    canvas.setFillColor(INK)
    font = font_name(Face.PLAIN)
    baseline = down(address.first_baseline)
    for line in address.lines:
        draw_line(canvas, LEFT * mm, baseline, line, font, address.size)
        baseline -= address.leading


def _draw_date(canvas: Canvas, day: str, reference: str) -> None:
    draw_line(canvas, LEFT * mm, down(DATE_LINE), day, font_name(Face.TEXT), 11)
    canvas.setFillColor(MUTED)
    ours = f"Our reference {reference}"
    draw_line_right(canvas, RIGHT * mm, down(DATE_LINE), ours, font_name(Face.PLAIN), 8.5)
    canvas.setFillColor(INK)


def _after_headings(
    blocks: Sequence[Block], more: Sequence[Block], start: int
) -> tuple[Block, ...]:
    while start < len(blocks):
        block = blocks[start]
        if not isinstance(block, TextBlock) or block.kind is not Kind.HEADING:
            break
        start += 1
    return (*blocks[:start], *more, *blocks[start:])
