"""What the side database kept over the last end of the program, put back where it belongs."""

from dataclasses import replace
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from crm.actions.calls import LoggedCall
from crm.actions.waiting_calls import file_waiting_call
from crm.data.queries.drafts import book_mark, calls_filed
from crm.data.side_place import side_place
from crm.data.side_rows import KeptDraft, SideContents, WaitingCall
from crm.domain.errors import Refusal
from crm.domain.outcomes import Call
from crm.domain.plain_data import from_data
from ui.room import Desk

AGAIN = 20_000
"""Milliseconds after which a call is tried again that trouble with the book kept out."""


class KeptOver(QObject):
    """Opens the side database of a book, files what waited, and gives drafts back.

    A call that waited is filed with the key it was logged with, so that one which was in the
    book already when the program ended is not filed twice. `ready(ReminderMemory)` comes once
    for each book.
    """

    ready = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._saved = 0
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN)
        self._again.timeout.connect(self._try_again)
        desk.aside.opened.connect(self._opened)
        desk.troubles.book_troubled.connect(lambda _trouble: self._again.start())

    def begin(self, location: str) -> None:
        """Open the side database of the book that was just opened."""
        self._saved = 0
        place = side_place(location)
        self._desk.bridge.ask(
            book_mark, then=lambda mark: self._desk.aside.open(place, mark), owner=self
        )

    def _opened(self, contents: SideContents) -> None:
        kept: tuple[KeptDraft | WaitingCall, ...] = (*contents.drafts, *contents.waiting)
        self._desk.bridge.ask(
            calls_filed, {one.company_id for one in kept}, {one.key for one in kept},
            then=partial(self._settle, contents), owner=self,
        )  # fmt: skip

    def _settle(self, contents: SideContents, filed: frozenset[str]) -> None:
        aside = self._desk.aside
        if filed:
            aside.filed(filed)
        aside.take_back(one for one in contents.drafts if one.key not in filed)
        for call in contents.waiting:
            if call.key not in filed:
                self._file(call)
        self.ready.emit(contents.reminders)

    def _try_again(self) -> None:
        if self._desk.bridge.has_book:
            for call in self._desk.aside.unfiled:
                self._file(call)

    def _file(self, waiting: WaitingCall) -> None:
        try:
            call = from_data(Call, waiting.call)
        except ValueError:
            self._refused(waiting, Refusal("it could not be read"))
            return
        # "Just now" was when it was logged, not when it is filed.
        call = replace(call, key=waiting.key, at=call.at or waiting.made_at)
        self._desk.bridge.do(
            file_waiting_call, call, then=partial(self._filed, waiting), owner=self,
            troubled=partial(self._refused, waiting),
        )  # fmt: skip

    def _filed(self, waiting: WaitingCall, logged: LoggedCall | None) -> None:
        self._desk.aside.filed([waiting.key])
        if logged is None:
            return
        self._saved += 1
        calls = "a call" if self._saved == 1 else f"{self._saved} calls"
        self._desk.say(f"Saved {calls} that waited: the last was with {waiting.company}.")

    def _refused(self, waiting: WaitingCall, refusal: Refusal) -> bool:
        draft = KeptDraft(
            waiting.company_id, waiting.company, uuid4().hex, waiting.made_at, waiting.draft
        )
        self._desk.aside.give_back(waiting.key, draft)
        self._desk.troubles.refused.emit(
            f"A call with {waiting.company} that waited could not be saved: {refusal.message}"
            " What you typed is among the drafts on Today."
        )
        return True
