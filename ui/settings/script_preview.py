"""How a script reads for one company, beside the words that are being changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from crm.domain.scripts import SCRIPT_FIELDS
from ui.form.editors import line
from ui.look.surfaces import as_part, column
from ui.look.text import section_title, small, wrapped
from ui.room import Desk

if TYPE_CHECKING:
    from crm.data.connection import Reading

SAMPLE: Mapping[str, str] = {one.name: one.example for one in SCRIPT_FIELDS.values()}
NOT_FOUND = "No company like that; the examples stand here."
LEFT_OUT = "Nothing is said: something in every line is not known of this company."


@dataclass(frozen=True, slots=True)
class PreviewFor:
    """A company a script is shown for, and all that is known of it for that."""

    name: str
    stage: str
    values: Mapping[str, str]


class ScriptPreview(QFrame):
    """The sentences as they will be said, for a made-up company or for one of the book."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        as_part(self, "accent card")
        self.setAccessibleName("Preview")
        self._bridge = desk.bridge
        self._parts: tuple[tuple[str, str], ...] = ()
        self._found: PreviewFor | None = None
        self.company = line("Preview for the company", placeholder="Preview for a company…")
        self.company.setClearButtonEnabled(True)
        self._whose = small("")
        self._whose.setWordWrap(True)
        self._said = wrapped("")
        layout = column(self, gap=6, margin=12)
        layout.addWidget(section_title("Preview", accent=True))
        for part in (self.company, self._whose, self._said):
            layout.addWidget(part)
        layout.addStretch(1)
        self.company.textChanged.connect(lambda _text: self.look_up())
        self.show_whose()

    def show_parts(self, parts: Iterable[tuple[str, str]]) -> None:
        """Show texts, each under its head; what cannot be filled says why."""
        self._parts = tuple(parts)
        self._show()

    def look_up(self) -> None:
        """Look for the company typed."""
        typed = self.company.text().strip()
        if not typed:
            self._arrived(None)
        elif self._bridge.has_book:
            self._bridge.ask(preview_for, typed, then=self._arrived, latest="script preview")

    def text(self) -> str:
        """What is said."""
        return self._said.text()

    def show_whose(self) -> None:
        """Say whose script this is."""
        if self._found is not None:
            self._whose.setText(f"For {self._found.name}, {self._found.stage}")
        else:
            self._whose.setText(NOT_FOUND if self.company.text().strip() else "With examples")

    def _arrived(self, found: PreviewFor | None) -> None:
        self._found = found
        self.show_whose()
        self._show()

    def _show(self) -> None:
        # Imported by the question for the scripts already, on the thread of a reader.
        from crm.documents.script_text import fill_lines

        values = self._found.values if self._found is not None else SAMPLE
        said = []
        for head, text in self._parts:
            lines = fill_lines(text, values)
            if lines:
                said.append("\n".join([head, *lines] if head else lines))
        self._said.setText("\n\n".join(said) or LEFT_OUT)


def preview_for(reading: "Reading", typed: str) -> PreviewFor | None:
    """Find a company by what is typed and gather what scripts say of it, on a reader thread."""
    from crm.data.queries.call_card import call_card, calling_day
    from crm.data.queries.scripts import script_values
    from crm.data.queries.search.find import find

    hits = find(reading, typed, 1)
    if not hits:
        return None
    card = call_card(reading, hits[0].company_id)
    people = [person.name for person in card.page.people if person.left_on is None]
    whom = next(iter(people), "")
    values = script_values(card, calling_day(reading), reading.today, whom)
    return PreviewFor(card.page.name, card.page.stage, values)
