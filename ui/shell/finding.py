"""What the search box finds: companies by name, each opening its page."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.bridge import Bridge
from ui.panels.stage_badge import stage_kind
from ui.places import Place, Places
from ui.shell.facts import Found, Searcher

if TYPE_CHECKING:  # SQLAlchemy is imported after the first paint
    from crm.data.connection import Reading
    from crm.data.queries.companies import CompanyLine

SHOWN = 20


def searcher(bridge: Bridge, places: Places, owner: QObject) -> Searcher:
    """Search the open book; a newer question replaces an older one."""

    def search(text: str, show: Callable[[Sequence[Found]], object]) -> None:
        def arrived(lines: "Sequence[CompanyLine]") -> None:
            show([_found(line, places) for line in lines] or [_create(text, places)])

        bridge.ask(find_companies, text, then=arrived, owner=owner, latest="palette")

    return search


def find_companies(reading: "Reading", text: str) -> "Sequence[CompanyLine]":
    """The companies whose name, town or number a text speaks of; runs on a reader thread."""
    from crm.data.queries.companies import first_lines
    from crm.domain.errors import Refusal
    from crm.domain.filters import read_filter

    try:
        terms = read_filter(text)
    except Refusal:  # half a filter is no mistake yet: it is looked for as it stands
        terms = read_filter(f'"{text.replace(chr(34), " ")}"')
    return first_lines(reading, terms, limit=SHOWN)


def _found(line: "CompanyLine", places: Places) -> Found:
    place = Place("companies", "company", line.id)
    return Found(
        line.name,
        lambda: places.go(place),
        line=" · ".join(part for part in (line.town, line.postcode) if part),
        badge=line.stage,
        kind=stage_kind(line.stage),
    )


def _create(text: str, places: Places) -> Found:
    place = Place("companies", "new", view=text)
    return Found(f"New company “{text}”", lambda: places.go(place), line="Nothing was found")
