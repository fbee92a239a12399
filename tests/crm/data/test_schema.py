"""The migrations make what the records say, and the records say what the recorder can keep."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Date, Integer, String, Text, UniqueConstraint, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import JSON, BigInteger, Boolean

from crm.data.book import Book
from crm.data.connection import Lanes, Location, is_postgresql
from crm.data.migrations.run import HERE, migrate, settings
from crm.data.recorder import triggers
from crm.data.records.catalogue import MUSTER, RECORDED, SCHEMA, Catalogue, metadata
from crm.data.records.companies import Company
from crm.data.records.mapping import Instant, JsonValue, PlainData
from crm.data.sqlite_engine import create_file
from crm.data.upgrade import upgrade
from crm.domain.errors import BookTrouble, Refusal
from tests.books.clock import SetClock

ADDITION = """
from alembic import op
import sqlalchemy as sa
revision = "{number:04}"
down_revision = "{before:04}"
def upgrade():
    with op.batch_alter_table("companies", recreate="auto") as table:
        table.add_column(sa.Column("nickname", sa.Text(), nullable=False, server_default=""))
        table.alter_column("town", existing_type=sa.Text(), nullable=True)
    {extra}
"""


def migrated(place: Location) -> Lanes:
    if not is_postgresql(place):
        create_file(Path(place)).close()
    lanes = Lanes(place)
    with lanes.writing() as sql:
        migrate(sql)
    return lanes


def test_migrations_make_the_tables_of_the_records(
    new_place: Callable[[bool], Location],
) -> None:
    lanes = migrated(new_place(False))
    try:
        with lanes.writing() as sql:
            context = MigrationContext.configure(sql, opts={"compare_type": True})
            assert compare_metadata(context, metadata) == []
    finally:
        lanes.close()


def test_a_new_book_has_the_tables_of_the_records(book: Book) -> None:
    with book._lanes.reading() as sql:
        context = MigrationContext.configure(sql, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == f"{SCHEMA:04}"


def test_the_newest_migration_is_the_schema_of_the_records(sqlite_book: Book) -> None:
    with sqlite_book._lanes.reading() as sql:
        scripts = ScriptDirectory.from_config(settings(sql))
    assert scripts.get_heads() == [f"{SCHEMA:04}"]


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=lambda d: d.name)
def test_no_value_and_the_null_of_json_are_one_thing_to_the_history(dialect) -> None:
    kept = JsonValue.dialect_impl(dialect).impl_instance
    assert isinstance(kept, JSON)
    assert kept.none_as_null


@pytest.mark.parametrize("table", RECORDED, ids=str)
def test_a_recorded_table_holds_only_what_the_recorder_keeps_exactly(table) -> None:
    assert [column.name for column in table.primary_key] == ["id"]
    assert not table.c.id.autoincrement
    for column in table.columns:
        kept = (Integer, BigInteger, Text, String, Boolean, Date, PlainData, Instant)
        assert isinstance(column.type, kept), column
        assert '"' not in column.name
        assert ":" not in column.name
    for key in table.foreign_keys:
        assert key.ondelete is None
        assert key.onupdate is None
        assert not key.deferrable
        assert key.column.name == "id"
        assert key.column.table in RECORDED


@pytest.mark.parametrize("table", RECORDED, ids=str)
def test_every_reference_is_found_by_an_index(table) -> None:
    """Without one, taking an import back looks through the whole table for each row."""
    leading = {
        next(iter(index.columns)).name
        for index in table.indexes
        if index.dialect_options["sqlite"]["where"] is None
    }
    leading |= {
        next(iter(rule.columns)).name
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint)
    }
    assert {key.parent.name for key in table.foreign_keys} <= leading


@pytest.fixture
def older(tmp_path: Path) -> Callable[[str], tuple[Catalogue, Path]]:
    """A next release, whose migration rebuilds a table; `extra` is a line more in it."""

    def release(extra: str = "pass") -> tuple[Catalogue, Path]:
        versions = tmp_path / "versions"
        shutil.copytree(HERE / "versions", versions, ignore=shutil.ignore_patterns("__pycache__"))
        page = ADDITION.format(number=SCHEMA + 1, before=SCHEMA, extra=extra)
        (versions / "v9999_nicknames.py").write_text(page)
        return Catalogue(MUSTER.recorded, MUSTER.others, SCHEMA + 1), versions

    return release


def filled(place: Location, clock: SetClock) -> int:
    book = Book.open(place, clock=clock)

    def fill(work) -> int:
        first = work.add(Company(name="A", name_key="a", added_at=work.now))
        work.add(
            Company(
                name="B", name_key="b", town="Stone", added_at=work.now, referred_by_id=first.id
            )
        )
        return first.id

    company = book.do(fill).value
    book.close()
    return company


def test_an_upgrade_keeps_every_row_and_records_again(
    new_place: Callable[[bool], Location],
    clock: SetClock,
    older: Callable[..., tuple[Catalogue, Path]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    place = new_place(True)
    company = filled(place, clock)
    catalogue, versions = older()
    backup = upgrade(place, catalogue, now=clock(), versions=versions)
    assert backup.rows["companies"] == 2
    lanes = Lanes(place, read_only=True)
    with lanes.reading() as sql:
        assert triggers.not_as_wanted(sql, catalogue.recorded) == ()
    lanes.close()
    book = Book.open(place, clock=clock, catalogue=catalogue)
    try:
        assert book.check() == ()
        rows = book.ask(lambda r: r.sql.execute(text("SELECT name, nickname FROM companies")).all())
        assert sorted(rows) == [("A", ""), ("B", "")]

        def rename(work) -> None:
            work.get(Company, company).name = "C"

        book.do(rename)
        book.undo()
        with pytest.raises(Refusal, match="before Muster was upgraded"):
            book.undo()
    finally:
        book.close()


@pytest.mark.parametrize(
    "extra",
    ['op.execute("DELETE FROM companies")', 'op.execute("THIS IS NO SQL")'],
    ids=["loses rows", "fails"],
)
def test_an_upgrade_that_fails_leaves_the_book_as_it_was(
    sqlite_book: Book, clock: SetClock, older: Callable[..., tuple[Catalogue, Path]], extra: str
) -> None:
    place = sqlite_book.location
    sqlite_book.close()
    filled(place, clock)
    catalogue, versions = older(extra)
    with pytest.raises(Exception, match=r"would lose rows|syntax error"):
        upgrade(place, catalogue, now=clock(), versions=versions)
    book = Book.open(place, clock=clock)
    try:
        assert book.check() == ()
        with book._lanes.reading() as sql:
            assert inspect(sql).has_table("companies")
            assert "nickname" not in {c["name"] for c in inspect(sql).get_columns("companies")}
            assert sql.execute(text("SELECT count(*) FROM companies")).scalar() == 2
    finally:
        book.close()


def test_a_newer_book_is_left_alone(new_place: Callable[[bool], Location], clock: SetClock) -> None:
    place = new_place(False)
    newer = Catalogue(MUSTER.recorded, MUSTER.others, SCHEMA + 7)
    Book.open(place, clock=clock, create=True, catalogue=newer).close()
    with pytest.raises(BookTrouble) as trouble:
        Book.open(place, clock=clock)
    assert trouble.value.kind == "newer"
