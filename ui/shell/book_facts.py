"""What the window shows of the book around the rooms, asked in one query."""

from typing import TYPE_CHECKING

from ui.shell.facts import WindowFacts

if TYPE_CHECKING:  # SQLAlchemy is imported after the first paint
    from crm.data.connection import Reading

MEMBERS = "members"
"""The indicator whose target the card in the rail counts towards."""


def window_facts(reading: "Reading") -> WindowFacts:
    """Read the association, its drive and the counts; runs on a reader thread."""
    from crm.data.queries import association as about
    from crm.data.queries import calling, letters

    profile, drive = about.association(reading), about.current_drive(reading)
    companies = calling.count_companies(reading)
    activities = calling.count_activities(reading)
    return WindowFacts(
        association=profile.name if profile else "",
        drive=drive.name if drive else "",
        counts={"companies": companies, "letters": letters.count_queued(reading)},
        members=len(about.members_joined(reading, drive)) if drive else 0,
        target=drive.targets.get(MEMBERS) if drive else None,
        counted=f"{_counted(companies, 'company', 'companies')} · "
        f"{_counted(activities, 'activity', 'activities')}",
    )


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
