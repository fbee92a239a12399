"""Drafts that outlive a crash: what is typed is on the disk within a second."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from crm.domain.outcomes import Call
from crm.domain.plain_data import as_data
from ui.side_lane import SideLane
from ui.today.drafts import Draft, Drafts, as_kept, from_kept
from ui.today.session import CallingSession

if TYPE_CHECKING:
    from crm.data.side_rows import KeptDraft

SOON = 400
"""Milliseconds from the first key press until what is typed goes to the disk, so that writing
it is done within the second."""

LATER = 5_000
"""Milliseconds until it is tried again where it could not be written."""


UNFILED = timedelta(seconds=2)
"""A call that is not in the book after this time waits behind a long write."""


class DraftKeeping(QObject):
    """Keeps the drafts of the calling screen, and hands over calls that were logged.

    `snapshot` puts what is on screen now into the drafts. `came(ids)` says that drafts
    of these companies were put back from the disk.
    """

    came = Signal(object)

    def __init__(
        self,
        aside: SideLane,
        session: CallingSession,
        snapshot: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.drafts = Drafts(self._changed, session.now)
        self._aside, self._session, self._snapshot = aside, session, snapshot
        self._touched: set[int] = set()
        self._keys: dict[int, str] = {}
        self._names: dict[int, str] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.flush)
        session.opened.connect(lambda card: self._name(card.page.id, card.page.name))
        aside.drafts_came.connect(self._take_in)
        aside.leaving.connect(self.flush)
        session.left_out = self._late
        self._take_in(aside.drafts.values())

    def typed(self) -> None:
        """Say that something on screen has changed: it is kept within the second.

        The timer is not set back by typing on, so that whoever types without a pause loses
        no more than who stops.
        """
        if not self._soon.isActive():
            self._soon.start(SOON)

    def flush(self) -> None:
        """Keep everything that has changed now."""
        self._soon.stop()
        self._snapshot()
        touched, self._touched = self._touched, set()
        kept = [self._kept(one, self.drafts.of(one)) for one in sorted(touched)]
        worth = [one for one in kept if one.said]
        gone = touched - {one.company_id for one in worth}
        for company_id in gone:
            self._keys.pop(company_id, None)
        known = self._aside.drafts
        worth = [one for one in worth if known.get(one.company_id) != one]
        gone &= known.keys()
        if worth or gone:
            self._aside.keep(worth, gone, lambda good: self._written(touched, good=good))

    def hand_over(self, call: Call, draft: Draft) -> Call:
        """Keep a call that is logged until it is filed; gives it with its key."""
        from crm.data.side_rows import WaitingCall

        company_id = call.company_id
        key = self._key(company_id)
        call = replace(call, key=key)
        kept = self._kept(company_id, draft)
        self._aside.wait(
            WaitingCall(
                key, company_id, kept.company, self._session.now(), as_data(call), kept.said
            )
        )
        self.drafts.drop(company_id)
        self._touched.discard(company_id)
        self._keys.pop(company_id, None)
        return call

    def filed(self, key: str) -> None:
        """Let a call go that is in the book."""
        self._aside.filed([key])

    def came_back(self, key: str) -> None:
        """Let a call go that the book refused; what was typed is a draft again, kept first."""
        self.flush()
        self._aside.filed([key])

    def throw_away(self, company_id: int) -> None:
        """Erase a draft for good."""
        self.drafts.drop(company_id)
        self._touched.discard(company_id)
        self._keys.pop(company_id, None)
        self._aside.erase_draft(company_id)
        self.came.emit(frozenset({company_id}))

    def now(self) -> datetime:
        """The book's time."""
        return self._session.now()

    def name(self, company_id: int) -> str:
        """What a company was called when its draft was typed."""
        return self._names.get(company_id, "")

    def _late(self) -> frozenset[int]:
        """The companies whose calls wait behind a long write."""
        since = self._session.now() - UNFILED
        return frozenset(one.company_id for one in self._aside.unfiled if one.made_at < since)

    def _changed(self, company_id: int) -> None:
        self._touched.add(company_id)
        self.typed()

    def _written(self, touched: set[int], *, good: bool) -> None:
        if not good:
            self._touched |= touched
            self._soon.start(LATER)

    def _take_in(self, drafts: "Iterable[KeptDraft]") -> None:
        came = list(drafts)
        if not came:
            return
        from crm.data.side_rows import joined

        self._snapshot()
        for back in came:
            one, typed = back, self.drafts.of(back.company_id)
            if not typed.lasting.blank:
                one = joined(back, self._kept(back.company_id, typed))
                self._changed(one.company_id)
            self._keys[one.company_id] = one.key
            self._name(one.company_id, one.company)
            self.drafts.put(one.company_id, from_kept(one.said, one.typed_at))
        self.came.emit(frozenset(one.company_id for one in came))

    def _kept(self, company_id: int, draft: Draft) -> "KeptDraft":
        from crm.data.side_rows import KeptDraft

        typed_at = draft.typed_at or self._session.now()
        name = self._names.get(company_id, "")
        said = {} if draft.lasting.blank else as_kept(draft)
        return KeptDraft(company_id, name, self._key(company_id), typed_at, said)

    def _key(self, company_id: int) -> str:
        return self._keys.setdefault(company_id, uuid4().hex)

    def _name(self, company_id: int, name: str) -> None:
        self._names[company_id] = name
