"""How far a company has come on its way to membership, and which moves make sense.

Member and Lapsed are no stages: they are shown from the membership terms. A member keeps the
stored stage it joined with, normally Applied.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from crm.domain.errors import Refusal


class Stage(StrEnum):
    """The stored stage of a company; the values are what people read and what is stored."""

    NEW = "New"
    ATTEMPTING = "Attempting"
    IN_CONVERSATION = "In conversation"
    PACK_SENT = "Pack sent"
    APPLIED = "Applied"
    RESTING = "Resting"
    DECLINED = "Declined"
    INELIGIBLE = "Ineligible"


OPEN_STAGES = frozenset(
    {Stage.ATTEMPTING, Stage.IN_CONVERSATION, Stage.PACK_SENT, Stage.APPLIED, Stage.RESTING}
)
"""The stages in which a company has exactly one next step."""

LADDER = (Stage.NEW, Stage.ATTEMPTING, Stage.IN_CONVERSATION, Stage.PACK_SENT, Stage.APPLIED)
"""The way to membership in order; a call moves a company up it, never down."""

TRANSITIONS: Mapping[Stage, frozenset[Stage]] = MappingProxyType(
    {
        stage: frozenset(Stage) - ({stage} if stage is Stage.INELIGIBLE else {stage, Stage.NEW})
        for stage in Stage
    }
)
"""Where a company may go from each stage: anywhere but back to New, which means "never called".

Only Ineligible may become New again: it may have been marked before anybody rang.
"""


def needs_step(stage: Stage, *, member: bool = False, calls_closed: bool = False) -> bool:
    """Whether a company in this stage must have exactly one next step.

    A member needs none, and neither does a company that is closed to calls: both may still
    have one (a renewal call, a pack to post).
    """
    return stage in OPEN_STAGES and not member and not calls_closed


def check_move(before: Stage, after: Stage) -> None:
    """Refuse a change of stage that makes no sense; the same stage again is no change."""
    if before != after and after not in TRANSITIONS[before]:
        message = (
            f"A company that is {before} cannot become {after}: New means that nobody has "
            "called it yet."
        )
        raise Refusal(message, field="stage")


def raised(stage: Stage, to: Stage) -> Stage:
    """Give the stage after something that speaks for `to`, a stage of the ladder.

    Someone who has a pack stays Pack sent when they do not pick up the telephone. Resting and
    Declined companies come back onto the ladder; an Ineligible one only when somebody there
    has been talked to, that is above Attempting.
    """
    if stage in LADDER:
        return LADDER[max(LADDER.index(stage), LADDER.index(to))]
    if stage is Stage.INELIGIBLE and to in {Stage.NEW, Stage.ATTEMPTING}:
        return stage
    return to


def stage_when_posted(stage: Stage) -> Stage:
    """Give the stage once a pack has been posted or emailed.

    A closed company that is sent a pack (they asked for the papers all the same) stays closed.
    """
    if stage in {Stage.DECLINED, Stage.INELIGIBLE}:
        return stage
    return raised(stage, Stage.PACK_SENT)


def stage_when_applied(stage: Stage) -> Stage:
    """Give the stage once the application form is in: Applied, wherever the company was."""
    return raised(stage, Stage.APPLIED)
