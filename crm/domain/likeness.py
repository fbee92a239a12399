"""When two names are the same, or nearly so, however they were typed."""

import re
import unicodedata

_AT_THE_END = frozenset({"ltd", "limited", "plc", "llp", "cyf", "cyfyngedig", "inc"})
"""Words for the legal form that people leave out when they say a company's name."""

_SPELT_OTHERWISE = str.maketrans(
    {
        "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d",
        "ħ": "h", "Ħ": "h", "ı": "i", "ŧ": "t", "Ŧ": "t", "æ": "ae", "Æ": "ae",
        "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th",
    }
)  # fmt: skip
"""Letters that Unicode does not take apart into a plain letter and an accent."""

_APOSTROPHES = re.compile("['’‘ʼ`´]")
_DOT_BETWEEN_INITIALS = re.compile(r"(?<![^\W_]{2})(?<=[^\W_])\.(?=\w\b|\W|$)")
_ASCII_PUNCTUATION = re.compile("[^a-z0-9]+")
_ACCENTS = re.compile("[\u0300-\u036f]")


def name_key(text: str) -> str:
    """Fold a name for sorting and matching: `Müller & Sons Ltd.` gives `muller and sons`.

    Lower case, accents folded, `&` read as `and`, the legal form dropped at the end, punctuation
    out, single spaces. A name that is nothing but punctuation keeps it, so that no name of
    something has an empty key. The key of a key is the key itself.
    """
    folded = fold(text)
    plain = _APOSTROPHES.sub("", folded)
    plain = _DOT_BETWEEN_INITIALS.sub("", plain).replace("&", " and ")
    words = _words(plain)
    while len(words) > 1 and words[-1] in _AT_THE_END:
        words.pop()
    return " ".join(words or folded.split() or text.split())


def fold(text: str) -> str:
    """Lower the case and fold accents, leaving words and punctuation where they are.

    Letters of scripts that have no accents in the European sense keep their marks.
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.translate(_SPELT_OTHERWISE))
    lowered = unicodedata.normalize("NFKD", _ACCENTS.sub("", apart).casefold())
    folded = _ACCENTS.sub("", lowered).translate(_SPELT_OTHERWISE)
    return unicodedata.normalize("NFC", folded)


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0.0 (nothing shared) to 1.0 (the same key).

    Word order counts little and letters wrong or missing cost their share, so that
    `Potteries Data Ltd` and `Poteries Data Limited` come out above 0.95.
    """
    # Imported here because the first window is painted before any name is compared.
    from rapidfuzz import fuzz

    first, second = name_key(one), name_key(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    return max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second)) / 100


def _words(plain: str) -> list[str]:
    """Split folded text into its runs of letters, marks and digits."""
    if plain.isascii():
        return _ASCII_PUNCTUATION.sub(" ", plain).split()
    return "".join(
        character if unicodedata.category(character)[0] in "LMN" else " " for character in plain
    ).split()
