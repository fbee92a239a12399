"""What our paper shows: a designed letterhead under every page, the bank, the privacy notice."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from crm.actions.our_paper import set_bank_account, set_letterhead, set_privacy_words
from crm.actions.paper import drawable
from crm.actions.written_letters import write_letter
from crm.data.book import Book
from crm.data.queries.association import association
from crm.data.queries.pack_facts import pack_facts, preview_facts
from crm.data.queries.templates import templates
from crm.data.records.catalogue import MUSTER
from crm.documents.content import PackContent
from crm.documents.pack import make_pack
from crm.domain.errors import Refusal
from tests.books.drive import add_firm, begin
from tests.books.fingerprint import fingerprint
from tests.crm.documents.reading import page_text


def paper(words: str, wide: float = 595.3, high: float = 841.9) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, (wide, high), invariant=1)
    canvas.drawString(60, high - 40, words)
    canvas.save()
    return out.getvalue()


def pages(content: PackContent) -> list[str]:
    pdf = make_pack([content], fillable=False).pdf
    return [page_text(pdf, number) for number in range(len(PdfReader(BytesIO(pdf)).pages))]


def test_letters_lie_on_the_paper_that_was_set_until_it_is_taken_away(book: Book) -> None:
    company = begin(book).do(add_firm).value
    long = "A sentence of some length that fills the page line by line. " * 78
    key = book.do(write_letter, company, None, "Long", long).value

    def drawn() -> list[str]:
        (content,) = book.ask(drawable, book.ask(pack_facts, [key]))
        return pages(content)

    before = book.ask(fingerprint, MUSTER)
    plain = drawn()
    assert len(plain) == 2
    assert "Designed" not in "".join(plain)
    book.do(set_letterhead, paper("Designed first"), paper("Designed second"))
    first, second = drawn()
    assert ("Designed first" in first, "Designed second" in second) == (True, True)
    assert "Designed second" not in first
    book.do(set_letterhead, paper("Designed alone"))
    first, second = drawn()
    assert ("Designed alone" in first, "Designed" in second) == (True, False)
    book.do(set_letterhead, b"")
    assert drawn() == plain
    for _ in range(3):
        book.undo()
    assert book.ask(fingerprint, MUSTER) == before


@pytest.mark.parametrize(
    ("first", "continuation", "field"),
    [
        (b"no pdf", b"", "letterhead"),
        (paper("US", 612, 792), b"", "letterhead"),
        (paper("A4"), paper("US", 612, 792), "continuation"),
        (b"", paper("A4"), "letterhead"),
    ],
)
def test_what_is_no_paper_of_ours_is_refused(
    sqlite_book: Book, first: bytes, continuation: bytes, field: str
) -> None:
    begin(sqlite_book)
    with pytest.raises(Refusal) as refused:
        sqlite_book.do(set_letterhead, first, continuation)
    assert refused.value.field == field


def test_equal_papers_are_kept_once(sqlite_book: Book) -> None:
    begin(sqlite_book)
    for _ in range(2):
        sqlite_book.do(set_letterhead, paper("One"), paper("Two"))
    kept = sqlite_book.ask(association)
    sqlite_book.do(set_letterhead, paper("One"), paper("Two"))
    assert sqlite_book.ask(association) == kept


def test_the_mandate_has_our_account_and_the_fee_with_vat(book: Book) -> None:
    company = begin(book).do(add_firm).value
    for field, sort_code, account in (
        ("sort_code", "1234", "12345678"),
        ("sort_code", "12-34-5x", "12345678"),
        ("account", "12-34-56", ""),
    ):
        with pytest.raises(Refusal) as refused:
            book.do(set_bank_account, sort_code=sort_code, account=account)
        assert refused.value.field == field
    book.do(set_bank_account, sort_code="00 00 00", account="00000000", bank="Sample Bank")
    mandate = next(one.id for one in book.ask(templates) if one.part == "mandate")
    (content,) = book.ask(drawable, book.ask(preview_facts, company, mandate))
    (text,) = pages(content)
    assert "Sample Bank" in text
    assert "£264.38" in text


def test_the_privacy_notice_says_what_was_filled_in_and_nothing_else(book: Book) -> None:
    company = begin(book).do(add_firm).value
    notice = next(one.id for one in book.ask(templates) if one.name == "Privacy notice")

    def said() -> str:
        (content,) = book.ask(drawable, book.ask(preview_facts, company, notice))
        return " ".join(pages(content))

    assert "Questions about it go to" not in said()
    book.do(set_privacy_words, {"contact": "the Secretary", "keep_members": "6 years"})
    book.do(set_privacy_words, {"keep_members": ""})
    assert "Questions about it go to the Secretary" in said()
    assert "6 years" not in said()
    with pytest.raises(Refusal) as refused:
        book.do(set_privacy_words, {"colour": "blue"})
    assert refused.value.field == "colour"
