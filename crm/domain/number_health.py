"""What is known of a number before it is dialled: whether it may be, and when it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from crm.domain.calendar import PartOfDay

FEWEST_CALLS: Final = 5
"""Calls of a company (or number) under which nothing is said of its best time of day."""

FEWEST_IN_PART: Final = 2

_KINDS: Final[Mapping[str, int]] = {"direct": 0, "mobile": 1, "": 2, "switchboard": 3}
_DEAD: Final[Mapping[str, str]] = {
    "disconnected": "disconnected",
    "wrong company": "rings at another company",
    "person left": "the person has left",
    "fax": "a fax machine",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How often was called, and how often somebody was reached."""

    calls: int = 0
    reached: int = 0


@dataclass(frozen=True, slots=True)
class BestTime:
    """The part of the day at which somebody answers most often, with what says so."""

    part: PartOfDay
    reached: int
    calls: int

    @property
    def words(self) -> str:
        """Say it: `best in the morning (3 of 4 answered)`."""
        return f"best in the {self.part} ({self.reached} of {self.calls} answered)"


def best_time(tallies: Mapping[PartOfDay, Tally]) -> BestTime | None:
    """Find when somebody answers; None with few calls, or where no part stands out.

    A part of the day needs two calls and a greater share answered than every other part has.
    """
    if sum(tally.calls for tally in tallies.values()) < FEWEST_CALLS:
        return None
    shares = {part: t.reached / t.calls for part, t in tallies.items() if t.calls}
    top = max(shares.values(), default=0.0)
    best = [part for part, share in shares.items() if share == top]
    if top == 0.0 or len(best) > 1 or tallies[best[0]].calls < FEWEST_IN_PART:
        return None
    tally = tallies[best[0]]
    return BestTime(best[0], tally.reached, tally.calls)


def why_not_dialled(
    state: str, e164: str | None, *, objects: bool = False, left: bool = False,
    person_objects: bool = False, closed: bool = False,
) -> str:  # fmt: skip
    """Say why a number is not dialled; empty where it may be.

    `objects` is of the number, `left` and `person_objects` of its person, `closed` of the
    company as a whole. A wish not to be called comes before all else.
    """
    if closed:
        return "the company asked not to be called"
    if objects:
        return "asked not to be called"
    if person_objects:
        return "the person asked not to be called"
    if state != "usable":
        return _DEAD.get(state, state)
    if left:
        return "the person has left"
    return "" if e164 else "cannot be dialled"


def kind_order(kind: str) -> int:
    """Order numbers of one owner: the direct one first, the switchboard last."""
    return _KINDS.get(kind, _KINDS[""])
