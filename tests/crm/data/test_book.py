"""The Book: one action is one transaction is one step."""

import pytest
from sqlalchemy import func, select

from crm.data.book import Book
from crm.data.connection import Reading
from crm.data.queries.files import file_bytes, file_facts
from crm.data.records.companies import Company
from crm.data.records.history import step_edits, steps
from crm.data.records.people import PhoneNumber
from crm.data.work import Work
from crm.domain.errors import Cancelled, Refusal
from tests.books.clock import SetClock


def add_company(work: Work, name: str) -> int:
    work.label(f"Add {name}")
    company = Company(name=name, name_key=name.lower(), added_at=work.now)
    return work.add(company).id


def rename(work: Work, company: int, name: str) -> None:
    work.get(Company, company).name = name


def names(reading: Reading) -> list[str]:
    return list(reading.sql.scalars(select(Company.name).order_by(Company.id)))


def count_steps(reading: Reading) -> int:
    return reading.sql.scalar(select(func.count()).select_from(steps)) or 0


def test_an_action_is_sealed_as_one_step(book: Book, clock: SetClock) -> None:
    done = book.do(add_company, "Potteries Data Ltd")
    assert book.ask(names) == ["Potteries Data Ltd"]
    assert done.changes.step == 1
    assert done.changes.label == "Add Potteries Data Ltd"
    assert done.changes.touch("companies", done.value)
    assert done.changes.concern(done.value)
    assert not done.changes.touch("people")
    step = book.ask(lambda reading: reading.sql.execute(select(steps)).one())
    assert (step.who, step.kind, step.label) == ("organiser", "do", "Add Potteries Data Ltd")
    assert step.at == clock.now


@pytest.mark.parametrize("trouble", [ValueError("bug"), Refusal("no"), Cancelled()])
def test_whatever_an_action_raises_nothing_of_it_stays(book: Book, trouble: Exception) -> None:
    def add_then_fail(work: Work) -> None:
        add_company(work, "Gone Ltd")
        raise trouble

    with pytest.raises(type(trouble)):
        book.do(add_then_fail)
    assert book.ask(names) == []
    assert book.ask(count_steps) == 0
    assert book.do(add_company, "Next Ltd").changes.step > 0


def test_an_action_that_changes_nothing_leaves_no_step(book: Book) -> None:
    done = book.do(lambda work: work.today.isoformat(), label="Look")
    assert done.value == "2003-03-14"
    assert done.changes.step == 0
    assert book.ask(count_steps) == 0


def test_setting_what_already_stands_is_no_edit(book: Book) -> None:
    company = book.do(add_company, "Same Ltd").value
    assert book.do(rename, company, "Same Ltd").changes.step == 0


def test_keys_are_never_given_twice(book: Book) -> None:
    def take_and_fail(work: Work) -> None:
        work.new_keys(7)
        raise Refusal("no")

    given: list[int] = []
    for size in (1, 49, 2, 700, 1, 500):
        given += book.do(lambda work, n=size: list(work.new_keys(n)), label="Keys").value
        with pytest.raises(Refusal):
            book.do(take_and_fail)
    assert len(set(given)) == len(given)


def test_many_keys_come_in_one_unbroken_row(book: Book) -> None:
    for size in (3, 60, 49, 1_200):
        keys = book.do(lambda work, n=size: work.new_keys(n), label="Keys").value
        assert len(keys) == size
        assert keys.step == 1


def test_a_record_that_is_gone_is_refused_in_words(book: Book) -> None:
    with pytest.raises(Refusal, match="This company is not in the book any more"):
        book.do(rename, 99, "x")


def test_numbers_never_go_back(book: Book) -> None:
    def take(work: Work) -> int:
        add_company(work, "x")
        return work.next_number("invoice")

    assert [book.do(take).value for _ in range(3)] == [1, 2, 3]
    assert book.do(lambda work: work.next_number("member"), label="n").value == 1


def test_a_file_is_kept_once_by_what_it_holds(book: Book) -> None:
    content = bytes(range(256)) * 10
    first = book.do(lambda work: work.file_in(content, "a.pdf", "application/pdf"), label="f")
    again = book.do(lambda work: work.file_in(content, "b.pdf", "application/pdf"), label="f")
    assert first.value == again.value
    assert first.changes.step == 0
    assert book.ask(file_bytes, first.value) == content
    facts = book.ask(file_facts, first.value)
    assert facts is not None
    assert (facts.name, facts.size) == ("a.pdf", 2_560)
    assert book.ask(file_bytes, "0" * 64) is None


def test_a_file_beyond_the_limit_is_refused(sqlite_book: Book) -> None:
    with pytest.raises(Refusal, match="25 MB") as refused:
        sqlite_book.do(
            lambda work: work.file_in(bytes(25 * 1024 * 1024 + 1), "big", "x"), label="f"
        )
    assert refused.value.field == "file"


def test_a_question_cannot_change_the_book(book: Book) -> None:
    def sneak(reading: Reading) -> None:
        reading.sql.execute(steps.delete())

    with pytest.raises(Exception, match="changed"):
        book.ask(sneak)


def test_an_action_inside_an_action_is_a_bug(sqlite_book: Book) -> None:
    with pytest.raises(RuntimeError, match=r"book\.do"):
        sqlite_book.do(lambda work: sqlite_book.do(add_company, "x"), label="nested")


def test_queries_inside_an_action_see_its_edits(book: Book) -> None:
    def add_and_look(work: Work) -> list[str]:
        company = work.add(Company(name="a", name_key="a", added_at=work.now))
        company.name = "b"
        return work.ask(names)

    assert book.do(add_and_look).value == ["b"]


def test_a_bulk_insert_is_one_entry_and_notes_every_row(book: Book) -> None:
    def bring_in(work: Work) -> list[int]:
        rows = [
            {"name": f"Firm {n}", "name_key": f"firm {n}", "added_at": work.now}
            for n in range(5_003)
        ]
        keys = work.insert_many(Company, rows)
        add_company(work, "Single")
        return list(keys)

    done = book.do(bring_in)
    assert done.changes.kinds == {"companies": None}
    assert done.changes.companies is None
    edits = book.ask(
        lambda reading: reading.sql.execute(
            select(step_edits.c.op, step_edits.c.row_id, step_edits.c.last_row_id)
        ).all()
    )
    assert edits[0] == ("R", done.value[0], done.value[-1])
    assert [edit.op for edit in edits] == ["R", "I"]
    ids = book.ask(lambda reading: list(reading.sql.scalars(select(Company.id))))
    noted = {key for _, first, last in edits for key in range(first, (last or first) + 1)}
    assert set(ids) == noted
    assert len(ids) == 5_004


def test_a_failed_bulk_insert_ends_its_silence(book: Book) -> None:
    def fail_then_add(work: Work) -> None:
        with pytest.raises(Exception, match=r"(?i)null"):
            work.insert_many(Company, [{"name": None, "name_key": "x", "added_at": work.now}])
        add_company(work, "After")

    done = book.do(fail_then_add)
    assert done.changes.step > 0
    assert book.ask(names) == ["After"]


def test_rows_may_bring_their_own_keys(book: Book) -> None:
    def bring_in(work: Work) -> tuple[int, ...]:
        keys = work.new_keys(4)
        chosen = [keys[0], keys[1], keys[3]]
        rows = [{"id": key, "name": "n", "name_key": "n", "added_at": work.now} for key in chosen]
        return tuple(work.insert_many(Company, rows))

    done = book.do(bring_in)
    assert done.changes.kinds == {"companies": frozenset(done.value)}
    assert done.changes.companies == frozenset(done.value)


def test_many_scattered_keys_are_noted_as_they_are_with_whose_they_are(book: Book) -> None:
    def bring_in(work: Work) -> list[tuple[int, int, int | None]]:
        firms = list(work.insert_many(Company, [firm(work) for _ in range(3)]))
        # A gap after every third key, the first and the last of each three of one company.
        keys = [key for at, key in enumerate(work.new_keys(400)) if at % 4 != 3]
        owners = [firms[0] if at % 3 != 1 else firms[at % 2] for at in range(len(keys))]
        rows = [
            {"id": key, "company_id": owner, "typed": "-"}
            for key, owner in zip(keys, owners, strict=True)
        ]
        work.insert_many(PhoneNumber, rows)
        return [
            (keys[at], keys[at + 2], owners[at] if len({*owners[at : at + 3]}) == 1 else None)
            for at in range(0, len(keys), 3)
        ]

    wanted = book.do(bring_in).value
    c = step_edits.c
    query = select(c.row_id, c.last_row_id, c.owner_id).where(c.table_name == "phone_numbers")
    query = query.order_by(c.id)
    noted = [tuple(row) for row in book.ask(lambda r: r.sql.execute(query).all())]
    assert noted == wanted
    assert {owner is None for *_, owner in wanted} == {True, False}


def test_a_bulk_insert_that_fails_half_way_has_noted_what_it_leaves(book: Book) -> None:
    def fail_then_go_on(work: Work) -> None:
        rows = [firm(work) for _ in range(5_000)]
        rows[4_321]["name"] = None
        with pytest.raises(Exception, match=r"(?i)null"):
            work.insert_many(Company, rows)

    book.do(fail_then_go_on)
    assert book.ask(names)
    book.undo()
    assert book.ask(names) == []


def firm(work: Work) -> dict[str, object]:
    return {"name": "Firm", "name_key": "firm", "added_at": work.now}
