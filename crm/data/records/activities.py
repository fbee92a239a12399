"""What happened with companies, what is to happen next, and who does not want to be asked."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql_text
from sqlalchemy.orm import Mapped, mapped_column

from crm.data.records.mapping import UNRECORDED, JsonValue, Key, Record


class Activity(Record):
    """Something that happened: call, email, letter, meeting, visit, note, stage change, import."""

    __tablename__ = "activities"

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    number_id: Mapped[int | None] = mapped_column(ForeignKey("phone_numbers.id"), index=True)
    kind: Mapped[str]
    happened_at: Mapped[datetime]
    who: Mapped[str]
    outcome: Mapped[str | None]
    """For calls, the value of `domain.outcomes.Outcome`."""
    note: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    """One line in words: what the pack held, which stage it was before."""
    seconds: Mapped[int | None]
    attempt: Mapped[bool] = mapped_column(default=False)
    reached: Mapped[bool] = mapped_column(default=False)
    conversation: Mapped[bool] = mapped_column(default=False)
    details: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)
    """What the outcome had to say: reason, plan, channel, which event, who asked."""
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    stood: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)
    """For calls, what stood before: counters, stage, step; a correction starts from there."""

    __table_args__ = (
        Index(None, "company_id", "happened_at"),
        Index(None, "happened_at"),
    )


class NextStep(Record):
    """The one dated thing to do next with a company; done ones stay as history.

    `due_at` is set where a clock time was promised, else `due_on` and perhaps `part` count.
    """

    __tablename__ = "next_steps"

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str]
    """The value of `domain.cadence.StepKind`."""
    due_on: Mapped[date]
    due_at: Mapped[datetime | None]
    part: Mapped[str | None]
    text: Mapped[str] = mapped_column(default="")
    promised: Mapped[bool] = mapped_column(default=False)
    repeat: Mapped[bool] = mapped_column(default=False)
    """A repeat after an engaged tone or a bad number, exempt from the caps on tries."""
    made_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_how: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index(None, "company_id"),
        Index(
            "uq_next_steps_one_open",
            "company_id",
            unique=True,
            sqlite_where=sql_text("done_at IS NULL"),
            postgresql_where=sql_text("done_at IS NULL"),
        ),
        Index(
            "ix_next_steps_open_due",
            "due_on",
            "company_id",
            sqlite_where=sql_text("done_at IS NULL"),
            postgresql_where=sql_text("done_at IS NULL"),
        ),
        Index(
            "ix_next_steps_promised",
            "due_on",
            sqlite_where=sql_text("promised = 1"),
            postgresql_where=sql_text("promised"),
        ),
    )


class Objection(Record):
    """A recorded wish not to be called, posted to or emailed.

    Not recorded by the recorder, so that no undo can bring a call back; one that was recorded
    in error is marked so, with the reason. What it is recognised by stands in its keys.
    """

    __tablename__ = "objections"
    __table_args__ = (Index(None, "company_id"), {"info": UNRECORDED})

    id: Mapped[Key]
    channel: Mapped[str]
    """The value of `domain.objections.Channel`."""
    scope: Mapped[str]
    """The value of `domain.objections.Scope`."""
    company_id: Mapped[int | None]
    person_id: Mapped[int | None]
    number_id: Mapped[int | None]
    words: Mapped[str] = mapped_column(default="")
    asked_by: Mapped[str] = mapped_column(default="")
    taken_by: Mapped[str] = mapped_column(default="")
    taken_at: Mapped[datetime]
    in_error_at: Mapped[datetime | None]
    in_error_reason: Mapped[str] = mapped_column(default="")


class ObjectionKey(Record):
    """One number, email or address that an objection covers, hashed: it outlives erasure."""

    __tablename__ = "objection_keys"
    __table_args__ = (Index(None, "key_hash"), {"info": UNRECORDED})

    id: Mapped[Key]
    objection_id: Mapped[int] = mapped_column(ForeignKey("objections.id"), index=True)
    key_hash: Mapped[str]
    """64 hexadecimal characters, by `domain.objections.objection_hash`."""


class Membership(Record):
    """One term of one company: plan, number, from, to."""

    __tablename__ = "memberships"

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"), index=True)
    number: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date]
    paid_on: Mapped[date | None]


class ImportBatch(Record):
    """One file brought in, undoable as a whole."""

    __tablename__ = "import_batches"

    id: Mapped[Key]
    file_name: Mapped[str]
    sha256: Mapped[str]
    mapping: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)
    created: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    brought_in_at: Mapped[datetime]
    who: Mapped[str]
    undone: Mapped[date | None]
