"""Messages on their way: the outbox, what is to be sent next, what a pack's message needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from crm.data.connection import Reading
from crm.data.queries.association import AssociationFacts, SignatoryFacts, association, signatories
from crm.data.queries.objections import objecting_emails
from crm.data.records.companies import Company
from crm.data.records.letters import Document, Email, Pack
from crm.data.records.people import EmailAddress, Person
from crm.domain.addresses import Address, one_line
from crm.domain.emailing import EmailState, MailServer, Sender, server_of
from crm.domain.errors import Refusal
from crm.domain.person_names import PersonName, salutation, short_name

SHOWN = (EmailState.WAITING, EmailState.HANDED, EmailState.FAILED)


@dataclass(frozen=True, slots=True)
class EmailLine:
    """One message as the outbox shows it."""

    id: int
    document_id: int
    company_id: int
    company: str
    reference: str
    to_address: str
    subject: str
    state: str
    tries: int
    trouble: str
    made_at: datetime
    next_try_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class EmailFacts:
    """What a message with a pack is made of; `addresses` are the possible ones, the best first."""

    document_id: int
    state: str
    company_id: int
    company: str
    pack: str
    reference: str
    person: str
    greeting: str
    paragraph: str
    addresses: tuple[str, ...]
    sender: Sender
    server: MailServer


def outbox(
    reading: Reading, states: Sequence[str] = SHOWN, limit: int = 500
) -> tuple[EmailLine, ...]:
    """List messages in some states, the oldest first."""
    query = (
        select(
            Email.id,
            Email.document_id,
            Email.company_id,
            func.coalesce(Company.name, "").label("company"),
            func.coalesce(Document.reference, "").label("reference"),
            Email.to_address,
            Email.subject,
            Email.state,
            Email.tries,
            Email.trouble,
            Email.made_at,
            Email.next_try_at,
            Email.sent_at,
        )
        .outerjoin(Company, Company.id == Email.company_id)
        .outerjoin(Document, Document.id == Email.document_id)
        .where(Email.state.in_([str(state) for state in states]))
        .order_by(Email.made_at, Email.id)
    )
    return tuple(EmailLine(**row._asdict()) for row in reading.sql.execute(query.limit(limit)))


def next_due(reading: Reading) -> int | None:
    """Find the message to be sent now; None where none waits, or all wait for later."""
    query = (
        select(Email.id)
        .where(Email.state == EmailState.WAITING.value, Email.next_try_at <= reading.now)
        .order_by(Email.next_try_at, Email.id)
    )
    return reading.sql.execute(query.limit(1)).scalar()


def sent_lately(reading: Reading) -> int:
    """Count the messages that went in the last minute."""
    since = reading.now - timedelta(minutes=1)
    query = select(func.count(Email.id)).where(
        Email.state == EmailState.SENT.value, Email.sent_at > since
    )
    return reading.sql.execute(query).scalar_one()


def email_of(reading: Reading, document_id: int) -> int | None:
    """Find the message of a document that is neither sent nor dropped."""
    query = select(Email.id).where(
        Email.document_id == document_id, Email.state.in_([str(state) for state in SHOWN])
    )
    return reading.sql.execute(query.order_by(Email.id.desc()).limit(1)).scalar()


def emails_of_company(reading: Reading, company_id: int) -> tuple[int, ...]:
    """List the keys of every message to a company."""
    query = select(Email.id).where(Email.company_id == company_id)
    return tuple(reading.sql.execute(query.order_by(Email.id)).scalars())


def mail_server(reading: Reading) -> MailServer:
    """Read the mail server of the association."""
    profile = association(reading)
    return server_of(profile.settings if profile else {})


def email_facts(reading: Reading, document_id: int) -> EmailFacts:
    """Gather what the message of a document needs; Refusal where the document is gone."""
    row = reading.sql.execute(
        select(
            Document.id,
            Document.state,
            Document.company_id,
            Document.person_id,
            Document.reference,
            Document.subject,
            Document.personal_paragraph,
            Company.name.label("company"),
            Pack.name.label("pack"),
            Person.title,
            Person.forenames,
            Person.surname,
            Person.suffix,
        )
        .join(Company, Company.id == Document.company_id)
        .join(Pack, Pack.id == Document.pack_id)
        .outerjoin(Person, Person.id == Document.person_id)
        .where(Document.id == document_id)
    ).one_or_none()
    profile = association(reading)
    if row is None or profile is None:
        raise Refusal("This pack is no longer there.", field="documents")
    signing = signatories(reading)
    name = None
    if row.person_id is not None:
        name = PersonName(row.title, row.forenames, row.surname, row.suffix)
    return EmailFacts(
        row.id,
        row.state,
        row.company_id,
        row.company,
        row.subject or row.pack,
        row.reference,
        short_name(name) if name else "",
        salutation(name),
        row.personal_paragraph,
        _addresses(reading, row.company_id, row.person_id),
        sender_of(profile, signing[0] if signing else None),
        server_of(profile.settings),
    )


def sender_of(profile: AssociationFacts, signing: SignatoryFacts | None) -> Sender:
    """Say who writes, for the end of every message."""
    home = Address(
        profile.premises, profile.street, profile.locality, profile.town, profile.postcode
    )
    return Sender(
        profile.name,
        one_line(home),
        profile.telephone,
        profile.email,
        signing.name if signing else "",
        signing.title if signing else "",
    )


def _addresses(reading: Reading, company_id: int, person_id: int | None) -> tuple[str, ...]:
    """List the addresses of the addressee, then the company's, then the others' there."""
    query = select(EmailAddress.address, EmailAddress.person_id).where(
        EmailAddress.company_id == company_id
    )
    rows = reading.sql.execute(query.order_by(EmailAddress.position, EmailAddress.id)).all()
    ranks = {person_id: 0, None: 1} if person_id is not None else {None: 0}
    rows = sorted(rows, key=lambda row: ranks.get(row.person_id, 2))
    known = list(dict.fromkeys(row.address for row in rows))
    stopped = objecting_emails(reading, known)
    return tuple(address for address in known if address not in stopped)
