"""What has been typed about calls that are not logged yet: kept by company, never lost."""

from dataclasses import dataclass, replace

from crm.domain.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed and chosen for one call.

    `person_id` and `number_id` are None where nothing was chosen; `dialled_at` is the moment
    of the timer's clock at which the call began, `seconds` what had passed when it was left.
    `made_at` is when the call was made, as typed (empty: now); `incoming` says that they rang.
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

    @property
    def blank(self) -> bool:
        """Whether nothing in it would be missed."""
        return self == Draft(person_id=self.person_id, number_id=self.number_id)


class Drafts:
    """The drafts by company."""

    def __init__(self) -> None:
        self._kept: dict[int, Draft] = {}

    def keep(self, company_id: int, draft: Draft) -> None:
        """Keep a draft; a blank one is forgotten."""
        if draft.blank:
            self._kept.pop(company_id, None)
        else:
            self._kept[company_id] = draft

    def of(self, company_id: int) -> Draft:
        """The draft of a company, blank where there is none."""
        return self._kept.get(company_id, Draft())

    def drop(self, company_id: int) -> None:
        """Forget a draft: it is in the book."""
        self._kept.pop(company_id, None)

    def waiting(self) -> frozenset[int]:
        """The companies with something typed and not logged."""
        return frozenset(self._kept)


def as_typed(draft: Draft, seconds: int) -> Draft:
    """The draft of a call that was taken back: its clock no longer runs."""
    return replace(draft, dialled_at=None, seconds=seconds)
