"""Changing what is said on the telephone, and taking the shipped words back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from crm.actions.association import THE_ONE
from crm.data.queries.scripts import kept_scripts, shipped_scripts
from crm.data.records.association import Association
from crm.data.work import Work
from crm.documents.script_text import check_answers, check_script_text
from crm.domain.errors import Refusal
from crm.domain.scripts import (
    SETTING,
    Answer,
    Part,
    Scripts,
    StageScript,
    scripts_as_data,
)
from crm.domain.text_safety import clean_line, clean_text


def change_script(work: Work, key: str, texts: Mapping[Part, str]) -> None:
    """Change the words of one script.

    Refuses, naming the part, what could not be filled: an unknown value, a broken condition.
    """
    script = _script(work.ask(kept_scripts), key)
    cleaned = {part: clean_text(texts.get(part, ""), part.value) for part in Part}
    for part, text in cleaned.items():
        check_script_text(text, part.value)
    _put(work, script.with_texts(cleaned))
    work.label(f"Change the script “{script.title}”")


def restore_script(work: Work, key: str) -> None:
    """Give one script the words that shipped."""
    script = _script(shipped_scripts(), key)
    _put(work, script)
    work.label(f"Restore the script “{script.title}”")


def change_answers(work: Work, answers: Sequence[Answer]) -> None:
    """Change the objections and what is said to them.

    Refuses, naming `asked 2` or `says 2` (counted from 1), what is empty or could not be filled.
    """
    cleaned = [
        Answer(clean_line(one.asked, f"asked {number}"), clean_text(one.says, f"says {number}"))
        for number, one in enumerate(answers, start=1)
    ]
    check_answers(cleaned)
    _save(work, replace(work.ask(kept_scripts), answers=tuple(cleaned)))
    work.label("Change the answers to objections")


def restore_answers(work: Work) -> None:
    """Give the objections and answers that shipped."""
    _save(work, replace(work.ask(kept_scripts), answers=shipped_scripts().answers))
    work.label("Restore the answers to objections")


def _script(scripts: Scripts, key: str) -> StageScript:
    found = scripts.of_key(key)
    if found is None:
        raise Refusal("There is no such script.", field="script")
    return found


def _put(work: Work, changed: StageScript) -> None:
    scripts = work.ask(kept_scripts)
    places = tuple(changed if one.key == changed.key else one for one in scripts.scripts)
    _save(work, replace(scripts, scripts=places))


def _save(work: Work, scripts: Scripts) -> None:
    record = work.get(Association, THE_ONE)
    data = scripts_as_data(scripts, shipped_scripts())
    others = {name: value for name, value in record.settings.items() if name != SETTING}
    record.settings = {**others, SETTING: data} if data else others
