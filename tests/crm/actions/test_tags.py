import pytest

from crm.actions.companies import trash
from crm.actions.tags import tag, untag
from crm.data.book import Book
from crm.data.queries.company import company_page
from crm.data.queries.tags import tags
from crm.domain.errors import Refusal
from tests.crm.data.queries.firms import firm


@pytest.fixture
def many(book: Book) -> list[int]:
    return book.do(lambda work: [firm(work, f"Firm {n}") for n in range(4)]).value


def shown(book: Book) -> list[tuple[str, int]]:
    return [(one.name, one.count) for one in book.ask(tags)]


def test_many_companies_are_tagged_in_one_step(book: Book, many: list[int]) -> None:
    assert book.do(tag, many[0], "Cloud").changes.label == "Tag Firm 0 with Cloud"
    done = book.do(tag, many, ["cloud", "#warm"])
    assert (done.value, done.changes.label) == (4, "Tag 4 companies with cloud and warm")
    assert book.do(tag, many, "cloud").value == 0
    assert shown(book) == [("Cloud", 4), ("warm", 4)]
    assert book.ask(company_page, many[2]).tags == ("Cloud", "warm")
    assert done.changes.companies == set(many)


def test_a_tag_is_taken_off(book: Book, many: list[int]) -> None:
    book.do(tag, many, "cloud")
    done = book.do(untag, [many[0], many[1], many[1]], "CLOUD")
    assert (done.value, done.changes.label) == (2, "Take the tag cloud off 2 companies")
    assert shown(book) == [("cloud", 2)]
    assert book.do(untag, many[0], "cloud").value == 0


def test_the_trash_does_not_count(book: Book, many: list[int]) -> None:
    book.do(tag, many, "cloud")
    book.do(trash, many[:3])
    assert shown(book) == [("cloud", 1)]


@pytest.mark.parametrize("name", ["", " # ", "a,b", 'say "x"', "x" * 41])
def test_a_tag_that_no_filter_could_name_is_refused(book: Book, many: list[int], name: str) -> None:
    with pytest.raises(Refusal) as refused:
        book.do(tag, many, name)
    assert refused.value.field == "tag"


def test_tagging_what_is_not_there_is_refused(book: Book, many: list[int]) -> None:
    with pytest.raises(Refusal) as refused:
        book.do(tag, [*many, 999_999], "cloud")
    assert refused.value.field == "company"
    with pytest.raises(Refusal):
        book.do(untag, many, "never heard of")
