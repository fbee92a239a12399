"""To whom packs go: where a company is now, and where a made letter says."""

from crm.actions.companies import change_facts
from crm.actions.letters import MadeDocument, MadeRun, file_run, queue_pack, take_out
from crm.data.book import Book
from crm.data.queries.addressed import addressed
from crm.domain.addresses import Address
from crm.domain.objections import Channel
from tests.books.drive import add_firm, begin

HOME = Address("", "14 Liverpool Road", "", "Stoke-on-Trent", "ST4 1AA")


def queue(book: Book, name: str, channel: Channel = Channel.POST) -> tuple[int, int]:
    firm = book.do(add_firm, name=name).value
    return firm, book.do(queue_pack, firm, channel=channel).value


def make(book: Book, document: int, **frozen: str) -> None:
    recipient = {"organisation": "As Printed Ltd", "person": "", "address": "", **frozen}
    made = MadeDocument(document, 1, 1, "x", recipient, [])
    book.do(file_run, MadeRun(b"%PDF", 1, "x", [made], "1 pack"))


def test_a_queued_pack_goes_where_the_company_is_now(book: Book) -> None:
    begin(book)
    firm, document = queue(book, "Potteries Data Ltd")
    book.do(change_facts, firm, {"town": "Leek"})
    (found,) = book.ask(addressed, [document])
    assert (found.company_id, found.organisation) == (firm, "Potteries Data Ltd")
    assert found.person == "Ms Helen Marsh"
    assert found.address.town == "Leek"


def test_packs_come_in_the_order_asked_and_only_those_that_go_by_post(book: Book) -> None:
    begin(book)
    first, second = queue(book, "One Ltd")[1], queue(book, "Two Ltd")[1]
    gone, mailed = queue(book, "Gone Ltd")[1], queue(book, "Mail Ltd", Channel.EMAIL)[1]
    book.do(take_out, [gone])
    asked = [second, mailed, 999_999_999, gone, first]
    assert [one.organisation for one in book.ask(addressed, asked)] == ["Two Ltd", "One Ltd"]


def test_a_made_pack_goes_where_its_letter_says(book: Book) -> None:
    begin(book)
    firm, document = queue(book, "Potteries Data Ltd")
    make(
        book, document, person="Ms Helen Marsh", address="14 Liverpool Road, Stoke-on-Trent ST4 1AA"
    )
    changes = {"name": "Renamed Ltd", "street": "1 New Street", "town": "Leek"}
    book.do(change_facts, firm, changes)
    (found,) = book.ask(addressed, [document])
    assert found.organisation == "As Printed Ltd"
    assert found.person == "Ms Helen Marsh"
    assert found.address == HOME


def test_a_made_letter_to_nobody_has_a_label_to_nobody(book: Book) -> None:
    begin(book)
    _firm, document = queue(book, "Potteries Data Ltd")
    make(book, document, address="14 Liverpool Road, Stoke-on-Trent ST4 1AA")
    (found,) = book.ask(addressed, [document])
    assert (found.person, found.job_title, found.address) == ("", "", HOME)


def test_more_packs_than_are_read_at_once(sqlite_book: Book) -> None:
    begin(sqlite_book)
    documents = [queue(sqlite_book, f"Firm {n} Ltd")[1] for n in range(5)]
    asked = documents * 250
    assert [one.document_id for one in sqlite_book.ask(addressed, asked)] == asked
