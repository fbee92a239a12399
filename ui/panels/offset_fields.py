"""How far a printer is off: two fields, right and down, in millimetres."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from ui.form.fields import Field
from ui.look.surfaces import column, row
from ui.look.text import wrapped
from ui.panels.paper_choices import FARTHEST


class OffsetFields(QWidget):
    """Right and down, up to 5 mm either way. `moved` comes when the user changes one."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.right = _millimetres("Move everything right")
        self.down = _millimetres("Move everything down")
        self._hint = wrapped("", "small")
        whole = column(self, gap=3)
        beside = row(gap=10)
        beside.addWidget(Field("right", "Move right", self.right), 1)
        beside.addWidget(Field("down", "Move down", self.down), 1)
        whole.addLayout(beside)
        whole.addWidget(self._hint)
        for field in (self.right, self.down):
            field.valueChanged.connect(lambda _value: self.moved.emit())

    def offset(self) -> tuple[float, float]:
        """Right and down in mm."""
        return round(self.right.value(), 1), round(self.down.value(), 1)

    def show_offset(self, offset: tuple[float, float], printer: str) -> None:
        """Show what is known of a printer; `moved` does not come."""
        for field, value in zip((self.right, self.down), offset, strict=True):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        whose = f"Kept for {printer}." if printer else "For a printer that prints off the labels."
        self._hint.setText(whose)


def _millimetres(name: str) -> QDoubleSpinBox:
    made = QDoubleSpinBox()
    made.setAccessibleName(name)
    made.lineEdit().setAccessibleName(name)
    made.setRange(-FARTHEST, FARTHEST)
    made.setDecimals(1)
    made.setSingleStep(0.1)
    made.setSuffix(" mm")
    made.setKeyboardTracking(False)
    return made
