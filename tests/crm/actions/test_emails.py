"""Packs by email: the outbox, tries and failures, objections, and what a sent one leaves."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from crm.actions.companies import change_facts
from crm.actions.emails import (
    UNKNOWN,
    MadeEmail,
    begin_sending,
    change_mail_server,
    drop_email,
    finish_sending,
    mark_handed_sent,
    queue_email,
    resend_email,
)
from crm.actions.letters import queue_pack
from crm.actions.people import add_email
from crm.actions.privacy import record_objection
from crm.data.book import Book
from crm.data.queries.emails import email_facts, mail_server, next_due, outbox, sent_lately
from crm.data.queries.timeline import timeline
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.domain.emailing import RETRY_AFTER, Delivery, EmailState, Outcome, letter_of, subject_of
from crm.domain.errors import Refusal
from crm.domain.objections import Channel, Scope
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin

SENT = Delivery(Outcome.SENT)
EVERY = tuple(EmailState)


def state(book: Book) -> tuple[str, str]:
    """The state of the only document, and the stage of its company."""
    query = select(Document.state, Company.stage).join(Company, Company.id == Document.company_id)
    row = book.ask(lambda reading: reading.sql.execute(query).one())
    return row.state, row.stage


def made(book: Book, document: int, **more: object) -> MadeEmail:
    facts = book.ask(email_facts, document)
    values: dict[str, object] = {
        "document_id": document,
        "to_address": facts.addresses[0],
        "subject": subject_of(facts.pack, facts.sender.association),
        "body": letter_of(facts.greeting, facts.pack, facts.reference, facts.sender),
        "pdf": b"%PDF-1.4 pack",
        "content_hash": "abc",
    }
    return MadeEmail(**{**values, **more})  # type: ignore[arg-type]


@pytest.fixture
def document(book: Book) -> int:
    begin(book)
    firm = book.do(add_firm).value
    book.do(add_email, firm, "helen@potteries.example")
    book.do(change_mail_server, "host", "mail.wmita.example")
    book.do(change_mail_server, "from_address", "office@wmita.example")
    return book.do(queue_pack, firm, channel=Channel.EMAIL).value


def test_a_message_is_queued_sent_and_filed_for_good(
    book: Book, document: int, clock: SetClock
) -> None:
    book.do(queue_email, made(book, document))
    assert state(book)[0] == "produced"
    key = book.ask(next_due)
    assert key is not None
    ready = book.do(begin_sending, key).value
    assert ready.outgoing is not None
    assert (ready.outgoing.to_address, ready.outgoing.pdf) == (
        "helen@potteries.example", b"%PDF-1.4 pack",
    )  # fmt: skip
    assert "West Midlands IT Association" in ready.outgoing.body
    assert "no more emails" in ready.outgoing.body
    assert book.ask(next_due) is None
    book.do(finish_sending, key, SENT)
    assert state(book) == ("emailed", "Pack sent")
    assert book.ask(sent_lately) == 1
    company = book.ask(outbox, EVERY)[0].company_id
    assert book.ask(timeline, company).entries[0].title.endswith("emailed")
    with pytest.raises(Refusal, match="cannot be taken back"):
        book.undo()
    clock.forward(minutes=2)
    assert book.ask(sent_lately) == 0


def test_undoing_the_queueing_keeps_the_message_from_going(book: Book, document: int) -> None:
    book.do(queue_email, made(book, document))
    book.undo()
    assert state(book)[0] == "queued"
    key = book.ask(next_due)
    assert key is not None
    assert book.do(begin_sending, key).value.outgoing is None
    assert book.ask(outbox) == ()


def test_what_fails_for_now_is_tried_again_later_and_later_until_it_has_failed(
    book: Book, document: int, clock: SetClock
) -> None:
    book.do(queue_email, made(book, document))
    for wait in RETRY_AFTER:
        key = book.ask(next_due)
        assert key is not None
        book.do(begin_sending, key)
        book.do(finish_sending, key, Delivery(Outcome.LATER, "busy."))
        clock.forward(seconds=wait.total_seconds() - 1)
        assert book.ask(next_due) is None
        clock.forward(seconds=2)
    book.do(begin_sending, key)
    book.do(finish_sending, key, Delivery(Outcome.LATER, "busy."))
    (line,) = book.ask(outbox)
    assert (line.state, line.trouble, line.tries) == ("failed", "busy.", len(RETRY_AFTER) + 1)
    book.do(resend_email, key, "Helen@other.example")
    (line,) = book.ask(outbox)
    assert (line.state, line.to_address, line.tries) == ("waiting", "helen@other.example", 0)


def test_a_refusal_for_good_and_a_stopped_server_are_told_apart(book: Book, document: int) -> None:
    book.do(queue_email, made(book, document))
    key = book.ask(next_due)
    assert key is not None
    book.do(begin_sending, key)
    book.do(finish_sending, key, Delivery(Outcome.STOPPED, "wrong password."))
    (line,) = book.ask(outbox)
    assert (line.state, line.tries, line.trouble) == ("waiting", 0, "wrong password.")
    book.do(begin_sending, key)
    book.do(finish_sending, key, Delivery(Outcome.NEVER, "no such user."))
    (line,) = book.ask(outbox)
    assert (line.state, line.trouble) == ("failed", "no such user.")
    book.do(drop_email, key)
    assert book.ask(outbox) == ()
    assert state(book)[0] == "queued"


def test_a_message_under_way_when_muster_stopped_is_not_sent_twice(
    book: Book, document: int, clock: SetClock
) -> None:
    book.do(queue_email, made(book, document))
    key = book.ask(next_due)
    assert key is not None
    book.do(begin_sending, key)
    assert book.do(begin_sending, key).value.outgoing is None
    clock.forward(minutes=6)
    assert book.do(begin_sending, key).value.why == UNKNOWN
    assert book.ask(outbox)[0].state == "failed"


@pytest.mark.parametrize("scope", [Scope.COMPANY, Scope.NUMBER])
def test_an_objection_blocks_at_queueing_and_again_at_sending(
    book: Book, document: int, scope: Scope
) -> None:
    wanted = made(book, document)
    book.do(queue_email, wanted)
    company = book.ask(outbox)[0].company_id
    book.do(record_objection, Channel.EMAIL, scope, company_id=company,
            value="helen@potteries.example" if scope is Scope.NUMBER else "")  # fmt: skip
    key = book.ask(next_due)
    assert key is not None
    ready = book.do(begin_sending, key).value
    assert ready.outgoing is None
    assert "asked" in ready.why
    assert book.ask(outbox, EVERY)[0].state == "dropped"
    assert state(book)[0] == "queued"
    with pytest.raises(Refusal, match="asked"):
        book.do(queue_email, wanted)


def test_a_sole_trader_is_emailed_only_with_consent(book: Book, document: int) -> None:
    company = book.ask(email_facts, document).company_id
    book.do(change_facts, company, {"subscriber_kind": "individual"})
    with pytest.raises(Refusal, match="only after agreeing") as refused:
        book.do(queue_email, made(book, document))
    assert refused.value.field == "lawful_basis"
    book.do(change_facts, company, {"lawful_basis": "consent, 14 March 2003"})
    book.do(queue_email, made(book, document))
    assert len(book.ask(outbox)) == 1


def test_a_message_handed_to_the_own_mail_program_is_sent_when_somebody_says_so(
    book: Book, document: int, clock: SetClock
) -> None:
    outgoing = book.do(queue_email, made(book, document, handed=True)).value
    assert outgoing.subject == "Prospect pack of the West Midlands IT Association" or (
        outgoing.subject.endswith("of the West Midlands IT Association")
    )
    clock.forward(hours=1)
    assert book.ask(next_due) is None
    book.do(mark_handed_sent, document)
    assert state(book) == ("emailed", "Pack sent")
    with pytest.raises(Refusal, match="opened in a mail program"):
        book.do(mark_handed_sent, document)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"to_address": "nobody"}, "to_address"),
        ({"subject": " "}, "subject"),
        ({"body": "\n"}, "body"),
        ({"document_id": 99}, "documents"),
    ],
)
def test_what_cannot_be_sent_is_refused_beside_its_field(
    book: Book, document: int, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        book.do(queue_email, made(book, document, **change) if "document_id" not in change
                else MadeEmail(99, "a@b.example", "s", "b", b"x"))  # fmt: skip
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "typed"),
    [("host", "no host!"), ("port", "0"), ("port", "x"), ("per_minute", "500"),
     ("security", "none"), ("from_address", "me"), ("spell", "x")],
)  # fmt: skip
def test_a_wrong_setting_of_the_server_is_refused(book: Book, field: str, typed: str) -> None:
    begin(book)
    with pytest.raises(Refusal) as refused:
        book.do(change_mail_server, field, typed)
    assert refused.value.field == field


def test_the_settings_of_the_server_are_kept_without_any_password(book: Book) -> None:
    begin(book)
    book.do(change_mail_server, "host", "Mail.WMita.example")
    book.do(change_mail_server, "security", "tls")
    server = book.ask(mail_server)
    assert (server.host, server.port, server.security) == ("mail.wmita.example", 465, "tls")
    assert not server.ready
    book.undo()
    assert book.ask(mail_server).port == 587
    assert timedelta(0) < RETRY_AFTER[0]
