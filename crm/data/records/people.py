"""People at companies, and the numbers and email addresses of both."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from crm.data.records.mapping import Key, Record


class Person(Record):
    """Somebody at a company."""

    __tablename__ = "people"

    id: Mapped[Key]
    version: Mapped[int] = mapped_column(default=1)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    title: Mapped[str] = mapped_column(default="")
    forenames: Mapped[str] = mapped_column(default="")
    surname: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")
    name_key: Mapped[str] = mapped_column(default="")
    job_title: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    """decision maker, influencer, gatekeeper, or empty where unknown."""
    best_time: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(default="")
    left_on: Mapped[date | None]
    added_at: Mapped[datetime]

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (Index(None, "name_key"),)


class PhoneNumber(Record):
    """A telephone number of a company, or of one person there.

    `state` is usable, disconnected, wrong company, person left or fax.
    """

    __tablename__ = "phone_numbers"

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    typed: Mapped[str]
    e164: Mapped[str | None]
    extension: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    """direct, switchboard, mobile, or empty where unknown."""
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="usable")
    position: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(default="")
    ctps_result: Mapped[str] = mapped_column(default="")
    ctps_checked_on: Mapped[date | None]

    __table_args__ = (Index(None, "e164"),)


class EmailAddress(Record):
    """An email address of a company, or of one person there."""

    __tablename__ = "email_addresses"

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    address: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index(None, "address"),)
