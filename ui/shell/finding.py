"""What the search box finds by anything that is known of it; each hit opens a company."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from crm.domain.phone_numbers import digits
from ui.bridge import Bridge
from ui.panels.stage_badge import stage_kind
from ui.places import Place, Places
from ui.shell.facts import Found, Searcher

if TYPE_CHECKING:  # SQLAlchemy is imported after the first paint
    from crm.data.queries.search.find import Hit

SHOWN = 20

CALLER_DIGITS = 8
"""Digits from which on what is typed is taken for the number of somebody who rings."""


def searcher(bridge: Bridge, places: Places, owner: QObject) -> Searcher:
    """Search the open book; a newer question replaces an older one."""

    def search(text: str, show: Callable[[Sequence[Found]], object]) -> None:
        from crm.data.queries.search.find import find

        def arrived(hits: "Sequence[Hit]") -> None:
            rows = [_rings(hit, places) for hit in hits if _is_whole_number(text, hit)]
            rows += [_found(hit, places) for hit in hits]
            show(rows or [_create(text, places)])

        bridge.ask(find, text, SHOWN, then=arrived, owner=owner, latest="palette")

    return search


def _found(hit: "Hit", places: Places) -> Found:
    place = Place("companies", "company", hit.company_id)
    more = (hit.line, hit.matched if hit.matched not in hit.title + hit.line else "")
    return Found(
        hit.title,
        lambda: places.go(place),
        line=" · ".join(part for part in more if part),
        badge=hit.stage,
        kind=stage_kind(hit.stage),
    )


def _is_whole_number(text: str, hit: "Hit") -> bool:
    """Whether what was typed is so much of a number that it may be that of a caller."""
    return hit.kind == "number" and len(digits(text)) >= CALLER_DIGITS


def _rings(hit: "Hit", places: Places) -> Found:
    """The call that is coming in: it is taken in Today, with the caret in the note."""
    place = Place("today", "incoming", hit.company_id)
    more = " · ".join(part for part in (hit.title, hit.line, hit.matched) if part)
    return Found("Incoming call", lambda: places.go(place), line=more, badge=hit.stage,
                 kind=stage_kind(hit.stage))  # fmt: skip


def _create(text: str, places: Places) -> Found:
    place = Place("companies", "new", view=text)
    return Found(f"New company “{text}”", lambda: places.go(place), line="Nothing was found")
