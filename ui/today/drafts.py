"""What has been typed about calls that are not logged yet: kept by company, never lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from crm.domain.outcomes import Outcome
from crm.domain.plain_data import as_data, from_data


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed and chosen for one call.

    `person_id` and `number_id` are None where nothing was chosen; `dialled_at` is the moment
    of the timer's clock at which the call began, `seconds` what had passed when it was left.
    `made_at` is when the call was made, as typed (empty: now); `incoming` says that they rang.
    `typed_at` is when it was last changed; two drafts that differ in it alone are equal.
    """

    note: str = ""
    next_step: str = ""
    outcome: Outcome | None = None
    person_id: int | None = None
    number_id: int | None = None
    dialled_at: float | None = None
    seconds: int = 0
    made_at: str = ""
    incoming: bool = False
    typed_at: datetime | None = field(default=None, compare=False)

    @property
    def blank(self) -> bool:
        """Whether nothing in it would be missed."""
        return self == Draft(person_id=self.person_id, number_id=self.number_id)

    @property
    def lasting(self) -> "Draft":
        """What of it is worth more than this run of the program: all but its clock."""
        return replace(self, dialled_at=None, seconds=0)


class Drafts:
    """The drafts by company; `changed` is told which one is another now."""

    def __init__(
        self,
        changed: Callable[[int], object] = lambda _company_id: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._kept: dict[int, Draft] = {}
        self._changed = changed
        self._now = now

    def keep(self, company_id: int, draft: Draft) -> None:
        """Keep a draft, with the time unless it says what was kept already.

        A blank one is forgotten.
        """
        if draft.blank:
            self.drop(company_id)
            return
        known = self._kept.get(company_id)
        if known is not None and known.lasting == draft.lasting:
            self._kept[company_id] = replace(draft, typed_at=known.typed_at)
            return
        self._kept[company_id] = replace(draft, typed_at=self._now())
        self._changed(company_id)

    def put(self, company_id: int, draft: Draft) -> None:
        """Hold a draft that is kept on the disk already, with the time it has."""
        self._kept[company_id] = draft

    def of(self, company_id: int | None) -> Draft:
        """The draft of a company, blank where there is none."""
        return self._kept.get(company_id, Draft()) if company_id is not None else Draft()

    def drop(self, company_id: int) -> None:
        """Forget a draft: it is in the book."""
        if self._kept.pop(company_id, None) is not None:
            self._changed(company_id)

    def waiting(self) -> frozenset[int]:
        """The companies with something typed and not logged."""
        return frozenset(self._kept)


def as_typed(draft: Draft, seconds: int) -> Draft:
    """The draft of a call that was taken back: its clock no longer runs."""
    return replace(draft, dialled_at=None, seconds=seconds)


def as_kept(draft: Draft) -> dict[str, Any]:
    """Give a draft as plain data for the disk, without its clock and the time it was typed."""
    return as_data(replace(draft.lasting, typed_at=None))


def from_kept(said: Mapping[str, Any], typed_at: datetime) -> Draft:
    """Read a draft back; of one that makes no sense at least the note."""
    try:
        return replace(from_data(Draft, said), typed_at=typed_at)
    except ValueError:
        return Draft(str(said.get("note", "")), typed_at=typed_at)
