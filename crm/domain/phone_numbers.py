"""Telephone numbers: what was typed, the number that is dialled, and how it is said."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from crm.domain.text_safety import clean_line

REGION: Final = "GB"
TYPED_LENGTH: Final = 200
SHORTEST_UK: Final = 100_000_000
"""A UK number has nine digits after its 0, or ten; the few shorter ones are all valid."""

_SEPARATOR = re.compile(r"\s*(?:/|;|,|\||\bor\b|\band\b|&)\s*(?=\(?\+?\(?\d)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\w)(?:\+\s*)?[(\[]?(?:\+\s*)?\d[\d\s().\[\]‐-―-]*\d(?!\w)")
_EXTENSION = re.compile(
    r"^[\s,;.(]*(?:extension|extn?|x|#)[\s.:]*(\d{1,7})(?!\w)[ \t]*\)?", re.IGNORECASE
)
_LABEL = re.compile(r"(?:telephone|tel|phone|ph|t|p)[\s.]*(?:no|number)?[\s.:]*", re.IGNORECASE)
_JUST_DIGITS = re.compile(r"[\d\s.-]+")
_NO_NUMBER = "“{}” is {} for a telephone number; it is kept as a note."
_TROUBLES = {0: "of no known country", 4: "too long"}
"""What the parser's error types mean (`phonenumbers.NumberParseException`)."""

_MADE_UP = re.compile(r"\+44(?:1632960|7700900)\d{3}")
"""Ranges that no caller will ever be given: made for films and for demonstration books."""


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """One number read from what was typed.

    `e164` (`+441214960123`) is None where no number could be read: then `note` keeps the text and
    `warning` says why. `extension` is digits or empty. `warning` is a sentence for beside the
    field, empty where nothing is odd; it never stops the number from being kept.
    """

    typed: str
    e164: str | None
    extension: str = ""
    note: str = ""
    warning: str = ""


def read_numbers(text: str) -> tuple[ReadNumber, ...]:
    """Read the telephone numbers in one field, in the order typed; nothing typed is lost.

    `0121 496 0123 / 0124` gives two numbers, words around a number become its note, `not known`
    gives one entry without a number. UK numbers are meant unless a country code is given. Raises
    Refusal(field="number") for text beyond 200 characters.
    """
    found: list[ReadNumber] = []
    lines = re.split(r"[\r\n]+", text)
    parted = (part for line in lines for part in _SEPARATOR.split(line))
    for piece in (one for part in parted for one in _run_together(part)):
        typed = clean_line(piece, "number", TYPED_LENGTH)
        if not typed:
            continue
        number = _shortened(typed, found[-1]) if found else None
        number = number or _read_one(typed)
        if number.e164 is None and found and len(digits(typed)) < 6:
            found[-1] = _with_note(found[-1], typed)
        else:
            found.append(number)
    return tuple(found)


def digits(text: str) -> str:
    """Pick the digits out of text, in order, whatever stands between them, as 0 to 9."""
    return "".join(str(unicodedata.digit(character)) for character in text if character.isdecimal())


def search_digits(text: str) -> str:
    """Pick the digits by which a UK number is found, however it was begun.

    `+44 (0)121 496`, `0044 121 496`, `0121 496` and `121 496` all give `121496`, which stands
    somewhere in the digits of the E.164 form.
    """
    plain = re.sub(r"^\s*\(?\s*(?:\+|00)\s*44\)?\s*(?:\(0\))?", "0", _plain(text))
    found = digits(plain)
    if plain.lstrip().startswith(("+", "(+")):
        return found
    return found.removeprefix("44").lstrip("0") if _bare_44(found) else found.lstrip("0")


@lru_cache(maxsize=20_000)
def say_number(e164: str) -> str:
    """Say a number in national form (`0121 496 0123`), a foreign one with its country code.

    What is no E.164 number comes back as it is.
    """
    # Imported here, as below, because the first window is painted before any number is read.
    import phonenumbers

    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    if number.country_code != 44:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    said = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return said if said.startswith("0") else f"0{said}"


def _read_one(typed: str) -> ReadNumber:
    """Read the one number of a piece; the first run of digits that can be a number counts."""
    plain = _plain(typed)
    warning = "No telephone number was found in this; it is kept as a note."
    for run in _NUMBER.finditer(plain):
        e164, trouble = _parse(run.group())
        if e164 is None:
            warning = trouble
            continue
        after = plain[run.end() :]
        extension = _EXTENSION.match(after)
        if extension:
            after = after[extension.end() :]
        before = plain[: run.start()]
        note = f"{'' if _LABEL.fullmatch(before.strip()) else before} {after}"
        return ReadNumber(
            typed=typed,
            e164=e164,
            extension=extension.group(1) if extension else "",
            note=_trimmed(note),
            warning=trouble,
        )
    return ReadNumber(typed=typed, e164=None, note=typed, warning=warning)


def _run_together(piece: str) -> list[str]:
    """Part two whole numbers with only a blank between, where both are in use."""
    if not 18 < len(digits(piece)) <= TYPED_LENGTH:
        return [piece]
    for blank in re.finditer(r"\s+(?=\(?[+0])", piece):
        left, right = piece[: blank.start()], piece[blank.end() :]
        if all(_read_one(one).e164 and not _read_one(one).warning for one in (left, right)):
            return [left, *_run_together(right)]
    return [piece]


def _shortened(typed: str, before: ReadNumber) -> ReadNumber | None:
    """Read `0124` after `0121 496 0123` as the number that differs in its last digits.

    Six digits at most, or up to eight that do not begin with 0, replace as many.
    """
    plain = _plain(typed)
    last = digits(plain)
    if before.e164 is None or not _JUST_DIGITS.fullmatch(plain):
        return None
    if not 0 < len(last) <= (6 if last.startswith("0") else 8):
        return None
    e164, trouble = _parse(before.e164[: -len(last)] + last)
    if e164 is None:
        return None
    read = f"Read as {say_number(e164)}, after the number before it."
    return ReadNumber(typed=typed, e164=e164, warning=trouble or read)


def _parse(run: str) -> tuple[str | None, str]:
    """Give the E.164 form of a run of digits and what is odd about it."""
    import phonenumbers

    try:
        number = phonenumbers.parse(run, REGION)
    except phonenumbers.NumberParseException as trouble:
        return None, _NO_NUMBER.format(run, _TROUBLES.get(trouble.error_type, "too short"))
    reason = phonenumbers.is_possible_number_with_reason(number)
    valid = phonenumbers.is_valid_number(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        too_long = reason == phonenumbers.ValidationResult.TOO_LONG
        return None, _NO_NUMBER.format(run, "too long" if too_long else "too short")
    if not valid and number.country_code == 44 and (number.national_number or 0) < SHORTEST_UK:
        return None, _NO_NUMBER.format(run, "too short, or without its area code,")
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if valid or _MADE_UP.fullmatch(e164):
        return e164, ""
    return e164, f"{say_number(e164)} is not in use in any numbering plan: check the digits."


def _plain(text: str) -> str:
    """Write the digits of any script, and full-width signs, in their plain form."""
    return "".join(
        str(unicodedata.digit(character)) if character.isdecimal() else character
        for character in text.replace("＋", "+").replace("（", "(").replace("）", ")")
    )


def _bare_44(found: str) -> bool:
    """Whether digits begin with the country code though no plus sign says so."""
    return found.startswith("44") and len(found) >= 11


def _with_note(number: ReadNumber, more: str) -> ReadNumber:
    return ReadNumber(
        typed=f"{number.typed}, {more}",
        e164=number.e164,
        extension=number.extension,
        note=_trimmed(f"{number.note}, {more}"),
        warning=number.warning,
    )


def _trimmed(note: str) -> str:
    """Take the punctuation that held a note off its ends, and matching brackets round it."""
    short = " ".join(note.split()).strip(" ,;:-–—/")
    if not any(character.isalnum() for character in short):
        return ""
    if short.startswith("(") and short.endswith(")") and short.count("(") == 1:
        return short[1:-1].strip()
    return short
