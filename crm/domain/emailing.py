"""Packs by email: the association's mail server, who may be written to, what a message says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from crm.domain.errors import Refusal
from crm.domain.imported_cells import check_email
from crm.domain.text_safety import clean_line, clean_text

SETTINGS: Final = "email"
"""The name of the mail server among the association's settings."""

RETRY_AFTER: Final = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 30, 120, 480))
"""How long a message waits after each try that failed for now; then it has failed."""

UNDER_WAY: Final = timedelta(minutes=5)
"""How long a message that is being sent may take before its end is unknown."""

AT_MOST: Final = 120
"""Messages a minute; more looks like spam to any server."""

_HOST = re.compile(r"(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_PORTS: Final = {"tls": 465, "starttls": 587}


class Security(StrEnum):
    """How the way to the mail server is closed to others; the values are stored."""

    TLS = "tls"
    STARTTLS = "starttls"


class EmailState(StrEnum):
    """How far a message is; the values are stored."""

    WAITING = "waiting"
    HANDED = "handed"
    """Opened in the organiser's own mail program, which sends it or not."""
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where messages are handed in, and as whom; the password is never part of it."""

    host: str = ""
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = ""
    from_name: str = ""
    from_address: str = ""
    per_minute: int = 20

    @property
    def ready(self) -> bool:
        """Whether messages can be sent by it."""
        return bool(self.host and self.from_address)

    @property
    def account(self) -> str:
        """What its password is kept under."""
        return f"{self.user or self.from_address}@{self.host}:{self.port}"


class Outcome(StrEnum):
    """What became of a try to send."""

    SENT = "sent"
    LATER = "later"
    """Not now; it is worth another try."""
    NEVER = "never"
    """This recipient cannot be written to so."""
    STOPPED = "stopped"
    """The server does not take anything from us: nobody's message can go until that is mended."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a try, in words where it failed."""

    outcome: Outcome
    words: str = ""


def server_of(settings: Mapping[str, Any]) -> MailServer:
    """Read the mail server out of the association's settings; an unready one where none is."""
    kept = settings.get(SETTINGS)
    if not isinstance(kept, Mapping):
        return MailServer()
    known = {one.name for one in fields(MailServer)}
    values = {name: value for name, value in kept.items() if name in known}
    if "security" in values:
        values["security"] = Security(values["security"])
    return MailServer(**values)


def change_server(server: MailServer, field: str, typed: str) -> dict[str, Any]:
    """Give the settings of a server with one field changed to what was typed.

    Refusal names the field. Another way of security brings its usual port with it.
    """
    values = {one.name: getattr(server, one.name) for one in fields(MailServer)}
    text = clean_line(typed, field, 254)
    match field:
        case "host":
            if text and not _HOST.fullmatch(text):
                raise Refusal(f"“{text[:60]}” is not the name of a server.", field=field)
            values[field] = text.lower()
        case "port":
            values[field] = _number(text, field, 1, 65535)
        case "per_minute":
            values[field] = _number(text, field, 1, AT_MOST)
        case "security":
            if text not in set(Security):
                raise Refusal("The way to the server is TLS or STARTTLS.", field=field)
            values[field] = text
            values["port"] = _PORTS[text]
        case "from_address":
            if text and not check_email(text):
                raise Refusal(f"“{text[:60]}” is not an email address.", field=field)
            values[field] = check_email(text) if text else ""
        case "user" | "from_name":
            values[field] = text
        case _:
            raise Refusal(f"Mail has no setting called {field}.", field=field)
    values["security"] = str(values["security"])
    return values


def why_not_emailed(subscriber_kind: str, legal_form: str, lawful_basis: str) -> str:
    """Say why the law keeps a company from being emailed; empty where it may be.

    A sole trader or an ordinary partnership needs to have agreed: that is recorded as the lawful
    basis `consent`.
    """
    form = legal_form.casefold().replace("-", " ")
    person = subscriber_kind == "individual" or form in {"sole trader", "partnership"}
    if person and not lawful_basis.casefold().startswith("consent"):
        return (
            "a sole trader or partnership is emailed only after agreeing to it: once they have, "
            "set the lawful basis of the company to consent"
        )
    return ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, as every message says."""

    association: str
    address: str = ""
    telephone: str = ""
    email: str = ""
    name: str = ""
    job_title: str = ""


def subject_of(pack: str, association: str) -> str:
    """Write the subject of a message with a pack."""
    return clean_line(f"{pack} of the {association}"[:150], "subject", 200)


def letter_of(greeting: str, pack: str, reference: str, sender: Sender, paragraph: str = "") -> str:
    """Write the words that go with a pack; who sends it and how to stop stands in `footer_of`."""
    attached = (
        f"please find attached our {pack[:1].lower()}{pack[1:]} (reference {reference}). Where it "
        "holds a form, it can be filled in on the screen, saved and sent back in reply."
    )
    signed = "\n".join(part for part in ("Kind regards", sender.name, sender.job_title) if part)
    parts = (f"{greeting or 'Dear Sir or Madam'},", paragraph.strip(), attached, signed)
    return "\n\n".join(part for part in parts if part)


def footer_of(sender: Sender) -> str:
    """Say who sends a message and how to have no more of them; every message ends with it."""
    who = ", ".join(part for part in (sender.association, sender.address) if part)
    reach = ", ".join(part for part in (sender.telephone, sender.email) if part)
    return (
        f"-- \n{who}{f'. {reach}' if reach else ''}.\n"
        "If you would rather not hear from us by email, reply with the words “no more emails”: "
        "we stop at once."
    )


def with_footer(body: str, sender: Sender) -> str:
    """Put the words of a message together with what every message ends with."""
    words = clean_text(body, "body")
    if not words.strip():
        raise Refusal("The message says nothing.", field="body")
    return f"{words}\n\n{footer_of(sender)}\n"


def retry_after(tries: int) -> timedelta | None:
    """Say how long to wait after so many tries; None where it has been tried often enough."""
    return RETRY_AFTER[tries - 1] if 1 <= tries <= len(RETRY_AFTER) else None


def _number(text: str, field: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdecimal()) or not least <= int(text[:9]) <= most:
        raise Refusal(f"This is a number from {least} to {most}.", field=field)
    return int(text)
