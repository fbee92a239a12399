"""The number that is called: large, with its kind, and the button that dials it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crm.domain.phone_numbers import say_number
from ui.look.buttons import Button
from ui.look.measure import px
from ui.look.surfaces import column, row
from ui.look.text import label, small, wrapped

if TYPE_CHECKING:
    from crm.data.queries.company_facts import NumberFacts


class NumberPanel(QWidget):
    """Shows one number of those that may be called, and says what keeps it from being dialled."""

    def __init__(self, dial: Button, following: Button) -> None:
        super().__init__()
        self.setAccessibleName("Number")
        self._number = label("", "number")
        self._kind = small("")
        self._trouble = wrapped("", "trouble")
        self._trouble.hide()
        self._dial, self._following = dial, following
        layout = column(self, gap=2)
        top = row(gap=8)
        top.addWidget(self._number, 1)
        top.addWidget(dial)
        below = row(gap=8)
        below.addWidget(self._kind, 1)
        below.addWidget(following)
        layout.addLayout(top)
        layout.addLayout(below)
        layout.addWidget(self._trouble)
        self.setMinimumHeight(px(40))

    def show_number(self, number: "NumberFacts | None", whose: str, place: int, of: int) -> None:
        """Show a number, whose it is and which of how many; None where nothing can be dialled."""
        self._trouble.hide()
        self._dial.setVisible(number is not None)
        self._following.setVisible(of > 1)
        if number is None:
            self._number.setText("No number")
            self._kind.setText("None that may be dialled: press F2 to add one.")
            return
        said = say_number(number.e164 or number.typed)
        self._number.setText(said)
        self._number.setAccessibleName(f"Number {said}")
        extension = f"ext {number.extension}" if number.extension else ""
        counted = f"{place + 1} of {of}" if of > 1 else ""
        parts = (extension, number.kind, whose, number.note, counted)
        self._kind.setText(" · ".join(part for part in parts if part))

    def show_trouble(self, message: str) -> None:
        """Say why the number is not dialled."""
        self._trouble.setText(message)
        self._trouble.setVisible(bool(message))

    def number(self) -> str:
        """The number as shown."""
        return self._number.text()

    def trouble(self) -> str:
        """What is said to be wrong; empty for nothing."""
        return "" if self._trouble.isHidden() else self._trouble.text()
