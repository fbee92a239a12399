"""The calls logged from this screen, so that taking one back brings its note back too."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from crm.domain.changes import Changes
from ui.bridge import Bridge
from ui.today.drafts import Draft

if TYPE_CHECKING:
    from crm.actions.calls import LoggedCall


@dataclass(frozen=True, slots=True)
class Filed:
    """One call as it was logged: the label of its step and what had been typed."""

    company_id: int
    label: str
    draft: Draft


def say_logged(logged: "LoggedCall") -> str:
    """Say what was filed, what comes next and what to know of it."""
    step = ", ".join(part for part in (logged.step, logged.due) if part)
    told = (
        f"Logged {logged.outcome.lower()} with {logged.company}.",
        f"Next: {step}." if step else "No next step.",
        "Nobody reached so far: a letter may do more." if logged.propose_letter else "",
        *logged.warnings,
    )
    return " ".join(part for part in told if part)


class FiledCalls(QObject):
    """Listens to what is undone and redone: `taken_back(Filed)`, `filed_again(Filed)`."""

    taken_back = Signal(object)
    filed_again = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._filed: list[Filed] = []
        self._back: list[Filed] = []
        bridge.changed.connect(self._changed)

    def add(self, call: Filed) -> None:
        """Remember a call that was just logged."""
        self._filed.append(call)
        self._back.clear()

    def _changed(self, changes: Changes) -> None:
        for word, source, target, told in (
            ("Undone", self._filed, self._back, self.taken_back),
            ("Redone", self._back, self._filed, self.filed_again),
        ):
            last = source[-1] if source else None
            if last is None or changes.label != f"{word}: {last.label}":
                continue
            if changes.concern(last.company_id):
                target.append(source.pop())
                told.emit(last)
                return
