"""Packs by email: into the outbox, to the server, and what becomes of each message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from crm.actions.association import THE_ONE
from crm.actions.letters import refuse_objection
from crm.actions.posting import mark_emailed
from crm.data.queries.emails import email_facts, email_of, mail_server
from crm.data.queries.files import file_bytes
from crm.data.queries.objections import objecting_emails
from crm.data.records.association import Association
from crm.data.records.companies import Company
from crm.data.records.letters import Document, Email
from crm.data.work import Work
from crm.domain.emailing import (
    SETTINGS,
    UNDER_WAY,
    Delivery,
    EmailState,
    Outcome,
    change_server,
    retry_after,
    server_of,
    why_not_emailed,
    with_footer,
)
from crm.domain.errors import Refusal
from crm.domain.file_names import safe_file_name
from crm.domain.imported_cells import check_email
from crm.domain.objections import Channel
from crm.domain.text_safety import clean_line
from crm.exchange.eml import OutgoingEmail, new_message_id

BEING_SENT = "Being sent…"
UNKNOWN = (
    "Muster was stopped while this was being sent: it may have arrived. Ask, or send it again."
)
GONE = "An email that was sent cannot be taken back. Write to them again if it was wrong."


@dataclass(frozen=True, slots=True)
class MadeEmail:
    """A message as it is to go, with its drawn PDF and what was frozen for it.

    `body` is without the footer, which is added here. `handed` means that the organiser's own
    mail program sends it.
    """

    document_id: int
    to_address: str
    subject: str
    body: str
    pdf: bytes
    content_hash: str = ""
    recipient: Mapping[str, Any] | None = None
    template_versions: Sequence[int] = ()
    handed: bool = False


@dataclass(frozen=True, slots=True)
class ToSend:
    """One message for the server; without `outgoing` it must not go, and `why` says so."""

    email_id: int
    outgoing: OutgoingEmail | None
    why: str = ""


def change_mail_server(work: Work, field: str, typed: str) -> None:
    """Change one setting of the mail server; Refusal names the field."""
    record = work.get(Association, THE_ONE)
    server = server_of(record.settings)
    record.settings = {**record.settings, SETTINGS: change_server(server, field, typed)}
    work.label(f"Change the {field.replace('_', ' ')} of the mail server")


def queue_email(work: Work, made: MadeEmail) -> OutgoingEmail:
    """Put the message of a queued document into the outbox, its content frozen; gives it.

    Refusal for a document that is not queued, an address that is none or objects, a company that
    objects, is in the trash or has not agreed where it must, and for a server not set up.
    """
    facts = work.ask(email_facts, made.document_id)
    document = work.get(Document, made.document_id)
    if document.state != "queued":
        raise Refusal(f"{document.reference} is {document.state} already.", field="documents")
    if not made.handed and not facts.server.ready:
        raise Refusal("Set the mail server up in Settings first.", field="server")
    address = check_email(clean_line(made.to_address, "to_address", 254))
    if not address:
        raise Refusal("Say which email address it goes to.", field="to_address")
    company = work.get(Company, document.company_id)
    _refuse_wishes(work, company, document, address)
    subject = clean_line(made.subject, "subject", 200)
    if not subject:
        raise Refusal("A message needs a subject.", field="subject")
    name = safe_file_name(f"{facts.pack} {document.reference}")
    state = EmailState.HANDED if made.handed else EmailState.WAITING
    email = work.add(
        Email(
            document_id=document.id,
            company_id=company.id,
            person_id=document.person_id,
            to_address=address,
            subject=subject,
            body=with_footer(made.body, facts.sender),
            file_sha256=work.file_in(made.pdf, name, "application/pdf"),
            file_name=name,
            message_id=new_message_id(facts.server.from_address or facts.sender.email),
            state=state.value,
            made_at=work.now,
            next_try_at=work.now,
            who=work.who,
        )
    )
    document.channel = Channel.EMAIL.value
    document.state = "produced"
    document.content_hash = made.content_hash
    document.recipient = dict(made.recipient or {})
    document.template_versions = list(made.template_versions)
    work.label(f"Put the email to {company.name} into the outbox")
    return _outgoing(work, email)


def begin_sending(work: Work, email_id: int) -> ToSend:
    """Take one message out to be sent, having looked once more whether it may go.

    One that must not go any more is dropped, and its document waits in the queue again. A message
    that was being sent when Muster stopped is not sent twice: it has failed.
    """
    email = work.get(Email, email_id)
    work.label(f"Send the email to {email.to_address}")
    if email.state != EmailState.WAITING:
        return ToSend(email_id, None, f"This email is {email.state}.")
    if email.next_try_at > work.now:
        return ToSend(email_id, None, "This email waits for its next try.")
    if email.trouble == BEING_SENT:
        _fail(email, UNKNOWN)
        return ToSend(email_id, None, UNKNOWN)
    why = _why_not_any_more(work, email)
    if why:
        _drop(work, email, why)
        return ToSend(email_id, None, why)
    email.tries += 1
    email.trouble = BEING_SENT
    email.next_try_at = work.now + UNDER_WAY
    return ToSend(email_id, _outgoing(work, email))


def finish_sending(work: Work, email_id: int, delivery: Delivery) -> None:
    """Note what became of a message; one that was sent is filed as for post, for good."""
    email = work.get(Email, email_id)
    if delivery.outcome is Outcome.SENT:
        _file_sent(work, email, work.now)
        return
    email.trouble = delivery.words or "It was not sent."
    wait = retry_after(email.tries)
    if delivery.outcome is Outcome.NEVER or (delivery.outcome is Outcome.LATER and wait is None):
        _fail(email, email.trouble)
    elif delivery.outcome is Outcome.STOPPED:
        # The fault is the server's, not this message's: it counts as no try of its own.
        email.tries -= 1
        email.next_try_at = work.now
    else:
        email.next_try_at = work.now + (wait or timedelta(0))
    work.label(f"Note that the email to {email.to_address} was not sent")


def mark_handed_sent(work: Work, document_id: int) -> None:
    """Note that a message that was opened in the own mail program has been sent from there."""
    key = work.ask(email_of, document_id)
    email = None if key is None else work.get(Email, key)
    if email is None or email.state != EmailState.HANDED:
        raise Refusal("No message of this pack was opened in a mail program.", field="documents")
    _file_sent(work, email, work.now)


def resend_email(work: Work, email_id: int, to_address: str = "") -> None:
    """Have a message that failed tried again, at another address where one is given."""
    email = work.get(Email, email_id)
    if email.state not in {EmailState.FAILED, EmailState.WAITING}:
        raise Refusal(f"This email is {email.state}.", field="email")
    if to_address.strip():
        address = check_email(clean_line(to_address, "to_address", 254))
        if not address:
            raise Refusal(f"“{to_address[:60]}” is not an email address.", field="to_address")
        email.to_address = address
    document = work.get(Document, email.document_id)
    _refuse_wishes(work, work.get(Company, email.company_id), document, email.to_address)
    email.state, email.tries, email.trouble = EmailState.WAITING.value, 0, ""
    email.next_try_at = work.now
    work.label(f"Send the email to {email.to_address} again")


def drop_email(work: Work, email_id: int) -> None:
    """Take a message out of the outbox; its document waits in the queue again."""
    email = work.get(Email, email_id)
    if email.state not in {EmailState.WAITING, EmailState.HANDED, EmailState.FAILED}:
        raise Refusal(f"This email is {email.state}.", field="email")
    if email.trouble == BEING_SENT and email.next_try_at > work.now:
        raise Refusal("This email is being sent just now.", field="email")
    _drop(work, email, email.trouble)
    work.label(f"Drop the email to {email.to_address}")


def _refuse_wishes(work: Work, company: Company, document: Document, address: str) -> None:
    if company.trashed_at is not None:
        raise Refusal(f"{company.name} is in the trash.", field="company")
    refuse_objection(work, company, Channel.EMAIL, document.person_id)
    if work.ask(objecting_emails, [address]):
        raise Refusal(f"{address} asked not to be written to.", field="to_address")
    why = why_not_emailed(company.subscriber_kind, company.legal_form, company.lawful_basis)
    if why:
        raise Refusal(f"{company.name}: {why}.", field="lawful_basis")


def _why_not_any_more(work: Work, email: Email) -> str:
    document = work.session.get(Document, email.document_id)
    company = work.session.get(Company, email.company_id)
    if document is None or company is None:
        return "The company is no longer in the book."
    if document.state != "produced":
        return f"{document.reference} is {document.state}."
    if not work.ask(mail_server).ready:
        return "The mail server is not set up any more."
    try:
        _refuse_wishes(work, company, document, email.to_address)
    except Refusal as refusal:
        return refusal.message
    return ""


def _outgoing(work: Work, email: Email) -> OutgoingEmail:
    server = work.ask(mail_server)
    facts = work.ask(email_facts, email.document_id)
    pdf = work.ask(file_bytes, email.file_sha256)
    if pdf is None:
        raise Refusal("The PDF of this message is not in the book.", field="email")
    return OutgoingEmail(
        server.from_name or facts.sender.association,
        server.from_address or facts.sender.email,
        facts.person or facts.company,
        email.to_address,
        email.subject,
        email.body,
        email.file_name,
        pdf,
        email.message_id,
        work.now,
    )


def _file_sent(work: Work, email: Email, at: datetime) -> None:
    email.state, email.sent_at, email.trouble = EmailState.SENT.value, at, ""
    document = work.session.get(Document, email.document_id)
    if document is not None and document.state == "produced":
        try:
            mark_emailed(work, document.id, email.to_address)
        except Refusal as refusal:
            # It has gone all the same: somebody objected while it was on its way.
            document.state, document.emailed_to, document.emailed_at = (
                "emailed", email.to_address, at,
            )  # fmt: skip
            work.say(refusal.message)
    work.label(f"Email {email.to_address}")
    work.irreversible(GONE)


def _fail(email: Email, words: str) -> None:
    email.state, email.trouble = EmailState.FAILED.value, words


def _drop(work: Work, email: Email, why: str) -> None:
    email.state, email.trouble = EmailState.DROPPED.value, why
    document = work.session.get(Document, email.document_id)
    if document is not None and document.state == "produced" and document.run_id is None:
        document.state, document.content_hash = "queued", ""
        document.recipient, document.template_versions = {}, []
