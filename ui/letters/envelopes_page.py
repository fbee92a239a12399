"""Envelopes: which size, moved for which printer, and how they will look."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.form.editors import Choice
from ui.form.fields import Field
from ui.letters.addressing import ForThePost
from ui.letters.rows import count
from ui.letters.sheet_page import SheetPage
from ui.look.text import wrapped
from ui.panels.offset_fields import OffsetFields
from ui.panels.paper_choices import keep_offset, offset_of
from ui.panels.print_choice import PaperSize

if TYPE_CHECKING:
    from ui.letters.sheet_drawing import DrawnSheets

SIZES = {
    "DL": PaperSize(220.0, 110.0),
    "C5": PaperSize(229.0, 162.0),
    "C4": PaperSize(324.0, 229.0),
}
"""The envelopes as the printer is told, by the names `crm.documents.envelopes` has for them."""

TAKES = {
    "DL": "For A4 folded in three.",
    "C5": "For A4 folded once.",
    "C4": "For A4 that is not folded.",
}
FED = "In the print dialog, choose the tray that the envelopes are fed from."


class EnvelopesPage(SheetPage):
    """Draws an envelope for each pack; saves or prints what is shown."""

    title = "Envelopes"
    thing = "envelope"

    def choices(self, inside: QVBoxLayout) -> None:
        """The size, and how far the printer is off."""
        self._printer = self._desk.preferences.now.printer
        self.size_choice = Choice(
            "Envelope",
            [(f"{name} · {size.wide:g} × {size.high:g} mm", name) for name, size in SIZES.items()],
        )  # fmt: skip
        self.size_choice.setSizeAdjustPolicy(
            Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.size_choice.setMinimumContentsLength(20)
        self.size_choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.size_choice.choose(self._desk.preferences.now.envelope)
        self.offset = OffsetFields()
        self.offset.show_offset(offset_of(self._desk.preferences, self._printer), self._printer)
        self._takes = wrapped(TAKES[self.chosen_size()], "small")
        inside.addWidget(Field("envelope", "Envelope", self.size_choice))
        inside.addWidget(self._takes)
        inside.addWidget(wrapped(FED, "small"))
        inside.addWidget(self.offset)
        self.size_choice.activated.connect(lambda _number: self._size_chosen())
        self.offset.moved.connect(self._moved)

    def first_focus(self) -> QWidget:
        """The size."""
        return self.size_choice

    def look_again(self) -> None:
        """Take in what Settings or the print dialog changed meanwhile."""
        if not self.fits_printer(self._desk.preferences.now.printer):
            self.draw()

    def paper(self) -> PaperSize:
        """The envelope chosen."""
        return SIZES[self.chosen_size()]

    def chosen_size(self) -> str:
        """The name of the envelope chosen."""
        return str(self.size_choice.value())

    def ask_for_drawing(self, post: ForThePost) -> None:
        """Draw the envelopes of these packs."""
        from ui.letters.sheet_drawing import draw_envelopes  # imported by then, by the reader

        wide = self.paper().wide * 72 / 25.4
        self._desk.bridge.work(
            draw_envelopes, post.items, self.chosen_size(), post.sender, self.offset.offset(),
            self.pages.wanted_dpi(wide, pages=1), then=self.show_drawn, owner=self,
            troubled=self.refused, latest="sheets", title=self.job_title(),
        )  # fmt: skip

    def describe(self, made: "DrawnSheets") -> str:
        """How many of which size."""
        words = "" if self._post and self._post.sender else " without our own address"
        return f"{count(made.printed, f'{self.chosen_size()} envelope')}{words}"

    def fits_printer(self, printer: str) -> bool:
        """Whether the envelopes shown are moved as this printer wants it."""
        if printer == self._printer:
            return True
        before, self._printer = self.offset.offset(), printer
        self.offset.show_offset(offset_of(self._desk.preferences, printer), printer)
        return self.offset.offset() == before

    def _size_chosen(self) -> None:
        self._desk.preferences.change(envelope=self.chosen_size())
        self._takes.setText(TAKES[self.chosen_size()])
        self.draw()

    def _moved(self) -> None:
        keep_offset(self._desk.preferences, self._printer, self.offset.offset())
        self.draw()
