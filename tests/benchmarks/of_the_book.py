"""The book against raw SQL on the same rows and the same file settings."""

import itertools
from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import select

from crm.actions.calls import log_call
from crm.data.book import Book
from crm.data.queries.companies import first_lines
from crm.data.queries.queue import call_queue
from crm.data.records.companies import Company
from crm.domain.outcomes import Call, Outcome
from tests.benchmarks.books import large_book
from tests.benchmarks.measure import Figure, figure, in_turn, latencies, milliseconds

RAW_PAGE = """
SELECT c.id, c.name, c.stage, c.town, c.last_contact_at, c.last_contact_kind, s.kind, s.due_on,
       (SELECT typed FROM phone_numbers p WHERE p.company_id = c.id ORDER BY position LIMIT 1)
FROM companies c LEFT JOIN next_steps s ON s.company_id = c.id AND s.done_at IS NULL
WHERE c.trashed_at IS NULL ORDER BY c.name_key, c.id LIMIT 60
"""


def logging_a_call(folder: Path) -> list[Figure]:
    """Log a call with all that follows, history included / the same rows by raw sqlite3."""
    book = large_book(folder / "calls.muster", 5_000, 40_000)
    ids = book.ask(lambda reading: list(reading.sql.execute(select(Company.id)).scalars()))
    next_one = itertools.cycle(ids)

    def mine() -> None:
        book.do(log_call, Call(next(next_one), Outcome.NO_ANSWER, note="Rang, nobody there."))

    raw, close = raw_call(book, folder / "raw.db")
    found = in_turn(mine, raw, 200)
    close()
    book.close()
    return latencies("log a call, history included", "the same rows by raw sqlite3", *found)


def raw_call(book: Book, path: Path) -> tuple[Callable[[], None], Callable[[], None]]:
    """Write what one logged call writes, without any program around it."""
    sql = sqlite.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        sql.execute(f"PRAGMA {pragma}")
    for row in book.ask(
        lambda reading: reading.sql.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
            " AND tbl_name IN ('companies', 'activities', 'next_steps', 'steps', 'step_edits')"
            " AND name NOT LIKE 'sqlite_%' ORDER BY type DESC"
        ).all()
    ):
        sql.execute(row[0])
    keys = itertools.count(1)
    sql.execute(
        "INSERT INTO companies (id, version, name, name_key, legal_name, legal_form, vat_number,"
        " subscriber_kind, activities, website, premises, street, locality, town, postcode,"
        " branch_chosen, stage, source, source_kind, lawful_basis, pinned, added_at, tries,"
        " engaged, cycles, last_contact_kind, hot) VALUES (1, 1, 'A', 'a', '', '', '', '', '', '',"
        " '', '', '', '', '', 0, 'New', '', '', '', '', '2003-01-01', 0, 0, 0, '', '')"
    )
    now = "2003-03-17 10:00:00.000000"

    def raw() -> None:
        key = next(keys)
        sql.execute("BEGIN IMMEDIATE")
        sql.execute(
            "INSERT INTO steps (id, label, who, at, kind, schema_number) VALUES (?,?,?,?,?,?)",
            (key, "Log call", "organiser", now, "do", 1),
        )
        sql.execute("UPDATE next_steps SET done_at = ? WHERE done_at IS NULL", (now,))
        sql.execute(
            "INSERT INTO activities (id, company_id, kind, happened_at, who, outcome, note,"
            " summary, attempt, reached, conversation, details, stood)"
            " VALUES (?,1,'call',?,'organiser',"
            "'no-answer','Rang, nobody there.','',1,0,0,'{}','{}')",
            (key, now),
        )
        sql.execute(
            "INSERT INTO next_steps (id, company_id, kind, due_on, part, text, promised, repeat,"
            " made_at, done_how) VALUES (?,1,'call','2003-03-19','early afternoon','',0,0,?,'')",
            (key, now),
        )
        sql.execute(
            "UPDATE companies SET tries = tries + 1, last_try_at = ?, stage = 'Attempting',"
            " version = version + 1 WHERE id = 1",
            (now,),
        )
        for op, table, before in (
            ("I", "activities", None),
            ("I", "next_steps", None),
            ("U", "next_steps", "{}"),
            ("U", "companies", "{}"),
        ):
            sql.execute(
                "INSERT INTO step_edits (step_id, table_name, row_id, op, owner_id, before, after)"
                " VALUES (?,?,?,?,1,?,?)",
                (key, table, key, op, before, before),
            )  # fmt: skip
        sql.execute("COMMIT")

    return raw, sql.close


def lists(folder: Path, companies: int) -> list[Figure]:
    """The first page of the list, and the queue / raw SQL for the same rows."""
    path = folder / f"list-{companies}.muster"
    book = large_book(path, companies)
    sql = sqlite.connect(path)

    def page() -> None:
        book.ask(first_lines, (), limit=60)

    def raw() -> None:
        sql.execute(RAW_PAGE).fetchall()

    found = latencies(
        f"first page of {companies:,} companies", "raw SQL for the same rows",
        *in_turn(page, raw, 60),
    )  # fmt: skip
    queue = milliseconds(lambda: book.ask(call_queue), 10)
    count = milliseconds(
        lambda: sql.execute("SELECT count(*) FROM companies WHERE trashed_at IS NULL").fetchall(),
        10,
    )
    found += latencies(
        f"call queue of {companies:,} companies", "counting them by raw SQL", queue, count
    )
    size = path.stat().st_size / 2**20
    found.append(figure(f"file of {companies:,} companies", size, "MB", "itself", size))
    sql.close()
    book.close()
    return found
