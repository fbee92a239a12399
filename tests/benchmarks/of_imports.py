"""A list brought in, with its history, and taken out again / the same rows by raw sqlite3."""

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from crm.actions.imports import bring_in
from crm.data.book import Book
from crm.data.queries.imports import plan_import
from crm.domain.imports import ImportPlan
from crm.exchange.foreign_file import read_companies
from tests.benchmarks.books import FIRST, NOW, SECOND, TOWNS
from tests.benchmarks.measure import Figure, figure
from tests.books.drive import begin

TABLES = ("companies", "people", "phone_numbers", "email_addresses", "activities")


def imports(folder: Path, rows: int) -> list[Figure]:
    """Plan and bring in a list of that many firms, undo it and redo it.

    The floor is `executemany` of the rows that came of it, into the same tables with the same
    indexes and file settings, and a `DELETE` of them all.
    """
    book = Book.open(folder / "imports.muster", create=True, clock=lambda: NOW)
    begin(book)
    read = read_companies(_chamber_list(folder / "chamber-list.csv", rows)).rows

    def whole() -> None:
        plan = book.ask(plan_import, read)
        book.do(_bring_in, plan)

    brought = _seconds(whole)
    put_in, take_out = _raw(folder / "imports.muster", folder / "imports-raw.db")
    floor = _seconds(put_in)
    undone, floor_undone = _seconds(book.undo), _seconds(take_out)
    redone = _seconds(book.redo)
    book.close()
    same = "executemany of the same rows by raw sqlite3"
    return [
        figure(f"import {rows:,} rows, all in", brought, "s", same, floor),
        figure(f"undo that import of {rows:,} rows", undone, "s", "DELETE of them by raw sqlite3",
               floor_undone),
        figure(f"redo that import of {rows:,} rows", redone, "s", same, floor),
    ]  # fmt: skip


def _bring_in(work: Any, plan: ImportPlan) -> None:
    bring_in(work, plan, file_name="chamber-list.csv", sha256="0" * 64, mapping={})


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _chamber_list(path: Path, rows: int) -> Path:
    """Write a list with one firm a row, each with a person, a number and an email address."""
    chance = random.Random(rows)
    lines = ["Company,Contact,Job title,Telephone,Email,Address 1,Town,Postcode,Staff"]
    for place in range(rows):
        name = f"{chance.choice(FIRST)} {chance.choice(SECOND)} {place} Ltd"
        lines.append(
            f"{name},Ms Helen Marsh{place},Director,01632 {960_000 + place % 1_000},"
            f"info@firm{place}.example,{place % 90 + 1} Mill Lane,{chance.choice(TOWNS)},"
            f"ST{chance.randint(1, 20)} {chance.randint(1, 9)}AA,{chance.randint(1, 90)}"
        )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _raw(book: Path, path: Path) -> tuple[Callable[[], None], Callable[[], None]]:
    """Give what puts the rows of a book into tables without triggers, and what takes them out."""
    source = sqlite.connect(book)
    sql = sqlite.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        sql.execute(f"PRAGMA {pragma}")
    marks = ", ".join("?" * len(TABLES))
    for (statement,) in source.execute(
        "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
        f" AND tbl_name IN ({marks}) ORDER BY type DESC",
        TABLES,
    ):
        sql.execute(statement)
    rows = {name: source.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}
    source.close()

    def put_in() -> None:
        sql.execute("BEGIN IMMEDIATE")
        for name, values in rows.items():
            places = ", ".join("?" * len(values[0]))
            sql.executemany(f"INSERT INTO {name} VALUES ({places})", values)
        sql.execute("COMMIT")

    def take_out() -> None:
        sql.execute("BEGIN IMMEDIATE")
        for name, values in reversed(rows.items()):
            # A range, as undo takes it: without WHERE, SQLite drops the pages unread.
            first, last = values[0][0], values[-1][0]
            sql.execute(f"DELETE FROM {name} WHERE id BETWEEN ? AND ?", (first, last))
        sql.execute("COMMIT")
        sql.close()

    return put_in, take_out
