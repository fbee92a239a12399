"""How the text of a foreign file is coded: told by what the bytes prove, never by statistics.

A mark at the start decides; then zero bytes at every other place (UTF-16 without a mark);
then UTF-8, which hardly any other text happens to be; what is left is Western Windows text.
"""

import codecs
import io
from pathlib import Path
from typing import Final

from crm.domain.errors import Refusal

ENCODINGS: Final[tuple[tuple[str, str], ...]] = (
    ("utf-8", "Unicode (UTF-8)"),
    ("cp1252", "Western (Windows)"),
    ("iso-8859-1", "Western (ISO)"),
    ("mac-roman", "Western (old Macintosh)"),
    ("cp850", "Western (DOS)"),
    ("cp1250", "Central European (Windows)"),
    ("utf-16", "Unicode (UTF-16)"),
)
"""What a screen offers to choose from; any other name Python knows works too."""

FALLBACK: Final = "cp1252"

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20


def find_encoding(path: Path) -> str:
    """Find how a text file is coded; reads all of it where only its end could tell."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
        for mark, name in _MARKS:
            if head.startswith(mark):
                return name
        # Before UTF-8, because bare UTF-16 of English text is also valid UTF-8.
        if wide := _wide_encoding(head):
            return wide
        decoder = codecs.getincrementaldecoder("utf-8")("strict")
        try:
            chunk = head
            while chunk:
                decoder.decode(chunk)
                chunk = file.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return FALLBACK
    return "utf-8"


def check_encoding(name: str) -> str:
    """Give the encoding's proper name. Raises `Refusal` on `encoding` for one nobody knows."""
    try:
        proper = codecs.lookup(name).name
        io.TextIOWrapper(io.BytesIO(), encoding=proper)  # refuses those for bytes, such as zlib
    except (LookupError, ValueError) as trouble:
        shown = name[:40] if name.isprintable() else "This"
        raise Refusal(f"{shown} is no text encoding.", field="encoding") from trouble
    return proper


def error_policy(encoding: str, *, chosen: bool) -> str:
    """How to meet bytes that the encoding does not know.

    The fallback leaves five bytes undefined: they become a visible mark, which the row reports.
    What the organiser chose, or a mark proved, must fit exactly.
    """
    return "replace" if encoding == FALLBACK and not chosen else "strict"


def _wide_encoding(head: bytes) -> str:
    """Name UTF-16 without a mark where zero bytes fill one half of the byte pairs."""
    pairs = len(head) // 2
    if pairs < 2 or b"\0" not in head:
        return ""
    first = head[0 : pairs * 2 : 2].count(0) / pairs
    second = head[1 : pairs * 2 : 2].count(0) / pairs
    if second > 0.4 and first < 0.1:
        return "utf-16-le"
    if first > 0.4 and second < 0.1:
        return "utf-16-be"
    return ""
