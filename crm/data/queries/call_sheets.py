"""Call sheets: who goes on one, what is printed of each company, and which sheets there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select

from crm.data.connection import Reading
from crm.data.queries.call_card import CallCard, call_card
from crm.data.queries.company_facts import CompanyPage, NumberFacts, PersonFacts
from crm.data.queries.company_named import find_company
from crm.data.queries.queue import call_queue
from crm.data.records.activities import Activity
from crm.data.records.calling import CallSet, CallSetMember
from crm.domain.calendar import local_day
from crm.domain.call_sheet import SheetName, order_for_paper, read_sheet_name, sheet_moment
from crm.domain.errors import Refusal
from crm.domain.keyed_rows import KnownCompany
from crm.domain.objections import Channel
from crm.domain.phone_numbers import say_number

PREFIX = "Call sheet "


@dataclass(frozen=True, slots=True)
class SheetCompany:
    """A company as a sheet and the grid for its results need it.

    `numbers` are key, national form and whose it is, the best first; `people` name and key.
    `person` is the one to ask for: whom the best number or the next step names, else who
    decides. `why` is the reason it is on the sheet.
    """

    card: CallCard
    person: PersonFacts | None
    numbers: tuple[tuple[int, str, str], ...]
    why: str = ""

    @property
    def page(self) -> CompanyPage:
        """Everything that is known of it."""
        return self.card.page

    @property
    def people(self) -> tuple[tuple[str, int], ...]:
        """Those who are still there."""
        return tuple((one.name, one.id) for one in self.page.people if one.left_on is None)


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """The companies of a sheet in their order, and those that cannot be on it, with why."""

    day: date
    companies: tuple[SheetCompany, ...]
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A sheet that was filed."""

    id: int
    sheet: SheetName
    made_at: datetime
    companies: int


@dataclass(frozen=True, slots=True)
class KeyedLine:
    """A line of a filed sheet: its company, None where it is gone, and calls since its day."""

    line: int
    company: KnownCompany | None
    called_at: datetime | None
    outcome: str


def choose_for_sheet(reading: Reading, limit: int, day: date) -> SheetChoice:
    """Choose the companies of a sheet from the queue as it will stand on that day."""
    then = replace(reading, now=sheet_moment(day, reading.now))
    chosen = order_for_paper(call_queue(then).queue, then.now, limit)
    return choose_companies(reading, [key for key, _why in chosen], day, dict(chosen))


def choose_companies(
    reading: Reading, company_ids: Sequence[int], day: date, why: dict[int, str] | None = None
) -> SheetChoice:
    """Take these companies for a sheet; those that may not be called are left out, with why."""
    found: list[SheetCompany] = []
    left_out: list[tuple[str, str]] = []
    for key in dict.fromkeys(company_ids):
        try:
            one = sheet_company(reading, key, (why or {}).get(key, ""))
        except Refusal:
            continue
        if one.page.trashed_at is not None:
            left_out.append((one.page.name, "in the trash"))
        elif not one.page.wish(Channel.CALL).allowed:
            left_out.append((one.page.name, "asked not to be called"))
        elif not one.numbers:
            left_out.append((one.page.name, "no number that may be called"))
        else:
            found.append(one)
    return SheetChoice(day, tuple(found), tuple(left_out))


def sheet_company(reading: Reading, company_id: int, why: str = "") -> SheetCompany:
    """Gather one company; Refusal when it is gone."""
    card = call_card(reading, company_id)
    page, numbers = card.page, card.numbers
    names = {one.id: one.name for one in page.people}
    shown = tuple((one.id, _national(one), names.get(one.person_id or 0, "")) for one in numbers)
    return SheetCompany(card, _to_ask_for(page, numbers), shown, why)


def sheets(reading: Reading, limit: int = 30) -> tuple[SheetFacts, ...]:
    """List the sheets that were filed, the newest first."""
    query = (
        select(CallSet.id, CallSet.name, CallSet.made_at, func.count(CallSetMember.id))
        .outerjoin(CallSetMember, CallSetMember.call_set_id == CallSet.id)
        .where(CallSet.name.startswith(PREFIX, autoescape=True))
        .group_by(CallSet.id, CallSet.name, CallSet.made_at)
        .order_by(CallSet.made_at.desc(), CallSet.id.desc())
        .limit(limit)
    )
    rows = reading.sql.execute(query)
    named = [(key, read_sheet_name(name), made, count) for key, name, made, count in rows]
    return tuple(SheetFacts(key, sheet, made, count) for key, sheet, made, count in named if sheet)


def sheet_lines(reading: Reading, sheet_id: int) -> tuple[KeyedLine, ...]:
    """Give the lines of a filed sheet in their order; Refusal when it is no sheet."""
    name = reading.sql.execute(select(CallSet.name).where(CallSet.id == sheet_id)).scalar()
    sheet = read_sheet_name(name or "")
    if sheet is None:
        raise Refusal("This call sheet is not in the book any more.", field="sheet")
    query = (
        select(CallSetMember.company_id)
        .where(CallSetMember.call_set_id == sheet_id)
        .order_by(CallSetMember.id)
    )
    keys = tuple(reading.sql.execute(query).scalars())
    return tuple(_lines(reading, keys, sheet.day))


def company_for_row(reading: Reading, text: str) -> KnownCompany:
    """Find the company that somebody typed into the grid by number or name."""
    return known_company(reading, find_company(reading, text))


def known_company(reading: Reading, company_id: int) -> KnownCompany:
    """Give what the grid needs of a company; Refusal when it is gone or in the trash."""
    one = sheet_company(reading, company_id)
    if one.page.trashed_at is not None:
        raise Refusal(f"{one.page.name} is in the trash.", field="company")
    return KnownCompany(
        one.page.id,
        one.page.name,
        one.people,
        tuple((key, f"{said} {whose}".strip()) for key, said, whose in one.numbers),
        one.person.name if one.person else "",
        one.page.band.label if one.page.band else "",
        bool(one.page.postcode),
    )


def _lines(reading: Reading, keys: Sequence[int], day: date) -> Iterable[KeyedLine]:
    for line, key in enumerate(keys, 1):
        try:
            company = known_company(reading, key)
        except Refusal:
            yield KeyedLine(line, None, None, "")
            continue
        last = (
            select(Activity.happened_at, Activity.outcome)
            .where(Activity.company_id == key, Activity.kind == "call")
            .order_by(Activity.happened_at.desc(), Activity.id.desc())
            .limit(1)
        )
        called = reading.sql.execute(last).one_or_none()
        if called is not None and local_day(called.happened_at) >= day:
            yield KeyedLine(line, company, called.happened_at, called.outcome or "")
        else:
            yield KeyedLine(line, company, None, "")


def _national(number: NumberFacts) -> str:
    said = say_number(number.e164 or number.typed)
    return f"{said} ext. {number.extension}" if number.extension else said


def _to_ask_for(page: CompanyPage, numbers: Sequence[NumberFacts]) -> PersonFacts | None:
    there = {one.id: one for one in page.people if one.left_on is None and not one.objects}
    step = page.next_step.person_id if page.next_step else None
    for wanted in (numbers[0].person_id if numbers else None, step):
        if wanted in there:
            return there[wanted]
    return next((one for one in there.values() if one.role == "decision maker"), None)
