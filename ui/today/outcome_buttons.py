"""The twelve outcomes as buttons with the key of each; a click chooses, the key logs."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from crm.domain.calling_rules import CALLING_RULES, CallingRules
from crm.domain.outcomes import RULES, Outcome
from ui.keys import words_of
from ui.look.buttons import Button, plain_tip
from ui.look.measure import px, snug
from ui.look.tokens import Kind

SHORT = {Outcome.SEND_PACK: "Interested", Outcome.BOOKED: "Meeting booked"}
"""Words for where there is little room; the tip has them all."""

GAP, CLOSE = 6, 3
"""Between two rows at the design size, and where there is little height."""


def log_keys(outcome: Outcome) -> tuple[str, str]:
    """The key that logs an outcome from anywhere, and the one outside text fields."""
    key = RULES[outcome].key
    return ("Ctrl+Shift+X" if key == "X" else f"Ctrl+{key}", key)


def outcome_words(outcome: Outcome, rules: CallingRules = CALLING_RULES) -> str:
    """An outcome as its button says it: in the words of the book, the long ones cut short."""
    label = rules.label(outcome)
    return SHORT.get(outcome, label) if label == RULES[outcome].label else label


class OutcomeButtons(QWidget):
    """A grid of buttons of which one at most is chosen; `chosen(Outcome | None)` tells which."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Outcome")
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._buttons: dict[Outcome, Button] = {}
        self._keys: dict[Outcome, Sequence[str]] = {one: log_keys(one) for one in RULES}
        self._columns = 0
        self._grid = QGridLayout(self)
        snug(self._grid, GAP)
        for outcome in RULES:
            kind = Kind.DANGER if outcome is Outcome.DO_NOT_CALL else None
            made = Button(outcome_words(outcome), spread=True, kind=kind)
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.clicked.connect(lambda on, which=outcome: self._press(which, on=on))
            self._buttons[outcome] = made
            self._group.addButton(made)
        self._rules, self._named = CALLING_RULES, False
        self.show_labels(CALLING_RULES)
        self._place()

    def show_labels(self, rules: CallingRules) -> None:
        """Call the outcomes what the book calls them."""
        if rules.labels == self._rules.labels and self._named:
            return
        self._rules, self._named = rules, True
        for outcome, made in self._buttons.items():
            made.rename(outcome_words(outcome, rules))
            self._say_keys(outcome, made)

    def wear(self, keys: Mapping[Outcome, Sequence[str]]) -> None:
        """Show the keys that log each outcome now: the shortest on its button."""
        self._keys = dict(keys)
        for outcome, made in self._buttons.items():
            self._say_keys(outcome, made)

    def key(self, outcome: Outcome) -> str:
        """The key that logs an outcome from anywhere; empty where it has none."""
        return next(iter(self._keys.get(outcome, ())), "")

    def _say_keys(self, outcome: Outcome, made: Button) -> None:
        label, key = self._rules.label(outcome), words_of(self.key(outcome))
        made.show_keys(min(self._keys.get(outcome, ()), key=len, default=""))
        made.setToolTip(plain_tip(f"{label}: {key} logs it at once" if key else label))
        made.setAccessibleDescription(f"{label}, {key}" if key else label)

    def label(self, outcome: Outcome) -> str:
        """What the book calls an outcome."""
        return self._rules.label(outcome)

    def say_choose(self) -> str:
        """Ask for an outcome, with the key of the first one for an example."""
        first = Outcome.NO_ANSWER
        key, label = words_of(self.key(first)), self.label(first)
        hint = f": {key} is {label[:1].lower()}{label[1:]}" if key else ""
        return f"Choose an outcome first{hint}."

    def choose(self, outcome: Outcome | None) -> None:
        """Mark an outcome as chosen; None marks none."""
        for known, made in self._buttons.items():
            made.setChecked(known is outcome)

    def outcome(self) -> Outcome | None:
        """The outcome chosen now."""
        return next((known for known, made in self._buttons.items() if made.isChecked()), None)

    def button(self, outcome: Outcome) -> Button:
        """The button of an outcome."""
        return self._buttons[outcome]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two columns, or in one where the words are too wide for two."""
        super().resizeEvent(event)
        self._place()

    def stand_close(self, close: bool) -> None:
        """Leave less room between the rows."""
        self._grid.setVerticalSpacing(px(CLOSE if close else GAP))

    def spare_height(self) -> int:
        """How much lower the rows are when they stand close."""
        rows = -(-len(self._buttons) // max(1, self._columns))
        return (rows - 1) * (px(GAP) - px(CLOSE))

    def _press(self, outcome: Outcome, *, on: bool) -> None:
        self.choose(outcome if on else None)
        self.chosen.emit(outcome if on else None)

    def minimumSizeHint(self) -> QSize:
        """One column wide: two become one where there is no room."""
        return QSize(self.least_width(), super().minimumSizeHint().height())

    def least_width(self) -> int:
        """How wide one column is."""
        return max(made.sizeHint().width() for made in self._buttons.values())

    def _place(self) -> None:
        columns = (
            2 if self.width() >= 2 * self.least_width() + self._grid.horizontalSpacing() else 1
        )
        if columns == self._columns:
            return
        self._columns = columns
        for place, made in enumerate(self._buttons.values()):
            self._grid.removeWidget(made)
            self._grid.addWidget(made, place // columns, place % columns)
        for number in range(2):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
