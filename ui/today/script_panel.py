"""What to say, beside the call, with answers to what is objected under it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame

from crm.domain.scripts import Part
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import FlowingPage, as_part, column, line, row, scrolling
from ui.look.text import section_title, small, wrapped

if TYPE_CHECKING:  # what fills scripts is imported on another thread
    from crm.documents.script_text import Spoken

LEAST_LINES = 3
"""How much of a script is in sight where the pane is low; the rest of it scrolls."""

NO_ANSWER = "No answers yet: write them in Settings, Scripts."


class ScriptPanel(QFrame):
    """A tinted card; the answers unfold all together, or one by one (`answered` then).

    Its words scroll by themselves where they are given less height than they want.
    """

    answered = Signal()

    def __init__(self) -> None:
        super().__init__()
        as_part(self, "accent card")
        self.setAccessibleName("Script")
        self._open = self._short = False
        self._at: int | None = None
        self._said: tuple[tuple[str, str], ...] = ()
        self._sentences = ""
        self._title = section_title("", accent=True)
        self._title.setWordWrap(True)
        self._parts = {part: wrapped("") for part in Part}
        self._rule = line()
        self._asked, self._answer = wrapped("", "strong"), wrapped("")
        self._place_of = small("")
        self.fold_button = button("If they object…", quiet=True, run=self._turn)
        layout = column(self, gap=4, margin=10)
        head = row(gap=6)
        head.addWidget(self._title, 1)
        head.addWidget(self.fold_button, 0)
        layout.addLayout(head)
        self._words = FlowingPage()
        words = column(self._words, gap=4)
        for part in (*self._parts.values(), self._rule, self._asked, self._answer, self._place_of):
            words.addWidget(part)
        self._area = scrolling(self._words)
        self._area.setAccessibleName("Words of the script")
        layout.addWidget(self._area)
        self._given = 0
        self._show()

    def show_script(self, spoken: "Spoken") -> None:
        """Show a script, its answers folded."""
        self._title.setText(f"SCRIPT — {spoken.title.upper()}")
        self._title.setAccessibleName(f"Script: {spoken.title}")
        for part, words in self._parts.items():
            sentences = spoken.parts[part]
            listed = part is Part.QUESTIONS and len(sentences) > 1
            words.setText("\n".join(f"– {s}" for s in sentences) if listed else " ".join(sentences))
        self._sentences = " ".join(said for part in Part for said in spoken.parts[part])
        self._said = spoken.answers
        self._open, self._at = False, None
        self._show()

    def text(self) -> str:
        """What is to be said."""
        return self._sentences

    def answer(self) -> tuple[str, str] | None:
        """The objection and answer shown by themselves; None where none is."""
        return None if self._at is None else self._said[self._at]

    def next_answer(self, by: int = 1) -> None:
        """Show the next answer, after the last none again; -1 goes the other way round."""
        if not self._said:
            self._open = True
        elif self._at is None:
            self._at = 0 if by > 0 else len(self._said) - 1
        else:
            at = self._at + by
            self._at = at if 0 <= at < len(self._said) else None
        self._show()
        self.answered.emit()

    def make_short(self, *, short: bool) -> None:
        """Show the title alone until the rest is asked for, or the text at once."""
        if short != self._short:
            self._short = short
            self._show()

    def words_height(self, width: int) -> int:
        """How high the words want to be in a panel of a width."""
        if self._area.isHidden():
            return 0
        inside = self.contentsMargins()
        layout = self.layout()
        margins = layout.contentsMargins() if layout is not None else inside
        return max(0, self._words.heightForWidth(width - margins.left() - margins.right()))

    def least_height(self) -> int:
        """How high a few lines are."""
        return LEAST_LINES * self._answer.fontMetrics().lineSpacing()

    def words_given(self) -> int:
        """How high the words are now."""
        return 0 if self._area.isHidden() else self._given

    def give_words(self, height: int, wanted: int) -> None:
        """Let the words be so high; where they want more they scroll, also with the keyboard."""
        scrolls = height < wanted
        policy = Qt.FocusPolicy.TabFocus if scrolls else Qt.FocusPolicy.NoFocus
        if self._area.focusPolicy() is not policy:
            self._area.setFocusPolicy(policy)
        if not self._area.isHidden() and height != self._given:
            self._given = height
            self._area.setFixedHeight(height)

    def _see_answer(self) -> None:
        """Scroll to what is answered; what is said comes first where nothing is."""
        if self._rule.isHidden():
            self._area.verticalScrollBar().setValue(0)
        else:
            self._area.ensureWidgetVisible(self._answer, 0, 0)
            self._area.verticalScrollBar().setValue(max(0, self._rule.y() - px(2)))

    def _turn(self) -> None:
        self._open, self._at = not (self._open or self._at is not None), None
        self._show()

    def _show(self) -> None:
        one = self.answer()
        for words in self._parts.values():
            words.setVisible(bool(words.text()) and (self._open or not self._short))
        if one is not None:
            self._asked.setText(f"“{one[0]}”")
            self._answer.setText(one[1])
            self._place_of.setText(f"{self._said.index(one) + 1} of {len(self._said)}")
        else:
            self._answer.setText("\n".join(f"“{a}” {b}" for a, b in self._said) or NO_ANSWER)
        for words in (self._asked, self._place_of):
            words.setVisible(one is not None)
        self._rule.setVisible(one is not None or self._open)
        self._answer.setVisible(one is not None or self._open)
        self._area.setVisible(self._open or one is not None or not self._short)
        # Once what was just shown has found its place.
        QTimer.singleShot(0, self, self._see_answer)
        words_folded = "Show script" if self._short else "If they object…"
        self.fold_button.rename("Hide" if self._open or one is not None else words_folded)
