"""Names and addresses typed in capitals, offered in ordinary letters."""

import re

_SMALL_WORDS = frozenset(
    {"upon", "on", "under", "in", "by", "of", "the", "and", "le", "de", "la", "cum"}
)
_ALWAYS = {
    "plc": "plc", "llp": "LLP", "ltd": "Ltd", "uk": "UK", "it": "IT", "po": "PO", "gb": "GB",
    "hq": "HQ", "nhs": "NHS", "cic": "CIC", "ict": "ICT", "usa": "USA", "eu": "EU", "ii": "II",
    "iii": "III", "iv": "IV", "ne": "NE", "nw": "NW", "se": "SE", "sw": "SW",
}  # fmt: skip
_SHORTENED = frozenset(
    {"st", "dr", "mr", "mrs", "ms", "rd", "sq", "ct", "ctr", "ln", "gdns", "pk", "pl", "fl", "nr",
     "bldg", "blvd", "mc", "snr", "jnr", "s", "t", "ll", "hm"}
)  # fmt: skip
"""Words without a vowel that are no initials."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_COUNTED = re.compile(r"\d+(?:st|nd|rd|th)")
_APOSTROPHE = re.compile(r"([^\W_])(['’])([^\W_]{2,})")


def title_case(text: str) -> str:
    """Write a line of capitals in ordinary letters: `STOKE-ON-TRENT` gives `Stoke-on-Trent`.

    Keeps plc, LLP, UK, IT and other initials in their own case, and knows `McDonald` and
    `O'Neill`. Text with any small letter is taken as meant and comes back unchanged.
    """
    if text != text.upper():
        return text
    words = list(_WORD.finditer(text))
    first = words[0].start() if words else 0
    return _WORD.sub(lambda word: _ordinary(word.group(), first=word.start() == first), text)


def _ordinary(word: str, *, first: bool) -> str:
    low = word.lower()
    if low in _ALWAYS:
        return _ALWAYS[low]
    if (low in _SMALL_WORDS and not first) or _COUNTED.fullmatch(low):
        return low
    if any(character.isdigit() for character in word) or _is_initials(low):
        return word
    parted = _APOSTROPHE.fullmatch(low)
    if parted:
        return f"{parted[1].upper()}{parted[2]}{parted[3].capitalize()}"
    if low.startswith("mc") and len(low) > 4:
        return f"Mc{low[2:].capitalize()}"
    return low.capitalize()


def _is_initials(low: str) -> bool:
    """Whether a word is taken for initials: up to four letters and no vowel among them."""
    return (
        low.isascii() and len(low) <= 4 and not set(low) & set("aeiouy") and low not in _SHORTENED
    )
