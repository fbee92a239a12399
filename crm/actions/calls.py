"""Logging a call: one key, one transaction, and the next thing to do stands in the book."""

from dataclasses import dataclass, replace

from crm.actions.call_notes import keep_marks
from crm.actions.call_people import person_name, whom_called
from crm.actions.call_record import stood_before, write_call
from crm.actions.filing import move_stage, replace_step
from crm.actions.letters import queue_pack, refuse_objection
from crm.actions.objecting import enter_objection
from crm.actions.queue_marks import clear_marks
from crm.actions.referrals import refer
from crm.data.queries.calling import called_since, members_among, numbers_to_dial
from crm.data.queries.calling_rules import calling_rules
from crm.data.queries.objections import objecting_companies
from crm.data.records.activities import Activity, NextStep
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.data.records.people import PhoneNumber
from crm.data.work import Work
from crm.domain.cadence import Cadence, CallHistory, Consequence, Heat, consequence
from crm.domain.errors import Refusal
from crm.domain.next_steps import When, say_when
from crm.domain.note_marks import read_marks
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import RULES, Call, Outcome, check_call, read_reason
from crm.domain.stages import Stage
from crm.domain.text_safety import clean_text


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """What logging a call led to.

    `step` is the next step in words and `due` when it is ("" for none), `document_id` the pack
    that was queued, `propose_letter` whether it is time to write instead. `warnings` are
    sentences; `outcome` is what this book calls how the call ended.
    """

    activity_id: int
    company: str
    step: str
    stage: str
    document_id: int | None
    propose_letter: bool
    warnings: tuple[str, ...]
    due: str = ""
    outcome: str = ""


def log_call(work: Work, call: Call) -> LoggedCall:
    """File one call: activity, next step, stage, number marks, pack or objection, all or none.

    What the note marks is kept too, and whoever else was named is added. Refuses, naming the
    field, what the outcome must say and does not, a person or number of another company, and a
    pack for someone who objects to that channel.
    """
    company = work.get(Company, call.company_id)
    if company.trashed_at is not None:
        raise Refusal(f"{company.name} is in the trash.", field="company")
    logged = file_call(work, company, call)
    refer(work, company, call.referral)
    work.label(f"Log call with {company.name}")
    return logged


def file_call(
    work: Work,
    company: Company,
    call: Call,
    again: Activity | None = None,
    pack: int | None = None,
) -> LoggedCall:
    """File a call with all that follows.

    `again` is the activity that it is written over, `pack` one that was queued for it already.
    """
    note = clean_text(call.note, "note")
    marks = read_marks(note)
    _check_number(work, call)
    # What the call does not say is refused before anything of it is filed.
    rules = work.ask(calling_rules)
    check_call(call, rules.reasons)
    if call.reason is not None:
        call = replace(call, reason=read_reason(call.reason, rules.reasons))
    known = _history(work, company, call)
    before = consequence(call, known, Stage(company.stage), work.now, rules.cadence)
    stood = stood_before(work, company, call)
    person = whom_called(work, company, call, marks)
    name = person_name(person)
    call = replace(call, person_id=person.id if person else None, person_name=name)
    _mark_number(work, call)
    keep_marks(work, company, marks)
    if call.outcome is Outcome.DO_NOT_CALL:
        _object(work, company, call, note)
    outcome = _again(work, company, call, known, before, rules.cadence)
    _note_contact(work, company, call)
    step = None
    overtaken = _is_overtaken(work, call, again)
    if overtaken:
        work.say("A later call is on file, so the next step stays as it is.")
        outcome = replace(outcome, step=None, stage=None, propose_letter=False)
    else:
        _remember(company, call, outcome)
        clear_marks(work, company.id)
        done_how = rules.label(call.outcome).lower()
        step = _move_on(work, company, call, outcome, done_how)
    document = _pack(work, company, call, pack) if outcome.queue_pack else None
    stood = replace(
        stood,
        made_step=step.id if step else None,
        made_document=document,
        made_stage=company.stage,
        made_tries=company.tries,
        overtaken=overtaken,
    )
    activity = write_call(work, company, call, again, note, outcome, stood)
    for warning in outcome.warnings:
        work.say(warning)
    return LoggedCall(
        activity.id,
        company.name,
        outcome.step.text if outcome.step else "",
        company.stage,
        document,
        outcome.propose_letter,
        outcome.warnings,
        _due(work, outcome),
        rules.label(call.outcome),
    )


def _due(work: Work, outcome: Consequence) -> str:
    step = outcome.step
    return say_when(When(step.day, step.at, step.part), work.today) if step else ""


def _history(work: Work, company: Company, call: Call) -> CallHistory:
    numbers = work.ask(numbers_to_dial, [company.id]).get(company.id, ())
    left = [number for number in numbers if number.id != call.number_id]
    return CallHistory(
        tries=company.tries,
        engaged_in_a_row=company.engaged,
        cycles_this_year=company.cycles,
        cycles_since=company.cycles_since,
        last_try_at=company.last_try_at,
        usable_numbers_left=len(left),
        hot=Heat(company.hot) if company.hot else None,
        member=bool(work.ask(members_among, [company.id])),
        calls_closed=bool(work.ask(objecting_companies, Channel.CALL, [company.id])),
    )


def _again(
    work: Work,
    company: Company,
    call: Call,
    known: CallHistory,
    before: Consequence,
    cadence: Cadence,
) -> Consequence:
    """Work the consequence out again where the call itself has changed what it follows from.

    A wish not to be called may bar more numbers than the one that was rung, and the name of
    whoever was talked to may have come to be known.
    """
    barred = call.outcome is Outcome.DO_NOT_CALL
    if not (barred or call.person_name):
        return before
    history = _history(work, company, call) if barred else known
    return consequence(call, history, Stage(company.stage), work.now, cadence)


def _check_number(work: Work, call: Call) -> None:
    if call.number_id is None:
        if call.outcome is Outcome.BAD_NUMBER:
            raise Refusal("Say which number is bad.", field="number")
        return
    if work.get(PhoneNumber, call.number_id).company_id != call.company_id:
        raise Refusal("This number belongs to another company.", field="number")


def _mark_number(work: Work, call: Call) -> None:
    if call.outcome is Outcome.BAD_NUMBER and call.number_id is not None and call.number_fate:
        work.get(PhoneNumber, call.number_id).state = call.number_fate.value


def _note_contact(work: Work, company: Company, call: Call) -> None:
    at = call.at or work.now
    if RULES[call.outcome].reached:
        company.last_reached_at = max(at, company.last_reached_at or at)
        if company.last_contact_at is None or at >= company.last_contact_at:
            company.last_contact_at = at
            company.last_contact_kind = "call"


def _is_overtaken(work: Work, call: Call, again: Activity | None) -> bool:
    """Whether a call keyed in afterwards is older than what a later call has agreed.

    A wish not to be called counts whenever it was said.
    """
    if call.at is None or call.outcome is Outcome.DO_NOT_CALL:
        return False
    return work.ask(called_since, call.company_id, call.at, again.id if again else 0)


def _remember(company: Company, call: Call, outcome: Consequence) -> None:
    after = outcome.history
    company.tries = after.tries
    company.engaged = after.engaged_in_a_row
    company.cycles = after.cycles_this_year
    company.cycles_since = after.cycles_since
    company.last_try_at = after.last_try_at
    company.hot = after.hot.value if after.hot else ""
    if call.outcome is Outcome.NOT_INTERESTED and call.reason:
        company.decline_reason = call.reason


def _object(work: Work, company: Company, call: Call, note: str) -> None:
    enter_objection(
        work,
        Channel.CALL,
        call.scope or Scope.COMPANY,
        company.id,
        person_id=call.person_id,
        number_id=call.number_id,
        asked_by=call.who_asked or "",
        words=note,
    )


def _move_on(
    work: Work, company: Company, call: Call, outcome: Consequence, done_how: str
) -> NextStep | None:
    at = call.at or work.now
    # The stage first: the company is then written, and noted, once.
    if outcome.stage is not None:
        move_stage(work, company, outcome.stage, at)
    return replace_step(
        work, company, outcome.step, done_how=done_how, person_id=call.person_id, at=at
    )


def _pack(work: Work, company: Company, call: Call, known: int | None) -> int:
    """Queue a pack; one that the call has queued already goes to whom it says now."""
    channel = call.channel or Channel.POST
    if known is None:
        return queue_pack(work, company.id, person_id=call.person_id, channel=channel)
    document = work.get(Document, known)
    if document.state == "queued":
        refuse_objection(work, company, channel, call.person_id)
        document.person_id, document.channel = call.person_id, channel.value
    return known
