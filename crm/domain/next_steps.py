"""When the next step is due: typed in a few words, said back as an absolute date."""

from dataclasses import dataclass
from datetime import date, datetime

from crm.domain.calendar import PartOfDay, say_clock, say_date


@dataclass(frozen=True, slots=True)
class When:
    """A day, and a clock time or a part of the day if one was said.

    `at` is the UTC instant of a clock time; `day` is always its date in London. `warnings` are
    sentences for whoever typed it (a bank holiday, outside calling hours): nothing was moved.
    """

    day: date
    at: datetime | None = None
    part: PartOfDay | None = None
    warnings: tuple[str, ...] = ()


def say_when(when: When, today: date) -> str:
    """Say it as an absolute date: "Tue 18 Mar 14:00", "Tue 18 Mar, morning", "Tue 18 Mar"."""
    day = say_date(when.day, today)
    if when.at is not None:
        return f"{day} {say_clock(when.at)}"
    return day if when.part is None else f"{day}, {when.part}"
