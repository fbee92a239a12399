"""Changing the scripts of a book: kept, undone, restored, refused by place."""

import pytest

from crm.actions.association import change_association
from crm.actions.scripts import change_answers, change_script, restore_answers, restore_script
from crm.data.book import Book
from crm.data.queries.association import association
from crm.data.queries.scripts import kept_scripts, shipped_scripts
from crm.domain.errors import Refusal
from crm.domain.scripts import SETTING, Answer, Part
from tests.books.drive import begin


@pytest.fixture
def drive(book: Book) -> Book:
    begin(book)
    return book


def test_a_new_book_has_the_shipped_scripts(drive: Book) -> None:
    assert drive.ask(kept_scripts) == shipped_scripts()


def test_a_script_is_changed_undone_and_restored(drive: Book) -> None:
    done = drive.do(change_script, "first", {Part.OPENING: "  Hello {{ company.name }}. \n"})
    assert done.changes.label == "Change the script “First call”"
    script = drive.ask(kept_scripts).of_stage("New")
    assert dict(script.texts) == {
        Part.OPENING: "  Hello {{ company.name }}.", Part.QUESTIONS: "", Part.CLOSING: "",
    }  # fmt: skip
    drive.undo()
    assert drive.ask(kept_scripts) == shipped_scripts()
    drive.redo()
    drive.do(change_answers, [Answer("Why?", "So.")])
    drive.do(restore_script, "first")
    assert drive.ask(kept_scripts).scripts == shipped_scripts().scripts
    assert drive.ask(kept_scripts).answers == (Answer("Why?", "So."),)
    drive.do(restore_answers)
    facts = drive.ask(association)
    assert facts is not None
    assert SETTING not in facts.settings


def test_other_settings_of_the_association_stay(drive: Book) -> None:
    drive.do(change_association, "directors", "Ann Wu\nAlex Brook")
    drive.do(change_script, "member", {Part.OPENING: "Hello."})
    facts = drive.ask(association)
    assert facts is not None
    assert facts.settings["directors"] == ["Ann Wu", "Alex Brook"]


@pytest.mark.parametrize(
    ("key", "texts", "field"),
    [
        ("first", {Part.QUESTIONS: "Who?\n{{ compny.name }}"}, "questions"),
        ("first", {Part.CLOSING: "{% include 'x' %}"}, "closing"),
        ("second", {Part.OPENING: "Hello"}, "script"),
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_changes(
    drive: Book, key: str, texts: dict[Part, str], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        drive.do(change_script, key, texts)
    assert refused.value.field == field
    assert drive.ask(kept_scripts) == shipped_scripts()


def test_an_answer_at_fault_is_named_by_its_number(drive: Book) -> None:
    with pytest.raises(Refusal) as refused:
        drive.do(change_answers, [Answer("Why?", "So."), Answer("When?", "{{ soon }}")])
    assert refused.value.field == "says 2"
    assert "Line 1, column" in refused.value.message
