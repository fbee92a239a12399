import pytest

from crm.data.book import Book
from crm.data.queries.company_named import find_company
from crm.domain.errors import Refusal
from tests.books.clock import START
from tests.crm.data.queries.firms import firm


@pytest.fixture
def firms(book: Book) -> dict[str, int]:
    names = [
        "Stone Systems Ltd",
        "Stone Systems North",
        "Cannock Web",
        "Web",
        "1010 Music",
        "Web 2",
    ]
    return book.do(lambda work: {name: firm(work, name, town="Stone") for name in names}).value


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("stone systems", "Stone Systems Ltd"),
        ("STONE SYSTEMS LIMITED", "Stone Systems Ltd"),
        ("stone systems n", "Stone Systems North"),
        ("web", "Web"),
        (" cannock ", "Cannock Web"),
        ("1010", "1010 Music"),
        ("nnock", "Cannock Web"),
    ],
)
def test_a_name_finds_its_one_company(book: Book, firms, typed: str, name: str) -> None:
    assert book.ask(find_company, typed) == firms[name]


def test_a_number_is_the_key_of_a_company(book: Book, firms: dict[str, int]) -> None:
    assert book.ask(find_company, f" {firms['Web']} ") == firms["Web"]


def test_several_matches_are_named_with_their_keys(book: Book, firms: dict[str, int]) -> None:
    with pytest.raises(Refusal, match="several companies") as refused:
        book.ask(find_company, "stone")
    assert refused.value.field == "company"
    assert f"{firms['Stone Systems Ltd']} Stone Systems Ltd, Stone" in refused.value.message


@pytest.mark.parametrize("typed", ["", "  ", "nobody here", "9" * 30, "%", "_"])
def test_what_matches_nothing_is_refused(book: Book, firms, typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        book.ask(find_company, typed)
    assert refused.value.field == "company"


def test_the_trash_is_found_by_number_only(book: Book) -> None:
    gone = book.do(lambda work: firm(work, "Gone Ltd", trashed_at=START)).value
    assert book.ask(find_company, str(gone)) == gone
    with pytest.raises(Refusal):
        book.ask(find_company, "gone")
