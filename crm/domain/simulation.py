"""What rules of calling come to: the next days of one company whose answers are known before.

Every step is made by the same rule that files a call (`cadence.consequence`); here it is only
carried out as soon as the queue would offer it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from crm.domain.cadence import after_posting, consequence
from crm.domain.calendar import (
    PartOfDay,
    add_working_days,
    local_day,
    part_of_day,
    part_start,
    to_instant,
)
from crm.domain.calling_rules import CallingRules
from crm.domain.next_steps import When
from crm.domain.objections import Channel
from crm.domain.outcomes import Call, Outcome
from crm.domain.planned_steps import CallHistory, PlannedStep, StepKind
from crm.domain.stages import Stage, stage_when_posted

DAYS = 30
"""How far ahead a sample company is followed."""

_MOST = 400
"""No story is followed further, whatever the rules: two tries a day for half a year."""


class Story(StrEnum):
    """How a sample company answers, call after call; the last answer goes on for good."""

    NOBODY = "Nobody ever answers"
    MACHINE = "A message is left each time"
    ENGAGED = "Engaged, and engaged again"
    GATEKEEPER = "The gatekeeper answers"
    PACK = "Asks for a pack at the third try"
    JOINS = "Asks for a pack, then will join"
    NOT_NOW = "Says not now"


_ANSWERS = {
    Story.NOBODY: (Outcome.NO_ANSWER,),
    Story.MACHINE: (Outcome.MESSAGE,),
    Story.ENGAGED: (Outcome.ENGAGED,),
    Story.GATEKEEPER: (Outcome.GATEKEEPER,),
    Story.PACK: (Outcome.NO_ANSWER, Outcome.NO_ANSWER, Outcome.SEND_PACK, Outcome.NO_ANSWER),
    Story.JOINS: (Outcome.SEND_PACK, Outcome.WILL_JOIN, Outcome.NO_ANSWER),
    Story.NOT_NOW: (Outcome.NOT_NOW, Outcome.NO_ANSWER),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happens to the sample company, or (`planned`) what is to come after.

    `at` is its instant in UTC and `when` how it was planned: a day with a clock time, a part of
    the day or neither. `outcome` is None where it is no call; `number` counts the tries since
    somebody was reached, 0 for what is no try. `letter` says that a letter is proposed.
    """

    at: datetime
    when: When
    text: str
    stage: Stage
    outcome: Outcome | None = None
    number: int = 0
    letter: bool = False
    planned: bool = False


def simulate(
    rules: CallingRules, story: Story, starts: date, days: int = DAYS
) -> tuple[Happening, ...]:
    """Follow a new company from its first call on, for so many days, and say what comes then.

    The call is made as calling hours open on `starts`, or on the working day after it.
    """
    return _Sample(rules, story, starts, days).follow()


class _Sample:
    """One company under way: where it stands and what was done."""

    def __init__(self, rules: CallingRules, story: Story, starts: date, days: int) -> None:
        self._rules, self._cadence = rules, rules.cadence
        self._answers = list(_ANSWERS[story])
        self._ends = starts + timedelta(days=days)
        self._now = self._cadence.hours.next_open(to_instant(starts, time()))
        self._history = CallHistory(usable_numbers_left=1)
        self._stage = Stage.NEW
        self._done: list[Happening] = []
        self._tried: list[date] = []

    def follow(self) -> tuple[Happening, ...]:
        """Do one thing after another until the days are over."""
        step: PlannedStep | None = PlannedStep(StepKind.CALL, local_day(self._now), text="Call")
        first = True
        while step is not None and len(self._done) < _MOST:
            at = self._now if first else self._when(step)
            first = False
            if local_day(at) >= self._ends:
                self._note(at, step, step.text, planned=True)
                break
            self._now = at
            step = self._post(step) if step.kind is StepKind.POST_PACK else self._call(step)
        return tuple(self._done)

    def _call(self, step: PlannedStep) -> PlannedStep | None:
        outcome = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        call = Call(
            1, outcome, person_name="the owner", channel=Channel.POST, plan="1 or more",
            signatory="the owner", gatekeeper_name="the gatekeeper",
        )  # fmt: skip
        follows = consequence(call, self._history, self._stage, self._now, self._cadence)
        self._history, self._stage = follows.history, follows.stage or self._stage
        if follows.counts_as_try:
            self._tried.append(local_day(self._now))
        self._note(
            self._now,
            step,
            self._rules.label(outcome),
            outcome=outcome,
            number=self._history.tries,
            letter=follows.propose_letter,
        )
        return follows.step

    def _post(self, step: PlannedStep) -> PlannedStep:
        self._stage = stage_when_posted(self._stage)
        self._note(self._now, step, "The pack is posted")
        return after_posting(local_day(self._now), self._cadence)

    def _note(
        self,
        at: datetime,
        step: PlannedStep,
        text: str,
        *,
        outcome: Outcome | None = None,
        number: int = 0,
        letter: bool = False,
        planned: bool = False,
    ) -> None:
        when = When(local_day(at), at if step.at is not None else None, _part(step, at))
        self._done.append(Happening(at, when, text, self._stage, outcome, number, letter, planned))

    def _when(self, step: PlannedStep) -> datetime:
        """When the queue would offer a step: within calling hours, and retries within the caps."""
        hours = self._cadence.hours
        opens = part_start(step.part) if step.part else hours.opens
        at = hours.next_open(max(step.at or to_instant(step.day, opens), self._now))
        if step.repeat or step.kind is not StepKind.CALL or not self._history.tries:
            return at
        last = self._history.last_try_at
        while last is not None and not self._free(at, last):
            at = hours.next_open(self._later(at, last))
        return at

    def _free(self, at: datetime, last: datetime) -> bool:
        """Whether a retry may be made: not too soon, not too often, at another time of day."""
        if at < last + self._rules.cooling:
            return False
        if self._tried.count(local_day(at)) >= self._rules.tries_a_day:
            return False
        return part_of_day(at) is not part_of_day(last)

    def _later(self, at: datetime, last: datetime) -> datetime:
        """Give the next moment at which it may be otherwise."""
        if at < last + self._rules.cooling:
            return last + self._rules.cooling
        day = local_day(at)
        for part in PartOfDay:
            begins = to_instant(day, part_start(part))
            if begins > at and self._tried.count(day) < self._rules.tries_a_day:
                return begins
        return to_instant(add_working_days(day, 1), self._cadence.hours.opens)


def _part(step: PlannedStep, at: datetime) -> PartOfDay | None:
    """Name the part of the day that a step was planned for, as far as calling hours kept it."""
    if step.at is not None or step.part is None:
        return None
    return step.part if part_of_day(at) is step.part else part_of_day(at)
