"""Correcting a call afterwards: what it led to is put back, and what it should have led to done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from crm.actions.call_record import told_of
from crm.actions.calls import LoggedCall, file_call
from crm.actions.filing import open_step
from crm.actions.letters import take_out
from crm.data.connection import Reading
from crm.data.queries.call_corrections import CallToCorrect, call_to_correct, last_reached
from crm.data.queries.calling_rules import calling_rules
from crm.data.records.activities import Activity, NextStep
from crm.data.records.companies import Company
from crm.data.records.people import PhoneNumber
from crm.data.work import Work
from crm.domain.cadence import Consequence, consequence
from crm.domain.calendar import local_day
from crm.domain.call_standing import PUT_BACK, Standing
from crm.domain.calling_rules import CallingRules
from crm.domain.errors import Refusal
from crm.domain.next_steps import When, say_when
from crm.domain.outcomes import RULES, Call, Outcome, check_call
from crm.domain.stages import Stage
from crm.domain.text_safety import clean_text

WISH_STAYS = (
    "The wish not to be called stays: if it was never said, mark it as recorded in error on the "
    "page of the company."
)


@dataclass(frozen=True, slots=True)
class CorrectionPlan:
    """What a correction would change, one sentence each, and what stays as it is.

    `whole` says that stage, step and counters follow too; else the outcome alone changes.
    """

    company: str
    whole: bool
    changes: tuple[str, ...]
    stays: tuple[str, ...]


def plan_correction(reading: Reading, activity_id: int, call: Call) -> CorrectionPlan:
    """Say what correcting a call would change, without changing anything.

    Refuses what `correct_call` refuses, naming the same fields.
    """
    known = call_to_correct(reading, activity_id)
    rules = calling_rules(reading)
    call = _as_it_was(known, call)
    _check(known, call, rules)
    before, after = rules.label(known.outcome).lower(), rules.label(call.outcome).lower()
    changes = [f"Outcome: {before} → {after}." if before != after else f"Outcome: still {after}."]
    if known.whole and known.stood is not None:
        now = max(reading.now, known.at)
        follows = _follows(known, known.stood, call, rules, now=now)
        changes += _moved(known, known.stood, follows, local_day(now))
        changes += _number_said(known, call)
    changes += _pack_said(known, call)
    if call.outcome is Outcome.DO_NOT_CALL:
        changes.append("A wish not to be called is recorded for good.")
    return CorrectionPlan(known.company, known.whole, tuple(changes), tuple(_stays(known, call)))


def correct_call(work: Work, activity_id: int, call: Call) -> LoggedCall:
    """Log a call anew as `call` says, in place of what was logged, at the time it was made.

    For the latest call of a company whose step is still open, counters, stage, step, number and
    pack go back to what stood before it first. Of an older call only the outcome and what was
    said change. No wish not to be called is lifted, and what is printed stays; both are said.
    Refuses a company in the trash and what `log_call` refuses.
    """
    known = work.ask(call_to_correct, activity_id)
    rules = work.ask(calling_rules)
    call = _as_it_was(known, call)
    _check(known, call, rules)
    company, activity = work.get(Company, known.company_id), work.get(Activity, activity_id)
    for sentence in _stays(known, call):
        work.say(sentence)
    with work.at(max(work.now, known.at)):
        if known.whole and known.stood is not None:
            kept = _put_back(work, company, known, known.stood, call)
            logged = file_call(work, company, call, activity, kept)
        elif call.outcome is Outcome.DO_NOT_CALL:
            # A wish counts whenever it was said.
            logged = file_call(work, company, call, activity)
        else:
            logged = _rewrite(company, activity, known, call, rules)
    company.last_reached_at = work.ask(last_reached, company.id)
    work.label(f"Correct the call with {company.name}")
    return logged


def _as_it_was(known: CallToCorrect, call: Call) -> Call:
    """Keep of the call what a correction does not say otherwise, and its time always."""
    somebody = call.person_id or call.person_name or call.gatekeeper_name
    return replace(
        call,
        company_id=known.company_id,
        at=known.at,
        note=call.note or known.note,
        seconds=call.seconds or known.seconds,
        person_id=call.person_id if somebody else known.person_id,
        person_name=call.person_name if somebody else known.person,
        number_id=call.number_id or known.number_id,
        incoming=call.incoming or known.incoming,
        referral="",
    )


def _check(known: CallToCorrect, call: Call, rules: CallingRules) -> None:
    if known.trashed:
        raise Refusal(f"{known.company} is in the trash.", field="company")
    check_call(call, rules.reasons)
    if call.outcome is Outcome.BAD_NUMBER and call.number_id is None:
        raise Refusal("Say which number is bad.", field="number")


def _put_back(
    work: Work, company: Company, known: CallToCorrect, stood: Standing, call: Call
) -> int | None:
    """Let stand what stood before the call; gives its pack where that goes on."""
    present = open_step(work, company.id)
    if present is not None and present.id == stood.made_step:
        work.delete(present)
    if stood.step is not None:
        before = work.get(NextStep, stood.step)
        before.done_at, before.done_how = None, ""
    met_since = company.last_contact_at != known.at or company.last_contact_kind != "call"
    for name in PUT_BACK:
        if not (met_since and name.startswith("last_contact")):
            setattr(company, name, getattr(stood, name))
    if stood.number_state is not None and known.number_id is not None:
        work.get(PhoneNumber, known.number_id).state = stood.number_state
    work.session.flush()
    if known.pack is None:
        return None
    if call.outcome is Outcome.SEND_PACK:
        return known.pack.id
    if known.pack.state == "queued":
        take_out(work, [known.pack.id])
    return None


def _rewrite(
    company: Company,
    activity: Activity,
    known: CallToCorrect,
    call: Call,
    rules: CallingRules,
) -> LoggedCall:
    """Change what the timeline says of an older call, and nothing that was agreed since."""
    note = clean_text(call.note, "note")
    rule = RULES[call.outcome]
    said = Consequence(None, counts_as_try=rule.attempt and not call.incoming)
    for name, value in told_of(call, said).items():
        setattr(activity, name, value)
    activity.note = note
    reason = call.reason if call.outcome is Outcome.NOT_INTERESTED else None
    kept = {name: value for name, value in activity.details.items() if name != "reason"}
    activity.details = {**kept, **({"reason": reason} if reason else {})}
    if reason and known.latest and company.stage == Stage.DECLINED:
        company.decline_reason = reason
    label = rules.label(call.outcome)
    return LoggedCall(activity.id, company.name, "", company.stage, None, False, (), "", label)


def _follows(
    known: CallToCorrect, stood: Standing, call: Call, rules: CallingRules, *, now: datetime
) -> Consequence:
    left = set(known.numbers)
    if stood.number_state == "usable" and known.number_id is not None:
        left.add(known.number_id)
    left.discard(call.number_id or 0)
    history = stood.history(numbers_left=len(left), member=known.member, closed=known.closed)
    return consequence(call, history, Stage(stood.stage), now, rules.cadence)


def _moved(
    known: CallToCorrect, stood: Standing, follows: Consequence, today: date
) -> Sequence[str]:
    said = []
    stage = follows.stage.value if follows.stage else stood.stage
    if stage != known.stage:
        said.append(f"Stage: {known.stage} → {stage}.")
    before = _step_words(known.step[1:] if known.step else None, today)
    step = follows.step
    after = _step_words((step.text, When(step.day, step.at, step.part)) if step else None, today)
    if before != after:
        said.append(f"Next step: {before} → {after}.")
    return said


def _step_words(step: tuple[str, When] | None, today: date) -> str:
    return f"{step[0]}, {say_when(step[1], today)}" if step else "none"


def _number_said(known: CallToCorrect, call: Call) -> Sequence[str]:
    fate = call.number_fate.value if call.number_fate else ""
    if call.outcome is not Outcome.BAD_NUMBER:
        fate = ""
    stood = known.stood.number_state if known.stood else None
    after = fate or stood or known.number_state
    if not known.number or known.number_id != call.number_id or after == known.number_state:
        return ()
    return (f"{known.number}: {known.number_state} → {after}.",)


def _pack_said(known: CallToCorrect, call: Call) -> Sequence[str]:
    pack, sends = known.pack, call.outcome is Outcome.SEND_PACK
    if not known.whole:
        return ()
    if pack is None:
        return ("A pack is queued.",) if sends else ()
    if pack.state == "queued" and not sends:
        return (f"Pack {pack.reference} is taken out of the queue.",)
    return ()


def _stays(known: CallToCorrect, call: Call) -> Sequence[str]:
    """Say what a correction leaves as it is."""
    said = []
    if not known.whole and call.outcome is not Outcome.DO_NOT_CALL:
        why = "a later call is on file" if not known.latest else "more has happened since"
        if known.stood is None and known.latest:
            why = "what stood before this call was not kept"
        said.append(f"Stage and next step stay as they are: {why}.")
        if call.outcome is Outcome.SEND_PACK and known.pack is None:
            said.append("No pack is queued by this: queue it by itself.")
        if call.outcome is Outcome.BAD_NUMBER:
            said.append("The number keeps its state: mark it on the page of the company.")
    pack = known.pack
    if pack is not None and pack.state != "queued":
        said.append(f"Pack {pack.reference} is {pack.state} already and stays.")
    elif pack is not None and not known.whole and call.outcome is not Outcome.SEND_PACK:
        said.append(f"Pack {pack.reference} stays in the queue: take it out in Letters.")
    if known.outcome is Outcome.DO_NOT_CALL:
        said.append(WISH_STAYS)
    return said
