"""Handing a message to the association's own mail server, and to no other machine."""

import base64
import smtplib
import ssl
from email.message import EmailMessage
from typing import Final

from crm.domain.emailing import Delivery, MailServer, Outcome, Security
from crm.domain.text_safety import clean_line

PATIENCE: Final = 20.0
"""Seconds that one answer of the server may take."""

_OUR_NAME: Final = "[127.0.0.1]"
"""What we greet with: the name of this machine is nobody's business."""


def deliver(
    server: MailServer,
    password: str,
    message: EmailMessage,
    *,
    trust: ssl.SSLContext | None = None,
    patience: float = PATIENCE,
) -> Delivery:
    """Send one message; never raises for what the server or the network does.

    The server has to prove who it is, against the certificates of the system or `trust`.
    """
    context = trust if trust is not None else ssl.create_default_context()
    try:
        with _connected(server, context, patience) as connection:
            if server.user:
                _log_in(connection, server.user, password)
            connection.send_message(message)
    except (smtplib.SMTPException, OSError) as error:
        return _what_failed(server, error)
    return Delivery(Outcome.SENT)


def _what_failed(server: MailServer, error: Exception) -> Delivery:
    """Tell a fault of one recipient from one of the server, and either from one for now."""
    outcome, words = Outcome.STOPPED, ""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, said = next(iter(error.recipients.values()), (550, b""))
            outcome, words = _by_code(code), _said(said, "The server does not know this address")
        case smtplib.SMTPDataError():
            outcome = _by_code(error.smtp_code)
            words = _said(error.smtp_error, "The message was not taken")
        case smtplib.SMTPSenderRefused():
            if 400 <= error.smtp_code < 500:
                outcome = Outcome.LATER
            words = _said(error.smtp_error, "The server does not take our address")
        case smtplib.SMTPAuthenticationError():
            said_so = _said(error.smtp_error, "the user or the password is wrong")
            words = f"The server does not let us in: {said_so}"
        case smtplib.SMTPNotSupportedError():
            words = _said(str(error), "The server cannot do what is needed")
        case ssl.SSLCertVerificationError():
            words = f"{server.host} cannot prove that it is {server.host}: nothing was sent to it."
        case ssl.SSLError():
            words = f"{server.host} does not speak {server.security.upper()} on port {server.port}."
        case _:
            outcome, words = Outcome.LATER, f"{server.host} did not answer: {_short(error)}."
    return Delivery(outcome, words)


def _connected(server: MailServer, context: ssl.SSLContext, patience: float) -> smtplib.SMTP:
    if server.security is Security.TLS:
        return smtplib.SMTP_SSL(
            server.host, server.port, _OUR_NAME, timeout=patience, context=context
        )
    connection = smtplib.SMTP(server.host, server.port, _OUR_NAME, timeout=patience)
    try:
        connection.starttls(context=context)
    except BaseException:
        connection.close()
        raise
    return connection


def _log_in(connection: smtplib.SMTP, user: str, password: str) -> None:
    """Say who we are; letters beyond ASCII go as UTF-8, which the library cannot do."""
    if (user + password).isascii():
        connection.login(user, password)
        return
    connection.ehlo_or_helo_if_needed()
    told = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
    code, words = connection.docmd("AUTH", f"PLAIN {told}")
    if code not in {235, 503}:
        raise smtplib.SMTPAuthenticationError(code, words)


def _by_code(code: int) -> Outcome:
    return Outcome.LATER if 400 <= code < 500 else Outcome.NEVER


def _said(words: bytes | str, otherwise: str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    said = clean_line(text[:200], "answer", 200).rstrip(".")
    return f"{said or otherwise}."


def _short(error: Exception) -> str:
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return "it took too long"
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return clean_line(reason[:120], "answer", 120).rstrip(".") or "the connection broke"
