"""From the queue to the printer: draw in the worker, file the run, print it, say what stayed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from crm.actions.letters import file_run, mark_printed
from crm.domain.errors import Refusal
from ui.letters.findings import briefly
from ui.letters.questions import Batch, gather_batch, run_pdf
from ui.letters.rows import count
from ui.panels.outlet import NO_PRINTER, Outlet
from ui.panels.printers import PrintChoice, Sides
from ui.room import Desk

if TYPE_CHECKING:
    from crm.data.queries.letters import RunDocument, RunFile
    from crm.documents.content import MadePack

IN_A_FILE = 500
"""Packs in one run: printers choke on longer files."""

SAID = 3
"""How many of the packs that stay are named."""


@dataclass(frozen=True, slots=True)
class Held:
    """A pack that stays in the queue, and why."""

    company: str
    reason: str


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed: packs in postcode order, those left for further runs, the printer."""

    now: tuple[int, ...]
    later: tuple[int, ...]
    choice: PrintChoice | None
    held: tuple[Held, ...]


class Making(QObject):
    """Makes runs and prints them. `made(run)` comes when one is filed."""

    made = Signal(object)

    def __init__(self, desk: Desk, outlet: Outlet) -> None:
        super().__init__()
        self._desk = desk
        self._outlet = outlet
        self._title = ""

    @property
    def busy(self) -> bool:
        """Whether a batch is being drawn now."""
        return any(job.title == self._title for job in self._desk.jobs.running)

    def print_packs(self, document_ids: Sequence[int], held: Sequence[Held] = ()) -> None:
        """Make one run (or more, of many) of queued packs and print it.

        Nothing is made where the print dialog is left; without a printer the run is made and
        filed all the same. `held` are packs that stay, of which is said why.
        """
        if not document_ids:
            self._desk.troubles.meet(Refusal(say_held(held) or "There is no pack to print."))
            return
        title = count(len(document_ids), "pack")
        choice = self._outlet.choose(f"Print {title}")
        if choice is None and not self._outlet.no_printer:
            return
        ids = tuple(document_ids)
        self._draw(Order(ids[:IN_A_FILE], ids[IN_A_FILE:], choice, tuple(held)))

    def print_again(self, run: "RunFile", documents: "Sequence[RunDocument]") -> None:
        """Print a run, or some documents of it, once more: the pages as they were made."""
        several = documents or run.documents
        title = count(len(several), "pack")
        pages = sum(one.last_page - one.first_page + 1 for one in several)
        pages = pages if documents else run.pages
        choice = self._outlet.choose(f"Print {title} again", pages=pages)
        if choice is None:
            if self._outlet.no_printer:
                self._desk.troubles.meet(Refusal(NO_PRINTER, field="printer"))
            return
        whole = not documents and not choice.ranges and run.state != "posted"
        then = partial(self._reprinted, run.id if whole else None, title, choice.printer)

        def send(pdf: bytes) -> None:
            self._outlet.send(pdf, pages, choice, title, then)

        self.with_pages(run, documents, send)

    def with_pages(
        self,
        run: "RunFile",
        documents: "Sequence[RunDocument]",
        then: Callable[[bytes], object],
    ) -> None:
        """Give the PDF of a run, or of some of its documents, to `then`."""
        if not documents:
            self._desk.bridge.ask(run_pdf, run.file_sha256, then=then, owner=self)
            return
        ranges = [(one.first_page, one.last_page) for one in documents]

        def copy(pdf: bytes) -> None:
            from crm.documents.page_copy import copy_pages  # imported by then

            self._desk.bridge.work(copy_pages, pdf, ranges, then=then, owner=self)

        self._desk.bridge.ask(run_pdf, run.file_sha256, then=copy, owner=self)

    def _draw(self, order: Order) -> None:
        self._desk.bridge.ask(
            gather_batch, order.now, then=partial(self._gathered, order), owner=self
        )

    def _gathered(self, order: Order, batch: Batch) -> None:
        from ui.letters.drawing import draw_batch  # imported by then, on the reader's thread

        self._title = f"Drawing {count(len(order.now), 'pack')}"
        two_sided = order.choice is not None and order.choice.sides is not Sides.ONE
        self._desk.bridge.work(
            draw_batch,
            batch.contents,
            two_sided,
            then=partial(self._drawn, order, batch),
            owner=self,
            title=self._title,
        )

    def _drawn(self, order: Order, batch: Batch, made: "MadePack") -> None:
        from crm.actions.paper import made_run  # imported by then, on the reader's thread

        held = order.held + _held_back(batch, made)
        order = replace(order, held=held)
        if not made.ranges:
            self._desk.troubles.meet(Refusal(say_held(held)))
            return
        filed = made_run(batch.facts, batch.contents, made)
        then = partial(self._filed, order, made, len(filed.documents))
        self._desk.bridge.do(file_run, filed, then=then, owner=self)

    def _filed(self, order: Order, made: "MadePack", packs: int, run: int) -> None:
        self.made.emit(run)
        title = count(packs, "pack")
        if order.choice is None:
            words = f"{title} made and filed: nothing is lost. {NO_PRINTER}"
            self._desk.say(" ".join(filter(None, (words, say_held(order.held)))), undo=True)
            self._go_on(order)
            return
        pages = max(one.last for one in made.ranges)
        then = partial(self._sent, order, run, title)
        self._outlet.send(made.pdf, pages, order.choice, title, then)

    def _sent(self, order: Order, run: int, title: str) -> None:
        printer = order.choice.printer if order.choice else ""
        words = f"{title} sent to {printer}. Mark the run posted once it is in the post."
        said = " ".join(filter(None, (words, say_held(order.held))))

        def printed(_value: None) -> None:
            self._desk.say(said, undo=True)
            self._go_on(order)

        self._desk.bridge.do(mark_printed, run, then=printed, owner=self)

    def _go_on(self, order: Order) -> None:
        if order.later:
            now, later = order.later[:IN_A_FILE], order.later[IN_A_FILE:]
            self._draw(replace(order, now=now, later=later))

    def _reprinted(self, run: int | None, title: str, printer: str) -> None:
        if run is None:
            self._desk.say(f"{title} sent to {printer} again.")
            return
        said = f"{title} sent to {printer}."
        self._desk.bridge.do(
            mark_printed, run, then=lambda _value: self._desk.say(said, undo=True), owner=self
        )


def say_held(held: Sequence[Held]) -> str:
    """Say which packs stay in the queue and why; empty for none."""
    if not held:
        return ""
    named = "; ".join(f"{one.company} ({one.reason.rstrip('.')})" for one in held[:SAID])
    more = f"; and {len(held) - SAID} more" if len(held) > SAID else ""
    stay = "pack stays" if len(held) == 1 else "packs stay"
    return f"{len(held)} {stay} in the queue: {named}{more}."


def _held_back(batch: Batch, made: "MadePack") -> tuple[Held, ...]:
    drawn = {place.reference for place in made.ranges}
    reasons = {
        one.reference: briefly(one.field, one.message)
        for one in reversed(made.problems)
        if one.holds
    }
    return tuple(
        Held(content.recipient.organisation, reasons.get(content.reference, "held back"))
        for content in batch.contents
        if content.reference not in drawn
    )
