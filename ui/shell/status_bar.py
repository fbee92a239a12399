"""The line at the bottom: saved, backed up, what Undo takes back, and how much there is."""

from PySide6.QtWidgets import QFrame

from ui.look.measure import px
from ui.look.surfaces import as_part, row
from ui.look.text import OneLine, key_cap, label, small
from ui.shell.facts import WindowFacts


class StatusBar(QFrame):
    """Says that everything is saved, because it is: each action is written at once."""

    def __init__(self) -> None:
        super().__init__()
        as_part(self, "status bar")
        self.setAccessibleName("State of the book")
        self._saved, self._undo, self._counted = small(""), OneLine("", "small"), small("")
        self._waiting = label("", "warning")
        self._waiting.hide()
        self._cap = key_cap("")
        layout = row(self, gap=5)
        layout.setContentsMargins(px(12), px(2), px(12), px(2))
        layout.addWidget(self._waiting)
        layout.addWidget(self._saved)
        layout.addSpacing(px(12))
        layout.addWidget(self._undo)
        layout.addWidget(self._cap)
        layout.addStretch(1)
        layout.addSpacing(px(12))
        layout.addWidget(self._counted)
        self.show_undo(None)

    def show_facts(self, facts: WindowFacts) -> None:
        """Show when the book was backed up and how much is in it."""
        self._saved.setText(f"Saved · {facts.backup}" if facts.backup else "Saved")
        self._counted.setText(facts.counted)

    def say(self, text: str) -> None:
        """Say what the program is doing before there is a book."""
        self._saved.setText(text)

    def show_undo(self, undo: str | None) -> None:
        """Show what undo takes back."""
        self._undo.setText(f"Undo: {undo}" if undo else "")
        self._undo.setVisible(bool(undo))
        self._cap.setVisible(bool(undo) and bool(self._cap.text()))

    def show_undo_key(self, keys: str) -> None:
        """Show the key that takes it back, as it is printed."""
        self._cap.setText(keys)
        self._cap.setAccessibleName(keys)
        self._cap.updateGeometry()
        self._cap.setVisible(not self._undo.isHidden() and bool(keys))

    def show_waiting(self, count: int) -> None:
        """Show how many logged calls wait for a long write; they are kept beside the book."""
        self._waiting.setText(f"Waiting to be saved ({count})")
        self._waiting.setVisible(count > 0)

    def text(self) -> str:
        """Everything it says, for tests and for reading aloud."""
        shown = (self._waiting, self._saved, self._undo, self._counted)
        return "  ".join(part.text() for part in shown if part.text() and not part.isHidden())
