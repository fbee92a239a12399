"""The ordered list of companies to call now, each with the reason it is there.

The order: (1) promised call-backs due within ten minutes or overdue; (2) the next number of a
company whose last one was bad, then the hot ones (will join, pack posted five or more working
days ago, asked for information), then every other step due today, oldest first; (3) retries at
another part of the day than the last try; (4) companies never called. Equal ones stand by name.

Retries, and only they, wait an hour between tries and stop at two a day. A company with an
objection to calls or without a usable number is never in it, whatever was promised.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from crm.domain.calendar import (
    CALLING_HOURS,
    PartOfDay,
    add_working_days,
    is_working_day,
    local_day,
    part_of_day,
    part_start,
    to_instant,
)
from crm.domain.call_candidates import (
    COOLING,
    TRIES_A_DAY,
    BadgeKind,
    Candidate,
    SetAside,
    due_reason,
    new_reason,
    pack_reason,
    promise_reason,
    promised_for,
    retry_reason,
    set_aside_reason,
    step_words,
)
from crm.domain.planned_steps import Heat, StepKind
from crm.domain.stages import Stage, needs_step

__all__ = [
    "BadgeKind",
    "Candidate",
    "Queue",
    "Queued",
    "SetAside",
    "build_queue",
    "set_aside_reason",
    "why_empty",
]

PROMISE_AHEAD = timedelta(minutes=10)
"""How long before its time a promised call-back comes up."""

PACK_WORKING_DAYS = 5
"""After how many working days a posted pack makes its company hot."""

_SOURCES = {"referral": 0, "event": 1, "lapsed": 2}
_BADGES = {
    "referral": ("referral", BadgeKind.REFERRAL),
    "event": ("warm", BadgeKind.WARM),
    "lapsed": ("lapsed", BadgeKind.WARM),
}
_STEP_BADGES = {
    StepKind.CALL: "due",
    StepKind.POST_PACK: "post",
    StepKind.CHASE_FORM: "form",
    StepKind.FIND_NUMBER: "number",
    StepKind.CONFIRM: "confirm",
    StepKind.REVIEW: "review",
}


@dataclass(frozen=True, slots=True)
class Queued:
    """One row of the queue.

    `line` stands under the name and ends with the town; `reason` is the whole sentence.
    `group` is 1 to 4 as in the order above.
    """

    company_id: int
    name: str
    line: str
    badge: str
    badge_kind: BadgeKind
    group: int
    reason: str


@dataclass(frozen=True, slots=True)
class Queue:
    """The rows in the order to call them, and who waits and why (see `set_aside_reason`).

    `order` are the ids of all companies that are ready, also beyond the rows asked for.
    """

    rows: tuple[Queued, ...]
    set_aside: Mapping[SetAside, tuple[Candidate, ...]]
    order: tuple[int, ...]

    def count(self, why: SetAside) -> int:
        """Count the companies set aside for one reason."""
        return len(self.set_aside.get(why, ()))


_LAST = datetime.max.replace(tzinfo=UTC)
_Place = tuple[int, int, date, datetime, str, int]


@dataclass(frozen=True, slots=True)
class _Now:
    """The moment the queue is made for, and what follows from it for all."""

    at: datetime
    today: date
    part: PartOfDay
    packs_until: date
    parts: Mapping[PartOfDay | None, datetime]


def build_queue(candidates: Iterable[Candidate], now: datetime, limit: int | None = None) -> Queue:
    """Order the companies to call at the aware instant `now`; equal facts give an equal queue.

    With a `limit` only the first so many rows are written out, which is most of the work.
    Companies that are closed or members and have no step are neither in it nor set aside.
    """
    moment = _moment(now)
    placed: list[tuple[_Place, Candidate]] = []
    aside: dict[SetAside, list[Candidate]] = {}
    for candidate in candidates:
        if _is_closed(candidate):
            continue
        why = _why_not(candidate, moment)
        if why is None:
            placed.append((_place(candidate, moment), candidate))
        else:
            aside.setdefault(why, []).append(candidate)
    placed.sort(key=lambda pair: pair[0])
    for waiting in aside.values():
        waiting.sort(key=_waiting_place)
    return Queue(
        tuple([_row(candidate, place, moment) for place, candidate in placed[:limit]]),
        MappingProxyType({why: tuple(aside[why]) for why in SetAside if why in aside}),
        tuple([candidate.company_id for _, candidate in placed]),
    )


def why_empty(queue: Queue) -> str:
    """Say why nobody is to be called now and what can be done; empty when somebody is."""
    if queue.order:
        return ""
    waiting = [f"{len(all_of)} {why}" for why, all_of in queue.set_aside.items()]
    if not waiting:
        return "There is nobody to call: import a list of companies or add one."
    return f"Nobody is to be called now: {', '.join(waiting)}."


def _moment(now: datetime) -> _Now:
    today = local_day(now)
    # A pack counts from the day after it was posted, so five working days lie after the cutoff.
    back = PACK_WORKING_DAYS - 1 if is_working_day(today) else PACK_WORKING_DAYS
    fifth = add_working_days(today, -back)
    parts: dict[PartOfDay | None, datetime] = {
        part: to_instant(today, part_start(part)) for part in PartOfDay
    }
    parts[None] = to_instant(today, CALLING_HOURS.opens)
    return _Now(now, today, part_of_day(now), fifth - timedelta(days=1), parts)


def _is_closed(candidate: Candidate) -> bool:
    """Whether nothing more is planned with a company, so that it is no matter for the queue."""
    if candidate.due_on is not None or candidate.is_new():
        return False
    return not needs_step(candidate.stage, member=candidate.member)


def _why_not(candidate: Candidate, now: _Now) -> SetAside | None:
    """Tell why a company is not to be called now; None when it is."""
    if candidate.objects:
        return SetAside.OBJECTION
    if not candidate.has_usable_number:
        return SetAside.NO_NUMBER
    if candidate.due_on is None:
        return None if candidate.is_new() else SetAside.NO_STEP
    return _why_not_yet(candidate, candidate.due_on, now)


def _why_not_yet(candidate: Candidate, due_on: date, now: _Now) -> SetAside | None:
    """Tell why a company with a step is not to be called yet."""
    if due_on > now.today:
        return SetAside.ANOTHER_DAY
    ahead = PROMISE_AHEAD if candidate.promised else timedelta()
    if candidate.is_retry():
        return _why_not_again(candidate, now)
    due = candidate.due_at
    if due is None and due_on == now.today and (candidate.promised or candidate.part):
        due = now.parts[candidate.part]
    return SetAside.LATER_TODAY if due is not None and due > now.at + ahead else None


def _why_not_again(candidate: Candidate, now: _Now) -> SetAside | None:
    """Tell why a company that did not answer is not to be tried again yet."""
    tried = candidate.last_try_at
    if candidate.tries_today >= TRIES_A_DAY or (tried and now.at < tried + COOLING):
        return SetAside.COOLING
    if candidate.due_at is not None and candidate.due_at > now.at:
        return SetAside.LATER_TODAY
    if tried and _heat(candidate, now) is None and part_of_day(tried) is now.part:
        return SetAside.OTHER_TIME
    return None


_BAD_NUMBER, _JOINING, _PACK, _ASKED, _OTHER = range(5)


def _heat(candidate: Candidate, now: _Now) -> int | None:
    """Tell what makes a company hot."""
    if candidate.hot == Heat.JOINING:
        return _JOINING
    posted = candidate.pack_posted_on
    if posted is not None and candidate.stage == Stage.PACK_SENT and posted <= now.packs_until:
        return _PACK
    return _ASKED if candidate.hot == Heat.ASKED else None


def _place(candidate: Candidate, now: _Now) -> _Place:
    """Find the place in the order: group, rank in it, due day and instant, name and id."""
    due = candidate.due_at or now.parts[candidate.part if candidate.promised else None]
    group, rank, day = 2, _OTHER, candidate.due_on or now.today
    if candidate.due_on is None:
        group, rank = 4, _SOURCES.get(candidate.source_kind, len(_SOURCES))
    elif candidate.promised:
        group, rank = 1, 0
    elif candidate.repeat and candidate.due_at is None:
        rank = _BAD_NUMBER
    else:
        heat = _heat(candidate, now)
        if heat is not None:
            rank = heat
        elif candidate.is_retry():
            group, rank = 3, int(candidate.part not in {None, now.part})
    return group, rank, day, due, candidate.name.casefold(), candidate.company_id


def _waiting_place(candidate: Candidate) -> tuple[date, datetime, str, int]:
    """Order those set aside by when they are due, then by name."""
    due = candidate.due_at or _LAST
    return candidate.due_on or date.max, due, candidate.name.casefold(), candidate.company_id


def _row(candidate: Candidate, place: _Place, now: _Now) -> Queued:
    """Write the row of a company that has its place."""
    group, rank = place[0], place[1]
    badge, kind, reason = _said(candidate, group, rank, now.today)
    short = step_words(candidate) if group == 1 else reason
    line = f"{short} · {candidate.town}" if candidate.town else short
    return Queued(candidate.company_id, candidate.name, line, badge, kind, group, reason)


def _said(candidate: Candidate, group: int, rank: int, today: date) -> tuple[str, BadgeKind, str]:
    """Choose the badge and the sentence that follow from group and rank."""
    if group == 1:
        return promised_for(candidate, today), BadgeKind.DUE, promise_reason(candidate, today)
    if group == 2:
        return _said_of_step(candidate, rank, today)
    if group == 3:
        return "retry", BadgeKind.RETRY, retry_reason(candidate, today)
    badge, kind = _BADGES.get(candidate.source_kind, ("new", BadgeKind.NEW))
    return badge, kind, new_reason(candidate)


def _said_of_step(candidate: Candidate, rank: int, today: date) -> tuple[str, BadgeKind, str]:
    """Choose the badge and the sentence of a hot company or another step that is due."""
    step = due_reason(candidate, today)
    then = f"{step[:1].lower()}{step[1:]}"
    if rank == _PACK and candidate.pack_posted_on is not None:
        said = pack_reason(candidate.pack_posted_on, candidate.tries, today)
        return "follow up", BadgeKind.FOLLOW_UP, said
    if rank == _JOINING:
        return "will join", BadgeKind.WARM, f"Will join: {then}"
    if rank == _ASKED:
        return "follow up", BadgeKind.FOLLOW_UP, f"Asked for information: {then}"
    if candidate.repeat:
        return "again", BadgeKind.RETRY, step
    badge = _STEP_BADGES[candidate.step_kind] if candidate.step_kind else "due"
    return badge, BadgeKind.FOLLOW_UP, step
