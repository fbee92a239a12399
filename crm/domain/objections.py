"""Recorded wishes not to be called, posted to or emailed, and how they are recognised again.

An objection is kept for ever, also after its company was erased or imported afresh, so it is
matched by keys and not by record: a number by its E.164 form, an email by its address, a
postal address by its postcode with the name. What is stored is a hash of the key.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crm.domain.errors import Refusal
from crm.domain.likeness import name_key


class Channel(StrEnum):
    """The ways to reach somebody; each can be objected to on its own."""

    CALL = "call"
    POST = "post"
    EMAIL = "email"


class Scope(StrEnum):
    """Whose wish it is: of one number, of one person with all their numbers, of the company."""

    NUMBER = "number"
    PERSON = "person"
    COMPANY = "company"


class KeyKind(StrEnum):
    """What an objection is recognised by."""

    NUMBER = "number"
    EMAIL = "email"
    ADDRESS = "address"


KEY_OF_CHANNEL = {
    Channel.CALL: KeyKind.NUMBER,
    Channel.EMAIL: KeyKind.EMAIL,
    Channel.POST: KeyKind.ADDRESS,
}
"""The kind of key that blocks each channel."""


@dataclass(frozen=True, slots=True)
class Objection:
    """One recorded wish.

    `hashes` are those of all numbers, emails or addresses it covered when it was recorded;
    `words` is what was said. `taken_back` tells why it was recorded in error, else is empty:
    an objection is never deleted.
    """

    channel: Channel
    scope: Scope
    hashes: frozenset[str]
    who_asked: str
    recorded_at: datetime
    words: str = ""
    company_id: int | None = None
    person_id: int | None = None
    number_id: int | None = None
    taken_back: str = ""


def objection_key(kind: KeyKind, value: str) -> str:
    """Bring a value into the one form it is compared in; for an address see `address_key`."""
    text = unicodedata.normalize("NFKC", value).strip()
    if kind is KeyKind.NUMBER:
        if not (text.startswith("+") and text[1:].isdecimal()):
            message = f"{value} is not a telephone number in international form."
            raise Refusal(message, field="number")
        return text
    if kind is KeyKind.EMAIL:
        return text.casefold()
    postcode, _, name = text.partition("|")
    # Ltd, Limited and plc do not tell two companies at one postcode apart.
    return f"{_folded(postcode)}|{_folded(name_key(name) or name)}"


def address_key(postcode: str, name: str) -> str:
    """Give the key of a postal address: its postcode and the name of the company or person."""
    return objection_key(KeyKind.ADDRESS, f"{postcode.replace('|', ' ')}|{name}")


def objection_hash(kind: KeyKind, value: str, salt: bytes) -> str:
    """Hash a number, email or address so that it can be recognised but not read.

    `value` is normalised first. The salt is the book's secret of at least 16 bytes: numbers
    are few enough to be guessed without one. 64 hexadecimal characters.
    """
    if len(salt) < 16:
        message = "the salt of objections has at least 16 bytes"
        raise ValueError(message)
    key = f"{kind}:{objection_key(kind, value)}"
    return hmac.new(salt, key.encode(), hashlib.sha256).hexdigest()


def objects_to(
    objections: Iterable[Objection],
    channel: Channel,
    hashes: Collection[str] = (),
    *,
    company_id: int | None = None,
    person_id: int | None = None,
    number_id: int | None = None,
) -> Objection | None:
    """Find the first standing objection that forbids a channel, or None.

    It forbids by record (the same number or person, or the company as a whole) and by hash:
    a number that two companies share is blocked for both.
    """
    for objection in objections:
        if objection.channel is not channel or objection.taken_back:
            continue
        if not objection.hashes.isdisjoint(hashes):
            return objection
        record, given = {
            Scope.COMPANY: (objection.company_id, company_id),
            Scope.PERSON: (objection.person_id, person_id),
            Scope.NUMBER: (objection.number_id, number_id),
        }[objection.scope]
        if record is not None and record == given:
            return objection
    return None


def _folded(text: str) -> str:
    """Lower case without accents, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = unicodedata.normalize("NFKD", plain.casefold())  # NFKD makes new capitals: ㎒ → MHz
    return "".join(character for character in plain if character.isalnum())
