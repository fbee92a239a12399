"""The words the demo book is made of, read from the files that ship with the program."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from crm.actions.shipped import RESOURCES


@dataclass(frozen=True, slots=True)
class DemoWords:
    """What is picked from: `companies`, `people`, `places` and `talk` as their files say it."""

    companies: Mapping[str, Any]
    people: Mapping[str, Any]
    places: Mapping[str, Any]
    talk: Mapping[str, Any]

    def notes(self, key: str) -> Sequence[str]:
        """List what may be noted after an outcome, by its name on the command line."""
        found: Sequence[str] = self.talk["notes"][key]
        return found


@cache
def demo_words() -> DemoWords:
    """Read the words once; the files are part of the program."""
    folder = RESOURCES / "demo"
    names = ("companies", "people", "places", "talk")
    return DemoWords(**{name: _read(folder / f"{name}.toml") for name in names})


def _read(path: Path) -> Mapping[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
