"""What to say, beside the call, with answers to what is objected under it."""

from PySide6.QtWidgets import QFrame

from ui.look.buttons import button
from ui.look.surfaces import as_part, column, row
from ui.look.text import section_title, wrapped
from ui.today.scripts import Script


class ScriptPanel(QFrame):
    """A tinted card; the answers unfold."""

    def __init__(self) -> None:
        super().__init__()
        as_part(self, "accent card")
        self.setAccessibleName("Script")
        self._open = self._short = False
        self._title = section_title("", accent=True)
        self._title.setWordWrap(True)
        self._text = wrapped("")
        self._answers = wrapped("", "muted")
        self._answers.hide()
        self._fold = button("If they object…", quiet=True, run=self._turn)
        layout = column(self, gap=4, margin=10)
        head = row(gap=6)
        head.addWidget(self._title, 1)
        head.addWidget(self._fold, 0)
        layout.addLayout(head)
        for part in (self._text, self._answers):
            layout.addWidget(part)

    def show_script(self, script: Script) -> None:
        """Show a script, its answers folded."""
        self._title.setText(f"SCRIPT — {script.title.upper()}")
        self._title.setAccessibleName(f"Script: {script.title}")
        self._text.setText(script.text)
        said = (f"“{asked}” {answer}" for asked, answer in script.answers)
        self._answers.setText("\n".join(said))
        self._open = False
        self._show()

    def text(self) -> str:
        """What is to be said."""
        return self._text.text()

    def make_short(self, *, short: bool) -> None:
        """Show the title alone until the rest is asked for, or the text at once."""
        if short != self._short:
            self._short = short
            self._show()

    def _turn(self) -> None:
        self._open = not self._open
        self._show()

    def _show(self) -> None:
        self._text.setVisible(self._open or not self._short)
        self._answers.setVisible(self._open)
        words = "Show script" if self._short else "If they object…"
        self._fold.rename("Hide" if self._open else words)
