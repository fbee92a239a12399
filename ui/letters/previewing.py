"""Has the pack looked at drawn, and its neighbours before they are asked for; latest wins."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.bridge import Bridge
from ui.letters.questions import Gathered, gather, run_pdf
from ui.panels.page_view import PageView

if TYPE_CHECKING:
    from crm.data.queries.letters import RunDocument, RunFile
    from ui.letters.drawing import Proof

KEPT = 12
"""Proofs that are kept, each with the pictures of its pages."""


class Preview(QObject):
    """Shows packs and documents of runs in a view of pages.

    `drawn(gathered, proof)` comes when the pages of a queued pack are on the screen, `gone()`
    when it is in the queue no longer.
    """

    drawn = Signal(object, object)
    gone = Signal()

    def __init__(self, bridge: Bridge, view: PageView) -> None:
        super().__init__()
        self._bridge = bridge
        self._view = view
        self._proofs: OrderedDict[str, Proof] = OrderedDict()
        self._run_pdf: tuple[str, bytes] = ("", b"")
        self._wish: object = None
        self._on_screen = 0

    def show_pack(self, document_id: int, typed: str | None = None) -> None:
        """Show a queued pack; `typed` is a personal paragraph that is not saved yet."""
        self._wish = document_id
        drafts = {} if typed is None else {document_id: typed}
        self._bridge.ask(
            gather, [document_id], drafts, then=self._gathered, owner=self, latest="wish"
        )

    def show_document(self, run: "RunFile", document: "RunDocument") -> None:
        """Show the pages of one document of a run, as they were made."""
        wish = (run.file_sha256, document.first_page, document.last_page)
        self._wish = wish
        if self._run_pdf[0] == run.file_sha256:
            self._copy(wish, document, self._run_pdf[1])
            return
        then = partial(self._read, wish, document)
        self._bridge.ask(run_pdf, run.file_sha256, then=then, owner=self, latest="wish")

    def show_nothing(self, words: str) -> None:
        """Show an empty desk."""
        self._wish = None
        self._on_screen = 0
        self._view.show_nothing(words)

    def prefetch(self, document_ids: Sequence[int]) -> None:
        """Have packs drawn that are likely to be wanted next."""
        if document_ids:
            self._bridge.ask(
                gather, list(document_ids), then=self._ahead, owner=self, latest="ahead"
            )

    def _gathered(self, found: Sequence[Gathered]) -> None:
        if not found:
            self.gone.emit()
            return
        gathered = found[0]
        known = self._proofs.get(gathered.key)
        if known is not None:
            self._proofs.move_to_end(gathered.key)
            self._show(gathered, known)
            return
        from ui.letters.drawing import draw_proof  # imported by then, on the reader's thread

        self._bridge.work(
            draw_proof,
            gathered.content,
            self._view.wanted_dpi(),
            then=partial(self._proofed, gathered),
            owner=self,
            latest="proof",
        )

    def _proofed(self, gathered: Gathered, proof: "Proof") -> None:
        self._keep(gathered.key, proof)
        if self._wish == gathered.document_id:
            self._show(gathered, proof)

    def _show(self, gathered: Gathered, proof: "Proof") -> None:
        about = f"Pack {gathered.content.reference} for {gathered.company}"
        same = self._on_screen == gathered.document_id
        self._on_screen = gathered.document_id
        self._view.show_pages(proof.pdf, proof.pictures, proof.dpi, about=about, same=same)
        self.drawn.emit(gathered, proof)

    def _ahead(self, found: Sequence[Gathered]) -> None:
        from ui.letters.drawing import draw_proof  # imported by then, on the reader's thread

        for place, gathered in enumerate(found):
            if gathered.key not in self._proofs:
                self._bridge.work(
                    draw_proof,
                    gathered.content,
                    self._view.wanted_dpi(),
                    then=partial(self._keep, gathered.key),
                    owner=self,
                    latest=f"ahead {place}",
                )

    def _keep(self, key: str, proof: "Proof") -> None:
        self._proofs[key] = proof
        while len(self._proofs) > KEPT:
            self._proofs.popitem(last=False)

    def _read(self, wish: object, document: "RunDocument", pdf: bytes) -> None:
        if isinstance(wish, tuple):
            self._run_pdf = (wish[0], pdf)
        self._copy(wish, document, pdf)

    def _copy(self, wish: object, document: "RunDocument", pdf: bytes) -> None:
        from ui.letters.drawing import copy_and_show  # imported by then, on the reader's thread

        self._bridge.work(
            copy_and_show,
            pdf,
            document.first_page,
            document.last_page,
            self._view.wanted_dpi(),
            then=partial(self._copied, wish, document),
            owner=self,
            latest="proof",
        )

    def _copied(self, wish: object, document: "RunDocument", proof: "Proof") -> None:
        if self._wish != wish:
            return
        self._on_screen = 0
        about = f"Pack {document.reference} for {document.company}, as it was made"
        self._view.show_pages(proof.pdf, proof.pictures, proof.dpi, about=about)
