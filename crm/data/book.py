"""The Book: ask it questions, do actions in it, undo and redo them. Nothing else."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import func, select

from crm.data import opening
from crm.data.backup import backup_if_due, make_backup
from crm.data.backup_manifest import BackupMade
from crm.data.backup_thinning import BackupKind
from crm.data.book_state import BookState, read_state, write_state
from crm.data.checks import Invariant, troubles_in
from crm.data.connection import Clock, Lanes, Location, Reading, is_postgresql, system_clock
from crm.data.engine_troubles import os_troubles
from crm.data.lock import BookLock, side_file
from crm.data.records.catalogue import MUSTER, Catalogue
from crm.data.records.history import steps
from crm.data.rewind.choice import PastStep, is_final, next_redo, next_undo, standing_step
from crm.data.rewind.take_back import take_back
from crm.data.work import Work
from crm.data.writer import Writer
from crm.domain.changes import Done
from crm.domain.errors import Refusal
from crm.domain.progress import Progress, Quiet

P = ParamSpec("P")
T = TypeVar("T")


class Book:
    """An open book. `ask` and `do` may be called from any thread; actions run one at a time."""

    def __init__(
        self, location: Location, lanes: Lanes, *, who: str, clock: Clock, catalogue: Catalogue
    ) -> None:
        self.location = location
        self.who = who
        self.clock = clock
        self.warnings: tuple[str, ...] = ()
        self._lanes = lanes
        self._catalogue = catalogue
        self._lock: BookLock | None = None
        self._writer = Writer(lanes, catalogue, clock)
        self._state_file: Path | None = None
        self._backups_pause = False

    @classmethod
    def open(
        cls,
        location: Location,
        *,
        who: str = "organiser",
        clock: Clock = system_clock,
        create: bool = False,
        read_only: bool = False,
        look_over: bool = True,
        catalogue: Catalogue = MUSTER,
    ) -> Self:
        """Open a book, or make a new one with `create`.

        `read_only` takes no lock, so that questions can be asked while a window has the book.
        Without `look_over` whoever opens a book that was closed properly asks
        `checks.look_over` soon after, so that nobody waits for the whole file to be read.
        Raises `BookTrouble` for a book that cannot be used, `Refusal` where a new one cannot
        be made.
        """
        if create:
            opening.make_book(location, catalogue, now=clock())
        if is_postgresql(location):
            path, lock = None, None
        else:
            path = Path(location)
            opening.refuse_foreign(path)
            lock = None if read_only else BookLock(path, who=who, now=clock())
        try:
            schema = opening.schema_before_opening(location, catalogue, read_only=read_only)
            if schema < catalogue.schema:
                opening.refuse_old(read_only=read_only)
                # Alembic costs a quarter of a second that a book of today never needs.
                from crm.data.upgrade import upgrade

                upgrade(location, catalogue, now=clock())
            lanes = Lanes(location, read_only=read_only)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        book = cls(location, lanes, who=who, clock=clock, catalogue=catalogue)
        book._lock = lock
        try:
            book._settle_in(path, read_only=read_only, look_over=look_over)
        except BaseException:
            book._abandon()
            raise
        return book

    def _settle_in(self, path: Path | None, *, read_only: bool, look_over: bool) -> None:
        """Look the file over as its last end asks for, and say what is risky about it."""
        if read_only:
            return
        if path is not None:
            state = read_state(path)
            clean = state.clean if state else not side_file(path, "wal").exists()
            if look_over or not clean:
                opening.refuse_damage(self._lanes, thoroughly=not clean)
            last_step = self._last_step()
            self.warnings = opening.warnings_about(path, state, last_step)
            self._backups_pause = bool(state and state.restored)
            write_state(path, BookState(clean=False, last_step=last_step))
            self._state_file = path
        opening.mend_triggers(self._lanes, self._catalogue)

    @property
    def engine(self) -> str:
        """Which engine the book runs on: sqlite or postgresql."""
        return self._lanes.engine

    def ask(
        self, query: Callable[Concatenate[Reading, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Ask a question: run a query in one short look at the book."""
        with self._lanes.reading() as sql:
            return query(Reading(sql, self.clock(), self._lanes.engine), *args, **kwargs)

    def do(
        self,
        action: Callable[Concatenate[Work, ...], T],
        *args: Any,
        progress: Progress | None = None,
        label: str | None = None,
        **kwargs: Any,
    ) -> Done[T]:
        """Run one action in one transaction and seal what it changed as one step.

        Whatever the action raises, nothing of it stays.
        """
        named = action.func if isinstance(action, partial) else action
        words = label or named.__name__.replace("_", " ").strip().capitalize()
        return self._writer.step(
            "do", words, self.who, progress or Quiet(), lambda work: action(work, *args, **kwargs)
        )

    def undo(
        self, step: int | None = None, *, rest: bool = False, progress: Progress | None = None
    ) -> Done[None]:
        """Take back the organiser's own latest action, or a given step.

        Where something that came later is in the way, raises `Refusal` with the field `step`
        that lists it; with `rest`, that is left as it is and `said` names it.
        """

        def run(work: Work) -> None:
            past = next_undo(work.sql, self.who) if step is None else standing_step(work.sql, step)
            if past is None:
                raise Refusal("There is nothing to undo.")
            work.label(past.label)
            take_back(work, past, self._catalogue, rest=rest)

        return self._writer.step("undo", "Undo", self.who, progress or Quiet(), run)

    def redo(self, *, progress: Progress | None = None) -> Done[None]:
        """Bring back what the organiser's own latest undo took away."""

        def run(work: Work) -> None:
            past = next_redo(work.sql, self.who)
            if past is None:
                raise Refusal("There is nothing to redo.")
            work.label(past.label)
            take_back(work, past, self._catalogue, rest=False)

        return self._writer.step("redo", "Redo", self.who, progress or Quiet(), run)

    def undo_label(self) -> str | None:
        """What undo would take back, in words; None where there is nothing, or a final step."""
        return self.ask(lambda reading: self._label(next_undo(reading.sql, self.who)))

    def redo_label(self) -> str | None:
        """What redo would bring back, in words; None where there is nothing."""
        return self.ask(lambda reading: self._label(next_redo(reading.sql, self.who)))

    def backup(self, to: Path | None = None, *, progress: Progress | None = None) -> BackupMade:
        """Make a verified copy: in the folder of backups, or as the file `to`."""
        return make_backup(
            self.location, kind=BackupKind.ASKED, now=self.clock(), to=to, progress=progress
        )

    def backup_if_due(self, every: timedelta = timedelta(hours=1)) -> BackupMade | None:
        """Make an automatic backup where the newest is older and something was done since.

        Makes none until the book is opened again after a restore, so that a mistaken restore
        pushes no good copy out.
        """
        if self._backups_pause:
            return None
        return backup_if_due(self.location, self._last_step(), now=self.clock(), every=every)

    def check(self, *invariants: Invariant) -> tuple[str, ...]:
        """Look the whole book over; gives a sentence for each thing that is wrong."""
        return self.ask(lambda reading: tuple(troubles_in(reading, self._catalogue, invariants)))

    def close(self) -> None:
        """Let go of the book and its lock, and note that it was left in good order."""
        try:
            if self._state_file is not None:
                last_step = self._last_step()
                self._lanes.close()
                with os_troubles():
                    write_state(self._state_file, BookState(clean=True, last_step=last_step))
                self._state_file = None
        finally:
            self._abandon()

    def _abandon(self) -> None:
        self._lanes.close()
        if self._lock is not None:
            self._lock.release()

    def _last_step(self) -> int:
        with self._lanes.reading() as sql:
            found: int = sql.execute(select(func.coalesce(func.max(steps.c.id), 0))).scalar_one()
            return found

    def _label(self, past: PastStep | None) -> str | None:
        return None if past is None or is_final(past, self._catalogue.schema) else past.label
