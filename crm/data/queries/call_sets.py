"""Sets of companies to work through: a filter that is asked again, or those once selected."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select

from crm.data.connection import Reading
from crm.data.queries.filtering import matching
from crm.data.records.calling import CallSet, CallSetMember
from crm.data.records.companies import Company
from crm.domain.errors import Refusal
from crm.domain.filters import read_filter


@dataclass(frozen=True, slots=True)
class CallSetFacts:
    """A set; `filter_text` is empty where its companies were selected one by one."""

    id: int
    name: str
    filter_text: str
    made_at: datetime


def call_sets(reading: Reading) -> tuple[CallSetFacts, ...]:
    """List the sets, the newest first."""
    query = _sets().order_by(CallSet.made_at.desc(), CallSet.id.desc())
    return tuple(CallSetFacts(*row) for row in reading.sql.execute(query))


def call_set(reading: Reading, set_id: int) -> CallSetFacts | None:
    """Give one set; None where it is gone."""
    row = reading.sql.execute(_sets().where(CallSet.id == set_id)).one_or_none()
    return None if row is None else CallSetFacts(*row)


def set_named(reading: Reading, name: str) -> CallSetFacts:
    """Find the newest set of a name, whatever its capitals; Refusal names those there are."""
    wanted = " ".join(name.split()).casefold()
    known = call_sets(reading)
    for one in known:
        if one.name.casefold() == wanted:
            return one
    names = ", ".join(dict.fromkeys(one.name for one in known)) or "none yet"
    raise Refusal(f"There is no set “{name[:60]}”. There are: {names}.", field="set")


def members_of(reading: Reading, one: CallSetFacts) -> ColumnElement[bool]:
    """Give the condition that a company belongs to a set; Refusal where its filter is unsound."""
    if one.filter_text:
        return matching(reading, read_filter(one.filter_text))
    chosen = select(CallSetMember.company_id).where(CallSetMember.call_set_id == one.id)
    return Company.id.in_(chosen)


def _sets() -> Select[int, str, str, datetime]:
    return select(CallSet.id, CallSet.name, CallSet.filter_text, CallSet.made_at)
