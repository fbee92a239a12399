"""The command about packs that go by email: what waits in the outbox, and sending it."""

import getpass
import ssl
import sys
import time
from functools import partial
from typing import Annotated, Final

import typer

from crm.actions.emails import ToSend, begin_sending, finish_sending
from crm.actions.sending import send_all, send_one, wait_between
from crm.cli.say import say, say_aside, show_json, show_table
from crm.cli.session import AsJson, session_of
from crm.data.book import Book
from crm.data.queries.emails import EmailLine, mail_server, next_due, outbox
from crm.domain.calendar import to_local
from crm.domain.emailing import Delivery, MailServer
from crm.domain.errors import BookTrouble, Refusal
from crm.exchange.mail_passwords import password_of

TRUST: Final[list[ssl.SSLContext]] = []
"""Certificates trusted in place of the system's; tests put theirs here."""


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("outbox")(show_outbox)


def show_outbox(
    context: typer.Context,
    send: Annotated[
        bool, typer.Option("--send", help="Send what is due, by the mail server of Settings.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the packs that wait to be emailed, with what went wrong, or send them."""
    session = session_of(context)
    if not send:
        with session.reading() as book:
            lines = book.ask(outbox)
        if as_json:
            show_json(lines)
        else:
            _show(lines)
        return
    with session.writing() as book:
        server = book.ask(mail_server)
        if not server.ready:
            raise Refusal("Set the mail server up in Settings first.", field="server")
        done = send_all(
            partial(_next, book),
            lambda key, delivery: _finish(book, key, delivery),
            partial(send_one, server, _password(server), trust=TRUST[0] if TRUST else None),
            lambda: time.sleep(wait_between(server)),
        )
    if as_json:
        show_json(done)
    else:
        say(f"{done.sent} sent.")
        for words in done.failed:
            say_aside(words)
    if done.stopped:
        raise BookTrouble("unreachable", done.stopped, "What was not sent waits in the outbox.")


def _next(book: Book) -> ToSend | None:
    key = book.ask(next_due)
    return None if key is None else book.do(begin_sending, key).value


def _finish(book: Book, key: int, delivery: Delivery) -> None:
    book.do(finish_sending, key, delivery)


def _password(server: MailServer) -> str:
    known = password_of(server)
    if known is not None:
        return known
    if not sys.stdin.isatty():
        raise Refusal("The password of the mail server is not kept on this machine.", field="user")
    return getpass.getpass(f"Password of {server.account}: ")


def _show(lines: tuple[EmailLine, ...]) -> None:
    show_table(
        ("Email", "Made", "Company", "To", "State", "Trouble"),
        [
            (one.id, f"{to_local(one.made_at):%Y-%m-%d %H:%M}", one.company, one.to_address,
             one.state, one.trouble)
            for one in lines
        ],
    )  # fmt: skip
