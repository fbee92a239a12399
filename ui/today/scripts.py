"""What to say at each stage, with this company's values filled in as plain text."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm.domain.calendar import LONDON, say_long_date
from crm.domain.money import pounds
from crm.domain.next_steps import When, say_when

if TYPE_CHECKING:
    from datetime import date

    from crm.data.queries.call_card import CallCard, CallingDay
    from crm.data.queries.company_facts import StepFacts

FILE = Path(__file__).resolve().parents[2] / "resources" / "scripts.toml"
_FIELD = re.compile(r"\{(\w+)\}")
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Script:
    """A title, sentences to say, and answers to what people object."""

    title: str
    sentences: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The sentences as one paragraph."""
        return " ".join(self.sentences)


def script_for(card: "CallCard", day: "CallingDay | None", today: "date", whom: str) -> Script:
    """The script for the stage of a company; `whom` is the person called, empty for nobody."""
    kept = _kept()
    values = _values(card, day, today, whom)
    stage = card.page.stage
    scripts: list[dict[str, Any]] = kept["script"]
    chosen = next((one for one in scripts if stage in one["stages"]), scripts[0])
    answers = ((one["asked"], fill(one["says"], values)) for one in kept["answer"])
    return Script(
        chosen["title"],
        tuple(said for sentence in chosen["says"] if (said := fill(sentence, values))),
        tuple((asked, answer) for asked, answer in answers if answer),
    )


def fill(sentence: str, values: Mapping[str, str]) -> str:
    """Put values into a sentence; empty where one is not known, so that it is left out.

    A name before the question mark may be missing: ", {first_name}" goes with its comma.
    """
    if not values.get("first_name"):
        sentence = sentence.replace(", {first_name}", "")
    names = _FIELD.findall(sentence)
    if any(not values.get(name) for name in names):
        return ""
    return _FIELD.sub(lambda found: values[found.group(1)], sentence)


@lru_cache(maxsize=1)
def _kept() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _values(card: "CallCard", day: "CallingDay | None", today: "date", whom: str) -> dict[str, str]:
    page, answers = card.page, card.page.answers
    known = next((person for person in page.people if person.name == whom), None)
    reached = answers.reached_at
    return {
        "association": day.association if day else "",
        "caller": day.caller if day else "",
        "company": page.name,
        "first_name": known.forenames.split(" ")[0] if known and known.forenames else "",
        "town": page.town,
        "branch": page.branch,
        "band": page.band.label if page.band else "",
        "fee": pounds(page.band.fee_pence) if page.band else "",
        "said": _short(answers.said),
        "promised_on": _promise(answers.promised, today),
        "pack_posted": say_long_date(answers.pack_posted_on) if answers.pack_posted_on else "",
        "reached_on": say_long_date(reached.astimezone(LONDON).date()) if reached else "",
        "referred_by": page.referred_by,
        "source": page.source,
    }


def _promise(step: "StepFacts | None", today: "date") -> str:
    if step is None:
        return ""
    return say_when(When(step.due_on, step.due_at), today)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip(" .,;:") + "…"
