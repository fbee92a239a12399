"""What is said where nobody is to be called now: why, from when somebody is, and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crm.domain.calendar import say_clock
from crm.domain.call_candidates import SetAside
from crm.domain.call_queue import Queue
from crm.domain.calling_rules import CALLING_RULES, CallingRules


class Offer(StrEnum):
    """What can be done about an empty queue."""

    IMPORT = "import a list"
    NEW_COMPANY = "add a company"
    WHO_WAITS = "see who waits"
    FIND_NUMBERS = "find numbers"
    CHOOSE = "choose companies to call today"
    LEAVE_SET = "leave the set"


@dataclass(frozen=True, slots=True)
class EmptyQueue:
    """Why nobody is to be called, in sentences, and what to offer, the best first."""

    why: str
    offers: tuple[Offer, ...]


_LISTED = (
    SetAside.COOLING,
    SetAside.LATER_TODAY,
    SetAside.SNOOZED,
    SetAside.OTHER_TIME,
    SetAside.NO_NUMBER,
)
"""Those worth a look: they wait for a time of today, or for a number."""


def say_empty(
    queue: Queue,
    *,
    companies: int,
    later: int = 0,
    without_number: int = 0,
    set_name: str = "",
    rules: CallingRules = CALLING_RULES,
) -> EmptyQueue | None:
    """Say why nobody is to be called; None where somebody is.

    `companies`, `later` (due another day) and `without_number` (never called) are counted over
    the whole book, or over the set of that name.
    """
    if queue.order:
        return None
    if not companies:
        return _nobody_at_all(set_name)
    counts = {why: len(waiting) for why, waiting in queue.set_aside.items()}
    counts.pop(SetAside.NO_NUMBER, 0)
    silent = queue.without_number(without_number)
    days = max(counts.pop(SetAside.ANOTHER_DAY, 0), later)
    where = f" of “{set_name}”" if set_name else ""
    whole = [f"{count:,} {why}" for why, count in counts.items()]
    whole += [f"{days:,} due another day"] if days else []
    whole += [f"{silent:,} without a usable number"] if silent else []
    if silent and len(whole) == 1:
        said = f"Nobody{where} can be called: no usable number is on file. Find one to begin."
    elif days and len(whole) == 1:
        said = f"Nobody{where} is to be called now: every next step is on another day."
    elif not whole:
        said = f"Nobody{where} is to be called now: everything that was planned is done."
    else:
        said = f"Nobody{where} is to be called now: {', '.join(whole)}."
    soonest = min(_times(queue, rules), default=None)
    if soonest is not None:
        said = f"{said} The next one comes up at {say_clock(soonest)}."
    return EmptyQueue(said, tuple(_offers(queue, silent, set_name)))


def _nobody_at_all(set_name: str) -> EmptyQueue:
    if set_name:
        return EmptyQueue(f"“{set_name}” holds no company any more.", (Offer.LEAVE_SET,))
    return EmptyQueue(
        "There is nobody to call: import a list of companies or add one.",
        (Offer.IMPORT, Offer.NEW_COMPANY),
    )


def _times(queue: Queue, rules: CallingRules) -> Iterator[datetime]:
    """List the instants at which somebody of today comes up again, as far as they are known."""
    for candidate in queue.set_aside.get(SetAside.SNOOZED, ()):
        if candidate.marks.snoozed_until is not None:
            yield candidate.marks.snoozed_until
    for candidate in queue.set_aside.get(SetAside.LATER_TODAY, ()):
        if candidate.due_at is not None:
            yield candidate.due_at - rules.ahead if candidate.promised else candidate.due_at
    for candidate in queue.set_aside.get(SetAside.COOLING, ()):
        if candidate.last_try_at is not None and candidate.tries_today < rules.tries_a_day:
            yield candidate.last_try_at + rules.cooling


def _offers(queue: Queue, silent: int, set_name: str) -> Iterator[Offer]:
    if set_name:
        yield Offer.LEAVE_SET
    if any(why in queue.set_aside for why in _LISTED) or (set_name and queue.set_aside):
        yield Offer.WHO_WAITS
    if silent and not set_name:
        yield Offer.FIND_NUMBERS
    if not set_name:
        yield Offer.CHOOSE
        yield Offer.IMPORT
