"""File names made of names from outside: safe on every system, whatever the text holds."""

import re
from typing import Final

from crm.domain.text_safety import clean_line

LONGEST: Final = 120
"""Bytes of a file name, its ending included; every file system takes that many."""

_RESERVED = re.compile(r'[<>:"/\\|?*]')
_BIDI_MARKS = re.compile("[\u061c\u200c-\u200f]")
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
)


def safe_file_name(text: str, ending: str = ".pdf") -> str:
    """Make a file name of any text: composed (NFC), at most 120 bytes, never a path or a device.

    Control, direction and reserved characters become blanks; dots and blanks at the ends go.
    A text of which nothing is left is called `Muster`.
    """
    line = clean_line(_BIDI_MARKS.sub("", text), "name", most=len(text) + 1)
    stem = _trimmed(_RESERVED.sub(" ", line))
    if stem.partition(".")[0].strip().casefold() in _DEVICES:
        stem = f"_{stem}"
    while len((stem + ending).encode()) > LONGEST:
        stem = _trimmed(stem[:-1])
    return f"{stem or 'Muster'}{ending}"


def _trimmed(text: str) -> str:
    return " ".join(text.split()).strip(" .")
