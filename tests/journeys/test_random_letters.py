"""Templates, packs, letters and runs in any order, with undo and redo: every state comes again."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from crm.actions.companies import change_company
from crm.actions.letter_runs import put_back_from
from crm.actions.letters import change_queued, file_run, post_run, queue_pack, take_out
from crm.actions.our_paper import set_bank_account, set_privacy_words
from crm.actions.packs import (
    add_part,
    move_part,
    new_pack,
    remove_pack,
    remove_part,
    rename_pack,
    set_condition,
)
from crm.actions.paper import drawable, made_run
from crm.actions.posting import mark_emailed
from crm.actions.returned_mail import address_is_right, letter_came_back
from crm.actions.shipped_parts import restore_shipped_parts
from crm.actions.templates import (
    copy_template,
    new_template,
    remove_template,
    rename_template,
    restore_shipped,
    save_template,
)
from crm.actions.written_letters import change_written, write_letter
from crm.data.book import Book
from crm.data.queries.documents import document_facts
from crm.data.queries.letters import queued, run_file, runs
from crm.data.queries.pack_facts import pack_facts
from crm.data.queries.packs import BuiltPack, built_packs
from crm.data.queries.queue import call_queue
from crm.data.queries.templates import templates
from crm.data.records.catalogue import MUSTER
from crm.documents.content import MadePack, PageRange
from crm.domain.errors import Refusal
from crm.domain.objections import Channel
from crm.domain.part_conditions import Mailing, PartCondition
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin
from tests.books.fingerprint import fingerprint

STEPS = 260


class LetterWalker:
    """Does one random thing in the room of letters at a time; gives whether the book took it."""

    def __init__(self, book: Book, seed: int) -> None:
        self.book = book
        self.chance = random.Random(seed)
        self.made = 0
        self.companies = [
            book.do(add_firm, f"Firm {number}", postcode=f"ST{number + 1} 1AA").value
            for number in range(6)
        ]
        self.taken: set[str] = set()

    def act(self) -> bool:
        new = [deed for deed in self.deeds() if deed.__name__ not in self.taken]
        deed = self.chance.choice(new if new and self.chance.random() < 0.4 else self.deeds())
        try:
            done = deed()
        except Refusal:
            return False
        if done:
            self.taken.add(deed.__name__)
        return done

    def deeds(self) -> list[Callable[[], bool]]:
        return [
            self.save, self.copy, self.drop, self.restore, self.restore, self.build, self.arrange,
            self.condition, self.drop_pack, self.queue, self.queue, self.queue, self.write,
            self.write, self.rewrite, self.leave_out, self.take_out, self.make, self.make,
            self.make, self.post, self.post, self.email, self.email, self.jam, self.returned,
            self.returned, self.address, self.ours,
        ]  # fmt: skip

    def did(self, action: Callable[..., object], *args: object, **kwargs: Any) -> bool:
        return self.book.do(action, *args, **kwargs).changes.step > 0

    def name(self, word: str) -> str:
        self.made += 1
        return f"{word} {self.made}"

    def template(self) -> int:
        return self.chance.choice(self.book.ask(templates)).id

    def pack(self) -> BuiltPack:
        return self.chance.choice(self.book.ask(built_packs))

    def company(self) -> int:
        return self.chance.choice(self.companies)

    def waiting(self) -> int:
        found = self.book.ask(queued)
        if not found:
            raise Refusal("nothing waits")
        return self.chance.choice(found).id

    def of_runs(self, *states: str) -> list[int]:
        found = [self.book.ask(run_file, run.id) for run in self.book.ask(runs)]
        those = [one.id for run in found if run for one in run.documents if one.state in states]
        if not those:
            raise Refusal("nothing made")
        return those

    def save(self) -> bool:
        body = self.name("Dear {{ company.name }}, paragraph")
        return self.did(save_template, self.template(), body)

    def copy(self) -> bool:
        if self.chance.random() < 0.5:
            return self.did(copy_template, self.template())
        return self.did(new_template, self.name("Łetter"), "leaflet", "Words.")

    def drop(self) -> bool:
        if self.chance.random() < 0.5:
            return self.did(rename_template, self.template(), self.name("Renamed"))
        return self.did(remove_template, self.template())

    def restore(self) -> bool:
        if self.chance.random() < 0.5:
            return self.did(restore_shipped, self.template())
        return self.did(restore_shipped_parts)

    def build(self) -> bool:
        if self.chance.random() < 0.5:
            return self.did(new_pack, self.name("Pack"), [self.template()])
        return self.did(add_part, self.pack().id, self.template(), self.chance.choice([None, 0, 1]))

    def arrange(self) -> bool:
        pack = self.pack()
        if not pack.parts:
            return self.did(rename_pack, pack.id, self.name("Called"))
        part = self.chance.choice(pack.parts).id
        if self.chance.random() < 0.7:
            return self.did(move_part, part, self.chance.randint(0, len(pack.parts)))
        return self.did(remove_part, part)

    def condition(self) -> bool:
        parts = self.pack().parts
        if not parts:
            return False
        wanted = self.chance.choice(
            [PartCondition(), PartCondition(mailing=Mailing.LATER), PartCondition(staff_from=13),
             PartCondition(bands=("11–24",), member=False),
             PartCondition(branches=("Staffordshire",))]
        )  # fmt: skip
        return self.did(set_condition, self.chance.choice(parts).id, wanted)

    def drop_pack(self) -> bool:
        return self.did(remove_pack, self.pack().id)

    def queue(self) -> bool:
        return self.did(queue_pack, self.company(), pack_id=self.pack().id)

    def write(self) -> bool:
        channel = self.chance.choice([Channel.POST, Channel.POST, Channel.EMAIL])
        return self.did(write_letter, self.company(), None, self.name("About"), "Hello.", channel)

    def rewrite(self) -> bool:
        return self.did(change_written, self.waiting(), text=self.name("Hello"))

    def leave_out(self) -> bool:
        places = self.chance.choice([[0], [1], [1, 2], []])
        return self.did(change_queued, self.waiting(), left_out=places)

    def take_out(self) -> bool:
        return self.did(take_out, [self.waiting()])

    def make(self) -> bool:
        waiting = [one.id for one in self.book.ask(queued)]
        some = self.chance.sample(waiting, min(len(waiting), 3))
        facts = self.book.ask(pack_facts, some)
        contents = self.book.ask(drawable, facts)
        ranges = [PageRange(one.reference, n, n) for n, one in enumerate(contents, 1)]
        # The pages themselves are of no matter here, and drawing them takes its time.
        drawn = MadePack(b"%PDF-" + bytes(str(some), "ascii"), tuple(ranges), (), "0" * 64)
        return self.did(file_run, made_run(facts, contents, drawn))

    def post(self) -> bool:
        made = [run.id for run in self.book.ask(runs) if run.waiting]
        return bool(made) and self.did(post_run, self.chance.choice(made))

    def email(self) -> bool:
        document = self.chance.choice(self.of_runs("produced", "printed"))
        return self.did(mark_emailed, document, "helen@firm.example")

    def jam(self) -> bool:
        document = self.chance.choice(self.of_runs("produced", "printed"))
        facts = self.book.ask(document_facts, document)
        assert facts is not None
        return self.did(put_back_from, facts.run_id, document)

    def returned(self) -> bool:
        return self.did(letter_came_back, self.chance.choice(self.of_runs("posted")), "gone away")

    def address(self) -> bool:
        if self.chance.random() < 0.5:
            return self.did(address_is_right, self.company())
        return self.did(change_company, self.company(), "street", self.name("Street"))

    def ours(self) -> bool:
        if self.chance.random() < 0.5:
            return self.did(set_privacy_words, {"contact": self.name("The Secretary")})
        account = self.chance.choice(["00000000", ""])
        return self.did(set_bank_account, sort_code="000000" if account else "", account=account)


@pytest.mark.timeout(300)
def test_every_state_of_the_letters_is_reached_again(book: Book, clock: SetClock) -> None:
    walker = LetterWalker(begin(book), 2003)
    chance = random.Random(2004)
    states, here = [book.ask(fingerprint, MUSTER)], 0
    acted = undone = redone = 0
    while acted + undone + redone < STEPS:
        clock.forward(minutes=chance.choice([1, 30, 300]))
        throw = chance.random()
        if throw < 0.15 and here > 0:
            back = min(here, chance.choice([1, 1, 2, 5]))
            for _ in range(back):
                book.undo()
                here -= 1
                undone += 1
            assert book.ask(fingerprint, MUSTER) == states[here]
        elif throw < 0.45 and here < len(states) - 1:
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
    assert {deed.__name__ for deed in walker.deeds()} - walker.taken == set()
    assert min(acted, undone, redone) > 10
    while here:
        book.undo()
        here -= 1
        assert book.ask(fingerprint, MUSTER) == states[here]
    assert book.check() == ()
