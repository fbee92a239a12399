"""What a company sends back: files kept with it, and its application to join."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from crm.data.records.mapping import JsonValue, Key, Record


class Attachment(Record):
    """A file kept with a company: a returned form, a photograph, a contract.

    Its bytes are in the store of files under `sha256`.
    """

    __tablename__ = "attachments"

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str] = mapped_column(default="")
    """form, letter, picture, or empty where it is any other file."""
    name: Mapped[str]
    media_type: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str]
    size: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]
    who: Mapped[str]

    __table_args__ = (Index(None, "sha256"),)


class Application(Record):
    """A company asking to join, from the form on the desk to the decision.

    `state` is received, checked, approved, refused or withdrawn; what follows an approval
    (invoice, payment, term) stands in records of its own.
    """

    __tablename__ = "applications"

    id: Mapped[Key]
    version: Mapped[int] = mapped_column(default=1)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    """The pack whose form came back, where it is known."""
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"), index=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"), index=True)
    reference: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="received")
    received_on: Mapped[date]
    received_how: Mapped[str] = mapped_column(default="")
    """post, email, by hand or other."""
    answers: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)
    """What the form says, by the stable names of its fields."""
    signatory: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date | None]
    checked_by: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    who: Mapped[str]

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (Index(None, "state", "received_on"),)
