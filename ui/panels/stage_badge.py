"""Which colour the badge of a stage and of a row of the queue has; the word says the same."""

from ui.look.tokens import Kind

STAGE_KINDS = {
    "New": Kind.ACCENT,
    "Attempting": Kind.NEUTRAL,
    "In conversation": Kind.INFO,
    "Pack sent": Kind.WARNING,
    "Applied": Kind.SUCCESS,
    "Member": Kind.SUCCESS,
    "Resting": Kind.NEUTRAL,
    "Lapsed": Kind.WARNING,
    "Declined": Kind.DANGER,
    "Ineligible": Kind.DANGER,
}

QUEUE_KINDS = {
    "due": Kind.DANGER,
    "follow up": Kind.WARNING,
    "warm": Kind.INFO,
    "retry": Kind.NEUTRAL,
    "referral": Kind.INFO,
    "new": Kind.ACCENT,
    "pinned": Kind.SUCCESS,
    "later": Kind.NEUTRAL,
}


def stage_kind(stage: str) -> Kind:
    """The colour of a stage as it is shown (Member and Lapsed included)."""
    return STAGE_KINDS.get(stage, Kind.NEUTRAL)


def queue_kind(badge_kind: str) -> Kind:
    """The colour of a badge in the queue, by the value of `BadgeKind`."""
    return QUEUE_KINDS.get(badge_kind, Kind.NEUTRAL)
