"""Scripts filled with what is known of one company, in the sandbox of the letters.

The words stay plain: no value is ever read as markup, and nothing in a script can run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crm.documents.blocks import TextBlock
from crm.documents.template import check_template, fill
from crm.domain.errors import Refusal
from crm.domain.scripts import MOST_ANSWERS, SCRIPT_FIELDS, Answer, Part, Scripts, StageScript
from crm.domain.text_safety import FREE_TEXT_LENGTH

Values = Mapping[str, str]
"""Values by the names of `SCRIPT_FIELDS`; empty or missing where nothing is known."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A script for one company: a title, the sentences of each part, objections with answers."""

    title: str
    parts: Mapping[Part, tuple[str, ...]]
    answers: tuple[tuple[str, str], ...]


def check_script_text(text: str, field: str) -> None:
    """Refuse, naming `field`, a script that could not be filled, with the place of the fault.

    A line is a sentence of its own, so a condition must end on the line it begins on.
    """
    if len(text) > FREE_TEXT_LENGTH:
        message = f"This is too long: {len(text):,} characters, at most {FREE_TEXT_LENGTH:,}."
        raise Refusal(message, field=field)
    try:
        check_template(text, SCRIPT_FIELDS)
    except Refusal as refusal:
        raise Refusal(refusal.message, field=field) from refusal
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            check_template(line, SCRIPT_FIELDS)
        except Refusal as refusal:
            message = f"Line {number}: a condition must end on the line it begins on."
            raise Refusal(message, field=field) from refusal


def check_answers(answers: Sequence[Answer]) -> None:
    """Refuse, naming `asked 2` or `says 2` (counted from 1), what is empty or cannot be filled."""
    if len(answers) > MOST_ANSWERS:
        raise Refusal(f"There can be at most {MOST_ANSWERS} objections.", field="answers")
    for number, one in enumerate(answers, start=1):
        if not one.asked.strip():
            raise Refusal("Say what they object.", field=f"asked {number}")
        if not one.says.strip():
            raise Refusal("Say what to answer.", field=f"says {number}")
        check_script_text(one.says, f"says {number}")


def speak(scripts: Scripts, stage: str, values: Values) -> Spoken:
    """Fill the script of a shown stage, and every answer that has anything to say."""
    return speak_script(scripts.of_stage(stage), scripts, values)


def speak_script(script: StageScript, scripts: Scripts, values: Values) -> Spoken:
    """Fill one script and all the answers."""
    parts = {part: fill_lines(script.texts[part], values) for part in Part}
    answers = ((one.asked, " ".join(fill_lines(one.says, values))) for one in scripts.answers)
    return Spoken(script.title, parts, tuple(pair for pair in answers if pair[1]))


def fill_lines(text: str, values: Values) -> tuple[str, ...]:
    """Fill each line by itself; one with a gap, or that cannot be filled at all, is left out."""
    known = {name: values.get(name, "") for name in SCRIPT_FIELDS}
    lines = (_fill_line(line, known) for line in text.splitlines())
    return tuple(line for line in lines if line)


def _fill_line(line: str, known: Values) -> str:
    try:
        filled = fill(line, known)
    except Refusal:  # kept by another program, or by an older one with other fields
        return ""
    if filled.empty:
        return ""
    return " ".join(_words([block for block in filled.blocks if isinstance(block, TextBlock)]))


def _words(blocks: Sequence[TextBlock]) -> list[str]:
    return " ".join(f"{block.marker} {block.text}" for block in blocks).split()
