"""What a next step is made of, and all that the rule for making one looks at."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from crm.domain.calendar import CALLING_HOURS, CallingHours, PartOfDay
from crm.domain.stages import Stage


class StepKind(StrEnum):
    """What is to be done next with a company; the values are stored."""

    CALL = "call"
    POST_PACK = "post pack"
    CHASE_FORM = "chase form"
    FIND_NUMBER = "find number"
    CONFIRM = "confirm"
    REVIEW = "review"


DIALLING = frozenset({StepKind.CALL, StepKind.CHASE_FORM, StepKind.CONFIRM, StepKind.FIND_NUMBER})
"""The steps that end in a telephone call; a company closed to calls has none of them."""


class Heat(StrEnum):
    """Why a company is to be called before others."""

    JOINING = "joining"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Cadence:
    """The intervals of the cadence; those in working days unless they say otherwise.

    `waits` lie between the tries of one round without contact, so a round has one more try
    than waits; `rounds_a_year` counts in the year from the day the first of them began.
    `not_now_choices` are the days offered after Not now.
    """

    waits: tuple[int, ...] = (2, 2, 3, 4, 6)
    message_wait: int = 2
    gatekeeper_wait: int = 2
    engaged_minutes: int = 30
    engaged_repeats: int = 2
    rest_days: int = 90
    rounds_a_year: int = 2
    letter_after: int = 3
    post_within: int = 1
    call_after_pack: int = 5
    chase_form_after: int = 5
    not_now_days: int = 90
    not_now_choices: tuple[int, ...] = (30, 60, 90, 180)
    revisit_after_days: int = 365
    hours: CallingHours = CALLING_HOURS

    @property
    def tries(self) -> int:
        """How many tries make one round."""
        return len(self.waits) + 1


CADENCE = Cadence()


@dataclass(frozen=True, slots=True)
class CallHistory:
    """What is known of a company's calls; `Consequence.history` says what to remember next.

    `tries` are those since anybody there was last reached; `cycles_this_year` the rounds
    finished since `cycles_since`, the day the first of them began. `usable_numbers_left`
    leaves out the number just called (and, when a person is not to be called, all theirs).
    """

    tries: int = 0
    engaged_in_a_row: int = 0
    cycles_this_year: int = 0
    cycles_since: date | None = None
    last_try_at: datetime | None = None
    usable_numbers_left: int = 0
    hot: Heat | None = None
    member: bool = False
    calls_closed: bool = False


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """The next step as the rule makes it.

    `at` is the UTC instant of a clock time, else `part` may say which part of `day`.
    `promised` means they were told when; `repeat` that the caps on tries do not bind it (after
    an engaged tone, or the next number after a bad one).
    """

    kind: StepKind
    day: date
    at: datetime | None = None
    part: PartOfDay | None = None
    promised: bool = False
    text: str = ""
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from a call: `step` replaces the step that stood, also when it is None.

    `stage` is None where the stage does not change. `counts_as_try` differs from the flag A
    of the outcome only after too many engaged tones in a row. `warnings` are sentences for
    the caller: nothing was moved without one.
    """

    step: PlannedStep | None
    stage: Stage | None = None
    queue_pack: bool = False
    propose_letter: bool = False
    closes_calls: bool = False
    counts_as_try: bool = False
    history: CallHistory = CallHistory()
    warnings: tuple[str, ...] = ()
