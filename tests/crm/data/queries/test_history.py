from crm.actions.companies import NewCompany, add_company, change_company
from crm.data.book import Book
from crm.data.queries.history import latest_steps
from tests.books.clock import START


def test_steps_are_listed_newest_first_with_what_became_of_them(book: Book) -> None:
    alpha = book.do(add_company, NewCompany("Alpha")).value
    beta = book.do(add_company, NewCompany("Beta")).value
    book.do(change_company, alpha, "staff", "5")
    book.undo()
    steps = book.ask(latest_steps)
    assert [(step.kind, step.undone, step.reversible) for step in steps] == [
        ("undo", False, False), ("do", True, False), ("do", False, True), ("do", False, True),
    ]  # fmt: skip
    assert steps[1].label == "Change staff of Alpha"
    assert (steps[1].who, steps[1].at) == ("organiser", START)
    book.redo()
    redone = book.ask(latest_steps)
    assert (redone[0].kind, redone[0].reversible) == ("redo", True)
    assert not redone[2].undone
    book.undo()
    assert book.ask(latest_steps)[3].undone
    assert [step.label for step in book.ask(latest_steps, company_id=beta)] == ["Add Beta"]


def test_what_cannot_be_undone_says_what_to_do_instead(book: Book) -> None:
    book.do(lambda work: work.irreversible("Issue a credit note."))
    (step,) = book.ask(latest_steps, limit=1)
    assert not step.reversible
    assert step.instead == "Issue a credit note."


def test_steps_come_in_pages(book: Book) -> None:
    for name in ("Alpha", "Beta", "Gamma"):
        book.do(add_company, NewCompany(name))
    first = book.ask(latest_steps, limit=2)
    rest = book.ask(latest_steps, limit=2, before=first[-1].id)
    assert [step.label for step in (*first, *rest)] == ["Add Gamma", "Add Beta", "Add Alpha"]
    assert book.ask(latest_steps, who="somebody else") == ()
