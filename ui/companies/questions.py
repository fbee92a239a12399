"""What the room of companies asks the book: queries of crm put together, run on reader lanes.

They are imported on the reader's thread, so that the window need not wait for SQLAlchemy.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from crm.domain.filter_fields import STAGE_CHOICES
from crm.domain.filters import Term
from crm.domain.timeline import EntryKind
from ui.table.columns import Order

if TYPE_CHECKING:
    from crm.data.connection import Reading
    from crm.data.queries.companies import CompanyLine, SavedViewLine
    from crm.data.queries.companies import Order as Sorted
    from crm.data.queries.company_facts import CompanyPage
    from crm.data.queries.objections import ObjectionFacts
    from crm.data.queries.pack_candidates import PackCandidates
    from crm.data.queries.timeline import TimelinePage

STAGES: Final = STAGE_CHOICES
ENOUGH_LETTERS: Final = 3
MOST_ALIKE: Final = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the table, and the day it is read on."""

    line: "CompanyLine"
    today: date


@dataclass(frozen=True, slots=True)
class Views:
    """How many companies there are, and the saved views with their counts."""

    total: int
    saved: tuple["SavedViewLine", ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """A company's page, the wishes that stand for it or its people, and the moment it is read."""

    page: "CompanyPage"
    wishes: tuple["ObjectionFacts", ...]
    branch_share: float | None
    """How sure the branch is by the postcode, from 0 to 1; None where unknown or chosen."""
    now: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Alike:
    """A company that may be the one being typed in, and why."""

    id: int
    name: str
    town: str
    reason: str


def first_rows(
    reading: "Reading", terms: Sequence[Term], order: Order, limit: int
) -> Sequence[Listed]:
    """The top of the list."""
    from crm.data.queries.companies import first_lines

    lines = first_lines(reading, terms, _order(order), limit)
    return [Listed(line, reading.today) for line in lines]


def ordered_ids(reading: "Reading", terms: Sequence[Term], order: Order) -> "array[int]":
    """All ids in order."""
    from crm.data.queries.companies import matching_ids

    return matching_ids(reading, terms, _order(order))


def rows(reading: "Reading", ids: Sequence[int]) -> Sequence[Listed]:
    """Some rows."""
    from crm.data.queries.companies import lines

    return [Listed(line, reading.today) for line in lines(reading, ids)]


def views(reading: "Reading") -> Views:
    """The saved views, counted."""
    from crm.data.queries.companies import count_companies, saved_views

    return Views(count_companies(reading), saved_views(reading))


def beginning(reading: "Reading", terms: Sequence[Term], text: str) -> int | None:
    """The first match whose name begins so."""
    from crm.data.queries.name_jump import first_beginning

    return first_beginning(reading, terms, text)


def emptied_by(reading: "Reading", terms: Sequence[Term]) -> tuple[Term, int] | None:
    """Which term empties the list, and how many it would show without it."""
    from crm.data.queries.companies import emptying_term

    return emptying_term(reading, terms)


def filter_words(reading: "Reading") -> Mapping[str, tuple[str, ...]]:
    """What can stand behind `tag:` and `branch:`, for completion."""
    from crm.data.queries.association import branches
    from crm.data.queries.tags import tags

    return {
        "tag": tuple(tag.name for tag in tags(reading)),
        "branch": tuple(branch.name for branch in branches(reading)),
    }


def branch_names(reading: "Reading") -> tuple[str, ...]:
    """The branches of the association."""
    from crm.data.queries.association import branches

    return tuple(branch.name for branch in branches(reading))


def sendable(reading: "Reading", ids: Sequence[int]) -> "PackCandidates":
    """Who of a selection can be sent a pack."""
    from crm.data.queries.pack_candidates import pack_candidates

    return pack_candidates(reading, ids)


def look_at(reading: "Reading", company_id: int) -> Looked:
    """All that the page of a company shows but its history."""
    from crm.actions.companies import branch_confidence
    from crm.data.queries.association import branches
    from crm.data.queries.company import company_page
    from crm.data.queries.objections import objections_for

    page = company_page(reading, company_id)
    county = next((b.county for b in branches(reading) if b.id == page.branch_id), "")
    share = None
    if county and not page.branch_chosen:
        share = branch_confidence(page.postcode, county)
    wishes = objections_for(reading, company_id)
    return Looked(page, wishes, share, reading.now, reading.today)


def history_of(
    reading: "Reading", company_id: int, kind: EntryKind | None, words: str, limit: int
) -> tuple["TimelinePage", date]:
    """The history of a company, and the day it is read on."""
    from crm.data.queries.timeline import timeline

    return timeline(reading, company_id, kind=kind, words=words, limit=limit), reading.today


def likely_same(reading: "Reading", name: str, telephone: str, postcode: str) -> tuple[Alike, ...]:
    """Companies that share a name, a number, or the postcode and the start of a name."""
    from crm.data.queries.companies import first_lines
    from crm.data.queries.imports import existing_companies
    from crm.domain.filters import Operator
    from crm.domain.likeness import name_key
    from crm.domain.phone_numbers import read_numbers, say_number
    from crm.domain.postcodes import is_postcode, read_postcode

    key = name_key(name) if len(name.strip()) >= ENOUGH_LETTERS else ""
    numbers = {one.e164 for one in read_numbers(telephone[:200]) if one.e164}
    alike: dict[int, Alike] = {}
    for known in existing_companies(reading, names=[key] if key else [], numbers=numbers):
        theirs = known.values.get("numbers")
        shared = [one for one in numbers if isinstance(theirs, tuple) and one in theirs]
        reason = "the same name"
        if shared:
            reason = f"the same number, {say_number(shared[0])}"
        name_known, town = str(known.values["name"]), str(known.values["town"] or "")
        alike[known.id] = Alike(known.id, name_known, town, reason)
    if key and is_postcode(postcode):
        first_word = key.split()[0]
        terms = (
            Term("postcode", Operator.IS, (read_postcode(postcode).value,)),
            Term("name", Operator.HAS, (first_word,)),
        )
        for line in first_lines(reading, terms, limit=MOST_ALIKE):
            near = Alike(line.id, line.name, line.town, "a name like it at the same postcode")
            alike.setdefault(line.id, near)
    return tuple(alike.values())[:MOST_ALIKE]


def _order(order: Order) -> "Sorted":
    from crm.data.queries.companies import Order as Sorted
    from crm.data.queries.companies import Sorting

    return Sorted(Sorting(order.column) if order.column else Sorting.NAME, order.descending)
