"""Packs for a selection: one step for those who may have one, the others named with the reason."""

import pytest

from crm.actions.companies import change_facts, trash
from crm.actions.packs_for_many import queue_packs
from crm.actions.privacy import record_objection
from crm.data.book import Book
from crm.data.queries.letters import count_queued
from crm.data.queries.name_jump import first_beginning
from crm.data.queries.pack_candidates import pack_candidates
from crm.domain.errors import Refusal
from crm.domain.filters import read_filter
from crm.domain.objections import Channel, Scope
from tests.books.drive import add_firm, begin


def firms(book: Book) -> list[int]:
    begin(book)
    return [
        book.do(add_firm, name, (), (), f"ST{place} 1AA").value
        for place, name in enumerate(("Alder", "Birch Ltd", "Cedar", "Déodar"), start=1)
    ]


def test_each_company_left_out_has_its_reason(book: Book) -> None:
    alder, birch, cedar, deodar = firms(book)
    book.do(record_objection, Channel.POST, Scope.COMPANY, company_id=alder)
    book.do(change_facts, birch, {"street": "", "premises": ""})
    book.do(trash, cedar)
    found = book.ask(pack_candidates, [deodar, cedar, birch, alder, deodar])
    assert found.ready == (deodar,)
    assert found.left_out == {
        "in the trash": (cedar,),
        "without a postal address": (birch,),
        "object to post": (alder,),
    }
    done = book.do(queue_packs, [alder, birch, cedar, deodar])
    assert done.value == 1
    assert "1 object to post" in done.said
    with pytest.raises(Refusal, match="with a pack waiting or in the last 14 days"):
        book.do(queue_packs, [deodar])


def test_many_packs_are_one_step(book: Book) -> None:
    keys = firms(book)
    done = book.do(queue_packs, keys)
    assert done.changes.label == "Queue 4 packs"
    assert book.ask(count_queued) == 4
    book.undo()
    assert book.ask(count_queued) == 0


@pytest.mark.parametrize(("typed", "found"), [("b", 1), ("ced", 2), ("deo", 3), ("zz", None)])
def test_a_beginning_finds_the_first_name(book: Book, typed: str, found: int | None) -> None:
    keys = firms(book)
    wanted = None if found is None else keys[found]
    assert book.ask(first_beginning, (), typed) == wanted
    assert book.ask(first_beginning, read_filter("name:alder"), typed) is None
    assert book.ask(first_beginning, (), "  ") is None
