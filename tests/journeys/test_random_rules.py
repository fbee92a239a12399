"""Whatever is done, in whatever order: one next step each, and nobody is rung who must not be.

The walk takes more actions than the one that undo plays back, and looks at the rules of the
book after each of them instead of at its fingerprint.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from crm.actions.calling_rules import set_calling_rules
from crm.actions.calls import log_call
from crm.actions.companies import restore, set_next_step, set_stage
from crm.actions.imports import bring_in
from crm.actions.letters import mark_printed, queue_pack
from crm.actions.notes import write_note
from crm.actions.people import mark_number, remove_number, remove_person
from crm.actions.privacy import mark_objection_in_error, record_objection
from crm.data.book import Book
from crm.data.connection import Reading
from crm.data.queries.calling import members_among, numbers_to_dial
from crm.data.queries.imports import plan_import
from crm.data.queries.objections import objecting_companies, objections_for
from crm.data.queries.queue import call_queue
from crm.data.records.activities import NextStep
from crm.data.records.companies import Company
from crm.data.records.people import Person, PhoneNumber
from crm.domain.cadence import DIALLING
from crm.domain.calendar import CALLING_HOURS, CallingHours
from crm.domain.calling_rules import CALLING_RULES
from crm.domain.next_steps import read_when
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, Outcome
from crm.domain.stages import Stage, needs_step
from crm.exchange.foreign_file import read_companies
from tests.books.clock import SetClock
from tests.books.drive import begin
from tests.journeys.test_random_walk import Walker

ACTS = 260


class FreeWalker(Walker):
    """Does everything the other walker does, and all that bends the rules of calling."""

    folder: Path

    def deeds(self) -> list[Callable[[], bool]]:
        more = [
            self.wish, self.wish, self.mistake, self.plan, self.any_stage, self.bring_back,
            self.mark, self.remove, self.note, self.list, self.mark_printed, self.late_call,
            self.pack_for_somebody, self.other_rules, self.other_rules, self.other_rules,
        ]  # fmt: skip
        return [*super().deeds(), *more]

    def wish(self) -> bool:
        company = self.some(Company)
        people = self.book.ask(people_of, company)
        scope = self.chance.choice([Scope.COMPANY, Scope.PERSON] if people else [Scope.COMPANY])
        person = self.chance.choice(people) if scope is Scope.PERSON else None
        channel = self.chance.choice(list(Channel))
        return self.did(record_objection, channel, scope, company_id=company, person_id=person)

    def mistake(self) -> bool:
        standing = self.book.ask(objections_for)
        wish = self.chance.choice(standing).id if standing else 0
        return self.did(mark_objection_in_error, wish, "another company")

    def plan(self) -> bool:
        words = self.chance.choice(["+2wd", "tomorrow 14:00", "2w"])
        return self.did(set_next_step, self.some(Company), read_when(words, self.clock()))

    def any_stage(self) -> bool:
        some = [self.some(Company) for _ in range(3)]
        return self.did(set_stage, some, self.chance.choice(list(Stage)))

    def bring_back(self) -> bool:
        thrown = self.book.ask(in_trash)
        return self.did(restore, thrown[:1])

    def mark(self) -> bool:
        return self.did(mark_number, self.some(PhoneNumber), self.chance.choice(["fax", "usable"]))

    def remove(self) -> bool:
        if self.chance.random() < 0.5:
            return self.did(remove_number, self.some(PhoneNumber))
        return self.did(remove_person, self.some(Person))

    def note(self) -> bool:
        when = self.chance.choice([None, read_when("+1wd", self.clock())])
        return self.did(write_note, self.some(Company), "They moved to Leek.", None, when)

    def list(self) -> bool:
        path = self.folder / "list.csv"
        path.write_text(
            "Company,Contact,Telephone,Postcode\n"
            f"Trent {self.made} Ltd,Sam Price,01632 9602{self.made % 100:02},ST16 2AA\n"
            f"Severn {self.made} Ltd,Jo Marsh,01632 9602{(self.made + 7) % 100:02},B1 1AA\n",
            encoding="utf-8",
        )
        plan = self.book.ask(plan_import, read_companies(path).rows)
        return self.did(bring_in, plan, file_name="list.csv", sha256="0" * 64, mapping={})

    def mark_printed(self) -> bool:
        return self.did(mark_printed, self.latest_run())

    def late_call(self) -> bool:
        earlier = self.clock.now
        self.clock.forward(hours=3)
        outcome = self.chance.choice([Outcome.NO_ANSWER, Outcome.MESSAGE, Outcome.NOT_NOW])
        return self.did(log_call, Call(self.some(Company), outcome, at=earlier))

    def pack_for_somebody(self) -> bool:
        company = self.some(Company)
        person = self.chance.choice([*self.book.ask(people_of, company), None])
        channel = self.chance.choice([Channel.POST, Channel.EMAIL])
        return self.did(queue_pack, company, person_id=person, channel=channel)

    def other_rules(self) -> bool:
        chance = self.chance
        cadence = replace(
            CALLING_RULES.cadence,
            waits=tuple(chance.choice([0, 1, 2, 5]) for _ in range(chance.choice([1, 2, 5]))),
            message_wait=chance.choice([0, 2, 9]),
            engaged_minutes=chance.choice([5, 30, 240]),
            engaged_repeats=chance.choice([0, 2]),
            rest_days=chance.choice([1, 90]),
            not_now_days=chance.choice([10, 90]),
            post_within=chance.choice([0, 1, 4]),
            call_after_pack=chance.choice([0, 5, 12]),
            chase_form_after=chance.choice([1, 5]),
            hours=chance.choice([CALLING_HOURS, CallingHours(time(10), time(16))]),
        )
        rules = chance.choice([CALLING_RULES, replace(CALLING_RULES, cadence=cadence)])
        move = chance.choice([True, True, True, False])
        done = self.book.do(set_calling_rules, rules, move=move)
        return done.changes.step > 0


def people_of(reading: Reading, company: int) -> Sequence[int]:
    query = select(Person.id).where(Person.company_id == company).order_by(Person.id)
    return reading.sql.execute(query).scalars().all()


def in_trash(reading: Reading) -> Sequence[int]:
    query = select(Company.id).where(Company.trashed_at.is_not(None)).order_by(Company.id)
    return reading.sql.execute(query).scalars().all()


def open_steps(reading: Reading) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {}
    query = select(NextStep.company_id, NextStep.kind).where(NextStep.done_at.is_(None))
    for company, kind in reading.sql.execute(query):
        found.setdefault(company, []).append(kind)
    return found


def broken_rules(reading: Reading) -> list[str]:
    """Name every company for which a rule does not hold."""
    stages = dict(reading.sql.execute(select(Company.id, Company.stage)).all())
    steps = open_steps(reading)
    closed = objecting_companies(reading, Channel.CALL, list(stages))
    members = members_among(reading, list(stages))
    by_record = {
        wish.company_id
        for wish in objections_for(reading)
        if wish.channel is Channel.CALL and wish.scope is Scope.COMPANY
    }
    thrown = set(in_trash(reading))
    wrong: list[str] = []
    for company, stage in stages.items():
        mine = steps.get(company, [])
        needed = needs_step(Stage(stage), member=company in members, calls_closed=company in closed)
        # What lies in the trash comes back with a step.
        if len(mine) > 1 or (needed and not mine and company not in thrown):
            wrong.append(f"{company} is {stage} and has the steps {mine}")
        if company in by_record and DIALLING.intersection(mine):
            wrong.append(f"{company} asked not to be called and has {mine}")
    queue = call_queue(reading)
    queued = [row.company_id for row in queue.queue.rows]
    dialable = numbers_to_dial(reading, queued)
    wrong += [f"{company} must not be rung" for company in closed.intersection(queued)]
    wrong += [f"{company} has nothing to ring" for company in queued if company not in dialable]
    wrong += [f"{company} is in the trash" for company in thrown.intersection(queued)]
    wrong += [f"{company} is queued twice" for company, n in Counter(queued).items() if n > 1]
    if queue.without_step:
        wrong.append(f"{queue.without_step} open companies have lost their step")
    return wrong


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [1, 14])
def test_no_order_of_actions_breaks_a_rule(
    book: Book, clock: SetClock, tmp_path: Path, seed: int
) -> None:
    begin(book)
    walker = FreeWalker(book, clock, seed)
    walker.folder = tmp_path
    acted = 0
    for _ in range(ACTS):
        clock.forward(minutes=walker.chance.choice([1, 30, 300]))
        acted += walker.act()
        assert book.ask(broken_rules) == []
    assert acted > ACTS // 2
    # Whatever the walk has met: what the rules have made moves with them.
    walker.list()
    firm = book.ask(lambda reading: reading.sql.execute(select(func.max(Company.id))).scalar_one())
    book.do(log_call, Call(firm, Outcome.NO_ANSWER))
    longer = replace(CALLING_RULES.cadence, waits=(7,) * 5)
    assert book.do(set_calling_rules, replace(CALLING_RULES, cadence=longer), move=True).value > 0
    assert book.ask(broken_rules) == []
    assert book.check() == ()
    planned = select(func.count(NextStep.id))
    assert book.ask(lambda reading: reading.sql.execute(planned).scalar_one()) > 30
