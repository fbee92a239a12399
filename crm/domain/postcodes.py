"""Postcodes: their shapes, and the repairs of what was mistyped."""

import re
from dataclasses import dataclass
from itertools import product
from typing import Final

from crm.domain.text_safety import ADDRESS_LINE_LENGTH, clean_line

_AREAS = (
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN "
    "DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA "
    "LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG "
    "SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV XX YO "
    "ZE"
)
AREAS: Final = frozenset(_AREAS.split())
"""The letters a postcode can begin with: the postcode areas in use, Crown dependencies included."""

_OUTCODE = r"(?:[A-Z]{1,2}(?:\d|[1-9]\d)|[A-Z]{1,2}\d[A-HJ-NP-Z]|GIR)"
_SHAPE = re.compile(rf"({_OUTCODE})(\d[A-Z]{{2}})", re.ASCII)
_OUTCODE_ALONE = re.compile(_OUTCODE, re.ASCII)
_NEVER_AT_THE_END = frozenset("CIKMOV")
"""Letters that the last two places of a postcode never hold."""

_MISTAKEN = {"O": "O0", "0": "0O", "I": "I1", "1": "1I"}


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode as it is kept and printed.

    `value` is `ST4 1AA`, or what was typed in capitals where it has no known shape. `outcode` is
    the part before the space, empty where there is none. `repaired` says that an O, 0, I or 1 was
    changed. `warning` is a sentence for beside the field, empty where nothing is odd; it never
    stops the postcode from being kept.
    """

    value: str
    outcode: str = ""
    repaired: bool = False
    warning: str = ""


def read_postcode(text: str) -> Postcode:
    """Read a postcode however it is spaced and cased; a wrong one is warned of, never refused.

    `st41aa` gives `ST4 1AA`, `ST4 IAA` is repaired to the same with a warning that says so. Raises
    Refusal(field="postcode") only for text longer than an address line.
    """
    typed = clean_line(text, "postcode", ADDRESS_LINE_LENGTH).upper()
    tight = re.sub("[^A-Z0-9]", "", typed)
    if not tight:
        return Postcode(typed, warning=f"“{typed}” is not a postcode." if typed else "")
    for candidate in _spellings(tight):
        shape = _SHAPE.fullmatch(candidate)
        if shape is None:
            continue
        value = f"{shape[1]} {shape[2]}"
        repaired = candidate != tight
        warning = f"Read “{typed}” as {value}." if repaired else _oddity(shape[1], shape[2])
        return Postcode(value, shape[1], repaired, warning)
    if _OUTCODE_ALONE.fullmatch(tight) and _area(tight) in AREAS:
        return Postcode(tight, tight, warning=f"{tight} is only the first half of a postcode.")
    return Postcode(typed, warning=f"“{typed}” does not look like a UK postcode.")


def is_postcode(text: str) -> bool:
    """Whether a piece of an address is a postcode as it stands, without repairs."""
    return _SHAPE.fullmatch(re.sub(r"\s", "", text.upper())) is not None


def _spellings(tight: str) -> list[str]:
    """List what may have been meant: as typed, then the likeliest repairs first."""
    if not 5 <= len(tight) <= 7:
        return []
    swaps = (_MISTAKEN.get(character, character) for character in tight)
    meant = {"".join(spelling) for spelling in product(*swaps)} - {tight}
    plausible = [
        one for one in meant if (shape := _SHAPE.fullmatch(one)) and not _oddity(*shape.groups())
    ]
    return [tight, *sorted(plausible, key=lambda one: (_changes(one, tight), one))]


def _changes(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _oddity(outcode: str, incode: str) -> str:
    """Say why a postcode of the right shape cannot exist; empty where it may."""
    if outcode == "GIR":
        return "" if incode == "0AA" else "There is no such postcode: GIR has only GIR 0AA."
    if _area(outcode) not in AREAS:
        return f"There is no postcode area {_area(outcode)}."
    if _NEVER_AT_THE_END & set(incode):
        return "There is no such postcode: none ends in C, I, K, M, O or V."
    return ""


def _area(outcode: str) -> str:
    return "".join(re.findall("^[A-Z]+", outcode))
