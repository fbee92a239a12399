"""What to say to the company on screen: asked of the book once, filled for every company."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from crm.domain.changes import Changes
from ui.command import Command
from ui.room import Desk
from ui.today.script_panel import ScriptPanel

if TYPE_CHECKING:
    from crm.data.connection import Reading
    from crm.data.queries.call_card import CallCard, CallingDay
    from crm.documents.script_text import Spoken
    from crm.domain.scripts import Scripts

GROUP = "Script"


class ScriptTeller(QObject):
    """Fills the panel for each company; the words are asked again when they were changed."""

    def __init__(self, desk: Desk, panel: ScriptPanel) -> None:
        super().__init__(panel)
        self._desk = desk
        self._panel = panel
        self._scripts: Scripts | None = None
        self._now: Callable[[], None] | None = None
        self._ready: tuple[object, Spoken] | None = None
        self._shown: object = None
        desk.commands.show_key(panel.fold_button, "call.objection")

    def show(self, card: "CallCard", day: "CallingDay | None", today: date, whom: str) -> None:
        """Show what to say to a company; `whom` is the person called, empty for nobody."""
        self._now = partial(self._tell, card, day, today, whom)
        if self._scripts is None:
            self._ask()
        else:
            self._now()

    def refresh(self, changes: Changes) -> None:
        """Ask for the words again where they may be others."""
        if self._scripts is not None and changes.touch("association"):
            self._ask()

    def _ask(self) -> None:
        self._desk.bridge.ask(scripts_ready, then=self._arrived, latest="scripts")

    def _arrived(self, scripts: "Scripts") -> None:
        self._scripts = scripts
        if self._now is not None:
            self._now()

    def prepare(self, card: "CallCard", day: "CallingDay | None", today: date, whom: str) -> None:
        """Fill in what will be said to the company that comes next, before its key is pressed."""
        if self._scripts is not None:
            self._ready = self._filled(card, day, today, whom)

    def _tell(self, card: "CallCard", day: "CallingDay | None", today: date, whom: str) -> None:
        key, spoken = self._filled(card, day, today, whom)
        if key != self._shown:  # the counts of the day are asked again after every call
            self._shown = key
            self._panel.show_script(spoken)

    def _filled(
        self, card: "CallCard", day: "CallingDay | None", today: date, whom: str
    ) -> "tuple[object, Spoken]":
        # Imported by the question already, on the thread of a reader.
        from crm.data.queries.scripts import script_values
        from crm.documents.script_text import speak

        if self._scripts is None:
            raise AssertionError
        values = script_values(card, day, today, whom)
        key = (id(self._scripts), card.page.id, card.page.stage, tuple(values.items()))
        if self._ready is not None and self._ready[0] == key:
            return self._ready
        return key, speak(self._scripts, card.page.stage, values)


def scripts_ready(reading: "Reading") -> "Scripts":
    """Give the scripts of the book, with all that fills them loaded. Runs on a reader thread."""
    from crm.data.queries.scripts import kept_scripts
    from crm.documents.script_text import speak_script

    scripts = kept_scripts(reading)
    for script in scripts.scripts:
        speak_script(script, scripts, {})
    return scripts


def script_commands(panel: Callable[[], ScriptPanel], anybody: Callable[[], bool]) -> list[Command]:
    """The keys that find an answer while the caret stays in the note."""
    return [
        Command("call.objection", "If they object", lambda: panel().next_answer(), "Alt+O", anybody,
                group=GROUP, tip="Show what to say to an objection; again for the next one",
                why_not="No company is on screen"),
        Command("call.objection_back", "The objection before", lambda: panel().next_answer(-1),
                "Alt+Shift+O", anybody, group=GROUP, tip="Show the answer before this one",
                why_not="No company is on screen"),
    ]  # fmt: skip
