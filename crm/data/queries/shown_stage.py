"""The stage that people read: Member and Lapsed stand over the stored stage while terms say so.

A term counts from its first to its last day once it is paid, and makes the company lapsed after.
"""

from collections.abc import Collection
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select

from crm.data.records.activities import Membership
from crm.data.records.companies import Company

MEMBER: Final = "Member"
LAPSED: Final = "Lapsed"


def shown_stage(today: date) -> ColumnElement[str]:
    """Give the stage a company is shown with on a day, as a column beside `companies`."""
    return case((_member(today), MEMBER), (_was_member(today), LAPSED), else_=Company.stage)


def shown_stage_in(wanted: Collection[str], today: date) -> ColumnElement[bool]:
    """Ask for companies shown with one of these stages, so that few terms are read for many rows.

    The names are compared as they are written in `domain.stages`, or Member and Lapsed.
    """
    members = _with_terms(_current(today))
    past = _with_terms(_begun(today))
    either: list[ColumnElement[bool]] = []
    if MEMBER in wanted:
        either.append(Company.id.in_(members))
    if LAPSED in wanted:
        either.append(and_(Company.id.in_(past), Company.id.not_in(members)))
    stored = sorted(set(wanted) - {MEMBER, LAPSED})
    if stored:
        either.append(and_(Company.stage.in_(stored), Company.id.not_in(past)))
    return or_(*either)


def _current(today: date) -> ColumnElement[bool]:
    return and_(_begun(today), Membership.to_on >= today)


def _begun(today: date) -> ColumnElement[bool]:
    return and_(Membership.from_on <= today, Membership.paid_on.is_not(None))


def _with_terms(which: ColumnElement[bool]) -> Select[int]:
    return select(Membership.company_id).where(which)


def _member(today: date) -> ColumnElement[bool]:
    return exists().where(Membership.company_id == Company.id, _current(today))


def _was_member(today: date) -> ColumnElement[bool]:
    return exists().where(Membership.company_id == Company.id, _begun(today))
