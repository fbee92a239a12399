"""Paper for a day away from the desk: what a sheet is called, who is on it, in which order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from crm.domain.calendar import CALLING_HOURS, LONDON, MONTHS
from crm.domain.call_candidates import SetAside
from crm.domain.call_queue import Queue, set_aside_reason
from crm.domain.errors import Refusal

MOST = 200
"""The most companies on one sheet."""

USUAL = 30
BETWEEN = timedelta(minutes=5)
"""How far apart calls are put whose times were not noted."""

NEVER_CALLED = 4
"""The group of the queue whose companies nobody has rung; they come last."""

_NAME = re.compile(r"Call sheet (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) no\. (\d{1,4})")


@dataclass(frozen=True, slots=True)
class SheetName:
    """Which sheet: the day it is for, and its number among the sheets of that day."""

    day: date
    number: int

    @property
    def name(self) -> str:
        """As it is filed: "Call sheet 14 Mar 2003 no. 1"."""
        month = MONTHS[self.day.month - 1][:3]
        return f"Call sheet {self.day.day} {month} {self.day.year} no. {self.number}"

    @property
    def reference(self) -> str:
        """As it is printed: "1403-1", the day, the month and the number."""
        return f"{self.day:%d%m}-{self.number}"


def read_sheet_name(name: str) -> SheetName | None:
    """Read the name a sheet is filed under; None for any other name."""
    found = _NAME.fullmatch(name)
    months = [month[:3] for month in MONTHS]
    if found is None or found[2] not in months:
        return None
    try:
        day = date(int(found[3]), months.index(found[2]) + 1, int(found[1]))
    except ValueError:
        return None
    return SheetName(day, int(found[4]))


def check_limit(limit: int) -> None:
    """Refuse a sheet of no companies or of more than fit in a hand, for `limit`."""
    if not 1 <= limit <= MOST:
        raise Refusal(f"A call sheet has 1 to {MOST} companies.", field="limit")


def order_for_paper(queue: Queue, now: datetime, limit: int) -> tuple[tuple[int, str], ...]:
    """Choose whom a sheet lists, each with the reason: paper lasts the whole day.

    Promises of the day come first in their order, also those whose time is still to come; then
    what else is due, retries, also those for another part of the day, and last the companies
    never called. Who objects, has no number, cools down or is due another day is left out.
    """
    check_limit(limit)
    rows = [(row.group, row.company_id, row.reason) for row in queue.rows]
    waiting = [
        (why, one.promised, one.company_id, set_aside_reason(one, why, now))
        for why in (SetAside.LATER_TODAY, SetAside.OTHER_TIME)
        for one in queue.set_aside.get(why, ())
    ]
    chosen = [
        *((key, said) for group, key, said in rows if group == 1),
        *((key, said) for _why, promised, key, said in waiting if promised),
        *((key, said) for group, key, said in rows if 1 < group < NEVER_CALLED),
        *((key, said) for _why, promised, key, said in waiting if not promised),
        *((key, said) for group, key, said in rows if not 0 < group < NEVER_CALLED),
    ]
    return tuple(dict(chosen).items())[:limit]


def sheet_moment(day: date, now: datetime) -> datetime:
    """The moment at which a sheet for a day looks at the queue: now, or when that day opens."""
    opens = datetime.combine(day, CALLING_HOURS.opens, LONDON)
    return max(now, opens)


def spread_times(day: date, noted: Sequence[time | None], now: datetime) -> tuple[datetime, ...]:
    """Give every line of a sheet its moment: as noted, else put between its neighbours.

    Lines without a time follow the one before by five minutes, or closer where there is less
    room before the next noted time, the end of the calling hours or now; never after `now`.
    Raises Refusal for `time` where the clocks skip a noted one.
    """
    start = datetime.combine(day, time(9), LONDON)
    close = datetime.combine(day, CALLING_HOURS.closes, LONDON)
    end = min(max(close, start), now)
    moments = [None if at is None else datetime.combine(day, at, LONDON) for at in noted]
    placed: list[datetime] = []
    before = min(start, end) - BETWEEN
    place = 0
    while place < len(moments):
        moment = moments[place]
        if moment is not None:
            placed.append(moment)
            before = moment
            place += 1
            continue
        gap = next((n for n in range(place, len(moments)) if moments[n] is not None), len(moments))
        until = moments[gap] if gap < len(moments) else None
        count = gap - place
        if not placed and until is not None and until <= before:
            before = until - BETWEEN * (count + 1)
        limit = until if until is not None and until >= before else max(end, before)
        step = min(BETWEEN, (limit - before) / (count + 1))
        placed += [before + step * number for number in range(1, count + 1)]
        before = placed[-1]
        place = gap
    return tuple(placed)


def line_to_say(sentences: Sequence[str]) -> str:
    """Choose the one sentence of a script that paper has room for: the first question."""
    asked = (sentence for sentence in sentences if sentence.endswith("?"))
    return next(asked, next(iter(sentences), ""))
