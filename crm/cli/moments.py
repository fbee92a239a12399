"""Days and times as they are given on the command line."""

from datetime import date, datetime, time

from crm.domain.calendar import local_day, to_instant
from crm.domain.errors import Refusal

_FIRST_THING = time(9)


def read_day(text: str, *, field: str) -> date:
    """Read a day: `2003-03-14` or `14/03/2003`."""
    for shape in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text.strip(), shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Refusal(f"“{text[:40]}” is no day. Type it like 2003-03-14.", field=field)


def read_moment(text: str, now: datetime, *, field: str) -> datetime:
    """Read a London time: `2003-03-14 10:00`, `2003-03-14` (nine o'clock) or `10:30` (today)."""
    typed = text.strip()
    try:
        clock = time.fromisoformat(typed)
    except ValueError:
        pass
    else:
        if clock.tzinfo is None:
            return to_instant(local_day(now), clock, field=field)
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return to_instant(read_day(typed, field=field), _FIRST_THING, field=field)
    if moment.tzinfo is not None:
        return moment
    if len(typed) <= len("2003-03-14"):
        return to_instant(moment.date(), _FIRST_THING, field=field)
    return to_instant(moment.date(), moment.time(), field=field)
