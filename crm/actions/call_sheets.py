"""Printing a call sheet: its content is gathered, its companies are filed to be known again."""

from collections.abc import Sequence
from datetime import date

from crm.data.connection import Reading
from crm.data.queries.association import association
from crm.data.queries.call_card import CallingDay, calling_day
from crm.data.queries.call_sheets import (
    SheetChoice,
    SheetCompany,
    SheetFacts,
    choose_companies,
    choose_for_sheet,
)
from crm.data.queries.calling_rules import calling_rules
from crm.data.queries.scripts import kept_scripts, script_values
from crm.data.records.calling import CallSet, CallSetMember
from crm.data.work import Work
from crm.documents.call_sheet import SheetContent, SheetEntry
from crm.documents.script_text import speak
from crm.domain.calendar import WEEKDAYS, local_day, say_date, say_long_date
from crm.domain.call_sheet import SheetName, check_limit, line_to_say
from crm.domain.errors import Refusal
from crm.domain.next_steps import When, say_when
from crm.domain.outcomes import RULES, Outcome
from crm.domain.scripts import Part, Scripts

NOBODY = "There is nobody to put on a call sheet: the queue of that day is empty."
_SHORT = {Outcome.SEND_PACK: "Send a pack", Outcome.BOOKED: "Meeting booked"}


def file_call_sheet(work: Work, day: date, company_ids: Sequence[int]) -> SheetFacts:
    """File the companies of a sheet, in their order, as a set of their own.

    The number of a sheet is never given twice, also where its filing is taken back: it may
    stand on paper.
    """
    if not company_ids:
        raise Refusal(NOBODY, field="companies")
    check_limit(len(company_ids))
    sheet = SheetName(day, work.next_number(f"call sheet {day.isoformat()}"))
    filed = work.add(CallSet(name=sheet.name, made_at=work.now, who=work.who))
    keys = tuple(dict.fromkeys(company_ids))
    work.insert_many(CallSetMember, [{"call_set_id": filed.id, "company_id": key} for key in keys])
    work.label(sheet.name)
    return SheetFacts(filed.id, sheet, work.now, len(keys))


def gather_sheet(
    reading: Reading, day: date, limit: int, company_ids: Sequence[int] = ()
) -> tuple[SheetChoice, SheetContent]:
    """Choose the companies of a sheet and write its content; `company_ids` in place of the queue.

    The reference is left empty: it comes with the filing.
    """
    check_limit(limit)
    if company_ids:
        chosen = choose_companies(reading, company_ids[:limit], day)
    else:
        chosen = choose_for_sheet(reading, limit, day)
    return chosen, sheet_content(reading, chosen)


def sheet_content(reading: Reading, chosen: SheetChoice, reference: str = "") -> SheetContent:
    """Write what is printed of the companies of a sheet."""
    profile, day, scripts = association(reading), calling_day(reading), kept_scripts(reading)
    return SheetContent(
        association=profile.name if profile else "",
        colour=(profile.accent if profile else "") or "#0B6E7F",
        day=f"{WEEKDAYS[chosen.day.weekday()]} {say_long_date(chosen.day)}",
        reference=reference,
        outcomes=_outcomes(reading),
        entries=tuple(
            _entry(line, one, chosen.day, _say(one, day, chosen.day, scripts))
            for line, one in enumerate(chosen.companies, 1)
        ),
    )


def _outcomes(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Give key and words of each outcome; a short form of those that nobody has renamed."""
    rules = calling_rules(reading)
    said = {outcome: rules.label(outcome) for outcome in RULES}
    return tuple(
        (
            rule.key,
            _SHORT.get(outcome, said[outcome]) if said[outcome] == rule.label else said[outcome],
        )
        for outcome, rule in RULES.items()
    )


def _say(one: SheetCompany, calling: CallingDay, day: date, scripts: Scripts) -> str:
    """Give the sentence of the script that stands on the sheet."""
    whom = one.person.name if one.person else ""
    spoken = speak(scripts, one.page.stage, script_values(one.card, calling, day, whom))
    return line_to_say([sentence for part in Part for sentence in spoken.parts[part]])


def _entry(line: int, one: SheetCompany, day: date, say: str) -> SheetEntry:
    page, person = one.page, one.person
    return SheetEntry(
        line=line,
        name=page.name,
        town=page.town,
        company_number=page.id,
        person=", ".join(filter(None, (person.name, person.job_title))) if person else "",
        numbers=tuple(f"{said} {whose}".strip() for _key, said, whose in one.numbers),
        why=one.why,
        last=_last(one, day),
        promised=_promised(one, day),
        script=say,
    )


def _last(one: SheetCompany, day: date) -> str:
    answers = one.page.answers
    if answers.reached_at is None and answers.said_at is None:
        return ""
    at = answers.said_at or answers.reached_at
    when = say_date(local_day(at), day) if at else ""
    head = ", ".join(filter(None, (when, answers.reached)))
    return f"{head}: {answers.said}" if answers.said else head


def _promised(one: SheetCompany, day: date) -> str:
    step = one.page.answers.promised
    if step is None:
        return ""
    said = say_when(When(step.due_on, step.due_at), day)
    return f"{step.text or 'Call back'}, {said}"
