"""What the room asks the book: composed of the queries of crm, run on reader lanes."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # they bring SQLAlchemy and reportlab, which the reader's thread imports
    from crm.actions.returned_forms import FoundForm
    from crm.data.connection import Reading
    from crm.data.queries.applications import ApplicationFacts

OFFERED = 12


@dataclass(frozen=True, slots=True)
class Firm:
    """One company that a form may be from."""

    company_id: int
    name: str
    more: str


@dataclass(frozen=True, slots=True)
class Filed:
    """The applications nobody has decided about, newest first."""

    applications: tuple["ApplicationFacts", ...]
    today: date


def whose(reading: "Reading", reference: str, sha256: str) -> "FoundForm":
    """Find the company of a reference."""
    from crm.actions.returned_forms import find_form

    return find_form(reading, reference, sha256)


def beside(reading: "Reading", company_id: int, reference: str, sha256: str) -> "FoundForm":
    """Put a form beside a company that was chosen; its own reference is kept if it is its own."""
    from crm.actions.returned_forms import find_form, form_of_company

    found = find_form(reading, reference, sha256) if reference else None
    if found is not None and found.beside and found.beside.company_id == company_id:
        return found
    return form_of_company(reading, company_id, "", sha256)


def firms(reading: "Reading", text: str) -> tuple[Firm, ...]:
    """Find companies by anything that is known of them."""
    from crm.data.queries.search.find import find

    found: dict[int, Firm] = {}
    for hit in find(reading, text, OFFERED):
        more = " · ".join(part for part in (hit.line, hit.stage) if part)
        found.setdefault(hit.company_id, Firm(hit.company_id, hit.title, more))
    return tuple(found.values())


def filed(reading: "Reading") -> Filed:
    """List the applications that wait for a decision."""
    from crm.data.queries.applications import applications

    return Filed(applications(reading), reading.today)


def kept_file(reading: "Reading", attachment_id: int) -> tuple[str, str, bytes]:
    """Give name, media type and bytes of a kept file; empty ones where it is gone."""
    from crm.data.queries.attachments import attachment
    from crm.data.queries.files import file_bytes

    kept = attachment(reading, attachment_id)
    if kept is None:
        return "", "", b""
    return kept.name, kept.media_type, file_bytes(reading, kept.sha256) or b""
