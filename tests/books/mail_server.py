"""A real mail server on this machine, with a certificate of its own, for as long as a test."""

import base64
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import trustme

from crm.domain.emailing import MailServer, Security

HOST = "localhost"
USER, PASSWORD = "organiser", "pässword"


@dataclass
class Post:
    """What the server took, and what it answers: a line by address, or to every message."""

    taken: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    answer: str = ""


@dataclass
class Running:
    """A server that listens: how to reach it, whom to trust, what it took."""

    server: MailServer
    trust: ssl.SSLContext
    post: Post


class Conversation:
    """One connection, a line at a time."""

    def __init__(
        self, line: socket.socket, post: Post, ours: ssl.SSLContext, security: Security
    ) -> None:
        self._line, self._post, self._ours = line, post, ours
        self._closed = security is Security.TLS
        self._known = False
        self._to: list[str] = []

    def hold(self) -> None:
        """Talk until the other side goes."""
        if self._closed:
            self._line = self._ours.wrap_socket(self._line, server_side=True)
        try:
            self._file = self._line.makefile("rb")
            self._say("220 ready")
            while words := self._file.readline().decode().strip():
                if not self._answer(words):
                    return
        finally:
            if hasattr(self, "_file"):
                self._file.close()
            self._line.close()

    def _answer(self, words: str) -> bool:
        verb, _, rest = words.partition(" ")
        match verb.upper():
            case "EHLO":
                way = "AUTH PLAIN" if self._closed else "STARTTLS"
                self._say(f"250-{HOST}\r\n250 {way}")
            case "STARTTLS":
                self._say("220 go on")
                self._file.close()
                self._line = self._ours.wrap_socket(self._line, server_side=True)
                self._file, self._closed = self._line.makefile("rb"), True
            case "AUTH" if self._closed:
                given = base64.b64decode(rest.partition(" ")[2]).decode()
                self._known = given == f"\0{USER}\0{PASSWORD}"
                self._say("235 come in" if self._known else "535 no such user or password")
            case "MAIL" if self._known:
                self._say("250 OK")
            case "RCPT" if self._known:
                self._recipient(rest.partition("<")[2].partition(">")[0])
            case "DATA" if self._known:
                self._data()
            case "QUIT":
                self._say("221 bye")
                return False
            case "RSET":
                self._say("250 OK")
            case _:
                self._say("530 not like this")
        return True

    def _recipient(self, address: str) -> None:
        refused = self._post.refused.get(address)
        if refused is None:
            self._to.append(address)
        self._say(refused or "250 OK")

    def _data(self) -> None:
        self._say("354 go on")
        lines: list[bytes] = []
        while (got := self._file.readline()) != b".\r\n":
            lines.append(got[1:] if got.startswith(b"..") else got)
        if not self._post.answer:
            message = message_from_bytes(b"".join(lines), policy=policy.SMTP)
            assert isinstance(message, EmailMessage)
            self._post.taken.append(message)
            self._post.recipients += self._to
        self._say(self._post.answer or "250 taken")

    def _say(self, words: str) -> None:
        self._line.sendall(f"{words}\r\n".encode())


@contextmanager
def mail_server(security: Security = Security.STARTTLS, *, name: str = HOST) -> Iterator[Running]:
    """Run a server that asks for TLS and for USER's password; `name` is on its certificate."""
    authority = trustme.CA()
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(ours)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    post = Post()
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    ended = threading.Event()

    def serve() -> None:
        while True:
            line, _from = listening.accept()
            if ended.is_set():
                line.close()
                return
            line.settimeout(5)
            with suppress(OSError):  # whoever does not trust us hangs up
                Conversation(line, post, ours, security).hold()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        server = MailServer(
            HOST, port, security, USER, "The Association", "office@wmita.example", 60
        )
        yield Running(server, trust, post)
    finally:
        ended.set()
        socket.create_connection(("127.0.0.1", port)).close()
        thread.join()
        listening.close()
