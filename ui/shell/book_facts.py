"""What the window shows of the book around the rooms, asked in one query."""

from typing import TYPE_CHECKING

from ui.shell.facts import WindowFacts

if TYPE_CHECKING:  # SQLAlchemy is imported after the first paint
    from crm.data.connection import Reading
    from crm.domain.pace import Pace


def window_facts(reading: "Reading") -> WindowFacts:
    """Read the association, its drive and the counts; runs on a reader thread."""
    from crm.data.queries.association import association
    from crm.data.queries.letters import count_queued
    from crm.data.queries.standing import standing

    profile, stands = association(reading), standing(reading)
    return WindowFacts(
        association=profile.name if profile else "",
        drive=stands.drive,
        counts={
            "companies": stands.companies,
            "letters": count_queued(reading),
        },
        members=stands.pace.members if stands.pace else 0,
        target=stands.pace.target if stands.pace else None,
        forecast=pace_line(stands.pace) if stands.pace else "",
        counted=f"{_counted(stands.companies, 'company', 'companies')} · "
        f"{_counted(stands.activities, 'activity', 'activities')}",
    )


def count_to_call(reading: "Reading") -> int:
    """Count the companies that may be called now."""
    from crm.data.queries.queue import call_queue

    return call_queue(reading).to_call


def pace_line(pace: "Pace") -> str:
    """The second line of the card: what each week must bring, and who said they will join."""
    if not pace.missing:
        needed = "The target is reached"
    elif pace.needed_a_week is None:
        needed = f"{pace.missing:,} short; the drive is over"
    else:
        needed = f"{pace.needed_a_week:.1f} a week needed"
    joining = f" · {pace.will_join:,} will join" if pace.will_join else ""
    return needed + joining


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
