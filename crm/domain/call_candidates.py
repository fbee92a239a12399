"""What the call queue looks at: the facts of one company, and why it may have to wait."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from crm.domain.calendar import PartOfDay
from crm.domain.outcomes import Outcome
from crm.domain.planned_steps import Heat, StepKind
from crm.domain.queue_marks import NO_MARKS, Marks
from crm.domain.stages import Stage, needs_step


class SetAside(StrEnum):
    """Why a company that is still to be called is not in the queue now."""

    OBJECTION = "asked not to be called"
    NO_NUMBER = "no usable number"
    COOLING = "cooling down"
    LATER_TODAY = "call back later"
    SNOOZED = "snoozed"
    OTHER_TIME = "another time of day"
    ANOTHER_DAY = "due another day"
    CLOSED = "closed or a member"
    NO_STEP = "no next step"


class BadgeKind(StrEnum):
    """What the badge of a row means, so that the screen can choose its look."""

    DUE = "due"
    FOLLOW_UP = "follow up"
    WARM = "warm"
    RETRY = "retry"
    REFERRAL = "referral"
    NEW = "new"
    PINNED = "pinned"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Candidate:
    """The facts of one company that the queue needs.

    `due_on` to `step_text` are of its open next step, all empty when it has none. `tries` are
    those since anybody there was last reached, `tries_today` those of this London day.
    `source_kind` is referral, event, lapsed or anything else; `source_text` says it in words
    ("Referred by Tamworth IT"). `member` is true during a paid term, `lapsed` once all are over.
    """

    company_id: int
    name: str
    town: str = ""
    stage: Stage = Stage.NEW
    step_kind: StepKind | None = None
    due_on: date | None = None
    due_at: datetime | None = None
    part: PartOfDay | None = None
    promised: bool = False
    repeat: bool = False
    step_text: str = ""
    tries: int = 0
    tries_today: int = 0
    last_try_at: datetime | None = None
    last_outcome: Outcome | None = None
    source_kind: str = "other"
    source_text: str = ""
    hot: Heat | None = None
    pack_posted_on: date | None = None
    has_usable_number: bool = True
    number_on_file: bool = True
    """Whether a number rings at all, also one that nobody may call."""
    objects: bool = False
    member: bool = False
    lapsed: bool = False
    marks: Marks = NO_MARKS

    def is_retry(self) -> bool:
        """Whether its step is one more try without contact, which the caps bind."""
        return (
            self.tries > 0
            and self.step_kind == StepKind.CALL
            and not (self.promised or self.repeat)
        )

    def is_new(self) -> bool:
        """Whether it has never been called, or was a member once and nothing is planned."""
        if self.due_on is not None or self.member:
            return False
        return self.stage == Stage.NEW or (self.lapsed and self.stage not in _GIVEN_UP)

    def is_closed(self) -> bool:
        """Whether nothing more is to be done with it, so that it is no matter for the queue."""
        if self.due_on is not None or self.is_new() or self.marks.wanted():
            return False
        return not needs_step(self.stage, member=self.member)

    @property
    def came_by(self) -> str:
        """Where it comes from, as `source_kind`; whoever was a member comes as that."""
        return "lapsed" if self.lapsed else self.source_kind


_GIVEN_UP = frozenset({Stage.DECLINED, Stage.INELIGIBLE})
