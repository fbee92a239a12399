"""Saving what was typed without a call: a note, and keeping a number or email that stands in it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from crm.actions.notes import write_note
from crm.actions.people import add_email, add_number
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.next_steps import When
from ui.room import Desk
from ui.today.call_pane import CallPane
from ui.today.drafts import Draft
from ui.today.note_chips import Contact
from ui.today.said import Whom


def keep_contact(
    work: Work, company_id: int, person_id: int | None, contact: Contact
) -> tuple[int, ...]:
    """Put a number or an email address from a note on file; Refusal where it is there already."""
    add = add_number if contact.kind == "number" else add_email
    return add(work, company_id, contact.typed, person_id=person_id, source="call")


def spoken_times(pane: CallPane) -> tuple[datetime | None, When | None] | None:
    """When the call was made and when the next step is; None where one is not understood."""
    try:
        at = pane.made.at()
    except Refusal as refusal:
        pane.made.show_refusal(refusal)
        return None
    try:
        return at, pane.next_step.when()
    except Refusal as refusal:
        pane.next_step.show_refusal(refusal)
        return None


class NoteSaver(QObject):
    """Files a note, or what is offered under one; `noted(company, draft)` is told when it is."""

    def __init__(
        self, desk: Desk, pane: CallPane, noted: Callable[[int, Draft], object], owner: QObject
    ) -> None:
        super().__init__(owner)
        self._desk, self._pane, self._noted = desk, pane, noted

    def save(self, company_id: int, draft: Draft) -> None:
        """File the note, dated as typed, and the next step if a time is typed."""
        times = spoken_times(self._pane)
        if times is None:
            return
        at, when = times
        self._desk.bridge.do(
            write_note, company_id, draft.note, draft.person_id, when, at,
            then=lambda _key: self._noted(company_id, draft), owner=self,
            troubled=self._pane.show_refusal,
        )  # fmt: skip

    def say_gone(self, why: str) -> None:
        """Say that the company on screen has gone, and where its note is."""
        note = self._pane.note.toPlainText().strip()
        if note:
            QGuiApplication.clipboard().setText(note)
            why = f"{why} Your note is kept as a draft, and copied."
        self._desk.say(why)

    def keep_contact(self, company_id: int, whom: Whom) -> None:
        """Give the number or email offered to whom the call is with, else to the company."""
        contact = self._pane.chips.offered
        if contact is None:
            return
        self._desk.bridge.do(
            keep_contact, company_id, whom.person_id, contact, owner=self,
            then=lambda _keys: self._desk.say(f"{contact.said} is on file.", undo=True),
            troubled=self._pane.show_refusal,
        )  # fmt: skip
