"""Small companies for tests of queries: what is not said is plain."""

from datetime import UTC, date, datetime

from crm.data.records.activities import Activity, Membership, NextStep
from crm.data.records.association import Branch, Plan
from crm.data.records.companies import Company, CompanyTag, Tag
from crm.data.records.letters import Document, Pack
from crm.data.records.people import EmailAddress, Person, PhoneNumber
from crm.data.work import Work
from crm.domain.likeness import name_key

ADDED = datetime(2003, 2, 3, 9, 0, tzinfo=UTC)


def firm(work: Work, name: str, **facts: object) -> int:
    """Put a company into the book; gives its key."""
    facts = {"name_key": name_key(name), "added_at": ADDED, **facts}
    return work.add(Company(name=name, **facts)).id


def person(work: Work, company_id: int, forenames: str, surname: str, **facts: object) -> int:
    key = name_key(f"{forenames} {surname}")
    return work.add(
        Person(
            company_id=company_id, forenames=forenames, surname=surname, name_key=key,
            added_at=ADDED, **facts,
        )
    ).id  # fmt: skip


def number(work: Work, company_id: int, e164: str | None, **facts: object) -> int:
    typed = facts.pop("typed", None) or e164 or "not known"
    return work.add(PhoneNumber(company_id=company_id, e164=e164, typed=typed, **facts)).id


def email(work: Work, company_id: int, address: str, **facts: object) -> int:
    return work.add(EmailAddress(company_id=company_id, address=address, **facts)).id


def step(work: Work, company_id: int, due_on: date, **facts: object) -> int:
    facts = {"kind": "call", "made_at": ADDED, **facts}
    return work.add(NextStep(company_id=company_id, due_on=due_on, **facts)).id


def activity(work: Work, company_id: int, kind: str, at: datetime, **facts: object) -> int:
    facts = {"who": "organiser", **facts}
    return work.add(Activity(company_id=company_id, kind=kind, happened_at=at, **facts)).id


def term(work: Work, company_id: int, from_on: date, to_on: date, **facts: object) -> int:
    facts = {"number": "WM-1", "paid_on": from_on, **facts}
    return work.add(Membership(company_id=company_id, from_on=from_on, to_on=to_on, **facts)).id


def branch(work: Work, name: str, county: str) -> int:
    return work.add(Branch(name=name, county=county)).id


def plan(work: Work, label: str, staff_from: int, staff_to: int | None, fee_pence: int) -> int:
    return work.add(
        Plan(label=label, staff_from=staff_from, staff_to=staff_to, fee_pence=fee_pence)
    ).id


def tagged(work: Work, name: str, *company_ids: int) -> int:
    tag = work.add(Tag(name=name))
    for company_id in company_ids:
        work.add(CompanyTag(company_id=company_id, tag_id=tag.id))
    return tag.id


def document(work: Work, company_id: int, reference: str, **facts: object) -> int:
    pack = work.add(Pack(name="Membership pack"))
    facts = {"queued_at": ADDED, "queued_by": "organiser", **facts}
    return work.add(
        Document(company_id=company_id, pack_id=pack.id, reference=reference, **facts)
    ).id
