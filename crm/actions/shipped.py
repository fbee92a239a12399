"""What comes with the program: presets, template texts, the table of outward codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crm.domain.association import AssociationProfile
from crm.domain.geography import Outcode, read_outcodes
from crm.domain.presets import read_preset

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@dataclass(frozen=True, slots=True)
class ShippedTemplate:
    """A template that comes with the program: its file, its name and the part it makes.

    Parts that are drawn from facts alone (the table of fees, the form) have no file.
    """

    file: str
    name: str
    part: str

    @property
    def body(self) -> str:
        """The text as it was shipped."""
        if not self.file:
            return ""
        return (RESOURCES / "templates" / self.file).read_text(encoding="utf-8").strip("\n")


TEMPLATES = (
    ShippedTemplate("covering_letter.md", "Covering letter", "letter"),
    ShippedTemplate("benefits.md", "Benefits of membership", "leaflet"),
    ShippedTemplate("", "What it costs", "fees"),
    ShippedTemplate("", "Application form", "form"),
    ShippedTemplate("reminder_letter.md", "Reminder letter", "letter"),
    ShippedTemplate("", "Programme of events", "programme"),
    ShippedTemplate("", "Standing order mandate", "mandate"),
    ShippedTemplate("privacy_notice.md", "Privacy notice", "leaflet"),
    ShippedTemplate("covering_second_mailing.md", "Second mailing letter", "letter"),
    ShippedTemplate("covering_after_event.md", "Letter after an event", "letter"),
    ShippedTemplate("covering_after_referral.md", "Letter after a referral", "letter"),
    ShippedTemplate("event_invitation.md", "Event invitation", "letter"),
    ShippedTemplate("welcome_letter.md", "Welcome letter", "letter"),
    ShippedTemplate("", "Membership at a glance", "glance"),
    ShippedTemplate("renewal_60_days.md", "Renewal letter, 60 days before", "letter"),
    ShippedTemplate("renewal_30_days.md", "Renewal letter, 30 days before", "letter"),
    ShippedTemplate("renewal_reminder.md", "Renewal reminder", "letter"),
    ShippedTemplate("lapse_letter.md", "Letter when a membership lapses", "letter"),
    ShippedTemplate("plain_letter.md", "Written letter", "written"),
)

PACKS: Mapping[str, tuple[str, ...]] = {
    "Membership pack": (
        "Covering letter",
        "Benefits of membership",
        "What it costs",
        "Programme of events",
        "Application form",
        "Standing order mandate",
        "Privacy notice",
    ),
    "Second mailing": (
        "Second mailing letter",
        "What it costs",
        "Programme of events",
        "Application form",
    ),
    "Reminder": ("Reminder letter", "Application form"),
    "Welcome": (
        "Welcome letter",
        "Membership at a glance",
        "Benefits of membership",
        "Programme of events",
    ),
    "Renewal": ("Renewal letter, 60 days before", "Programme of events", "Standing order mandate"),
    "Written letter": ("Written letter",),
}
"""The packs of a new book: the templates of each, in order.

What has no facts to be drawn from (a programme without events) stays out of a pack by itself.
"""


@cache
def preset(name: str = "wmita") -> AssociationProfile:
    """Read the profile of an association that comes with the program."""
    return read_preset((RESOURCES / "presets" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def outcodes() -> Mapping[str, Outcode]:
    """Read the table that tells the county of an outward code."""
    return read_outcodes((RESOURCES / "uk" / "outcodes.csv").read_text(encoding="utf-8"))
