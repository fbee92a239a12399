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
        self._title = section_title("", accent=True)
        self._title.setWordWrap(True)
        self._text = wrapped("")
        self._answers = wrapped("", "muted")
        self._answers.hide()
        self._fold = button("If they object…", quiet=True, run=self._turn)
        layout = column(self, gap=4, margin=10)
        for part in (self._title, self._text, self._answers):
            layout.addWidget(part)
        below = row(gap=0)
        below.addWidget(self._fold)
        below.addStretch(1)
        layout.addLayout(below)

    def show_script(self, script: Script) -> None:
        """Show a script, its answers folded."""
        self._title.setText(f"SCRIPT — {script.title.upper()}")
        self._title.setAccessibleName(f"Script: {script.title}")
        self._text.setText(script.text)
        said = (f"“{asked}” {answer}" for asked, answer in script.answers)
        self._answers.setText("\n".join(said))
        self._answers.hide()
        self._fold.setVisible(bool(script.answers))
        self._fold.rename("If they object…")

    def text(self) -> str:
        """What is to be said."""
        return self._text.text()

    def _turn(self) -> None:
        self._answers.setVisible(self._answers.isHidden())
        self._fold.rename("Hide answers" if not self._answers.isHidden() else "If they object…")
