"""The work behind the Import room: a file is read, compared with the book, brought in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from crm.domain.errors import Refusal
from crm.domain.imports import Action, ImportPlan
from crm.exchange.bad_rows import BadRow
from crm.exchange.columns import ColumnMapping, headings_fingerprint, mapping_from_dict
from crm.exchange.foreign_file import ReadTable
from crm.exchange.foreign_table import GUESS, TableChoices
from ui.exchange.reading import ReadList, look_into, read_list, write_left_out
from ui.room import Desk

if TYPE_CHECKING:  # SQLAlchemy is imported after the first paint
    from crm.actions.imports import BroughtIn

READING, COMPARING, BRINGING = "Reading the list", "Comparing with the book", "Bringing in"
SOON = 250
"""Milliseconds after which a change of columns is read again: several come together."""


@dataclass(slots=True)
class Listed:
    """What is known of the list at hand so far."""

    path: str = ""
    choices: TableChoices = GUESS
    table: ReadTable | None = None
    mapping: ColumnMapping | None = None
    read: ReadList | None = None
    plan: ImportPlan | None = None
    remembered: bool = False


class ImportWork(QObject):
    """Takes one list from file to book, each step off the UI thread.

    `looked()` comes when the columns are known, `planned()` when every row is decided,
    `brought(BroughtIn)` when it is in the book, `wrote(str)` when the rows left out were
    written, `refused(Refusal)` when something is wrong, `moved()` whenever it is busy or not.
    """

    looked = Signal()
    planned = Signal()
    brought = Signal(object)
    wrote = Signal(str)
    refused = Signal(object)
    moved = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.list = Listed()
        self.busy = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.read)
        desk.jobs.changed.connect(self._jobs_changed)

    def open(self, path: str, choices: TableChoices = GUESS) -> None:
        """Look into a file; what was known of another is forgotten."""
        self._soon.stop()
        self.list = Listed(path, choices)
        self._begin(READING)
        self._desk.bridge.work(
            look_into, path, choices, then=self._looked, owner=self, troubled=self._refuse,
            latest="list", title=READING,
        )  # fmt: skip

    def map(self, mapping: ColumnMapping) -> None:
        """Take columns for something else."""
        self.list.mapping, self.list.remembered = mapping, False
        self.list.plan = self.list.read = None
        self.moved.emit()
        self._soon.start()

    def read(self) -> None:
        """Read the whole file with the columns as they are mapped now."""
        now = self.list
        if now.mapping is None:
            return
        try:
            now.mapping.check()
        except Refusal as refusal:
            self._refuse(refusal)
            return
        self._begin(READING)
        self._desk.bridge.work(
            read_list, now.path, now.choices, now.mapping, then=self._read, owner=self,
            troubled=self._refuse, latest="list", title=READING,
        )  # fmt: skip

    def compare(self) -> None:
        """Decide about every row against the book as it is now."""
        if self.list.read is None:
            return
        from crm.data.queries.imports import plan_import

        self._begin(COMPARING)
        self._desk.bridge.ask(
            plan_import, self.list.read.companies.rows, then=self._planned, owner=self,
            troubled=self._refuse, latest="list", title=COMPARING,
        )  # fmt: skip

    def bring_in(self) -> None:
        """Carry the plan out, as one step."""
        now = self.list
        if now.plan is None or now.read is None or now.mapping is None or self.busy:
            return
        from crm.actions.imports import bring_in
        from crm.data.work import Work

        plan, name, digest = now.plan, now.read.companies.facts.name, now.read.sha256
        mapping = self._to_remember(now.mapping)

        def bring(work: Work) -> "BroughtIn":
            return bring_in(work, plan, file_name=name, sha256=digest, mapping=mapping)

        self._begin(BRINGING)
        self._desk.bridge.do(
            bring, then=self._brought, owner=self, troubled=self._refuse, title=BRINGING
        )

    def cancel(self) -> None:
        """Ask what runs to stop."""
        for job in self._desk.jobs.running:
            if job.title == self.busy:
                job.cancel()

    def bad_rows(self) -> tuple[BadRow, ...]:
        """The rows that are left out because of an error."""
        plan = self.list.plan
        rows = plan.with_action(Action.ERROR) if plan else ()
        return tuple(BadRow(row.row_number, row.reason, row.cells) for row in rows)

    def write_bad_rows(self, beside: str = "") -> None:
        """Write them beside the file, or beside the name of one in another folder."""
        rows, table = self.bad_rows(), self.list.table
        if rows and table is not None:
            self._desk.bridge.work(
                write_left_out, beside or self.list.path, table.facts.headers, rows,
                then=self.wrote.emit, owner=self, troubled=self._refuse_place,
            )  # fmt: skip

    def _looked(self, table: ReadTable) -> None:
        from crm.data.queries.imports import remembered_mapping

        self.list.table = table
        self._desk.bridge.ask(
            remembered_mapping,
            headings_fingerprint(table.facts.headers),
            then=self._remember,
            owner=self,
            latest="list",
        )

    def _remember(self, kept: Mapping[str, Any] | None) -> None:
        table = self.list.table
        if table is None:
            return
        mapping = table.guess
        if kept is not None:
            known = mapping_from_dict(kept, table.facts.headers)
            if any(column.kind for column in known.columns):
                mapping, self.list.remembered = known, True
        self.list.mapping = mapping
        self.looked.emit()
        self.read()

    def _read(self, read: ReadList) -> None:
        self.list.read = read
        self.compare()

    def _planned(self, plan: ImportPlan) -> None:
        self.list.plan = plan
        self._end()
        self.planned.emit()

    def _brought(self, done: "BroughtIn") -> None:
        self._end()
        self.brought.emit(done)

    def _refuse(self, refusal: Refusal) -> bool:
        self._end()
        self.refused.emit(refusal)
        return True

    def _refuse_place(self, refusal: Refusal) -> bool:
        self.refused.emit(Refusal(refusal.message, field="folder"))
        return True

    def _begin(self, what: str) -> None:
        self.busy = what
        self.moved.emit()

    def _end(self) -> None:
        self.busy = ""
        self.moved.emit()

    def _jobs_changed(self) -> None:
        # A method, not a lambda: Qt lets go of it when the room of a closed book is gone.
        QTimer.singleShot(0, self, self._look_at_jobs)

    def _look_at_jobs(self) -> None:
        """A job that was cancelled says nothing: see that it is gone."""
        running = {job.title for job in self._desk.jobs.running}
        if self.busy and self.busy not in running:
            self._end()

    def _to_remember(self, mapping: ColumnMapping) -> dict[str, Any]:
        table = self.list.table
        headers = table.facts.headers if table else ()
        return {
            **mapping.to_dict(),
            "fingerprint": headings_fingerprint(headers),
            "choices": self.list.choices.to_dict(),
        }
