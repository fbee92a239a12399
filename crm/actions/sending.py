"""Sending what waits in the outbox, one message after the other, for whoever holds the book."""

from collections.abc import Callable
from dataclasses import dataclass
from ssl import SSLContext

from crm.actions.emails import ToSend
from crm.domain.emailing import Delivery, MailServer, Outcome
from crm.exchange.eml import OutgoingEmail, make_message
from crm.exchange.mail_server import deliver


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a pass through the outbox; `stopped` says why it ended early."""

    sent: int
    failed: tuple[str, ...]
    stopped: str = ""


def send_one(
    server: MailServer, password: str, outgoing: OutgoingEmail, trust: SSLContext | None = None
) -> Delivery:
    """Hand one message to the server; touches no book and may be called on any thread."""
    return deliver(server, password, make_message(outgoing), trust=trust)


def wait_between(server: MailServer) -> float:
    """Say how many seconds lie between two messages, so that the server is not hurried."""
    return 60 / max(1, server.per_minute)


def send_all(
    next_one: Callable[[], ToSend | None],
    finish: Callable[[int, Delivery], object],
    send: Callable[[OutgoingEmail], Delivery],
    pause: Callable[[], object],
) -> Sent:
    """Send until nothing is due or the server takes nothing more from us."""
    sent, failed = 0, []
    while (ready := next_one()) is not None:
        if ready.outgoing is None:
            failed.append(ready.why)
            continue
        if sent or failed:
            pause()
        delivery = send(ready.outgoing)
        finish(ready.email_id, delivery)
        if delivery.outcome is Outcome.SENT:
            sent += 1
            continue
        failed.append(f"{ready.outgoing.to_address}: {delivery.words}")
        if delivery.outcome is Outcome.STOPPED:
            return Sent(sent, tuple(failed), delivery.words)
    return Sent(sent, tuple(failed))
