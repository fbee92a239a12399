"""What every section of Settings is made of: a head, a sentence, facts edited in place."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from crm.domain.errors import Refusal
from ui.form.editable import Editable
from ui.form.fields import Fact
from ui.look.measure import px
from ui.look.surfaces import column, line, row
from ui.look.text import small, title, wrapped
from ui.room import Desk
from ui.settings.facts import SettingsFacts

CAPTION = 150
Save = Callable[[str, Callable[[Refusal], object]], object]
"""Saves a typed value; what is wrong with it goes to the second argument."""


def _at_left(value: QWidget, caption: str) -> QWidget:
    """A choice keeps its width; words begin where values in place do."""
    if isinstance(value, QLabel):
        value.setContentsMargins(px(3), px(3), px(3), px(3))
    if not isinstance(value, QComboBox):
        return value
    if not value.accessibleName():
        value.setAccessibleName(caption)
    holder = QWidget()
    beside = row(holder, gap=0)
    beside.addWidget(value)
    beside.addStretch()
    return holder


class Section(QWidget):
    """One page of Settings."""

    title = ""
    lead = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.bridge = desk.bridge
        self.setMaximumWidth(px(760))
        self.page = column(self, gap=4, margin=24)
        self.page.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.page.addWidget(title(self.title))
        if self.lead:
            self.page.addWidget(wrapped(self.lead, "muted"))
        self.page.addSpacing(px(8))
        self.build()
        self.page.addStretch()

    def build(self) -> None:
        """Put what the section shows on its page."""

    def show_facts(self, facts: SettingsFacts) -> None:
        """Show what the book says."""

    def entered(self) -> None:
        """Look again at what no change of the book tells of."""

    def may_leave(self) -> bool:
        """Whether everything typed here is safe, or could be saved just now."""
        return True

    def editable(
        self, caption: str, save: Save, *, several_lines: bool = False, hint: str = ""
    ) -> Editable:
        """Add a value that is changed in place."""
        made = Editable(caption, several_lines=several_lines)
        made.saved.connect(lambda text: self._save(made, save, text))
        self.fact(caption, made, hint=hint)
        return made

    def fact(self, caption: str, value: QWidget, *, hint: str = "") -> QWidget:
        """Add a caption with something beside it, and a hint under that."""
        holder = QWidget()
        layout = column(holder, gap=0)
        layout.addWidget(Fact(caption, _at_left(value, caption), caption_width=CAPTION))
        if hint:
            words = small(hint)
            words.setWordWrap(True)
            words.setContentsMargins(px(CAPTION + 4), 0, 0, px(4))
            layout.addWidget(words)
        self.page.addWidget(holder)
        return holder

    def rule(self) -> None:
        """Draw a hair between two groups."""
        self.page.addSpacing(px(8))
        self.page.addWidget(line())
        self.page.addSpacing(px(8))

    def _save(self, editor: Editable, save: Save, text: str) -> None:
        if not self.bridge.has_book:  # a field left because the window closes
            return
        try:
            save(text, editor.show_refusal)
        except Refusal as refusal:
            editor.show_refusal(refusal)
