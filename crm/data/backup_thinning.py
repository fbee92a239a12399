"""Which backups may go: a rule over their times alone, so that it can be read and tested."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum

KEEP_ALL = timedelta(hours=48)
DAYS = 14
WEEKS = 8
KEEP_BEFORE_UPGRADE = 5
KEEP_BEFORE_IMPORT = 10


class BackupKind(StrEnum):
    """Why a backup was made."""

    ASKED = "asked"
    AUTOMATIC = "automatic"
    BEFORE_UPGRADE = "before-upgrade"
    BEFORE_IMPORT = "before-import"


def to_thin(made: Sequence[tuple[datetime, BackupKind]], now: datetime) -> frozenset[int]:
    """Give the places in `made` of the backups that may be removed.

    Kept are: everything of the last 48 hours and of the future (a clock may jump), the newest
    of each of 14 days and of each of 8 weeks, and apart from these the newest five made before
    an upgrade and ten before an import. The newest of all is kept in any case.
    """
    order = sorted(range(len(made)), key=lambda at: made[at][0], reverse=True)
    keep = set(order[:1])
    days: set[object] = set()
    weeks: set[object] = set()
    apart = {BackupKind.BEFORE_UPGRADE: KEEP_BEFORE_UPGRADE,
             BackupKind.BEFORE_IMPORT: KEEP_BEFORE_IMPORT}  # fmt: skip
    for at in order:
        moment, kind = made[at]
        age = now - moment
        if kind in apart:
            if apart[kind] > 0:
                keep.add(at)
            apart[kind] -= 1
            continue
        day = moment.astimezone(UTC).date()
        week = day.isocalendar()[:2]
        new_day = age <= timedelta(days=DAYS) and day not in days
        new_week = age <= timedelta(weeks=WEEKS) and week not in weeks
        if age <= KEEP_ALL or new_day or new_week:
            keep.add(at)
        days.add(day)
        weeks.add(week)
    return frozenset(order) - keep
