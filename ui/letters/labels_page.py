"""Labels: which sheet, from which label on, moved for which printer, and how they will look."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from crm.documents.label_sheets import LabelSheet
from ui.form.editors import Choice
from ui.form.fields import Field
from ui.letters.addressing import ForThePost
from ui.letters.rows import count
from ui.letters.sheet_page import SheetPage
from ui.look.buttons import button
from ui.look.surfaces import row
from ui.look.text import small
from ui.look.tokens import Kind
from ui.panels.offset_fields import OffsetFields
from ui.panels.paper_choices import (
    after_printing,
    all_sheets,
    first_label,
    keep_first_label,
    keep_offset,
    offset_of,
    say_sheet,
)
from ui.panels.print_choice import PaperSize
from ui.panels.sheet_picture import SheetPicture
from ui.places import Place

if TYPE_CHECKING:
    from ui.letters.sheet_drawing import DrawnSheets

RESTS = 200
"""Milliseconds after the last change when many labels are drawn again."""


class LabelsPage(SheetPage):
    """Draws the labels at every choice; saves or prints what is shown."""

    title = "Labels"
    thing = "label"

    def choices(self, inside: QVBoxLayout) -> None:
        """The sheet, its first free label, and how far the printer is off."""
        self._store = self._desk.preferences
        self._sheets = dict(all_sheets(self._store))
        self._printer = self._store.now.printer
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(RESTS)
        self._rest.timeout.connect(self.draw)
        self.sheet = Choice("Sheet")
        self.sheet.setSizeAdjustPolicy(
            Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.sheet.setMinimumContentsLength(20)
        self.sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.start = QSpinBox()
        self.start.setAccessibleName("First free label")
        self.start.lineEdit().setAccessibleName("First free label")
        self.start.setMinimum(1)
        self.start.setKeyboardTracking(False)
        self.picture = SheetPicture(next(iter(self._sheets.values())))
        self.offset = OffsetFields()
        self._left = small("")
        self._offer_sheets()
        inside.addWidget(Field("sheet", "Sheet", self.sheet))
        own = button("Your own sizes…", quiet=True, kind=Kind.ACCENT)
        own.clicked.connect(lambda _on=False: self._desk.places.go(Place("settings", view="paper")))
        at_left = row(gap=0)
        at_left.addWidget(own)
        at_left.addStretch()
        inside.addLayout(at_left)
        hint = "Click it on the picture, or use the arrow keys there."
        inside.addWidget(Field("start", "First free label", self.start, hint=hint))
        inside.addWidget(self.picture)
        inside.addWidget(self._left)
        inside.addWidget(self.offset)
        self.sheet.activated.connect(lambda _number: self._sheet_chosen())
        self.start.valueChanged.connect(self._start_chosen)
        self.picture.chosen.connect(self.start.setValue)
        self.offset.moved.connect(self._moved)
        self.offset.show_offset(offset_of(self._store, self._printer), self._printer)
        self._take_sheet()

    def first_focus(self) -> QWidget:
        """The picture of the sheet."""
        return self.picture

    def look_again(self) -> None:
        """Take in what Settings or the print dialog changed meanwhile."""
        now = dict(all_sheets(self._store))
        if now != self._sheets:
            self._sheets = now
            self._offer_sheets()
            self._take_sheet()
            self.draw()
        self._take_printer(self._store.now.printer)

    def show_post(self, post: ForThePost) -> None:
        """Show other packs, beginning at the first label that is free by now."""
        if post != self._post:
            self._take_sheet()
        super().show_post(post)

    def paper(self) -> PaperSize:
        """The page of the sheet chosen."""
        sheet = self.chosen_sheet()
        return PaperSize(sheet.page_wide, sheet.page_high)

    def chosen_sheet(self) -> LabelSheet:
        """The sheet chosen."""
        return self._sheets[str(self.sheet.value())]

    def ask_for_drawing(self, post: ForThePost) -> None:
        """Draw the labels of these packs."""
        from ui.letters.sheet_drawing import draw_labels  # imported by then, by the reader

        self._rest.stop()
        self._desk.bridge.work(
            draw_labels, post.items, self.chosen_sheet(), self.start.value(), self.offset.offset(),
            self.pages.wanted_dpi(pages=1), then=self.show_drawn, owner=self,
            troubled=self.refused, latest="sheets", title=self.job_title(),
        )  # fmt: skip

    def show_drawn(self, made: "DrawnSheets") -> None:
        """Show them, and on the picture where they lie."""
        super().show_drawn(made)
        self._show_picture(made.printed)

    def describe(self, made: "DrawnSheets") -> str:
        """How many, on how many sheets, and what stays free."""
        said = super().describe(made)
        sheet = self.chosen_sheet()
        free = sheet.count - (after_printing(sheet, self.start.value(), made.printed) - 1)
        left = "the last one full" if free == sheet.count else f"{count(free, 'label')} left"
        return f"{said}, {left}"

    def fits_printer(self, printer: str) -> bool:
        """Whether the labels shown are moved as this printer wants it."""
        before = self.offset.offset()
        self._take_printer(printer, draw=False)
        return self.offset.offset() == before

    def printed(self) -> None:
        """Go on with the label after the last one printed."""
        sheet, made = self.chosen_sheet(), self._made
        if made is not None:
            keep_first_label(
                self._store, sheet, after_printing(sheet, self.start.value(), made.printed)
            )
            self._say_left()

    def _offer_sheets(self) -> None:
        self.sheet.offer((say_sheet(sheet), name) for name, sheet in self._sheets.items())
        self.sheet.choose(self._store.now.label_sheet)

    def _sheet_chosen(self) -> None:
        self._store.change(label_sheet=str(self.sheet.value()))
        self._take_sheet()
        self.draw()

    def _take_sheet(self) -> None:
        sheet = self.chosen_sheet()
        self.start.blockSignals(True)
        self.start.setMaximum(sheet.count)
        self.start.setSuffix(f" of {sheet.count}")
        self.start.setValue(first_label(self._store, sheet))
        self.start.blockSignals(False)
        self._show_picture(0)
        self._say_left()

    def _start_chosen(self, first: int) -> None:
        keep_first_label(self._store, self.chosen_sheet(), first)
        self._show_picture(self._made.printed if self._made else 0)
        self._say_left()
        self._draw_soon()

    def _moved(self) -> None:
        keep_offset(self._store, self._printer, self.offset.offset())
        self._draw_soon()

    def _draw_soon(self) -> None:
        if self._many:
            self._rest.start()
        else:
            self.draw()

    def _take_printer(self, printer: str, *, draw: bool = True) -> None:
        if printer == self._printer:
            return
        self._printer = printer
        before = self.offset.offset()
        self.offset.show_offset(offset_of(self._store, printer), printer)
        if draw and self.offset.offset() != before:
            self.draw()

    def _show_picture(self, printed: int) -> None:
        self.picture.show_sheet(self.chosen_sheet(), self.start.value(), printed)

    def _say_left(self) -> None:
        """Say what the next sheet in hand has left, where that is not what is shown."""
        sheet = self.chosen_sheet()
        kept = first_label(self._store, sheet)
        words = ""
        if kept != self.start.value():
            words = f"After this print {count(sheet.count - kept + 1, 'label')} are left"
            words = words.replace("1 label are", "1 label is")
        self._left.setText(words)
        self._left.setVisible(bool(words))
