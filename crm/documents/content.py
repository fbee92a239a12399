"""What goes into a pack and what comes out: plain values that may cross to another process.

Whoever asks for paper gathers these; nothing here reads a book or adds anything up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from crm.documents.blocks import Block
from crm.documents.letterhead import Letterhead
from crm.documents.page import Paper
from crm.domain.addresses import Address

FieldValue = str | int | bool | None
Fields = Mapping[str, FieldValue]
"""Values of merge fields by their dotted name (`company.name`); None and "" mean empty."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: printed name, what they are, and their signature as a PNG or JPEG."""

    name: str
    job_title: str = ""
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom a pack goes. A letter without a named person has "" for `person`.

    `by_post` is False for a pack that is sent by email: it needs no postal address.
    """

    organisation: str
    person: str = ""
    job_title: str = ""
    address: Address | None = None
    salutation: str = "Dear Sir or Madam"
    close: str = "Yours faithfully"
    by_post: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a pack; `holds` where it must not be sent before that is put right.

    `part` is the title of the part concerned ("" for the whole pack); `field` is the merge field,
    form field or fact at fault (`address`, `person.salutation`).
    """

    reference: str
    part: str
    field: str
    message: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem as a part reports it, which does not know whose pack it is in."""

    field: str
    message: str
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Flow:
    """A prepared part that is running text: neighbours of that kind share their pages.

    One that is `fresh` has pages of its own, under its own heading.
    """

    blocks: tuple[Block, ...]
    faults: tuple[Fault, ...] = ()
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """A prepared part that draws pages of its own.

    `print_faults` count only on paper, not in a form that is filled in on the screen.
    """

    draw: Callable[[Paper], None]
    faults: tuple[Fault, ...] = ()
    print_faults: tuple[Fault, ...] = ()


class Part(Protocol):
    """Anything a pack can contain. A new kind of part needs nothing but these two."""

    @property
    def title(self) -> str:
        """What the part is called in lists, and in the enclosures of the letter."""

    def prepare(self, pack: "PackContent") -> Flow | Pages:
        """Fill and check the part for one pack; must be quick and draw nothing yet."""


@dataclass(frozen=True, slots=True)
class PackContent:
    """One company's pack: an ordered choice of parts under one reference."""

    reference: str
    look: Letterhead
    recipient: Recipient
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PageRange:
    """Where one pack is in the file: first and last page, counted from 1, blank sides left out."""

    reference: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class MadePack:
    """A made PDF. Packs that are held are in `problems` and not in `ranges`.

    `pdf` is empty where every pack is held. `content_hash` is the SHA-256 of the content, the
    font set and the versions of the libraries: equal hashes mean equal bytes.
    """

    pdf: bytes
    ranges: tuple[PageRange, ...]
    problems: tuple[Problem, ...]
    content_hash: str
