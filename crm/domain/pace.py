"""Members of a drive against its target and its plan, counted in working days."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from crm.domain.calendar import working_days_between
from crm.domain.errors import Refusal

DAYS_A_WEEK = 5
"""Working days of an ordinary week; holidays make a drive shorter, not its weeks."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a drive stands at the end of a day.

    `planned` is what the even plan asks for by that day, in members with a fraction; `ahead`
    how many members above (or, negative, below) it the drive is. `needed_a_week` is what each
    of the remaining weeks must bring, None when the drive is over and short of its target.
    `will_join` are those who said so and have not paid: shown beside, never counted.
    """

    members: int
    target: int
    will_join: int
    working_days: int
    working_days_gone: int
    planned: float
    ahead: float
    needed_a_week: float | None

    @property
    def working_days_left(self) -> int:
        """How many working days remain after the day."""
        return self.working_days - self.working_days_gone

    @property
    def missing(self) -> int:
        """How many members are still missing; 0 once the target is reached."""
        return max(0, self.target - self.members)

    @property
    def share(self) -> float:
        """How much of the target is reached, from 0 to 1."""
        return min(1.0, self.members / self.target)


def pace(
    members: int, target: int, starts_on: date, ends_on: date, today: date, *, will_join: int = 0
) -> Pace:
    """Measure a drive that runs from `starts_on` to `ends_on`, both included.

    Raises Refusal for a target below one or an end before the start.
    """
    if target < 1:
        raise Refusal("A drive seeks at least one member.", field="target")
    if ends_on < starts_on:
        raise Refusal("A drive cannot end before it starts.", field="ends_on")
    eve = starts_on - timedelta(days=1)
    days = working_days_between(eve, ends_on)
    gone = min(days, max(0, working_days_between(eve, today)))
    planned = target * gone / days if days else float(target * (today >= ends_on))
    missing = max(0, target - members)
    needed: float | None = 0.0
    if missing:
        left = days - gone
        needed = missing * DAYS_A_WEEK / left if left else None
    return Pace(members, target, will_join, days, gone, planned, members - planned, needed)


def say_members(found: Pace) -> str:
    """Say the count: "137 of 250 members"."""
    return f"{found.members} of {found.target} members"


def say_pace(found: Pace) -> str:
    """Say how it stands to the plan: "12 behind the plan", "on plan", "target reached"."""
    if not found.missing:
        return "target reached"
    whole = round(abs(found.ahead))
    if whole == 0:
        return "on plan"
    return f"{whole} {'ahead of' if found.ahead > 0 else 'behind'} the plan"


def say_needed(found: Pace) -> str:
    """Say what it takes: "5.2 members a week needed"; empty once the target is reached."""
    if not found.missing:
        return ""
    if found.needed_a_week is None:
        return f"{found.missing} short at the end"
    if found.working_days_left < DAYS_A_WEEK:
        days = found.working_days_left
        return f"{found.missing} needed in {days} working day{'' if days == 1 else 's'}"
    # Rounded up: rounding 5.04 down to 5.0 would promise a target that is missed.
    tenths = ceil(round(found.needed_a_week * 10, 6))
    return f"{tenths / 10:g} members a week needed"
