"""Looks every pack of the queue over in the background, and remembers what was found.

What was drawn once for equal content is not drawn again.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.bridge import Bridge
from ui.letters.findings import Looked, Verdict
from ui.letters.questions import Gathered, gather

if TYPE_CHECKING:
    from ui.letters.drawing import Outlook

AT_ONCE = 20
"""Packs that are looked over in one go; a preview waits for no more than these."""

REMEMBERED = 2_000


class Checks(QObject):
    """What is known of each queued pack.

    `looked(ids)` comes when more is known, `finished` when there is nothing more to look over.
    """

    looked = Signal(object)
    finished = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._known: dict[int, Looked] = {}
        self._outlooks: OrderedDict[str, Outlook] = OrderedDict()
        self._wanted: list[int] = []
        self._busy = False

    def of(self, document_id: int) -> Looked | None:
        """What is known of a pack; None while it was not looked over."""
        return self._known.get(document_id)

    def verdict(self, document_id: int) -> Verdict | None:
        """Whether a pack can go out; None while nobody knows."""
        known = self._known.get(document_id)
        return known.verdict if known else None

    def pages(self, document_ids: Iterable[int]) -> tuple[int, ...] | None:
        """How many pages each of some packs has; None while one is not known."""
        found = [self._known.get(key) for key in document_ids]
        known = [one.outlook.pages for one in found if one is not None]
        return tuple(known) if len(known) == len(found) else None

    @property
    def complete(self) -> bool:
        """Whether everything that was wanted has been looked over."""
        return not (self._wanted or self._busy)

    def keep(self, document_ids: Iterable[int]) -> None:
        """Forget every pack but these."""
        kept = set(document_ids)
        self._known = {key: one for key, one in self._known.items() if key in kept}
        self._wanted = [key for key in self._wanted if key in kept]

    def want(self, document_ids: Iterable[int]) -> None:
        """Look some packs over, or over again; what is known of them stays until then."""
        waiting = dict.fromkeys([*self._wanted, *document_ids])
        self._wanted = list(waiting)
        self._go_on()

    def learn(self, gathered: Gathered, outlook: "Outlook") -> None:
        """Take in what a preview found."""
        self._note([gathered], [outlook])

    def outlook(self, key: str) -> "Outlook | None":
        """What drawing this content gave before."""
        return self._outlooks.get(key)

    def _go_on(self) -> None:
        if self._busy:
            return
        if not self._wanted:
            self.finished.emit()
            return
        self._busy = True
        now, self._wanted = self._wanted[:AT_ONCE], self._wanted[AT_ONCE:]
        self._bridge.ask(gather, now, then=self._gathered, owner=self, troubled=self._troubled)

    def _gathered(self, found: Sequence[Gathered]) -> None:
        unknown = [one for one in found if one.key not in self._outlooks]
        known = [one for one in found if one.key in self._outlooks]
        self._note(known, [self._outlooks[one.key] for one in known])
        if not unknown:
            self._end()
            return
        from ui.letters.drawing import look_over  # imported by then, on the reader's thread

        self._bridge.work(
            look_over,
            tuple(one.content for one in unknown),
            then=lambda outlooks: self._drawn(unknown, outlooks),
            owner=self,
            troubled=self._troubled,
        )

    def _drawn(self, gathered: Sequence[Gathered], outlooks: "Sequence[Outlook]") -> None:
        self._note(gathered, outlooks)
        self._end()

    def _note(self, gathered: Sequence[Gathered], outlooks: "Sequence[Outlook]") -> None:
        for one, outlook in zip(gathered, outlooks, strict=True):
            self._known[one.document_id] = Looked(one, outlook)
            self._outlooks[one.key] = outlook
            self._outlooks.move_to_end(one.key)
        while len(self._outlooks) > REMEMBERED:
            self._outlooks.popitem(last=False)
        if gathered:
            self.looked.emit(frozenset(one.document_id for one in gathered))

    def _troubled(self, _refusal: object) -> bool:
        self._end()
        return False

    def _end(self) -> None:
        self._busy = False
        self._go_on()
