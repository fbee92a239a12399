"""Handing messages to a real server: TLS only, certificates looked at, every refusal in words."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from crm.domain.emailing import Outcome, Security
from crm.exchange.eml import OutgoingEmail, make_message
from crm.exchange.mail_server import deliver
from tests.books.mail_server import PASSWORD, Running, mail_server

MESSAGE = make_message(
    OutgoingEmail("The Association", "office@wmita.example", "Siân Ó’Brien", "sian@b.example",
                  "Your pack", "Dear Siân,\n\nhere it is.\n", "Pack.pdf", b"%PDF-1.4 pack",
                  "<one@wmita.example>")
)  # fmt: skip


@pytest.fixture(params=list(Security))
def running(request: pytest.FixtureRequest) -> Iterator[Running]:
    with mail_server(request.param) as made:
        yield made


def test_a_message_arrives_whole(running: Running) -> None:
    assert deliver(running.server, PASSWORD, MESSAGE, trust=running.trust).outcome is Outcome.SENT
    (taken,) = running.post.taken
    assert running.post.recipients == ["sian@b.example"]
    assert taken["Subject"] == "Your pack"
    assert taken["To"] == "Siân Ó’Brien <sian@b.example>"
    body = taken.get_body()
    assert body is not None
    assert "Dear Siân" in body.get_content()
    (attached,) = taken.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("Pack.pdf", b"%PDF-1.4 pack")


def test_a_wrong_password_stops_everything(running: Running) -> None:
    found = deliver(running.server, "wrong", MESSAGE, trust=running.trust)
    assert found.outcome is Outcome.STOPPED
    assert "does not let us in" in found.words
    assert running.post.taken == []


def test_a_certificate_nobody_vouches_for_stops_everything(running: Running) -> None:
    found = deliver(running.server, PASSWORD, MESSAGE)
    assert found.outcome is Outcome.STOPPED
    assert "cannot prove that it is localhost" in found.words
    assert running.post.taken == []


def test_a_certificate_of_another_name_stops_everything() -> None:
    with mail_server(name="elsewhere.example") as running:
        found = deliver(running.server, PASSWORD, MESSAGE, trust=running.trust)
    assert found.outcome is Outcome.STOPPED
    assert "cannot prove" in found.words


@pytest.mark.parametrize(
    ("said", "outcome"),
    [("550 no such user here", Outcome.NEVER), ("450 mailbox is busy", Outcome.LATER)],
)
def test_an_address_that_is_refused_says_so(running: Running, said: str, outcome: Outcome) -> None:
    running.post.refused["sian@b.example"] = said
    found = deliver(running.server, PASSWORD, MESSAGE, trust=running.trust)
    assert (found.outcome, found.words) == (outcome, f"{said[4:]}.")


@pytest.mark.parametrize(
    ("said", "outcome"),
    [("554 looks like spam", Outcome.NEVER), ("451 try again later", Outcome.LATER)],
)
def test_a_message_that_is_refused_says_so(running: Running, said: str, outcome: Outcome) -> None:
    running.post.answer = said
    found = deliver(running.server, PASSWORD, MESSAGE, trust=running.trust)
    assert (found.outcome, found.words) == (outcome, f"{said[4:]}.")


def test_a_server_that_is_not_there_is_tried_again_later() -> None:
    with mail_server() as running:
        gone = running.server
    found = deliver(gone, PASSWORD, MESSAGE, trust=running.trust)
    assert found.outcome is Outcome.LATER
    assert "localhost did not answer" in found.words


def test_a_server_that_says_nothing_is_left_after_a_while() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        with mail_server() as running:
            server = replace(running.server, host="127.0.0.1", port=silent.getsockname()[1])
        found = deliver(server, PASSWORD, MESSAGE, trust=running.trust, patience=0.05)
    assert found.outcome is Outcome.LATER
    assert "too long" in found.words


def test_a_server_that_knows_no_tls_gets_neither_password_nor_message() -> None:
    heard = b""

    def talk(plain: socket.socket) -> None:
        nonlocal heard
        with plain.accept()[0] as line:
            line.sendall(b"220 hello\r\n")
            while got := line.recv(1000):
                heard += got
                line.sendall(b"250 HELP\r\n" if got.lower().startswith(b"ehlo") else b"221 bye\r\n")

    with socket.create_server(("127.0.0.1", 0)) as plain:
        talking = threading.Thread(target=talk, args=(plain,))
        talking.start()
        with mail_server() as running:
            server = replace(running.server, host="127.0.0.1", port=plain.getsockname()[1])
        found = deliver(server, PASSWORD, MESSAGE, trust=running.trust, patience=2)
        talking.join()
    assert found.outcome is Outcome.STOPPED
    assert b"AUTH" not in heard.upper()
    assert b"MAIL" not in heard.upper()
