"""Where the drive and the book stand: what rail, top bar and status line show."""

from dataclasses import dataclass

from sqlalchemy import func, select

from crm.data.connection import Reading
from crm.data.queries.association import MEMBERS, current_drive, members_joined
from crm.data.records.activities import Activity
from crm.data.records.companies import Company
from crm.domain.pace import Pace, pace


@dataclass(frozen=True, slots=True)
class Standing:
    """The drive's name and pace (None where no target is set), and what the book holds."""

    drive: str
    pace: Pace | None
    companies: int
    activities: int


def standing(reading: Reading) -> Standing:
    """Measure the current drive and count the book."""
    companies = select(func.count(Company.id)).where(Company.trashed_at.is_(None))
    activities = select(func.count(Activity.id))
    drive = current_drive(reading)
    measured = None
    if drive is not None and drive.targets.get(MEMBERS, 0) > 0:
        measured = pace(
            len(members_joined(reading, drive)),
            drive.targets[MEMBERS],
            drive.starts_on,
            drive.ends_on,
            reading.today,
            will_join=_will_join(reading),
        )
    return Standing(
        drive.name if drive else "",
        measured,
        reading.sql.execute(companies).scalar_one(),
        reading.sql.execute(activities).scalar_one(),
    )


def _will_join(reading: Reading) -> int:
    query = select(func.count(Company.id)).where(
        Company.hot == "joining", Company.trashed_at.is_(None)
    )
    return reading.sql.execute(query).scalar_one()
