"""A list comes in as one step, fills in what was empty, and goes out again as one."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from crm.actions.calls import log_call
from crm.actions.companies import NewCompany, add_company
from crm.actions.imports import BroughtIn, bring_in
from crm.actions.privacy import record_objection
from crm.data.book import Book
from crm.data.connection import Reading
from crm.data.queries.calling import refuse_dialling
from crm.data.queries.history import latest_steps
from crm.data.queries.imports import batches, plan_import
from crm.data.queries.queue import call_queue
from crm.data.records.activities import Activity
from crm.data.records.association import Branch
from crm.data.records.catalogue import MUSTER
from crm.data.records.companies import Company
from crm.data.records.history import step_edits, steps
from crm.data.records.people import EmailAddress, Person, PhoneNumber
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.imports import Action
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, Outcome
from crm.exchange.foreign_file import read_companies
from tests.books.drive import add_firm, begin
from tests.books.fingerprint import fingerprint

LIST = (
    "Company,Contact,Job title,Telephone,Email,Address 1,Town,Postcode,Staff\n"
    "Trentside Systems Ltd,Mr Sam Price,Director,01632 960200,sam@trentside.example,"
    "4 Mill Lane,Stafford,ST16 2AA,14\n"
    "Łódź <b>Data</b> & Sons,Ann Wu,,0121 496 0123 / 0124,,1 High Street,Birmingham,b1 1aa,\n"
    ",Nobody,,01632 960201,,,,,\n"
    "Trentside Systems Ltd,Jo Marsh,,01632 960202,,4 Mill Lane,Stafford,ST16 2AA,\n"
    "=cmd|' /C calc'!A0,,,not known,,,Leek,ZZ99 9ZZ,many\n"
)


def bring(book: Book, folder: Path, text: str = LIST) -> BroughtIn:
    path = folder / "chamber-list.csv"
    path.write_text(text, encoding="utf-8")
    read = read_companies(path)
    plan = book.ask(plan_import, read.rows)
    done = book.do(
        bring_in, plan, file_name=path.name, sha256="0" * 64, mapping=read.mapping.to_dict()
    )
    return done.value


def count(reading: Reading, record: type) -> int:
    return reading.sql.execute(select(func.count(record.id))).scalar_one()


def test_a_list_is_one_step_that_undo_takes_out_and_redo_puts_back(
    book: Book, tmp_path: Path
) -> None:
    begin(book)
    before = book.ask(fingerprint, MUSTER)
    brought = bring(book, tmp_path)
    assert (brought.created, brought.skipped, brought.refused) == (3, 1, 1)
    after = book.ask(fingerprint, MUSTER)
    assert book.ask(count, Company) == 3
    assert book.ask(count, Person) == 3
    assert book.undo_label() == "Import chamber-list.csv"
    book.undo()
    assert book.ask(fingerprint, MUSTER) == before
    book.redo()
    assert book.ask(fingerprint, MUSTER) == after


def test_the_history_holds_each_table_of_a_list_as_one_edit_and_finds_it_by_company(
    book: Book, tmp_path: Path
) -> None:
    begin(book)
    there = book.do(add_company, NewCompany("Trentside Systems", telephone="01632 960200")).value
    other = book.do(add_company, NewCompany("Quite Another")).value
    assert bring(book, tmp_path).updated == 1
    c = step_edits.c
    ranges = select(c.table_name, c.owner_id).where(c.op == "R", c.step_id == latest_step(book))
    noted = book.ask(lambda reading: reading.sql.execute(ranges).all())
    tables = ["activities", "companies", "email_addresses", "people", "phone_numbers"]
    assert sorted(row.table_name for row in noted) == tables
    new = book.ask(
        lambda reading: (
            reading.sql.execute(
                select(Company.id).where(Company.import_row.is_not(None)).order_by(Company.id)
            )
            .scalars()
            .all()
        )
    )
    for company in (there, *new):
        steps_of = book.ask(latest_steps, company_id=company)
        assert steps_of[0].label == "Import chamber-list.csv"
    assert [step.label for step in book.ask(latest_steps, company_id=other)] == [
        "Add Quite Another"
    ]


def test_what_came_in_can_be_rung_and_knows_where_it_came_from(book: Book, tmp_path: Path) -> None:
    begin(book)
    bring(book, tmp_path)
    rows = book.ask(call_queue).queue.rows
    assert sorted(row.name for row in rows) == ["Trentside Systems Ltd", "Łódź <b>Data</b> & Sons"]
    branches = book.ask(
        lambda reading: dict(
            reading.sql.execute(select(Company.town, Branch.name).outerjoin(Branch)).all()
        )
    )
    assert branches["Stafford"] == "Staffordshire"
    assert branches["Leek"] is None
    sources = book.ask(
        lambda reading: (
            reading.sql.execute(select(Company.source).order_by(Company.import_row)).scalars().all()
        )
    )
    assert sources[0] == "chamber-list.csv, row 2"
    notes = book.ask(
        lambda reading: (
            reading.sql.execute(select(Activity.note).where(Activity.kind == "note"))
            .scalars()
            .all()
        )
    )
    assert notes == ["Staff: many"]
    (batch,) = book.ask(batches)
    assert (batch.file_name, batch.created, batch.refused) == ("chamber-list.csv", 3, 1)


def test_what_is_there_already_is_filled_in_and_never_overwritten(
    book: Book, tmp_path: Path
) -> None:
    begin(book)
    company = book.do(
        add_firm, name="Trentside Systems", numbers=(), people=(), postcode="ST16 2AA"
    ).value
    brought = bring(book, tmp_path)
    assert (brought.created, brought.updated) == (2, 1)
    street, staff = book.ask(
        lambda reading: reading.sql.execute(
            select(Company.street, Company.staff).where(Company.id == company)
        ).one()
    )
    assert (street, staff) == ("14 Liverpool Road", 12)
    emails = book.ask(
        lambda reading: (
            reading.sql.execute(
                select(EmailAddress.address).where(EmailAddress.company_id == company)
            )
            .scalars()
            .all()
        )
    )
    assert emails == ["sam@trentside.example"]
    assert book.ask(
        lambda reading: reading.sql.execute(
            select(func.count(PhoneNumber.id)).where(PhoneNumber.company_id == company)
        ).scalar_one()
    )
    again = book.ask(plan_import, read_companies(tmp_path / "chamber-list.csv").rows)
    assert again.counts()[Action.CREATE] == again.counts()[Action.UPDATE] == 0


def test_a_plan_that_the_book_has_outrun_is_refused_by_name(book: Book, tmp_path: Path) -> None:
    begin(book)
    company = book.do(
        add_firm, name="Trentside Systems", numbers=(), people=(), postcode="ST16 2AA"
    ).value
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    plan = book.ask(plan_import, read_companies(path).rows)

    def rename(work: Work) -> None:
        work.get(Company, company).website = "www.trentside.example"

    book.do(rename)
    before = book.ask(fingerprint, MUSTER)
    with pytest.raises(Refusal, match="Trentside Systems"):
        book.do(bring_in, plan, file_name="list.csv", sha256="0" * 64, mapping={})
    assert book.ask(fingerprint, MUSTER) == before


def latest_step(book: Book) -> int:
    return book.ask(lambda reading: reading.sql.execute(select(func.max(steps.c.id))).scalar_one())


def test_an_import_one_of_whose_firms_was_rung_goes_out_without_that_one(
    book: Book, tmp_path: Path
) -> None:
    begin(book)
    bring(book, tmp_path)
    step = latest_step(book)
    rung = book.ask(
        lambda reading: reading.sql.execute(
            select(Company.id).where(Company.name == "Trentside Systems Ltd")
        ).scalar_one()
    )
    book.do(log_call, Call(rung, Outcome.MESSAGE, note="Ask for Jo."))
    called = book.ask(fingerprint, MUSTER)
    with pytest.raises(Refusal, match="Trentside Systems Ltd") as refused:
        book.undo(step)
    assert refused.value.field == "step"
    assert book.ask(fingerprint, MUSTER) == called
    done = book.undo(step, rest=True)
    assert "Trentside Systems Ltd" in done.said
    assert book.ask(count, Company) == 1
    assert book.ask(count, Person) == 0  # nobody rang them by name
    assert book.ask(call_queue).without_step == 0
    assert book.check() == ()
    book.redo()
    assert book.ask(fingerprint, MUSTER) == called


def test_an_import_brings_no_objecting_number_back(book: Book, tmp_path: Path) -> None:
    begin(book)
    book.do(record_objection, Channel.CALL, Scope.NUMBER, value="01632 960200")
    bring(book, tmp_path)
    sam = book.ask(
        lambda reading: reading.sql.execute(
            select(PhoneNumber.company_id, PhoneNumber.id).where(
                PhoneNumber.e164 == "+441632960200"
            )
        ).one()
    )
    with pytest.raises(Refusal):
        book.ask(refuse_dialling, sam.company_id, sam.id)


def test_a_postcode_that_is_filled_in_brings_its_branch(book: Book, tmp_path: Path) -> None:
    begin(book)
    company = book.do(add_company, NewCompany("Trentside Systems", telephone="01632 960200")).value
    assert bring(book, tmp_path).updated == 1
    found = book.ask(
        lambda reading: reading.sql.execute(
            select(Company.postcode, Branch.name).join(Branch).where(Company.id == company)
        ).one()
    )
    assert tuple(found) == ("ST16 2AA", "Staffordshire")


HOSTILE = ["شركة البيانات", "شركة البرمجيات", "🧾 Receipts", "{{ company.name }}", "<b>Łódź</b>"]


def test_hostile_names_come_in_as_they_stand_and_bad_rows_are_named(
    book: Book, tmp_path: Path
) -> None:
    begin(book)
    rows = ["Company,Town,Postcode", *(f"{name},Leek,ST13 5AA" for name in HOSTILE)]
    rows += ["x" * 1_000_000 + ",Leek,", "Ragged Ltd,Leek,ST13 5AA,one,too,many"]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    plan = book.ask(plan_import, read_companies(path).rows)
    megabyte, ragged = plan.with_action(Action.ERROR)
    assert (megabyte.row_number, ragged.row_number) == (7, 8)
    assert "company name is too long: 1,000,000 characters" in megabyte.reason
    assert "6 cells where the heading has 3" in ragged.reason
    book.do(bring_in, plan, file_name=path.name, sha256="0" * 64, mapping={})
    kept = book.ask(
        lambda reading: reading.sql.execute(select(Company.name, Company.name_key)).all()
    )
    assert {row.name for row in kept} == set(HOSTILE)
    assert all(row.name_key for row in kept)
    again = book.ask(plan_import, read_companies(path).rows)
    assert again.counts()[Action.CREATE] == again.counts()[Action.UPDATE] == 0
