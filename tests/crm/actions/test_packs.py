"""Saved packs: their order, what keeps a part away, and what stays left out when parts move."""

import pytest

from crm.actions.letters import change_queued, post_run, queue_pack
from crm.actions.our_paper import set_bank_account
from crm.actions.packs import (
    add_part,
    move_pack,
    move_part,
    new_pack,
    remove_pack,
    remove_part,
    rename_pack,
    set_condition,
)
from crm.actions.shipped import PACKS, TEMPLATES
from crm.actions.shipped_parts import add_shipped_parts, restore_shipped_parts
from crm.data.book import Book
from crm.data.queries.letters import packs
from crm.data.queries.pack_facts import PackFacts, pack_facts, sample_pack_facts
from crm.data.queries.packs import BuiltPack, built_pack, built_packs
from crm.data.queries.templates import templates
from crm.data.records.catalogue import MUSTER
from crm.data.records.letters import Pack, PackPart, Template, TemplateVersion
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.part_conditions import Mailing, PartCondition
from tests.books.drive import add_firm, begin
from tests.books.fingerprint import fingerprint
from tests.crm.actions.test_letters import make


def pack_named(book: Book, name: str) -> BuiltPack:
    return next(pack for pack in book.ask(built_packs) if pack.name == name)


def names(pack: BuiltPack) -> list[str]:
    return [part.name for part in pack.parts]


def facts_of(book: Book, document: int) -> PackFacts:
    return book.ask(pack_facts, [document]).packs[0]


def test_what_ships_is_there_and_written_letters_are_no_pack(book: Book) -> None:
    begin(book)
    shown = [pack.name for pack in book.ask(built_packs)]
    assert shown == [pack.name for pack in book.ask(packs)]
    assert shown == [name for name in PACKS if name != "Written letter"]
    assert {one.name for one in book.ask(templates)} == {one.name for one in TEMPLATES}


def test_a_book_of_an_earlier_version_gets_what_it_lacks(book: Book) -> None:
    begin(book)

    def as_before(work: Work) -> None:
        for pack in work.ask(built_packs)[1:]:
            remove_pack(work, pack.id)
        for name in ("Privacy notice", "Welcome letter", "Membership at a glance"):
            for part in work.ask(built_packs)[0].parts:
                if part.name == name:
                    remove_part(work, part.id)
            key = next(one.id for one in work.ask(templates) if one.name == name)
            template = work.get(Template, key)
            version = template.current_version_id
            assert version is not None
            work.delete(work.get(TemplateVersion, version))
            work.delete(template)

    book.do(as_before)
    before = book.ask(fingerprint, MUSTER)
    assert book.do(restore_shipped_parts).value == 3 + 4
    assert {"Privacy notice", "Welcome letter"} <= {one.name for one in book.ask(templates)}
    assert names(pack_named(book, "Welcome"))[:2] == ["Welcome letter", "Membership at a glance"]
    assert book.do(add_shipped_parts).value == 0
    book.undo()
    assert book.ask(fingerprint, MUSTER) == before


def test_packs_are_named_ordered_and_removed(book: Book) -> None:
    begin(book)
    key = book.do(new_pack, "Short").value
    with pytest.raises(Refusal) as refused:
        book.do(rename_pack, key, "reminder")
    assert refused.value.field == "name"
    book.do(rename_pack, key, "Shortest")
    book.do(move_pack, key, 0)
    assert book.ask(packs)[0].name == "Shortest"
    letter = pack_named(book, "Reminder").parts[0].template_id
    book.do(add_part, key, letter)
    with pytest.raises(Refusal, match="already"):
        book.do(add_part, key, letter)
    company = book.do(add_firm).value
    document = book.do(queue_pack, company).value
    with pytest.raises(Refusal, match="1 of them is not sent yet"):
        book.do(remove_pack, key)
    with pytest.raises(Refusal) as refused:
        book.do(remove_part, book.ask(built_pack, key).parts[0].id)
    assert refused.value.field == "parts"
    book.do(post_run, make(book, [document]))
    book.do(remove_pack, key)
    assert "Shortest" not in [pack.name for pack in book.ask(packs)]
    book.undo()
    assert names(book.ask(built_pack, key)) == ["Reminder letter"]


def test_what_was_left_out_stays_left_out_when_parts_move(book: Book) -> None:
    company = begin(book).do(add_firm).value
    document = book.do(queue_pack, company).value
    first = pack_named(book, "Membership pack")
    at = {part.name: part for part in first.parts}
    book.do(change_queued, document, left_out=[at["Benefits of membership"].position])
    going = {part.name for part in facts_of(book, document).parts}
    assert "Benefits of membership" not in going
    before = book.ask(fingerprint, MUSTER)
    book.do(move_part, at["Benefits of membership"].id, 5)
    book.do(move_part, at["Privacy notice"].id, 0)
    assert names(pack_named(book, "Membership pack"))[0] == "Privacy notice"
    assert {part.name for part in facts_of(book, document).parts} == going
    book.do(remove_part, at["Application form"].id)
    assert {part.name for part in facts_of(book, document).parts} == going - {"Application form"}
    book.do(remove_part, at["Benefits of membership"].id)
    assert {part.name for part in facts_of(book, document).parts} == going - {"Application form"}
    positions = [part.position for part in pack_named(book, "Membership pack").parts]
    assert positions == list(range(len(positions)))
    for _ in range(4):
        book.undo()
    assert book.ask(fingerprint, MUSTER) == before


def test_a_part_goes_only_where_its_condition_holds_and_the_reason_is_said(book: Book) -> None:
    company = begin(book).do(add_firm).value
    pack = pack_named(book, "Membership pack")
    costs = next(part for part in pack.parts if part.name == "What it costs")
    with pytest.raises(Refusal) as refused:
        book.do(set_condition, costs.id, PartCondition(bands=("3–7",)))
    assert refused.value.field == "bands"
    with pytest.raises(Refusal) as refused:
        book.do(set_condition, costs.id, PartCondition(staff_from=9, staff_to=2))
    assert refused.value.field == "staff_to"
    book.do(set_condition, costs.id, PartCondition(bands=("1–4",)))
    document = book.do(queue_pack, company).value
    facts = facts_of(book, document)
    reasons = {one.name: one.why for one in facts.omitted}
    assert reasons == {
        "What it costs": "their band is 11–24",
        "Programme of events": "there are no coming events",
        "Standing order mandate": "our bank account is not filled in",
    }
    assert "What it costs" not in {part.name for part in facts.parts}
    book.do(set_bank_account, sort_code="00 00 00", account="00000000")
    book.do(set_condition, costs.id, PartCondition())
    assert [one.name for one in facts_of(book, document).omitted] == ["Programme of events"]
    assert pack_named(book, "Membership pack").waiting == 1


def test_the_second_mailing_is_known_by_what_was_posted_before(book: Book) -> None:
    company = begin(book).do(add_firm).value
    pack = pack_named(book, "Membership pack")
    benefits = pack.parts[1]
    book.do(set_condition, benefits.id, PartCondition(mailing=Mailing.FIRST))
    document = book.do(queue_pack, company).value
    assert benefits.name in {part.name for part in facts_of(book, document).parts}
    book.do(post_run, make(book, [document]))
    (again,) = book.ask(sample_pack_facts, company, pack.id).packs
    assert {one.name: one.why for one in again.omitted}[benefits.name] == (
        "they were sent something before"
    )


def test_the_only_trace_of_a_pack_that_was_never_sent_is_the_history(book: Book) -> None:
    begin(book)
    key = book.do(new_pack, "Short").value
    book.do(remove_pack, key)

    def left(work: Work) -> tuple[object, object]:
        return work.session.get(Pack, key), work.session.get(PackPart, key)

    assert book.do(left).value == (None, None)
