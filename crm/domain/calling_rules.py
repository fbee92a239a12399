"""The rules of calling as data: what the organiser may change, with the defaults that ship.

They are kept in the association's settings under `SETTING`; whatever is missing or unsound there
holds at its default, so that a book of an older or newer program always has rules to call by.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from crm.domain.calendar import CALLING_HOURS, CallingHours
from crm.domain.outcomes import REASONS, RULES, Outcome
from crm.domain.planned_steps import Cadence

SETTING = "calling"
"""The name of the rules in the association's settings."""

LABELS: tuple[str, ...] = tuple(rule.label for rule in RULES.values())
"""What the outcomes are called where nothing else is said, in the order of their keys."""


@dataclass(frozen=True, slots=True)
class CallingRules:
    """All that turns outcomes into steps and steps into the queue.

    `tries_a_day` and `cooling_minutes` bind retries only; `ahead_minutes` is how long before
    its time a promise comes up; `hot_after_pack` the working days after which a posted pack
    makes its company hot. `reasons` are those offered for "not interested"; `labels` the words
    for the outcomes, in the order of `outcomes.RULES`.
    """

    cadence: Cadence = field(default_factory=Cadence)
    tries_a_day: int = 2
    cooling_minutes: int = 60
    ahead_minutes: int = 10
    hot_after_pack: int = 5
    reasons: tuple[str, ...] = REASONS
    labels: tuple[str, ...] = LABELS

    def label(self, outcome: Outcome) -> str:
        """What an outcome is called; its flags, its key and what it must say are fixed."""
        return self.labels[_PLACES[outcome]]

    @property
    def cooling(self) -> timedelta:
        """How long a company is left alone between two tries."""
        return timedelta(minutes=self.cooling_minutes)

    @property
    def ahead(self) -> timedelta:
        """How long before its time a promise comes up."""
        return timedelta(minutes=self.ahead_minutes)


_PLACES = {outcome: place for place, outcome in enumerate(RULES)}

CALLING_RULES = CallingRules()
"""The rules that ship."""

_OWN = ("tries_a_day", "cooling_minutes", "ahead_minutes", "hot_after_pack")
_NUMBERS = (
    "message_wait",
    "gatekeeper_wait",
    "engaged_minutes",
    "engaged_repeats",
    "rest_days",
    "rounds_a_year",
    "letter_after",
    "post_within",
    "call_after_pack",
    "chase_form_after",
    "not_now_days",
    "revisit_after_days",
)
_LISTS = ("waits", "not_now_choices")


def rules_as_data(rules: CallingRules) -> dict[str, Any]:
    """Give the rules as plain data for the book's settings."""
    cadence = rules.cadence
    return {
        **{name: getattr(rules, name) for name in _OWN},
        **{name: getattr(cadence, name) for name in _NUMBERS},
        **{name: list(getattr(cadence, name)) for name in _LISTS},
        "opens": cadence.hours.opens.isoformat("minutes"),
        "closes": cadence.hours.closes.isoformat("minutes"),
    }


def rules_from_data(data: Mapping[str, Any]) -> CallingRules:
    """Read rules back; what is missing or no whole number above or at nothing is the default."""
    own = {name: data[name] for name in _OWN if _whole(data.get(name))}
    cadence: dict[str, Any] = {name: data[name] for name in _NUMBERS if _whole(data.get(name))}
    for name in _LISTS:
        values = data.get(name)
        if isinstance(values, list) and values and all(_whole(value) for value in values):
            cadence[name] = tuple(values)
    hours = CallingHours(
        _clock(data.get("opens"), CALLING_HOURS.opens),
        _clock(data.get("closes"), CALLING_HOURS.closes),
    )
    if hours.opens < hours.closes:
        cadence["hours"] = hours
    return CallingRules(cadence=Cadence(**cadence), **own)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _clock(value: object, usual: time) -> time:
    try:
        return time.fromisoformat(str(value))
    except ValueError:
        return usual
