"""Files kept with a company: a returned form, a photograph, a letter that came in."""

from pathlib import PurePath

from crm.data.queries.attachments import attached_already, attachment_used
from crm.data.records.companies import Company
from crm.data.records.joining import Attachment
from crm.data.records.people import Person
from crm.data.work import Work
from crm.domain.calendar import say_long_date, to_local
from crm.domain.errors import Refusal
from crm.domain.text_safety import clean_line, clean_text

KINDS = ("", "form", "letter", "picture")
NAME_LENGTH = 200


def attach(
    work: Work,
    company_id: int,
    content: bytes,
    name: str,
    *,
    media_type: str = "",
    kind: str = "",
    note: str = "",
    person_id: int | None = None,
) -> int:
    """Keep a file with a company and give its key; only the last part of a path is its name.

    Refusal (field `file`) for an empty file, one above 25 MB and one the company has already,
    (field `company`) for a company in the trash.
    """
    company = work.get(Company, company_id)
    if company.trashed_at is not None:
        raise Refusal(
            f"{company.name} is in the trash: take it out of there first.", field="company"
        )
    if person_id is not None and work.get(Person, person_id).company_id != company_id:
        raise Refusal("This person belongs to another company.", field="person")
    if kind not in KINDS:
        raise Refusal(f"A file is no “{kind[:40]}”.", field="kind")
    called = _file_name(name)
    if not content:
        raise Refusal(f"{called} is empty.", field="file")
    sha256 = work.file_in(content, called, media_type)
    known = work.ask(attached_already, company_id, sha256)
    if known is not None:
        day = say_long_date(to_local(known.added_at).date())
        raise Refusal(
            f"{company.name} has this very file already: {known.name}, kept on {day}.",
            field="file",
        )
    kept = work.add(
        Attachment(
            company_id=company_id,
            person_id=person_id,
            kind=kind,
            name=called,
            media_type=media_type,
            sha256=sha256,
            size=len(content),
            note=clean_text(note, "note"),
            added_at=work.now,
            who=work.who,
        )
    )
    work.label(f"Keep {called} with {company.name}")
    return kept.id


def change_attachment_note(work: Work, attachment_id: int, note: str) -> None:
    """Change the note on a kept file."""
    kept = work.get(Attachment, attachment_id)
    kept.note = clean_text(note, "note")
    work.label(f"Change the note on {kept.name}")


def remove_attachment(work: Work, attachment_id: int) -> None:
    """Take a kept file off its company; refuses one that an application rests on."""
    kept = work.get(Attachment, attachment_id)
    if work.ask(attachment_used, attachment_id):
        raise Refusal(f"An application rests on {kept.name}: it stays.", field="file")
    work.delete(kept)
    work.label(f"Remove {kept.name}")


def _file_name(name: str) -> str:
    last = PurePath(name.replace("\\", "/")).name
    return clean_line(last[-NAME_LENGTH:], "file", NAME_LENGTH) or "file"
