import pytest

from crm.actions.saved_views import remove_view, rename_view, save_view
from crm.data.book import Book
from crm.data.queries.companies import saved_views
from crm.domain.errors import Refusal
from tests.crm.data.queries.firms import firm


def shown(book: Book) -> list[tuple[str, str, int | None]]:
    return [(view.name, view.filter_text, view.count) for view in book.ask(saved_views)]


def test_a_view_is_saved_replaced_renamed_and_removed(book: Book) -> None:
    book.do(lambda work: firm(work, "Alpha", town="Stone"))
    first = book.do(save_view, "In Stone", "town:stone").value
    book.do(save_view, "Large", "staff:>20")
    assert shown(book) == [("In Stone", "town:stone", 1), ("Large", "staff:>20", 0)]
    assert book.do(save_view, "in stone", "town:=stone").value == first
    book.do(rename_view, first, "Stone")
    assert shown(book)[0] == ("Stone", "town:=stone", 1)
    book.do(remove_view, first)
    assert [name for name, _, _ in shown(book)] == ["Large"]


def test_what_cannot_be_read_is_not_saved(book: Book) -> None:
    for name, text, field in (("", "town:stone", "name"), ("X", "nonsense:1", "filter")):
        with pytest.raises(Refusal) as refused:
            book.do(save_view, name, text)
        assert refused.value.field == field
    assert shown(book) == []
