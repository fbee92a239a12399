"""Where everything is on the application form: one page, so that one scan brings all of it back.

Names of fields are kept for ever (a returned form is read by them); a change of meaning is a new
name, and a new `FORM_VERSION`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from crm.documents.page import LEFT, RIGHT

FORM_VERSION: Final = "1"

LABEL_HEIGHT: Final = 3.2
BOX_HEIGHT: Final = 6.2
LINE_HEIGHT: Final = 4.0
ROW_GAP: Final = 1.5
COLUMN_GAP: Final = 4.0
HEADING_HEIGHT: Final = 7.2


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the form asks: its field name, the words above the box, its share of the row."""

    name: str
    label: str
    share: float = 1.0
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Box:
    """An entry in its place: mm from the top left of the page; `top` is the top of the box."""

    entry: Entry
    left: float
    top: float
    wide: float
    high: float


Row = tuple[Entry, ...]

COMPANY: Final[tuple[Row, ...]] = (
    (Entry("company.name", "Company name"),),
    (Entry("company.trading_name", "Trading name, if different", 1.7),
     Entry("company.legal_form", "Legal form")),
    (Entry("company.number", "Registered number"),
     Entry("company.vat_number", "VAT number"),
     Entry("company.founded", "Year founded", 0.8),
     Entry("company.staff", "Number of staff", 0.8)),
    (Entry("company.registered_address", "Address"),),
    (Entry("company.trading_address", "Trading address, if different"),),
    (Entry("company.telephone", "Telephone"),
     Entry("company.email", "Email", 1.35),
     Entry("company.web", "Website", 1.35)),
    (Entry("company.activities", "What your company does", lines=2),),
    (Entry("company.other_bodies", "Other associations you belong to"),),
)  # fmt: skip

PEOPLE: Final[tuple[Row, ...]] = (
    (Entry("member.title", "Title", 0.5),
     Entry("member.first_name", "First name", 1.1),
     Entry("member.last_name", "Last name", 1.2),
     Entry("member.job_title", "Job title", 1.6)),
    (Entry("member.telephone", "Direct telephone"),
     Entry("member.email", "Email", 1.6)),
    (Entry("chief.name", "Chief officer, if another", 1.3),
     Entry("second.name", "Second contact", 1.3),
     Entry("second.email", "Email of the second contact", 1.5)),
    (Entry("source.introduced_by", "Introduced by"),
     Entry("source.heard", "How you heard of us")),
)  # fmt: skip

SIGNED: Final[Row] = (
    Entry("signed.name", "Name", 1.3),
    Entry("signed.job_title", "Position", 1.2),
    Entry("signed.date", "Date", 0.8),
)

TICKS: Final[tuple[tuple[str, tuple[tuple[str, str], ...]], ...]] = (
    ("Payment", (
        ("payment.invoice", "Please send an invoice"),
        ("payment.standing_order", "By standing order"),
    )),
    ("We agree", (
        ("directory.listed", "to be listed in the members’ directory"),
        ("declaration.code", "to follow the code of conduct"),
    )),
    ("Please", (
        ("objection.calls", "do not call us"),
        ("objection.email", "do not email us"),
        ("objection.post", "do not post to us"),
    )),
)  # fmt: skip

OFFICE: Final = (
    "Received", "Checked", "Approved", "Member number",
    "Band", "Paid", "Branch", "Certificate sent",
)  # fmt: skip

VERSION_FIELD: Final = "form.version"
REFERENCE_FIELD: Final = "form.reference"


def place_rows(rows: tuple[Row, ...], top: float) -> Iterator[Box]:
    """Place rows of entries from `top` (mm) down."""
    for row in rows:
        whole = RIGHT - LEFT - COLUMN_GAP * (len(row) - 1)
        shares = sum(entry.share for entry in row)
        left = LEFT
        for entry in row:
            wide = whole * entry.share / shares
            yield Box(entry, left, top + LABEL_HEIGHT, wide, box_height(entry))
            left += wide + COLUMN_GAP
        top += row_height(row)


def box_height(entry: Entry) -> float:
    """How high the box of an entry is, in mm."""
    return BOX_HEIGHT + (entry.lines - 1) * LINE_HEIGHT


def row_height(row: Row) -> float:
    """How much of the page a row takes, label and gap included, in mm."""
    return LABEL_HEIGHT + max(map(box_height, row)) + ROW_GAP
