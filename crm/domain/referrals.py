"""Who else should be rung: a name and a number typed into one line."""

import re
from dataclasses import dataclass

from crm.domain.errors import Refusal
from crm.domain.note_marks import contacts_in
from crm.domain.text_safety import clean_line

FIELD = "referral"
_TRIMMED = " ,;:-–—()/"


@dataclass(frozen=True, slots=True)
class Referral:
    """A company that somebody named, with its number as typed; empty where none was said."""

    name: str
    telephone: str = ""
    e164: str = ""


def read_referral(text: str) -> Referral | None:
    """Read `Rugby Robotics 01788 960123`; None for empty text.

    Refuses, for the field `referral`, a number without a name and digits that are no number.
    """
    line = clean_line(text, FIELD)
    if not line:
        return None
    found = contacts_in(line).numbers
    name = line
    for number in found:
        name = name.replace(number.typed, " ")
    name = " ".join(name.split()).strip(_TRIMMED)
    if not any(letter.isalpha() for letter in name):
        raise Refusal("Say the name too, for example Rugby Robotics 01788 960123.", field=FIELD)
    odd = re.search(r"\+?\d[\d ().-]{5,}\d", name)
    if odd:
        raise Refusal(f"“{odd.group()}” is no telephone number that can be dialled.", field=FIELD)
    first = found[0] if found else None
    return Referral(name, first.typed if first else "", (first.e164 or "") if first else "")
