"""Whose a returned form is: from the reference on it to the company and what we hold of it."""

from dataclasses import dataclass

from crm.data.connection import Reading
from crm.data.queries.applications import FormBeside, SentForm, form_beside, sent_form
from crm.data.queries.attachments import AttachmentFacts, attached_already
from crm.documents.reference import make_reference, read_reference
from crm.domain.calendar import say_long_date, to_local
from crm.domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class FoundForm:
    """A form with its company; without one, `message` says why and it is to be chosen by hand.

    `notices` are sentences to be read before filing: it came back before, it is in the trash.
    """

    beside: FormBeside | None
    sent: SentForm | None = None
    message: str = ""
    notices: tuple[str, ...] = ()


def find_form(reading: Reading, reference: str, sha256: str = "") -> FoundForm:
    """Find the company of a reference as it was read or typed; never refuses."""
    if not reference.strip():
        return FoundForm(None, message="No reference was found on it: choose the company.")
    try:
        read = read_reference(reference)
        normal = make_reference(read.prefix, read.number)
        sent = sent_form(reading, read.prefix, normal)
        beside = form_beside(reading, sent.company_id, sent.person_id)
    except Refusal as refusal:
        return FoundForm(None, message=refusal.message)
    return FoundForm(beside, sent, notices=_notices(reading, beside, normal, sha256))


def form_of_company(
    reading: Reading, company_id: int, reference: str = "", sha256: str = ""
) -> FoundForm:
    """Put a form beside a company that was chosen by hand. Refusal where that is gone."""
    beside = form_beside(reading, company_id)
    return FoundForm(beside, notices=_notices(reading, beside, reference, sha256))


def _notices(reading: Reading, beside: FormBeside, reference: str, sha256: str) -> tuple[str, ...]:
    said = []
    if beside.trashed:
        said.append(f"{beside.company} is in the trash: take it out before the form is filed.")
    same = attached_already(reading, beside.company_id, sha256) if sha256 else None
    if same is not None:
        said.append(f"This very file was filed on {_day(same)} already.")
    for known in beside.earlier[:1]:
        day = say_long_date(known.received_on)
        if known.reference == reference and reference:
            said.append(f"This form came back on {day} already; that application is {known.state}.")
        else:
            said.append(f"{beside.company} applied on {day} already: {known.state}.")
    return tuple(said)


def _day(kept: AttachmentFacts) -> str:
    return say_long_date(to_local(kept.added_at).date())
