"""Templates, packs, produced documents and the runs they are printed in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from crm.data.records.mapping import UNRECORDED, JsonValue, Key, Record


class Template(Record):
    """A text with merge fields; what it says stands in its versions."""

    __tablename__ = "templates"

    id: Mapped[Key]
    name: Mapped[str]
    part: Mapped[str]
    """The kind of part the text makes: letter, leaflet, fees, form, inserted and so on."""
    shipped: Mapped[str] = mapped_column(default="")
    """The file under `resources/templates` it came from, so that it can be restored."""
    current_version_id: Mapped[int | None]
    file_sha256: Mapped[str | None]
    """The PDF that is inserted, where the part is one."""
    placing: Mapped[str] = mapped_column(default="")
    """How it is inserted: `page` as it is, `letterhead` within the margins of ours."""


class TemplateVersion(Record):
    """What a template said from one moment on; never edited."""

    __tablename__ = "template_versions"

    id: Mapped[Key]
    template_id: Mapped[int] = mapped_column(ForeignKey("templates.id"), index=True)
    number: Mapped[int]
    body: Mapped[str]
    made_at: Mapped[datetime]
    who: Mapped[str]


class Pack(Record):
    """An ordered list of parts under a name: the prospect pack, a reminder."""

    __tablename__ = "packs"

    id: Mapped[Key]
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)


class PackPart(Record):
    """One part of a pack, in its place."""

    __tablename__ = "pack_parts"

    id: Mapped[Key]
    pack_id: Mapped[int] = mapped_column(ForeignKey("packs.id"), index=True)
    position: Mapped[int]
    template_id: Mapped[int] = mapped_column(ForeignKey("templates.id"), index=True)
    condition: Mapped[str] = mapped_column(default="")


class LetterRun(Record):
    """A batch of documents made, printed and posted together.

    `state` is produced, printed or posted. `file_sha256` is the one PDF of the run.
    """

    __tablename__ = "letter_runs"

    id: Mapped[Key]
    label: Mapped[str]
    state: Mapped[str]
    file_sha256: Mapped[str]
    content_hash: Mapped[str]
    pages: Mapped[int]
    made_at: Mapped[datetime]
    printed_at: Mapped[datetime | None]
    posted_on: Mapped[date | None]
    who: Mapped[str]


class Document(Record):
    """A pack or letter for one company, from the queue to the post.

    `state` is queued, produced, printed, posted, emailed or removed. While queued nothing of
    its content is fixed; when produced, the recipient and the template versions are frozen
    and the document is the pages `first_page`–`last_page` (from 1) of its run.
    """

    __tablename__ = "documents"

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    pack_id: Mapped[int] = mapped_column(ForeignKey("packs.id"), index=True)
    channel: Mapped[str] = mapped_column(default="post")
    reference: Mapped[str]
    state: Mapped[str] = mapped_column(default="queued")
    personal_paragraph: Mapped[str] = mapped_column(default="")
    left_out: Mapped[list[Any]] = mapped_column(JsonValue, default=list)
    """Positions of parts of the pack that this recipient does not get."""
    queued_at: Mapped[datetime]
    queued_by: Mapped[str]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("letter_runs.id"), index=True)
    first_page: Mapped[int | None]
    last_page: Mapped[int | None]
    content_hash: Mapped[str] = mapped_column(default="")
    recipient: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)
    template_versions: Mapped[list[Any]] = mapped_column(JsonValue, default=list)
    posted_on: Mapped[date | None]
    subject: Mapped[str] = mapped_column(default="")
    """What a letter written for one person is about; its text is the personal paragraph."""
    emailed_to: Mapped[str] = mapped_column(default="")
    emailed_at: Mapped[datetime | None]
    came_back_on: Mapped[date | None]
    """The day the post brought it back undelivered."""
    came_back_why: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index(None, "state", "queued_at"), Index(None, "reference"))


class Email(Record):
    """One message with a document, on its way by the association's mail server.

    Not recorded by the recorder: what was sent cannot be taken back. `state` is waiting, sent,
    failed or dropped; `trouble` says in words why the last try failed.
    """

    __tablename__ = "emails"
    __table_args__ = (Index(None, "state", "next_try_at"), {"info": UNRECORDED})

    id: Mapped[Key]
    document_id: Mapped[int]
    company_id: Mapped[int]
    person_id: Mapped[int | None]
    to_address: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    file_sha256: Mapped[str]
    file_name: Mapped[str]
    message_id: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    who: Mapped[str]
