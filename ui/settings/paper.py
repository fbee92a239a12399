"""This machine's paper: the usual printer, its tray and offset, and label sizes of one's own."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from crm.documents.label_sheets import SHEETS, LabelSheet
from crm.domain.errors import Refusal
from ui.form.editors import Choice
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import row
from ui.look.text import section_title, wrapped
from ui.panels import printers
from ui.panels.offset_fields import OffsetFields
from ui.panels.outlet import Outlet
from ui.panels.paper_choices import (
    drop_sheet,
    keep_offset,
    keep_sheet,
    keep_tray,
    offset_of,
    own_sheets,
    say_sheet,
    tray_of,
)
from ui.panels.trays import TrayChoice
from ui.settings.own_sheet_form import OwnSheetForm
from ui.settings.section import Section

NO_PRINTERS: Final = "No printer is known to this computer: packs can be saved as PDF."
ASK: Final = "The one used last"


class PaperSection(Section):
    """What is remembered of printers, and the label sheets that the makers' lists lack."""

    title = "Printing and labels"
    lead = "Kept on this machine only. The print dialog always lets you choose otherwise."

    def build(self) -> None:
        """The printer, then the sheets."""
        self._outlet = Outlet(self.desk, self)
        self._outlet.setParent(self)
        self.printer = Choice("Usual printer")
        self.sides = Choice("Letters are printed", (("On one side", ""), ("On both sides", "both")))
        self.tray = TrayChoice()
        self.offset = OffsetFields()
        self._none = wrapped(NO_PRINTERS, "muted")
        self.page.addWidget(self._none)
        self.fact("Usual printer", self.printer)
        self.fact("Letters are printed", self.sides)
        self.fact("Paper tray", self.tray, hint="Where letters are fed from")
        self.fact("Labels and envelopes", self.offset)
        self.rule()
        self.page.addWidget(section_title("Label sheets of your own"))
        self.sheets = QListWidget()
        self.sheets.setAccessibleName("Label sheets of your own")
        self.page.addWidget(self.sheets)
        self._empty = wrapped("None yet: the usual Avery sheets are there already.", "muted")
        self.page.addWidget(self._empty)
        buttons = row(gap=8)
        self._change = button("Change…", run=self.change_sheet)
        self._proof = button("Save a proof…", run=self.save_proof)
        self._delete = button("Delete", run=self.delete_sheet)
        for made in (button("New sheet…", run=self.new_sheet), self._change, self._proof,
                     self._delete):  # fmt: skip
            buttons.addWidget(made)
        buttons.addStretch()
        self.page.addLayout(buttons)
        self.page.addSpacing(px(8))
        self.editing = OwnSheetForm()
        self.editing.hide()
        self.page.addWidget(self.editing)
        self.editing.kept.connect(self._keep)
        self.editing.left.connect(self._leave)
        self.sheets.itemDoubleClicked.connect(lambda _item: self.change_sheet())
        self.printer.activated.connect(lambda _number: self._printer_chosen())
        self.sides.activated.connect(
            lambda _number: self.desk.preferences.change(two_sided=bool(self.sides.value()))
        )
        self.tray.activated.connect(lambda _number: self._tray_chosen())
        self.offset.moved.connect(self._moved)
        self._show_sheets()

    def entered(self) -> None:
        """Look which printers there are by now."""
        now = self.desk.preferences.now
        known = printers.printers()
        self._none.setVisible(not known)
        self.printer.offer([(ASK, ""), *((name, name) for name in known)])
        self.printer.choose(now.printer)
        self.printer.setEnabled(bool(known))
        self.sides.choose("both" if now.two_sided else "")
        self._show_printer()
        self._show_sheets()

    def may_leave(self) -> bool:
        """Keep the sizes that stand open; wrong ones hold the user here."""
        if self.editing.isHidden() or not self.editing.changed:
            return True
        return self.editing.keep() and self.editing.isHidden()

    def new_sheet(self) -> None:
        """Begin a sheet, with the sizes of the one chosen or of a usual one."""
        self.editing.show()
        self.editing.begin(self._chosen() or SHEETS["L7160"])

    def change_sheet(self) -> None:
        """Change the sheet chosen."""
        chosen = self._chosen()
        if chosen is not None:
            self.editing.show()
            self.editing.begin(chosen, instead_of=chosen.name)

    def delete_sheet(self) -> None:
        """Forget the sheet chosen; saying so, with its sizes, lets it be typed again."""
        chosen = self._chosen()
        if chosen is not None:
            drop_sheet(self.desk.preferences, chosen.name)
            self._leave()
            self._show_sheets()
            self.desk.say(f"Deleted the label sheet {say_sheet(chosen)}.")

    def save_proof(self) -> None:
        """Save the outlines of the sheet chosen, to be printed and held against an empty one."""
        from ui.settings.paper_drawing import draw_outlines  # brings reportlab

        chosen = self._chosen()
        if chosen is None:
            return
        printer = self.desk.preferences.now.printer
        self.bridge.work(
            draw_outlines, chosen, offset_of(self.desk.preferences, printer), owner=self,
            then=lambda pdf: self._outlet.save(pdf, f"Proof of {chosen.name}"),
        )  # fmt: skip

    def _chosen(self) -> LabelSheet | None:
        item = self.sheets.currentItem()
        name = str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""
        return own_sheets(self.desk.preferences).get(name)

    def _keep(self, sheet: LabelSheet, instead_of: str) -> None:
        try:
            keep_sheet(self.desk.preferences, sheet, instead_of)
        except Refusal as refusal:
            self.editing.form.show_refusal(refusal)
            return
        self._leave()
        self._show_sheets(sheet.name)

    def _leave(self) -> None:
        self.editing.hide()
        self.sheets.setFocus()

    def _show_sheets(self, choose: str = "") -> None:
        before = choose or getattr(self._chosen(), "name", "")
        known = own_sheets(self.desk.preferences)
        self.sheets.clear()
        for name, sheet in known.items():
            item = QListWidgetItem(say_sheet(sheet))
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.sheets.addItem(item)
        names = list(known)
        self.sheets.setCurrentRow(names.index(before) if before in names else 0)
        self.sheets.setFixedHeight(px(30) * min(4, len(known)) + px(4))
        self.sheets.setVisible(bool(known))
        self._empty.setVisible(not known)
        for made in (self._change, self._proof, self._delete):
            made.setEnabled(bool(known))

    def _show_printer(self) -> None:
        printer = str(self.printer.value() or "")
        store = self.desk.preferences
        self.tray.show_printer(printer, tray_of(store, printer))
        self.tray.setEnabled(bool(printer))
        self.offset.show_offset(offset_of(store, printer), printer)

    def _printer_chosen(self) -> None:
        self.desk.preferences.change(printer=str(self.printer.value() or ""))
        self._show_printer()

    def _tray_chosen(self) -> None:
        printer = str(self.printer.value() or "")
        keep_tray(self.desk.preferences, printer, str(self.tray.value() or ""))

    def _moved(self) -> None:
        printer = str(self.printer.value() or "")
        keep_offset(self.desk.preferences, printer, self.offset.offset())
