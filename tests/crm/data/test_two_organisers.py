"""Two organisers in one PostgreSQL book: no key, number or edit of the other is lost."""

import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select, text

from crm.data.book import Book
from crm.data.queries.steps import open_step_id
from crm.data.records.activities import NextStep
from crm.data.records.companies import Company
from crm.data.work import Work
from crm.domain.errors import Refusal
from tests.books.clock import SetClock
from tests.books.drive import add_firm
from tests.books.postgresql_server import Server

pytestmark = pytest.mark.postgresql


@pytest.fixture
def two(
    postgresql_server: Server,
    empty_book_database: str,
    clock: SetClock,
    request: pytest.FixtureRequest,
) -> Iterator[tuple[Book, Book]]:
    request.node.user_properties.append(("engine", "postgresql"))
    url = postgresql_server.new_database(empty_book_database)
    ann = Book.open(url, clock=clock, who="Ann")
    bob = Book.open(url, clock=clock, who="Bob")
    yield ann, bob
    ann.close()
    bob.close()
    postgresql_server.drop(url)


def add(work: Work, name: str) -> int:
    return work.add(Company(name=name, name_key=name, added_at=work.now)).id


def test_both_get_keys_and_numbers_of_their_own(two: tuple[Book, Book]) -> None:
    def work_hard(work: Work) -> tuple[list[int], int]:
        return [add(work, "x") for _ in range(30)], work.next_number("invoice")

    found: list[tuple[list[int], int]] = []

    def run(book: Book) -> None:
        for _ in range(20):
            found.append(book.do(work_hard).value)  # noqa: PERF401  one after the other

    threads = [threading.Thread(target=run, args=(book,)) for book in two]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keys = [key for given, _ in found for key in given]
    assert len(set(keys)) == len(keys) == 1_200
    assert sorted(number for _, number in found) == list(range(1, 41))
    assert two[0].check() == ()


def test_who_saves_second_is_told_to_look_again(two: tuple[Book, Book]) -> None:
    ann, bob = two
    company = ann.do(add, "A").value

    def slowly(work: Work) -> None:
        record = work.get(Company, company)
        bob.do(quickly)
        record.name = "by Ann"

    def quickly(work: Work) -> None:
        work.get(Company, company).name = "by Bob"

    with pytest.raises(Refusal, match="Somebody else changed this meanwhile"):
        ann.do(slowly)
    assert ann.ask(lambda r: r.sql.scalar(select(Company.name))) == "by Bob"
    assert ann.do(add, "B").value != company, "keys go on after the refusal"


def test_a_deadlock_is_tried_again(two: tuple[Book, Book]) -> None:
    ann, bob = two
    first, second = ann.do(add, "first").value, ann.do(add, "second").value
    meeting = threading.Barrier(2, timeout=20)
    tries: list[str] = []

    def cross(work: Work, one: int, other: int) -> None:
        tries.append(work.who)
        rename = text("UPDATE companies SET town = :who WHERE id = :id")
        work.sql.execute(rename, {"who": work.who, "id": one})
        if len(tries) <= 2:
            meeting.wait()
        work.sql.execute(rename, {"who": work.who, "id": other})

    threads = [
        threading.Thread(target=ann.do, args=(cross, first, second)),
        threading.Thread(target=bob.do, args=(cross, second, first)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tries) >= 3, "one of the two was run again"
    towns = ann.ask(lambda r: set(r.sql.scalars(select(Company.town))))
    assert len(towns) == 1
    assert len(towns & {"Ann", "Bob"}) == 1


def test_undo_takes_nothing_of_the_other(two: tuple[Book, Book]) -> None:
    ann, bob = two
    company = ann.do(add, "A").value

    def rename(work: Work, name: str) -> None:
        work.get(Company, company).name = name

    ann.do(rename, "by Ann")
    bob.do(rename, "by Bob")
    with pytest.raises(Refusal, match="name of company by Bob was changed since"):
        ann.undo()
    assert bob.undo().changes.concern(company)
    ann.undo()
    assert ann.ask(lambda r: r.sql.scalar(select(Company.name))) == "A"


def test_who_plans_the_same_company_second_is_told_to_look_again(two: tuple[Book, Book]) -> None:
    mine, theirs = two
    company = mine.do(add_firm).value

    def plan(work: Work, *, after: Callable[[], object] = lambda: None) -> None:
        assert work.ask(open_step_id, company) is None
        after()
        step = NextStep(company_id=company, kind="call", due_on=work.today, made_at=work.now)
        work.add(step)

    with pytest.raises(Refusal, match="Somebody else"):
        mine.do(plan, after=lambda: theirs.do(plan))
    assert theirs.undo_label() == "Plan"
