"""Undo and redo: the organiser's own latest, older steps, and what stands in the way."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from crm.data.book import Book
from crm.data.connection import Location, Reading
from crm.data.records.history import steps
from crm.data.work import Work
from crm.domain.errors import Refusal
from tests.books.clock import SetClock
from tests.books.fingerprint import fingerprint, state_of
from tests.books.sample_rows import SAMPLE, Contact, Firm, Task


def add_firm(work: Work, name: str = "Potteries Data", **values: object) -> int:
    work.label(f"Add {name}")
    return work.add(Firm(name=name, **values)).id


def edit(work: Work, firm: int, **values: object) -> None:
    record = work.get(Firm, firm)
    for column, value in values.items():
        setattr(record, column, value)


def add_contact(work: Work, firm: int, name: str = "Marsh", position: int = 1) -> int:
    return work.add(Contact(company_id=firm, name=name, position=position)).id


def delete_firm(work: Work, firm: int) -> None:
    work.delete(work.get(Firm, firm))


def firms(reading: Reading) -> list[tuple[str, int | None]]:
    return [(n, s) for n, s in reading.sql.execute(select(Firm.name, Firm.staff).order_by(Firm.id))]


def test_undo_and_redo_say_what_they_would_do(sample_book: Book) -> None:
    book = sample_book
    assert (book.undo_label(), book.redo_label()) == (None, None)
    book.do(add_firm, "A")
    book.do(add_firm, "B")
    assert (book.undo_label(), book.redo_label()) == ("Add B", None)
    assert book.undo().changes.label == "Undone: Add B"
    assert (book.undo_label(), book.redo_label()) == ("Add A", "Add B")
    book.undo()
    assert (book.undo_label(), book.redo_label()) == (None, "Add A")
    assert book.redo().changes.label == "Redone: Add A"
    assert (book.undo_label(), book.redo_label()) == ("Add A", "Add B")
    book.redo()
    assert (book.undo_label(), book.redo_label()) == ("Add B", None)
    with pytest.raises(Refusal, match="nothing to redo"):
        book.redo()


def test_a_new_action_ends_redo(sample_book: Book) -> None:
    sample_book.do(add_firm, "A")
    sample_book.undo()
    sample_book.do(add_firm, "B")
    assert sample_book.redo_label() is None
    sample_book.undo()
    sample_book.redo()
    assert sample_book.redo_label() is None
    assert sample_book.ask(firms) == [("B", None)]


def test_undo_survives_a_restart(new_place: Callable[[bool], Location], clock: SetClock) -> None:
    place = new_place(False)
    book = Book.open(place, create=True, clock=clock, catalogue=SAMPLE)
    empty = book.ask(fingerprint, SAMPLE)
    book.do(add_firm, "A")
    book.close()
    book = Book.open(place, clock=clock, catalogue=SAMPLE)
    book.undo()
    assert book.ask(fingerprint, SAMPLE) == empty
    book.close()
    book = Book.open(place, clock=clock, catalogue=SAMPLE)
    assert book.redo_label() == "Add A"
    book.redo()
    assert book.ask(firms) == [("A", None)]
    book.close()


def test_undo_is_the_organisers_own(new_place: Callable[[bool], Location], clock: SetClock) -> None:
    place = new_place(False)
    ann = Book.open(place, create=True, clock=clock, catalogue=SAMPLE, who="Ann")
    ann.do(add_firm, "of Ann")
    if ann.engine == "sqlite":
        ann.close()
    bob = Book.open(place, clock=clock, catalogue=SAMPLE, who="Bob")
    assert bob.undo_label() is None
    bob.do(add_firm, "of Bob")
    bob.undo()
    with pytest.raises(Refusal, match="nothing to undo"):
        bob.undo()
    assert bob.ask(firms) == [("of Ann", None)]
    bob.close()
    ann.close()


def test_an_older_step_goes_alone_when_nothing_is_in_the_way(sample_book: Book) -> None:
    book = sample_book
    firm = book.do(add_firm, "A", staff=4).value
    renamed = book.do(edit, firm, name="B").changes.step
    book.do(edit, firm, staff=5)
    assert book.undo(renamed).said == ""
    assert book.ask(firms) == [("A", 5)]
    version = book.ask(lambda r: r.sql.scalar(select(Firm.version)))
    assert version == 4, "the version goes on, so that a stale plan is noticed"
    with pytest.raises(Refusal, match="undone already"):
        book.undo(renamed)


def test_a_step_that_was_redone_can_be_undone_by_its_number(sample_book: Book) -> None:
    step = sample_book.do(add_firm, "A").changes.step
    sample_book.undo()
    sample_book.redo()
    sample_book.undo(step)
    assert sample_book.ask(firms) == []


def test_what_was_edited_since_is_named_by_field(sample_book: Book) -> None:
    book = sample_book
    firm = book.do(add_firm, "A", staff=4).value
    first = book.do(edit, firm, name="B", staff=9).changes.step
    book.do(edit, firm, name="C")
    before = book.ask(state_of, SAMPLE)
    with pytest.raises(Refusal, match=r"The name of company C was changed since\.$") as refused:
        book.undo(first)
    assert refused.value.field == "step"
    assert book.ask(state_of, SAMPLE) == before
    done = book.undo(first, rest=True)
    assert book.ask(firms) == [("C", 4)]
    assert done.said == "Left as it is: The name of company C was changed since."


def test_an_edit_that_was_undone_is_not_in_the_way(sample_book: Book) -> None:
    book = sample_book
    added = book.do(add_firm, "A")
    changed = book.do(edit, added.value, name="B").changes.step
    later = book.do(edit, added.value, name="C").changes.step
    book.undo(later)
    book.undo(changed)
    book.undo(added.changes.step)
    assert book.ask(firms) == []


def test_an_added_row_with_newer_children_stays(sample_book: Book) -> None:
    book = sample_book
    added = book.do(add_firm, "A")
    book.do(add_contact, added.value)
    with pytest.raises(Refusal, match="company A is needed by the person Marsh"):
        book.undo(added.changes.step)
    done = book.undo(added.changes.step, rest=True)
    assert book.ask(firms) == [("A", None)]
    assert "needed by" in done.said
    assert book.check() == ()


def test_an_added_row_that_was_edited_since_stays_with_all_it_needs(sample_book: Book) -> None:
    book = sample_book

    def add_all(work: Work) -> tuple[int, int]:
        parent = work.add(Firm(name="Parent"))
        child = work.add(Firm(name="Child", parent_id=parent.id))
        work.add(Firm(name="Other"))
        work.insert_many(Firm, [{"name": f"Row {n}"} for n in range(5)])
        return parent.id, child.id

    done = book.do(add_all)
    book.do(edit, done.value[1], staff=3)
    with pytest.raises(Refusal, match="company Child was changed since"):
        book.undo(done.changes.step)
    said = book.undo(done.changes.step, rest=True).said
    assert "company Parent is needed by the company Child" in said
    assert [name for name, _ in book.ask(firms)] == ["Parent", "Child"]


def test_part_of_a_bulk_insert_stays(sample_book: Book) -> None:
    book = sample_book

    def bring_in(work: Work) -> list[int]:
        return list(work.insert_many(Firm, [{"name": f"Row {n}"} for n in range(9)]))

    done = book.do(bring_in)
    book.do(edit, done.value[0], staff=1)
    book.do(edit, done.value[4], staff=1)
    with pytest.raises(Refusal, match=r"Row 0.*Row 4"):
        book.undo(done.changes.step)
    book.undo(done.changes.step, rest=True)
    assert [name for name, _ in book.ask(firms)] == ["Row 0", "Row 4"]


def test_a_changed_row_that_was_deleted_since_is_named(sample_book: Book) -> None:
    book = sample_book
    firm = book.do(add_firm, "A").value
    changed = book.do(edit, firm, name="B").changes.step
    book.do(delete_firm, firm)
    with pytest.raises(Refusal, match="A company was deleted since"):
        book.undo(changed)
    book.undo(changed, rest=True)
    assert book.ask(firms) == []


def test_a_deleted_row_whose_parent_is_gone_stays_gone(sample_book: Book) -> None:
    book = sample_book
    firm = book.do(add_firm, "A").value
    person = book.do(add_contact, firm).value
    removed = book.do(lambda w: w.delete(w.get(Contact, person)), label="Remove").changes.step
    book.do(delete_firm, firm)
    with pytest.raises(Refusal, match="company that the person belonged to is gone"):
        book.undo(removed)
    said = book.undo(removed, rest=True).said
    assert "is gone" in said
    assert book.check() == ()


def test_a_deleted_row_comes_back_with_its_children(sample_book: Book) -> None:
    book = sample_book
    firm = book.do(add_firm, "A", details={"k": [None, "ü"]}).value
    book.do(add_contact, firm)
    before = book.ask(state_of, SAMPLE)

    def delete_all(work: Work) -> None:
        for person in work.session.scalars(select(Contact)):
            work.delete(person)
        work.delete(work.get(Firm, firm))

    book.do(delete_all)
    book.undo()
    assert book.ask(state_of, SAMPLE) == before


def next_task(work: Work, firm: int, words: str) -> None:
    query = select(Task).where(Task.company_id == firm, Task.done_at.is_(None))
    for task in work.session.scalars(query):
        task.done_at = work.now
    work.add(Task(company_id=firm, text=words))


def test_a_newer_row_in_the_place_of_an_old_one_is_named(sample_book: Book) -> None:
    """The open next step of a company is one: the one of an older call cannot come back."""
    book = sample_book
    firm = book.do(add_firm, "A").value
    book.do(next_task, firm, "first")
    second = book.do(next_task, firm, "second").changes.step
    book.do(next_task, firm, "third")
    before = book.ask(state_of, SAMPLE)
    with pytest.raises(Refusal, match="second was changed since") as refused:
        book.undo(second)
    assert refused.value.field == "step"
    said = book.undo(second, rest=True).said
    assert "Something newer stands in the place of the task first" in said
    assert book.ask(state_of, SAMPLE) == before
    assert book.check() == ()


def test_a_unique_value_taken_since_is_refused(sample_book: Book) -> None:
    book = sample_book
    firm = book.do(add_firm, "A", code="x").value
    deleted = book.do(delete_firm, firm).changes.step
    book.do(add_firm, "B", code="x")
    with pytest.raises(Refusal, match="something newer stands in the place"):
        book.undo(deleted)
    assert book.ask(firms) == [("B", None)]


def test_what_must_not_be_undone_says_what_to_do_instead(sample_book: Book) -> None:
    def object_to_calls(work: Work) -> None:
        work.irreversible("Mark the objection as recorded in error instead.")

    sample_book.do(add_firm, "A")
    done = sample_book.do(object_to_calls)
    assert done.changes.step > 0, "the step is kept even where nothing was noted"
    for step in (None, done.changes.step):
        with pytest.raises(Refusal, match="recorded in error instead"):
            sample_book.undo(step)
    assert sample_book.undo_label() is None, "nothing is offered that would be refused"
    sample_book.do(add_firm, "B")
    assert sample_book.undo_label() == "Add B"
    assert sample_book.ask(firms) == [("A", None), ("B", None)]


def test_a_step_that_is_not_there_is_refused(sample_book: Book) -> None:
    with pytest.raises(Refusal, match="no step 77"):
        sample_book.undo(77)


def test_an_undo_cannot_be_undone_by_its_number(sample_book: Book) -> None:
    sample_book.do(add_firm, "A")
    undo = sample_book.undo().changes.step
    with pytest.raises(Refusal, match="Use Redo"):
        sample_book.undo(undo)


def test_a_failed_undo_leaves_no_trace(sample_book: Book) -> None:
    firm = sample_book.do(add_firm, "A").value
    first = sample_book.do(edit, firm, name="B").changes.step
    sample_book.do(edit, firm, name="C")
    count = sample_book.ask(lambda r: len(r.sql.execute(select(steps)).all()))
    with pytest.raises(Refusal):
        sample_book.undo(first)
    assert sample_book.ask(lambda r: len(r.sql.execute(select(steps)).all())) == count
    assert sample_book.redo_label() is None


def test_a_large_import_is_taken_back_and_brought_again_as_a_whole(sample_book: Book) -> None:
    def bring_in(work: Work) -> None:
        keys = work.insert_many(Firm, [{"name": f"Firm {n}"} for n in range(20_000)])
        work.insert_many(Contact, [{"company_id": key, "name": "n", "position": 1} for key in keys])

    sample_book.do(bring_in)
    before = sample_book.ask(fingerprint, SAMPLE)
    done = sample_book.undo()
    assert done.changes.kinds == {"companies": None, "people": None}
    assert sample_book.ask(firms) == []
    sample_book.redo()
    assert sample_book.ask(fingerprint, SAMPLE) == before
