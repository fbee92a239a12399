"""Messages as mail programs and servers read them; no name or subject can add a header."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from crm.domain.errors import Refusal
from crm.domain.imported_cells import check_email
from crm.domain.text_safety import clean_line

STOP = "no more emails"


@dataclass(frozen=True, slots=True)
class OutgoingEmail:
    """One message with one PDF; texts are from outside and made safe on the way."""

    from_name: str
    from_address: str
    to_name: str
    to_address: str
    subject: str
    body: str
    file_name: str = ""
    pdf: bytes = b""
    message_id: str = ""
    written_at: datetime | None = None


def new_message_id(from_address: str) -> str:
    """Make an identity for a message; a second try carries the same."""
    domain = from_address.rpartition("@")[2] or "muster.invalid"
    return make_msgid(domain=domain)


def make_message(outgoing: OutgoingEmail, *, unsent: bool = False) -> EmailMessage:
    """Make the message; `unsent` marks it as one to be looked over and sent by a mail program.

    Refusal names the address that is none.
    """
    message = EmailMessage(policy=SMTP)
    if outgoing.from_address:
        message["From"] = _address(outgoing.from_name, outgoing.from_address, "from_address")
        message["List-Unsubscribe"] = (
            f"<mailto:{check_email(outgoing.from_address)}?subject={STOP.replace(' ', '%20')}>"
        )
    message["To"] = _address(outgoing.to_name, outgoing.to_address, "to_address")
    message["Subject"] = clean_line(outgoing.subject[:400], "subject", 400)
    if outgoing.written_at is not None:
        message["Date"] = format_datetime(outgoing.written_at)
    if outgoing.message_id:
        message["Message-ID"] = clean_line(outgoing.message_id, "message_id", 400)
    if unsent:
        message["X-Unsent"] = "1"
    message.set_content(outgoing.body, cte="quoted-printable")
    if outgoing.pdf:
        name = clean_line(outgoing.file_name[:150], "file") or "letter.pdf"
        message.add_attachment(outgoing.pdf, maintype="application", subtype="pdf", filename=name)
    return message


def unsent_file(outgoing: OutgoingEmail) -> bytes:
    """Make the `.eml` file that a mail program opens as a message ready to be sent."""
    return make_message(outgoing, unsent=True).as_bytes()


def _address(name: str, address: str, field: str) -> Address:
    checked = check_email(clean_line(address, field, 254))
    if not checked:
        raise Refusal(f"“{address[:60]}” is not an email address.", field=field)
    local, _, domain = checked.rpartition("@")
    if domain.isascii():
        return Address(clean_line(name[:120], field), local, domain)
    return Address(clean_line(name[:120], field), local, domain.encode("idna").decode())
