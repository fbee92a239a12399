"""The right side of the room: whose form it is, what is odd about it, the answers, filing."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from crm.domain.application_form import WAYS_BACK
from crm.domain.calendar import say_long_date
from crm.domain.errors import Refusal
from crm.domain.imported_cells import read_date_cell
from ui.bridge import Bridge
from ui.form.editors import Choice, line
from ui.form.fields import Field
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import card, column, row, scrolling
from ui.look.text import wrapped
from ui.look.tokens import Kind
from ui.returned.answers_pane import AnswersPane
from ui.returned.commands import ReturnedCommands
from ui.returned.whose import WhosePane

if TYPE_CHECKING:
    from crm.data.queries.applications import FormBeside

_WAYS = {"post": "By post", "email": "By email", "by hand": "By hand", "other": "Another way"}


class FormPane(QWidget):
    """Shows one form; the room says what of it is known."""

    def __init__(self, bridge: Bridge, commands: ReturnedCommands) -> None:
        super().__init__()
        self._title = wrapped("", "heading")
        self._about = wrapped("", "muted")
        self._notice = card(Kind.WARNING)
        self._noticed = wrapped("")
        column(self._notice, margin=8).addWidget(self._noticed)
        self._notice.hide()
        self._restore = button(commands.restore)
        self._restore.hide()
        self.whose = WhosePane(bridge)
        self.answers = AnswersPane()
        self.how = Choice("How it came back", [(_WAYS[way], way) for way in WAYS_BACK])
        self.on = line("When it came back")
        self.on_field = Field("received_on", "Came back on", self.on)
        self._how_field = Field("received_how", "How", self.how)
        self._trouble = wrapped("", "trouble")
        self._trouble.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.whose)
        self._stack.addWidget(scrolling(self.answers))
        self._place(commands)

    def ask_whose(self, file: str, message: str, sha256: str) -> None:
        """Ask whose form this is, having said why that is not known."""
        self._title.setText("Whose form is this?")
        self._about.setText(file)
        self._say(message, restore=False)
        self.whose.begin(sha256)
        self._stack.setCurrentWidget(self.whose)
        self._foot.hide()

    def show_company(
        self, beside: "FormBeside", reference: str, notices: Sequence[str], *, keep_date: bool
    ) -> None:
        """Show whose form it is, and the answers beside what they hold."""
        self._title.setText(beside.company)
        more = (beside.town, beside.stage, reference)
        self._about.setText(" · ".join(part for part in more if part))
        self._say("\n".join(notices), restore=beside.trashed)
        self.answers.show_held(beside.held, beside.today)
        if not keep_date:
            self.on_field.put(say_long_date(beside.today))
        self._stack.setCurrentIndex(1)
        self._foot.show()

    def set_narrow(self, narrow: bool) -> None:
        """Make do with little room: captions above answers, fewer buttons (their keys stay)."""
        self.answers.set_narrow(narrow)
        self._more.setVisible(not narrow)

    def received_on(self, today: date) -> date:
        """The day typed; Refusal (field `received_on`) for one that is none."""
        text = self.on_field.text()
        day = read_date_cell(text) if text.casefold() != "today" else today
        if day is None:
            raise Refusal(f"“{text[:40]}” is not a date like 14 March 2003.", field="received_on")
        return day

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say what is wrong beside the field it is about, or under the answers."""
        if refusal.field == "received_on":
            self.on_field.show_trouble(refusal.message)
            self.on.setFocus()
            return True
        self._trouble.setText(refusal.message)
        self._trouble.show()
        self.answers.show_refusal(refusal)
        return True

    def clear_refusal(self) -> None:
        """Nothing is wrong any more."""
        self._trouble.hide()
        self.on_field.clear_trouble()

    def said(self) -> str:
        """What stands here in words, for tests."""
        parts = [self._title.text(), self._about.text()]
        if not self._notice.isHidden():
            parts.append(self._noticed.text())
        if not self._trouble.isHidden():
            parts.append(self._trouble.text())
        return "\n".join(part for part in parts if part)

    def _say(self, words: str, *, restore: bool) -> None:
        self._noticed.setText(words)
        self._notice.setVisible(bool(words))
        self._restore.setVisible(restore)
        self.clear_refusal()

    def _place(self, commands: ReturnedCommands) -> None:
        whole = column(self, gap=8)
        whole.setContentsMargins(px(14), px(12), px(10), px(12))
        # Wrapped words ask for the height they would need at their least width.
        for words in (self._title, self._about, self._noticed, self._trouble):
            words.setMinimumWidth(px(240))
        for part in (self._title, self._about, self._notice, self._restore):
            whole.addWidget(part)
        whole.addWidget(self._stack, 1)
        self._foot = QWidget()
        foot = column(self._foot, gap=8)
        when = row(gap=10)
        when.addWidget(self.on_field, 1)
        when.addWidget(self._how_field, 1)
        foot.addWidget(self._trouble)
        foot.addLayout(when)
        foot.addWidget(button(commands.file, primary=True, spread=True))
        self._more = QWidget()
        more = row(self._more, gap=8)
        for command in (commands.whose, commands.everything):
            more.addWidget(button(command, spread=True))
        foot.addWidget(self._more)
        whole.addWidget(self._foot)
        whole.addWidget(button(commands.skip, spread=True))
        self._foot.hide()
