"""What the commands of the room do with the pack or the run that is chosen."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from crm.actions.letter_runs import put_back_from
from crm.actions.letters import post_run, put_back, take_out
from crm.domain.errors import Refusal
from ui.letters.checking import Checks
from ui.letters.commands import LettersCommands, LettersDeeds, LettersState, letters_commands
from ui.letters.findings import Verdict
from ui.letters.jam import JamDialog
from ui.letters.making import Making
from ui.letters.pack_changes import address_to, leave_parts_out, write_paragraph
from ui.letters.panes import LettersPanes
from ui.letters.questions import Gathered, Waiting, gather
from ui.letters.ready import sort_out
from ui.letters.rows import ListRow, RowKind
from ui.panels.outlet import Outlet
from ui.places import Place
from ui.room import Desk

if TYPE_CHECKING:
    from crm.data.queries.letters import RunLine


class Deeds(QObject):
    """Does what is asked; the room keeps `found` and shows what comes of it."""

    def __init__(self, desk: Desk, window: QWidget, checks: Checks) -> None:
        super().__init__()
        self._desk = desk
        self._window = window
        self._checks = checks
        self.outlet = Outlet(desk, window)
        self.making = Making(desk, self.outlet)
        self.found: Waiting | None = None
        self._print_when_checked = False
        self.commands = self._make_commands()
        self.panes = LettersPanes(desk.bridge, self.commands)
        checks.finished.connect(self._checked)

    def print_all(self) -> None:
        """Print every pack that is ready, once all were looked over."""
        self.panes.pack.finish_typing()
        if self.making.busy:
            return
        if not self._checks.complete:
            self._print_when_checked = True
            self._desk.say("Looking the packs over first…")
            return
        ready, held = sort_out(self.found.queued if self.found else (), self._checks)
        self.making.print_packs(ready, held)

    def print_one(self) -> None:
        """Print the pack chosen, or the run chosen once more."""
        run = self.panes.run.run
        if self._is_run() and run is not None:
            self.making.print_again(run, self.panes.run.chosen())
            return
        self.panes.pack.finish_typing()
        row = self.panes.list.current()
        known = self._checks.of(row.id) if row else None
        if known is not None and known.verdict is Verdict.BLOCKED:
            self._desk.troubles.meet(Refusal(known.findings[0].message))
        elif row is not None and not self.making.busy:
            self.making.print_packs([row.id])

    def save(self) -> None:
        """Save the pack chosen with a form to fill in, or the run chosen."""
        self._with_pdf(self.outlet.save)

    def view(self) -> None:
        """Show the same in the system's viewer."""
        self._with_pdf(self.outlet.view)

    def labels(self) -> None:
        """Go to labels, envelopes and posting list of the queue, or of the run chosen."""
        run = self.panes.run.run
        if self._is_run() and run is not None:
            some = " ".join(str(one.id) for one in self.panes.run.chosen())
            self._desk.places.go(Place("labels", RowKind.RUN.value, run.id, some))
        else:
            self._desk.places.go(Place("labels", "queue"))

    def take_out(self) -> None:
        """Take the pack chosen out of the queue."""
        row = self.panes.list.current()
        if row is not None:
            self._desk.bridge.do(take_out, [row.id])

    def post(self) -> None:
        """Mark the run chosen posted, or else the latest one that waits."""
        run = self._to_post()
        if run is not None:
            self._desk.bridge.do(post_run, run.id)

    def put_back(self) -> None:
        """Put the packs ticked, or the one looked at, back into the queue."""
        documents = self.panes.run.waiting()
        if documents:
            self._desk.bridge.do(put_back, [one.id for one in documents])

    def jammed(self) -> None:
        """Ask after which page the printer stopped, and put the packs from there back."""
        run = self.panes.run.run
        if run is None:
            return
        dialog = JamDialog(run, self._window)
        dialog.put_back.connect(lambda first: self._desk.bridge.do(put_back_from, run.id, first))
        dialog.finished.connect(lambda _how: dialog.deleteLater())
        dialog.open()

    def open_company(self) -> None:
        """Go to the company of the pack chosen."""
        company = self._company()
        if company:
            self._desk.places.go(Place("companies", "company", company))

    def leave_out(self, document_id: int, positions: Sequence[int]) -> None:
        """Leave parts out of a queued pack."""
        troubled = self.panes.pack.refuse_parts
        self._desk.bridge.do(leave_parts_out, document_id, positions, troubled=troubled)

    def save_paragraph(self, document_id: int, text: str) -> None:
        """Keep the personal paragraph of a queued pack."""
        troubled = partial(self.panes.pack.refuse_paragraph, document_id, text)
        self._desk.bridge.do(write_paragraph, document_id, text, troubled=troubled)

    def address(self, document_id: int, person_id: int) -> None:
        """Address a queued pack to somebody else."""
        self._desk.bridge.do(address_to, document_id, person_id)

    def _make_commands(self) -> LettersCommands:
        deeds = LettersDeeds(
            print_all=self.print_all,
            print_one=self.print_one,
            save=self.save,
            view=self.view,
            labels=self.labels,
            take_out=self.take_out,
            post=self.post,
            put_back=self.put_back,
            jammed=self.jammed,
            open_company=self.open_company,
            write=self._write,
            step=self._step,
            zoom=self._zoom,
        )
        there = LettersState(
            any_waiting=lambda: bool(self.found and self.found.queued),
            pack=self._is_pack,
            run=self._is_run,
            to_post=lambda: self._to_post() is not None,
            to_put_back=lambda: self._is_run() and bool(self.panes.run.waiting()),
            may_jam=lambda: self._is_run() and self.panes.run.any_waiting(),
        )
        return letters_commands(deeds, there)

    def _write(self) -> None:
        self.panes.pack.editor.setFocus()

    def _step(self, by: int) -> None:
        self.panes.list.step(by)

    def _zoom(self, steps: int) -> None:
        self.panes.pages.zoom_by(steps)

    def _checked(self) -> None:
        if self._print_when_checked:
            self._print_when_checked = False
            self.print_all()

    def _row(self) -> ListRow | None:
        # Asked while the panes are being made, too.
        return self.panes.list.current() if hasattr(self, "panes") else None

    def _is_pack(self) -> bool:
        row = self._row()
        return row is not None and row.what is RowKind.PACK

    def _is_run(self) -> bool:
        row = self._row()
        return row is not None and row.what is RowKind.RUN

    def _to_post(self) -> "RunLine | None":
        row = self._row()
        runs = self.found.runs if self.found else ()
        if row is not None and row.what is RowKind.RUN:
            runs = tuple(run for run in runs if run.id == row.id)
        return next((run for run in runs if run.waiting), None)

    def _company(self) -> int:
        row, run = self._row(), self.panes.run
        if row is not None and row.what is RowKind.PACK and self.found is not None:
            return next((one.company_id for one in self.found.queued if one.id == row.id), 0)
        here = run.list.currentRow()
        if run.run is not None and 0 <= here < len(run.run.documents):
            return run.run.documents[here].company_id
        return 0

    def _with_pdf(self, out: Callable[[bytes, str], object]) -> None:
        run, row = self.panes.run.run, self._row()
        if self._is_run() and run is not None and row is not None:
            chosen = self.panes.run.chosen()
            name = chosen[0].company if len(chosen) == 1 else f"Run of {row.title}"
            self.making.with_pages(run, chosen, lambda pdf: out(pdf, name))
        elif row is not None:
            self.panes.pack.finish_typing()
            then = partial(self._draw_fillable, out)
            self._desk.bridge.ask(gather, [row.id], then=then, owner=self)

    def _draw_fillable(
        self, out: Callable[[bytes, str], object], found: Sequence[Gathered]
    ) -> None:
        from ui.letters.drawing import draw_fillable  # imported by then, on the reader's thread

        for one in found:
            then = partial(_name_and_give, out, f"{one.company} – {one.pack}")
            self._desk.bridge.work(draw_fillable, one.content, then=then, owner=self)


def _name_and_give(out: Callable[[bytes, str], object], name: str, pdf: bytes) -> None:
    out(pdf, name)
