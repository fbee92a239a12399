"""What one action works with: the open transaction, the clock, who acts, and new keys."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from crm.data.connection import EngineName, Reading
from crm.data.key_ranges import NotedRanges, silenced
from crm.data.keys import KeyBlocks
from crm.data.records.history import counters, files, steps
from crm.data.records.mapping import Record
from crm.domain.errors import Refusal
from crm.domain.progress import Progress

P = ParamSpec("P")
R = TypeVar("R", bound=Record)
T = TypeVar("T")

LARGEST_FILE = 25 * 1024 * 1024
"""Bytes of one file in the book."""

_CHUNK = {"sqlite": 100, "postgresql": 2_000}
"""Rows of one savepoint. SQLite walks through everything a savepoint has put by at the end of
every single row in it, which in a large book is a page for each index of each row: 2,000 rows
at once took four times as long as 100."""

_TOLD_EVERY = 2_000
_ASKED_AT_ONCE = 400


class Work:
    """One action under way. It never commits, and knows nothing of history or screens.

    `reading` is the same transaction for queries. What the session holds is written before
    every query and every insert, so that the order of edits is the order of the action.
    """

    def __init__(
        self,
        reading: Reading,
        *,
        who: str,
        keys: KeyBlocks,
        progress: Progress,
        step: int,
        label: str,
    ) -> None:
        self._reading = reading
        self._keys = keys
        self.who = who
        self.progress = progress
        self.step = step
        self.step_label = label
        self.instead: str | None = None
        self.sentences: list[str] = []
        self.session = Session(
            bind=reading.sql, expire_on_commit=False, join_transaction_mode="rollback_only"
        )

    @property
    def reading(self) -> Reading:
        """The open transaction as queries want it, with all edits so far written to it."""
        self.session.flush()
        return self._reading

    @property
    def sql(self) -> Connection:
        """The connection itself, with all edits so far written to it."""
        return self.reading.sql

    @property
    def now(self) -> datetime:
        """The moment of the action, the same all through it."""
        return self._reading.now

    @property
    def today(self) -> date:
        """The date of the action in London."""
        return self._reading.today

    @property
    def engine(self) -> EngineName:
        """Which engine the book runs on."""
        return self._reading.engine

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Act for a while as if it were another moment: how the demo book gets its past."""
        present = self._reading
        self._reading = replace(present, now=moment)
        try:
            yield
        finally:
            self._reading = present

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Try a part of the action: where it raises, the edits of that part are taken back."""
        try:
            with self.session.begin_nested():
                yield
        except BaseException:
            # What was reserved within that part went back with its edits.
            self._keys.discard()
            raise

    def ask(
        self, query: Callable[Concatenate[Reading, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query inside the action: it sees what the action has done so far."""
        return query(self.reading, *args, **kwargs)

    def new_key(self) -> int:
        """Give a key that no other row of the book has."""
        return self._keys.take(1)[0]

    def new_keys(self, count: int) -> range:
        """Give keys in one unbroken row."""
        return self._keys.take(count)

    def get(self, record_class: type[R], row_id: int) -> R:
        """Load the record to be edited; raises `Refusal` when it is gone."""
        record = self.session.get(record_class, row_id)
        if record is None:
            words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", record_class.__name__).lower()
            raise Refusal(f"This {words} is not in the book any more.", field=words)
        return record

    def get_many(self, record_class: type[R], row_ids: Sequence[int]) -> Sequence[R]:
        """Load records to be edited, in the order asked for; raises `Refusal` for one that is gone.

        One question for each 400. Take a large set by such parts, so that memory stays small.
        """
        key = record_class.__table__.c.id
        held: list[R] = []  # the session lets go of what nobody holds
        for start in range(0, len(row_ids), _ASKED_AT_ONCE):
            some = row_ids[start : start + _ASKED_AT_ONCE]
            held += self.session.scalars(select(record_class).where(key.in_(some)))
        return [self.get(record_class, row_id) for row_id in row_ids]

    def add(self, record: R) -> R:
        """Put a new record into the book, with a key of its own unless it has one."""
        state: Any = record
        if state.id is None:
            state.id = self.new_key()
        # Pending edits go first, so that the row that makes room stands before the new one.
        self.session.flush()
        self.session.add(record)
        self.session.flush()
        return record

    def delete(self, record: Record) -> None:
        """Take a record out of the book."""
        self.session.delete(record)
        self.session.flush()

    def insert_many(
        self,
        record_class: type[Record],
        rows: Sequence[Mapping[str, object]],
        note: str = "",
    ) -> Sequence[int]:
        """Insert many rows as one entry of the history; gives their keys in order.

        Every row names the same columns. Rows without `id` get keys in one unbroken row; either
        all rows bring their own or none does. `note` names the stage for the progress, which
        is told every 2,000 rows.
        """
        if not rows:
            return range(0)
        table = record_class.__table__
        if not isinstance(table, Table):
            raise TypeError(f"{record_class.__name__} is no table of its own")
        own = "id" in rows[0]
        keys: Sequence[int] = (
            [int(str(row["id"])) for row in rows] if own else self.new_keys(len(rows))
        )
        self.session.flush()
        sql, step = self._reading.sql, self.step
        noted = NotedRanges(sql, step, table)
        size = _CHUNK[self.engine]
        for start in range(0, len(rows), size):
            ids, chunk = keys[start : start + size], rows[start : start + size]
            keyed = [{**row, "id": key} for row, key in zip(chunk, ids, strict=True)]
            with sql.begin_nested(), silenced(sql, table):
                sql.execute(insert(table), keyed)
                noted.add(ids, chunk)
            done = start + len(ids)
            if done % _TOLD_EVERY == 0 or done == len(rows):
                self.progress.step(done, len(rows), note)
        return keys

    def next_number(self, name: str) -> int:
        """Give the next number of a kind, from 1; undoing the action does not give it back."""
        self.session.flush()
        into = sqlite.insert if self.engine == "sqlite" else postgresql.insert
        query = (
            into(counters)
            .values(name=name, value=1)
            .on_conflict_do_update(index_elements=["name"], set_={"value": counters.c.value + 1})
            .returning(counters.c.value)
        )
        number: int = self._reading.sql.execute(query).scalar_one()
        return number

    def file_in(self, content: bytes, name: str, media_type: str) -> str:
        """Keep the bytes of a file in the book; gives their SHA-256 as 64 hexadecimals.

        Raises `Refusal` above 25 MB. The same bytes are kept once, under their first name.
        """
        if len(content) > LARGEST_FILE:
            raise Refusal(f"{name} is larger than 25 MB, the most a book takes.", field="file")
        sha256 = hashlib.sha256(content).hexdigest()
        into = sqlite.insert if self.engine == "sqlite" else postgresql.insert
        query = into(files).values(
            sha256=sha256,
            name=name,
            media_type=media_type,
            size=len(content),
            content=content,
            added_at=self.now,
        )
        self.sql.execute(query.on_conflict_do_nothing(index_elements=["sha256"]))
        return sha256

    def label(self, text: str) -> None:
        """Say in the words of the user what the action does: `Log call with Potteries Data`."""
        self.step_label = text

    def say(self, sentence: str) -> None:
        """Add a sentence for the message bar, beyond the label."""
        self.sentences.append(sentence)

    def leave_standing(self, sentence: str) -> None:
        """Have undo say what of the step it leaves as it is, and what to do about that."""
        self.sql.execute(update(steps).where(steps.c.id == self.step).values(stays=sentence))

    def irreversible(self, what_to_do_instead: str) -> None:
        """Mark the step as one that undo refuses, saying this instead."""
        self.instead = what_to_do_instead
