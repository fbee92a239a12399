"""The rules of calling as data: what the organiser may change, with the defaults that ship.

They are kept in the association's settings under `SETTING`; whatever is missing or unsound there
holds at its default, so that a book of an older or newer program always has rules to call by.
The keys of the outcomes, what they must say and what they count as (`outcomes.RULES`) are fixed.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import time, timedelta
from types import MappingProxyType
from typing import Any

from crm.domain.calendar import (
    CALLING_HOURS,
    CallingHours,
    PartOfDay,
    part_at,
    part_start,
)
from crm.domain.errors import Refusal
from crm.domain.outcomes import REASONS, RULES, Outcome
from crm.domain.planned_steps import Cadence

SETTING = "calling"
"""The name of the rules in the association's settings."""

LABELS: tuple[str, ...] = tuple(rule.label for rule in RULES.values())
"""What the outcomes are called where nothing else is said, in the order of their keys."""

LABEL_LENGTH = 28
REASON_LENGTH = 60
MOST_REASONS = 30


@dataclass(frozen=True, slots=True)
class Span:
    """The whole numbers a rule may be, both ends included; `most_of_them` where it is a list."""

    words: str
    least: int
    most: int
    most_of_them: int = 0

    def holds(self, value: object) -> bool:
        """Whether it is such a number, or a list of them."""
        if not self.most_of_them:
            return self._one(value)
        if not isinstance(value, (list, tuple)):
            return False
        return 1 <= len(value) <= self.most_of_them and all(map(self._one, value))

    def refusal(self, name: str) -> Refusal:
        """Say what the rule must be."""
        number = f"{self.least} to {self.most:,}"
        if self.most_of_them:
            said = f"{self.words}: 1 to {self.most_of_them} whole numbers from {number}"
            return Refusal(f"{said}, with commas between them.", field=name)
        return Refusal(f"{self.words}: a whole number from {number}.", field=name)

    def _one(self, value: object) -> bool:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole and self.least <= value <= self.most  # type: ignore[operator]


OWN: Mapping[str, Span] = MappingProxyType(
    {
        "tries_a_day": Span("Tries a day", 1, 20),
        "cooling_minutes": Span("Minutes between two tries", 0, 1_440),
        "ahead_minutes": Span("Minutes before a promise", 0, 240),
        "hot_after_pack": Span("Working days after a pack", 1, 60),
    }
)
"""The numbers of the queue."""

OF_CADENCE: Mapping[str, Span] = MappingProxyType(
    {
        "waits": Span("Waits between tries", 0, 365, most_of_them=12),
        "message_wait": Span("Working days after a message", 0, 365),
        "gatekeeper_wait": Span("Working days after a gatekeeper", 1, 365),
        "engaged_minutes": Span("Minutes after an engaged tone", 1, 600),
        "engaged_repeats": Span("Repeats after an engaged tone", 0, 10),
        "rest_days": Span("Days of rest", 1, 1_000),
        "rounds_a_year": Span("Rounds a year", 1, 52),
        "letter_after": Span("Tries before a letter", 0, 99),
        "post_within": Span("Working days to post a pack", 0, 60),
        "call_after_pack": Span("Working days after a pack was posted", 0, 365),
        "chase_form_after": Span("Working days before the form is chased", 0, 365),
        "not_now_days": Span("Days after “not now”", 1, 1_000),
        "not_now_choices": Span("Days offered for “not now”", 1, 1_000, most_of_them=8),
        "revisit_after_days": Span("Days after “not interested”", 0, 3_650),
    }
)
"""The numbers of the cadence."""

SPANS: Mapping[str, Span] = MappingProxyType({**OF_CADENCE, **OWN})


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


def check_rules(rules: CallingRules) -> None:
    """Refuse rules nobody could call by, naming the first that cannot be.

    The fields are the names of the rules; a label is `label_` and the name of its outcome.
    """
    for name, span in SPANS.items():
        if not span.holds(getattr(rules.cadence if name in OF_CADENCE else rules, name)):
            raise span.refusal(name)
    check_hours(rules.cadence.hours)
    check_reasons(rules.reasons)
    for outcome, label in zip(RULES, rules.labels, strict=True):
        check_label(outcome, label)
    check_labels(rules.labels)


def check_hours(hours: CallingHours) -> None:
    """Refuse hours that end before they begin, or within the part of the day they begin in.

    Whoever did not answer is tried at another part of the day, so there must be another.
    """
    if hours.opens >= hours.closes:
        raise Refusal("Calling hours must end after they begin.", field="closes")
    if part_at(hours.opens) is part_at(_minute_before(hours.closes)):
        starts = " or ".join(f"{part_start(part):%H:%M}" for part in tuple(PartOfDay)[1:])
        message = (
            "Whoever did not answer is tried at another part of the day, and these hours lie "
            f"within one part: take in {starts} and the time before it."
        )
        raise Refusal(message, field="closes")


def check_reasons(reasons: Sequence[str]) -> None:
    """Refuse a list of reasons that is empty or too long, or holds one twice or a blank one."""
    seen: set[str] = set()
    if not 1 <= len(reasons) <= MOST_REASONS:
        raise Refusal(f"Give 1 to {MOST_REASONS} reasons, one a line.", field="reasons")
    for reason in reasons:
        if not reason.strip() or len(reason) > REASON_LENGTH:
            message = f"“{reason[:40]}”: a reason has 1 to {REASON_LENGTH} characters."
            raise Refusal(message, field="reasons")
        if reason.casefold() in seen:
            raise Refusal(f"“{reason}” stands in the list twice.", field="reasons")
        seen.add(reason.casefold())


def check_label(outcome: Outcome, label: str) -> None:
    """Refuse words for an outcome that are blank or too long for its button."""
    if not label.strip():
        raise Refusal(f"Say what “{outcome.value}” is called.", field=label_field(outcome))
    if len(label) > LABEL_LENGTH:
        message = f"A button has room for {LABEL_LENGTH} characters; these are {len(label)}."
        raise Refusal(message, field=label_field(outcome))


def check_labels(labels: Sequence[str]) -> None:
    """Refuse two outcomes of the same name: nobody could tell them apart."""
    seen: dict[str, Outcome] = {}
    for outcome, label in zip(RULES, labels, strict=True):
        other = seen.setdefault(label.casefold(), outcome)
        if other is not outcome:
            message = f"“{label}” is what key {RULES[other].key} is called already."
            raise Refusal(message, field=label_field(outcome))


def label_field(outcome: Outcome) -> str:
    """The name of the field that holds the words for an outcome."""
    return f"label_{outcome.name.lower()}"


def rules_as_data(rules: CallingRules) -> dict[str, Any]:
    """Give the rules as plain data for the book's settings."""
    cadence = rules.cadence
    return {
        **{name: getattr(rules, name) for name in OWN},
        **{name: _plain(getattr(cadence, name)) for name in OF_CADENCE},
        "opens": cadence.hours.opens.isoformat("minutes"),
        "closes": cadence.hours.closes.isoformat("minutes"),
        "reasons": list(rules.reasons),
        "labels": dict(zip(map(str, RULES), rules.labels, strict=True)),
    }


def rules_from_data(data: Mapping[str, Any]) -> CallingRules:
    """Read rules back; what is missing or could not be is the default."""
    if not data:
        return CALLING_RULES
    own = {name: data[name] for name, span in OWN.items() if span.holds(data.get(name))}
    cadence: dict[str, Any] = {
        name: tuple(data[name]) if span.most_of_them else data[name]
        for name, span in OF_CADENCE.items()
        if span.holds(data.get(name))
    }
    hours = CallingHours(
        _clock(data.get("opens"), CALLING_HOURS.opens),
        _clock(data.get("closes"), CALLING_HOURS.closes),
    )
    with suppress(Refusal):
        check_hours(hours)
        cadence["hours"] = hours
    return CallingRules(
        cadence=Cadence(**cadence),
        reasons=_reasons(data.get("reasons")),
        labels=_labels(data.get("labels")),
        **own,
    )


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _reasons(kept: object) -> tuple[str, ...]:
    if not isinstance(kept, list) or not all(isinstance(one, str) for one in kept):
        return REASONS
    try:
        check_reasons(kept)
    except Refusal:
        return REASONS
    return tuple(kept)


def _labels(kept: object) -> tuple[str, ...]:
    if not isinstance(kept, Mapping):
        return LABELS
    found = tuple(str(kept.get(rule.outcome.value, rule.label)) for rule in RULES.values())
    try:
        for outcome, label in zip(RULES, found, strict=True):
            check_label(outcome, label)
        check_labels(found)
    except Refusal:
        return LABELS
    return found


def _minute_before(clock: time) -> time:
    """The last minute that lies before a clock time other than midnight."""
    minutes = clock.hour * 60 + clock.minute - 1
    return time(minutes // 60, minutes % 60)


def _clock(value: object, usual: time) -> time:
    try:
        return time.fromisoformat(value) if isinstance(value, str) else usual
    except ValueError:
        return usual
