"""The text that filters companies: `stage:attempting staff:>20 last:>14d -tag:cloud data`."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from crm.domain.errors import Refusal
from crm.domain.filter_fields import FIELDS, WORDS, FieldKind, FilterField
from crm.domain.text_safety import clean_line

FILTER_LENGTH: Final = 1_000
MOST_TERMS: Final = 40

_SIGN = re.compile("[<>]=?|=")
_WHOLE_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_AGE = re.compile(r"(\d{1,4})(d|w|m)(?:ay|eek|onth)?s?", re.ASCII | re.IGNORECASE)
_NEEDS_QUOTES = re.compile(r'[\s",:<>=]|^-|^$')
_CURLY = str.maketrans("“”„", '"""')
_COMPARED = {
    "has": "has", "is": "is", "<": "under", "<=": "at most", ">": "over", ">=": "at least",
}  # fmt: skip
_UNITS = {"d": "day", "w": "week", "m": "month"}


class Operator(StrEnum):
    """How a field is compared with the value of a term."""

    HAS = "has"
    IS = "is"
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Age:
    """A length of time as it was typed: `14d`, `2w`, `3m` (calendar months)."""

    amount: int
    unit: str

    def before(self, day: date) -> date:
        """Give the day that lies this long before another; months end on the last day there is."""
        return self._from(day, -1)

    def after(self, day: date) -> date:
        """Give the day that lies this long after another."""
        return self._from(day, 1)

    def _from(self, day: date, sign: int) -> date:
        if self.unit == "m":
            month = min(max(day.year * 12 + day.month - 1 + sign * self.amount, 12), 9999 * 12 + 11)
            last = monthrange(month // 12, month % 12 + 1)[1]
            return date(month // 12, month % 12 + 1, min(day.day, last))
        days = sign * self.amount * (7 if self.unit == "w" else 1)
        return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


Value = tuple[str, ...] | int | Age | None


@dataclass(frozen=True, slots=True)
class Term:
    """One condition of a filter; a company must meet all of them.

    `field` is a key of FIELDS, or WORDS for a plain word. `value` is a tuple of texts, any of which
    will do (HAS: contains, IS: is exactly), a whole number, an Age, or None where the operator is
    EMPTY. Of an Age, MORE means longer ago (or further ahead) than it. `negated` turns it round.
    """

    field: str
    operator: Operator
    value: Value
    negated: bool = False


def read_filter(text: str) -> tuple[Term, ...]:
    """Read the text of a filter into its terms, in the order typed.

    Words stand apart by blanks; quotation marks hold words together and take every sign in them as
    it is (`""` stands for one mark). `-` before a term turns it round, commas give alternatives
    (`town:stafford,stone`), `=` asks for the whole text (`town:=stone`). Raises
    Refusal(field="filter") naming the word that means nothing.
    """
    typed = clean_line(text, "filter", FILTER_LENGTH).translate(_CURLY)
    terms = tuple(term for word in _split(typed) if (term := _read_term(word)) is not None)
    if len(terms) > MOST_TERMS:
        raise _refusal(f"A filter takes {MOST_TERMS} terms at most, this one has {len(terms)}.")
    return terms


def filter_text(terms: Iterable[Term]) -> str:
    """Write terms as the text that `read_filter` reads back to the same terms."""
    return " ".join(_term_text(term) for term in terms)


def say_term(term: Term) -> str:
    """Say a term as its chip does: `Stage is Attempting or New`, `Staff over 20`."""
    field = FIELDS.get(term.field)
    turned = "not " if term.negated else ""
    if field is None:
        return f"{'without ' if term.negated else ''}“{_texts(term)[0]}”"
    if term.operator is Operator.EMPTY:
        return f"{'Any' if term.negated else 'No'} {field.label.lower()}"
    compared = _COMPARED[term.operator]
    if isinstance(term.value, tuple):
        return f"{field.label} {compared} {turned}{' or '.join(term.value)}"
    if isinstance(term.value, Age):
        unit = _UNITS[term.value.unit] + ("" if term.value.amount == 1 else "s")
        direction = "ago" if field.kind is FieldKind.AGO else "ahead"
        return f"{field.label} {turned}{compared} {term.value.amount} {unit} {direction}"
    return f"{field.label} {turned}{compared} {term.value}"


def _split(typed: str) -> list[str]:
    """Split at the blanks outside quotation marks."""
    words, start, quoted = [], 0, False
    for place, character in enumerate(typed):
        if character == '"':
            quoted = not quoted
        elif character == " " and not quoted:
            words.append(typed[start:place])
            start = place + 1
    if quoted:
        raise _refusal(f"The quotation mark in {typed[start:]} is never closed.")
    return [word for word in (*words, typed[start:]) if word]


def _read_term(word: str) -> Term | None:
    """Read one word of a filter; None where it holds nothing at all."""
    negated = word.startswith("-") and len(word) > 1
    body = word[1:] if negated else word
    name, colon, rest = body.partition(":")
    if not colon or '"' in name:
        plain = _unquoted(body)
        return Term(WORDS, Operator.HAS, (plain,), negated) if plain else None
    field = FIELDS.get(name.lower())
    if field is None:
        raise _unknown(name, word)
    sign = _SIGN.match(rest)
    pieces = _pieces(rest[sign.end() :] if sign else rest)
    if not pieces:
        raise _refusal(f"“{word}” does not say what to look for: type it like {field.example}.")
    operator, value = _read_value(field, sign.group() if sign else "", pieces, word)
    return Term(field.name, operator, value, negated)


def _read_value(
    field: FilterField, sign: str, pieces: list[str], word: str
) -> tuple[Operator, Value]:
    """Read what stands behind the colon as the kind of field asks."""
    first = pieces[0].lower()
    if field.none and not sign and len(pieces) == 1 and first in {field.none, "none"}:
        return Operator.EMPTY, None
    if field.kind is FieldKind.TEXT and sign in {"", "="}:
        return (Operator.IS if sign else Operator.HAS), tuple(_unquoted(p) for p in pieces)
    if field.choices and sign in {"", "="}:
        keys = [re.sub(r"[\s_]+", "-", _unquoted(piece).lower()) for piece in pieces]
        if all(key in field.choices for key in keys):
            return Operator.IS, tuple(dict.fromkeys(field.choices[key] for key in keys))
    if len(pieces) == 1:
        plain = _unquoted(pieces[0])
        if field.kind is FieldKind.NUMBER and _WHOLE_NUMBER.fullmatch(plain):
            return Operator(sign) if sign not in {"", "="} else Operator.IS, int(plain)
        age = _AGE.fullmatch(plain)
        if field.kind in {FieldKind.AGO, FieldKind.AHEAD} and age and sign not in {"", "="}:
            return Operator(sign), Age(int(age[1]), age[2].lower())
    raise _refusal(f"“{word}” means nothing: {_accepted(field)}")


def _accepted(field: FilterField) -> str:
    """Say what a field takes, for a message."""
    words = [*field.choices, *([field.none] if field.none else [])]
    listed = f" ({', '.join(words)})" if words else ""
    match field.kind:
        case FieldKind.CHOICE:
            return f"{field.name}: takes one of {', '.join(words)}."
        case FieldKind.NUMBER:
            return f"{field.name}: takes a whole number, like {field.example}{listed}."
        case FieldKind.TEXT:
            return f"{field.name}: takes words, like {field.example}, and cannot be compared."
        case _:
            return (
                f"{field.name}: takes more or less than so many days, weeks or months, "
                f"like {field.example} or {field.name}:<3m{listed}."
            )


def _pieces(rest: str) -> list[str]:
    """Split at the commas outside quotation marks, marks kept, empty pieces dropped."""
    pieces, start, quoted = [], 0, False
    for place, character in enumerate(rest):
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            pieces.append(rest[start:place])
            start = place + 1
    return [piece for piece in (*pieces, rest[start:]) if _unquoted(piece)]


def _unquoted(piece: str) -> str:
    """Take quotation marks away; two together inside others stand for one."""
    parts = piece.split('"')
    kept = []
    for place, part in enumerate(parts):
        inside = place % 2 == 1
        doubled = not inside and part == "" and 0 < place < len(parts) - 1
        kept.append('"' if doubled else part)
    return "".join(kept).strip()


def _unknown(name: str, word: str) -> Refusal:
    # Imported here because only a slip of the pen needs it.
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), FIELDS, n=1)
    hint = f"did you mean {near[0]}:?" if near else "there are " + ", ".join(FIELDS) + "."
    message = f"There is no field “{name}”: {hint} To look for {word} as it is, put it in quotes."
    return _refusal(message)


def _refusal(message: str) -> Refusal:
    return Refusal(message, field="filter")


def _term_text(term: Term) -> str:
    minus = "-" if term.negated else ""
    field = FIELDS.get(term.field)
    if field is None:
        return minus + _quoted(_texts(term)[0])
    sign = "" if term.operator in {Operator.HAS, Operator.EMPTY} else term.operator.value
    if isinstance(term.value, tuple):
        sign = "=" if field.kind is FieldKind.TEXT and term.operator is Operator.IS else ""
        written = ",".join(_value_text(field, text) for text in term.value)
    elif isinstance(term.value, Age):
        written = f"{term.value.amount}{term.value.unit}"
    else:
        written = field.none if term.value is None else str(term.value)
    return f"{minus}{field.name}:{sign if sign != 'is' else ''}{written}"


def _value_text(field: FilterField, text: str) -> str:
    """Write one alternative: a choice in its typed form, a text in quotes where it needs them."""
    typed = next((key for key, value in field.choices.items() if value == text), None)
    if typed is not None:
        return typed
    return f'"{text}"' if text.lower() in {field.none, "none"} else _quoted(text)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if _NEEDS_QUOTES.search(text) else text


def _texts(term: Term) -> tuple[str, ...]:
    return term.value if isinstance(term.value, tuple) else ()
