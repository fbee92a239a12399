"""Finding commands by words: a few letters of each will do, and a slip of the finger too."""

from collections.abc import Mapping, Sequence

from ui.command import Command, Scope
from ui.keys import spell
from ui.look.buttons import say_keys
from ui.shell.facts import Found

LATELY = "Used lately"
NEARLY = 80
"""From which likeness, of 100, a word of four letters or more is taken for a mistyped one."""


def listed(scopes: Sequence[Scope]) -> list[tuple[Command, str]]:
    """The commands with a row of their own, each with the head it stands under."""
    return [
        (command, f"{scope.title}: {command.group}" if command.group else scope.title)
        for scope in scopes
        for command in scope.commands
        if command.listed
    ]


def all_by_group(scopes: Sequence[Scope], recent: Sequence[str]) -> list[Found]:
    """Every command under its head, those chosen lately first."""
    known = {command.id: command for command, _head in listed(scopes)}
    rows = [(known[name], LATELY) for name in recent if name in known]
    rows += [(command, head) for command, head in listed(scopes) if command.id not in recent]
    before = ""
    found = []
    for command, head in rows:
        found.append(_row(command, head=head if head != before else ""))
        before = head
    return found


def find_commands(text: str, scopes: Sequence[Scope], recent: Sequence[str]) -> list[Found]:
    """The commands that answer to every word typed, the best first, then the latest."""
    words = text.casefold().split()
    if not words:
        return all_by_group(scopes, recent)
    ages = {name: age for age, name in enumerate(recent)}
    ranked = []
    for place, (command, _head) in enumerate(listed(scopes)):
        score = how_well(words, command)
        if score:
            age = ages.get(command.id, len(recent))
            ranked.append((-score, age, place, command))
    ranked.sort(key=lambda one: one[:3])
    return [_row(command) for _score, _age, _place, command in ranked]


def how_well(words: Sequence[str], command: Command) -> float:
    """How well a command answers to all the words, 0 where it does not.

    Its own words count more than those of its sentence; a key finds it too (`f9`, `ctrl+k`).
    """
    name, tip = _words(command.text), _words(command.tip)
    keys = {spell(key).casefold() for key in command.keys}
    whole = 0.0
    for word in words:
        score = max(_best(word, name), _best(word, tip) / 3, 90.0 if word in keys else 0.0)
        if not score:
            return 0.0
        whole += score
    return whole / len(words)


def _best(word: str, among: Sequence[str]) -> float:
    starts = [len(word) / len(other) for other in among if other.startswith(word)]
    if starts:
        return 90 + 10 * max(starts)
    if len(word) >= 3 and any(word in other for other in among):
        return 70
    if len(word) < 4:
        return 0
    from rapidfuzz import fuzz  # ten milliseconds that no start of the program needs

    likest = max((fuzz.ratio(word, other[: len(word) + 1]) for other in among), default=0)
    return likest / 2 if likest >= NEARLY else 0


def _words(text: str) -> list[str]:
    marks: Mapping[int, str] = dict.fromkeys(map(ord, ",.:;…()“”"), " ")
    return text.casefold().translate(marks).split()


def _row(command: Command, head: str = "") -> Found:
    possible = command.possible()
    why = command.why_not or "Not possible just now"
    return Found(
        command.text,
        command.press,
        line=command.tip if possible else f"{why} · {command.tip}",
        keys=say_keys(command.keys[0]) if command.keys else "",
        possible=possible,
        head=head,
        command=command.id,
    )
