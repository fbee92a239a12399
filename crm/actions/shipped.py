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
        return (RESOURCES / "templates" / self.file).read_text(encoding="utf-8")


TEMPLATES = (
    ShippedTemplate("covering_letter.md", "Covering letter", "letter"),
    ShippedTemplate("benefits.md", "Benefits of membership", "leaflet"),
    ShippedTemplate("", "What it costs", "fees"),
    ShippedTemplate("", "Application form", "form"),
    ShippedTemplate("reminder_letter.md", "Reminder letter", "letter"),
)

PACKS: Mapping[str, tuple[str, ...]] = {
    "Membership pack": (
        "Covering letter",
        "Benefits of membership",
        "What it costs",
        "Application form",
    ),
    "Reminder": ("Reminder letter", "Application form"),
}
"""The packs of a new book: the templates of each, in order."""


@cache
def preset(name: str = "wmita") -> AssociationProfile:
    """Read the profile of an association that comes with the program."""
    return read_preset((RESOURCES / "presets" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def outcodes() -> Mapping[str, Outcode]:
    """Read the table that tells the county of an outward code."""
    return read_outcodes((RESOURCES / "uk" / "outcodes.csv").read_text(encoding="utf-8"))
