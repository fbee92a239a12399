"""Marks stand at the beginning of a word; nothing else is mistaken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.note_marks import (
    MarkedPerson,
    NoteMarks,
    contacts_in,
    pin_to,
    read_marks,
    whom_marked,
)

PEOPLE = [(7, "Helen Marsh"), (8, "Jon Adeyemi"), (9, "Jon Price")]


@pytest.mark.parametrize(
    ("note", "tags"),
    [
        ("wants #cloud and #two-years", ("cloud", "two-years")),
        ("#Cloud #cloud", ("Cloud",)),
        ("(#cloud)", ("cloud",)),
        ("#cloud, #hosting.", ("cloud", "hosting")),
        ("writes C# and F#", ()),
        ("our #1 choice, unit #12b", ()),
        ("# not a tag", ()),
        ("https://firm.example/page#top", ()),
        ("##double", ()),
        ("ring ext #204", ()),
    ],
)
def test_tags(note: str, tags: tuple[str, ...]) -> None:
    assert read_marks(note).tags == tags


@pytest.mark.parametrize(
    ("note", "meant"),
    [
        ("@Helen said yes", MarkedPerson(7, "Helen Marsh")),
        ("spoke to @helen marsh about it", MarkedPerson(7, "Helen Marsh")),
        ("@marsh", MarkedPerson(7, "Helen Marsh")),
        ("@Jon", MarkedPerson(several=("Jon Adeyemi", "Jon Price"))),
        ("@Jon Price again", MarkedPerson(9, "Jon Price")),
        ("@Priya Nair wants it", MarkedPerson(name="Priya Nair")),
        ("@Siân ap Rhys", MarkedPerson(name="Siân")),
        ("write to helen@firm.example", None),
        ("twelve @ £4 each", None),
        ("be there @10:30", None),
        ("talk @ noon", None),
        ("@home on Fridays", None),
    ],
)
def test_people(note: str, meant: MarkedPerson | None) -> None:
    assert whom_marked(read_marks(note), PEOPLE) == meant


@pytest.mark.parametrize(
    ("note", "pinned"),
    [
        ("!Closed on Fridays", ("Closed on Fridays",)),
        ("nice man !asks for Helen only\nring back", ("asks for Helen only",)),
        ("!Budget in April #cloud @Helen", ("Budget in April",)),
        ("!£5,000 a year at most", ("£5,000 a year at most",)),
        ("great! thanks !", ()),
        ("wow!! no!", ()),
        ("a != b", ()),
        ("!one\n!two\n!one", ("one", "two")),
        ("!" + "x" * 300, ()),
    ],
)
def test_pinned_facts(note: str, pinned: tuple[str, ...]) -> None:
    assert read_marks(note).pinned == pinned


@pytest.mark.parametrize(
    ("note", "numbers"),
    [
        ("her line is 01785 960123, after ten", ["+441785960123"]),
        ("mobile 07700 900123 or 01785 960124", ["+447700900123", "+441785960124"]),
        ("call +44 1785 960123", ["+441785960123"]),
        ("(01785) 960123 ext 12", ["+441785960123"]),
        ("since 01/02/2003 they pay £01785960", []),
        ("order 20031785960123", []),
        ("0123456789 is made up", []),
        ("twelve staff, 3 years, 11.30", []),
    ],
)
def test_numbers_in_a_note(note: str, numbers: list[str]) -> None:
    assert [one.e164 for one in contacts_in(note).numbers] == numbers


def test_emails_in_a_note() -> None:
    note = "To Helen.Marsh@firm.example. Not @helen or jon@ or a@b; helen.marsh@firm.example"
    assert contacts_in(note).emails == ("helen.marsh@firm.example",)


def test_facts_are_pinned_once_below_what_is_there() -> None:
    assert pin_to("Closed on Fridays", ["closed on fridays", "Ask for Helen"]) == (
        "Closed on Fridays\nAsk for Helen"
    )
    assert pin_to("", []) == ""


@given(st.text(alphabet="ab# @!1£.C\n-", max_size=60))
def test_marks_come_from_the_note(note: str) -> None:
    marks = read_marks(note)
    folded = note.casefold()
    for tag in marks.tags:
        assert f"#{tag.casefold()}" in folded
        assert not tag[0].isdigit()
    assert all(" ".join(fact.split()) == fact for fact in marks.pinned)
    if not any(sign in note for sign in "#@!"):
        assert marks == NoteMarks()
