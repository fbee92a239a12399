"""Real actions, undo and redo in any order: every earlier state can be reached again.

The walk keeps its own pencil line beside the book: the fingerprints of the states it came
through. Undo must give the one before, redo the one after, whatever the actions were.
"""

import random
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from crm.actions.calls import log_call
from crm.actions.companies import NewCompany, add_company, change_company, set_stage, trash
from crm.actions.letters import change_queued, file_run, post_run, put_back, queue_pack, take_out
from crm.actions.paper import made_run, pack_contents
from crm.actions.people import NewPerson, add_number, add_person, change_person
from crm.data.book import Book
from crm.data.connection import Reading
from crm.data.queries.calling import numbers_to_dial
from crm.data.queries.letters import queued, run_file, runs
from crm.data.queries.pack_facts import pack_facts
from crm.data.queries.queue import call_queue
from crm.data.records.catalogue import MUSTER
from crm.data.records.companies import Company
from crm.data.records.people import Person
from crm.documents.content import MadePack, PageRange
from crm.domain.errors import Refusal
from crm.domain.next_steps import read_when
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, NumberFate, Outcome, Reason
from tests.books.clock import SetClock
from tests.books.drive import begin
from tests.books.fingerprint import fingerprint

STEPS = 320


class Walker:
    """Does one random thing at a time in a book; gives whether the book took it."""

    def __init__(self, book: Book, clock: SetClock, seed: int) -> None:
        self.book, self.clock = book, clock
        self.chance = random.Random(seed)
        self.made = 0

    def act(self) -> bool:
        deed = self.chance.choice(self.deeds())
        try:
            return deed()
        except Refusal:
            return False

    def deeds(self) -> list[Callable[[], bool]]:
        return [
            self.add, self.add, self.call, self.call, self.call, self.call, self.call, self.edit,
            self.person, self.number, self.stage, self.pack, self.pack, self.leave_out,
            self.take_out, self.print, self.put_back, self.post, self.trash,
        ]  # fmt: skip

    def ids(self, record: type) -> list[int]:
        def all_of(reading: Reading) -> list[int]:
            query = select(record.id).order_by(record.id)  # type: ignore[attr-defined]
            if record is Company:
                query = query.where(Company.trashed_at.is_(None))
            return list(reading.sql.execute(query).scalars())

        return self.book.ask(all_of)

    def some(self, record: type) -> int:
        found = self.ids(record)
        if not found:
            raise Refusal("nothing there yet")
        return self.chance.choice(found)

    def did(self, action: Callable[..., object], *args: object, **kwargs: object) -> bool:
        return self.book.do(action, *args, **kwargs).changes.step > 0

    def add(self) -> bool:
        self.made += 1
        name = self.chance.choice(["Łódź & Sons {}", "Trent {} Ltd", "<b>{}</b>", "O'Neill {}"])
        number = f"01632 9602{self.made % 100:02}"
        return self.did(
            add_company,
            NewCompany(
                name.format(self.made),
                town="Stafford",
                postcode=self.chance.choice(["ST16 2AA", "B1 1AA", ""]),
                telephone=self.chance.choice([number, ""]),
                person=self.chance.choice([None, NewPerson("Ms Helen Marsh")]),
            ),
        )

    def call(self) -> bool:
        company = self.some(Company)
        outcome = self.chance.choice(list(Outcome))
        numbers = self.book.ask(numbers_to_dial, [company]).get(company, ())
        number = self.chance.choice(numbers).id if numbers else None
        scope = self.chance.choice([Scope.COMPANY, Scope.NUMBER])
        return self.did(
            log_call,
            Call(
                company,
                outcome,
                number_id=number,
                person_name=self.chance.choice(["Priya Nair", "Jon Adeyemi"]),
                note=self.chance.choice(["", "Rang, said “später” {{ x }}"]),
                when=read_when("+3wd", self.clock()),
                channel=self.chance.choice([Channel.POST, Channel.EMAIL]),
                reason=self.chance.choice(list(Reason)),
                number_fate=NumberFate.DISCONNECTED,
                plan="11–24",
                signatory="Helen Marsh",
                which="Branch evening",
                scope=scope,
                who_asked="Helen Marsh",
            ),
        )

    def edit(self) -> bool:
        field, value = self.chance.choice(
            [("staff", "17"), ("town", "Leek"), ("website", "www.x.example"), ("name", "New Name")]
        )
        return self.did(change_company, self.some(Company), field, value)

    def person(self) -> bool:
        if self.chance.random() < 0.5:
            return self.did(add_person, self.some(Company), NewPerson("Dr Ann Wu"))
        return self.did(change_person, self.some(Person), "job_title", "Director")

    def number(self) -> bool:
        return self.did(add_number, self.some(Company), "0121 496 0123 / 0124")

    def stage(self) -> bool:
        stage = self.chance.choice(["Attempting", "Resting", "Declined"])
        return self.did(set_stage, self.some(Company), stage)

    def pack(self) -> bool:
        return self.did(queue_pack, self.some(Company))

    def waiting(self) -> list[int]:
        return [document.id for document in self.book.ask(queued)]

    def leave_out(self) -> bool:
        waiting = self.waiting()
        return bool(waiting) and self.did(change_queued, waiting[0], left_out=[1])

    def take_out(self) -> bool:
        waiting = self.waiting()
        return bool(waiting) and self.did(take_out, waiting[:1])

    def print(self) -> bool:
        waiting = self.waiting()
        if not waiting:
            return False
        facts = self.book.ask(pack_facts, waiting)
        contents = pack_contents(facts, date(2003, 3, 14))
        ranges = [PageRange(c.reference, n, n) for n, c in enumerate(contents, 1)]
        # The pages themselves are of no matter here, and drawing them takes its time.
        drawn = MadePack(b"%PDF-" + bytes(str(waiting), "ascii"), tuple(ranges), (), "0" * 64)
        return self.did(file_run, made_run(facts, contents, drawn))

    def latest_run(self) -> int:
        found = self.book.ask(runs)
        if not found:
            raise Refusal("no run yet")
        return found[0].id

    def put_back(self) -> bool:
        found = self.book.ask(run_file, self.latest_run())
        assert found is not None
        return bool(found.documents) and self.did(put_back, [found.documents[0].id])

    def post(self) -> bool:
        return self.did(post_run, self.latest_run())

    def trash(self) -> bool:
        return self.did(trash, self.some(Company))


@pytest.mark.timeout(300)
def test_every_earlier_state_is_reached_again(book: Book, clock: SetClock) -> None:
    begin(book)
    seed = 2003
    walker = Walker(book, clock, seed)
    chance = random.Random(seed + 1)
    states, here = [book.ask(fingerprint, MUSTER)], 0
    acted = undone = redone = 0
    while acted + undone + redone < STEPS:
        clock.forward(minutes=chance.choice([1, 30, 300]))
        throw = chance.random()
        if throw < 0.22 and here > 0:
            back = min(here, chance.choice([1, 1, 2, 7]))
            for _ in range(back):
                book.undo()
                here -= 1
                undone += 1
            assert book.ask(fingerprint, MUSTER) == states[here]
        elif throw < 0.5 and here < len(states) - 1:
            book.redo()
            here += 1
            redone += 1
            assert book.ask(fingerprint, MUSTER) == states[here]
        elif walker.act():
            acted += 1
            here += 1
            del states[here:]
            states.append(book.ask(fingerprint, MUSTER))
        assert book.ask(call_queue).without_step == 0
    assert acted > 100
    assert undone > 50
    assert redone > 15
    while here:
        book.undo()
        here -= 1
        assert book.ask(fingerprint, MUSTER) == states[here]
    assert book.check() == ()
