"""The people of a company, its numbers and email addresses, each with who objects."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import case, select

from crm.data.connection import Reading
from crm.data.queries.company_facts import EmailFacts, NumberFacts, PersonFacts
from crm.data.queries.objections import objecting_emails, objecting_numbers, objecting_people
from crm.data.records.people import EmailAddress, Person, PhoneNumber
from crm.domain.objections import Channel
from crm.domain.person_names import PersonName, display


def company_numbers(reading: Reading, company_id: int) -> tuple[NumberFacts, ...]:
    """List all numbers of a company and its people in their own order."""
    query = (
        select(
            PhoneNumber.id,
            PhoneNumber.person_id,
            PhoneNumber.typed,
            PhoneNumber.e164,
            PhoneNumber.extension,
            PhoneNumber.kind,
            PhoneNumber.note,
            PhoneNumber.state,
            PhoneNumber.source,
            PhoneNumber.ctps_result,
            PhoneNumber.ctps_checked_on,
        )
        .where(PhoneNumber.company_id == company_id)
        .order_by(PhoneNumber.position, PhoneNumber.id)
    )
    found = tuple(NumberFacts(*row) for row in reading.sql.execute(query))
    stopped = objecting_numbers(reading, {number.e164 for number in found if number.e164})
    return tuple(
        replace(number, objects=True) if number.e164 in stopped else number for number in found
    )


def company_emails(reading: Reading, company_id: int) -> tuple[EmailFacts, ...]:
    """List all email addresses of a company and its people in their own order."""
    query = (
        select(EmailAddress.id, EmailAddress.person_id, EmailAddress.address, EmailAddress.source)
        .where(EmailAddress.company_id == company_id)
        .order_by(EmailAddress.position, EmailAddress.id)
    )
    found = tuple(EmailFacts(*row) for row in reading.sql.execute(query))
    stopped = objecting_emails(reading, {email.address for email in found})
    return tuple(
        replace(email, objects=True) if email.address in stopped else email for email in found
    )


def company_people(
    reading: Reading,
    company_id: int,
    numbers: Iterable[NumberFacts],
    emails: Iterable[EmailFacts],
) -> tuple[PersonFacts, ...]:
    """List the people of a company with those numbers and addresses that are theirs.

    Who decides comes first and who has left last; `objects` says that somebody does not want to
    be called.
    """
    query = (
        select(
            Person.id,
            Person.title,
            Person.forenames,
            Person.surname,
            Person.suffix,
            Person.job_title,
            Person.role,
            Person.best_time,
            Person.source,
            Person.left_on,
        )
        .where(Person.company_id == company_id)
        .order_by(
            Person.left_on.is_not(None),
            case((Person.role == "decision maker", 0), else_=1),
            Person.position,
            Person.id,
        )
    )
    rows = reading.sql.execute(query).all()
    stopped = objecting_people(reading, Channel.CALL, [row.id for row in rows])
    numbers, emails = tuple(numbers), tuple(emails)
    return tuple(
        PersonFacts(
            **row._asdict(),
            name=display(PersonName(row.title, row.forenames, row.surname, row.suffix)),
            numbers=tuple(number for number in numbers if number.person_id == row.id),
            emails=tuple(email for email in emails if email.person_id == row.id),
            objects=row.id in stopped,
        )
        for row in rows
    )
