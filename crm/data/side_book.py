"""The side database: what must outlive a crash and is no part of the book.

One small SQLite file beside the book, with a connection of its own that only one thread at a
time may use. It is held exclusively while it is open, so that two programs never file the
same waiting call; and it can be lost without harm to the book.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Self, TypeVar

import sqlcipher3.dbapi2 as driver

from crm.data.engine_troubles import engine_troubles
from crm.data.side_connection import fact, open_side_file
from crm.data.side_rows import KeptDraft, KeptText, SideContents, WaitingCall
from crm.domain.reminders import Due, ReminderMemory, Snooze

_OF_COMPANY = ("drafts", "waiting")

Row = Sequence[Any]
T = TypeVar("T")


class SideBook:
    """An open side database; `set_aside` names the file that could not be used, if any."""

    def __init__(self, path: Path, connection: Any, set_aside: Path | None) -> None:
        self.path = path
        self.set_aside = set_aside
        self._sql = connection

    @classmethod
    def open(cls, path: Path, mark: str) -> Self:
        """Open the side file of the book known by `mark`, or make one.

        A file that is damaged, or that belongs to another book, is set aside under another
        name, never deleted. Raises `BookTrouble` where none can be used: a folder that may not
        be written to, a full disk, another program that holds it (`locked`).
        """
        connection, aside = open_side_file(path, mark)
        return cls(path, connection, aside)

    def read(self) -> SideContents:
        """Read everything; a row that makes no sense is passed over, and stays."""
        with engine_troubles():
            drafts = self._sql.execute(
                "SELECT company_id, company, key, typed_at, said FROM drafts ORDER BY typed_at"
            ).fetchall()
            waiting = self._sql.execute(
                "SELECT key, company_id, company, made_at, call, draft FROM waiting ORDER BY rowid"
            ).fetchall()
            texts = self._sql.execute(
                "SELECT key, company_id, typed_at, said FROM texts ORDER BY typed_at"
            ).fetchall()
            return SideContents(
                _each(_draft, drafts),
                _each(_call, waiting),
                _each(_written, texts),
                self._memory(),
            )

    def keep(self, drafts: Iterable[KeptDraft], gone: Collection[int] = ()) -> None:
        """Keep drafts in place of those of the same companies, and let others go."""
        with self._transaction():
            self._sql.executemany(
                "DELETE FROM drafts WHERE company_id = ?", [(one,) for one in gone]
            )
            for one in drafts:
                self._keep(one)

    def keep_text(self, one: KeptText) -> None:
        """Keep a text in place of what was kept under its key."""
        values = (one.key, one.company_id, one.typed_at.isoformat(), _text(one.said))
        with self._transaction():
            self._sql.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)", values)

    def drop_text(self, key: str) -> None:
        """Let a text go that is saved, or that nobody wants."""
        with self._transaction():
            self._sql.execute("DELETE FROM texts WHERE key = ?", (key,))

    def wait(self, call: WaitingCall) -> None:
        """Keep a call until it is known to be in the book; it takes the place of its draft."""
        values = (
            call.key, call.company_id, call.company, call.made_at.isoformat(),
            _text(call.call), _text(call.draft),
        )  # fmt: skip
        with self._transaction():
            self._sql.execute("INSERT OR REPLACE INTO waiting VALUES (?, ?, ?, ?, ?, ?)", values)
            self._sql.execute("DELETE FROM drafts WHERE key = ?", (call.key,))

    def filed(self, keys: Collection[str]) -> None:
        """Let calls and drafts go that are in the book."""
        with self._transaction():
            for table in _OF_COMPANY:
                self._sql.executemany(
                    f"DELETE FROM {table} WHERE key = ?",  # noqa: S608 -- our own two names
                    [(key,) for key in keys],
                )

    def give_back(self, key: str, draft: KeptDraft) -> None:
        """Make a draft again of a call that the book refused."""
        with self._transaction():
            self._sql.execute("DELETE FROM waiting WHERE key = ?", (key,))
            self._keep(draft)

    def remember(self, memory: ReminderMemory) -> None:
        """Keep what was reminded of, in place of what was kept before."""
        looked = memory.looked_at.isoformat() if memory.looked_at else ""
        told = [(one.step_id, one.at.isoformat()) for one in memory.told]
        snoozed = [
            (one.due.step_id, one.due.at.isoformat(), one.made_at.isoformat(),
             one.until.isoformat())
            for one in memory.snoozed
        ]  # fmt: skip
        with self._transaction():
            self._sql.execute("INSERT OR REPLACE INTO facts VALUES ('looked_at', ?)", (looked,))
            known = set(self._sql.execute("SELECT step_id, at FROM told").fetchall())
            self._sql.executemany(
                "DELETE FROM told WHERE step_id = ? AND at = ?", known.difference(told)
            )
            self._sql.executemany("INSERT OR IGNORE INTO told VALUES (?, ?)", told)
            self._sql.execute("DELETE FROM snoozed")
            self._sql.executemany("INSERT INTO snoozed VALUES (?, ?, ?, ?)", snoozed)

    def erase(self, company_ids: Collection[int]) -> None:
        """Take all that was typed about companies out of the file, and out of its journal.

        What is deleted is overwritten (`secure_delete`), so that no byte of it stays.
        """
        with self._transaction():
            for table in ("waiting", "texts"):
                self._sql.executemany(
                    f"DELETE FROM {table} WHERE company_id = ?",  # noqa: S608 -- our own names
                    [(one,) for one in company_ids],
                )
        self.erase_drafts(company_ids)

    def erase_drafts(self, company_ids: Collection[int]) -> None:
        """Take drafts out in the same way, and leave what waits to be filed."""
        self.keep((), company_ids)
        with engine_troubles():
            self._sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Let go of the file."""
        with engine_troubles():
            self._sql.close()

    def _keep(self, one: KeptDraft) -> None:
        self._sql.execute(
            "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?)",
            (one.company_id, one.company, one.key, one.typed_at.isoformat(), _text(one.said)),
        )

    def _memory(self) -> ReminderMemory:
        looked = fact(self._sql, "looked_at")
        told = self._sql.execute("SELECT at, step_id FROM told").fetchall()
        snoozed = self._sql.execute("SELECT at, step_id, made_at, until FROM snoozed").fetchall()
        return ReminderMemory(
            _at(looked) if looked else None,
            frozenset(Due(_at(at), step) for at, step in told),
            tuple(
                Snooze(Due(_at(at), step), _at(made), _at(until))
                for at, step, made, until in snoozed
            ),
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with engine_troubles():
            self._sql.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._sql.execute("COMMIT")
            except BaseException:
                with suppress(driver.Error):  # a full disk may have ended it already
                    self._sql.execute("ROLLBACK")
                raise


def _each(read: Callable[[Row], T], rows: Iterable[Row]) -> tuple[T, ...]:
    found: list[T] = []
    for row in rows:
        with suppress(ValueError, TypeError):
            found.append(read(row))
    return tuple(found)


def _draft(row: Row) -> KeptDraft:
    company_id, company, key, typed_at, said = row
    return KeptDraft(company_id, company, key, _at(typed_at), dict(json.loads(said)))


def _written(row: Row) -> KeptText:
    key, company_id, typed_at, said = row
    return KeptText(key, company_id, _at(typed_at), dict(json.loads(said)))


def _call(row: Row) -> WaitingCall:
    key, company_id, company, made_at, call, draft = row
    said, typed = dict(json.loads(call)), dict(json.loads(draft))
    return WaitingCall(key, company_id, company, _at(made_at), said, typed)


def _text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
