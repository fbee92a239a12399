"""The way to the side database: drafts, calls that wait to be filed, what was reminded of.

It has a thread of its own, so that what is typed is kept while the book is busy. Whatever
goes wrong here is said once and is never in the way of a call: everything is also held in
memory, as if there were no file.
"""

from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from crm.domain.errors import BookTrouble

if TYPE_CHECKING:  # SQLAlchemy and the calendar are imported after the first paint
    from crm.data.side_book import SideBook
    from crm.data.side_rows import KeptDraft, KeptText, SideContents, WaitingCall
    from crm.domain.reminders import ReminderMemory

Work = Callable[["SideBook"], object]

_HELD = "Another Muster has this book open: drafts typed here are not kept over a crash."
_NOT_KEPT = (
    "Drafts cannot be kept over a crash just now. Logged calls are saved in the book as always."
)
_SET_ASIDE = "The drafts kept beside this book could not be used. Their file is now called {}."


@dataclass(slots=True)
class _Held:
    """The open database; touched by the lane alone."""

    book: "SideBook | None" = None


@dataclass(slots=True)
class _Told:
    """What came of one piece of work on the lane."""

    turn: int
    then: Callable[[bool], object] | None = None
    trouble: BookTrouble | None = None
    contents: "SideContents | None" = None
    set_aside: Path | None = None
    opening: bool = False


@dataclass(slots=True)
class _Memory:
    """What is kept, as far as the screens need to know."""

    drafts: "dict[int, KeptDraft]" = field(default_factory=dict)
    unfiled: "dict[str, WaitingCall]" = field(default_factory=dict)
    texts: "dict[str, KeptText]" = field(default_factory=dict)


class SideLane(QObject):
    """Keeps what must outlive a crash, off the UI thread.

    `opened(SideContents)` comes once for each book, also where there is no file to keep
    anything in. `drafts_came` says that there are drafts which no screen has put there:
    those of the last time, or of a call that the book refused. `leaving` asks for the last
    things to keep before the book is closed; `waiting_changed(int)` counts calls not filed.
    """

    opened = Signal(object)
    drafts_came = Signal(object)
    troubled = Signal(str)
    leaving = Signal()
    waiting_changed = Signal(int)
    _told = Signal(object)
    _strayed = Signal(object)

    def __init__(self, parent: QObject | None = None, *, threaded: bool = False) -> None:
        super().__init__(parent)
        self._lane = ThreadPoolExecutor(1, thread_name_prefix="side") if threaded else None
        self._held = _Held()
        self._memory = _Memory()
        self._turn = 0
        self._silent = self._closed = False
        self._told.connect(self._hear)
        self._strayed.connect(_raise)

    @property
    def drafts(self) -> "dict[int, KeptDraft]":
        """The drafts as they are kept, by company; a copy."""
        return dict(self._memory.drafts)

    @property
    def unfiled(self) -> "tuple[WaitingCall, ...]":
        """The calls that are not known to be in the book, oldest first."""
        return tuple(self._memory.unfiled.values())

    def open(self, place: Path, mark: str) -> None:
        """Open the side file at a place for the book known by `mark`."""
        held, told = self._held, _Told(self._turn, opening=True)

        def work() -> None:
            from crm.data.side_book import SideBook

            if held.book is not None:
                held.book.close()
                held.book = None
            held.book = SideBook.open(place, mark)
            told.set_aside, told.contents = held.book.set_aside, held.book.read()

        self._submit(told, work)

    def take_back(self, drafts: "Iterable[KeptDraft]") -> None:
        """Hold drafts that no screen has typed now, and say so."""
        from crm.data.side_rows import joined

        came: list[KeptDraft] = []
        for one in drafts:
            known = self._memory.drafts.get(one.company_id)
            came.append(joined(one, known) if known is not None else one)
            if known is not None:
                self.keep(came[-1:])
            self._memory.drafts[one.company_id] = came[-1]
        if came:
            self.drafts_came.emit(tuple(came))

    def keep(
        self,
        drafts: "Collection[KeptDraft]",
        gone: Collection[int] = (),
        then: Callable[[bool], object] | None = None,
    ) -> None:
        """Keep drafts, and let others go; `then` is told whether they are on the disk."""
        for one in drafts:
            self._memory.drafts[one.company_id] = one
        for company_id in gone:
            self._memory.drafts.pop(company_id, None)
        self._do(lambda book: book.keep(drafts, gone), then)

    def text(self, key: str) -> "KeptText | None":
        """The text kept under a key; None for none."""
        return self._memory.texts.get(key)

    def keep_text(self, one: "KeptText") -> None:
        """Keep a text that is being written."""
        self._memory.texts[one.key] = one
        self._do(partial(_keep_text, one))

    def drop_text(self, key: str) -> None:
        """Let a text go that is saved."""
        if self._memory.texts.pop(key, None) is not None:
            self._do(lambda book: book.drop_text(key))

    def wait(self, call: "WaitingCall") -> None:
        """Keep a call that was logged until it is known to be in the book."""
        self._memory.drafts.pop(call.company_id, None)
        self._memory.unfiled[call.key] = call
        self._do(partial(_wait, call))
        self.waiting_changed.emit(len(self._memory.unfiled))

    def filed(self, keys: Collection[str]) -> None:
        """Let calls go that are in the book, or have become drafts again."""
        for key in keys:
            self._memory.unfiled.pop(key, None)
        self._do(lambda book: book.filed(keys))
        self.waiting_changed.emit(len(self._memory.unfiled))

    def give_back(self, key: str, draft: "KeptDraft") -> None:
        """Make a draft again of a call that the book has refused."""
        self._memory.unfiled.pop(key, None)
        self.take_back([draft])
        kept = self._memory.drafts[draft.company_id]
        self._do(lambda book: book.give_back(key, kept))
        self.waiting_changed.emit(len(self._memory.unfiled))

    def remember(self, memory: "ReminderMemory") -> None:
        """Keep what was reminded of."""
        self._do(lambda book: book.remember(memory))

    def erase_draft(self, company_id: int) -> None:
        """Take one draft out of memory and file, to the last byte."""
        self._memory.drafts.pop(company_id, None)
        self._do(lambda book: book.erase_drafts([company_id]))

    def erase(self, company_ids: Collection[int]) -> None:
        """Take everything about companies out of memory and file, to the last byte."""
        for company_id in company_ids:
            self._memory.drafts.pop(company_id, None)
        for call in self.unfiled:
            if call.company_id in company_ids:
                del self._memory.unfiled[call.key]
        for text in list(self._memory.texts.values()):
            if text.company_id in company_ids:
                del self._memory.texts[text.key]
        self._do(lambda book: book.erase(company_ids))
        self.waiting_changed.emit(len(self._memory.unfiled))

    def leave(self) -> None:
        """Keep the last things of this book and let its file go."""
        self.leaving.emit()
        held = self._held

        def work() -> None:
            book, held.book = held.book, None
            if book is not None:
                book.close()

        self._submit(_Told(self._turn), work)
        self._turn += 1
        self._memory = _Memory()
        self._silent = False
        self.waiting_changed.emit(0)

    def close(self) -> None:
        """Leave, and end the thread once all of it is on the disk; nothing is kept afterwards."""
        self.leave()
        self._closed = True
        if self._lane is not None:
            self._lane.shutdown(wait=True)

    def _do(self, what: Work, then: Callable[[bool], object] | None = None) -> None:
        held = self._held

        def work() -> None:
            if held.book is not None:
                what(held.book)

        self._submit(_Told(self._turn, then), work)

    def _keep_what_came_first(self, contents: "SideContents") -> None:
        """Keep what was typed and logged before the file was open."""
        for call in self.unfiled:
            self._do(partial(_wait, call))
        there = {one.company_id for one in contents.drafts}
        first = [one for one in self._memory.drafts.values() if one.company_id not in there]
        if first:
            self._do(lambda book: book.keep(first))
        for text in list(self._memory.texts.values()):
            self._do(partial(_keep_text, text))

    def _submit(self, told: _Told, work: Callable[[], None]) -> None:
        def piece() -> None:
            try:
                work()
            except BookTrouble as trouble:
                told.trouble = trouble
            self._told.emit(told)

        if self._closed:
            return
        if self._lane is None:
            piece()
        else:
            self._lane.submit(piece).add_done_callback(self._carry)

    def _carry(self, done: "Future[None]") -> None:
        """Carry a mistake of the program over to the UI thread, where it is reported."""
        error = done.exception()
        if error is not None:
            self._strayed.emit(error)

    def _hear(self, told: _Told) -> None:
        if told.turn != self._turn:
            return
        if told.trouble is None:
            self._silent = False
        elif not self._silent:
            self._silent = True
            self.troubled.emit(_HELD if told.trouble.kind == "locked" else _NOT_KEPT)
        if told.set_aside is not None:
            self.troubled.emit(_SET_ASIDE.format(told.set_aside.name))
        if told.opening:
            from crm.data.side_rows import SideContents

            contents = told.contents or SideContents()
            self._keep_what_came_first(contents)
            self._memory.texts = {
                **{one.key: one for one in contents.texts}, **self._memory.texts,
            }  # fmt: skip
            self._memory.unfiled = {
                **{one.key: one for one in contents.waiting}, **self._memory.unfiled,
            }  # fmt: skip
            self.opened.emit(contents)
        if told.then is not None:
            told.then(told.trouble is None)


def _wait(call: "WaitingCall", book: "SideBook") -> None:
    book.wait(call)


def _keep_text(text: "KeptText", book: "SideBook") -> None:
    book.keep_text(text)


def _raise(error: BaseException) -> None:
    raise error
