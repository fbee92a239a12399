"""A sheet of address labels for packs: which sheet, from which label on, and how it will look."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QSpinBox, QWidget

from crm.domain.errors import Refusal
from ui.form.editors import Choice
from ui.form.fields import Form
from ui.letters.questions import LabelAddress
from ui.letters.rows import count
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import column, pane, row, scrolling
from ui.look.text import heading, wrapped
from ui.panels.outlet import NO_PRINTER, Outlet
from ui.panels.page_view import PageView
from ui.room import Desk

if TYPE_CHECKING:
    from crm.documents.labels import LabelSheet
    from ui.letters.drawing import DrawnLabels


class LabelSheetDialog(QDialog):
    """Draws the labels at every choice; saves or prints what is shown."""

    def __init__(
        self, desk: Desk, outlet: Outlet, addresses: Sequence[LabelAddress], parent: QWidget
    ) -> None:
        super().__init__(parent)
        from crm.documents.labels import SHEETS  # imported by then, on the reader's thread

        self.setWindowTitle("Label sheet")
        self._desk = desk
        self._outlet = outlet
        self._sheets = SHEETS
        self._addresses = tuple(one for one in addresses if one.lines)
        self._left_out = [f"{one.company}: {one.trouble}" for one in addresses if not one.lines]
        self._drawn: DrawnLabels | None = None
        self.sheet = Choice("Sheet", [(_say(sheet), name) for name, sheet in SHEETS.items()])
        self.sheet.choose(desk.preferences.now.label_sheet)
        self.start = QSpinBox()
        self.start.setMinimum(1)
        self.start.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.pages = PageView(desk.bridge, "The sheets of labels")
        self._said = wrapped("", "small")
        self._trouble = wrapped("", "warning")
        self._save = button("Save PDF…", run=self.save)
        self._print = button("Print labels", primary=True, run=self.print_labels)
        self._place()
        self.sheet.activated.connect(lambda _number: self._sheet_chosen())
        self.start.valueChanged.connect(lambda _value: self._draw())
        self._sheet_chosen()

    def save(self) -> None:
        """Save the sheets as a PDF."""
        if self._drawn is not None and self._drawn.pdf:
            self._outlet.save(self._drawn.pdf, f"Labels {self.sheet.value()}")

    def print_labels(self) -> None:
        """Print the sheets as they are shown."""
        drawn = self._drawn
        if drawn is None or not drawn.pdf:
            return
        title = count(len(self._addresses), "label")
        choice = self._outlet.choose(f"Print {title}")
        if choice is not None:
            then = partial(self._desk.say, f"{title} sent to {choice.printer}.")
            self._outlet.send(drawn.pdf, drawn.sheets, choice, title, then)
            self.accept()
        elif self._outlet.no_printer:
            self._trouble.setText(NO_PRINTER)

    def said(self) -> str:
        """What is said about the sheets shown."""
        return self._said.text()

    def trouble(self) -> str:
        """What is said to be wrong with some addresses."""
        return self._trouble.text()

    def _place(self) -> None:
        form = Form()
        form.add("sheet", "Sheet", self.sheet)
        hint = "Counted along the rows; ↑ and ↓ change it."
        form.add("start", "First free label", self.start, hint=hint)
        left = pane()
        inside = column(left, gap=10)
        inside.setContentsMargins(px(16), px(14), px(16), px(14))
        inside.addWidget(heading("Labels in the order of the packs"))
        inside.addWidget(form)
        inside.addWidget(self._said)
        inside.addWidget(self._trouble)
        inside.addStretch()
        away = button("Close", run=self.reject)
        for made in (self._print, self._save, away):
            inside.addWidget(made)
        side = scrolling(left)
        side.setMinimumWidth(px(280))
        side.setMaximumWidth(px(320))
        whole = row(self, gap=0)
        whole.addWidget(side)
        whole.addWidget(self.pages, 1)
        self.resize(px(860), px(640))

    def _sheet_chosen(self) -> None:
        name = str(self.sheet.value())
        self._desk.preferences.change(label_sheet=name)
        self.start.blockSignals(True)
        self.start.setMaximum(self._sheets[name].count)
        self.start.blockSignals(False)
        self._draw()

    def _draw(self) -> None:
        from ui.letters.drawing import draw_labels  # imported by then, on the reader's thread

        self._desk.bridge.work(
            draw_labels,
            tuple(one.lines for one in self._addresses),
            str(self.sheet.value()),
            self.start.value(),
            self.pages.wanted_dpi(pages=1),
            then=self._show,
            owner=self,
            troubled=self._refused,
            latest="labels",
        )

    def _show(self, drawn: "DrawnLabels") -> None:
        self._drawn = drawn
        held = {problem.number for problem in drawn.problems if problem.holds}
        printed = len(self._addresses) - len(held)
        self._said.setText(f"{count(printed, 'label')} on {count(drawn.sheets, 'sheet')}")
        said = [f"{self._addresses[one.number].company}: {one.message}" for one in drawn.problems]
        self._trouble.setText("\n".join((*self._left_out, *said)))
        for made in (self._save, self._print):
            made.setEnabled(bool(drawn.pdf))
        if drawn.pdf:
            dpi = drawn.pictures[0].width / (210 / 25.4)
            self.pages.show_pages(drawn.pdf, drawn.pictures, dpi, about="Labels", same=True)
        else:
            self.pages.show_nothing("No address can be printed on a label.")

    def _refused(self, refusal: Refusal) -> bool:
        self._trouble.setText(refusal.message)
        return True


def _say(sheet: "LabelSheet") -> str:
    return f"{sheet.name} · {sheet.wide:g} × {sheet.high:g} mm · {sheet.count} a sheet"
