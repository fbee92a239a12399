"""The foot of the Import room: what is going on, and the button that brings the list in."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy

from crm.domain.imports import Action, ImportPlan
from ui.command import Command
from ui.look.buttons import Button, button
from ui.look.measure import px
from ui.look.surfaces import as_part, column, row
from ui.look.text import wrapped


class Foot(QFrame):
    """Says what is being done, how far it is, and what is wrong."""

    def __init__(self, bring: Command, cancel: Callable[[], object]) -> None:
        super().__init__()
        as_part(self, "status bar")
        self.bring: Button = button(bring, primary=True)
        self.cancel: Button = button("Cancel", run=cancel)
        self._says, self._trouble = wrapped("", "muted"), wrapped("", "trouble")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of the import")
        beside = row(self, gap=12)
        beside.setContentsMargins(px(16), px(8), px(16), px(8))
        words = column(gap=3)
        for part in (self._says, self._trouble, self._bar):
            words.addWidget(part)
        for told in (self._says, self._trouble):
            policy = told.sizePolicy()
            policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
            told.setSizePolicy(policy)
        beside.addLayout(words, 1)
        beside.addWidget(self.cancel)
        beside.addWidget(self.bring)
        self.say_trouble("")

    def say_trouble(self, text: str) -> None:
        """Say what is wrong; empty for nothing."""
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))

    def trouble(self) -> str:
        """What is said to be wrong; empty for nothing."""
        return self._trouble.text()

    def show_state(self, busy: str, plan: ImportPlan | None) -> None:
        """Show what is being done now, and what the button would bring in."""
        counts = plan.counts() if plan else dict.fromkeys(Action, 0)
        self.bring.rename(bring_words(counts[Action.CREATE], counts[Action.UPDATE]))
        self._says.setText(f"{busy}…" if busy else _say_rest(counts))
        self.cancel.setVisible(bool(busy))
        self._bar.setVisible(bool(busy))

    def show_share(self, share: float | None) -> None:
        """Show how far it is, from 0 to 1; None where nobody knows."""
        self._bar.setRange(0, 0 if share is None else 1000)
        if share is not None:
            self._bar.setValue(round(share * 1000))


def bring_words(new: int, more: int) -> str:
    """What the button says: `Bring in 188 companies, fill in 4`."""
    if more and not new:
        return f"Fill in {more:,} {_companies(more)}"
    words = f"Bring in {new:,} {_companies(new)}" if new else "Bring in"
    return f"{words}, fill in {more:,}" if more else words


def _companies(number: int) -> str:
    return "company" if number == 1 else "companies"


def _say_rest(counts: dict[Action, int]) -> str:
    skipped, errors = counts[Action.SKIP], counts[Action.ERROR]
    said = [f"{skipped:,} skipped"] if skipped else []
    if errors:
        said.append(f"{errors:,} left out and written beside the file, with the reasons")
    return " · ".join(said)
