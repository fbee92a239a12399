"""The sizes of a sheet of labels of one's own, typed in millimetres beside a picture of it."""

import re
from math import isfinite
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm.documents.label_sheets import SHEETS, LabelSheet, check_sheet
from crm.domain.errors import Refusal
from ui.form.editors import line
from ui.form.fields import Field, Form
from ui.look.buttons import button
from ui.look.flow import Flow
from ui.look.measure import px
from ui.look.surfaces import card, column, row
from ui.look.text import heading, wrapped
from ui.panels.sheet_picture import SheetPicture

_FIELDS: Final = (
    ("wide", "Label width"),
    ("high", "Label height"),
    ("corner", "Rounded corners"),
    ("columns", "Labels across"),
    ("left", "Left edge to first label"),
    ("pitch_x", "Label to label, across"),
    ("rows", "Labels down"),
    ("top", "Top edge to first label"),
    ("pitch_y", "Label to label, down"),
    ("page_wide", "Page width"),
    ("page_high", "Page height"),
)
_WHOLE = frozenset({"columns", "rows"})
_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,3})?")


class OwnSheetForm(QWidget):
    """Edits one sheet. `kept(sheet, instead_of)` comes with sizes that can be printed; `left`."""

    kept = Signal(object, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._instead_of = ""
        self._began: dict[str, str] = {}
        self.form = Form(gap=8)
        ground = card()
        column(self).addWidget(ground)
        inside = column(ground, gap=10, margin=14)
        self._head = heading("")
        inside.addWidget(self._head)
        inside.addWidget(wrapped("All sizes in millimetres, such as 63.5.", "small"))
        name = self.form.add("name", "Name", line("Name of the sheet"))
        name.setMaximumWidth(px(362))
        sizes = QWidget()
        beside = Flow(sizes, gap=10)
        for key, caption in _FIELDS:
            field = self.form.take(Field(key, caption, line(caption)))
            field.setFixedWidth(px(176))
            field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            beside.addWidget(field)
        self.picture = SheetPicture(SHEETS["L7160"])
        self.picture.setEnabled(False)
        beside.addWidget(self.picture)
        inside.addWidget(self.form)
        inside.addWidget(sizes)
        foot = row(gap=8)
        foot.addWidget(button("Keep this sheet", primary=True, run=self.keep))
        foot.addWidget(button("Cancel", keys="Esc", run=self.left.emit))
        foot.addStretch()
        inside.addLayout(foot)
        self.form.edited.connect(self._show)

    def begin(self, sheet: LabelSheet, *, instead_of: str = "") -> None:
        """Show a sheet to change, or one like which a new one is to be."""
        self._instead_of = instead_of
        self._head.setText(f"Change {instead_of}" if instead_of else "A new sheet")
        values = {key: f"{getattr(sheet, key):g}" for key, _caption in _FIELDS}
        self.form.fill({"name": instead_of, **values})
        self._began = self.form.values()
        self._show()
        self.form.field("name").editor.setFocus()

    @property
    def changed(self) -> bool:
        """Whether anything was typed."""
        return self.form.values() != self._began

    def keep(self) -> bool:
        """Check what was typed; False where something is wrong, which is said beside it."""
        self.form.clear_troubles()
        try:
            sheet = self._sheet()
        except Refusal as refusal:
            self.form.show_refusal(refusal)
            return False
        self.kept.emit(sheet, self._instead_of)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps the sheet, Esc leaves it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _sheet(self) -> LabelSheet:
        typed = self.form.values()
        sizes = {key: _number(typed[key], key) for key, _caption in _FIELDS}
        columns, rows = (int(sizes.pop(key)) for key in ("columns", "rows"))
        sheet = LabelSheet(typed["name"], columns=columns, rows=rows, **sizes)
        check_sheet(sheet)
        return sheet

    def _show(self) -> None:
        """Draw the sheet as far as it can be drawn."""
        try:
            sheet = self._sheet()
        except Refusal:
            return
        self.picture.show_sheet(sheet, 1, sheet.count)


def _number(text: str, field: str) -> float:
    whole = field in _WHOLE
    if not _NUMBER.fullmatch(text) or (whole and not text.isdecimal()):
        example = "a whole number, such as 3" if whole else "a number of millimetres, such as 63.5"
        raise Refusal(f"Type {example}.", field=field)
    value = float(text.replace(",", "."))
    if not isfinite(value):
        raise Refusal("This number is too large.", field=field)
    return value
