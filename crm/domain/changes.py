"""What an action touched: facts for the screens, never which screen to redraw."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")

TOO_MANY = 1_000
"""Beyond this many rows of one kind the ids are not listed: everything of that kind is stale."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows one step touched, by kind (the name of the table).

    `kinds` maps a kind to the ids touched, or to None where there are more than TOO_MANY.
    `companies` are the companies that own the touched rows (None: too many to list), so that
    the page of a company knows whether it is concerned. `step` is 0 where nothing was recorded.
    """

    step: int = 0
    label: str = ""
    kinds: Mapping[str, frozenset[int] | None] = field(default_factory=dict)
    companies: frozenset[int] | None = frozenset()

    def touch(self, kind: str, row: int | None = None) -> bool:
        """Whether any row of a kind, or one given row, was touched."""
        if kind not in self.kinds:
            return False
        ids = self.kinds[kind]
        return row is None or ids is None or row in ids

    def concern(self, company: int) -> bool:
        """Whether anything that belongs to the company was touched."""
        return self.companies is None or company in self.companies


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What an action gave back and what it touched.

    `said` is a sentence for the message bar beyond the label (what undo left standing, what
    was skipped); empty where there is nothing to add.
    """

    value: T
    changes: Changes
    said: str = ""
