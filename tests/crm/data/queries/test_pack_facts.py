"""What letters are drawn from: whom they address, what went before, and the membership."""

from datetime import date

from sqlalchemy import select

from crm.actions.calls import log_call
from crm.actions.filing import file_activity
from crm.actions.letters import queue_pack
from crm.actions.merge_values import merge_values
from crm.actions.privacy import record_objection
from crm.data.book import Book
from crm.data.connection import Reading
from crm.data.queries.association import plans
from crm.data.queries.letter_checks import emailed_to
from crm.data.queries.pack_facts import pack_facts
from crm.data.records.activities import Membership
from crm.data.records.companies import Company
from crm.data.records.people import EmailAddress, Person
from crm.data.work import Work
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, Outcome
from tests.books.drive import add_firm, begin

DAY = date(2003, 3, 14)


def everybody(reading: Reading) -> dict[str, int]:
    return {row.surname: row.id for row in reading.sql.execute(select(Person.surname, Person.id))}


def test_nobody_who_objects_is_addressed_unless_they_are_named(book: Book) -> None:
    company = begin(book).do(add_firm, people=("Helen Marsh", "Priya Nair")).value
    document = book.do(queue_pack, company).value
    people = book.ask(everybody)

    def addressed() -> str:
        who = book.ask(pack_facts, [document]).packs[0].addressee
        return who.surname if who else ""

    assert addressed() == "Marsh"
    marsh = {"company_id": company, "person_id": people["Marsh"]}
    book.do(record_objection, Channel.EMAIL, Scope.PERSON, **marsh)
    assert addressed() == "Marsh"
    book.do(record_objection, Channel.POST, Scope.PERSON, **marsh)
    assert addressed() == "Nair"
    nair = {"company_id": company, "person_id": people["Nair"]}
    book.do(record_objection, Channel.POST, Scope.PERSON, **nair)
    assert addressed() == ""


def test_an_email_goes_to_the_addressee_else_to_the_company(book: Book) -> None:
    company = begin(book).do(add_firm).value
    document = book.do(queue_pack, company, channel=Channel.EMAIL).value
    helen = book.ask(everybody)["Marsh"]
    assert book.ask(emailed_to, [document]) == {document: ""}

    def add(work: Work, address: str, person: int | None) -> None:
        work.add(EmailAddress(company_id=company, person_id=person, address=address))

    book.do(add, "office@firm.example", None)
    assert book.ask(emailed_to, [document]) == {document: "office@firm.example"}
    book.do(add, "helen@firm.example", helen)
    assert book.ask(emailed_to, [document]) == {document: "helen@firm.example"}
    book.do(record_objection, Channel.EMAIL, Scope.NUMBER, value="helen@firm.example")
    assert book.ask(emailed_to, [document]) == {document: "office@firm.example"}


def test_what_went_before_fills_the_fields(book: Book) -> None:
    company = begin(book).do(add_firm).value
    referrer = book.do(add_firm, name="Joan & Co", people=()).value
    book.do(log_call, Call(company, Outcome.SEND_PACK, person_name="Helen Marsh",
                           channel=Channel.POST))  # fmt: skip

    def live(work: Work) -> None:
        firm = work.get(Company, company)
        firm.referred_by_id = referrer
        file_activity(work, firm, "event", summary="Launch")
        plan = next(one for one in work.ask(plans) if one.label == "11–24")
        work.add(
            Membership(
                company_id=company, plan_id=plan.id, number="0138",
                from_on=date(2003, 4, 2), to_on=date(2004, 4, 1), paid_on=None,
            )
        )  # fmt: skip

    book.do(live)
    document = book.do(queue_pack, company).value
    facts = book.ask(pack_facts, [document])
    values = merge_values(facts, facts.packs[0], DAY)
    assert {
        name: values[name]
        for name in ("call.last_date", "referral.name", "attended.name", "attended.date",
                     "membership.number", "membership.to", "membership.fee", "next.date")
    } == {
        "call.last_date": "14 March", "referral.name": "Joan & Co", "attended.name": "Launch",
        "attended.date": "14 March", "membership.number": "0138",
        "membership.to": "1 April 2004", "membership.fee": "£225 + VAT", "next.date": "21 March",
    }  # fmt: skip


def test_many_documents_are_read_in_the_order_asked(book: Book) -> None:
    begin(book)

    def fill(work: Work) -> list[int]:
        firms = [add_firm(work, f"Firm {n}", (), ("Ann Wu",)) for n in range(30)]
        return [queue_pack(work, firm) for firm in firms]

    keys = book.do(fill).value[::-1]
    facts = book.ask(pack_facts, keys)
    assert [one.document_id for one in facts.packs] == keys
    assert [one.firm.name for one in facts.packs] == [f"Firm {n}" for n in range(29, -1, -1)]
