"""Files kept with companies: returned forms, pictures, letters that came in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.records.joining import Application, Attachment


@dataclass(frozen=True, slots=True)
class AttachmentFacts:
    """One kept file; its bytes are read by `queries.files.file_bytes`; `size` in bytes."""

    id: int
    company_id: int
    person_id: int | None
    kind: str
    name: str
    media_type: str
    sha256: str
    size: int
    note: str
    added_at: datetime
    who: str


def attachments_of(reading: Reading, company_id: int) -> tuple[AttachmentFacts, ...]:
    """List the files of a company, newest first."""
    query = select(*_COLUMNS).where(Attachment.company_id == company_id)
    query = query.order_by(Attachment.added_at.desc(), Attachment.id.desc())
    return tuple(AttachmentFacts(*row) for row in reading.sql.execute(query))


def attachment(reading: Reading, attachment_id: int) -> AttachmentFacts | None:
    """Read one kept file's facts; None where it is gone."""
    row = reading.sql.execute(select(*_COLUMNS).where(Attachment.id == attachment_id)).first()
    return None if row is None else AttachmentFacts(*row)


def attached_already(reading: Reading, company_id: int, sha256: str) -> AttachmentFacts | None:
    """Find a company's file of the same bytes; None where it has none."""
    query = select(*_COLUMNS).where(
        Attachment.sha256 == sha256, Attachment.company_id == company_id
    )
    row = reading.sql.execute(query.order_by(Attachment.id).limit(1)).first()
    return None if row is None else AttachmentFacts(*row)


def attachment_used(reading: Reading, attachment_id: int) -> bool:
    """Whether an application rests on a file."""
    query = select(Application.id).where(Application.attachment_id == attachment_id).limit(1)
    return reading.sql.execute(query).scalar() is not None


_COLUMNS = [
    Attachment.__table__.c[name]
    for name in (
        "id", "company_id", "person_id", "kind", "name", "media_type", "sha256", "size", "note",
        "added_at", "who",
    )
]  # fmt: skip
