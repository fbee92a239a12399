"""What to say on the telephone, as data: a script for each stage, and answers to objections.

A line is a sentence of its own: one that names something nobody knows is left out. Scripts are
kept in the association's settings under `SETTING`; what is missing there holds as it shipped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from crm.domain.stages import Stage
from crm.domain.text_safety import FREE_TEXT_LENGTH

SETTING = "scripts"
"""The name of the scripts in the association's settings."""
MOST_ANSWERS = 40


class Part(StrEnum):
    """The parts of a script, in the order they are said."""

    OPENING = "opening"
    QUESTIONS = "questions"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class StageScript:
    """The script of one or more shown stages; its texts are templates of a line a sentence."""

    key: str
    title: str
    stages: tuple[str, ...]
    texts: Mapping[Part, str]

    def with_texts(self, texts: Mapping[Part, str]) -> "StageScript":
        """The same script with other words."""
        return replace(self, texts=MappingProxyType({part: texts.get(part, "") for part in Part}))


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody objects, and what may be said to it (a template, a line a sentence)."""

    asked: str
    says: str


@dataclass(frozen=True, slots=True)
class Scripts:
    """All scripts, the first for whatever stage has none, and the answers."""

    scripts: tuple[StageScript, ...]
    answers: tuple[Answer, ...]

    def of_stage(self, stage: str) -> StageScript:
        """The script of a shown stage."""
        return next((one for one in self.scripts if stage in one.stages), self.scripts[0])

    def of_key(self, key: str) -> StageScript | None:
        """The script with a key; None where there is none."""
        return next((one for one in self.scripts if one.key == key), None)


@dataclass(frozen=True, slots=True)
class ScriptField:
    """A value a script may name: its name in the text, in the menu, and an example."""

    name: str
    label: str
    example: str


_FIELDS = (
    ScriptField("association.name", "Association", "West Midlands IT Association"),
    ScriptField("caller.name", "Who calls", "Alex Brook"),
    ScriptField("company.name", "Company name", "Potteries Data Ltd"),
    ScriptField("company.town", "Town", "Stoke-on-Trent"),
    ScriptField("company.branch", "Branch of the company", "Staffordshire"),
    ScriptField("company.source", "Where we have them from", "the launch"),
    ScriptField("company.referred_by", "Who suggested them", "Bluebrick Software"),
    ScriptField("person.first_name", "Person: first name", "Helen"),
    ScriptField("person.name", "Person: full name", "Ms Helen Marsh"),
    ScriptField("call.last_when", "When we last reached them", "on 14 March 2003"),
    ScriptField("call.said", "What they said", "training for two developers"),
    ScriptField("promise.when", "When we promised to call", "on Tue 18 Mar at 14:00"),
    ScriptField("promise.what", "What we promised", "send the programme"),
    ScriptField("pack.posted_when", "When the pack was posted", "on 3 March 2003"),
    ScriptField("band.label", "Fee band: staff", "11–24"),
    ScriptField("band.fee", "Fee band: fee a year", "£225.00"),
)
SCRIPT_FIELDS: Mapping[str, ScriptField] = MappingProxyType({one.name: one for one in _FIELDS})
"""All values by name, in the order of the menu."""


def scripts_as_data(scripts: Scripts, shipped: Scripts) -> dict[str, Any]:
    """Give what differs from the shipped scripts, as plain data for the book's settings."""
    texts = {
        one.key: {part.value: one.texts[part] for part in Part}
        for one in scripts.scripts
        if (usual := shipped.of_key(one.key)) is None or dict(usual.texts) != dict(one.texts)
    }
    data: dict[str, Any] = {"texts": texts} if texts else {}
    if scripts.answers != shipped.answers:
        data["answers"] = [{"asked": one.asked, "says": one.says} for one in scripts.answers]
    return data


def scripts_from_data(data: Mapping[str, Any], shipped: Scripts) -> Scripts:
    """Read scripts back; whatever is missing or of the wrong shape is as it shipped."""
    kept = data.get("texts")
    texts: Mapping[str, Any] = kept if isinstance(kept, dict) else {}
    scripts = tuple(_read_texts(one, texts.get(one.key)) for one in shipped.scripts)
    answers = data.get("answers")
    return Scripts(
        scripts, _read_answers(answers) if isinstance(answers, list) else shipped.answers
    )


def scripts_from_file(data: Mapping[str, Any]) -> Scripts:
    """Read the shipped file: `[[script]]` with key, title, stages, texts; `[[answer]]`."""
    scripts = tuple(
        StageScript(one["key"], one["title"], tuple(one["stages"]), {}).with_texts(
            {part: "\n".join(one.get(part.value, ())) for part in Part}
        )
        for one in data["script"]
    )
    answers = tuple(Answer(one["asked"], "\n".join(one["says"])) for one in data["answer"])
    return Scripts(scripts, answers)


def stages_without_script(scripts: Scripts) -> frozenset[str]:
    """The shown stages that fall back on the first script; Ineligible is never called."""
    spoken = {stage for one in scripts.scripts for stage in one.stages}
    return frozenset({*Stage, "Member", "Lapsed"}) - spoken - {Stage.INELIGIBLE}


def _read_texts(shipped: StageScript, kept: object) -> StageScript:
    if not isinstance(kept, dict):
        return shipped
    texts = {part: kept.get(part.value, shipped.texts[part]) for part in Part}
    sound = all(isinstance(one, str) and len(one) <= FREE_TEXT_LENGTH for one in texts.values())
    return shipped.with_texts(texts) if sound else shipped


def _read_answers(kept: Sequence[object]) -> tuple[Answer, ...]:
    pairs = [(one.get("asked"), one.get("says")) for one in kept if isinstance(one, dict)]
    return tuple(
        Answer(asked, says)
        for asked, says in pairs[:MOST_ANSWERS]
        if isinstance(asked, str) and isinstance(says, str)
    )
