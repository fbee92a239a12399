"""Results keyed in from paper: what one row of the grid says, read as the call that is logged.

Cells are short: a name, one thing the outcome must say, when next. Words of a closed list may
be shortened as long as only one of them can be meant.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from types import MappingProxyType

from crm.domain.errors import Refusal
from crm.domain.likeness import name_key
from crm.domain.next_steps import When, read_when
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import RULES, Call, Need, NumberFate, Outcome, check_call, ends_cadence
from crm.domain.phone_numbers import search_digits


class Cell(StrEnum):
    """The cells of a row, in their order."""

    COMPANY = "company"
    TIME = "time"
    OUTCOME = "outcome"
    WHO = "who"
    SAYS = "says"
    NEXT = "next"
    NOTE = "note"


_CELL_OF: Mapping[str, Cell] = MappingProxyType(
    {
        Need.WHEN: Cell.NEXT,
        Need.BEST_TIME: Cell.NEXT,
        Need.PERSON: Cell.WHO,
        Need.SIGNATORY: Cell.WHO,
        Need.WHO_ASKED: Cell.WHO,
        Need.GATEKEEPER: Cell.WHO,
        Need.REASON: Cell.SAYS,
        Need.NUMBER_FATE: Cell.SAYS,
        Need.CHANNEL: Cell.SAYS,
        Need.PLAN: Cell.SAYS,
        Need.WHICH: Cell.SAYS,
        Need.SCOPE: Cell.SAYS,
        Need.NUMBER: Cell.SAYS,
        "outcome": Cell.OUTCOME,
        "note": Cell.NOTE,
        "at": Cell.TIME,
        "time": Cell.TIME,
    }
)

_CLOSED: Mapping[Outcome, tuple[str, ...]] = MappingProxyType(
    {
        Outcome.SEND_PACK: (Channel.POST.value, Channel.EMAIL.value),
        Outcome.BAD_NUMBER: tuple(NumberFate),
        Outcome.DO_NOT_CALL: tuple(Scope),
    }
)

_FREE: Mapping[Outcome, str] = MappingProxyType(
    {Outcome.WILL_JOIN: "plan", Outcome.BOOKED: "which"}
)

_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?\s*(am|pm)?", re.ASCII | re.IGNORECASE)
_FIRST_AFTERNOON = 7
"""On a sheet 1 to 7 o'clock without more is the afternoon: nobody rings companies at night."""


@dataclass(frozen=True, slots=True)
class KnownCompany:
    """What the grid knows of the company of a row; `person` is the one to ask for.

    `people` are names and keys, `numbers` keys and what is printed, the best first.
    """

    id: int
    name: str
    people: tuple[tuple[str, int], ...] = ()
    numbers: tuple[tuple[int, str], ...] = ()
    person: str = ""
    band: str = ""
    has_address: bool = True


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """One row as it was typed."""

    company: KnownCompany | None = None
    outcome: Outcome | None = None
    who: str = ""
    says: str = ""
    next_step: str = ""
    note: str = ""


def cell_of(field: str | None) -> Cell:
    """Tell beside which cell a refusal of a field is shown."""
    return _CELL_OF.get(field or "", Cell.COMPANY)


def cells_to_fill(outcome: Outcome) -> tuple[Cell, ...]:
    """List the cells an outcome must have, in the order they stand."""
    rule = RULES[outcome]
    needed = {cell_of(need) for need in rule.needs if need not in rule.offered}
    return tuple(cell for cell in Cell if cell in needed)


def first_values(outcome: Outcome, company: KnownCompany) -> dict[Cell, str]:
    """Give what is filled in for an outcome until something else is typed."""
    values = {
        Outcome.SEND_PACK: Channel.POST.value if company.has_address else Channel.EMAIL.value,
        Outcome.BAD_NUMBER: NumberFate.DISCONNECTED.value,
        Outcome.DO_NOT_CALL: Scope.COMPANY.value,
        Outcome.WILL_JOIN: company.band,
        Outcome.BOOKED: "Meeting",
    }
    filled = {Cell.SAYS: values.get(outcome, "")}
    wanted = cells_to_fill(outcome)
    if Cell.WHO in wanted and outcome is not Outcome.GATEKEEPER:
        filled[Cell.WHO] = company.person
    return {cell: text for cell, text in filled.items() if text}


def choices_of(outcome: Outcome | None, reasons: Sequence[str]) -> tuple[str, ...]:
    """List what may be said with an outcome where that is a closed list; empty for anything."""
    if outcome is Outcome.NOT_INTERESTED:
        return tuple(reasons)
    return _CLOSED.get(outcome, ()) if outcome is not None else ()


def outcome_of_key(key: str) -> Outcome | None:
    """Find the outcome a single key stands for: 1 to 0, M, X."""
    return next((one for one, rule in RULES.items() if rule.key == key.upper()), None)


def read_clock_cell(text: str) -> time | None:
    """Read the time of a call as it is noted on paper: 1410, 14:10, 2.10, 2pm; None for none.

    Raises Refusal for `time` where it is no time of day.
    """
    typed = text.strip()
    if not typed:
        return None
    found = _CLOCK.fullmatch(typed)
    if found:
        hour, minute = int(found[1]), int(found[2] or 0)
        half = (found[3] or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        elif not half and 1 <= hour <= _FIRST_AFTERNOON:
            hour += 12
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise Refusal(f"“{typed[:20]}” is no time. Type it like 1410 or 9:30.", field="time")


def read_row(row: KeyedRow, at: datetime, reasons: Sequence[str]) -> Call:
    """Read a row as the call made at an instant; what is next is read as said on that day.

    Raises Refusal that names the field at fault; `cell_of` tells the cell.
    """
    company, outcome = row.company, row.outcome
    if company is None:
        raise Refusal("Say which company: its number or its name.", field="company")
    if outcome is None:
        raise Refusal("Press the key of the outcome: 1 to 9, 0, M or X.", field="outcome")
    when = read_when(row.next_step, at) if row.next_step.strip() else None
    who = " ".join(row.who.split())
    person = None if outcome is Outcome.GATEKEEPER else _person(who, company)
    call = Call(
        company.id,
        outcome,
        person_id=person,
        person_name="" if person is not None or outcome is Outcome.GATEKEEPER else who,
        number_id=_number(row.says, company, outcome),
        note=row.note.strip(),
        at=at,
        when=when,
        signatory=who if outcome is Outcome.WILL_JOIN else None,
        who_asked=who if outcome is Outcome.DO_NOT_CALL else None,
        gatekeeper_name=who if outcome is Outcome.GATEKEEPER else None,
        **_said(row.says.strip(), outcome, reasons),  # type: ignore[arg-type]
    )
    check_call(call, reasons)
    _refuse_lost_step(call, when)
    return call


def _refuse_lost_step(call: Call, when: When | None) -> None:
    """Refuse a next step that has no place, so that it is not lost in silence."""
    if when is None:
        return
    if ends_cadence(call):
        raise Refusal(
            f"Nothing follows “{RULES[call.outcome].label}”: clear it.", field="next_step"
        )
    if call.outcome is Outcome.SEND_PACK:
        raise Refusal(
            "The pack is posted first and the call comes by itself: clear it.", field="next_step"
        )


def _said(text: str, outcome: Outcome, reasons: Sequence[str]) -> dict[str, object]:
    """Read the one thing the outcome must say."""
    if not text:
        return {}
    words = re.sub(r"[\d\s+()-]+$", "", text).strip()
    if outcome is Outcome.SEND_PACK:
        return {"channel": Channel(_picked(text, outcome, reasons, Need.CHANNEL))}
    if outcome is Outcome.NOT_INTERESTED:
        return {"reason": _picked(text, outcome, reasons, Need.REASON)}
    if outcome is Outcome.BAD_NUMBER:
        return {"number_fate": NumberFate(_picked(words, outcome, reasons, Need.NUMBER_FATE))}
    if outcome is Outcome.DO_NOT_CALL:
        return {"scope": Scope(_picked(words, outcome, reasons, Need.SCOPE))}
    if outcome not in _FREE:
        label = RULES[outcome].label
        raise Refusal(f"“{label}” says nothing here: put it into the note.", field=Need.WHICH)
    return {_FREE[outcome]: text}


def _picked(text: str, outcome: Outcome, reasons: Sequence[str], need: Need) -> str:
    """Find the one of a closed list that is meant by its beginning or that of a word in it."""
    choices = choices_of(outcome, reasons)
    typed = " ".join(text.split()).casefold()
    for found in (
        [one for one in choices if one.casefold() == typed],
        [one for one in choices if typed and one.casefold().startswith(typed)],
        [one for one in choices if typed and f" {one.casefold()}".find(f" {typed}") >= 0],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            break
    shown = text if len(text) <= 40 else text[:39] + "…"
    raise Refusal(f"“{shown}” is none, or several, of: {', '.join(choices)}.", field=need)


def _person(typed: str, company: KnownCompany) -> int | None:
    """Find somebody who is known by the whole name, or by a first or last name only they have."""
    key = name_key(typed)
    if not key:
        return None
    keyed = [(name_key(name), person) for name, person in company.people]
    whole = [person for name, person in keyed if name == key]
    part = [person for name, person in keyed if key in name.split() or name.endswith(f" {key}")]
    return next((found[0] for found in (whole, part) if len(found) == 1), None)


def _number(says: str, company: KnownCompany, outcome: Outcome) -> int | None:
    """Find the number meant: by its last digits, else the only one, else the first if it is bad."""
    about_one = outcome in {Outcome.BAD_NUMBER, Outcome.DO_NOT_CALL}
    digits = re.sub(r"\D", "", says) if about_one else ""
    if digits:
        wanted = search_digits(digits) or digits
        for key, shown in company.numbers:
            if re.sub(r"\D", "", shown).endswith(wanted.lstrip("0") or wanted):
                return key
        raise Refusal(f"{company.name} has no number that ends in {digits[:20]}.", field="number")
    if len(company.numbers) == 1 or (company.numbers and about_one):
        return company.numbers[0][0]
    return None
