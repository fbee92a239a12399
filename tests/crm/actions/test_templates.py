"""Templates: what they may say, every text on record, and what cannot be taken away."""

from io import BytesIO

import pytest
from pypdf import PdfWriter

from crm.actions.letters import queue_pack
from crm.actions.packs import new_pack
from crm.actions.paper import drawable
from crm.actions.shipped_parts import restore_shipped_parts
from crm.actions.templates import (
    change_inserted,
    copy_template,
    insert_pdf,
    new_template,
    remove_template,
    rename_template,
    restore_shipped,
    save_template,
    take_version,
    template_fields,
)
from crm.data.book import Book
from crm.data.queries.documents import document_facts
from crm.data.queries.letters import count_queued
from crm.data.queries.pack_facts import preview_facts
from crm.data.queries.templates import (
    template_facts,
    template_versions,
    templates,
    versions_named,
)
from crm.data.records.catalogue import MUSTER
from crm.documents.merge_fields import MERGE_FIELDS
from crm.documents.pack import check_pack, make_pack
from crm.domain.errors import Refusal
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin
from tests.books.fingerprint import fingerprint
from tests.crm.actions.test_letters import make


def named(book: Book, name: str) -> int:
    return next(one.id for one in book.ask(templates) if one.name == name)


def blank_pdf(wide: float = 595.3, high: float = 841.9, pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(wide, high)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_saved_text_is_a_version_with_who_and_when(book: Book, clock: SetClock) -> None:
    key = named(begin(book), "Reminder letter")
    shipped = book.ask(template_facts, key)
    clock.forward(days=1)
    before = book.ask(fingerprint, MUSTER)
    assert (
        book.do(save_template, key, "# Still time\n\nDear friends of {{ company.name }}").value == 2
    )
    now, first = book.ask(template_versions, key)
    assert (now.number, now.who, now.made_at, now.current) == (2, "organiser", clock.now, True)
    assert (first.number, first.body, first.current) == (1, shipped.body, False)
    assert book.do(save_template, key, now.body).value == 2
    assert book.do(take_version, first.id).value == 3
    assert book.ask(template_facts, key).body == shipped.body
    book.undo()
    assert book.ask(template_facts, key).body == now.body
    book.undo()
    assert book.ask(fingerprint, MUSTER) == before


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Hello {{ company.nmae }}", "Line 1, column 10: there is no merge field company.nmae"),
        ("One\n\n{% if company.name %}Two", "endif"),
        ("{% for x in company %}{% endfor %}", "Line 1, column"),
        ("   \n", "says nothing"),
        ("x" * 20_001, "too long"),
    ],
)
def test_a_text_that_could_not_be_filled_is_refused_with_its_place(
    sqlite_book: Book, body: str, said: str
) -> None:
    key = named(begin(sqlite_book), "Reminder letter")
    with pytest.raises(Refusal, match=said) as refused:
        sqlite_book.do(save_template, key, body)
    assert refused.value.field == "template"
    assert len(sqlite_book.ask(template_versions, key)) == 1
    with pytest.raises(Refusal):
        sqlite_book.do(new_template, "Mine", "letter", body)


def test_templates_are_made_copied_and_renamed_under_names_of_their_own(book: Book) -> None:
    begin(book)
    mine = book.do(new_template, "  Thank   you ", "letter", "Thank you.").value
    assert book.ask(template_facts, mine).name == "Thank you"
    for name in ("thank YOU", "", "   "):
        with pytest.raises(Refusal) as refused:
            book.do(rename_template, named(book, "Reminder letter"), name)
        assert refused.value.field == "name"
    book.do(rename_template, mine, "thank you")
    copies = [book.do(copy_template, mine).value for _ in range(2)]
    assert [book.ask(template_facts, key).name for key in copies] == [
        "thank you (2)", "thank you (3)",
    ]  # fmt: skip
    with pytest.raises(Refusal, match="never shipped"):
        book.do(restore_shipped, copies[0])
    with pytest.raises(Refusal) as refused:
        book.do(new_template, "Form", "form", "")
    assert refused.value.field == "part"


def test_what_a_pack_uses_is_not_removed_and_versions_of_what_is_stay(book: Book) -> None:
    begin(book)
    with pytest.raises(Refusal, match="Application form is part of Membership pack"):
        book.do(remove_template, named(book, "Application form"))
    mine = book.do(new_template, "Short note", "letter", "A short note.").value
    version = book.ask(template_facts, mine).version_id
    pack = book.do(new_pack, "Note", [mine]).value
    with pytest.raises(Refusal, match="part of Note"):
        book.do(remove_template, mine)
    company = book.do(add_firm).value
    document = book.do(queue_pack, company, pack_id=pack).value
    make(book, [document])
    facts = book.ask(document_facts, document)
    assert facts is not None
    assert facts.version_ids == (version,)
    book.do(save_template, mine, "Another text.")
    (was,) = book.ask(versions_named, facts.version_ids)
    assert (was.body, was.current) == ("A short note.", False)
    book.do(remove_template, named(book, "Event invitation"))
    assert "Event invitation" not in {one.name for one in book.ask(templates)}
    assert book.do(restore_shipped_parts).value == 1
    assert named(book, "Event invitation")


def test_a_shipped_text_comes_back(book: Book) -> None:
    key = named(begin(book), "Covering letter")
    shipped = book.ask(template_facts, key).body
    book.do(save_template, key, "Mine.")
    assert book.do(restore_shipped, key).value == 3
    assert book.ask(template_facts, key).body == shipped
    fees = named(book, "What it costs")
    book.do(save_template, fees, "Prices of 2003.")
    book.do(restore_shipped, fees)
    assert book.ask(template_facts, fees).body == ""


def test_any_text_is_looked_at_for_any_company_and_nothing_is_queued(book: Book) -> None:
    company = begin(book).do(add_firm).value
    key = named(book, "Event invitation")
    facts = book.ask(preview_facts, company, key, "# For {{ company.name }}\n\nWelcome.")
    (content,) = book.ask(drawable, facts)
    assert content.recipient.salutation == "Dear Ms Marsh"
    assert not [problem for problem in check_pack(content) if problem.holds]
    assert book.ask(count_queued) == 0


def test_every_merge_field_is_in_the_menu_once_and_has_a_value_or_is_empty(
    sqlite_book: Book,
) -> None:
    groups = template_fields()
    names = [field.name for group in groups for field in group.fields]
    assert sorted(names) == sorted(MERGE_FIELDS)
    assert {"Company", "Person", "Fees", "Association", "Events", "Who signs"} <= {
        group.name for group in groups
    }
    company = begin(sqlite_book).do(add_firm).value
    body = "".join(f"{{{{ {name} | default: 'none' }}}}\n\n" for name in names)
    facts = sqlite_book.ask(preview_facts, company, named(sqlite_book, "Covering letter"), body)
    (content,) = sqlite_book.ask(drawable, facts)
    assert not [problem for problem in check_pack(content) if problem.holds]


def test_a_pdf_is_inserted_replaced_and_printed_in_a_pack(book: Book) -> None:
    company = begin(book).do(add_firm).value
    with pytest.raises(Refusal) as refused:
        book.do(insert_pdf, "Map", b"no pdf")
    assert refused.value.field == "pdf"
    key = book.do(insert_pdf, "Map", blank_pdf(), "letterhead").value
    pack = book.do(new_pack, "Way here", [named(book, "Reminder letter"), key]).value
    document = book.do(queue_pack, company, pack_id=pack).value
    facts = book.ask(template_facts, key)
    assert (facts.part, facts.placing, facts.packs) == ("inserted", "letterhead", ("Way here",))

    def pages() -> int:
        from crm.data.queries.pack_facts import pack_facts

        contents = book.ask(drawable, book.ask(pack_facts, [document]))
        made = make_pack(contents, fillable=False)
        return made.ranges[0].last

    assert pages() == 2
    book.do(change_inserted, key, pdf=blank_pdf(pages=3), placing="whole")
    assert pages() == 4
    book.undo()
    assert pages() == 2
