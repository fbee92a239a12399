"""A long random walk of actions, undo and redo reaches every earlier state exactly."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from crm.data.book import Book
from crm.data.work import Work
from crm.domain.errors import Refusal
from tests.books.fingerprint import fingerprint, state_of
from tests.books.sample_rows import SAMPLE, Contact, Firm, Task

STEPS = 320

TEXTS = (
    "", "null", "NULL", "[1, 2]", '{"a": 1}', '"quoted"', "0012", "1e5", "9" * 25, "-0", "true",
    "Łódź Ŵŷ", "Ελλάς", "مرحبا", "李雷", "🧾", "a\tb\nc\r\n", "it's \\ \"both\"", "<b>{{ x }}</b>",
    "=1+1", "\u2028\u202e", "$.a", ":name %s %(x)s", " lead and trail ",
)  # fmt: skip
DETAILS: tuple[Any, ...] = (
    None, {}, [], {"a": None, "b": [1, {"c": "ü"}]}, ["1", 2, True, None], "bare", "12", 12, True,
)  # fmt: skip


class Walker:
    """Draws one random edit after another; most actions do several."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.codes = 0

    def values(self, work: Work) -> dict[str, Any]:
        draw = self.random
        self.codes += 1
        return {
            "name": draw.choice(TEXTS),
            "code": draw.choice([None, f"c{self.codes}"]),
            "founded": draw.choice(
                [None, date(1752, 9, 14), date(2003, 3, 14), date(9999, 12, 31)]
            ),
            "seen_at": draw.choice(
                [
                    None,
                    work.now,
                    datetime(2003, 3, 30, 1, 0, tzinfo=UTC)
                    + timedelta(microseconds=draw.randrange(10**6)),
                ]
            ),
            "active": draw.random() < 0.5,
            "staff": draw.choice([None, 0, -1, 2**53 + 1, 2**62 + 3]),
            "details": draw.choice(DETAILS),
        }

    def pick(self, work: Work, kind: type[Any]) -> Any:
        ids = list(work.sql.scalars(select(kind.id).order_by(kind.id)))
        return work.session.get(kind, self.random.choice(ids)) if ids else None

    def add_firm(self, work: Work) -> None:
        parent = self.pick(work, Firm)
        work.add(Firm(**self.values(work), parent_id=parent.id if parent else None))

    def add_many(self, work: Work) -> None:
        rows = [self.values(work) for _ in range(self.random.randrange(1, 12))]
        keys = work.insert_many(Firm, rows)
        work.insert_many(Contact, [{"company_id": key, "name": "x", "position": 1} for key in keys])

    def edit_firm(self, work: Work) -> None:
        firm = self.pick(work, Firm)
        if firm:
            values = self.values(work)
            for column in self.random.sample(sorted(values), self.random.randrange(1, 5)):
                setattr(firm, column, values[column])

    def edit_all(self, work: Work) -> None:
        work.sql.execute(
            text("UPDATE companies SET staff = coalesce(staff, 0) / 2, version = version + 1")
        )

    def add_contact(self, work: Work) -> None:
        firm = self.pick(work, Firm)
        if firm:
            highest = select(func.max(Contact.position)).where(Contact.company_id == firm.id)
            place = (work.sql.scalar(highest) or 0) + 1
            work.add(Contact(company_id=firm.id, name=self.random.choice(TEXTS), position=place))

    def swap_contacts(self, work: Work) -> None:
        firm = self.pick(work, Firm)
        people = (
            list(
                work.session.scalars(select(Contact).where(Contact.company_id == firm.id).limit(2))
            )
            if firm
            else []
        )
        if len(people) == 2:
            first, second = people
            places = first.position, second.position
            for person, place in ((first, -1), (second, places[0]), (first, places[1])):
                person.position = place
                work.session.flush()

    def next_task(self, work: Work) -> None:
        firm = self.pick(work, Firm)
        if firm:
            query = select(Task).where(Task.company_id == firm.id, Task.done_at.is_(None))
            for task in work.session.scalars(query):
                task.done_at = work.now
            work.add(Task(company_id=firm.id, text=self.random.choice(TEXTS)))

    def delete_firm(self, work: Work) -> None:
        firm = self.pick(work, Firm)
        if firm:
            work.sql.execute(
                text("UPDATE companies SET parent_id = NULL WHERE parent_id = :i"), {"i": firm.id}
            )
            for table in ("tasks", "people"):
                work.sql.execute(text(f"DELETE FROM {table} WHERE company_id = :i"), {"i": firm.id})
            work.sql.execute(text("DELETE FROM companies WHERE id = :i"), {"i": firm.id})

    def delete_and_bring_back(self, work: Work) -> None:
        person = self.pick(work, Contact)
        if person:
            kept = {"id": person.id, "company_id": person.company_id, "position": person.position}
            work.sql.execute(
                text("UPDATE tasks SET person_id = NULL WHERE person_id = :i"), {"i": person.id}
            )
            work.delete(person)
            work.add(Contact(**kept, name="again"))

    def act(self, work: Work) -> None:
        doings: list[Callable[[Work], None]] = [
            self.add_firm, self.add_firm, self.add_many, self.edit_firm, self.edit_firm,
            self.edit_all, self.add_contact, self.add_contact, self.swap_contacts,
            self.next_task, self.next_task, self.delete_firm, self.delete_and_bring_back,
        ]  # fmt: skip
        for doing in self.random.choices(doings, k=self.random.randrange(1, 6)):
            doing(work)


@pytest.mark.parametrize("seed", [2003])
def test_every_earlier_state_is_reached_again(sample_book: Book, seed: int) -> None:
    walker = Walker(seed)
    book = sample_book
    behind = [book.ask(fingerprint, SAMPLE)]
    ahead: list[str] = []
    lowest = 0
    for _ in range(STEPS):
        chance = walker.random.random()
        if chance < 0.3 and len(behind) > 1:
            book.undo()
            ahead.append(behind.pop())
            lowest = max(lowest, len(ahead))
        elif chance < 0.5 and ahead:
            book.redo()
            behind.append(ahead.pop())
        elif book.do(walker.act, label="Walk").changes.step:
            behind.append(book.ask(fingerprint, SAMPLE))
            ahead.clear()
        assert book.ask(fingerprint, SAMPLE) == behind[-1]
    assert lowest > 2
    while len(behind) > 1:
        book.undo()
        ahead.append(behind.pop())
        assert book.ask(fingerprint, SAMPLE) == behind[-1]
    with pytest.raises(Refusal, match="nothing to undo"):
        book.undo()
    while ahead:
        book.redo()
        assert book.ask(fingerprint, SAMPLE) == ahead.pop()
    assert any(book.ask(state_of, SAMPLE).values())
