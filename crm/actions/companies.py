"""Companies: add one, change its facts, stage and next step, throw it away and bring it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from crm.actions.filing import (
    file_activity,
    give_steps_back,
    move_stage,
    open_step,
    replace_step,
)
from crm.actions.people import NewPerson, add_email, add_number, add_person
from crm.actions.returned_mail import address_found
from crm.actions.several import as_ids, say_companies
from crm.actions.shipped import outcodes
from crm.actions.tags import tag
from crm.data.queries.association import branches
from crm.data.queries.calling import members_among
from crm.data.queries.calling_rules import calling_rules
from crm.data.queries.company_named import find_company
from crm.data.queries.objections import objecting_companies
from crm.data.records.association import Branch
from crm.data.records.companies import Company
from crm.data.records.people import Person
from crm.data.work import Work
from crm.domain.cadence import CADENCE, DIALLING, PlannedStep, StepKind
from crm.domain.calendar import add_working_days, next_working_day
from crm.domain.company_fields import FieldValue, company_name_key, read_company_field
from crm.domain.errors import Refusal
from crm.domain.geography import county_named, suggest_branch
from crm.domain.next_steps import When
from crm.domain.objections import Channel
from crm.domain.outcomes import read_choice, read_reason
from crm.domain.stages import OPEN_STAGES, Stage, check_move, needs_step
from crm.domain.text_safety import clean_line, say_field

BY_HAND = "typed in"
"""The source of a company that somebody typed in without saying where it is from."""


@dataclass(frozen=True, slots=True)
class NewCompany:
    """A company as it is typed in; everything but the name may be empty.

    `facts` are further fields by the names of `domain.company_fields.EDITABLE`, as typed.
    `telephone` and `email` may hold several; they are the company's own.
    """

    name: str
    town: str = ""
    postcode: str = ""
    telephone: str = ""
    email: str = ""
    facts: Mapping[str, str] | None = None
    person: NewPerson | None = None
    tags: Sequence[str] = ()


def add_company(work: Work, new: NewCompany) -> int:
    """Put a company into the book and give its key; Refusal names the field at fault."""
    read = read_company_field("name", new.name, work.today)
    company = Company(
        name=str(read.value), name_key=company_name_key(str(read.value)), added_at=work.now
    )
    typed = {"town": new.town, "postcode": new.postcode, **(new.facts or {})}
    _set_fields(work, company, {field: text for field, text in typed.items() if text})
    company.source = company.source or BY_HAND
    company.source_on = company.source_on or work.today
    work.add(company)
    if new.telephone.strip():
        add_number(work, company.id, new.telephone)
    if new.email.strip():
        add_email(work, company.id, new.email)
    if new.person is not None:
        add_person(work, company.id, new.person)
    if new.tags:
        tag(work, company.id, new.tags)
    work.label(f"Add {company.name}")
    return company.id


def change_company(work: Work, company_id: int, field: str, typed: FieldValue) -> None:
    """Change one fact of a company to what was typed; None or empty text clears it.

    `field` is one of `domain.company_fields.EDITABLE`, or `branch` (key, name or county; empty
    for the one the postcode suggests), `referred_by` (key or name) or `stage`.
    """
    change_facts(work, company_id, {field: typed})


def change_facts(work: Work, company_id: int, typed: Mapping[str, FieldValue]) -> None:
    """Change several facts of one company at once, all or none; see `change_company`."""
    company = work.get(Company, company_id)
    texts = {field: "" if value is None else str(value) for field, value in typed.items()}
    stage = texts.pop("stage", None)
    home = _home(company)
    _set_fields(work, company, texts)
    work.session.flush()
    if _home(company) != home:
        address_found(work, company)
    if stage is not None:
        set_stage(work, company_id, stage)
    if not texts.keys().isdisjoint({"name", "postcode"}):
        give_steps_back(work)
    said = " and ".join(say_field(field) for field in typed) if len(typed) < 3 else "facts"
    work.label(f"Change {said} of {company.name}")


def pin(work: Work, company_id: int, text: str) -> None:
    """Pin a text to a company, so that it is seen before every call; empty takes it off."""
    change_company(work, company_id, "pinned", text)
    company = work.get(Company, company_id)
    work.label(f"{'Pin a note to' if company.pinned else 'Unpin the note of'} {company.name}")


def set_stage(
    work: Work, company_ids: int | Sequence[int], stage: Stage | str, reason: str = ""
) -> int:
    """Put companies at a stage and give how many were not there yet.

    Each gets an entry on its timeline. One that opens without a next step gets one, one that
    closes loses its step. `reason` says why a company declined, one of those of the book.
    """
    goal = read_choice(stage, Stage, field="stage")
    why = read_reason(reason, work.ask(calling_rules).reasons) if reason.strip() else None
    ids = as_ids(company_ids)
    members = work.ask(members_among, ids)
    closed = work.ask(objecting_companies, Channel.CALL, ids)
    moved: list[Company] = []
    for place, company_id in enumerate(ids, start=1):
        company = work.get(Company, company_id)
        before = Stage(company.stage)
        if before is not goal:
            check_move(before, goal)
            summary = f"{before} → {goal}" + (f": {why}" if why else "")
            file_activity(work, company, "stage", summary=summary)
            move_stage(work, company, goal)
            moved.append(company)
        if goal is not Stage.DECLINED:
            company.decline_reason = None
        elif why is not None:
            company.decline_reason = why
        free = company_id in members
        needed = needs_step(goal, member=free, calls_closed=company_id in closed)
        present = open_step(work, company_id)
        if needed and present is None:
            replace_step(work, company, _first_step(work, goal), done_how="")
        elif present is not None and goal not in OPEN_STAGES and not free:
            replace_step(work, company, None, done_how=f"moved to {goal}")
        work.progress.step(place, len(ids), "Moving companies")
    work.label(f"Move {say_companies(moved)} to {goal}")
    return len(moved)


def set_next_step(
    work: Work,
    company_ids: int | Sequence[int],
    when: When,
    *,
    kind: StepKind = StepKind.CALL,
    text: str = "",
    person_id: int | None = None,
    promised: bool | None = None,
) -> int:
    """Give companies this next step in place of the one that stood; gives how many.

    A step with a clock time counts as promised unless `promised` says otherwise. Refuses a day
    that is past, a company in the trash, a call to one that objects to calls and a person of
    another company.
    """
    if when.day < work.today:
        raise Refusal("That day is past.", field="next_step")
    words = clean_line(text, "text")
    told = when.at is not None if promised is None else promised
    planned = PlannedStep(kind, when.day, when.at, when.part, told, words or kind.capitalize())
    ids = as_ids(company_ids)
    closed = work.ask(objecting_companies, Channel.CALL, ids) if kind in DIALLING else frozenset()
    companies = [work.get(Company, company_id) for company_id in ids]
    for company in companies:
        if company.trashed_at is not None:
            raise Refusal(f"{company.name} is in the trash.", field="company")
        if company.id in closed:
            raise Refusal(f"{company.name} asked not to be called.", field="company")
        if person_id is not None and work.get(Person, person_id).company_id != company.id:
            raise Refusal("This person belongs to another company.", field="person")
        replace_step(work, company, planned, done_how="replaced", person_id=person_id)
    work.label(f"Set the next step with {say_companies(companies)}")
    return len(companies)


def trash(work: Work, company_ids: int | Sequence[int]) -> int:
    """Put companies in the trash, from where they come back whole; gives how many."""
    companies = [work.get(Company, company_id) for company_id in as_ids(company_ids)]
    thrown = [company for company in companies if company.trashed_at is None]
    for company in thrown:
        company.trashed_at = work.now
    work.label(f"Put {say_companies(thrown)} in the trash")
    return len(thrown)


def restore(work: Work, company_ids: int | Sequence[int]) -> int:
    """Take companies out of the trash; gives how many."""
    companies = [work.get(Company, company_id) for company_id in as_ids(company_ids)]
    back = [company for company in companies if company.trashed_at is not None]
    for company in back:
        company.trashed_at = None
    give_steps_back(work)
    work.label(f"Take {say_companies(back)} out of the trash")
    return len(back)


def branch_confidence(postcode: str, county: str) -> float | None:
    """Tell how sure it is that a postcode lies in a county, from 0 to 1; None where unknown."""
    suggestion = suggest_branch(postcode, outcodes()) if postcode else None
    if suggestion is None:
        return None
    shares = {suggestion.county: suggestion.confidence, **dict(suggestion.others)}
    return shares.get(county)


def _set_fields(work: Work, company: Company, texts: Mapping[str, str]) -> None:
    reasons = work.ask(calling_rules).reasons if "decline_reason" in texts else ()
    for field, text in texts.items():
        if field == "branch":
            _choose_branch(work, company, text)
        elif field == "referred_by":
            _refer(work, company, text)
        else:
            read = read_company_field(field, text, work.today, reasons)
            setattr(company, field, read.value)
            if read.warning:
                work.say(read.warning)
    if "name" in texts:
        company.name_key = company_name_key(company.name)
    if "postcode" in texts and not company.branch_chosen and "branch" not in texts:
        company.branch_id = _suggested_branch(work, company.postcode)


def _home(company: Company) -> tuple[str, ...]:
    return (
        company.premises, company.street, company.locality, company.town, company.postcode,
    )  # fmt: skip


def _choose_branch(work: Work, company: Company, text: str) -> None:
    wanted = clean_line(text, "branch")
    if not wanted:
        company.branch_chosen = False
        company.branch_id = _suggested_branch(work, company.postcode)
        return
    county = county_named(wanted)
    for branch in work.ask(branches):
        names = {str(branch.id), branch.name.casefold(), branch.county.casefold()}
        if wanted.casefold() in names or (county is not None and county == branch.county):
            company.branch_id, company.branch_chosen = work.get(Branch, branch.id).id, True
            return
    raise Refusal(f"There is no branch “{wanted[:40]}”.", field="branch")


def _suggested_branch(work: Work, postcode: str | None) -> int | None:
    suggestion = suggest_branch(postcode, outcodes()) if postcode else None
    if suggestion is None:
        return None
    known = {branch.county: branch.id for branch in work.ask(branches)}
    return known.get(suggestion.county)


def _refer(work: Work, company: Company, text: str) -> None:
    if not text.strip():
        company.referred_by_id = None
        return
    referrer = work.ask(find_company, text, "referred_by")
    if referrer == company.id:
        raise Refusal("A company cannot refer itself.", field="referred_by")
    company.referred_by_id = referrer
    company.source_kind = "referral"


def _first_step(work: Work, stage: Stage) -> PlannedStep:
    """Plan what a company that was put at an open stage by hand needs first."""
    soon = add_working_days(work.today, 0)
    if stage is Stage.PACK_SENT:
        day = add_working_days(work.today, CADENCE.call_after_pack)
        return PlannedStep(StepKind.CALL, day, text="Ask about the pack")
    if stage is Stage.APPLIED:
        day = add_working_days(work.today, CADENCE.chase_form_after)
        return PlannedStep(StepKind.REVIEW, day, text="Look at the application")
    if stage is Stage.RESTING:
        day = next_working_day(work.today + timedelta(days=CADENCE.rest_days))
        return PlannedStep(StepKind.CALL, day, text="Call again")
    return PlannedStep(StepKind.CALL, soon, text="Call")
