"""All questions of the form under each other, ours beside theirs, compared while one types."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crm.domain.application_form import QUESTIONS
from crm.domain.applications import Compared, Held, Standing, compare
from crm.domain.errors import Refusal
from ui.look.measure import px
from ui.look.surfaces import FlowingPage, column
from ui.look.text import section_title, wrapped
from ui.returned.answer_row import AnswerHeads, AnswerRow

NOTHING = "Every answer says what we hold. Show every question to look at them."


class AnswersPane(FlowingPage):
    """The rows in their groups. Without `everything` only those that say something new stand."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._held = Held({})
        self._today = date.min
        self._read: Mapping[str, str] = {}
        self._untouched: frozenset[str] = frozenset()
        self._chosen: dict[str, bool] = {}
        self._compared: tuple[Compared, ...] = ()
        self._everything = True
        self._narrow = False
        self.rows = {question.name: AnswerRow(question) for question in QUESTIONS}
        self._heads: dict[str, QWidget] = {}
        inside = column(self, gap=6)
        inside.setContentsMargins(0, 0, px(4), px(8))
        inside.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._captions = AnswerHeads()
        inside.addWidget(self._captions)
        self._nothing = wrapped(NOTHING, "muted")
        inside.addWidget(self._nothing)
        for one in self.rows.values():
            group = one.question.group
            if group not in self._heads:
                self._heads[group] = section_title(group)
                inside.addWidget(self._heads[group])
            inside.addWidget(one)
            one.edited.connect(self._edited)
            one.chosen.connect(self._choose)

    @property
    def everything(self) -> bool:
        """Whether every question is shown."""
        return self._everything

    def show_form(self, answers: Mapping[str, str], untouched: frozenset[str]) -> None:
        """Show the answers of another form."""
        self._read, self._untouched, self._chosen = dict(answers), untouched, {}
        for name, one in self.rows.items():
            one.put(answers.get(name, ""))
        self._look_again()

    def show_held(self, held: Held, today: date) -> None:
        """Put the answers beside another company; what was typed and chosen stays."""
        self._held, self._today = held, today
        self._look_again()

    def show_everything(self, everything: bool) -> None:
        """Show every question, or only those that say something we do not hold."""
        self._everything = everything
        self._show_rows()

    def set_narrow(self, narrow: bool) -> None:
        """Put the captions above the answers, or before them."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._captions.set_narrow(narrow)
            for one in self.rows.values():
                one.set_narrow(narrow)

    def answers(self) -> dict[str, str]:
        """What they say, as it stands here."""
        return {name: text for name, one in self.rows.items() if (text := one.text())}

    def taken(self) -> frozenset[str]:
        """The answers to go into our record."""
        return frozenset(
            one.question.name for one in self._compared if self._takes(one) and one.can_take
        )

    def troubles(self) -> int:
        """How many answers cannot be taken as they are."""
        return sum(1 for one in self._compared if one.trouble)

    def choose_all(self, take: bool) -> None:
        """Take every answer that can be taken, or keep all of ours."""
        self._chosen = dict.fromkeys(self.rows, take)
        self._look_again()

    def toggle_here(self) -> None:
        """Take, or no longer take, the answer of the row that has the focus."""
        here = next((one for one in self.rows.values() if one.isAncestorOf(self._focus())), None)
        if here is not None and here.take.isEnabled():
            self._choose(here.question.name, not here.take.isChecked())

    def has_focus_row(self) -> bool:
        """Whether a row has the focus, so that there is something to take."""
        return any(one.isAncestorOf(self._focus()) for one in self.rows.values())

    def show_refusal(self, refusal: Refusal) -> bool:
        """Go to the question a refusal names; False for none."""
        one = self.rows.get(refusal.field or "")
        if one is None:
            return False
        self.show_everything(True)
        one.theirs.setFocus()
        return True

    def focus_first(self) -> None:
        """Go to the first row shown."""
        first = next((one for one in self.rows.values() if not one.isHidden()), None)
        if first is not None:
            first.theirs.setFocus()

    def _focus(self) -> QWidget:
        found = self.window().focusWidget()
        return found if found is not None else self

    def _edited(self) -> None:
        self._look_again(hide=False)
        self.changed.emit()

    def _choose(self, name: str, take: bool) -> None:
        self._chosen[name] = take
        self._look_again(hide=False)
        self.changed.emit()

    def _takes(self, one: Compared) -> bool:
        return self._chosen.get(one.question.name, True)

    def _look_again(self, *, hide: bool = True) -> None:
        answers = self.answers()
        as_printed = {
            name for name in self._untouched if answers.get(name, "") == self._read.get(name, "")
        }
        self._compared = compare(answers, self._held, self._today, as_printed)
        for one in self._compared:
            self.rows[one.question.name].show_compared(one, take=self._takes(one))
        if hide:  # a row that is typed in stays
            self._show_rows()

    def _show_rows(self) -> None:
        shown: set[str] = set()
        for one in self._compared:
            tells = one.standing not in {Standing.SAME, Standing.BLANK}
            visible = self._everything or tells
            self.rows[one.question.name].setVisible(visible)
            if visible:
                shown.add(one.question.group)
        for group, head in self._heads.items():
            head.setVisible(group in shown)
        self._nothing.setVisible(not shown)
