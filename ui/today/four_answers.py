"""The four answers: whom we last reached, what they said, what we promised, how many tries."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from crm.domain.calendar import local_day, say_clock, say_date
from crm.domain.next_steps import When, say_when
from ui.look.measure import px, snug
from ui.look.surfaces import column
from ui.look.text import small, wrapped

if TYPE_CHECKING:
    from crm.data.queries.company_facts import CompanyPage, FourAnswers

WIDTH = 125
"""The least width of one short answer at the design size."""

SHORT_ONES = 3
LONGEST = 180
"""Letters of what they said that are shown here; all of it stands in the history."""


class FourAnswersStrip(QWidget):
    """Three short answers beside each other, under them what they said, as wide as it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What we know from before")
        captions = ("Last reached", "We promised", "Tries since", "They said")
        self._answers = [wrapped("", "strong"), *(wrapped("") for _ in captions[1:])]
        self._cells = []
        for caption, answer in zip(captions, self._answers, strict=True):
            answer.setAccessibleName(caption)
            cell = QWidget()
            layout = column(cell, gap=1)
            layout.addWidget(small(caption))
            layout.addWidget(answer)
            layout.addStretch(1)
            self._cells.append(cell)
        self._grid = QGridLayout(self)
        snug(self._grid)
        self._grid.setHorizontalSpacing(px(18))
        self._grid.setVerticalSpacing(px(6))
        self._columns = 0
        self._place()

    def show_page(self, page: "CompanyPage", today: date) -> None:
        """Answer for a company."""
        for label, answer in zip(self._answers, answers_of(page, today), strict=True):
            label.setText(answer)
            label.setAccessibleDescription(answer)

    def words(self) -> tuple[str, ...]:
        """The four answers as shown."""
        return tuple(label.text() for label in self._answers)

    def minimumSizeHint(self) -> QSize:
        """One answer wide."""
        return QSize(px(80), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand beside each other, or below."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = 3 if self.width() >= 3 * px(WIDTH) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, cell in enumerate(self._cells):
            self._grid.removeWidget(cell)
            wide = 1 if place < SHORT_ONES else columns
            self._grid.addWidget(cell, place // columns, place % columns, 1, wide)
        for number in range(3):
            self._grid.setColumnStretch(number, (4, 5, 3)[number] if number < columns else 0)


def answers_of(page: "CompanyPage", today: date) -> tuple[str, str, str, str]:
    """The four answers in words."""
    known = page.answers
    return _reached(known, today), _promised(known, today), _tries(known, today), _said(known)


def _reached(known: "FourAnswers", today: date) -> str:
    if known.reached_at is None:
        return "Nobody yet"
    day = local_day(known.reached_at)
    at = f"today {say_clock(known.reached_at)}" if day == today else say_date(day, today)
    return f"{known.reached}, {at}" if known.reached else at


def _said(known: "FourAnswers") -> str:
    line = " ".join(known.said.split())
    if not line:
        return "—"
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def _promised(known: "FourAnswers", today: date) -> str:
    step = known.promised
    if step is not None:
        if step.due_on == today:
            clock = f" {say_clock(step.due_at)}" if step.due_at else ""
            return f"{step.text}, today{clock}"
        return f"{step.text}, {say_when(When(step.due_on, step.due_at), today)}"
    if known.pack_posted_on is not None:
        return f"Pack sent {say_date(known.pack_posted_on, today)}"
    return "—"


def _tries(known: "FourAnswers", today: date) -> str:
    if not known.tries:
        return "None"
    if known.last_try_at is None:
        return str(known.tries)
    day = local_day(known.last_try_at)
    last = f"today {say_clock(known.last_try_at)}" if day == today else say_date(day, today)
    return f"{known.tries}, last {last}"
