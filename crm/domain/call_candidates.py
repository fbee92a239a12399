"""What the call queue looks at, and the sentences that say why a company stands where it does."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from crm.domain.calendar import (
    WEEKDAYS,
    PartOfDay,
    local_day,
    other_part,
    part_of_day,
    part_start,
    say_clock,
    say_date,
)
from crm.domain.outcomes import Outcome
from crm.domain.planned_steps import Heat, StepKind
from crm.domain.stages import Stage

COOLING = timedelta(hours=1)
"""How long a company is left alone between two tries."""

TRIES_A_DAY = 2
"""How often a company that does not answer is tried on one day."""


class SetAside(StrEnum):
    """Why a company that is still to be called is not in the queue now."""

    OBJECTION = "asked not to be called"
    NO_NUMBER = "no usable number"
    COOLING = "cooling down"
    LATER_TODAY = "call back later"
    OTHER_TIME = "another time of day"
    ANOTHER_DAY = "due another day"
    NO_STEP = "no next step"


class BadgeKind(StrEnum):
    """What the badge of a row means, so that the screen can choose its look."""

    DUE = "due"
    FOLLOW_UP = "follow up"
    WARM = "warm"
    RETRY = "retry"
    REFERRAL = "referral"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Candidate:
    """The facts of one company that the queue needs.

    `due_on` to `step_text` are of its open next step, all empty when it has none. `tries` are
    those since anybody there was last reached, `tries_today` those of this London day.
    `source_kind` is referral, event, lapsed or anything else; `source_text` says it in words
    ("Referred by Tamworth IT"). `member` is true during a term.
    """

    company_id: int
    name: str
    town: str = ""
    stage: Stage = Stage.NEW
    step_kind: StepKind | None = None
    due_on: date | None = None
    due_at: datetime | None = None
    part: PartOfDay | None = None
    promised: bool = False
    repeat: bool = False
    step_text: str = ""
    tries: int = 0
    tries_today: int = 0
    last_try_at: datetime | None = None
    last_outcome: Outcome | None = None
    source_kind: str = "other"
    source_text: str = ""
    hot: Heat | None = None
    pack_posted_on: date | None = None
    has_usable_number: bool = True
    objects: bool = False
    member: bool = False

    def is_retry(self) -> bool:
        """Whether its step is one more try without contact, which the caps bind."""
        return (
            self.tries > 0
            and self.step_kind == StepKind.CALL
            and not (self.promised or self.repeat)
        )

    def is_new(self) -> bool:
        """Whether it has never been called, or was a member once and has no step."""
        return (
            self.due_on is None
            and not self.member
            and (self.stage == Stage.NEW or self.source_kind == "lapsed")
        )


_STEP_WORDS = {
    StepKind.CALL: "Call",
    StepKind.POST_PACK: "Post the pack",
    StepKind.CHASE_FORM: "Chase the form",
    StepKind.FIND_NUMBER: "Find a number",
    StepKind.CONFIRM: "Confirm the booking",
    StepKind.REVIEW: "Decide how to go on",
}
_TRY_WORDS = {
    Outcome.NO_ANSWER: "no answer",
    Outcome.MESSAGE: "message left",
    Outcome.ENGAGED: "engaged",
    Outcome.BAD_NUMBER: "bad number",
}
_SOURCE_WORDS = {
    "referral": "Referred to us",
    "event": "Came to an event",
    "lapsed": "Was a member",
}


def step_words(candidate: Candidate) -> str:
    """Say what the next step is: its own text, else the words of its kind."""
    if candidate.step_text:
        return candidate.step_text
    if candidate.promised:
        return "Call back"
    return _STEP_WORDS[candidate.step_kind] if candidate.step_kind else "Call"


def promise_reason(candidate: Candidate, today: date) -> str:
    """Say what was promised for when: "Call back Priya Nair, promised for 10:30"."""
    return f"{step_words(candidate)}, promised for {promised_for(candidate, today)}"


def promised_for(candidate: Candidate, today: date) -> str:
    """Say for when it was promised, with the date when that was another day."""
    day = candidate.due_on or today
    if candidate.due_at is not None:
        clock = say_clock(candidate.due_at)
        return clock if day == today else f"{say_date(day, today)} {clock}"
    if day != today:
        return say_date(day, today)
    if candidate.part is None:
        return "today"
    return f"this {candidate.part}"


def pack_reason(posted_on: date, tries: int, today: date) -> str:
    """Say how long ago the pack was posted: "Pack posted 7 days ago, 2nd try"."""
    days = (today - posted_on).days
    again = f", {ordinal(tries + 1)} try" if tries else ""
    return f"Pack posted {days} days ago{again}"


def due_reason(candidate: Candidate, today: date) -> str:
    """Say the next step, with the time it was set for or since when it is due."""
    said = step_words(candidate)
    if candidate.due_on is not None and candidate.due_on < today:
        return f"{said}, due {say_date(candidate.due_on, today)}"
    if candidate.due_at is not None and not candidate.repeat:
        return f"{said}, at {say_clock(candidate.due_at)}"
    return said


def retry_reason(candidate: Candidate, today: date) -> str:
    """Say which try it will be and how the last one ended: "2nd try, no answer Monday"."""
    said = f"{ordinal(candidate.tries + 1)} try"
    if candidate.last_try_at is None:
        return said
    ended = _TRY_WORDS.get(candidate.last_outcome, "last") if candidate.last_outcome else "last"
    day = local_day(candidate.last_try_at)
    days = (today - day).days
    if days == 0:
        return f"{said}, {ended} at {say_clock(candidate.last_try_at)}"
    if days == 1:
        return f"{said}, {ended} yesterday"
    return f"{said}, {ended} {WEEKDAYS[day.weekday()] if days < 7 else say_date(day, today)}"


def new_reason(candidate: Candidate) -> str:
    """Say where a company comes from that has never been called."""
    words = _SOURCE_WORDS.get(candidate.source_kind)
    return "Never called" if words is None else candidate.source_text or words


def set_aside_reason(candidate: Candidate, why: SetAside, now: datetime) -> str:
    """Say why a company is not in the queue now and, where it is known, from when it will be."""
    today = local_day(now)
    sentences = {
        SetAside.OBJECTION: "Asked not to be called",
        SetAside.NO_NUMBER: "No usable number: find one",
        SetAside.NO_STEP: "No next step: set one",
        SetAside.COOLING: _cooling_reason(candidate),
        SetAside.OTHER_TIME: _other_time_reason(part_of_day(now)),
        SetAside.LATER_TODAY: f"{step_words(candidate)}, due {promised_for(candidate, today)}",
        SetAside.ANOTHER_DAY: (
            f"{step_words(candidate)}, due {say_date(candidate.due_on or today, today)}"
        ),
    }
    return sentences[why]


def _cooling_reason(candidate: Candidate) -> str:
    tried = candidate.last_try_at
    if tried is None or candidate.tries_today >= TRIES_A_DAY:
        return "Tried twice today"
    return f"Tried at {say_clock(tried)}, again from {say_clock(tried + COOLING)}"


def _other_time_reason(part: PartOfDay) -> str:
    after = other_part(part)
    start = f"{part_start(after):%H:%M}"
    if after is PartOfDay.MORNING:
        return f"Last tried in the {part} too: again in the morning from {start}"
    return f"Last tried in the {part} too: again from {start}"


def ordinal(number: int) -> str:
    """Say a count as a place: 1st, 2nd, 3rd, 4th, 11th, 21st."""
    ending = "th" if number % 100 in {11, 12, 13} else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
