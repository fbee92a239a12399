"""A pack by email from the room: a ready message, a real server, and failures by recipient."""

from collections.abc import Iterator
from email import message_from_bytes, policy

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from crm.actions.emails import change_mail_server
from crm.actions.people import add_email
from crm.actions.privacy import record_objection
from crm.data.book import Book
from crm.data.queries.emails import outbox
from crm.data.queries.letters import count_queued
from crm.data.records.letters import Document
from crm.domain.objections import Channel, Scope
from crm.exchange import mail_passwords
from tests.books.mail_server import PASSWORD, USER, Running, mail_server
from tests.ui.letters.conftest import Outside
from ui.letters.room import LettersRoom
from ui.panels import mail_lane


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch, letters_book: Book) -> Iterator[Running]:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    monkeypatch.setattr(mail_passwords, "_remembered", {})
    with mail_server() as made:
        monkeypatch.setattr(mail_lane, "TRUST", [made.trust])
        for field, value in (
            ("host", "localhost"), ("port", str(made.server.port)), ("user", USER),
            ("from_address", "office@wmita.example"),
        ):  # fmt: skip
            letters_book.do(change_mail_server, field, value)
        yield made
    keyring.set_keyring(before)


def give_address(book: Book, room: LettersRoom, address: str) -> int:
    company = room.deeds._company()
    book.do(add_email, company, address)
    return company


def documents(book: Book) -> list[str]:
    query = select(Document.state).order_by(Document.id)
    return list(book.ask(lambda reading: reading.sql.execute(query).scalars().all()))


def test_a_ready_message_opens_in_the_mail_program_and_is_marked_by_hand(
    room: LettersRoom, letters_book: Book, outside: Outside, said: list[str]
) -> None:
    company = give_address(letters_book, room, "tom@etruria.example")
    letters_book.do(record_objection, Channel.POST, Scope.COMPANY, company_id=company)
    before = letters_book.ask(count_queued)
    room.emailing.email.press()
    dialog = room.emailing.dialog
    assert dialog is not None
    assert dialog.to.text() == "tom@etruria.example"
    dialog.wanted.emit(True, "")
    (content,) = outside.opened
    message = message_from_bytes(content, policy=policy.SMTP)
    assert (message["X-Unsent"], message["To"].addresses[0].addr_spec) == (
        "1", "tom@etruria.example",
    )  # fmt: skip
    (attached,) = message.iter_attachments()
    assert attached.get_content().startswith(b"%PDF")
    assert "mark it as sent" in said[-1]
    assert letters_book.ask(count_queued) == before - 1
    room.emailing.show_outbox()
    box = room.emailing.outbox
    assert box is not None
    assert "opened in the mail program" in box.list.item(0).text()
    box._gone.click()
    assert documents(letters_book).count("emailed") == 1
    assert box.list.count() == 0


def test_a_pack_is_sent_by_the_server_once_send_is_pressed(
    qtbot: QtBot, room: LettersRoom, letters_book: Book, running: Running
) -> None:
    give_address(letters_book, room, "tom@etruria.example")
    room.emailing.email.press()
    dialog = room.emailing.dialog
    assert dialog is not None
    dialog._go(False)
    assert dialog.form.field("password").trouble() == "Type the password."
    assert running.post.taken == []
    dialog.password.setText(PASSWORD)
    with qtbot.waitSignal(room.emailing.lane.delivered):
        dialog._go(False)
    assert running.post.recipients == ["tom@etruria.example"]
    assert documents(letters_book).count("emailed") == 1


def test_a_failure_stands_in_the_outbox_by_recipient_and_can_be_dropped(
    qtbot: QtBot, room: LettersRoom, letters_book: Book, running: Running, said: list[str]
) -> None:
    running.post.refused["tom@etruria.example"] = "550 no such user"
    give_address(letters_book, room, "tom@etruria.example")
    room.emailing.email.press()
    dialog = room.emailing.dialog
    assert dialog is not None
    dialog.password.setText(PASSWORD)
    with qtbot.waitSignal(room.emailing.lane.delivered):
        dialog._go(False)
    assert any("no such user" in words for words in said)
    room.emailing.show_outbox()
    box = room.emailing.outbox
    assert box is not None
    assert "no such user" in box.list.item(0).text()
    assert "1 failed" in box.said.text()
    running.post.refused.clear()
    room.emailing._later.stop()
    with qtbot.waitSignal(room.emailing.lane.delivered):
        box._again.click()
    assert running.post.recipients == ["tom@etruria.example"]
    assert letters_book.ask(outbox) == ()


def test_what_cannot_be_sent_is_said_beside_its_field_and_the_words_stay(
    room: LettersRoom, letters_book: Book
) -> None:
    room.emailing.email.press()
    dialog = room.emailing.dialog
    assert dialog is not None
    dialog.body.setPlainText("My own words")
    dialog.wanted.emit(True, "")
    assert "Say which email address" in dialog.form.field("to_address").trouble()
    assert dialog.body.toPlainText() == "My own words"
    assert letters_book.ask(outbox) == ()
    dialog.reject()
