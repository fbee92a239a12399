"""The marks in a note: `#tag`, `@person` and `!fact to pin`, and numbers and emails to keep.

Marks stand at the beginning of a word and nowhere else, so that `C#`, `#1`, an email address, a
price and `great!` stay what they are. The note keeps them as they were typed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from crm.domain.likeness import name_key
from crm.domain.phone_numbers import ReadNumber, read_numbers

_BEGINS = r"(?:(?<=\s)|(?<=[(\[“\"])|^)"
_TAG = re.compile(_BEGINS + r"#([^\W\d_][\w-]{0,39})(?![\w#])", re.MULTILINE)
_PERSON = re.compile(
    _BEGINS + r"@((?:[^\W\d_][\w'’-]*\.?)(?:[ ]+[^\W\d_][\w'’-]*){0,3})", re.MULTILINE
)
_PIN = re.compile(_BEGINS + r"!(?=[^\W_]|£)([^\n]*)", re.MULTILINE)
_NEXT_MARK = re.compile(r"\s[#@!](?=[^\W\d_])")
_EMAIL = re.compile(r"(?<![\w.+@-])[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+(?![\w@])")
_NUMBER = re.compile(
    r"(?<![\w£$€.,/-])(?:\+\d|\(?0)[\d ().-]{7,20}\d(?:\s*(?:ext\.?|x)\s*\d{1,6})?(?![\w,/-]*\d)",
    re.IGNORECASE,
)
_SHOWN: Final = 200
"""Letters of a pinned fact; a longer line is no fact but a note."""


@dataclass(frozen=True, slots=True)
class NoteMarks:
    """What is marked in a note, each once, in the order typed.

    `people` are the words after each `@`, up to four: `whom_marked` says who is meant.
    """

    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedPerson:
    """Who is meant by a mark: somebody known by key, or a name that is new.

    `several` names those who may be meant where the mark fits more than one.
    """

    person_id: int | None = None
    name: str = ""
    several: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contacts:
    """Telephone numbers and email addresses written into a note."""

    numbers: tuple[ReadNumber, ...] = ()
    emails: tuple[str, ...] = ()


def read_marks(note: str) -> NoteMarks:
    """Read the marks of a note; what is no mark is left alone."""
    if not any(sign in note for sign in "#@!"):
        return NoteMarks()
    tags = (found.group(1).rstrip("-") for found in _TAG.finditer(note))
    people = (" ".join(found.group(1).rstrip(".").split()) for found in _PERSON.finditer(note))
    facts = (_fact(found.group(1)) for found in _PIN.finditer(note))
    return NoteMarks(
        _once(tags), _once(people), tuple(fact for fact in _once(facts) if len(fact) <= _SHOWN)
    )


def whom_marked(marks: NoteMarks, people: Sequence[tuple[int, str]]) -> MarkedPerson | None:
    """Say who the first `@` of a note means among the people of the company (key, name).

    The longest name, or part of one, that the words begin with counts. Where nobody is meant,
    words that begin with a capital are the name of somebody new; others are no mark.
    """
    for said in marks.people:
        known = _known(said, people)
        if known is not None:
            return known
        new = _capitalised(said)
        if new:
            return MarkedPerson(name=new)
    return None


def contacts_in(note: str) -> Contacts:
    """Find the numbers that can be dialled and the email addresses written into a note."""
    numbers: list[ReadNumber] = []
    for found in _NUMBER.finditer(note):
        for read in read_numbers(found.group()):
            known = {one.e164 for one in numbers}
            if read.e164 and not read.warning and read.e164 not in known:
                numbers.append(read)
    emails = (found.group().rstrip(".'").lower() for found in _EMAIL.finditer(note))
    return Contacts(tuple(numbers), _once(emails))


def pin_to(pinned: str, facts: Iterable[str]) -> str:
    """Add facts to what is pinned already, each on its own line and none twice."""
    lines = [line for line in pinned.split("\n") if line.strip()]
    known = {name_key(line) for line in lines}
    for fact in facts:
        if name_key(fact) not in known:
            known.add(name_key(fact))
            lines.append(fact)
    return "\n".join(lines)


def _fact(rest: str) -> str:
    """The fact ends with its line, or where another mark begins."""
    cut = _NEXT_MARK.search(rest)
    return " ".join((rest[: cut.start()] if cut else rest).split())


def _known(said: str, people: Sequence[tuple[int, str]]) -> MarkedPerson | None:
    words = said.split()
    for length in range(len(words), 0, -1):
        key = name_key(" ".join(words[:length]))
        whole = [one for one in people if name_key(one[1]) == key]
        parts = whole or [one for one in people if f" {key} " in f" {name_key(one[1])} "]
        if len(parts) == 1:
            return MarkedPerson(*parts[0])
        if parts:
            return MarkedPerson(several=tuple(name for _, name in parts))
    return None


def _capitalised(said: str) -> str:
    taken: list[str] = []
    for word in said.split():
        if not word[0].isupper():
            break
        taken.append(word)
    return " ".join(taken)


def _once(found: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for one in found:
        if one:
            kept.setdefault(one.casefold(), one)
    return tuple(kept.values())
