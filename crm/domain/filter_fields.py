"""The fields a filter of companies can name, described for reading, querying and completion."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from crm.domain.stages import Stage

WORDS: Final = "words"
"""The field of plain words: looked for in name, town, people, tags and the like."""


class FieldKind(StrEnum):
    """What may stand behind the colon of a field."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    AGO = "ago"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class FilterField:
    """One field: what it is typed and called, what it takes, and how it is explained.

    `choices` maps what may be typed to the value it stands for; of a text field it is empty. `none`
    is the word that finds companies without any; empty where every company has one.
    """

    name: str
    label: str
    kind: FieldKind
    tip: str
    example: str
    choices: Mapping[str, str] = field(default_factory=dict)
    none: str = "none"


STAGE_CHOICES: Final = (*(stage.value for stage in Stage), "Member", "Lapsed")
"""The stages as they are shown: the stored ones and the two that follow from the terms."""


def _chosen(*values: str) -> Mapping[str, str]:
    """Map each value, as it is typed in one word, to itself."""
    return MappingProxyType({value.lower().replace(" ", "-"): value for value in values})


_ALL = (
    FilterField(
        "stage", "Stage", FieldKind.CHOICE, "how far the company has come", "stage:pack-sent",
        _chosen(*STAGE_CHOICES), none="",
    ),
    FilterField("town", "Town", FieldKind.TEXT, "post town", "town:stafford"),
    FilterField("branch", "Branch", FieldKind.TEXT, "county branch", "branch:staffordshire"),
    FilterField("postcode", "Postcode", FieldKind.TEXT, "how the postcode begins", "postcode:ST4"),
    FilterField("name", "Name", FieldKind.TEXT, "in the company's name", "name:data", none=""),
    FilterField("person", "Person", FieldKind.TEXT, "somebody who works there", "person:marsh"),
    FilterField("phone", "Phone", FieldKind.TEXT, "any run of digits", "phone:496012"),
    FilterField("email", "Email", FieldKind.TEXT, "in an email address", "email:potteries"),
    FilterField("tag", "Tag", FieldKind.TEXT, "carries the tag", "tag:cloud"),
    FilterField("does", "Does", FieldKind.TEXT, "what the company does", "does:hosting"),
    FilterField("source", "Source", FieldKind.TEXT, "where it came from", "source:chamber"),
    FilterField("staff", "Staff", FieldKind.NUMBER, "number of staff", "staff:>20"),
    FilterField(
        "tries", "Tries", FieldKind.NUMBER, "tries since last reached", "tries:>=3", none="",
    ),
    FilterField(
        "last", "Last contact", FieldKind.AGO, "how long ago the last contact was", "last:>14d",
        none="never",
    ),
    FilterField(
        "pack", "Pack posted", FieldKind.AGO, "how long ago a pack was posted", "pack:>5d",
        none="never",
    ),
    FilterField("added", "Added", FieldKind.AGO, "how long ago it was added", "added:<2w", none=""),
    FilterField(
        "next", "Next step", FieldKind.AHEAD, "when the next step is due", "next:<7d",
        _chosen("overdue", "today"),
    ),
    FilterField(
        "objects", "Objection", FieldKind.CHOICE, "asked not to be called, posted or emailed",
        "objects:call", _chosen("call", "post", "email"),
    ),
)  # fmt: skip

FIELDS: Final[Mapping[str, FilterField]] = MappingProxyType({one.name: one for one in _ALL})
"""Every field by the name typed before the colon, in the order completion shows them."""
