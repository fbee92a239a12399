"""The association itself: its profile, branches, signatories, plans, drive and settings."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from crm.data.records.mapping import JsonValue, Key, Record


class Association(Record):
    """Who runs the drive: exactly one row, with the key 1."""

    __tablename__ = "association"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(default="")
    short_name: Mapped[str] = mapped_column(default="")
    reference_prefix: Mapped[str] = mapped_column(default="")
    premises: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    locality: Mapped[str] = mapped_column(default="")
    town: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    telephone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    legal_form: Mapped[str] = mapped_column(default="")
    registered_name: Mapped[str] = mapped_column(default="")
    registered_in: Mapped[str] = mapped_column(default="")
    registered_number: Mapped[str] = mapped_column(default="")
    registered_office: Mapped[str] = mapped_column(default="")
    vat_number: Mapped[str] = mapped_column(default="")
    accent: Mapped[str] = mapped_column(default="")
    """Colour of headings on paper, `#RRGGBB`."""
    logo_sha256: Mapped[str | None]
    letterhead_sha256: Mapped[str | None]
    """A PDF that first pages of letters are drawn upon; `continuation_sha256` for the others."""
    continuation_sha256: Mapped[str | None]
    call_goal: Mapped[int] = mapped_column(default=40)
    """Calls wanted on a working day."""
    settings: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)
    """Settings of the association that no rule of the database reads, by name."""


class Branch(Record):
    """A county group of the association."""

    __tablename__ = "branches"

    id: Mapped[Key]
    name: Mapped[str]
    county: Mapped[str]
    """The county as `resources/uk/outcodes.csv` spells it."""
    position: Mapped[int] = mapped_column(default=0)


class Signatory(Record):
    """Someone who signs letters for the association."""

    __tablename__ = "signatories"

    id: Mapped[Key]
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    telephone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    signature_sha256: Mapped[str | None]
    position: Mapped[int] = mapped_column(default=0)


class Organiser(Record):
    """Someone who works with the book."""

    __tablename__ = "organisers"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    signatory_id: Mapped[int | None] = mapped_column(ForeignKey("signatories.id"), index=True)


class Plan(Record):
    """A fee band by number of employees; fees are in pence without VAT."""

    __tablename__ = "plans"

    id: Mapped[Key]
    label: Mapped[str]
    staff_from: Mapped[int]
    staff_to: Mapped[int | None]
    fee_pence: Mapped[int]
    joining_pence: Mapped[int] = mapped_column(default=0)
    position: Mapped[int] = mapped_column(default=0)


class Drive(Record):
    """A dated campaign with numeric targets; the newest not ended is current."""

    __tablename__ = "drives"

    id: Mapped[Key]
    name: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class DriveTarget(Record):
    """How many of one thing a drive wants: members, events, training, demand."""

    __tablename__ = "drive_targets"

    id: Mapped[Key]
    drive_id: Mapped[int] = mapped_column(ForeignKey("drives.id"), index=True)
    indicator: Mapped[str]
    wanted: Mapped[int]


class Funder(Record):
    """Who pays for the drive."""

    __tablename__ = "funders"

    id: Mapped[Key]
    name: Mapped[str]
    grant_pence: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
