"""The one lane that writes: opens a transaction and a step, runs the action, seals both."""

import threading
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from crm.data.connection import Clock, Lanes, Reading
from crm.data.engine_troubles import is_overtaken, may_be_repeated
from crm.data.keys import KeyBlocks, reserve
from crm.data.recorder.noted_changes import changes_of
from crm.data.recorder.steps import open_step, seal_step
from crm.data.records.catalogue import Catalogue
from crm.data.work import Work
from crm.domain.changes import Changes, Done
from crm.domain.errors import BookTrouble, Refusal
from crm.domain.progress import Progress

T = TypeVar("T")

_SMALL_BLOCK = 50  # one writer: small numbers, easy to type
_LARGE_BLOCK = 500  # several writers: reserving is a transaction of its own
_TRIES = 3

_BEFORE_LABEL = {"do": "", "undo": "Undone: ", "redo": "Redone: "}


class Writer:
    """Runs actions one at a time, each as one step."""

    def __init__(self, lanes: Lanes, catalogue: Catalogue, clock: Clock) -> None:
        self._lanes = lanes
        self._catalogue = catalogue
        self._clock = clock
        self._turn = threading.Lock()
        self._thread: int | None = None
        self._sql: Connection | None = None
        self._keys = KeyBlocks(
            self._reserve_keys,
            block=_SMALL_BLOCK if lanes.engine == "sqlite" else _LARGE_BLOCK,
        )

    def step(
        self, kind: str, label: str, who: str, progress: Progress, run: Callable[[Work], T]
    ) -> Done[T]:
        """Run an action in a transaction of its own; `kind` is do, undo or redo.

        Whatever it raises, nothing of it stays. What the engine gave up because of another
        organiser's transaction is run again, up to three times in all.
        """
        if self._thread == threading.get_ident():
            raise RuntimeError("an action called book.do: call the other action with its work")
        with self._turn:
            self._thread = threading.get_ident()
            try:
                for _ in range(_TRIES - 1):
                    try:
                        return self._transaction(kind, label, who, progress, run)
                    except BookTrouble as trouble:
                        if not may_be_repeated(trouble):
                            raise
                return self._transaction(kind, label, who, progress, run)
            except (StaleDataError, IntegrityError) as error:
                if isinstance(error, IntegrityError) and not is_overtaken(error):
                    raise
                raise Refusal(
                    "Somebody else changed this meanwhile. Look at it again, then do it again."
                ) from error
            finally:
                self._thread = None

    def _transaction(
        self, kind: str, label: str, who: str, progress: Progress, run: Callable[[Work], T]
    ) -> Done[T]:
        try:
            with self._lanes.writing() as sql:
                self._sql = sql
                return self._run(sql, kind, label, who, progress, run)
        except BaseException:
            # On SQLite the reservation of keys is rolled back with everything else.
            self._keys.discard()
            raise
        finally:
            self._sql = None

    def _run(
        self,
        sql: Connection,
        kind: str,
        label: str,
        who: str,
        progress: Progress,
        run: Callable[[Work], T],
    ) -> Done[T]:
        now = self._clock()
        step = open_step(
            sql, label=label, who=who, at=now, kind=kind, schema=self._catalogue.schema
        )
        work = Work(
            Reading(sql, now, self._lanes.engine),
            who=who,
            keys=self._keys,
            progress=progress,
            step=step,
            label=label,
        )
        with work.session:
            value = run(work)
            work.session.flush()
            stays = seal_step(
                sql,
                step,
                label=work.step_label,
                instead=work.instead,
                keep=kind != "do",
            )
        said = _BEFORE_LABEL[kind] + work.step_label
        changes = changes_of(sql, self._catalogue, step, said) if stays else Changes(label=said)
        return Done(value, changes, " ".join(work.sentences))

    def _reserve_keys(self, count: int) -> int:
        """Reserve on SQLite inside the action, on PostgreSQL beside it, so that nobody waits."""
        if self._lanes.engine == "sqlite":
            if self._sql is None:
                raise RuntimeError("keys are given out inside an action only")
            return reserve(self._sql, count)
        with self._lanes.writing() as sql:
            return reserve(sql, count)
