"""What stands in the way of adding or removing people, numbers and email addresses."""

from sqlalchemy import ColumnElement, Select, func, or_, select

from crm.data.connection import Reading
from crm.data.records.activities import Activity, NextStep
from crm.data.records.joining import Application, Attachment
from crm.data.records.letters import Document
from crm.data.records.people import EmailAddress, Person, PhoneNumber


def last_place(
    reading: Reading, records: type[Person | PhoneNumber | EmailAddress], company_id: int
) -> int:
    """Give the last place taken among a company's people, numbers or addresses; -1 for none."""
    query = select(func.max(records.position)).where(records.company_id == company_id)
    last = reading.sql.execute(query).scalar()
    return -1 if last is None else last


def number_known(reading: Reading, company_id: int, person_id: int | None, e164: str) -> bool:
    """Whether the company itself, or one person there, has this number already."""
    query = select(PhoneNumber.id).where(
        PhoneNumber.e164 == e164,
        PhoneNumber.company_id == company_id,
        PhoneNumber.person_id.is_not_distinct_from(person_id),
    )
    return _any(reading, query)


def email_known(reading: Reading, company_id: int, person_id: int | None, address: str) -> bool:
    """Whether the company itself, or one person there, has this email address already."""
    query = select(EmailAddress.id).where(
        EmailAddress.address == address,
        EmailAddress.company_id == company_id,
        EmailAddress.person_id.is_not_distinct_from(person_id),
    )
    return _any(reading, query)


def number_used(reading: Reading, number_id: int) -> bool:
    """Whether the timeline names a number."""
    return _any(reading, select(Activity.id).where(Activity.number_id == number_id))


def person_used(reading: Reading, person_id: int) -> bool:
    """Whether anything that stays names a person or a number of theirs.

    The timeline, a document, a file, an application or a next step.
    """
    own = select(PhoneNumber.id).where(PhoneNumber.person_id == person_id)
    named: ColumnElement[bool] = or_(Activity.person_id == person_id, Activity.number_id.in_(own))
    return (
        _any(reading, select(Activity.id).where(named))
        or _any(reading, select(NextStep.id).where(NextStep.person_id == person_id))
        or _any(reading, select(Document.id).where(Document.person_id == person_id))
        or _any(reading, select(Attachment.id).where(Attachment.person_id == person_id))
        or _any(reading, select(Application.id).where(Application.person_id == person_id))
    )


def numbers_of_person(reading: Reading, person_id: int) -> tuple[int, ...]:
    """List the keys of a person's own numbers."""
    query = select(PhoneNumber.id).where(PhoneNumber.person_id == person_id)
    return tuple(reading.sql.execute(query.order_by(PhoneNumber.id)).scalars())


def emails_of_person(reading: Reading, person_id: int) -> tuple[int, ...]:
    """List the keys of a person's own email addresses."""
    query = select(EmailAddress.id).where(EmailAddress.person_id == person_id)
    return tuple(reading.sql.execute(query.order_by(EmailAddress.id)).scalars())


def _any(reading: Reading, query: Select[int]) -> bool:
    return reading.sql.execute(query.limit(1)).scalar() is not None
