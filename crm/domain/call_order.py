"""Who is called now and in which place: the rules that the queue is put in order by.

The order: promised call-backs that are due; those the organiser has pinned, then those whose
snooze is over; then the next number of a company whose last one was bad, the hot ones (will
join, pack posted some working days ago, asked for information), every other step due today and
whoever was added to today, oldest first; retries at another part of the day than the last try;
companies never called; at the very end whoever was put off till later today. Equal ones stand
by name.

Retries, and only they, wait between tries and stop at so many a day. A company with an objection
to calls or without a usable number is never in it, whatever was promised or marked; a promise
that is due is in it whatever was marked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from typing import NamedTuple

from crm.domain.calendar import (
    PartOfDay,
    add_working_days,
    is_working_day,
    local_day,
    part_of_day,
    part_start,
    to_instant,
)
from crm.domain.call_candidates import Candidate, SetAside
from crm.domain.calling_rules import CALLING_RULES, CallingRules
from crm.domain.planned_steps import Heat
from crm.domain.stages import Stage

_SOURCES = {"referral": 0, "event": 1, "lapsed": 2}
_NO_TIME = datetime.min.replace(tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)


class Band(IntEnum):
    """The stretches of the queue, in order; marks move a company from one to another."""

    PROMISED = 0
    PINNED = 1
    SNOOZE_OVER = 2
    BY_THE_RULES = 3
    PUT_OFF = 4


class Rank(IntEnum):
    """What stands before what among the steps that are due."""

    NEXT_NUMBER = 0
    JOINING = 1
    PACK = 2
    ASKED = 3
    OTHER = 4


@dataclass(frozen=True, slots=True)
class Moment:
    """The moment the queue is made for, and what follows from it for all."""

    at: datetime
    rules: CallingRules
    today: date
    part: PartOfDay
    packs_until: date
    """The last day a pack may have been posted on to make its company hot."""
    parts: Mapping[PartOfDay | None, datetime]
    """When each part of today begins; for None when calling begins."""


class Position(NamedTuple):
    """A place in the queue; smaller ones come first. `group` is 1 to 4 as PRODUCT counts them."""

    band: Band
    marked_at: datetime
    group: int
    rank: int
    day: date
    due: datetime
    name: str
    company_id: int


def moment_of(now: datetime, rules: CallingRules = CALLING_RULES) -> Moment:
    """Work out once what all companies of a queue share."""
    today = local_day(now)
    # A pack counts from the day after it was posted, so all its working days lie after this one.
    back = rules.hot_after_pack - 1 if is_working_day(today) else rules.hot_after_pack
    first = add_working_days(today, -back) if back > 0 else today
    parts: dict[PartOfDay | None, datetime] = {
        part: to_instant(today, part_start(part)) for part in PartOfDay
    }
    parts[None] = to_instant(today, rules.cadence.hours.opens)
    posted = first - timedelta(days=1) if rules.hot_after_pack else today
    return Moment(now, rules, today, part_of_day(now), posted, parts)


def promised_now(candidate: Candidate, moment: Moment) -> bool:
    """Whether a promised call-back is due, a little ahead of its time included."""
    if not candidate.promised or candidate.due_on is None or candidate.due_on > moment.today:
        return False
    due = _due(candidate, moment)
    return due is None or due <= moment.at + moment.rules.ahead


def why_not(candidate: Candidate, moment: Moment) -> SetAside | None:
    """Tell why a company is not to be called now; None when it is."""
    if candidate.objects:
        return SetAside.OBJECTION
    if not candidate.has_usable_number:
        return SetAside.NO_NUMBER
    if promised_now(candidate, moment):
        return None
    why = _why_not_yet(candidate, moment)
    until = candidate.marks.snoozed_until
    if why is None and until is not None and until > moment.at:
        return SetAside.SNOOZED
    return why


def position_of(candidate: Candidate, moment: Moment) -> Position:
    """Find the place of a company that is to be called now."""
    band, marked_at = _band(candidate, moment)
    group, rank = _group(candidate, moment)
    due = candidate.due_at or moment.parts[candidate.part if candidate.promised else None]
    return Position(
        band,
        marked_at,
        group,
        rank,
        candidate.due_on or moment.today,
        due,
        candidate.name.casefold(),
        candidate.company_id,
    )


def waiting_position(candidate: Candidate) -> tuple[date, datetime, str, int]:
    """Order those set aside by when they are due, then by name."""
    due = candidate.due_at or _LAST
    return candidate.due_on or date.max, due, candidate.name.casefold(), candidate.company_id


def added(candidate: Candidate, moment: Moment) -> bool:
    """Whether a company is in the queue only because the organiser wants it called today."""
    if not candidate.marks.wanted():
        return False
    return candidate.due_on is None or candidate.due_on > moment.today


def _why_not_yet(candidate: Candidate, moment: Moment) -> SetAside | None:
    """Tell why a company that could be called is not yet to be; None when it is."""
    marks, due_on = candidate.marks, candidate.due_on
    if due_on is None:
        if candidate.is_new() or marks.wanted():
            return None
        return SetAside.CLOSED if candidate.is_closed() else SetAside.NO_STEP
    if due_on > moment.today and not marks.wanted():
        return SetAside.ANOTHER_DAY
    if candidate.is_retry():
        why = _why_not_again(candidate, moment)
        if why is not None:
            return why
    due = _due(candidate, moment)
    early = due_on > moment.today or (marks.pinned_at is not None and not candidate.promised)
    if due is None or due <= moment.at or early:
        return None
    return SetAside.LATER_TODAY


def _why_not_again(candidate: Candidate, moment: Moment) -> SetAside | None:
    """Tell why a company that did not answer is not to be tried again yet."""
    tried, rules = candidate.last_try_at, moment.rules
    # A last try in the future is the mark of a clock set back, and holds nobody up.
    cooling = tried is not None and tried <= moment.at < tried + rules.cooling
    if cooling or candidate.tries_today >= rules.tries_a_day:
        return SetAside.COOLING
    if tried is None or (candidate.due_at is not None and candidate.due_at > moment.at):
        return None
    if candidate.marks.wanted() or heat_of(candidate, moment) is not None:
        return None
    return SetAside.OTHER_TIME if part_of_day(tried) is moment.part else None


def _due(candidate: Candidate, moment: Moment) -> datetime | None:
    """Find the instant from which a step of today may be done; None where any will do."""
    if candidate.due_at is not None:
        return candidate.due_at
    if candidate.due_on != moment.today or candidate.is_retry():
        return None
    if candidate.promised or candidate.part:
        return moment.parts[candidate.part]
    return None


def heat_of(candidate: Candidate, moment: Moment) -> Rank | None:
    """Tell what makes a company hot; None where nothing does."""
    if candidate.hot == Heat.JOINING:
        return Rank.JOINING
    posted = candidate.pack_posted_on
    if posted is not None and candidate.stage == Stage.PACK_SENT and posted <= moment.packs_until:
        return Rank.PACK
    return Rank.ASKED if candidate.hot == Heat.ASKED else None


def _band(candidate: Candidate, moment: Moment) -> tuple[Band, datetime]:
    marks = candidate.marks
    if promised_now(candidate, moment):
        return Band.PROMISED, _NO_TIME
    if marks.pinned_at is not None:
        return Band.PINNED, marks.pinned_at
    if marks.later_at is not None:
        return Band.PUT_OFF, marks.later_at
    if marks.snoozed_until is not None:
        return Band.SNOOZE_OVER, marks.snoozed_until
    return Band.BY_THE_RULES, _NO_TIME


def _group(candidate: Candidate, moment: Moment) -> tuple[int, int]:
    """Tell the group of the order that a company falls into, and its rank within it."""
    if promised_now(candidate, moment):
        return 1, 0
    if candidate.is_new() and candidate.marks.added_at is None:
        return 4, _SOURCES.get(candidate.came_by, len(_SOURCES))
    rank = _rank(candidate, moment)
    if rank is Rank.OTHER and candidate.is_retry() and not added(candidate, moment):
        return 3, int(candidate.part not in {None, moment.part})
    return 2, rank


def _rank(candidate: Candidate, moment: Moment) -> Rank:
    if candidate.marks.added_at is not None and added(candidate, moment):
        return Rank.OTHER
    if candidate.repeat and candidate.due_at is None:
        return Rank.NEXT_NUMBER
    return heat_of(candidate, moment) or Rank.OTHER
