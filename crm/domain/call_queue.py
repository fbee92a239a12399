"""The ordered list of companies to call now, each with the reason it is there.

Who is in it and in which place is said in `call_order`; here the rows are written out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from crm.domain.calendar import say_clock
from crm.domain.call_candidates import BadgeKind, Candidate, SetAside
from crm.domain.call_order import (
    Band,
    Moment,
    Position,
    Rank,
    added,
    moment_of,
    position_of,
    waiting_position,
    why_not,
)
from crm.domain.call_reasons import (
    added_reason,
    due_reason,
    new_reason,
    pack_reason,
    promise_reason,
    promised_for,
    retry_reason,
    set_aside_reason,
    step_words,
)
from crm.domain.calling_rules import CALLING_RULES, CallingRules
from crm.domain.planned_steps import StepKind

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
    `group` is 1 to 4: promised, due, retry, never called; `band` where a mark has put it.
    """

    company_id: int
    name: str
    line: str
    badge: str
    badge_kind: BadgeKind
    group: int
    reason: str
    band: Band = Band.BY_THE_RULES


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

    def without_number(self, never_called: int) -> int:
        """Count those without a usable number; those never called are counted elsewhere."""
        silent = self.set_aside.get(SetAside.NO_NUMBER, ())
        counted = sum(one.is_new() and not one.number_on_file for one in silent)
        return never_called + len(silent) - counted


def build_queue(
    candidates: Iterable[Candidate],
    now: datetime,
    limit: int | None = None,
    rules: CallingRules = CALLING_RULES,
    *,
    closed_too: bool = False,
) -> Queue:
    """Order the companies to call at the aware instant `now`; equal facts give an equal queue.

    With a `limit` only the first so many rows are written out, which is most of the work.
    Companies that are closed or members and have no step are neither in it nor set aside,
    unless `closed_too` asks for them.
    """
    moment = moment_of(now, rules)
    placed: list[tuple[Position, Candidate]] = []
    aside: dict[SetAside, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.is_closed() and not closed_too:
            continue
        why = why_not(candidate, moment)
        if why is None:
            placed.append((position_of(candidate, moment), candidate))
        else:
            aside.setdefault(why, []).append(candidate)
    placed.sort(key=lambda pair: pair[0])
    for waiting in aside.values():
        waiting.sort(key=waiting_position)
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


def _row(candidate: Candidate, place: Position, moment: Moment) -> Queued:
    """Write the row of a company that has its place."""
    badge, kind, reason = _said(candidate, place, moment)
    short = step_words(candidate) if place.group == 1 else reason
    prefix, own_badge, own_kind = _marked(candidate, place, moment)
    if prefix:
        badge, kind = own_badge, own_kind
        short, reason = f"{prefix}: {short}", f"{prefix}: {reason}"
    line = f"{short} · {candidate.town}" if candidate.town else short
    return Queued(
        candidate.company_id, candidate.name, line, badge, kind, place.group, reason, place.band
    )


def _marked(candidate: Candidate, place: Position, moment: Moment) -> tuple[str, str, BadgeKind]:
    """Say what the organiser did about the place of a company; empty where it is by the rules."""
    marks = candidate.marks
    match place.band:
        case Band.PINNED:
            return "Pinned", "pinned", BadgeKind.PINNED
        case Band.PUT_OFF:
            return "Later today", "later today", BadgeKind.LATER
        case Band.SNOOZE_OVER if marks.snoozed_until is not None:
            said = f"Snoozed until {say_clock(marks.snoozed_until)}"
            return said, say_clock(marks.snoozed_until), BadgeKind.FOLLOW_UP
        case Band.BY_THE_RULES if added(candidate, moment):
            return "Added to today", "today", BadgeKind.PINNED
    return "", "", BadgeKind.NEW


def _said(candidate: Candidate, place: Position, moment: Moment) -> tuple[str, BadgeKind, str]:
    """Choose the badge and the sentence that follow from group and rank."""
    today = moment.today
    if place.group == 1:
        return promised_for(candidate, today), BadgeKind.DUE, promise_reason(candidate, today)
    if added(candidate, moment):
        return "today", BadgeKind.PINNED, added_reason(candidate, today)
    if place.group == 2:
        return _said_of_step(candidate, place.rank, moment)
    if place.group == 3:
        return "retry", BadgeKind.RETRY, retry_reason(candidate, today)
    badge, kind = _BADGES.get(candidate.came_by, ("new", BadgeKind.NEW))
    return badge, kind, new_reason(candidate)


def _said_of_step(candidate: Candidate, rank: int, moment: Moment) -> tuple[str, BadgeKind, str]:
    """Choose the badge and the sentence of a hot company or another step that is due."""
    today = moment.today
    step = due_reason(candidate, today)
    then = f"{step[:1].lower()}{step[1:]}"
    if rank == Rank.PACK and candidate.pack_posted_on is not None:
        said = pack_reason(candidate.pack_posted_on, candidate.tries, today)
        return "follow up", BadgeKind.FOLLOW_UP, said
    if rank == Rank.JOINING:
        return "will join", BadgeKind.WARM, f"Will join: {then}"
    if rank == Rank.ASKED:
        return "follow up", BadgeKind.FOLLOW_UP, f"Asked for information: {then}"
    if candidate.repeat:
        return "again", BadgeKind.RETRY, step
    badge = _STEP_BADGES[candidate.step_kind] if candidate.step_kind else "due"
    return badge, BadgeKind.FOLLOW_UP, step
