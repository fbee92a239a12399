"""Names of people: their parts, and how a letter greets and closes."""

import re
from dataclasses import dataclass
from typing import Final

from crm.domain.text_safety import clean_line

TITLES: Final = (
    "Mr", "Mrs", "Miss", "Ms", "Mx", "Dr", "Prof", "Rev", "Sir", "Dame", "Lord", "Lady", "Cllr",
    "Capt",
)  # fmt: skip
"""The titles offered, in this order, beside none."""

TO_NOBODY_BY_NAME: Final = "Dear Sir or Madam"
YOURS_SINCERELY: Final = "Yours sincerely"
YOURS_FAITHFULLY: Final = "Yours faithfully"

_TITLE_OF = {title.lower(): title for title in TITLES} | {
    "mister": "Mr",
    "doctor": "Dr",
    "professor": "Prof",
    "reverend": "Rev",
    "revd": "Rev",
    "councillor": "Cllr",
    "captain": "Capt",
}
_BY_FORENAME = ("Sir", "Dame")
_COUPLE = re.compile(r"^(mr)\s*(?:&|and)\s*(mrs)\b\.?\s*", re.IGNORECASE)
_SUFFIX_OF = {
    suffix.lower(): suffix
    for suffix in (
        "Jr", "Jnr", "Sr", "Snr", "II", "III", "Esq", "OBE", "MBE", "CBE", "KBE", "DBE", "GBE",
        "BEM", "QC", "KC", "JP", "DL", "MP", "PhD", "DPhil", "BSc", "BEng", "BA", "MA", "MSc",
        "MEng", "MBA", "MPhil", "LLB", "LLM", "FBCS", "MBCS", "CITP", "CEng", "FRS", "FREng", "FCA",
        "ACA", "ACCA", "FRSA", "FIET", "MIET", "FCIM", "MCIM", "DipM", "FInstD", "MInstD",
    )
}  # fmt: skip
_PARTICLES = frozenset(
    {"van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "ten",
     "ter", "bin", "ibn", "al", "el", "ap", "st"}
)  # fmt: skip
"""Words that begin a surname when they follow a forename, in small letters or not."""

_RUN_ON_INITIAL = re.compile(r"\b([^\W\d_])\.(?=[^\W\d_])")
_NOBODY = frozenset(
    {"", "unknown", "not known", "n/a", "na", "none", "nobody", "tbc", "tba", "sir or madam"}
)
_FACELESS = frozenset({"dear sir or madam", "dear sirs", "dear sir", "dear madam", "dear member"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts; any may be empty, and no gender is kept or guessed.

    `title` may be two (`Prof Sir`) or a couple's (`Mr and Mrs`); `suffix` holds honours and
    degrees, blanks between.
    """

    title: str = ""
    forenames: str = ""
    surname: str = ""
    suffix: str = ""

    def __bool__(self) -> bool:
        return bool(self.forenames or self.surname)


def read_name(text: str) -> PersonName:
    """Read a name as people type it: `Dr. J. Smith OBE`, `MARSH, Helen (Ms)`, `Mr van Dyk`.

    A single word after a title is a surname (after Sir and Dame a forename), without a title a
    forename. `not known` and the like give an empty name. Raises Refusal(field="person") beyond
    120 characters.
    """
    typed = clean_line(text, "person")
    if typed.lower().strip(" .?-") in _NOBODY:
        return PersonName()
    typed, bracketed = _title_in_brackets(typed)
    couple = _COUPLE.match(typed)
    if couple:
        return _named("Mr and Mrs", _words(typed[couple.end() :]), "")
    before, _, after = typed.partition(",")
    front, behind = _words(before), _words(after)
    if all(_suffix(word) for word in behind):
        words, suffix = _without_suffixes(front + behind)
        titles, words = _titles(words, alone=bool(bracketed))
        return _named(" ".join([*bracketed, *titles]), words, suffix)
    titles, front = _titles(front, alone=False)
    more, behind = _titles(behind, alone=True)
    surname, suffix = _without_suffixes(front)
    forenames, honours = _without_suffixes(behind)
    return PersonName(
        title=" ".join([*bracketed, *titles, *more]),
        forenames=" ".join(forenames),
        surname=" ".join(surname),
        suffix=f"{suffix} {honours}".strip(),
    )


def display(name: PersonName) -> str:
    """Write a name in full, as on an envelope: `Ms Helen Marsh OBE`; empty for nobody."""
    if not name:
        return ""
    return " ".join(part for part in (*_spoken(name), name.suffix) if part)


def short_name(name: PersonName) -> str:
    """Write forenames and surname only, as in lists: `Helen Marsh`."""
    return " ".join(part for part in (name.forenames, name.surname) if part)


def salutation(name: PersonName | None) -> str:
    """Greet: `Dear Ms Marsh`, without a title `Dear Chris Patel`, a knight `Dear Sir John`.

    Without a name, or with a surname alone, `Dear Sir or Madam`.
    """
    if not name:
        return TO_NOBODY_BY_NAME
    knighted = next((title for title in name.title.split() if title in _BY_FORENAME), None)
    if knighted and name.forenames:
        first = name.forenames.split()[0]
        return (
            f"Dear {knighted} {first}" if len(first) > 1 else f"Dear {knighted} {short_name(name)}"
        )
    if name.title and name.surname:
        title = name.title if " and " in name.title else name.title.split()[0]
        return f"Dear {title} {name.surname}"
    if name.forenames:
        return f"Dear {short_name(name)}"
    return TO_NOBODY_BY_NAME


def close_for(greeting: str) -> str:
    """Close a letter as it was opened: faithfully to nobody by name, sincerely to somebody."""
    words = " ".join(greeting.lower().strip(" ,.:").split())
    return YOURS_FAITHFULLY if not words or words in _FACELESS else YOURS_SINCERELY


def _spoken(name: PersonName) -> tuple[str, str, str]:
    return name.title, name.forenames, name.surname


def _named(title: str, words: list[str], suffix: str) -> PersonName:
    """Share the words after the title among forenames and surname."""
    if len(words) < 2:
        only = "".join(words)
        surname = bool(title) and title.rsplit(maxsplit=1)[-1] not in _BY_FORENAME
        return PersonName(title, "" if surname else only, only if surname else "", suffix)
    start = next(
        (place for place in range(len(words) - 1) if _begins_surname(words[place], place, title)),
        len(words) - 1,
    )
    return PersonName(title, " ".join(words[:start]), " ".join(words[start:]), suffix)


def _begins_surname(word: str, place: int, title: str) -> bool:
    """Whether a word before the last begins the surname: `van`, straight after a title in small."""
    return word.lower() in _PARTICLES and (place > 0 or (bool(title) and word.islower()))


def _titles(words: list[str], *, alone: bool) -> tuple[list[str], list[str]]:
    """Take titles off the front; a word that is all there is counts as one only where `alone`."""
    found: list[str] = []
    while words and (title := _TITLE_OF.get(_undotted(words[0]).lower())):
        if len(words) == 1 and not found and not alone:
            break
        found.append(title)
        words = words[1:]
    return found, words


def _without_suffixes(words: list[str]) -> tuple[list[str], str]:
    """Take honours and degrees off the end, leaving two words of name if they may be one."""
    found: list[str] = []
    while len(words) > 1 and (suffix := _suffix(words[-1])):
        if len(words) == 2 and suffix.upper() == suffix and len(suffix) == 2:
            break
        found.insert(0, suffix)
        words = words[:-1]
    return words, " ".join(found)


def _suffix(word: str) -> str | None:
    """Name the honour or degree a word stands for; two letters count in capitals only (`BA`).

    `J.R.` are initials.
    """
    plain = word.rstrip(".,;")
    if plain in {"J.R", "S.R"}:
        return None
    plain = plain.replace(".", "")
    known = _SUFFIX_OF.get(plain.lower())
    return None if known and known.isupper() and len(known) == 2 and plain != known else known


def _title_in_brackets(typed: str) -> tuple[str, list[str]]:
    """Take a title typed behind the name off it: `Marsh, Helen (Ms)`."""
    match = re.search(r"\s*\((\w+)\.?\)$", typed)
    title = _TITLE_OF.get(match[1].lower()) if match else None
    return (typed[: match.start()], [title]) if match and title else (typed, [])


def _words(text: str) -> list[str]:
    """Split into words, initials apart and without their full stops: `J.R. Smith`, `J R Smith`."""
    found: list[str] = []
    for word in text.split():
        if _suffix(word):
            found.append(word.replace(".", "").strip(",;"))
        else:
            found += _RUN_ON_INITIAL.sub(r"\1 ", word).split()
    return [plain for word in found if (plain := _undotted(word).strip(",;"))]


def _undotted(word: str) -> str:
    return word.rstrip(".")
