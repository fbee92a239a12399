"""A form that came back, filed: application, file, timeline, stage, step and the answers taken."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from crm.actions.applications import Received, receive_form
from crm.actions.attachments import attach, remove_attachment
from crm.actions.companies import change_facts, set_next_step, trash
from crm.actions.people import remove_person
from crm.data.book import Book
from crm.data.connection import Reading
from crm.data.queries.applications import applications, form_beside, sent_form
from crm.data.queries.attachments import attachments_of
from crm.data.queries.files import file_bytes
from crm.data.queries.objections import objections_for
from crm.data.queries.timeline import timeline
from crm.data.records.activities import NextStep
from crm.data.records.catalogue import MUSTER
from crm.data.records.companies import Address, Company
from crm.data.records.joining import Application
from crm.data.records.people import EmailAddress, Person, PhoneNumber
from crm.documents.reference import read_reference
from crm.documents.returned_form import read_returned_form
from crm.domain.applications import Standing, compare
from crm.domain.errors import Refusal
from crm.domain.next_steps import When
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin
from tests.books.fingerprint import fingerprint
from tests.books.returned import fill, sent_to

ANSWERS = {
    "company.name": "Potteries Dåta Ltd",
    "company.staff": "14",
    "company.number": "4481234",
    "company.registered_address": "Kiln House, 4 Saggar Row, Stafford, ST16 2AA",
    "company.trading_address": "2 Canal Side, Stone, ST15 8AA",
    "company.telephone": "01632 960123 / 01632 960777",
    "company.email": "office@potteries.example",
    "member.job_title": "Managing Director",
    "member.email": "helen@potteries.example",
    "second.name": "Dr Siân Ó’Brien",
    "second.email": "sian@potteries.example",
    "signed.name": "Helen Marsh",
}
TICKS = ("objection.calls", "declaration.code", "payment.invoice")


def rows(reading: Reading, *columns: object) -> list[tuple[object, ...]]:
    return [tuple(row) for row in reading.sql.execute(select(*columns))]  # type: ignore[call-overload]


def open_steps(reading: Reading) -> list[tuple[str, date, str]]:
    query = select(NextStep.kind, NextStep.due_on, NextStep.text).where(NextStep.done_at.is_(None))
    return [tuple(row) for row in reading.sql.execute(query)]


def returned(book: Book, **more: object) -> Received:
    """A pack sent to the first firm, filled in and read back, with every answer taken."""
    firm = book.ask(lambda reading: reading.sql.execute(select(Company.id)).scalars().first())
    assert firm is not None
    document, pdf = sent_to(book, firm)
    content = fill(pdf, ANSWERS, TICKS)
    form = read_returned_form(content)
    beside = book.ask(form_beside, firm)
    compared = compare(form.answers, beside.held, beside.today, form.untouched)
    made = Received(
        company_id=firm,
        content=content,
        file_name="C:\\Forms\\form.pdf",
        media_type=form.media_type,
        answers=form.answers,
        taken=frozenset(one.question.name for one in compared if one.can_take),
        reference=form.reference,
        document_id=document,
        version=beside.version,
    )
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.fixture
def drive(book: Book) -> Book:
    begin(book)
    book.do(add_firm)
    return book


def test_a_returned_form_is_one_step_that_one_undo_takes_back(drive: Book) -> None:
    received = returned(drive)
    before = drive.ask(fingerprint, MUSTER)
    key = drive.do(receive_form, received).value
    company = received.company_id
    (one,) = drive.ask(applications)
    assert (one.id, one.state, one.reference) == (key, "received", received.reference)
    assert (one.received_on, one.received_how) == (date(2003, 3, 14), "email")
    assert (one.signatory, one.plan) == ("Helen Marsh", "11–24")
    assert one.answers["company.staff"] == "14"
    (file,) = drive.ask(attachments_of, company)
    assert (file.name, file.kind, file.media_type) == ("form.pdf", "form", "application/pdf")
    assert drive.ask(file_bytes, file.sha256) == received.content
    facts = drive.ask(rows, Company.name, Company.staff, Company.registered_number, Company.stage,
                      Company.street, Company.town, Company.postcode)  # fmt: skip
    assert facts == [
        ("Potteries Dåta Ltd", 14, "04481234", "Applied", "4 Saggar Row", "Stafford", "ST16 2AA")
    ]
    assert drive.ask(rows, Address.kind, Address.town) == [("trading", "Stone")]
    numbers = {number for (number,) in drive.ask(rows, PhoneNumber.e164)}
    assert numbers == {"+441632960123", "+441632960777"}
    people = {(forenames, surname): (key, job) for key, forenames, surname, job in drive.ask(
        rows, Person.id, Person.forenames, Person.surname, Person.job_title)}  # fmt: skip
    assert set(people) == {("Helen", "Marsh"), ("Siân", "Ó’Brien")}
    assert people["Helen", "Marsh"][1] == "Managing Director"
    assert set(drive.ask(rows, EmailAddress.address, EmailAddress.person_id)) == {
        ("office@potteries.example", None),
        ("helen@potteries.example", people["Helen", "Marsh"][0]),
        ("sian@potteries.example", people["Siân", "Ó’Brien"][0]),
    }
    assert drive.ask(open_steps) == [("review", date(2003, 3, 17), "Check the application form")]
    assert "Application form received" in [
        entry.title for entry in drive.ask(timeline, company).entries
    ]
    said = drive.undo().said
    assert drive.ask(fingerprint, MUSTER) == before
    assert "wish not to be reached stays" in said
    (wish,) = drive.ask(objections_for, company)
    assert (wish.channel, wish.asked_by) == ("call", "Helen Marsh")


def test_nothing_is_taken_that_was_not_chosen(drive: Book) -> None:
    received = returned(drive, taken=frozenset({"company.staff"}))
    drive.do(receive_form, received)
    assert drive.ask(rows, Company.name, Company.staff, Company.town) == [
        ("Potteries Data Ltd", 14, "Stoke-on-Trent")
    ]
    assert drive.ask(rows, EmailAddress.id) == []
    (one,) = drive.ask(applications)
    assert one.answers["company.name"] == "Potteries Dåta Ltd"


def test_somebody_new_on_the_form_becomes_a_person_and_ours_stays(drive: Book) -> None:
    answers = {
        "member.title": "Prof",
        "member.first_name": "Anna",
        "member.last_name": "van der Berg",
    }
    drive.do(receive_form, returned(drive, answers=answers, taken=frozenset(answers)))
    people = drive.ask(rows, Person.title, Person.forenames, Person.surname)
    assert set(people) == {("Ms", "Helen", "Marsh"), ("Prof", "Anna", "van der Berg")}
    anna = next(key for key, name in drive.ask(rows, Person.id, Person.forenames) if name == "Anna")
    assert drive.ask(rows, Application.person_id) == [(anna,)]
    drive.do(remove_person, anna)  # an application names her: she left, and is not gone
    assert len(drive.ask(rows, Person.id)) == 2


def test_a_scan_is_filed_with_what_was_keyed_in_beside_it(drive: Book) -> None:
    received = returned(drive)
    company = received.company_id
    bare = Received(company, b"\x89PNG picture", "scan.png", "image/png", {"company.staff": "9"},
                    frozenset({"company.staff"}), received_how="post")  # fmt: skip
    drive.do(receive_form, bare)
    assert drive.ask(rows, Company.staff, Company.stage) == [(9, "Applied")]
    (one,) = drive.ask(applications)
    assert (one.reference, one.received_how, one.answers) == ("", "post", {"company.staff": "9"})


def test_the_same_form_again_adds_to_its_application_and_the_same_file_is_refused(
    drive: Book, clock: SetClock
) -> None:
    received = returned(drive)
    drive.do(receive_form, received)
    again = replace(received, version=None)
    with pytest.raises(Refusal, match=r"this very file already: form\.pdf, kept on 14 March 2003"):
        drive.do(receive_form, again)
    clock.forward(days=3)
    scan = replace(again, content=b"another", answers={"company.staff": "15"}, taken=frozenset())
    drive.do(receive_form, scan)
    (one,) = drive.ask(applications)
    assert one.answers["company.staff"] == "15"
    assert one.answers["signed.name"] == "Helen Marsh"
    assert one.received_on == date(2003, 3, 17)
    assert len(drive.ask(attachments_of, received.company_id)) == 2
    first = drive.ask(timeline, received.company_id).entries[0]
    assert (first.title, first.more) == (
        "Application form received", f"again, by email, {received.reference}",
    )  # fmt: skip
    assert len(drive.ask(open_steps)) == 1


def test_a_promised_call_stays_the_next_step(drive: Book) -> None:
    received = returned(drive)
    drive.do(
        set_next_step,
        received.company_id,
        When(date(2003, 3, 18)),
        text="Ring Helen",
        promised=True,
    )
    done = drive.do(receive_form, replace(received, answers={}, version=None, taken=frozenset()))
    assert drive.ask(open_steps) == [("call", date(2003, 3, 18), "Ring Helen")]
    assert "promised" in done.said
    assert drive.ask(rows, Company.stage) == [("Applied",)]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"received_on": date(2003, 3, 15)}, "received_on", "future"),
        ({"received_how": "pigeon"}, "received_how", "none of"),
        ({"version": 99}, "version", "changed meanwhile"),
        ({"content": b""}, "file", "empty"),
        ({"company_id": 999_999}, "company", "not in the book"),
        ({"answers": {"company.staff": "many"}, "taken": frozenset({"company.staff"})},
         "company.staff", "number of staff"),
        ({"answers": {"company.email": "nobody"}, "taken": frozenset({"company.email"})},
         "company.email", "no email address"),
        ({"answers": {"company.registered_address": "ST4 1AB"},
          "taken": frozenset({"company.registered_address"})},
         "company.registered_address", "no town"),
    ],
)  # fmt: skip
def test_what_cannot_be_filed_is_refused_beside_its_field_and_nothing_stays(
    drive: Book, change: dict[str, object], field: str, words: str
) -> None:
    received = returned(drive)
    before = drive.ask(fingerprint, MUSTER)
    with pytest.raises(Refusal, match=words) as refused:
        drive.do(receive_form, replace(received, **change))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert drive.ask(fingerprint, MUSTER) == before


def test_a_company_in_the_trash_takes_no_form(drive: Book) -> None:
    received = returned(drive)
    drive.do(trash, received.company_id)
    assert drive.ask(form_beside, received.company_id).trashed
    with pytest.raises(Refusal, match="in the trash"):
        drive.do(receive_form, replace(received, version=None))


def test_a_reference_finds_its_pack_and_a_strangers_says_whose_it_is_not(drive: Book) -> None:
    received = returned(drive)
    read = read_reference(received.reference)
    found = drive.ask(sent_form, read.prefix, received.reference)
    assert (found.company_id, found.document_id) == (received.company_id, received.document_id)
    with pytest.raises(Refusal, match="not one of ours: our references begin with WM"):
        drive.ask(sent_form, "EM", "EM-0001-X")
    with pytest.raises(Refusal, match="no pack with the reference WM-9999-X in this book"):
        drive.ask(sent_form, "WM", "WM-9999-X")


def test_an_answer_that_stands_as_it_was_printed_never_overwrites_what_changed_since(
    drive: Book,
) -> None:
    received = returned(drive)
    company = received.company_id
    form = read_returned_form(received.content)
    drive.do(change_facts, company, {"website": "www.new.example"})
    beside = drive.ask(form_beside, company)
    by_name = {
        one.question.name: one
        for one in compare(form.answers, beside.held, beside.today, form.untouched)
    }
    assert by_name["company.staff"].standing is Standing.DIFFERS
    assert by_name["company.web"].standing is Standing.BLANK
    assert by_name["member.first_name"].standing is Standing.SAME


def test_files_are_kept_with_a_company_and_taken_off_again(drive: Book) -> None:
    company = returned(drive).company_id
    key = drive.do(attach, company, b"words", "../../etc/letter.txt", kind="letter").value
    (kept,) = drive.ask(attachments_of, company)
    assert (kept.id, kept.name, kept.size) == (key, "letter.txt", 5)
    with pytest.raises(Refusal, match="A file is no"):
        drive.do(attach, company, b"x", "x", kind="spell")
    drive.do(remove_attachment, key)
    assert drive.ask(attachments_of, company) == ()
    drive.undo()
    assert len(drive.ask(attachments_of, company)) == 1


def test_a_file_that_an_application_rests_on_stays(drive: Book) -> None:
    received = returned(drive)
    drive.do(receive_form, received)
    (kept,) = drive.ask(attachments_of, received.company_id)
    with pytest.raises(Refusal, match="rests on"):
        drive.do(remove_attachment, kept.id)
