"""The sentences that say why a company stands where it does in the queue, or why it waits."""

from datetime import date, datetime

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
from crm.domain.call_candidates import Candidate, SetAside
from crm.domain.calling_rules import CALLING_RULES, CallingRules
from crm.domain.outcomes import Outcome
from crm.domain.planned_steps import StepKind

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
    words = _SOURCE_WORDS.get(candidate.came_by)
    if words is None:
        return "Never called"
    return words if candidate.lapsed else candidate.source_text or words


def added_reason(candidate: Candidate, today: date) -> str:
    """Say what is known of a company that the organiser wants called today."""
    if candidate.is_new():
        return new_reason(candidate)
    if candidate.due_on is None:
        return "Member" if candidate.member else str(candidate.stage)
    if candidate.due_on <= today:
        return due_reason(candidate, today)
    if candidate.promised:
        return promise_reason(candidate, today)
    return f"{step_words(candidate)}, due {say_date(candidate.due_on, today)}"


def set_aside_reason(
    candidate: Candidate, why: SetAside, now: datetime, rules: CallingRules = CALLING_RULES
) -> str:
    """Say why a company is not in the queue now and, where it is known, from when it will be."""
    today = local_day(now)
    if why in _PLAIN:
        return _PLAIN[why]
    sentences = {
        SetAside.CLOSED: f"{candidate.stage}: nothing is planned",
        SetAside.COOLING: _cooling_reason(candidate, rules),
        SetAside.OTHER_TIME: _other_time_reason(part_of_day(now)),
        SetAside.SNOOZED: f"Snoozed until {say_clock(candidate.marks.snoozed_until or now)}",
        SetAside.LATER_TODAY: f"{step_words(candidate)}, due {promised_for(candidate, today)}",
        SetAside.ANOTHER_DAY: (
            f"{step_words(candidate)}, due {say_date(candidate.due_on or today, today)}"
        ),
    }
    return "A member" if why is SetAside.CLOSED and candidate.member else sentences[why]


_PLAIN = {
    SetAside.OBJECTION: "Asked not to be called",
    SetAside.NO_NUMBER: "No usable number: find one",
    SetAside.NO_STEP: "No next step: set one",
}
_TIMES = {1: "once", 2: "twice"}


def _cooling_reason(candidate: Candidate, rules: CallingRules) -> str:
    tried, times = candidate.last_try_at, candidate.tries_today
    if tried is None or times >= rules.tries_a_day:
        return f"Tried {_TIMES.get(times, f'{times} times')} today" if times else "Not today"
    return f"Tried at {say_clock(tried)}, again from {say_clock(tried + rules.cooling)}"


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
