"""The organiser's own hand in the queue: marks on companies, and sets to work through."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.data.records.mapping import Key, Record


class QueueMark(Record):
    """What the organiser said about a company's place in the queue; at most one of a kind.

    `kind` is pinned, later, snoozed or today. `until` is set for a snoozed company, `on_day`
    for what holds on one day only (later, today); a pin stays until it is taken off or the
    company has been called.
    """

    __tablename__ = "queue_marks"

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    kind: Mapped[str]
    on_day: Mapped[date | None]
    until: Mapped[datetime | None]
    made_at: Mapped[datetime]
    who: Mapped[str]

    __table_args__ = (UniqueConstraint("company_id", "kind"),)


class CallSet(Record):
    """Companies to work through by themselves: a filter that is asked again, or a selection.

    `filter_text` is empty for a selection, whose companies stand in `call_set_members`.
    """

    __tablename__ = "call_sets"

    id: Mapped[Key]
    name: Mapped[str]
    filter_text: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    who: Mapped[str]


class CallSetMember(Record):
    """One company of a set that was selected."""

    __tablename__ = "call_set_members"

    id: Mapped[Key]
    call_set_id: Mapped[int] = mapped_column(ForeignKey("call_sets.id"), index=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)

    __table_args__ = (UniqueConstraint("call_set_id", "company_id"),)
