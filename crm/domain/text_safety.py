"""What is taken out of text from outside, and how long it may be, before anything keeps it."""

import re
import unicodedata
from typing import Final

from crm.domain.errors import Refusal

NAME_LENGTH: Final = 120
ADDRESS_LINE_LENGTH: Final = 80
FREE_TEXT_LENGTH: Final = 5_000
TEMPLATE_LENGTH: Final = 20_000
"""The most characters of each kind of text; longer paragraphs take minutes to lay out."""

_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSAFE = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls
    "\u00ad\u200b\u2060\ufeff"  # invisible: soft hyphen, zero-width space, joiner, byte order mark
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\ud800-\udfff"  # lone surrogates: no file and no database takes them
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"  # annotations, non-characters, hidden tags
    "]"
)
_ODD_NON_CHARACTERS = re.compile(
    "[\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
    + "]"
)


def clean_line(text: str, field: str, most: int = NAME_LENGTH) -> str:
    """Make one safe line of text: a name, a town, a job title.

    Line ends, tabs and runs of blanks become one blank; control characters, bidirectional
    overrides and lone surrogates go; letters are composed (NFC). Raises Refusal naming `field`
    where more than `most` characters are left.
    """
    return _capped(" ".join(_safe(text).split()), field, most)


def clean_text(text: str, field: str, most: int = FREE_TEXT_LENGTH) -> str:
    r"""Make safe text of several lines: a note, a paragraph, a template.

    Line ends become `\n`, tabs a blank; blanks at the ends of lines and blank lines at both ends
    go. Otherwise as `clean_line`.
    """
    lines = [line.rstrip() for line in _safe(text).replace("\t", " ").split("\n")]
    return _capped("\n".join(lines).strip("\n"), field, most)


def say_field(field: str) -> str:
    """Say the name of a field as a person would: `job_title` gives `job title`."""
    return field.replace("_", " ")


def _safe(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    kept = _UNSAFE.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", _ODD_NON_CHARACTERS.sub("", kept))


def _capped(text: str, field: str, most: int) -> str:
    if len(text) > most:
        message = f"The {say_field(field)} is too long: {len(text):,} characters, at most {most:,}."
        raise Refusal(message, field=field)
    return text
