"""One question of the form: what we hold, what they say, and whose answer stands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from crm.domain.application_form import WISHES, Answering, Question
from crm.domain.applications import Compared, Standing
from ui.form.editors import Check, GrowingText, line, put_text, text_in
from ui.look.measure import px
from ui.look.surfaces import column, row
from ui.look.text import breakable, label, wrapped

CAPTION = 128
TAKE = 66
QWIDGETSIZE_MAX = (1 << 24) - 1
WISH = "Goes on the list of wishes, and counts from then on."


class AnswerRow(QWidget):
    """A caption, ours, theirs to be corrected, and a box to take it.

    `edited()` comes when theirs is changed by hand, `chosen(name, take)` at the box.
    """

    edited = Signal()
    chosen = Signal(str, bool)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        name = question.label
        self._ours = wrapped("", "muted")
        self._said = wrapped("", "small")
        self._trouble = wrapped("", "trouble")
        self.theirs: QWidget
        if question.answering is Answering.TICK:
            ticked = Check("Ticked")
            ticked.setAccessibleName(f"{name}, ticked on the form")
            ticked.clicked.connect(lambda _on=False: self.edited.emit())
            self.theirs = ticked
        elif question.answering is Answering.LONG:
            text = GrowingText(f"{name}, their answer", least=2, most=6)
            text.textChanged.connect(self.edited.emit)
            self.theirs = text
        else:
            typed = line(f"{name}, their answer")
            typed.textEdited.connect(lambda _text: self.edited.emit())
            self.theirs = typed
        self.take = Check("Take")
        self.take.setAccessibleName(f"{name}: take their answer")
        self.take.clicked.connect(lambda on=False: self.chosen.emit(question.name, on))
        self._place(name)

    def text(self) -> str:
        """Their answer as it stands here."""
        return text_in(self.theirs).strip()

    def put(self, text: str) -> None:
        """Show their answer."""
        quiet = self.theirs.blockSignals(True)
        put_text(self.theirs, text)
        self.theirs.blockSignals(quiet)
        self.theirs.updateGeometry()

    def show_compared(self, found: Compared, *, take: bool) -> None:
        """Show how the answer stands beside ours."""
        ours = found.held if self.question.fact else ""
        if found.held and found.standing is Standing.SAME:
            ours = ours or found.held
        self._ours.setText(breakable(ours))
        self._ours.setAccessibleName(f"{self.question.label}, we hold: {ours or 'nothing'}")
        self._trouble.setText(found.trouble)
        self._trouble.setVisible(bool(found.trouble))
        self.take.setVisible(bool(self.question.fact))
        self.take.setEnabled(found.can_take)
        self.take.setChecked(take and found.can_take)
        wish = self.question.name in WISHES and bool(found.answered)
        self._said.setText(WISH if wish else "")
        self._said.setVisible(wish)

    def set_narrow(self, narrow: bool) -> None:
        """Put the caption above the answers, or before them."""
        for part in (self._name, self._ours, self._answer, self._taking):
            self._grid.removeWidget(part)
        across, down = (0, 1) if narrow else (1, 0)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(self._name, 0, 0, 1, 3 if narrow else 1, top)
        self._grid.addWidget(self._ours, down, across, top)
        self._grid.addWidget(self._answer, down, across + 1)
        self._grid.addWidget(self._taking, down, across + 2, top)
        wide = px(CAPTION)
        self._name.setMinimumWidth(0 if narrow else wide)
        self._name.setMaximumWidth(QWIDGETSIZE_MAX if narrow else wide)
        for place in range(4):
            shares = {across: 4, across + 1: 5}
            self._grid.setColumnStretch(place, shares.get(place, 0))

    def _place(self, caption: str) -> None:
        self._name = label(caption, "muted")
        self._name.setContentsMargins(0, px(4), 0, 0)
        self._ours.setContentsMargins(0, px(4), 0, 0)
        self._ours.setMinimumWidth(px(90))
        self._answer = QWidget()
        theirs = column(self._answer, gap=2)
        theirs.addWidget(self.theirs)
        for words in (self._trouble, self._said):
            words.hide()
            theirs.addWidget(words)
        theirs.addStretch()
        self._taking = QWidget()
        self._taking.setFixedWidth(px(TAKE))
        row(self._taking, gap=0).addWidget(self.take, 0, Qt.AlignmentFlag.AlignTop)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(10))
        self._grid.setVerticalSpacing(px(2))
        self.set_narrow(False)


class AnswerHeads(QWidget):
    """What stands above the answers: whose they are."""

    def __init__(self) -> None:
        super().__init__()
        beside = row(self, gap=10)
        self._before = label("")
        self._before.setFixedWidth(px(CAPTION))
        beside.addWidget(self._before)
        beside.addWidget(label("We hold", "small"), 4)
        beside.addWidget(label("They say", "small"), 5)
        after = label("")
        after.setFixedWidth(px(TAKE))
        beside.addWidget(after)

    def set_narrow(self, narrow: bool) -> None:
        """Leave no room for captions that stand above the answers."""
        self._before.setVisible(not narrow)
