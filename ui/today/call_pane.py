"""The right pane: the number, what to say, what was achieved, the note, the next step."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from crm.domain.errors import Refusal
from crm.domain.outcomes import Need, Outcome
from ui.form.editors import GrowingText
from ui.look.buttons import Button, button
from ui.look.measure import px
from ui.look.surfaces import FlowingPage, as_part, column, row, scrolling
from ui.look.text import section_title, wrapped
from ui.today.asking import AskingStrip
from ui.today.call_time import CallTimeField
from ui.today.call_timer import CallTimer
from ui.today.draft_line import DraftLine
from ui.today.drafts import Draft
from ui.today.giving_way import Giver, GivingWay, NoteText, hidden
from ui.today.next_step import NextStepField
from ui.today.note_chips import NoteChips
from ui.today.number_panel import NumberPanel
from ui.today.outcome_buttons import OutcomeButtons
from ui.today.said import Whom
from ui.today.script_panel import ScriptPanel

LOG = ("Log call and open next", "Log and open next", "Log, next")

NO_NUMBER = "None that may be dialled: add one on the company's page{}."
CLOSED = "This company asked not to be called."
LOW, LOWEST = 700, 480
"""Under these heights, at the design size, the script is folded; note and step come first."""


class CallPane(QFrame):
    """Where a call is made and written down; the room decides what follows from it.

    `chosen(Outcome | None)` comes when an outcome is clicked, `log_wanted()` from the button at
    the foot, `typed()` when note or next step change.
    """

    chosen = Signal(object)
    log_wanted = Signal()
    typed = Signal()

    def __init__(
        self, now: Callable[[], datetime], dial: Button, following: Button, keep: Button
    ) -> None:
        super().__init__()
        as_part(self, "right pane")
        self.setAccessibleName("Call")
        self.number = NumberPanel(dial, following)
        self.timer = CallTimer()
        self.made = CallTimeField(now)
        self.chips = NoteChips(keep)
        self.script = ScriptPanel()
        self.outcomes = OutcomeButtons()
        self.asking = AskingStrip(now)
        self.draft_line = DraftLine(now)
        self.note = NoteText()
        self.next_step = NextStepField(now)
        self.log = button(LOG[0], primary=True, run=self.log_wanted.emit)
        self._whom = wrapped("", "heading")
        self._trouble = wrapped("", "trouble")
        self._trouble.hide()
        self._inside = FlowingPage()
        self._noted_first = False
        self._note_wanted = False
        self.edit_key: Callable[[], str] = str
        """The key that opens the page of the company, as the user has it; empty for none."""
        self._place()
        self.outcomes.chosen.connect(self.chosen)
        self.asking.left.connect(self.to_note)
        self.asking.left.connect(self.asking.fold)
        self.next_step.accepted.connect(self.to_note)
        self.made.accepted.connect(self.to_note)
        self.made.edited.connect(self._changed)
        self.note.textChanged.connect(self._changed)
        self.next_step.edited.connect(self._changed)

    def show_call(
        self, company: str, whom: Whom, place: int, of: int, *, closed: bool = False, best: str = ""
    ) -> None:
        """Show whom the call is with, and the number; `closed` where nobody may call."""
        self._inside.show()
        self.log.show()
        if self._note_wanted and self.isVisible():
            self.to_note()
        self._whom.setText(f"Call with {whom.name or company}")
        number = whom.number
        if number is None:
            edit = f" ({self.edit_key()})" if self.edit_key() else ""
            self.number.show_nothing(CLOSED if closed else NO_NUMBER.format(edit))
            return
        # Whose it is needs no saying where the head of the pane says it.
        whose = "" if number.person_id in {None, whom.person_id} else whom.name
        self.number.show_number(number, whose, place, of, best)

    def show_nobody(self) -> None:
        """Show that there is no call to make."""
        self.put(Draft())
        self._inside.hide()
        self.log.hide()

    def put(self, draft: Draft) -> None:
        """Hold a draft: what was typed and chosen before."""
        self.asking.fold()
        self.clear_trouble()
        self.draft_line.show_draft(draft)
        for part, text in ((self.note, draft.note), (self.next_step, draft.next_step)):
            part.blockSignals(True)
            part.setPlainText(text) if isinstance(part, GrowingText) else part.put(text)
            part.blockSignals(False)
        self.note.moveCursor(self.note.textCursor().MoveOperation.End)
        self.note.updateGeometry()
        self.made.put(draft.made_at, incoming=draft.incoming)
        self.chips.show_note(draft.note)
        self.outcomes.choose(draft.outcome)
        self.show_outcome(draft.outcome)
        if draft.dialled_at is None:
            self.timer.stop()
        else:
            self.timer.start(draft.dialled_at)

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Mark an outcome as chosen, and show its key on the button at the foot."""
        self.outcomes.choose(outcome)
        self.log.show_keys(self.outcomes.key(outcome) if outcome else "")
        self.log.setAccessibleDescription(
            self.outcomes.label(outcome) if outcome else "Choose an outcome"
        )
        self._fit_log()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say it beside the field it names, else above the note."""
        if self.asking.show_refusal(refusal):
            return True
        if refusal.field in {Need.WHEN, "when"}:
            return self.next_step.show_refusal(refusal)
        if refusal.field == "at":
            return self.made.show_refusal(refusal)
        if refusal.field == Need.NUMBER:
            self.number.show_trouble(refusal.message)
        else:
            self._trouble.setText(refusal.message)
            self._trouble.show()
        self.to_note()
        return True

    def clear_trouble(self) -> None:
        """Nothing is wrong any more."""
        self._trouble.hide()
        self.number.show_trouble("")

    def trouble(self) -> str:
        """What is said above the note; empty for nothing."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def whom(self) -> str:
        """The head of the pane."""
        return self._whom.text()

    def to_note(self) -> None:
        """Put the caret in the note, or leave word for when there is a call to write of."""
        self._note_wanted = self._inside.isHidden()
        if self.isVisible():  # another room may have the focus by now
            self.note.setFocus()
        self.reveal(self.note)

    def reveal(self, part: QWidget) -> None:
        """Scroll so that a part can be seen."""
        self._area.ensureWidgetVisible(part, 0, px(12))
        # Once more when what was just shown has found its place.
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(part, 0, px(12)))

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its parts, which do not scroll sideways."""
        script = self.script.minimumSizeHint().width() - px(14)
        widest = max(self.outcomes.least_width(), self.number.least_width(), script)
        return QSize(widest + px(48), px(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose words for the button that fit, and fold the script where it is low."""
        super().resizeEvent(event)
        self._fit_log()
        self.number.fit(self.width() - px(44))
        self.script.make_short(short=self.height() < px(LOW))
        self._put_in_order(self.height() < px(LOWEST))
        self._giving.fit()

    def _put_in_order(self, noted_first: bool) -> None:
        """Let note and next step come before all else where not all can be seen."""
        if noted_first is self._noted_first:
            return
        self._noted_first = noted_first
        outcomes, notes, step = self._sections
        first = (notes, step, self.number, self.script, outcomes)
        for part in first if noted_first else (self.number, self.script, outcomes, notes, step):
            self._layout.removeWidget(part)
            self._layout.insertWidget(self._layout.count() - 1, part)

    def _changed(self) -> None:
        self.clear_trouble()
        self.chips.show_note(self.note.toPlainText())
        if self.note.hasFocus():
            self._area.ensureWidgetVisible(self.note, 0, px(12))
        self.typed.emit()

    def _fit_log(self) -> None:
        room = self.width() - px(34)
        for words in LOG:
            self.log.rename(words)
            if self.log.sizeHint().width() <= room:
                return

    def _place(self) -> None:
        head = row(gap=8)
        head.addWidget(self._whom, 1)
        head.addWidget(self.timer, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.made, 0, Qt.AlignmentFlag.AlignTop)
        layout = column(self._inside, gap=6)
        layout.setContentsMargins(px(16), px(12), px(16), px(12))
        layout.addLayout(head)
        layout.addWidget(self.made.echo)
        layout.addWidget(self.made.trouble)
        layout.addWidget(self.number)
        layout.addWidget(self.script)
        titles, self._sections = [], []
        for caption, parts in (
            ("Outcome", (self.outcomes,)),
            ("Notes", (self.asking, self.draft_line, self.note, self.chips, self._trouble)),
            ("Next step", (self.next_step,)),
        ):
            section = QWidget()
            inside = column(section, gap=6)
            inside.setContentsMargins(0, px(5), 0, 0)
            titles.append(hidden(title := section_title(caption), inside))
            for part in (title, *parts):
                inside.addWidget(part)
            self._sections.append(section)
            layout.addWidget(section)
        layout.addStretch(1)
        self._layout = layout
        whole = column(self, gap=0)
        self._area = scrolling(self._inside)
        self._area.setAccessibleName("Call")
        whole.addWidget(self._area, 1)
        self._giving = GivingWay(self._area, self._inside, self.script)
        outcome, notes, step = titles
        self._giving.ask_in_turn([
            outcome,
            notes,
            Giver(self.number.spare_height, self.number.make_short),
            Giver(self.note.spare_height, self.note.make_low),
            Giver(self.outcomes.spare_height, self.outcomes.stand_close),
            step,
        ])  # fmt: skip
        foot = column(gap=0)
        foot.setContentsMargins(px(16), px(8), px(16), px(14))
        foot.addWidget(self.log)
        whole.addLayout(foot)
        self.log.setMinimumWidth(px(60))
        self.log.setFixedHeight(max(px(38), self.log.sizeHint().height()))
