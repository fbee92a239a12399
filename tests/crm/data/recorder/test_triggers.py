"""Nothing goes unnoted: a trigger on every recorded table, and none that says too little."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from crm.data.book import Book
from crm.data.connection import Location
from crm.data.records.catalogue import RECORDED
from crm.data.records.history import step_edits
from crm.data.work import Work
from tests.books.clock import SetClock
from tests.books.sample_rows import SAMPLE, Contact, Firm, Scratch

EDITS = (
    "INSERT INTO companies (id, version, name, active) VALUES (7, 1, 'x', {yes})",
    "UPDATE companies SET name = 'y'",
    "DELETE FROM companies",
)


def test_every_recorded_table_has_its_triggers(book: Book) -> None:
    assert book.check() == ()
    with book._lanes.reading() as sql:
        if book.engine == "sqlite":
            query = "SELECT count(*) FROM sqlite_master WHERE type='trigger' AND tbl_name = :t"
            wanted = 3
        else:
            query = (
                "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
                " WHERE NOT tgisinternal AND c.relname = :t"
            )
            wanted = 1
        for table in RECORDED:
            assert sql.scalar(text(query), {"t": table.name}) == wanted, table.name


@pytest.mark.parametrize("statement", EDITS)
def test_an_edit_outside_a_step_is_an_error(sample_book: Book, statement: str) -> None:
    sample_book.do(lambda work: work.add(Firm(name="there")).id, label="Add")
    yes = "1" if sample_book.engine == "sqlite" else "true"
    with (
        pytest.raises(DBAPIError, match="an edit outside a step"),
        sample_book._lanes.writing() as sql,
    ):
        sql.execute(text(statement.format(yes=yes)))


def test_a_key_never_changes(sample_book: Book) -> None:
    sample_book.do(lambda work: work.add(Firm(name="there")).id, label="Add")
    with pytest.raises(DBAPIError, match="a key never changes"):
        sample_book.do(lambda w: w.sql.execute(text("UPDATE companies SET id = 5")), label="x")


def test_what_is_not_recorded_needs_no_step(sample_book: Book) -> None:
    with sample_book._lanes.writing() as sql:
        sql.execute(text("INSERT INTO scratch (id, words) VALUES (1, 'x')"))
    done = sample_book.do(lambda work: work.add(Scratch(words="y")).id, label="Scratch")
    assert done.changes.step == 0


def test_edits_say_what_changed_and_no_more(sample_book: Book) -> None:
    def edit(work: Work, firm: int) -> None:
        record = work.get(Firm, firm)
        record.name = "b"
        work.session.flush()
        work.add(Contact(id=900, company_id=firm, name="c", position=1))
        work.delete(work.get(Contact, 900))

    firm = sample_book.do(lambda w: w.add(Firm(name="a", details={"k": [1]})).id, label="x").value
    done = sample_book.do(edit, firm)
    c = step_edits.c
    edits = sample_book.ask(
        lambda r: r.sql.execute(
            select(c.table_name, c.op, c.row_id, c.owner_id, c.before, c.after)
            .where(c.step_id == done.changes.step)
            .order_by(c.id)
        ).all()
    )
    assert [tuple(edit) for edit in edits] == [
        ("companies", "U", firm, firm, {"name": "a", "version": 1}, {"name": "b", "version": 2}),
        ("people", "I", 900, firm, None, None),
        (
            "people",
            "D",
            900,
            firm,
            {"id": 900, "company_id": firm, "name": "c", "position": 1},
            None,
        ),
    ]
    assert done.changes.kinds == {"companies": frozenset({firm}), "people": frozenset({900})}
    assert done.changes.companies == frozenset({firm})


def test_a_row_that_moves_concerns_both_companies(sample_book: Book) -> None:
    def two(work: Work) -> tuple[int, int, int]:
        first, second = work.add(Firm(name="a")), work.add(Firm(name="b"))
        person = work.add(Contact(company_id=first.id, position=1))
        return first.id, second.id, person.id

    first, second, person = sample_book.do(two).value

    def move(work: Work) -> None:
        work.get(Contact, person).company_id = second

    assert sample_book.do(move).changes.companies == {first, second}


def test_a_bulk_insert_for_one_company_says_whose_it_is(sample_book: Book) -> None:
    firm = sample_book.do(lambda work: work.add(Firm(name="a")).id, label="x").value

    def add(work: Work) -> None:
        rows = [{"company_id": firm, "name": "n", "position": n} for n in range(3)]
        work.insert_many(Contact, rows)

    done = sample_book.do(add)
    assert done.changes.companies == {firm}
    owner = select(step_edits.c.owner_id).where(step_edits.c.step_id == done.changes.step)
    assert sample_book.ask(lambda r: r.sql.scalars(owner).all()) == [firm]


def test_triggers_lost_with_a_rebuilt_table_are_noticed_and_mended(
    new_place: Callable[[bool], Location], clock: SetClock
) -> None:
    place = new_place(False)
    book = Book.open(place, clock=clock, create=True, catalogue=SAMPLE)
    sqlite = book.engine == "sqlite"
    with book._lanes.writing() as sql:
        if sqlite:
            sql.execute(text("CREATE TABLE tags2 AS SELECT * FROM tasks"))
            sql.execute(text("DROP TABLE tasks"))
            sql.execute(text("ALTER TABLE tags2 RENAME TO tasks"))
        else:
            sql.execute(text("ALTER TABLE tasks DISABLE TRIGGER recorder_tasks"))
    said = " ".join(book.check())
    assert "recorder_tasks" in said
    book.close()
    book = Book.open(place, clock=clock, catalogue=SAMPLE)
    if not sqlite:
        assert book.check() == ()
    assert "trigger" not in " ".join(book.check())
    book.close()
