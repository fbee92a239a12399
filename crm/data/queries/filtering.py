"""The terms of a filter as conditions on companies, the same for both engines."""

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    and_,
    false,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute

from crm.data.connection import Reading
from crm.data.queries.letters import written_packs
from crm.data.queries.shown_stage import shown_stage_in
from crm.data.records.activities import NextStep, Objection
from crm.data.records.association import Branch
from crm.data.records.companies import Company, CompanyTag, Tag
from crm.data.records.letters import Document
from crm.data.records.people import EmailAddress, Person, PhoneNumber
from crm.domain.calendar import to_instant
from crm.domain.filter_fields import WORDS
from crm.domain.filters import Age, Operator, Term
from crm.domain.likeness import fold, name_key
from crm.domain.phone_numbers import search_digits

Condition = ColumnElement[bool]

_ONE_DAY: Final = timedelta(days=1)

_COMPARISONS: Final[Mapping[Operator, Callable[[Any, Any], Any]]] = {
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.MORE: operator.gt,
    Operator.AT_LEAST: operator.ge,
    Operator.IS: operator.eq,
}

_BACKWARDS: Final = {
    Operator.LESS: Operator.MORE,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.MORE: Operator.LESS,
    Operator.AT_LEAST: Operator.AT_MOST,
}
"""What is longer ago has the earlier date."""


def matching(reading: Reading, terms: Sequence[Term], *, trashed: bool = False) -> Condition:
    """Give the condition that a company meets every term; `trashed` asks for those in the trash."""
    place = Company.trashed_at.is_not(None) if trashed else Company.trashed_at.is_(None)
    return and_(place, *(_condition(reading, term) for term in terms))


def _condition(reading: Reading, term: Term) -> Condition:
    plain = _PLAIN.get(term.field)
    found = plain(term) if plain else _BY_THE_DATE[term.field](reading, term)
    # What is not known meets no comparison, and so does meet its opposite.
    return not_(func.coalesce(found, false())) if term.negated else found


def _any_of(term: Term, test: Callable[[str], Condition]) -> Condition:
    """Whether any of the values of a term passes a test; a term without values passes none."""
    values = term.value if isinstance(term.value, tuple) else ()
    return or_(false(), *(test(value) for value in values))


def _column(column: InstrumentedAttribute[str], term: Term) -> Condition:
    """Compare the text of a column without regard to capitals."""
    if term.operator is Operator.EMPTY:
        return column == ""
    if term.operator is Operator.IS:
        return _any_of(term, lambda value: func.lower(column) == value.lower())
    return _any_of(term, lambda value: column.icontains(value, autoescape=True))


def _key(column: InstrumentedAttribute[str], term: Term) -> Condition:
    """Compare a folded name: accents, capitals and the legal form do not count."""
    if term.operator is Operator.IS:
        return _any_of(term, lambda value: column == name_key(value))
    return _any_of(
        term, lambda value: column.contains(name_key(value) or fold(value), autoescape=True)
    )


def _owner(
    owner: InstrumentedAttribute[int], term: Term, test: Callable[[Term], Condition]
) -> Condition:
    """Whether a company has any row of another table that passes; EMPTY asks for none at all."""
    if term.operator is Operator.EMPTY:
        return Company.id.not_in(select(owner))
    return Company.id.in_(select(owner).where(test(term)))


def _words(term: Term) -> Condition:
    def met(word: str) -> Condition:
        one = Term(term.field, Operator.HAS, (word,))
        return or_(
            _key(Company.name_key, one),
            _column(Company.town, one),
            Company.id.in_(select(Person.company_id).where(_key(Person.name_key, one))),
            _tag(one),
            _column(Company.activities, one),
        )

    return _any_of(term, met)


def _stage(reading: Reading, term: Term) -> Condition:
    values = term.value if isinstance(term.value, tuple) else ()
    return shown_stage_in(values, reading.today) if values else false()


def _branch(term: Term) -> Condition:
    if term.operator is Operator.EMPTY:
        return Company.branch_id.is_(None)
    named = or_(_column(Branch.name, term), _column(Branch.county, term))
    return Company.branch_id.in_(select(Branch.id).where(named))


def _postcode(term: Term) -> Condition:
    if term.operator is Operator.EMPTY:
        return Company.postcode == ""
    tight = func.replace(Company.postcode, " ", "")

    def begins(value: str) -> Condition:
        typed = value.upper().replace(" ", "")
        return tight.startswith(typed, autoescape=True)

    def is_whole(value: str) -> Condition:
        typed = value.upper().replace(" ", "")
        half = Company.postcode.startswith(f"{typed} ", autoescape=True)
        return or_(tight == typed, half)

    return _any_of(term, is_whole if term.operator is Operator.IS else begins)


def _person(term: Term) -> Condition:
    def named(word: str) -> Condition:
        parts = (name_key(word) or fold(word)).split()
        return and_(true(), *(Person.name_key.contains(part, autoescape=True) for part in parts))

    return _owner(Person.company_id, term, lambda one: _any_of(one, named))


def _phone(term: Term) -> Condition:
    def holds(typed: str) -> Condition:
        found = search_digits(typed)
        return PhoneNumber.e164.contains(found, autoescape=True) if found else false()

    return _owner(PhoneNumber.company_id, term, lambda one: _any_of(one, holds))


def _email(term: Term) -> Condition:
    return _owner(EmailAddress.company_id, term, lambda one: _column(EmailAddress.address, one))


def _tag(term: Term) -> Condition:
    if term.operator is Operator.EMPTY:
        return Company.id.not_in(select(CompanyTag.company_id))
    carriers = select(CompanyTag.company_id).join(Tag, Tag.id == CompanyTag.tag_id)
    return Company.id.in_(carriers.where(_column(Tag.name, term)))


def _source(term: Term) -> Condition:
    found = _column(Company.source, term)
    if term.operator is Operator.EMPTY:
        return found
    return or_(found, _any_of(term, lambda value: Company.source_kind == value.lower()))


def _number(column: InstrumentedAttribute[Any], term: Term) -> Condition:
    return column.is_(None) if term.value is None else _compared(column, term)


def _compared(column: InstrumentedAttribute[Any], term: Term) -> Condition:
    found: Condition = _COMPARISONS[term.operator](column, term.value)
    return found


def _moment(reading: Reading, column: InstrumentedAttribute[Any], term: Term) -> Condition:
    """Compare an instant with how many London days ago it was: longer ago is earlier."""
    if not isinstance(term.value, Age):
        return column.is_(None)
    day = term.value.before(reading.today)
    begins, ends = _start(day), _start(day + _ONE_DAY)
    match term.operator:
        case Operator.MORE:
            return column < begins
        case Operator.AT_LEAST:
            return column < ends
        case Operator.LESS:
            return column >= ends
        case Operator.AT_MOST:
            return column >= begins
        case _:
            return and_(column >= begins, column < ends)


def _start(day: date) -> datetime:
    return to_instant(day, time(0))


def _pack(reading: Reading, term: Term) -> Condition:
    posted = select(Document.company_id).where(
        Document.posted_on.is_not(None), Document.pack_id.not_in(written_packs())
    )
    if not isinstance(term.value, Age):
        return Company.id.not_in(posted)
    day = term.value.before(reading.today)
    earlier = _COMPARISONS[_BACKWARDS.get(term.operator, term.operator)]
    latest = posted.group_by(Document.company_id).having(earlier(func.max(Document.posted_on), day))
    return Company.id.in_(latest)


def _next(reading: Reading, term: Term) -> Condition:
    open_steps = select(NextStep.company_id).where(NextStep.done_at.is_(None))
    if term.operator is Operator.EMPTY:
        return Company.id.not_in(open_steps)
    if isinstance(term.value, Age):
        compare = _COMPARISONS[term.operator]
        due_then = compare(NextStep.due_on, term.value.after(reading.today))
        return Company.id.in_(open_steps.where(due_then))
    overdue = or_(NextStep.due_on < reading.today, NextStep.due_at < reading.now)
    today = NextStep.due_on == reading.today
    due = _any_of(term, lambda value: overdue if value == "overdue" else today)
    return Company.id.in_(open_steps.where(due))


def _objects(term: Term) -> Condition:
    wishes = select(Objection.company_id).where(
        Objection.in_error_at.is_(None), Objection.company_id.is_not(None)
    )
    if term.operator is Operator.EMPTY:
        return Company.id.not_in(wishes)
    return Company.id.in_(wishes.where(_any_of(term, lambda value: Objection.channel == value)))


_PLAIN: Final[Mapping[str, Callable[[Term], Condition]]] = {
    WORDS: _words,
    "name": lambda term: _key(Company.name_key, term),
    "town": lambda term: _column(Company.town, term),
    "branch": _branch,
    "postcode": _postcode,
    "person": _person,
    "phone": _phone,
    "email": _email,
    "tag": _tag,
    "does": lambda term: _column(Company.activities, term),
    "source": _source,
    "staff": lambda term: _number(Company.staff, term),
    "tries": lambda term: _number(Company.tries, term),
    "objects": _objects,
}

_BY_THE_DATE: Final[Mapping[str, Callable[[Reading, Term], Condition]]] = {
    "stage": _stage,
    "last": lambda reading, term: _moment(reading, Company.last_contact_at, term),
    "added": lambda reading, term: _moment(reading, Company.added_at, term),
    "pack": _pack,
    "next": _next,
}
"""Together every field of `domain.filter_fields`; a test compares them."""
