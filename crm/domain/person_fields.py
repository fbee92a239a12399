"""What is kept of a person and of a number besides the name, and how they are found by name."""

from typing import Final

from crm.domain.errors import Refusal
from crm.domain.likeness import name_key
from crm.domain.person_names import PersonName, short_name
from crm.domain.text_safety import clean_line

ROLES: Final = ("", "decision maker", "influencer", "gatekeeper")
"""What somebody has to say in the company; empty where unknown."""

NUMBER_KINDS: Final = ("", "direct", "switchboard", "mobile")
"""Where a number rings; empty where unknown."""

NUMBER_STATES: Final = ("usable", "disconnected", "wrong company", "person left", "fax")
"""Whether a number can be rung, else why not."""


def person_key(name: PersonName) -> str:
    """Fold a person's name for finding, forenames and surname only: `helen marsh`."""
    return name_key(short_name(name))


def read_one_of(field: str, typed: str, choices: tuple[str, ...]) -> str:
    """Read one of a closed set whatever its case; Refusal lists them beside the field."""
    wanted = clean_line(typed, field).casefold()
    if wanted not in choices:
        offered = ", ".join(choice for choice in choices if choice)
        raise Refusal(f"“{wanted[:40]}” is none of: {offered}.", field=field)
    return wanted
