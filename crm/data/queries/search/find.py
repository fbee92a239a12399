"""Finds companies by whatever is known of them, while somebody types."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from crm.data.connection import Reading
from crm.data.queries.search import postgresql, sqlite
from crm.data.queries.shown_stage import shown_stage
from crm.data.records.activities import Activity
from crm.data.records.companies import Company, CompanyTag, Tag
from crm.data.records.people import EmailAddress, Person, PhoneNumber
from crm.domain.likeness import fold, name_key
from crm.domain.person_names import PersonName, short_name
from crm.domain.phone_numbers import say_number, search_digits
from crm.domain.text_safety import clean_line

LONGEST: Final = 100
"""Characters of what is typed that are looked for."""

FEWEST_DIGITS: Final = 3
FEWEST_OF_A_NOTE: Final = 3

NOTES_READ: Final = 30_000
"""How many of the latest activities are looked through for a word in a note."""

_SNIPPET: Final = 80


_THROWN = aliased(Company)
_TRASH: Final = select(_THROWN.id).where(_THROWN.trashed_at.is_not(None))
"""An index holds just these, so that leaving them out costs no look at each company."""


class HitKind(StrEnum):
    """What it was that matched."""

    COMPANY = "company"
    PERSON = "person"
    NUMBER = "number"
    EMAIL = "email"
    POSTCODE = "postcode"
    TOWN = "town"
    TAG = "tag"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found; it always leads to a company.

    `title` is the name of the company, or of the person found; `line` says more of it; `matched`
    is what matched as it is kept (`01782 960123`, a piece of a note). `stage` is the shown one.
    """

    kind: HitKind
    company_id: int
    person_id: int | None
    title: str
    line: str
    matched: str
    stage: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    kind: HitKind
    company_id: int
    person_id: int | None
    matched: str


@dataclass(frozen=True, slots=True)
class _Search:
    """What is looked for, in the forms that different columns are kept in."""

    reading: Reading
    text: str
    key: str
    words: tuple[str, ...]
    digits: str
    limit: int

    def begins(self, column: Any, text: str) -> ColumnElement[bool]:
        """Whether a column begins with a text, by an index."""
        look = sqlite.begins if self.reading.engine == "sqlite" else postgresql.begins
        return look(column, text)

    def holds(self, column: Any, *texts: str) -> ColumnElement[bool]:
        """Whether a column holds every one of some texts."""
        look = sqlite.holds if self.reading.engine == "sqlite" else postgresql.holds
        return and_(*(look(column, text) for text in texts))

    def rows(self, query: Select[*tuple[Any, ...]], company: Any) -> Sequence[Any]:
        """Read as many rows as there may be hits; `company` is the column with its key."""
        query = query.where(company.not_in(_TRASH)).limit(self.limit)
        return self.reading.sql.execute(query).all()


def find(reading: Reading, text: str, limit: int = 20) -> tuple[Hit, ...]:
    """Find companies and people by name, number, email, postcode, town, tag and note.

    What begins with the text comes before what holds it, names before the rest, unless the text
    can only be a number, an email or a postcode. At most one hit for each company and person.
    Nothing typed is a pattern; what is slower to look for is looked for only while hits are few.
    """
    typed = clean_line(text[:LONGEST], "search")
    key = name_key(typed)
    if not any(character.isalnum() for character in typed):
        return ()
    search = _Search(reading, typed, key, tuple(key.split()), search_digits(typed), limit)
    ladder = (_emails, _notes) if "@" in typed else _LADDER
    found = _distinct(one for rung in ladder for one in rung(search))
    return tuple(_hits(reading, list(islice(found, limit))))


def _numbers(search: _Search) -> Iterator[_Found]:
    if len(search.digits) < FEWEST_DIGITS or any(one.isalpha() for one in search.text):
        return
    query = select(PhoneNumber.company_id, PhoneNumber.person_id, PhoneNumber.e164)
    for condition in (
        search.begins(PhoneNumber.e164, f"+44{search.digits}"),
        search.holds(PhoneNumber.e164, search.digits),
    ):
        for row in search.rows(
            query.where(condition).order_by(PhoneNumber.e164), PhoneNumber.company_id
        ):
            yield _Found(HitKind.NUMBER, row.company_id, row.person_id, say_number(row.e164))


def _postcodes(search: _Search) -> Iterator[_Found]:
    tight = search.text.upper().replace(" ", "")
    if not (2 <= len(tight) <= 7 and tight[0].isalpha() and tight.isalnum()):
        return
    if not any(one.isdigit() for one in tight[1:4]):
        return
    spaced = {f"{tight[:place]} {tight[place:]}" for place in range(2, min(len(tight), 4) + 1)}
    either = (search.begins(Company.postcode, one.rstrip()) for one in sorted({tight, *spaced}))
    query = select(Company.id, Company.postcode).where(or_(*either))
    for row in search.rows(query.order_by(Company.postcode, Company.id), Company.id):
        yield _Found(HitKind.POSTCODE, row.id, None, row.postcode)


def _emails(search: _Search) -> Iterator[_Found]:
    address = search.text.lower()
    yield from _emails_where(search, search.begins(EmailAddress.address, address))
    yield from _emails_where(search, search.holds(EmailAddress.address, address))


def _companies(search: _Search) -> Iterator[_Found]:
    if search.key:
        yield from _companies_where(search, search.begins(Company.name_key, search.key))


def _people(search: _Search) -> Iterator[_Found]:
    if search.key:
        yield from _people_where(search, search.begins(Person.name_key, search.key))


def _companies_holding(search: _Search) -> Iterator[_Found]:
    if search.words:
        yield from _companies_where(search, search.holds(Company.name_key, *search.words))


def _people_holding(search: _Search) -> Iterator[_Found]:
    if search.words:
        yield from _people_where(search, search.holds(Person.name_key, *search.words))


def _tags(search: _Search) -> Iterator[_Found]:
    typed = search.text.lstrip("#").lower()
    if not typed:
        return
    query = (
        select(Company.id, Tag.name)
        .join(CompanyTag, CompanyTag.company_id == Company.id)
        .join(Tag, Tag.id == CompanyTag.tag_id)
        .where(func.lower(Tag.name).startswith(typed, autoescape=True))
        .order_by(Company.name_key, Company.id)
    )
    for row in search.rows(query, Company.id):
        yield _Found(HitKind.TAG, row.id, None, row.name)


def _towns(search: _Search) -> Iterator[_Found]:
    town = func.lower(Company.town)
    # In the order of the index of towns, which is read through and nothing else.
    query = select(Company.id, Company.town).where(search.begins(town, search.text.lower()))
    for row in search.rows(query, Company.id):
        yield _Found(HitKind.TOWN, row.id, None, row.town)


def _emails_holding(search: _Search) -> Iterator[_Found]:
    if " " not in search.text:
        yield from _emails_where(search, search.holds(EmailAddress.address, search.text.lower()))


def _notes(search: _Search) -> Iterator[_Found]:
    if len(search.text) < FEWEST_OF_A_NOTE:
        return
    oldest = (
        select(Activity.id).order_by(Activity.id.desc()).offset(NOTES_READ).limit(1)
    ).scalar_subquery()
    words = search.text.lower().split()
    query = (
        select(Activity.company_id, Activity.person_id, Activity.note)
        .where(
            Activity.id > func.coalesce(oldest, 0),
            search.holds(func.lower(Activity.note), *words),
        )
        # As they lie on the disk, which is about as they happened.
        .order_by(Activity.id.desc())
    )
    for row in search.rows(query, Activity.company_id):
        yield _Found(HitKind.NOTE, row.company_id, row.person_id, _snippet(row.note, words[0]))


_LADDER: Final[tuple[Callable[[_Search], Iterable[_Found]], ...]] = (
    _numbers, _postcodes, _companies, _people, _tags, _companies_holding,
    _people_holding, _towns, _emails_holding, _notes,
)  # fmt: skip
"""Where is looked, in turn, until there are hits enough; with an @ only emails and notes."""


def _companies_where(search: _Search, condition: ColumnElement[bool]) -> Iterator[_Found]:
    query = select(Company.id, Company.name_key).where(condition)
    for row in search.rows(query.order_by(Company.name_key, Company.id), Company.id):
        yield _Found(HitKind.COMPANY, row.id, None, "")


def _people_where(search: _Search, condition: ColumnElement[bool]) -> Iterator[_Found]:
    query = select(Person.company_id, Person.id).where(condition)
    for row in search.rows(query.order_by(Person.name_key, Person.id), Person.company_id):
        yield _Found(HitKind.PERSON, row.company_id, row.id, "")


def _emails_where(search: _Search, condition: ColumnElement[bool]) -> Iterator[_Found]:
    query = select(EmailAddress.company_id, EmailAddress.person_id, EmailAddress.address)
    for row in search.rows(
        query.where(condition).order_by(EmailAddress.address), EmailAddress.company_id
    ):
        yield _Found(HitKind.EMAIL, row.company_id, row.person_id, row.address)


def _distinct(found: Iterable[_Found]) -> Iterator[_Found]:
    seen: set[tuple[int, int | None]] = set()
    for one in found:
        if (one.company_id, one.person_id) not in seen:
            seen.add((one.company_id, one.person_id))
            yield one


def _hits(reading: Reading, found: Sequence[_Found]) -> Iterator[Hit]:
    """Fill in what the hits are called."""
    companies = select(
        Company.id, Company.name, Company.town, shown_stage(reading.today).label("stage")
    ).where(Company.id.in_({one.company_id for one in found}))
    known = {row.id: row for row in reading.sql.execute(companies)}
    people = select(Person.id, Person.forenames, Person.surname, Person.job_title).where(
        Person.id.in_({one.person_id for one in found if one.person_id is not None})
    )
    named = {row.id: row for row in reading.sql.execute(people)}
    for one in found:
        company, person = known[one.company_id], named.get(one.person_id)
        name = (
            short_name(PersonName(forenames=person.forenames, surname=person.surname))
            if person
            else ""
        )
        if one.kind is HitKind.PERSON and person is not None:
            parts, title = [person.job_title, company.name, company.town], name
        else:
            parts, title = [name, company.town], company.name
        line = " · ".join(part for part in parts if part)
        matched = one.matched or title
        yield Hit(one.kind, one.company_id, one.person_id, title, line, matched, company.stage)


def _snippet(note: str, word: str) -> str:
    """Cut a note to the piece around a word, on one line."""
    line = " ".join(note.split())
    place = max(fold(line).find(fold(word)) - _SNIPPET // 3, 0)
    piece = line[place : place + _SNIPPET]
    return f"{'…' if place else ''}{piece}{'…' if place + _SNIPPET < len(line) else ''}"
