"""The rules of calling as they are typed in a form, read back with all that is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from types import MappingProxyType
from typing import Any

from crm.domain.calendar import CallingHours
from crm.domain.calling_rules import (
    OF_CADENCE,
    OWN,
    SPANS,
    CallingRules,
    check_hours,
    check_label,
    check_labels,
    check_reasons,
    label_field,
)
from crm.domain.clock_phrases import read_clock
from crm.domain.errors import Refusal
from crm.domain.outcomes import RULES, Outcome
from crm.domain.planned_steps import Cadence
from crm.domain.text_safety import clean_line

_LIST_MARKS = str.maketrans({",": " ", ";": " ", "+": " "})


@dataclass(frozen=True, slots=True)
class TypedRules:
    """What was typed: the rules where all of it can be, and what is wrong by field."""

    rules: CallingRules | None
    wrong: Mapping[str, str]


def rules_as_texts(rules: CallingRules) -> dict[str, str]:
    """Give every rule as one would type it; reasons one a line."""
    texts = {name: str(getattr(rules, name)) for name in OWN}
    for name, span in OF_CADENCE.items():
        value = getattr(rules.cadence, name)
        texts[name] = ", ".join(map(str, value)) if span.most_of_them else str(value)
    hours = rules.cadence.hours
    texts["opens"], texts["closes"] = f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}"
    texts["reasons"] = "\n".join(rules.reasons)
    return texts | {label_field(outcome): rules.label(outcome) for outcome in RULES}


def read_rules(texts: Mapping[str, str]) -> TypedRules:
    """Read everything that was typed; a field that is missing counts as empty."""
    wrong: dict[str, str] = {}

    def read(field: str, reader: Callable[[str], Any]) -> Any:
        try:
            return reader(texts.get(field, ""))
        except Refusal as refusal:
            wrong[refusal.field or field] = refusal.message
            return None

    numbers = {name: read(name, _number_reader(name)) for name in SPANS}
    opens, closes = (read(field, _clock_reader(field)) for field in ("opens", "closes"))
    hours = None if "opens" in wrong or "closes" in wrong else CallingHours(opens, closes)
    if hours is not None:
        read("closes", lambda _text: check_hours(hours))
    reasons = read("reasons", _reasons)
    labels = [read(label_field(outcome), _label_reader(outcome)) for outcome in RULES]
    if None not in labels:
        read("labels", lambda _text: check_labels(labels))
    if wrong or hours is None:
        return TypedRules(None, MappingProxyType(wrong))
    cadence = {name: numbers.pop(name) for name in OF_CADENCE}
    return TypedRules(
        CallingRules(
            Cadence(**cadence, hours=hours),
            reasons=reasons,
            labels=tuple(labels),
            **numbers,
        ),
        MappingProxyType({}),
    )


def _number_reader(name: str) -> Callable[[str], int | tuple[int, ...]]:
    span = SPANS[name]

    def read(text: str) -> int | tuple[int, ...]:
        words = text.translate(_LIST_MARKS).split() if span.most_of_them else [text.strip()]
        # No number that counts has so many digits, and a very long one takes long to read.
        if not all(word.isascii() and word.isdecimal() and len(word) < 9 for word in words):
            raise span.refusal(name)
        numbers = tuple(map(int, words))
        value = numbers if span.most_of_them else numbers[0]
        if not span.holds(value):
            raise span.refusal(name)
        return value

    return read


def _clock_reader(field: str) -> Callable[[str], time]:
    def read(text: str) -> time:
        typed = " ".join(text.lower().split())
        found = read_clock(typed) if typed else None
        if found is None or found.at is None:
            raise Refusal("A time of day like 8:30 or 17:30.", field=field)
        return found.at

    def refused(text: str) -> time:
        try:
            return read(text)
        except Refusal as refusal:
            raise Refusal(refusal.message, field=field) from None

    return refused


def _label_reader(outcome: Outcome) -> Callable[[str], str]:
    def read(text: str) -> str:
        label = clean_line(text, label_field(outcome))
        check_label(outcome, label)
        return label

    return read


def _reasons(text: str) -> tuple[str, ...]:
    lines = (clean_line(line, "reasons") for line in text.splitlines())
    reasons = tuple(line for line in lines if line)
    check_reasons(reasons)
    return reasons
