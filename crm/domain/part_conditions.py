"""When a part belongs into a pack: conditions as data, said in words and decided."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from crm.domain.errors import Refusal


class Mailing(StrEnum):
    """Whether a company was sent anything before."""

    FIRST = "first"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class PartCondition:
    """What must hold of a company for a part to go to it: all that is given, at once.

    `bands` and `branches` are names, one of which must be theirs. `staff_from` and `staff_to`
    are both included. `events` and `member` None mean that it does not matter.
    """

    bands: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    mailing: Mailing | None = None
    events: bool | None = None
    staff_from: int | None = None
    staff_to: int | None = None
    member: bool | None = None

    def __bool__(self) -> bool:
        return self != ALWAYS


ALWAYS: Final = PartCondition()
"""The condition of a part that goes to everybody."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What conditions look at; empty text and None where it is not known."""

    band: str = ""
    branch: str = ""
    staff: int | None = None
    mailed_before: bool = False
    events: bool = False
    member: bool = False


def read_condition(text: str) -> PartCondition:
    """Read a condition as it is kept; empty text is none. Refusal names `condition`."""
    if not text.strip():
        return ALWAYS
    try:
        kept = json.loads(text)
    except ValueError as error:
        raise _unreadable() from error
    if not isinstance(kept, dict) or kept.keys() - set(PartCondition.__slots__):
        raise _unreadable()
    return check_condition(
        PartCondition(
            bands=_names(kept, "bands"),
            branches=_names(kept, "branches"),
            mailing=_mailing(kept),
            events=_one(kept, "events", bool),
            staff_from=_one(kept, "staff_from", int),
            staff_to=_one(kept, "staff_to", int),
            member=_one(kept, "member", bool),
        )
    )


def write_condition(condition: PartCondition) -> str:
    """Write a condition as it is kept; nothing for one that always holds."""
    kept = {
        name: value
        for name in PartCondition.__slots__
        if (value := getattr(condition, name)) not in (None, ())
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else ""


def check_condition(condition: PartCondition) -> PartCondition:
    """Refuse a condition that nobody can meet, naming `staff_from` or `staff_to`."""
    first, last = condition.staff_from, condition.staff_to
    if first is not None and first < 0:
        raise Refusal("The number of staff cannot be less than 0.", field="staff_from")
    if last is not None and last < (first or 0):
        raise Refusal("The number of staff ends before it begins.", field="staff_to")
    return condition


def say_condition(condition: PartCondition) -> str:
    """Say to whom a part goes: `only band 1–4 or 5–10, only with the first mailing`."""
    said = []
    if condition.bands:
        said.append(f"only band {_either(condition.bands)}")
    if condition.branches:
        said.append(f"only branch {_either(condition.branches)}")
    if condition.staff_from is not None or condition.staff_to is not None:
        said.append(f"only {_say_staff(condition)}")
    if condition.mailing is not None:
        said.append(_MAILINGS[condition.mailing])
    if condition.events is not None:
        events = "there are" if condition.events else "there are no"
        said.append(f"only while {events} coming events")
    if condition.member is not None:
        said.append("only members" if condition.member else "only who is no member")
    return ", ".join(said) or "always"


def why_not(condition: PartCondition, found: Circumstances) -> str:
    """Say why a part does not go to a company: the first condition it fails; "" where it goes."""
    checks = (
        (
            bool(condition.bands) and found.band not in condition.bands,
            f"their band is {found.band}" if found.band else "their band is not known",
        ),
        (
            bool(condition.branches) and found.branch not in condition.branches,
            f"their branch is {found.branch}" if found.branch else "their branch is not known",
        ),
        (not _fits(condition, found.staff), _say_their_staff(found.staff)),
        (
            condition.mailing is Mailing.FIRST and found.mailed_before,
            "they were sent something before",
        ),
        (
            condition.mailing is Mailing.LATER and not found.mailed_before,
            "they were sent nothing before",
        ),
        (
            condition.events not in (None, found.events),
            "there are coming events" if found.events else "there are no coming events",
        ),
        (
            condition.member not in (None, found.member),
            "they are a member" if found.member else "they are no member",
        ),
    )
    return next((said for fails, said in checks if fails), "")


_MAILINGS: Final = {
    Mailing.FIRST: "only with the first mailing",
    Mailing.LATER: "only with later mailings",
}


def _fits(condition: PartCondition, staff: int | None) -> bool:
    first, last = condition.staff_from, condition.staff_to
    if first is None and last is None:
        return True
    return staff is not None and staff >= (first or 0) and (last is None or staff <= last)


def _say_staff(condition: PartCondition) -> str:
    first, last = condition.staff_from, condition.staff_to
    if last is None:
        return f"{first} staff or more"
    if not first:
        return f"{last} staff or fewer"
    return f"{first} staff" if first == last else f"{first} to {last} staff"


def _say_their_staff(staff: int | None) -> str:
    return "their number of staff is not known" if staff is None else f"they have {staff} staff"


def _either(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def _names(kept: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = kept.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise _unreadable()
    return tuple(found)


def _mailing(kept: Mapping[str, Any]) -> Mailing | None:
    found = kept.get("mailing")
    if found is not None and found not in set(Mailing):
        raise _unreadable()
    return None if found is None else Mailing(found)


def _one(kept: Mapping[str, Any], name: str, kind: type) -> Any:
    found = kept.get(name)
    if found is not None and type(found) is not kind:
        raise _unreadable()
    return found


def _unreadable() -> Refusal:
    return Refusal("This condition cannot be read: choose it again.", field="condition")
