"""What the calls of some days come to: tallies, promises kept, and the hours that reach people.

Rules: a dial is every call that was logged, whatever came of it. A promise is kept when its
company was called before its time or within 15 minutes after it; late when it was called after
that; missed when that time has passed without a call; moved when another step took its place
before its time. A promise without a clock time lasts to the end of its part of the day, or of
the day. Calls an hour are dials by clock hours in which somebody dialled, counted for each
organiser. The reach rate of an hour counts calls whose time was noted, and says nothing below
20 of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from crm.domain.calendar import LONDON, MONTHS, PartOfDay, part_end, say_long_date, to_local
from crm.domain.errors import Refusal

GRACE = timedelta(minutes=15)
"""How long after its time a promised call still keeps the promise."""

FEWEST_CALLS = 20
"""Below so many calls an hour of the week says nothing about how well it reaches people."""

_WITH_YEAR = ("%d %b %Y", "%d %B %Y", "%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d")
_WITHOUT_YEAR = ("%d %b %Y", "%d %B %Y", "%d/%m %Y")

MOST_DAYS = 3_660
"""The longest stretch that is measured at once."""


class Measure(StrEnum):
    """What is counted; each can be listed."""

    DIALS = "dials"
    REACHED = "reached"
    CONVERSATIONS = "conversations"
    PACKS_QUEUED = "packs queued"
    PACKS_POSTED = "packs posted"
    KEPT = "promises kept"
    LATE = "promises late"
    MISSED = "promises missed"
    MOVED = "promises moved"
    DUE = "promises to come"
    NO_STEP = "no next step"


CALLS = (Measure.DIALS, Measure.REACHED, Measure.CONVERSATIONS)
PACKS = (Measure.PACKS_QUEUED, Measure.PACKS_POSTED)
PROMISES = (Measure.KEPT, Measure.LATE, Measure.MISSED, Measure.MOVED, Measure.DUE)


@dataclass(frozen=True, slots=True)
class Span:
    """Some days in London, the first and the last of them included."""

    first: date
    last: date

    @property
    def starts(self) -> datetime:
        """The instant at which it begins."""
        return datetime.combine(self.first, time(), LONDON)

    @property
    def ends(self) -> datetime:
        """The first instant after it."""
        return datetime.combine(self.last + timedelta(days=1), time(), LONDON)


def span_of(first: date, last: date) -> Span:
    """Make a span; Refusal for `last` where it ends before it begins or is too long."""
    if last < first:
        raise Refusal("The last day is before the first.", field="last")
    if (last - first).days > MOST_DAYS:
        raise Refusal("That is more than ten years: choose fewer days.", field="last")
    return Span(first, last)


def read_day(text: str, today: date, *, field: str) -> date:
    """Read a day as it is typed: 14 Mar 2003, 14/3/2003, 2003-03-14, 14 Mar, today, yesterday."""
    typed = " ".join(text.split())
    near = {"today": today, "yesterday": today - timedelta(days=1)}
    if typed.casefold() in near:
        return near[typed.casefold()]
    for ending, shapes in (("", _WITH_YEAR), (f" {today.year}", _WITHOUT_YEAR)):
        for shape in shapes:
            try:
                return datetime.strptime(typed + ending, shape).replace(tzinfo=LONDON).date()
            except ValueError:
                continue
    raise Refusal(f"“{typed[:40]}” is no day. Type it like 14 Mar 2003.", field=field)


def this_week(today: date) -> Span:
    """Give the week a day is in, Monday to Sunday."""
    monday = today - timedelta(days=today.weekday())
    return Span(monday, monday + timedelta(days=6))


@dataclass(frozen=True, slots=True)
class Promise:
    """One promised next step, by whom it was made and when its company was called after that."""

    step_id: int
    company_id: int
    who: str
    due_on: date
    due_at: datetime | None
    part: PartOfDay | None
    made_at: datetime
    done_at: datetime | None
    called_at: datetime | None

    @property
    def time(self) -> datetime:
        """The moment by which the call was promised."""
        if self.due_at is not None:
            return self.due_at
        if self.part is not None:
            return datetime.combine(self.due_on, part_end(self.part), LONDON)
        return datetime.combine(self.due_on + timedelta(days=1), time(), LONDON)


def judge_promise(promise: Promise, now: datetime) -> Measure:
    """Tell whether a promise was kept, by the rule at the head of this file."""
    last_moment = promise.time + GRACE
    called, done = promise.called_at, promise.done_at
    if called is not None and called <= last_moment:
        return Measure.KEPT
    if done is not None and done <= last_moment:
        return Measure.MOVED
    if called is not None:
        return Measure.LATE
    return Measure.MISSED if now > last_moment else Measure.DUE


@dataclass(frozen=True, slots=True)
class HourTally:
    """The calls of one organiser that began within one clock hour.

    `timed` is False for those keyed in from paper without the time they were made at.
    """

    who: str
    hour: datetime
    dials: int
    reached: int
    conversations: int
    timed: bool = True


@dataclass(frozen=True, slots=True)
class Effort:
    """What somebody, or everybody, did; counts by measure, and the hours they dialled in."""

    counts: Mapping[Measure, int] = field(default_factory=dict)
    hours: int = 0

    def count(self, measure: Measure) -> int:
        """How many of one thing."""
        return self.counts.get(measure, 0)

    @property
    def calls_an_hour(self) -> float | None:
        """Dials by hours with dials; None where nobody dialled."""
        return self.count(Measure.DIALS) / self.hours if self.hours else None


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One hour of the week: `weekday` 0 for Monday, `hour` by the London clock."""

    weekday: int
    hour: int
    dials: int
    reached: int

    @property
    def rate(self) -> float | None:
        """The share of calls that reached somebody; None where there are too few to tell."""
        return self.reached / self.dials if self.dials >= FEWEST_CALLS else None


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The hours of the week in which calls were made: rows of days, columns of hours."""

    weekdays: tuple[int, ...]
    hours: tuple[int, ...]
    cells: Mapping[tuple[int, int], HeatCell]

    def cell(self, weekday: int, hour: int) -> HeatCell:
        """The cell of an hour; an empty one where nobody called."""
        return self.cells.get((weekday, hour), HeatCell(weekday, hour, 0, 0))

    def best(self) -> HeatCell | None:
        """The hour that reaches most, of those with enough calls; None while none has."""
        known = [cell for cell in self.cells.values() if cell.rate is not None]
        return max(known, key=_rank, default=None)


def _rank(cell: HeatCell) -> tuple[float, int, int, int]:
    return cell.rate or 0.0, cell.dials, -cell.weekday, -cell.hour


def heat_map(tallies: Iterable[HourTally]) -> HeatMap:
    """Put the calls whose time is known into the hours of the week.

    Monday to Friday and the hours from nine to five are always there, others where calls were.
    """
    dials: Counter[tuple[int, int]] = Counter()
    reached: Counter[tuple[int, int]] = Counter()
    for tally in tallies:
        if tally.timed:
            local = to_local(tally.hour)
            dials[local.weekday(), local.hour] += tally.dials
            reached[local.weekday(), local.hour] += tally.reached
    cells = {at: HeatCell(*at, count, reached[at]) for at, count in sorted(dials.items())}
    hours = {9, 16, *(hour for _day, hour in cells)}
    return HeatMap(
        tuple(sorted({*range(5), *(day for day, _hour in cells)})),
        tuple(range(min(hours), max(hours) + 1)),
        cells,
    )


def hours_of_the_week(span: Span, weekday: int, hour: int) -> tuple[datetime, ...]:
    """List when that hour of the week begins, each time it comes in a span.

    The hour that comes twice in autumn is listed twice, the one skipped in spring not at all.
    """
    day = span.first + timedelta(days=(weekday - span.first.weekday()) % 7)
    found: list[datetime] = []
    while day <= span.last:
        first = datetime.combine(day, time(hour), LONDON)
        for moment in dict.fromkeys((first.timestamp(), first.replace(fold=1).timestamp())):
            local = datetime.fromtimestamp(moment, LONDON)
            if (local.date(), local.hour) == (day, hour):
                found.append(local)
        day += timedelta(days=7)
    return tuple(found)


def efforts(
    tallies: Iterable[HourTally],
    promises: Iterable[tuple[str, Measure]],
    packs: Mapping[tuple[str, Measure], int],
) -> dict[str, Effort]:
    """Add up by organiser; the key "" is everybody together."""
    counts: Counter[tuple[str, Measure]] = Counter()
    hours: set[tuple[str, datetime]] = set()
    for tally in tallies:
        hours.add((tally.who, tally.hour))
        for measure, count in zip(
            CALLS, (tally.dials, tally.reached, tally.conversations), strict=True
        ):
            counts[tally.who, measure] += count
    counts.update(promises)
    counts.update(packs)
    names = sorted({who for who, _ in counts} | {who for who, _ in hours})
    made = {
        who: Effort(
            {measure: counts[who, measure] for measure in Measure if counts[who, measure]},
            sum(1 for name, _hour in hours if name == who),
        )
        for who in names
    }
    whole: Counter[Measure] = Counter()
    for (_who, measure), count in counts.items():
        whole[measure] += count
    return {**made, "": Effort(dict(whole), len(hours))}


def say_span(span: Span) -> str:
    """Say the days in few words: "14 March 2003", "10 to 16 March 2003"."""
    if span.first == span.last:
        return say_long_date(span.first)
    if (span.first.year, span.first.month) == (span.last.year, span.last.month):
        return f"{span.first.day} to {say_long_date(span.last)}"
    if span.first.year == span.last.year:
        first = f"{span.first.day} {MONTHS[span.first.month - 1]}"
        return f"{first} to {say_long_date(span.last)}"
    return f"{say_long_date(span.first)} to {say_long_date(span.last)}"
