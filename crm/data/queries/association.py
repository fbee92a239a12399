"""The association as it stands in the book: profile, branches, plans, signatories, drive."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import func, select

from crm.data.connection import Reading
from crm.data.records.activities import Membership
from crm.data.records.association import (
    Association,
    Branch,
    Drive,
    DriveTarget,
    Funder,
    Plan,
    Signatory,
)

MEMBERS = "members"
"""The indicator of a drive that counts new member companies."""


@dataclass(frozen=True, slots=True)
class AssociationFacts:
    """The profile of the association; empty strings where nothing is known."""

    name: str
    short_name: str
    reference_prefix: str
    premises: str
    street: str
    locality: str
    town: str
    postcode: str
    telephone: str
    email: str
    website: str
    legal_form: str
    registered_name: str
    registered_in: str
    registered_number: str
    registered_office: str
    vat_number: str
    accent: str
    logo_sha256: str | None
    letterhead_sha256: str | None
    continuation_sha256: str | None
    call_goal: int
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BranchFacts:
    """A county group of the association."""

    id: int
    name: str
    county: str


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A fee band; fees in pence without VAT, `staff_to` None for no upper end."""

    id: int
    label: str
    staff_from: int
    staff_to: int | None
    fee_pence: int
    joining_pence: int


@dataclass(frozen=True, slots=True)
class SignatoryFacts:
    """Someone who signs letters."""

    id: int
    name: str
    title: str
    telephone: str
    email: str
    signature_sha256: str | None


@dataclass(frozen=True, slots=True)
class DriveFacts:
    """The current drive and its targets by indicator."""

    id: int
    name: str
    starts_on: date
    ends_on: date
    targets: dict[str, int]


def association(reading: Reading) -> AssociationFacts | None:
    """Read the profile; None before the first run has filled it in."""
    wanted = {field.name for field in fields(AssociationFacts)}
    columns = [column for column in Association.__table__.c if column.name in wanted]
    row = reading.sql.execute(select(*columns)).one_or_none()
    return None if row is None or not row.name else AssociationFacts(**row._asdict())


def branches(reading: Reading) -> tuple[BranchFacts, ...]:
    """List the branches in their own order."""
    query = select(Branch.id, Branch.name, Branch.county).order_by(Branch.position, Branch.id)
    return tuple(BranchFacts(*row) for row in reading.sql.execute(query))


def plans(reading: Reading) -> tuple[PlanFacts, ...]:
    """List the fee bands from the smallest staff up."""
    query = select(
        Plan.id, Plan.label, Plan.staff_from, Plan.staff_to, Plan.fee_pence, Plan.joining_pence
    ).order_by(Plan.staff_from, Plan.id)
    return tuple(PlanFacts(*row) for row in reading.sql.execute(query))


def signatories(reading: Reading) -> tuple[SignatoryFacts, ...]:
    """List who signs letters; the first signs where nobody else is chosen."""
    query = select(
        Signatory.id,
        Signatory.name,
        Signatory.title,
        Signatory.telephone,
        Signatory.email,
        Signatory.signature_sha256,
    ).order_by(Signatory.position, Signatory.id)
    return tuple(SignatoryFacts(*row) for row in reading.sql.execute(query))


def funders(reading: Reading) -> tuple[tuple[int, str, int | None], ...]:
    """List the funders as (key, name, grant in pence or None)."""
    query = select(Funder.id, Funder.name, Funder.grant_pence).order_by(Funder.id)
    return tuple((row.id, row.name, row.grant_pence) for row in reading.sql.execute(query))


def current_drive(reading: Reading) -> DriveFacts | None:
    """Read the drive that today falls in, else the one that starts last; None without any."""
    query = select(Drive.id, Drive.name, Drive.starts_on, Drive.ends_on)
    running = query.where(Drive.starts_on <= reading.today, Drive.ends_on >= reading.today)
    row = (
        reading.sql.execute(running.order_by(Drive.starts_on.desc(), Drive.id)).first()
        or reading.sql.execute(query.order_by(Drive.starts_on.desc(), Drive.id)).first()
    )
    if row is None:
        return None
    targets = select(DriveTarget.indicator, DriveTarget.wanted).where(
        DriveTarget.drive_id == row.id
    )
    return DriveFacts(
        row.id,
        row.name,
        row.starts_on,
        row.ends_on,
        {target.indicator: target.wanted for target in reading.sql.execute(targets)},
    )


def members_joined(reading: Reading, drive: DriveFacts) -> tuple[date, ...]:
    """List the days, oldest first, on which companies paid their first fee within the drive."""
    first = select(func.min(Membership.paid_on).label("paid_on")).group_by(Membership.company_id)
    firsts = first.subquery()
    query = (
        select(firsts.c.paid_on)
        .where(firsts.c.paid_on.between(drive.starts_on, min(drive.ends_on, reading.today)))
        .order_by(firsts.c.paid_on)
    )
    return tuple(reading.sql.execute(query).scalars())


def target_ids(reading: Reading, drive_id: int, indicator: str) -> tuple[int, ...]:
    """Find the keys of a drive's targets for one indicator."""
    query = select(DriveTarget.id).where(
        DriveTarget.drive_id == drive_id, DriveTarget.indicator == indicator
    )
    return tuple(reading.sql.execute(query).scalars())
