"""The number that is called: large, with its kind, and the button that dials it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QWidget

from crm.domain.phone_numbers import say_number
from ui.look.buttons import Button, plain_tip
from ui.look.measure import NUMBER, px, text_width
from ui.look.surfaces import column, empty, row
from ui.look.text import label, small, wrapped

if TYPE_CHECKING:
    from crm.data.queries.company_facts import NumberFacts

NUMBER_SHAPE = "00000 000000"
"""As wide as a number of this country is."""


MOST = 4
"""How many other numbers are listed; the page of the company has all."""


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A further number: as it is read, what is said of it, and whether it is not dialled."""

    number: str
    said: str = ""
    dead: bool = False


class NumberPanel(QWidget):
    """Shows one number of those that may be called, and says what keeps it from being dialled."""

    def __init__(self, dial: Button, following: Button) -> None:
        super().__init__()
        self.setAccessibleName("Number")
        self._number = label("", "number")
        self._kind = small("")
        self._trouble = wrapped("", "trouble")
        self._trouble.hide()
        self._best = wrapped("", "small")
        self._best.hide()
        self._all = QWidget()
        self._all.setAccessibleName("All numbers")
        self._listed = column(self._all, gap=1)
        self._all.hide()
        self._lines: tuple[NumberLine, ...] = ()
        self._short = False
        self._dial, self._following = dial, following
        self._kind.setWordWrap(True)
        layout = column(self, gap=2)
        self._above: QBoxLayout = row(gap=6)
        self._above.addWidget(self._number, 1)
        self._above.addWidget(dial)
        self._below: QBoxLayout = row(gap=6)
        self._below.addWidget(self._kind, 1)
        self._below.addWidget(following)
        layout.addLayout(self._above)
        layout.addLayout(self._below)
        layout.addWidget(self._best)
        layout.addWidget(self._all)
        layout.addWidget(self._trouble)
        self.setMinimumHeight(px(40))

    def show_nothing(self, why: str) -> None:
        """Show that there is nothing to dial, and why."""
        self._trouble.hide()
        self._dial.hide()
        self._following.hide()
        self._number.setText("No number")
        self._number.setAccessibleName("No number")
        self._kind.setText(why)
        self._kind.show()
        self._best.setText("")
        self._show_rest()

    def show_number(
        self, number: "NumberFacts", whose: str, place: int, of: int, best: str = ""
    ) -> None:
        """Show a number, whose it is, which of how many, and when it is answered."""
        self._trouble.hide()
        self._dial.show()
        self._following.setVisible(of > 1)
        said = say_number(number.e164 or number.typed)
        self._number.setText(said)
        self._number.setAccessibleName(f"Number {said}")
        extension = f"ext {number.extension}" if number.extension else ""
        counted = f"{place + 1} of {of}" if of > 1 else ""
        parts = (extension, number.kind, whose, number.note, counted)
        words = " · ".join(part for part in parts if part)
        self._kind.setText(words)
        self._kind.setVisible(bool(words))
        self._best.setText(best[:1].upper() + best[1:])
        self._show_rest()

    def show_all(self, lines: Sequence[NumberLine]) -> None:
        """List the other numbers; those not dialled are struck through, with the reason."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        empty(self._listed)
        for one in lines[:MOST]:
            shown = small(one.number)
            if one.dead:
                struck = shown.font()
                struck.setStrikeOut(True)
                shown.setFont(struck)
            beside = row(gap=6)
            beside.addWidget(shown, 0)
            why = small(one.said)
            why.setWordWrap(True)
            why.setMinimumWidth(px(30))
            beside.addWidget(why, 1)
            self._listed.addLayout(beside)
        if len(lines) > MOST:
            self._listed.addWidget(small(f"and {len(lines) - MOST} more on the company's page"))
        self._show_rest()
        self._all.setAccessibleDescription(
            "; ".join(f"{one.number}: {one.said}" if one.said else one.number for one in lines)
        )

    def make_short(self, short: bool) -> None:
        """Leave the best hour and the other numbers to the tip where there is little height."""
        self._short = short
        self._show_rest()

    def spare_height(self) -> int:
        """How much lower it is when short."""
        layout = self.layout()
        gap = layout.spacing() if layout is not None else 0
        best = self._best.heightForWidth(max(1, self.width())) + gap if self._best.text() else 0
        return best + (self._all.sizeHint().height() + gap if self._lines else 0)

    def _show_rest(self) -> None:
        self._best.setVisible(bool(self._best.text()) and not self._short)
        self._all.setVisible(bool(self._lines) and not self._short)
        said = [self._best.text(), *(f"{one.number} {one.said}".strip() for one in self._lines)]
        tip = "\n".join(filter(None, said)) if self._short else ""
        self._number.setToolTip(plain_tip(tip) if tip else "")

    def listed(self) -> tuple[NumberLine, ...]:
        """The other numbers as listed."""
        return self._lines

    def fit(self, width: int) -> None:
        """Stand the buttons beside the words, or below where a width does not hold both."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        beside = self.least_width() + self._dial.sizeHint().width() + px(6)
        self._above.setDirection(across if beside <= width else down)
        words = px(90) + self._following.sizeHint().width()
        self._below.setDirection(across if words <= width else down)

    def least_width(self) -> int:
        """How wide the number itself is."""
        return text_width(NUMBER_SHAPE, NUMBER, bold=True)

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
