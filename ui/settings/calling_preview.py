"""What the rules of calling come to: the next thirty days of a sample company."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QWidget

from crm.domain.calling_rules import CallingRules
from crm.domain.next_steps import say_when
from crm.domain.outcomes import RULES
from crm.domain.simulation import DAYS, Happening, Story, simulate
from crm.domain.stages import Stage
from ui.form.editors import Choice
from ui.look.measure import px
from ui.look.surfaces import column, empty
from ui.look.text import section_title, wrapped

SHOWN = 14
"""How many happenings are shown; the rest are counted."""


class RulesPreview(QWidget):
    """A story to choose, and under it what happens on which day. `chosen` comes with another."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, gap=6)
        layout.addWidget(section_title(f"The next {DAYS} days"))
        self.story = Choice("A company that", [(story.value, story.value) for story in Story])
        self.story.setMinimumContentsLength(8)
        self.story.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.story.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.story.activated.connect(lambda _number: self.chosen.emit())
        layout.addWidget(self.story)
        self._rows = QWidget()
        self._rows.setAccessibleName("What happens to this company")
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, px(4), 0, 0)
        self._grid.setHorizontalSpacing(px(10))
        self._grid.setVerticalSpacing(px(3))
        layout.addWidget(self._rows)
        self._note = wrapped("", "small")
        layout.addWidget(self._note)
        self._said: list[tuple[str, str]] = []
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._narrow: bool | None = None

    def minimumSizeHint(self) -> QSize:
        """As narrow as the story to choose: the days give way."""
        return QSize(self.story.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand beside or below each other."""
        super().resizeEvent(event)
        self._place()

    def show_rules(self, rules: CallingRules | None, today: date) -> None:
        """Follow the sample company by these rules; with None say that there are none to show."""
        if rules is None:
            self._note.setText("Put right what is marked, and the days are shown again.")
            self._note.show()
            return
        happened = simulate(rules, Story(str(self.story.value())), today)
        said = say_happenings(happened, rules, today)
        self._show(said[:SHOWN] if len(said) <= SHOWN + 1 else [*said[: SHOWN - 1], said[-1]])
        left = len(said) - SHOWN
        self._note.setText(f"{left:,} more in between are not shown." if left > 1 else "")
        self._note.setVisible(left > 1)

    def lines(self) -> list[str]:
        """What is shown, a line for each happening."""
        return [f"{when}: {what}" for when, what in self._said]

    def _show(self, said: Sequence[tuple[str, str]]) -> None:
        if list(said) == self._said:
            return
        self._said = list(said)
        empty(self._grid)
        self._labels = [(wrapped(when, "muted"), wrapped(what)) for when, what in self._said]
        for (when, what), (_day, words) in zip(self._said, self._labels, strict=True):
            words.setAccessibleName(f"{when}: {what}")
        self._rows.setAccessibleDescription("; ".join(self.lines()))
        self._narrow = None
        self._place()

    def _place(self) -> None:
        """Put the day beside what happens, or above it where there is no room."""
        narrow = self.width() < px(250)
        if narrow is self._narrow:
            return
        self._narrow = narrow
        self._grid.setColumnStretch(1, 0 if narrow else 1)
        for place, (day, words) in enumerate(self._labels):
            day.setWordWrap(narrow)
            self._grid.removeWidget(day)
            self._grid.removeWidget(words)
            top = Qt.AlignmentFlag.AlignTop
            row, column_of = (2 * place + 1, 0) if narrow else (place, 1)
            self._grid.addWidget(day, 2 * place if narrow else place, 0, top)
            self._grid.addWidget(words, row, column_of, top)


def say_happenings(
    happened: Sequence[Happening], rules: CallingRules, today: date
) -> list[tuple[str, str]]:
    """Say each happening in two parts: `Mon 24 Nov, morning` and `Try 1: no answer`."""
    said: list[tuple[str, str]] = []
    before = Stage.NEW
    for one in happened:
        what = one.text
        if one.planned:
            what = f"Then: {what[:1].lower()}{what[1:]}"
        elif one.outcome is not None:
            word = rules.label(one.outcome)
            tried = one.number and not RULES[one.outcome].reached
            what = f"Try {one.number}: {word[:1].lower()}{word[1:]}" if tried else word
        if one.letter:
            what += " · time for a letter"
        if one.stage is not before and not one.planned:
            what += f" → {one.stage}"
        before = one.stage
        said.append((say_when(one.when, today), what))
    return said
