"""The outbox from the shell, with a real mail server."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from sqlalchemy import select

from crm.actions.emails import MadeEmail, change_mail_server, queue_email
from crm.actions.letters import queue_pack
from crm.cli import emails
from crm.data.book import Book
from crm.data.records.companies import Company
from crm.domain.emailing import Security
from crm.domain.objections import Channel
from crm.exchange import mail_passwords
from tests.books.mail_server import PASSWORD, USER, Running, mail_server
from tests.crm.cli.conftest import Shell

NOW = datetime(2003, 3, 14, 10, 0, tzinfo=UTC)


class Memory(KeyringBackend):
    """A keyring that forgets with the test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    before = keyring.get_keyring()
    keyring.set_keyring(Memory())
    monkeypatch.setattr(mail_passwords, "_remembered", {})
    with mail_server(Security.TLS) as made:
        monkeypatch.setattr(emails, "TRUST", [made.trust])
        monkeypatch.setattr(emails, "wait_between", lambda _server: 0.0)
        yield made
    keyring.set_keyring(before)


_LIMITED = select(Company.id).where(Company.subscriber_kind == "corporate").limit(3)


def three_messages(path: Path, running: Running) -> None:
    book = Book.open(path, clock=lambda: NOW)
    for field, value in (
        ("host", "localhost"), ("security", "tls"), ("port", str(running.server.port)),
        ("user", USER), ("from_address", "office@wmita.example"),
    ):  # fmt: skip
        book.do(change_mail_server, field, value)
    firms = book.ask(lambda reading: reading.sql.execute(_LIMITED).scalars().all())
    for number, firm in enumerate(firms):
        document = book.do(queue_pack, firm, channel=Channel.EMAIL).value
        address = f"firm{number}@b.example"
        book.do(queue_email, MadeEmail(document, address, "Your pack", "Hello", b"%PDF-1.4"))
    mail_passwords.keep_password(book.ask(emails.mail_server), PASSWORD)
    book.close()


def test_what_waits_is_listed_and_sent_and_failures_are_named(
    at_ten: Shell, demo: Path, running: Running
) -> None:
    three_messages(demo, running)
    running.post.refused["firm1@b.example"] = "550 no such user"
    assert [one["state"] for one in at_ten("outbox", "--json").json] == ["waiting"] * 3
    ran = at_ten("outbox", "--send")
    assert ran.code == 0
    assert "2 sent" in ran.out
    assert "firm1@b.example: no such user." in ran.err
    assert running.post.recipients == ["firm0@b.example", "firm2@b.example"]
    (left,) = at_ten("outbox", "--json").json
    assert (left["state"], left["trouble"]) == ("failed", "no such user.")
    assert "0 sent" in at_ten("outbox", "--send").out


def test_a_wrong_password_stops_before_anything_goes(
    at_ten: Shell, demo: Path, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_messages(demo, running)
    monkeypatch.setattr(emails, "password_of", lambda _server: "wrong")
    ran = at_ten("outbox", "--send")
    assert ran.code == 1
    assert "does not let us in" in ran.err
    assert running.post.taken == []
    assert [one["state"] for one in at_ten("outbox", "--json").json] == ["waiting"] * 3


def test_without_a_server_or_a_password_nothing_is_sent(
    at_ten: Shell, demo: Path, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "mail server up in Settings" in at_ten("outbox", "--send").err
    three_messages(demo, running)
    monkeypatch.setattr(emails, "password_of", lambda _server: None)
    assert "not kept on this machine" in at_ten("outbox", "--send").err
