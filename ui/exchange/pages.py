"""The first and the last page of an import: dropping a file, and what became of it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from crm.domain.calendar import local_day, say_long_date
from ui.look.buttons import Button, button
from ui.look.measure import px
from ui.look.surfaces import FlowingPage, as_part, card, column, empty, row, scrolling
from ui.look.text import heading, muted, section_title, strong, title, wrapped

if TYPE_CHECKING:  # SQLAlchemy is imported after the first paint
    from crm.actions.imports import BroughtIn
    from crm.data.queries.imports import BatchLine

LATEST = 8


class StartPage(QFrame):
    """Says what can be brought in, and lists what was."""

    def __init__(self) -> None:
        super().__init__()
        as_part(self, "pane")
        content = FlowingPage()
        column(self).addWidget(scrolling(content))
        layout = column(content, gap=10, margin=20)
        drop = card()
        inside = column(drop, gap=6, margin=24)
        for words in (
            heading("Drop a file here, or type its name above"),
            muted("CSV or Excel (.xlsx): a chamber's list, an address book, names from a fair."),
            muted("Nothing is written until you have seen what becomes of every row."),
        ):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            words.setWordWrap(True)
            inside.addWidget(words)
        layout.addWidget(drop)
        self._before = column(gap=4)
        layout.addLayout(self._before)
        layout.addStretch()

    def show_batches(self, batches: "Sequence[BatchLine]") -> None:
        """List the files brought in, newest first."""
        empty(self._before)
        if batches:
            self._before.addSpacing(px(8))
            self._before.addWidget(section_title("Brought in before"))
        for batch in batches[:LATEST]:
            line = row(gap=12)
            line.addWidget(strong(batch.file_name))
            day = say_long_date(local_day(batch.brought_in_at))
            counts = f"{batch.created:,} new · {batch.updated:,} filled in"
            line.addWidget(muted(f"{day} · {counts} · {batch.who}"))
            line.addStretch()
            self._before.addLayout(line)


class DonePage(QFrame):
    """What was brought in, and where the rows left out are."""

    def __init__(
        self,
        *,
        look: Callable[[], object],
        again: Callable[[], object],
        elsewhere: Callable[[], object],
    ) -> None:
        super().__init__()
        as_part(self, "pane")
        self._head, self._words, self._left_out = title(""), wrapped(), wrapped()
        self.companies = button("See the companies", primary=True, run=look)
        self.another = button("Import another list", run=again)
        self.elsewhere: Button = button("Choose another folder…", run=elsewhere)
        content = FlowingPage()
        column(self).addWidget(scrolling(content))
        layout = column(content, gap=10, margin=24)
        for part in (self._head, self._words, self._left_out):
            layout.addWidget(part)
        line = row(gap=8)
        for made in (self.companies, self.another, self.elsewhere):
            line.addWidget(made)
        line.addStretch()
        layout.addLayout(line)
        layout.addStretch()

    def show_done(self, name: str, done: "BroughtIn", undo_key: str) -> None:
        """Say what became of the rows of a file; `undo_key` takes them back, empty for none."""
        self._head.setText(f"{name} is in the book")
        parts = [
            f"{done.created:,} new {'company' if done.created == 1 else 'companies'}",
            f"{done.updated:,} filled in",
            f"{done.skipped:,} skipped",
        ]
        back = f"{undo_key or 'Undo'} takes all of it back."
        self._words.setText(f"{', '.join(parts)}. {back}")
        self.say_left_out("")
        self.elsewhere.hide()

    def say_left_out(self, text: str, *, offer: bool = False) -> None:
        """Say where the rows left out are, or that they could not be written."""
        self._left_out.setText(text)
        self._left_out.setVisible(bool(text))
        self.elsewhere.setVisible(offer)

    def says(self) -> str:
        """All its words, for tests."""
        shown = (self._head, self._words, self._left_out)
        return "\n".join(part.text() for part in shown if part.text())
