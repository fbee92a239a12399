"""Setting an association up, and changing what is known of it."""

from dataclasses import replace

import pytest

from crm.actions.association import (
    add_signatory,
    change_association,
    change_drive,
    change_signatory,
    set_up,
)
from crm.data.book import Book
from crm.data.queries.association import (
    association,
    branches,
    current_drive,
    funders,
    plans,
    signatories,
)
from crm.data.queries.letters import pack_parts, packs
from crm.domain.errors import Refusal
from tests.books.drive import begin, profile


def test_a_new_book_holds_the_preset_and_nothing_invented(book: Book) -> None:
    assert book.ask(association) is None
    begin(book)
    facts = book.ask(association)
    assert facts is not None
    assert (facts.name, facts.short_name) == ("West Midlands IT Association", "WMita")
    assert facts.registered_number == facts.legal_form == ""
    assert len(book.ask(branches)) == 6
    assert [plan.fee_pence for plan in book.ask(plans)] == [
        9_500, 14_500, 22_500, 35_000, 55_000, 85_000,
    ]  # fmt: skip
    assert [signing.name for signing in book.ask(signatories)] == ["Alex Brook"]
    drive = book.ask(current_drive)
    assert drive is not None
    assert drive.targets == {"members": 250, "events": 10, "training": 10, "demand": 10}
    assert "Advantage West Midlands" in [name for _, name, _ in book.ask(funders)]


def test_the_packs_have_their_parts_in_order(book: Book) -> None:
    begin(book)
    first = book.ask(packs)[0]
    assert [part.part for part in book.ask(pack_parts, first.id)] == [
        "letter", "leaflet", "fees", "programme", "form", "mandate", "leaflet",
    ]  # fmt: skip


def test_setting_up_is_one_step_and_cannot_be_done_twice(book: Book) -> None:
    begin(book)
    with pytest.raises(Refusal):
        book.do(set_up, profile())
    book.undo()
    assert book.ask(association) is None
    book.do(set_up, profile())


def test_a_drive_needs_its_days(book: Book) -> None:
    bare = replace(profile(), drive=replace(profile().drive, starts_on=None))
    with pytest.raises(Refusal) as refused:
        book.do(set_up, bare)
    assert refused.value.field == "starts_on"
    assert book.ask(association) is None


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("name", "  Mercian   Computing Circle ", "Mercian Computing Circle"),
        ("postcode", "st162aa", "ST16 2AA"),
        ("legal_form", "company limited by guarantee", "company limited by guarantee"),
        ("call_goal", "33", 33),
        ("email", "office@wmita.example", "office@wmita.example"),
    ],
)
def test_a_field_is_cleaned_and_kept(book: Book, field: str, value: str, kept: object) -> None:
    begin(book)
    book.do(change_association, field, value)
    assert getattr(book.ask(association), field) == kept


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", " "), ("call_goal", "0"), ("call_goal", "many"), ("legal_form", "club"),
     ("colour_of_hope", "green"), ("town", "x" * 500)],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused_by_field(book: Book, field: str, value: str) -> None:
    begin(book)
    before = book.ask(association)
    with pytest.raises(Refusal) as refused:
        book.do(change_association, field, value)
    assert refused.value.field == field
    assert book.ask(association) == before


def test_signatories_and_drive_can_be_changed(book: Book) -> None:
    begin(book)
    signing = book.ask(signatories)[0].id
    book.do(change_signatory, signing, "title", "Chairman")
    book.do(add_signatory, "Ann Wu", "Branch chairman")
    assert [(s.name, s.title) for s in book.ask(signatories)] == [
        ("Alex Brook", "Chairman"),
        ("Ann Wu", "Branch chairman"),
    ]
    drive = book.ask(current_drive)
    assert drive is not None
    book.do(
        change_drive,
        drive.id,
        name="Spring drive",
        starts_on=drive.starts_on,
        ends_on=drive.ends_on,
        members=300,
    )
    changed = book.ask(current_drive)
    assert changed is not None
    assert (changed.name, changed.targets["members"]) == ("Spring drive", 300)
    with pytest.raises(Refusal):
        book.do(
            change_drive,
            drive.id,
            name="x",
            starts_on=drive.ends_on,
            ends_on=drive.starts_on,
            members=1,
        )
